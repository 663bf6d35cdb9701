"""The pages of records in each language, their permanent identifiers, and ways from old addresses."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.feeds import schemaorg
from generator.languages import Shown, in_language
from generator.pages.asking import language_of
from generator.pages.credential_page import CredentialInPlace, address_of, credential_view
from generator.pages.head import Head, HeadPicture
from generator.pages.offer_page import offer_view, successor_line
from generator.pages.parts import paged_title, picture
from generator.pages.pathway_page import PathwayInPlace, pathway_view
from generator.pages.provider_page import number_of_pages, provider_view
from generator.pages.qr_code import qr_code
from generator.pages.related import NOTHING_RELATED
from generator.pages.removed_page import removed_view
from generator.pages.shell import root
from generator.pages.told import Told
from generator.picture_size import picture_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.past import Past
    from generator.catalogue.summary import CredentialSummary, OfferSummary, ProviderSummary
    from generator.pages.provider_page import Given, ProviderView
    from generator.pages.related import Related
    from generator.pages.render import Renderer
    from generator.records.credential import Credential, CredentialRecord
    from generator.records.offer import Offer
    from generator.records.provider import Provider
    from generator.records.removal import Removal
    from generator.records.statement import Image
    from generator.words import Words

PageFile = tuple[str, bytes]
"""The path of a file in the site and its content."""


SMALLEST_PICTURE = 200
"""Pictures with a shorter side, in pixels, are too small to stand for a page elsewhere."""


@dataclass(frozen=True)
class OfferInPlace:
    """An offer with the records around it that its pages show."""

    offer: Offer
    summary: OfferSummary
    provider: Provider
    providers: Mapping[str, OrganisationSummary]
    successor: OfferSummary | None
    own_page: CredentialSummary | None = None
    siblings: tuple[OfferSummary, ...] = ()
    related: Related = NOTHING_RELATED
    past: Past | None = None


def offer_pages(renderer: Renderer, here: OfferInPlace) -> Iterator[PageFile]:
    """Render the pages of an offer in all languages, its identifiers, its short and its former addresses."""
    for language in renderer.settings.languages:
        yield _offer_page(renderer, here, language)
    offer, settings = here.offer, renderer.settings
    targets = {language: addresses.offer(language, here.summary.provider, offer.id) for language in settings.languages}
    yield moved(renderer, f"id/offer/{offer.uuid}/", targets, offer.title)
    yield moved(renderer, addresses.short(offer.uuid), targets, offer.title)
    yield addresses.qr_code(offer.uuid), qr_code(f"{settings.identifier_base}/{addresses.short(offer.uuid)}")
    if offer.credential and here.own_page is None:
        version = f"id/credential/{offer.credential.uuid}/{offer.credential.version}/"
        yield moved(renderer, version, targets, offer.title)
        if here.summary.credential_key is not None:
            yield from _moved_credential(renderer, here, offer.credential, targets)
    for language, target in targets.items():
        for old in _former_addresses(here, language):
            yield moved(renderer, old, {language: target}, offer.title)


def _moved_credential(
    renderer: Renderer, here: OfferInPlace, credential: Credential, targets: Mapping[str, str]
) -> Iterator[PageFile]:
    """Lead from the addresses that the credential would have with pages of its own to the offer that tells it."""
    provider, _, name = (here.summary.credential_key or "").partition("/")
    for language, target in targets.items():
        old = addresses.credential(language, provider, name, credential.version)
        yield moved(renderer, old, {language: target}, credential.title or here.offer.title)


def _former_addresses(here: OfferInPlace, language: str) -> Iterator[str]:
    """Yield the addresses at which an offer stood under former ids of its own or of its provider."""
    for provider in (here.provider.id, *here.provider.formerly):
        for offer in (here.offer.id, *here.offer.formerly):
            if (provider, offer) != (here.provider.id, here.offer.id):
                yield addresses.offer(language, provider, offer)


def _offer_page(renderer: Renderer, here: OfferInPlace, language: str) -> PageFile:
    settings, words = renderer.settings, renderer.words(language)
    around = (here.own_page, here.siblings, here.related)
    told = Told(here.offer, here.summary, here.provider, here.providers, words, *around)
    if here.offer.removal is not None:
        return _removed_page(renderer, told, here.offer.removal, here.successor)
    theirs = renderer.words(language_of(here.provider, renderer.translated))
    guide = renderer.editorial_page(language, "advice/principles")
    view = offer_view(told, settings, renderer.as_of, here.successor, theirs=theirs, guide=guide, past=here.past)
    trail = [(crumb.text, crumb.address) for crumb in view.crumbs]
    graph = schemaorg.offer_graph(here.offer, here.summary, here.providers, settings, language, trail)
    head = Head(
        address=view.address,
        description=str(words.text(here.offer.summary) or words.text(here.offer.description) or ""),
        json_address=view.json_address,
        calendar=view.calendar,
        data=schemaorg.to_script(graph),
        indexed=here.offer.status != "withdrawn",
        picture=_picture(renderer, here.summary.picture, here.offer.image, words),
    )
    return addresses.page_file(view.address), renderer.page("offer.html.j2", view, head, view.title.text)


def _removed_page(renderer: Renderer, told: Told, removal: Removal, successor: OfferSummary | None) -> PageFile:
    view = removed_view(told, removal, renderer.settings, successor_line(successor, told))
    head = Head(view.address, view.lead, view.json_address, indexed=False)
    return addresses.page_file(view.address), renderer.page("removed.html.j2", view, head, view.title)


def _picture(renderer: Renderer, place: str | None, image: Image | None, words: Words) -> HeadPicture | None:
    """Return the picture of a record for those who pass its address on; a small one gives way to the registry's."""
    shown = picture(place, image, words)
    if place is None or shown is None:
        return None
    size = picture_size((renderer.settings.providers / place).read_bytes())
    if size is None or min(size) < SMALLEST_PICTURE:
        return None
    return HeadPicture(shown.address, *size, shown.alt.text)


