"""The search page with the groups of filters that tell offers apart; the filters themselves come with the columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.axes import AXES
from generator.catalogue.axis_words import AXIS_WORDS
from generator.catalogue.facet_words import facet_name
from generator.catalogue.facets import FACET_BY_NAME
from generator.languages import N_
from generator.pages.parts import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
    """A group of filters; its values are loaded when it is opened."""

    name: str
    label: str
    range: Range | None = None


@dataclass(frozen=True, slots=True)
class FacetSection:
    """Groups of filters that answer one question of a learner."""

    title: str
    groups: tuple[FacetGroup, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page; `ways` lead to the offers without scripts, `offers` and `filters` count in all plural forms."""

    language: str
    address: str
    sections: tuple[FacetSection, ...]
    ways: tuple[Line, ...]
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


def search_view(catalogue: Catalogue, words: Words) -> SearchView:
    """Return the search page with the facets in which at least one offer states something."""
    _ = words.gettext
    sections = (FacetSection(_(title), tuple(_groups(catalogue, names, words))) for title, names in _SECTIONS)
    ways = (
        *(Line(_(AXIS_WORDS[axis.name].title), address=addresses.axis(words.language, axis.name)) for axis in AXES),
        Line(_("Providers"), address=addresses.providers(words.language)),
    )
    return SearchView(
        language=words.language,
        address=addresses.search(words.language),
        sections=tuple(section for section in sections if section.groups),
        ways=ways,
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
        if _says_something(facet, catalogue):
            yield FacetGroup(name, facet_name(facet, words), ranges.get(name))


def _says_something(facet: Facet, catalogue: Catalogue) -> bool:
    organisations = catalogue.organisation_by_id
    return any(
        facet.values(offer, organisations) or (facet.points is not None and facet.points(offer))
        for offer in catalogue.listed
    )
