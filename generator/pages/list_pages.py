"""Pages that lead to offers: home, fields, providers, search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.facets import broad_fields, by_broad_field, without_field
from generator.catalogue.freshness import RunState, next_run, run_state
from generator.pages.facts import MICRO_CREDENTIAL, card
from generator.pages.parts import Card, Crumb, Row, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.summary import OfferSummary, ProviderSummary
    from generator.settings import Settings
    from generator.words import Words

PAGE_SIZE = 100
NO_FIELD = "none"
"""Stands in the address of the list of offers that name no field."""
SOON_DAYS = 90
SHOWN_ON_HOME = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of an axis with the number of offers behind it."""

    address: str
    label: str
    number: int
    count: str
    language: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page."""

    language: str
    address: str
    name: str
    lead: str
    figures: tuple[Row, ...]
    fields: tuple[Choice, ...]
    soon: tuple[Card, ...]
    search: str
    providers_address: str
    fields_address: str
    advice: str


@dataclass(frozen=True, slots=True)
class AxisView:
    """All values of one axis."""

    language: str
    address: str
    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """The offers behind one value of an axis, one page of them."""

    language: str
    address: str
    title: str
    count: str
    crumbs: tuple[Crumb, ...]
    cards: tuple[Card, ...]
    page: int
    pages: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that search can filter by."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of filters."""

    name: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page."""

    language: str
    address: str
    facets: tuple[Facet, ...]
    fields_address: str
    providers_address: str


AnyView = HomeView | AxisView | ListView | SearchView


def cards(catalogue: Catalogue, offers: Sequence[OfferSummary], words: Words, as_of: date) -> tuple[Card, ...]:
    """Return the cards of offers."""
    return tuple(
        card(offer, catalogue.provider_by_id[offer.provider], words, as_of, _offer_address(offer, words))
        for offer in offers
    )


def _offer_address(offer: OfferSummary, words: Words) -> str:
    return addresses.offer(words.language, offer.provider, offer.id)


def home_view(catalogue: Catalogue, settings: Settings, words: Words, as_of: date) -> HomeView:
    """Return the home page: what there is, how fresh it is, where to begin."""
    return HomeView(
        language=words.language,
        address=addresses.home(words.language),
        name=str(words.text(settings.options.name) or ""),
        lead=str(words.text(settings.options.lead) or ""),
        figures=_figures(catalogue, words),
        fields=field_choices(catalogue, words),
        soon=cards(catalogue, starting_soon(catalogue.listed, as_of), words, as_of),
        search=addresses.search(words.language),
        providers_address=addresses.providers(words.language),
        fields_address=addresses.fields(words.language),
        advice=f"{words.language}/advice/",
    )


def _figures(catalogue: Catalogue, words: Words) -> tuple[Row, ...]:
    """Return the numbers of the registry and when a provider last confirmed a record."""
    _ = words.gettext
    micro_credentials = sum(offer.kind == MICRO_CREDENTIAL for offer in catalogue.listed)
    confirmed = [offer.checked for offer in catalogue.listed if offer.checked]
    return (
        Row(_("Micro-credentials"), plain(words.number(micro_credentials))),
        Row(_("Other learning opportunities"), plain(words.number(len(catalogue.listed) - micro_credentials))),
        Row(_("Providers"), plain(words.number(len(catalogue.providers)))),
        Row(_("Last confirmed by a provider"), plain(words.date(max(confirmed)) if confirmed else "")),
    )


def starting_soon(offers: Sequence[OfferSummary], as_of: date) -> list[OfferSummary]:
    """Return the offers one can still apply for, earliest start first."""
    open_offers = []
    for offer in offers:
        run = next_run(offer.runs, as_of)
        if run is not None and run.start is not None and run_state(run, as_of) is RunState.OPEN:
            open_offers.append((run.start, offer.key, offer))
    return [offer for _start, _key, offer in sorted(open_offers, key=lambda one: one[:2])[:SHOWN_ON_HOME]]


def count_of_offers(number: int, words: Words) -> str:
    """Count offers in words."""
    return words.ngettext("{number} offer", "{number} offers", number)


def field_choices(catalogue: Catalogue, words: Words) -> tuple[Choice, ...]:
    """Return the broad fields that have offers, by name, and last the offers without a field."""
    found = [
        Choice(
            addresses.field(words.language, code),
            words.term("fields", code),
            len(offers),
            count_of_offers(len(offers), words),
        )
        for code, offers in by_broad_field(catalogue.listed).items()
    ]
    rest = without_field(catalogue.listed)
    no_field = Choice(
        addresses.field(words.language, NO_FIELD),
        words.gettext("Field not stated"),
        len(rest),
        count_of_offers(len(rest), words),
    )
    return (*sorted(found, key=lambda one: one.label.casefold()), *((no_field,) if rest else ()))


def fields_view(catalogue: Catalogue, words: Words) -> AxisView:
    """Return the list of fields of education."""
    _ = words.gettext
    return AxisView(
        language=words.language,
        address=addresses.fields(words.language),
        title=_("Browse by field"),
        lead=_("Fields of education after the international classification ISCED-F 2013."),
        crumbs=(Crumb(addresses.home(words.language), _("Home")),),
        choices=field_choices(catalogue, words),
    )


def field_views(catalogue: Catalogue, words: Words, as_of: date) -> Iterator[tuple[ListView, Sequence[OfferSummary]]]:
    """Yield the lists of offers in each broad field, a hundred a page, with the offers each shows."""
    listed = by_broad_field(catalogue.listed)
    for code in broad_fields():
        yield from _paged(catalogue, code, words.term("fields", code), listed.get(code, ()), words, as_of)
    rest = without_field(catalogue.listed)
    yield from _paged(catalogue, NO_FIELD, words.gettext("Field not stated"), rest, words, as_of)


def _paged(
    catalogue: Catalogue, code: str, title: str, offers: Sequence[OfferSummary], words: Words, as_of: date
) -> Iterator[tuple[ListView, Sequence[OfferSummary]]]:
    _ = words.gettext
    ordered = sorted(offers, key=lambda offer: str(words.text(offer.title)).casefold())
    starts = range(0, max(1, len(ordered)), PAGE_SIZE)
    pages = tuple((page, addresses.field(words.language, code, page)) for page in range(1, len(starts) + 1))
    crumbs = (
        Crumb(addresses.home(words.language), _("Home")),
        Crumb(addresses.fields(words.language), _("Fields")),
    )
    for (page, address), start in zip(pages, starts, strict=True):
        shown = ordered[start : start + PAGE_SIZE]
        chosen = cards(catalogue, shown, words, as_of)
        count = count_of_offers(len(ordered), words)
        yield ListView(words.language, address, title, count, crumbs, chosen, page, pages), shown


def providers_view(catalogue: Catalogue, words: Words) -> AxisView:
    """Return the list of providers."""
    _ = words.gettext
    choices = [_provider_choice(catalogue, provider, words) for provider in catalogue.providers]
    return AxisView(
        language=words.language,
        address=addresses.providers(words.language),
        title=_("Providers"),
        lead=_("Organisations whose offers stand in this registry. Being listed is no accreditation."),
        crumbs=(Crumb(addresses.home(words.language), _("Home")),),
        choices=tuple(sorted(choices, key=lambda one: one.label.casefold())),
    )


def _provider_choice(catalogue: Catalogue, provider: ProviderSummary, words: Words) -> Choice:
    shown = words.text(provider.name)
    assert shown is not None  # noqa: S101 - the model demands a name
    number = sum(offer.is_published for offer in catalogue.offers_by_provider.get(provider.id, ()))
    return Choice(
        addresses.provider(words.language, provider.id),
        shown.text,
        number,
        count_of_offers(number, words),
        "" if shown.language == words.language else shown.language,
        words.country_name(provider.country) if provider.country else words.gettext("Country not stated"),
    )


def search_view(catalogue: Catalogue, words: Words) -> SearchView:
    """Return the search page with the values that occur."""
    _ = words.gettext
    modes = sorted({offer.mode for offer in catalogue.listed if offer.mode})
    facets = (
        Facet("field", _("Field"), tuple(_field_values(catalogue, words))),
        Facet(
            "participation",
            _("Participation"),
            tuple(FacetValue(mode, words.term("participation-modes", mode)) for mode in modes),
        ),
    )
    return SearchView(
        words.language,
        addresses.search(words.language),
        facets,
        addresses.fields(words.language),
        addresses.providers(words.language),
    )


def _field_values(catalogue: Catalogue, words: Words) -> Iterator[FacetValue]:
    for choice in field_choices(catalogue, words):
        code = choice.address.rstrip("/").rsplit("/", 1)[-1]
        if code != NO_FIELD:
            yield FacetValue(code, choice.label)