def provider_pages(
    renderer: Renderer,
    provider: Provider,
    summary: ProviderSummary,
    providers: Mapping[str, OrganisationSummary],
    given: Given,
) -> Iterator[PageFile]:
    """Render the pages of a provider in all languages, the identifiers of what stands on them, former addresses."""
    settings = renderer.settings
    for language in settings.languages:
        for page in range(1, number_of_pages(given.offers) + 1):
            words = renderer.words(language)
            view = provider_view(provider, summary, given, providers, words, settings, renderer.as_of, page)
            yield _provider_page(renderer, view, provider, summary)
    targets = {language: addresses.provider(language, provider.id) for language in settings.languages}
    yield moved(renderer, f"id/provider/{provider.uuid}/", targets, provider.name)
    for former in provider.formerly:
        for language, target in targets.items():
            yield moved(renderer, addresses.provider(language, former), {language: target}, provider.name)
    yield from _identifiers(renderer, provider, given)


def _identifiers(renderer: Renderer, provider: Provider, given: Given) -> Iterator[PageFile]:
    """Lead from permanent identifiers to places on the page of a provider."""
    languages = renderer.settings.languages
    for statement in given.recognition:
        record = statement.record
        places = {language: addresses.recognition(language, provider.id, record.id) for language in languages}
        effect = {one: renderer.words(one).term("recognition-effects", record.effect) for one in languages}
        yield moved(renderer, f"id/recognition/{record.uuid}/", places, effect)
    for support in given.support:
        places = {language: addresses.support(language, provider.id, support.record.id) for language in languages}
        yield moved(renderer, f"id/support/{support.record.uuid}/", places, support.record.title)


