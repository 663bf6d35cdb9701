"""Pages for looking around: the ways of browsing, the values of each, and the offers behind every value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.axes import AXES, NARROWED, NOT_STATED, STARTS
from generator.catalogue.axis_words import AXIS_WORDS, first_day, value_label
from generator.pages.parts import Crumb, Line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from generator.catalogue.axes import Axis
    from generator.catalogue.graph import Catalogue
    from generator.catalogue.summary import OfferSummary, ProviderSummary
    from generator.words import Words

SHOWN_OF_AXIS = 8
"""So many values of an axis stand on the page of all axes."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of an axis with the number of offers behind it."""

    address: str
    label: str
    number: int
    count: str
    language: str = ""
    detail: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The values of a second axis within a list."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class AxisView:
    """All values of one axis, or all providers; `beside` leads to what belongs to them and stands elsewhere."""

    language: str
    address: str
    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    choices: tuple[Choice, ...]
    beside: Line | None = None


@dataclass(frozen=True, slots=True)
class AxisSection:
    """An axis on the page of all axes: some of its values, and the way to all of them."""

    name: str
    title: str
    address: str
    choices: tuple[Choice, ...]
    all: str


@dataclass(frozen=True, slots=True)
class BrowseView:
    """All ways of browsing."""

    language: str
    address: str
    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    sections: tuple[AxisSection, ...]


def count_of_offers(number: int, words: Words) -> str:
    """Count offers in words."""
    return words.ngettext("{number} offer", "{number} offers", number)


def published(offers: Sequence[OfferSummary]) -> tuple[OfferSummary, ...]:
    """Return the offers that lists show."""
    return tuple(offer for offer in offers if offer.is_published)


# ------------------------------------------------------------------------------------------------------- values


def choices(catalogue: Catalogue, axis: Axis, words: Words, as_of: date) -> tuple[Choice, ...]:
    """Return the values of an axis behind which there are offers, what is not stated last; past months are left out."""
    found = []
    for value, offers in catalogue.shelves[axis.name].items():
        number = len(published(offers))
        if number and value != NOT_STATED and not is_past(axis.name, value, as_of):
            found.append(_choice(catalogue, axis, value, number, words))
    if not axis.in_order:
        found.sort(key=lambda one: words.sort_key(one.label))
    silent = len(published(catalogue.shelves[axis.name].get(NOT_STATED, ())))
    return (*found, *((_choice(catalogue, axis, NOT_STATED, silent, words),) if silent else ()))


def stated_choices(catalogue: Catalogue, axis: Axis, words: Words, as_of: date) -> tuple[Choice, ...]:
    """Return the choices of an axis without that for what is not stated."""
    return _stated(choices(catalogue, axis, words, as_of), axis, words)


def _stated(found: Sequence[Choice], axis: Axis, words: Words) -> tuple[Choice, ...]:
    silent = addresses.shelf(words.language, axis.name, NOT_STATED)
    return tuple(one for one in found if one.address != silent)


def _choice(catalogue: Catalogue, axis: Axis, value: str, number: int, words: Words) -> Choice:
    shown = value_label(axis.name, value, catalogue.shelves[axis.name][value], catalogue.organisation_by_id, words)
    language = "" if shown.language == words.language else shown.language
    address = addresses.shelf(words.language, axis.name, value)
    return Choice(address, shown.text, number, count_of_offers(number, words), language)


def narrowings(catalogue: Catalogue, axis: Axis, value: str, words: Words) -> tuple[Narrowing, ...]:
    """Return how the list behind a value can be narrowed; an axis on which all its offers agree is left out."""
    found = (_narrowing(catalogue, axis, value, by, words) for by in NARROWED.get(axis.name, ()))
    return tuple(one for one in found if len(one.choices) > 1)


def _narrowing(catalogue: Catalogue, axis: Axis, value: str, by: Axis, words: Words) -> Narrowing:
    found = []
    for other, offers in catalogue.narrowed[axis.name, value][by.name].items():
        number = len(published(offers))
        if number:
            address = addresses.narrowed(words.language, (axis.name, value), (by.name, other))
            found.append(replace(_choice(catalogue, by, other, number, words), address=address))
    ordered = found if by.in_order else sorted(found, key=lambda one: words.sort_key(one.label))
    return Narrowing(words.gettext(AXIS_WORDS[by.name].name), tuple(ordered))


