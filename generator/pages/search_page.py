"""The search page with the filters that lead somewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.axes import AXES, FIELDS, NOT_STATED
from generator.catalogue.axis_words import AXIS_WORDS
from generator.pages.browse_pages import published
from generator.pages.parts import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.catalogue.graph import Catalogue
    from generator.words import Words


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
    """The search page; `ways` lead to the offers without scripts."""

    language: str
    address: str
    facets: tuple[Facet, ...]
    ways: tuple[Line, ...]


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
    ways = (
        *(Line(_(AXIS_WORDS[axis.name].title), address=addresses.axis(words.language, axis.name)) for axis in AXES),
        Line(_("Providers"), address=addresses.providers(words.language)),
    )
    return SearchView(words.language, addresses.search(words.language), facets, ways)


def _field_values(catalogue: Catalogue, words: Words) -> Iterator[FacetValue]:
    found = [
        FacetValue(code, words.term("fields", code))
        for code, offers in catalogue.shelves[FIELDS.name].items()
        if code != NOT_STATED and published(offers)
    ]
    yield from sorted(found, key=lambda one: words.sort_key(one.label))
