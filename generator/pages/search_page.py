"""The search page with the groups of filters that tell offers apart; the filters themselves come with the columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.axes import NOT_STATED
from generator.catalogue.facet_words import facet_name
from generator.catalogue.facets import FACET_BY_NAME, FACETS
from generator.languages import N_
from generator.pages.browse_pages import ways
from generator.pages.parts import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from generator.catalogue.facets import Facet
    from generator.catalogue.graph import Catalogue
    from generator.words import Words


@dataclass(frozen=True, slots=True)
class Range:
    """From where to where: `kind` is the type of the fields, `unit` what they count; of several units one chooses."""

    kind: str
    unit: str = ""
    has_units: bool = False


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A group of filters; its values, `size` of them, are loaded when it is opened."""

    name: str
    label: str
    size: int
    range: Range | None = None


@dataclass(frozen=True, slots=True)
class FacetSection:
    """Groups of filters that answer one question of a learner."""

    title: str
    groups: tuple[FacetGroup, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page; `ways` lead to the offers without scripts.

    `offers` and `filters` count in all plural forms, `orders` are values with words; `silent` are the names of facets
    in which no offer states anything, for addresses that filter by them all the same.
    """

    language: str
    locale: str
    address: str
    sections: tuple[FacetSection, ...]
    ways: tuple[Line, ...]
    orders: tuple[tuple[str, str], ...]
    silent: Mapping[str, str]
    offers: Mapping[str, str]
    filters: Mapping[str, str]


_SECTIONS = (
    (N_("What it is about"), ("field", "skill", "purpose", "kind")),
    (
        N_("When, where and how"),
        ("start", "application", "time", "pace", "participation", "teaching-language", "place", "country"),
    ),
    (N_("What it takes"), ("price", "hours", "credits", "who-can-join", "accessibility")),
    (N_("What you get"), ("level", "assessed", "credit", "stackable", "quality", "without-course")),
    (N_("Who offers it"), ("provider", "alliance")),
)


_ORDERS = (
    ("", N_("What fits best"), ""),
    ("start", N_("Next start"), ""),
    ("deadline", N_("Next deadline"), "application"),
    ("price", N_("Lowest price"), "price"),
    ("credits", N_("Fewest credits"), "credits"),
)
"""The orders of results with the facet that says what they go by; one that no offer states is not offered."""


def search_view(catalogue: Catalogue, words: Words, as_of: date) -> SearchView:
    """Return the search page with the facets and orders in which at least one offer states something."""
    _ = words.gettext
    sections = (FacetSection(_(title), tuple(_groups(catalogue, names, words))) for title, names in _SECTIONS)
    shown = tuple(section for section in sections if section.groups)
    told = {group.name for section in shown for group in section.groups}
    return SearchView(
        language=words.language,
        locale=str(words.locale).replace("_", "-"),
        address=addresses.search(words.language),
        sections=shown,
        ways=(*ways(catalogue, words, as_of), Line(_("Providers"), address=addresses.providers(words.language))),
        orders=tuple((name, _(label)) for name, label, facet in _ORDERS if not facet or _has_points(facet, catalogue)),
        silent={facet.name: facet_name(facet, words) for facet in FACETS if facet.name not in told},
        offers=words.plural_forms("{number} offer", "{number} offers"),
        filters=words.plural_forms("{number} filter", "{number} filters"),
    )


def _groups(catalogue: Catalogue, names: Sequence[str], words: Words) -> Iterator[FacetGroup]:
    ranges = {
        "start": Range("date"),
        "price": Range("number", has_units=True),
        "credits": Range("number", "ECTS"),
        "hours": Range("number", words.gettext("hours")),
    }
    for name in names:
        facet = FACET_BY_NAME[name]
        values = _values(facet, catalogue)
        has_points = _has_points(name, catalogue)
        if has_points or values - {NOT_STATED}:
            size = len(facet.order if facet.of_the_day else values)
            yield FacetGroup(name, facet_name(facet, words), size, ranges.get(name) if has_points else None)


def _has_points(facet: str, catalogue: Catalogue) -> bool:
    """Tell whether there is anything that a range or an order of a facet could go by."""
    points = FACET_BY_NAME[facet].points
    return points is not None and any(points(offer) for offer in catalogue.listed)


def _values(facet: Facet, catalogue: Catalogue) -> set[str]:
    """Return the values that offers have in a facet."""
    organisations = catalogue.organisation_by_id
    return {value for offer in catalogue.listed for value in facet.values_of(offer, organisations)}