def is_past(axis: str, value: str, as_of: date) -> bool:
    """Tell whether a value is a month that is over."""
    return axis == STARTS.name and value[:1].isdigit() and first_day(value) < as_of.replace(day=1)


def axis_view(catalogue: Catalogue, axis: Axis, words: Words, as_of: date) -> AxisView:
    """Return the page with the values of an axis."""
    said = AXIS_WORDS[axis.name]
    return AxisView(
        language=words.language,
        address=addresses.axis(words.language, axis.name),
        title=words.gettext(said.title),
        lead=words.gettext(said.lead),
        crumbs=crumbs_of(words, browse=True),
        choices=choices(catalogue, axis, words, as_of),
    )


def browse_view(catalogue: Catalogue, words: Words, as_of: date) -> BrowseView:
    """Return the page that leads to all axes; an axis on which nobody says anything is left out."""
    _ = words.gettext
    sections = (_section(catalogue, axis, words, as_of) for axis in AXES)
    return BrowseView(
        language=words.language,
        address=addresses.browse(words.language),
        title=_("Browse"),
        lead=_("Many ways lead to the same offers; take the one that matters most to you."),
        crumbs=crumbs_of(words),
        sections=tuple(one for one in sections if one.choices),
    )


def ways(catalogue: Catalogue, words: Words, as_of: date) -> tuple[Line, ...]:
    """Return the ways to look around that lead somewhere: every axis on which at least one record says something."""
    return tuple(
        Line(words.gettext(AXIS_WORDS[axis.name].name), address=addresses.axis(words.language, axis.name))
        for axis in AXES
        if stated_choices(catalogue, axis, words, as_of)
    )


def _section(catalogue: Catalogue, axis: Axis, words: Words, as_of: date) -> AxisSection:
    found = choices(catalogue, axis, words, as_of)
    stated = _stated(found, axis, words)
    shown = stated if axis.in_order else sorted(stated, key=lambda one: -one.number)
    more = words.gettext("See all {number}").format(number=words.number(len(found)))
    return AxisSection(
        name=axis.name,
        title=words.gettext(AXIS_WORDS[axis.name].name),
        address=addresses.axis(words.language, axis.name),
        choices=tuple(shown[:SHOWN_OF_AXIS]),
        all=more if len(found) > len(shown[:SHOWN_OF_AXIS]) else "",
    )


def providers_view(catalogue: Catalogue, words: Words) -> AxisView:
    """Return the list of providers."""
    _ = words.gettext
    found = [_provider_choice(catalogue, provider, words) for provider in catalogue.providers]
    return AxisView(
        language=words.language,
        address=addresses.providers(words.language),
        title=_("Providers"),
        lead=_("Organisations that offer learning here, or recognise it. Being listed is no accreditation."),
        crumbs=crumbs_of(words, browse=True),
        choices=tuple(sorted(found, key=lambda one: words.sort_key(one.label))),
        beside=Line(_("Organisations that are named here"), address=addresses.organisations(words.language))
        if catalogue.organisations
        else None,
    )


def _provider_choice(catalogue: Catalogue, provider: ProviderSummary, words: Words) -> Choice:
    shown = words.text(provider.name)
    assert shown is not None  # noqa: S101 - the model demands a name
    number = len(published(catalogue.offers_by_provider.get(provider.id, ())))
    return Choice(
        addresses.provider(words.language, provider.id),
        shown.text,
        number,
        count_of_offers(number, words),
        "" if shown.language == words.language else shown.language,
        words.country_name(provider.country) if provider.country else words.gettext("Country not stated"),
    )


def crumbs_of(words: Words, *, browse: bool = False) -> tuple[Crumb, ...]:
    """Return the way from home to a page that leads to offers; `browse` says whether the ways of browsing lie on it."""
    home = Crumb(addresses.home(words.language), words.gettext("Home"))
    return (home, Crumb(addresses.browse(words.language), words.gettext("Browse"))) if browse else (home,)
