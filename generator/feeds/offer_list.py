"""Lists of offers that people follow: the whole catalogue, one provider, or one value of an axis; by language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.axis_words import list_title
from generator.feeds.feed import OutputFile
from generator.languages import Shown
from generator.theme import find_theme
from generator.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.summary import OfferSummary
    from generator.settings import Settings


@dataclass(frozen=True, slots=True)
class OfferList:
    """Offers of known providers in any order, and the page in one language beside which their feeds stand.

    `title` may be in another language than the page. `former` are addresses that the page had before. What is
    `permanent` has its feeds and calendar even while there is nothing to tell.
    """

    address: str
    title: Shown
    language: str
    offers: tuple[OfferSummary, ...]
    former: tuple[str, ...] = ()
    permanent: bool = False


def offer_lists(catalogue: Catalogue, settings: Settings) -> Iterator[tuple[OfferList, Words]]:
    """Yield the lists of the whole catalogue, of each provider and of each value of an axis, with their words."""
    locale = find_theme(settings.root).locale
    former = _former_ids(catalogue)
    for language in settings.languages:
        words = Words(language, locale)
        yield whole_catalogue(catalogue, settings, words), words
        for provider in catalogue.providers:
            yield (
                OfferList(
                    addresses.provider(language, provider.id),
                    words.text(provider.name) or Shown(provider.id, language),
                    language,
                    catalogue.offers_by_provider.get(provider.id, ()),
                    tuple(addresses.provider(language, one) for one in former[provider.id]),
                ),
                words,
            )
        for listed in _shelves(catalogue, words):
            yield listed, words


def _shelves(catalogue: Catalogue, words: Words) -> Iterator[OfferList]:
    """Yield a list for each value of each axis, under the name that the page beside it has."""
    for axis, shelves in catalogue.shelves.items():
        for value, offers in shelves.items():
            title = list_title(axis, value, offers, catalogue.organisation_by_id, words)
            yield OfferList(addresses.shelf(words.language, axis, value), title, words.language, offers)


def single_offers(catalogue: Catalogue, settings: Settings) -> Iterator[tuple[OfferList, Words]]:
    """Yield each offer that has a page as a list of its own, with the words of each language."""
    locale = find_theme(settings.root).locale
    present = catalogue.offer_with_page
    for language in settings.languages:
        words = Words(language, locale)
        for offer in catalogue.with_page:
            named = [
                (provider, one)
                for provider in (offer.provider, *catalogue.provider_by_id[offer.provider].formerly)
                for one in (offer.id, *offer.formerly)
            ]
            # A former address gives way to an offer that has it now.
            free = ((provider, one) for provider, one in named if f"{provider}/{one}" not in present)
            former = tuple(addresses.offer(language, provider, one) for provider, one in free)
            title, here = words.text(offer.title), addresses.offer(language, offer.provider, offer.id)
            yield OfferList(here, title or Shown(offer.id, language), language, (offer,), former), words


def whole_catalogue(catalogue: Catalogue, settings: Settings, words: Words) -> OfferList:
    """Return the list of all offers that have a page, under the name of the registry."""
    title = words.text(settings.options.name) or Shown("", words.language)
    return OfferList(addresses.home(words.language), title, words.language, catalogue.with_page, permanent=True)


def sample_warning(settings: Settings, words: Words) -> tuple[str, ...]:
    """Return what every page of a registry says whose offers are invented; of others nothing."""
    said = (words.gettext("Sample data."), words.gettext("The providers and offers shown here are invented."))
    return (" ".join(said),) if settings.options.sample else ()


def beside_pages(listed: OfferList, file: Callable[[str], str], content: bytes) -> Iterator[OutputFile]:
    """Yield a file beside the page of a list, and its copies beside the addresses that the page had before.

    Programs that fetch feeds do not follow the ways on that pages offer to readers.
    """
    for address in (listed.address, *listed.former):
        yield OutputFile(file(address), content)


def _former_ids(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """Return the former ids of each provider that no other provider bears or bore, so that paths are distinct."""
    taken = set(catalogue.provider_by_id)
    found: dict[str, tuple[str, ...]] = {}
    for provider in catalogue.providers:
        found[provider.id] = tuple(one for one in dict.fromkeys(provider.formerly) if one not in taken)
        taken.update(found[provider.id])
    return found
