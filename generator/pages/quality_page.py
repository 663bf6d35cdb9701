"""The quality of the registry: what all records state, element by element, and how old they are. State, no score."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.freshness import Ages, Freshness
from generator.catalogue.transparency import ELEMENTS, ElementState, states_of
from generator.pages.browse_pages import count_of_offers, crumbs_of
from generator.pages.facts import MICRO_CREDENTIAL
from generator.pages.list_pages import PAGE_SIZE
from generator.pages.marks import (
    AGE_STYLES,
    AGE_WORDS,
    STATE_WORDS,
    Confirmed,
    Mark,
    confirmed,
    keeps_current,
    marks,
    state_chips,
)
from generator.pages.parts import Chip, Crumb, Line, line
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.summary import OfferSummary, ProviderSummary
    from generator.settings import Settings
    from generator.words import Words

    OfferOfProvider = tuple[ProviderSummary, OfferSummary]


@dataclass(frozen=True, slots=True)
class Column:
    """An element of Annex I as the head of a column: its number in the order of the Annex, its name."""

    number: int
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many offers leave an element in a state, and where they are shown; none lead nowhere."""

    state: str
    number: str
    address: str


@dataclass(frozen=True, slots=True)
class ElementCounts:
    """An element with the number of offers in each state."""

    column: Column
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class QualityRow:
    """An offer of the grid; `note` says what kind of record it is where that is not what readers expect."""

    title: Line
    note: str
    marks: tuple[Mark, ...]
    confirmed: Confirmed


@dataclass(frozen=True, slots=True)
class QualityGroup:
    """The offers of one provider on a page of the grid."""

    provider: Line
    rows: tuple[QualityRow, ...]


