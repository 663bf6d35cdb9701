"""What readers call the axes and their values, for pages, feeds and calendars alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from generator.catalogue.axes import (
    ANY_TIME,
    CLAIMED,
    DESCRIPTORS,
    NO,
    NOT_APPLICABLE,
    NOT_STATED,
    OTHER_FRAMEWORK,
    YES,
    skill_value,
)
from generator.languages import N_, Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import OfferSummary
    from generator.words import Words


@dataclass(frozen=True, slots=True)
class AxisWords:
    """The words of an axis as English messages: its short name, the title of its page, a sentence, what is unsaid."""

    name: str
    title: str
    lead: str
    not_stated: str


AXIS_WORDS: Mapping[str, AxisWords] = {
    "fields": AxisWords(
        N_("Field"),
        N_("Browse by field"),
        N_("Fields of education after the international classification ISCED-F 2013."),
        N_("Field not stated"),
    ),
    "starts": AxisWords(
        N_("Start month"),
        N_("Browse by start month"),
        N_("The months in which a course begins, and offers that you can begin whenever you like."),
        N_("No start stated"),
    ),
    "times": AxisWords(
        N_("Time of day"),
        N_("Browse by time of day"),
        N_("At what time of the day or the week a course meets, where it says so."),
        "",
    ),
    "participation": AxisWords(
        N_("Participation"),
        N_("Browse by form of participation"),
        N_("How you take part: online, on site, at work, or in a mix of these."),
        N_("Form of participation not stated"),
    ),
    "teaching-languages": AxisWords(
        N_("Teaching language"),
        N_("Browse by teaching language"),
        N_("The language of the course itself. Assessment and the credential may be in another one; each offer tells."),
        N_("Teaching language not stated"),
    ),
    "prices": AxisWords(
        N_("Price"),
        N_("Browse by price"),
        N_("Free means that neither the learning nor the credential costs anything."),
        N_("Price not stated"),
    ),
    "levels": AxisWords(
        N_("Level"),
        N_("Browse by level"),
        N_(
            "Levels of the European Qualifications Framework (EQF). A level is awarded only by what a register lists; "
            "what a provider claims stands apart."
        ),
        N_("Level not stated"),
    ),
    "countries": AxisWords(
        N_("Country"),
        N_("Browse by country"),
        N_("The country of the provider. Online courses can often be taken from anywhere."),
        N_("Country not stated"),
    ),
    "purposes": AxisWords(
        N_("Purpose"),
        N_("Browse by purpose"),
        N_("What the learning is for, as the provider sees it."),
        N_("Purpose not stated"),
    ),
    "skills": AxisWords(
        N_("Skill"),
        N_("Browse by skill"),
        N_("Skills of public frameworks, such as ESCO, that learning outcomes develop."),
        "",
    ),
    "alliances": AxisWords(
        N_("Alliance"),
        N_("Browse by alliance"),
        N_("Offers of an alliance itself and of the institutions that are its members."),
        "",
    ),
    "without-course": AxisWords(
        N_("Proof without the course"),
        N_("What you can already do"),
        N_("Some providers assess what you can already do, wherever you have learnt it, without the course."),
        N_("Not stated whether the course is needed"),
    ),
    "kinds": AxisWords(
        N_("Kind"),
        N_("Browse by kind"),
        N_("Only assessed learning outcomes make a micro-credential; everything else is a learning opportunity."),
        "",
    ),
}

_OTHER_VALUES = {
    ("levels", DESCRIPTORS): N_("Refers to level descriptors, no level awarded"),
    ("levels", OTHER_FRAMEWORK): N_("Level of a framework without known EQF level"),
    ("levels", NOT_APPLICABLE): N_("Level does not apply"),
    ("participation", NOT_APPLICABLE): N_("No course: validation only"),
    ("teaching-languages", NOT_APPLICABLE): N_("No course: validation only"),
    ("starts", ANY_TIME): N_("Any time, at your own pace"),
    ("without-course", YES): N_("What you can already do is assessed"),
    ("without-course", NO): N_("Only with the course"),
}
_VOCABULARIES = {
    "fields": "fields",
    "participation": "participation-modes",
    "times": "session-times",
    "prices": "price-categories",
    "purposes": "purposes",
    "kinds": "kinds",
}


def value_label(
    axis: str, value: str, offers: Sequence[OfferSummary], providers: Mapping[str, OrganisationSummary], words: Words
) -> Shown:
    """Return what readers call a value of an axis, and in which language that is.

    `offers` are those that have the value: the name of a skill stands only in their records.
    """
    if value == NOT_STATED:
        return _own(words.gettext(AXIS_WORDS[axis].not_stated), words)
    if (axis, value) in _OTHER_VALUES:
        return _own(words.gettext(_OTHER_VALUES[axis, value]), words)
    if axis in _VOCABULARIES:
        return _own(words.term(_VOCABULARIES[axis], value), words)
    if axis == "skills":
        return _skill(value, offers, words)
    if axis == "alliances":
        return words.text(providers[value].name) or _own(value, words)
    return _own(_WRITERS[axis](value, words), words)


_CLEAR_ALONE = frozenset({"fields", "levels", "skills", "kinds", "times", "without-course"})


def list_title(
    axis: str, value: str, offers: Sequence[OfferSummary], providers: Mapping[str, OrganisationSummary], words: Words
) -> Shown:
    """Return the title of the list behind a value: “Polish” or “May 2027” alone would not say what it is about."""
    shown = value_label(axis, value, offers, providers, words)
    if axis in _CLEAR_ALONE or value == NOT_STATED or shown.language != words.language:
        return shown
    name = words.gettext(AXIS_WORDS[axis].name)
    return _own(words.gettext("{label}: {value}").format(label=name, value=shown.text), words)


def _own(text: str, words: Words) -> Shown:
    return Shown(text, words.language)


def _skill(value: str, offers: Sequence[OfferSummary], words: Words) -> Shown:
    named = (skill for offer in offers for skill in offer.skills if skill_value(skill) == value and skill.label)
    skill = next(named, None)
    if skill is not None and (label := words.text(skill.label)):
        return label
    framework = words.term("skill-frameworks", value.partition("-")[0])
    return _own(words.gettext("Skill without a name ({framework})").format(framework=framework), words)


def _level(value: str, words: Words) -> str:
    level = words.number(value.removeprefix(CLAIMED))
    if value.startswith(CLAIMED):
        return words.gettext("EQF level {level}, claimed by the provider").format(level=level)
    return words.gettext("EQF level {level}").format(level=level)


def _language(value: str, words: Words) -> str:
    return words.capitalised(words.language_name(value))


def _country(value: str, words: Words) -> str:
    return words.country_name(value)


def _month(value: str, words: Words) -> str:
    return words.capitalised(words.month(first_day(value)))


def first_day(month: str) -> date:
    """Return the first day of a month written as 2027-03."""
    return date.fromisoformat(f"{month}-01")


_WRITERS: Mapping[str, Callable[[str, Words], str]] = {
    "levels": _level,
    "teaching-languages": _language,
    "countries": _country,
    "starts": _month,
}
