"""What readers call the facets of search and their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue.axes import NOT_STATED, YES
from generator.catalogue.axis_words import AXIS_WORDS, value_label
from generator.catalogue.facets import (
    CERTAIN_PEOPLE,
    CREDIT_BANDS,
    EVERYONE,
    HOUR_BANDS,
    LATER,
    NO_CREDITS,
    OPEN,
    OTHER_CREDITS,
    SOON,
    place_value,
)
from generator.languages import N_, Shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.catalogue.facets import Facet
    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import OfferSummary
    from generator.words import Words

_NAMES: Mapping[str, str] = {
    "application": N_("Application"),
    "pace": N_("Pace"),
    "place": N_("Place"),
    "credits": N_("Credits"),
    "hours": N_("Hours"),
    "assessed": N_("Assessment"),
    "credit": N_("Are credits awarded?"),
    "stackable": N_("Counts towards more"),
    "quality": N_("Quality assurance"),
    "who-can-join": N_("Who can join"),
    "accessibility": N_("Accessibility of the course"),
    "provider": N_("Provider"),
}
_NOT_STATED: Mapping[str, str] = {
    "application": N_("No deadline ahead"),
    "pace": N_("Pace not stated"),
    "credits": N_("Credits not stated"),
    "hours": N_("Hours not stated"),
    "assessed": N_("No assessment stated"),
    "credit": N_("Not stated whether credits are awarded"),
    "stackable": N_("Not stated what it counts towards"),
    "quality": N_("Quality assurance not stated"),
    "who-can-join": N_("Not stated who can join"),
    "accessibility": N_("Accessibility not stated"),
}
_VALUES: Mapping[tuple[str, str], str] = {
    ("application", OPEN): N_("Open now, with a deadline"),
    ("application", SOON): N_("Closes within 30 days"),
    ("application", LATER): N_("Applications open later"),
    ("credits", OTHER_CREDITS): N_("Credits of another system than ECTS"),
    ("credits", NO_CREDITS): N_("No credits"),
    ("credit", NO_CREDITS): N_("No credits are awarded"),
    ("assessed", YES): N_("Learning outcomes are assessed"),
    ("who-can-join", EVERYONE): N_("Everyone"),
    ("who-can-join", CERTAIN_PEOPLE): N_("Certain people only"),
}
_VOCABULARIES: Mapping[str, str] = {
    "pace": "paces",
    "credit": "credit-statuses",
    "stackable": "stackability-types",
    "quality": "quality-frameworks",
    "accessibility": "accessibility-features",
}


def facet_name(facet: Facet, words: Words) -> str:
    """Return what readers call a facet."""
    return words.gettext(AXIS_WORDS[facet.axis].name if facet.axis else _NAMES[facet.name])


def facet_value_label(
    facet: Facet, value: str, offers: Sequence[OfferSummary], providers: Mapping[str, OrganisationSummary], words: Words
) -> Shown:
    """Return what readers call a value of a facet, and in which language that is; `offers` are those that have it."""
    if facet.axis:
        return value_label(facet.axis, value, offers, providers, words)
    if facet.name == "provider":
        return words.text(providers[value].name) or Shown(value, words.language)
    if facet.name == "place":
        return Shown(_place(value, offers, words), words.language)
    return Shown(_label(facet.name, value, words), words.language)


def _label(facet: str, value: str, words: Words) -> str:
    if value == NOT_STATED and facet in _NOT_STATED:
        return words.gettext(_NOT_STATED[facet])
    if (facet, value) in _VALUES:
        return words.gettext(_VALUES[facet, value])
    if facet in _VOCABULARIES:
        return words.term(_VOCABULARIES[facet], value)
    return _band(facet, int(value.removeprefix("from-")), words)


def _band(facet: str, begin: int, words: Words) -> str:
    _ = words.gettext
    begins = CREDIT_BANDS if facet == "credits" else HOUR_BANDS
    unit = "ECTS" if facet == "credits" else _("hours")
    end = next((one for one in begins if one > begin), None)
    if end is None:
        return _("{number} {unit} and more").format(number=words.number(begin), unit=unit)
    if begin == 0:
        return _("under {number} {unit}").format(number=words.number(end), unit=unit)
    return _("{number} to under {end} {unit}").format(number=words.number(begin), end=words.number(end), unit=unit)


def _place(value: str, offers: Sequence[OfferSummary], words: Words) -> str:
    place = next(place for offer in offers for place in offer.places if place_value(place) == value)
    return f"{words.text(place.city)}, {words.country_name(place.country)}"