@dataclass(frozen=True, slots=True)
class Age:
    """One of the four ages of a record, and from when on it has it."""

    chip: Chip
    meaning: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the filter: its name in addresses, its label, the values to choose from; `any` chooses none."""

    name: str
    label: str
    any: str
    options: tuple[tuple[str, str, str], ...]
    """Value, text, and the language of the text where it is not that of the page."""


@dataclass(frozen=True, slots=True)
class QualityView:
    """A page of the grid in one language; further pages (`page` from 2) only go on with the offers.

    `silent` are the providers without an offer that one could look at; `offers` counts in all plural forms, `told`
    has the words of the table's codes, of ages also style and icon.
    """

    language: str
    locale: str
    address: str
    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    count: str
    states: tuple[Chip, ...]
    ages: tuple[Age, ...]
    columns: tuple[Column, ...]
    elements: tuple[ElementCounts, ...]
    fields: tuple[Field, ...]
    groups: tuple[QualityGroup, ...]
    silent: tuple[Line, ...]
    table: str
    table_size: str
    first: str
    page: int
    pages: tuple[tuple[int, str], ...]
    offers: Mapping[str, str]
    told: Mapping[str, Mapping[str, object]]


def current_offers(catalogue: Catalogue, words: Words) -> list[OfferOfProvider]:
    """Return the offers that somebody keeps current, with their providers, both in the order of their names."""
    providers = sorted(catalogue.providers, key=lambda one: (words.sort_key(str(words.text(one.name))), one.id))
    return [
        (provider, offer)
        for provider in providers
        for offer in sorted(_current(catalogue, provider), key=lambda one: (_title_key(one, words), one.id))
    ]


def number_of_quality_pages(catalogue: Catalogue) -> int:
    """Return how many pages the grid takes; one at least."""
    return max(1, -(-sum(keeps_current(offer) for offer in catalogue.with_page) // PAGE_SIZE))


def quality_views(
    catalogue: Catalogue,
    offers: Sequence[OfferOfProvider],
    table_bytes: int,
    words: Words,
    settings: Settings,
    as_of: date,
) -> Iterator[QualityView]:
    """Yield the pages of the grid, a hundred of the offers each; `table_bytes` is the size of the whole as CSV."""
    whole = _whole(catalogue, offers, table_bytes, words, settings)
    ages = Ages.of(settings)
    for page, _address in whole.pages:
        shown = offers[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        groups = tuple(_groups(shown, words, as_of, ages))
        yield replace(whole, address=addresses.quality(words.language, page), page=page, groups=groups)


def _current(catalogue: Catalogue, provider: ProviderSummary) -> list[OfferSummary]:
    return [offer for offer in catalogue.offers_by_provider.get(provider.id, ()) if keeps_current(offer)]


def _title_key(offer: OfferSummary, words: Words) -> tuple[str, str]:
    return words.sort_key(str(words.text(offer.title)))


def _whole(
    catalogue: Catalogue,
    offers: Sequence[OfferOfProvider],
    table_bytes: int,
    words: Words,
    settings: Settings,
) -> QualityView:
    """Return what all pages of the grid have in common."""
    _ = words.gettext
    columns = tuple(Column(n, key, words.term("annex-elements", key)) for n, key in enumerate(ELEMENTS, 1))
    offering = {provider.id for provider, _offer in offers}
    pages = range(1, number_of_quality_pages(catalogue) + 1)
    return QualityView(
        language=words.language,
        locale=str(words.locale).replace("_", "-"),
        address="",
        title=_("Quality of the registry"),
        lead=_(
            "What each record states about the 16 elements by which the European Union describes micro-credentials, "
            "and when its provider last confirmed it. This says nothing about how good a course is, and nobody is "
            "ranked; withdrawn offers are left out."
        ),
        crumbs=crumbs_of(words),
        count=count_of_offers(len(offers), words),
        states=state_chips(words),
        ages=_ages(settings, words),
        columns=columns,
        elements=_elements(columns, [offer for _provider, offer in offers], words),
        fields=tuple(_fields(columns, offers, words)),
        groups=(),
        silent=tuple(_provider(one, words) for one in catalogue.providers if one.id not in offering),
        table=addresses.quality_table(words.language),
        table_size=words.size(table_bytes),
        first=addresses.quality(words.language),
        page=1,
        pages=tuple((page, addresses.quality(words.language, page)) for page in pages),
        offers=words.plural_forms("{number} offer", "{number} offers"),
        told=_told(words),
    )


def _ages(settings: Settings, words: Words) -> tuple[Age, ...]:
    ages, _ = Ages.of(settings), words.gettext
    fresh, stale = words.number(ages.fresh_days), words.number(ages.stale_days)
    after = words.number(ages.fresh_days + 1)
    meanings = {
        Freshness.FRESH: _("confirmed at most {days} days ago").format(days=fresh),
        Freshness.AGEING: _("confirmed {from_day} to {to_day} days ago").format(from_day=after, to_day=stale),
        Freshness.STALE: _("confirmed more than {days} days ago").format(days=stale),
        Freshness.UNKNOWN: _("no day of confirmation is stated"),
    }
    return tuple(
        Age(Chip(*AGE_STYLES[fresh], words.gettext(AGE_WORDS[fresh])), meaning) for fresh, meaning in meanings.items()
    )


def _elements(columns: Sequence[Column], offers: Sequence[OfferSummary], words: Words) -> tuple[ElementCounts, ...]:
    counted: Counter[tuple[str, ElementState]] = Counter()
    # Many offers share their states.
    for states, number in Counter(offer.states for offer in offers).items():
        for element_and_state in zip(ELEMENTS, states_of(states), strict=True):
            counted[element_and_state] += number
    return tuple(
        ElementCounts(one, tuple(_count(one, state, counted[one.key, state], words) for state in STATE_WORDS))
        for one in columns
    )


def _count(column: Column, state: ElementState, number: int, words: Words) -> Count:
    address = addresses.quality_of(words.language, element=column.key, state=state.value) if number else ""
    return Count(state.value, words.number(number), address)


def _fields(columns: Sequence[Column], offers: Sequence[OfferOfProvider], words: Words) -> Iterator[Field]:
    """Yield the fields of the filter, with the values that some offer has."""
    _ = words.gettext
    names = {provider.id: _provider(provider, words) for provider, _offer in offers}
    providers = tuple((key, name.text, name.language) for key, name in names.items())
    elements = tuple((one.key, f"{one.number}. {one.name}", "") for one in columns)
    states = tuple((state.value, _(word), "") for state, word in STATE_WORDS.items())
    ages = tuple((fresh.value, _(word), "") for fresh, word in AGE_WORDS.items())
    kinds = dict.fromkeys(offer.kind for _provider, offer in offers)
    yield Field("provider", _("Provider"), _("All providers"), providers)
    yield Field("element", _("Element"), _("Any element"), elements)
    yield Field("state", _("State of the element"), _("Any state"), states)
    yield Field("freshness", _("Confirmed by the provider"), _("Whenever"), ages)
    yield Field("kind", _("Kind"), _("Any kind"), tuple((kind, words.term("kinds", kind), "") for kind in kinds))


def _groups(shown: Sequence[OfferOfProvider], words: Words, as_of: date, ages: Ages) -> Iterator[QualityGroup]:
    for provider, offers in groupby(shown, lambda one: one[0]):
        rows = (_row(offer, words, as_of, ages) for _provider, offer in offers)
        yield QualityGroup(_provider(provider, words), tuple(rows))


def _row(offer: OfferSummary, words: Words, as_of: date, ages: Ages) -> QualityRow:
    title = words.text(offer.title)
    assert title is not None  # noqa: S101 - the model demands a title
    paused = words.gettext("Paused") if offer.status == "paused" else ""
    return QualityRow(
        title=line(title, words, address=addresses.offer(words.language, offer.provider, offer.id)),
        note=" · ".join(filter(None, (_kind_note(offer.kind, words), paused))),
        marks=marks(offer.states, words),
        confirmed=confirmed(offer, as_of, ages, words),
    )


def _kind_note(kind: str, words: Words) -> str:
    return words.term("kinds", kind) if kind != MICRO_CREDENTIAL else ""


def _provider(provider: ProviderSummary, words: Words) -> Line:
    name = words.text(provider.name)
    assert name is not None  # noqa: S101 - the model demands a name
    return line(name, words, address=addresses.provider(words.language, provider.id))


def _told(words: Words) -> Mapping[str, Mapping[str, object]]:
    """Return the words of codes for the script that shows rows of the table."""
    _ = words.gettext
    return {
        "states": {state.value: _(word) for state, word in STATE_WORDS.items()},
        "ages": {fresh.value: (*AGE_STYLES[fresh], _(word)) for fresh, word in AGE_WORDS.items()},
        "kinds": {kind.code: _kind_note(kind.code, words) for kind in vocabulary("kinds")},
        "statuses": {"paused": _("Paused")},
    }
