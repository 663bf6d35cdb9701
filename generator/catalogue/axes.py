"""The axes along which offers are browsed, and the values that an offer has on each.

Every offer stands somewhere on nearly every axis, so that browsing loses nothing: what a record does not say is a
value too.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue.summary import ProviderSummary
from generator.catalogue.transparency import ElementState, state_of
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.catalogue.excerpts import SkillSummary
    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import OfferSummary

NOT_STATED = "none"
"""Stands in the address of the list of offers that say nothing on an axis; no vocabulary may have this code."""
NOT_APPLICABLE = "not-applicable"
ANY_TIME = "any-time"
"""The offer has no dates because everybody begins when they like."""
YES, NO = "yes", "no"
CLAIMED = "claimed-"
"""Begins the value of a level that only the provider states: it never stands among levels of a register."""
DESCRIPTORS = "descriptors"
OTHER_FRAMEWORK = "other"
"""A level of a framework whose reference to the EQF the vocabulary does not hold."""
_UUID_AT_END = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", re.IGNORECASE)
BROAD_FIELD_DIGITS = 2
"""ISCED-F 2013: two digits name a broad field, four a detailed one."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A way to browse. `values` are those of an offer; `permanent` ones have a page even while no offer has them.

    Values outside `permanent` come from records with a page. Records are never deleted, but who changes the only
    record with a value ends its page: months go with their runs.
    """

    name: str
    values: Callable[[OfferSummary, Mapping[str, OrganisationSummary]], Sequence[str]]
    permanent: tuple[str, ...] = ()
    lists_the_silent: bool = True
    """Whether offers without a value stand in a list of their own; nearly all offers have no skill and no alliance."""
    in_order: bool = False
    """Whether the values have an order of their own; others are sorted by name."""


def _fields(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    return sorted({code[:BROAD_FIELD_DIGITS] for code in offer.fields})


def _levels(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    if state_of(offer.states, "level") is ElementState.NOT_APPLICABLE:
        return (NOT_APPLICABLE,)
    if offer.level is None:
        return ()
    framework, level, basis = offer.level
    if basis == "descriptors-only" or level is None:
        return (DESCRIPTORS,)
    european = european_level(framework, level)
    if european is None:
        return (OTHER_FRAMEWORK,)
    return (european if basis == "registered" else f"{CLAIMED}{european}",)


def european_level(framework: str, level: int) -> str | None:
    """Return the EQF level to which a level of a national framework is referenced, or None where that is not known."""
    concept = vocabulary("national-frameworks").get(framework)
    return concept.eqf.get(str(level)) if concept else None


def _participation(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    if offer.has_no_course:
        return (NOT_APPLICABLE,)
    return (offer.mode,) if offer.mode else ()


def _teaching_languages(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    if not offer.teaching_languages and offer.has_no_course:
        return (NOT_APPLICABLE,)
    return tuple(dict.fromkeys(tag.partition("-")[0] for tag in offer.teaching_languages))


def _countries(offer: OfferSummary, providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    country = providers[offer.provider].country
    return (country.lower(),) if country else ()


def _alliances(offer: OfferSummary, providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    """Return the alliances that the provider is a member of, or the provider itself if it is one.

    Whoever only awards together with a member claims nothing for its alliance.
    """
    provider = providers[offer.provider]
    own = (provider.id,) if provider.type == "alliance" else ()
    memberships = provider.alliances if isinstance(provider, ProviderSummary) else ()
    return tuple(one for one in dict.fromkeys((*own, *memberships)) if one in providers)


def _skills(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    return tuple(dict.fromkeys(skill_value(skill) for skill in offer.skills))


def skill_value(skill: SkillSummary) -> str:
    """Return the value of a skill in an address: its framework and the UUID at the end of its identifier.

    Identifiers that end otherwise could end alike; of these a digest stands for the whole.
    """
    found = _UUID_AT_END.search(skill.id)
    last = found[0] if found else hashlib.sha256(skill.id.encode()).hexdigest()[:12]
    return re.sub(r"[^a-z0-9]+", "-", f"{skill.framework}-{last}".casefold()).strip("-")


def _starts(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    taking_place = [run for run in offer.runs if run.status != "cancelled"]
    months = sorted({f"{run.start:%Y-%m}" for run in taking_place if run.start and not run.rolling})
    any_time = offer.pace == "self-paced" or any(run.rolling for run in taking_place)
    return (*((ANY_TIME,) if any_time else ()), *months)


def _times(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    return offer.session_times


def _without_course(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    if offer.has_no_course:
        return (YES,)
    return () if offer.without_course is None else (YES,) if offer.without_course else (NO,)


def _purposes(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    return offer.purposes


def _prices(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    if offer.is_free:
        return ("free",)
    if offer.price and offer.price != "free":
        return (offer.price,)
    if offer.learning_price:
        return ("partly-free",) if offer.is_free_to_learn else ("paid",)
    return ("partly-free",) if offer.price == "free" else ()


def _kinds(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    return (offer.kind,)


def _codes(name: str, *others: str) -> tuple[str, ...]:
    return (*(concept.code for concept in vocabulary(name)), *others)


def _level_values() -> tuple[str, ...]:
    levels = _codes("eqf-levels")
    claimed = tuple(f"{CLAIMED}{level}" for level in levels)
    return (*levels, *claimed, DESCRIPTORS, OTHER_FRAMEWORK, NOT_APPLICABLE, NOT_STATED)


def _broad_fields() -> tuple[str, ...]:
    return tuple(code for code in _codes("fields") if len(code) == BROAD_FIELD_DIGITS)


FIELDS = Axis("fields", _fields, (*_broad_fields(), NOT_STATED))
LEVELS = Axis("levels", _levels, _level_values(), in_order=True)
PARTICIPATION = Axis("participation", _participation, _codes("participation-modes", NOT_APPLICABLE, NOT_STATED))
TEACHING_LANGUAGES = Axis("teaching-languages", _teaching_languages, (NOT_APPLICABLE, NOT_STATED))
COUNTRIES = Axis("countries", _countries, (NOT_STATED,))
STARTS = Axis("starts", _starts, (ANY_TIME, NOT_STATED), in_order=True)
TIMES = Axis("times", _times, _codes("session-times"), lists_the_silent=False, in_order=True)
PRICES = Axis("prices", _prices, _codes("price-categories", NOT_STATED), in_order=True)
PURPOSES = Axis("purposes", _purposes, _codes("purposes", NOT_STATED), in_order=True)
SKILLS = Axis("skills", _skills, lists_the_silent=False)
ALLIANCES = Axis("alliances", _alliances, lists_the_silent=False)
KINDS = Axis("kinds", _kinds, _codes("kinds"), in_order=True)
WITHOUT_COURSE = Axis("without-course", _without_course, (YES, NO), lists_the_silent=False, in_order=True)

AXES = (
    FIELDS,
    STARTS,
    TIMES,
    PARTICIPATION,
    TEACHING_LANGUAGES,
    PRICES,
    LEVELS,
    COUNTRIES,
    PURPOSES,
    SKILLS,
    ALLIANCES,
    WITHOUT_COURSE,
    KINDS,
)
"""All axes, in the order in which pages offer them."""

NARROWED: Mapping[str, tuple[Axis, ...]] = {
    FIELDS.name: (LEVELS, PARTICIPATION),
    TEACHING_LANGUAGES.name: (PRICES, PARTICIPATION),
}
"""The axes whose lists are narrowed by a second one. All have few values, so that few pages are added."""

AXIS_BY_NAME = {axis.name: axis for axis in AXES}

Shelves = dict[str, dict[str, tuple["OfferSummary", ...]]]
"""The offers by the name of an axis and a value on it; values without offers are kept where they are permanent."""


def shelve(offers: Iterable[OfferSummary], providers: Mapping[str, OrganisationSummary]) -> Shelves:
    """Put each offer on a shelf of every axis, on several where it has several values."""
    shelves: dict[str, defaultdict[str, list[OfferSummary]]] = {axis.name: defaultdict(list) for axis in AXES}
    for offer in offers:
        for axis in AXES:
            for value in axis.values(offer, providers) or ((NOT_STATED,) if axis.lists_the_silent else ()):
                shelves[axis.name][value].append(offer)
    return {
        axis.name: {value: tuple(shelves[axis.name][value]) for value in _ordered(axis, shelves[axis.name])}
        for axis in AXES
    }


def narrow(shelves: Shelves) -> Mapping[tuple[str, str], Shelves]:
    """Put the offers behind each value of an axis of `NARROWED`, by axis and value, on the shelves of its second axes.

    As on every axis, a record that is no longer published keeps the value, so that its address stays.
    """
    return {
        (name, value): {by.name: _within(shelves[by.name], offers) for by in second}
        for name, second in NARROWED.items()
        for value, offers in shelves[name].items()
    }


def _within(
    shelf: Mapping[str, tuple[OfferSummary, ...]], offers: Sequence[OfferSummary]
) -> dict[str, tuple[OfferSummary, ...]]:
    kept = {offer.key for offer in offers}
    both = {value: tuple(offer for offer in behind if offer.key in kept) for value, behind in shelf.items()}
    return {value: found for value, found in both.items() if found}


def _ordered(axis: Axis, found: Iterable[str]) -> list[str]:
    """Return the permanent values in their order, after those that only records bring."""
    return [*sorted(set(found) - set(axis.permanent)), *axis.permanent]