def _provider_page(renderer: Renderer, view: ProviderView, provider: Provider, summary: ProviderSummary) -> PageFile:
    words = renderer.words(view.language)
    graph = schemaorg.provider_graph(provider, summary, renderer.settings, view.language)
    head = Head(
        address=view.address,
        description=str(words.text(provider.description) or ""),
        json_address=view.json_address,
        data=schemaorg.to_script(graph) if view.page == 1 else "",
        feed=view.feed,
        calendar=view.calendar,
        picture=_picture(renderer, summary.picture, provider.logo, words),
    )
    title = paged_title(view.name.text, view.page, len(view.pages), words)
    return addresses.page_file(view.address), renderer.page("provider.html.j2", view, head, title)


def credential_pages(renderer: Renderer, here: CredentialInPlace) -> Iterator[PageFile]:
    """Render the pages of all versions of a credential, their permanent identifiers and their former addresses."""
    settings = renderer.settings
    for language in settings.languages:
        present = address_of(here.newest, here, language)
        without_version = present.removesuffix(f"{here.newest.version}/")
        yield moved(renderer, without_version, {language: present}, here.newest.title)
    for record in here.versions:
        for language in settings.languages:
            yield _credential_page(renderer, record, here, language)
        targets = {language: address_of(record, here, language) for language in settings.languages}
        yield moved(renderer, f"id/credential/{record.uuid}/{record.version}/", targets, record.title)
        for former in here.provider.formerly:
            for language, target in targets.items():
                old = addresses.credential(language, former, record.id, record.version)
                yield moved(renderer, old, {language: target}, record.title)


def _credential_page(renderer: Renderer, record: CredentialRecord, here: CredentialInPlace, language: str) -> PageFile:
    words = renderer.words(language)
    view = credential_view(record, here, words, renderer.settings, renderer.as_of)
    head = Head(view.address, str(words.text(record.outcomes_summary) or ""), view.json_address)
    title = f"{view.title.text} ({view.version})"
    return addresses.page_file(view.address), renderer.page("credential.html.j2", view, head, title)


def pathway_pages(renderer: Renderer, here: PathwayInPlace) -> Iterator[PageFile]:
    """Render the pages of a pathway in all languages, its permanent identifier and its former addresses."""
    pathway, provider, languages = here.pathway, here.provider, renderer.settings.languages
    for language in languages:
        words = renderer.words(language)
        view = pathway_view(here, words, renderer.settings, renderer.as_of)
        description = str(words.text(pathway.summary) or words.text(pathway.description) or "")
        head = Head(view.address, description, view.json_address, indexed=pathway.status != "withdrawn")
        yield addresses.page_file(view.address), renderer.page("pathway.html.j2", view, head, view.title.text)
    targets = {language: addresses.pathway(language, provider.id, pathway.id) for language in languages}
    yield moved(renderer, f"id/pathway/{pathway.uuid}/", targets, pathway.title)
    for at, name in product((provider.id, *provider.formerly), (pathway.id, *pathway.formerly)):
        if (at, name) != (provider.id, pathway.id):
            for language, target in targets.items():
                yield moved(renderer, addresses.pathway(language, at, name), {language: target}, pathway.title)


@dataclass(frozen=True, slots=True)
class _Way:
    """A way on: where it leads, the language of that page, and the title in the language it has."""

    address: str
    language: str
    title: Shown


def moved(renderer: Renderer, address: str, targets: Mapping[str, str], title: Mapping[str, str]) -> PageFile:
    """Return a page that leads on from an address to where its record stands, in the first language at once."""
    base = root(address)
    first = next(iter(targets))
    ways = [_Way(base + target, language, _title(title, language)) for language, target in targets.items()]
    html = renderer.content(
        "moved.html.j2",
        first,
        base=base,
        language=first,
        title=_title(title, first),
        target=base + targets[first],
        canonical=renderer.settings.absolute(targets[first].partition("#")[0]),
        ways=ways,
    )
    return addresses.page_file(address), html.encode()


def _title(title: Mapping[str, str], language: str) -> Shown:
    shown = in_language(title, language)
    assert shown is not None  # noqa: S101 - the model demands a title or name
    return shown
