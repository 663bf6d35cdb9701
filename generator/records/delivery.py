"""How an offer takes place: participation, who can join and what one needs, and its runs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from generator.records.scalars import (
    Count,
    Day,
    Flag,
    Identifier,
    Language,
    LocalisedLine,
    LocalisedProse,
    Percent,
    Word,
    not_as_expected,
)
from generator.records.statement import Applicability, Organisation, Place, Statement
from generator.wording import say


class Participation(Applicability):
    """Form of participation in the learning activity (Annex I, element 10); none where there is only validation."""

    mode: Word | None = Field(None, description="How one takes part.", examples=["blended"])
    pace: Word | None = Field(None, description="Whether the time is set or one's own.", examples=["scheduled"])
    schedule: Word | None = Field(None, description="How much of the week it takes.", examples=["part-time-light"])
    activities: tuple[Word, ...] = Field((), description="What learners do.", examples=[["workshop", "self-study"]])
    live_percent: Percent | None = Field(
        None, description="How much of the contact time is live, in percent.", examples=["60"]
    )
    onsite_days: Count | None = Field(None, description="Days one must be on site.", examples=["2"])
    places: tuple[Place, ...] = Field(
        (), description="Where it takes place.", examples=[[{"country": "PL", "city": {"pl": "Łódź"}}]]
    )
    description: LocalisedProse | None = Field(
        None, description="How one takes part, in words.", examples=[{"en": "Two Saturdays on site, the rest online."}]
    )


class Condition(Statement):
    """One prerequisite that a program can compare."""

    type: Word = Field(description="What is asked for.", examples=["cefr"])
    language: Language | None = Field(None, description="Of a language level: which language.", examples=["pl"])
    level: Word | None = Field(None, description="The least level.", examples=["B2"])
    value: Word | None = Field(None, description="Years of age, or what else is asked for.", examples=["18"])
    countries: tuple[Word, ...] = Field(
        (), description="Of residence or electronic identity: in which countries.", examples=[["PL"]]
    )
    organisations: tuple[Organisation, ...] = Field(
        (), description="Whose students or employees one must be.", examples=[["quay-alliance"]]
    )


def _true(value: object) -> bool:
    if value is not True and value != "true":
        raise not_as_expected("true", value, say("Leave the key out and say in `text` what is needed."))
    return True


class Prerequisites(Applicability):
    """Prerequisites needed to enrol (Annex I, element 12)."""

    none: Annotated[Literal[True], BeforeValidator(_true)] | None = Field(
        None, description="`true` says that nothing is needed.", examples=["true"]
    )
    text: LocalisedProse | None = Field(
        None, description="What is needed, in words.", examples=[{"en": "Basic use of spreadsheets."}]
    )
    conditions: tuple[Condition, ...] = Field(
        (), description="What a program can compare.", examples=[[{"type": "cefr", "language": "pl", "level": "B2"}]]
    )


class Admission(Statement):
    """Who can join."""

    everyone: Flag | None = Field(None, description="Whether everybody may join.", examples=["true"])
    text: LocalisedProse | None = Field(
        None, description="Who may join, in words.", examples=[{"en": "People who live in the region."}]
    )
    partners: tuple[Organisation, ...] = Field(
        (), description="Alliances or providers whose learners may join.", examples=[["quay-alliance"]]
    )


class Applications(Statement):
    """When one group of people can apply."""

    group: LocalisedLine = Field(description="For whom.", examples=[{"en": "Students of the alliance"}])
    apply_from: Day | None = Field(None, description="The first day.", examples=["2026-10-01"])
    apply_by: Day | None = Field(None, description="The last day.", examples=["2026-11-15"])
    places: Count | None = Field(None, description="Places kept for this group.", examples=["10"])


class Run(Statement):
    """One time that the offer takes place."""

    id: Identifier = Field(description="A short name, never used twice.", examples=["2027-spring"])
    start: Day | None = Field(None, description="The first day.", examples=["2027-01-11"])
    end: Day | None = Field(None, description="The last day.", examples=["2027-03-07"])
    apply_from: Day | None = Field(None, description="From when one can apply.", examples=["2026-10-01"])
    apply_by: Day | None = Field(None, description="The last day to apply.", examples=["2026-11-30"])
    applications: tuple[Applications, ...] = Field(
        (),
        description="Other days for other groups of people.",
        examples=[[{"group": {"en": "Students of the alliance"}, "apply_by": "2026-11-15"}]],
    )
    rolling: Flag | None = Field(None, description="Whether one can begin at any time.", examples=["true"])
    status: Word | None = Field(None, description="What is known of this run.", examples=["confirmed"])
    places: Count | None = Field(None, description="How many people can join.", examples=["24"])
    places_minimum: Count | None = Field(None, description="With fewer it does not take place.", examples=["8"])
    times: tuple[Word, ...] = Field((), description="At what time of day or week.", examples=[["evening"]])
    sessions: LocalisedLine | None = Field(
        None, description="The pattern of the meetings.", examples=[{"en": "Wednesdays 17:00–19:00"}]
    )
    place: Place | None = Field(
        None, description="Where this run takes place.", examples=[{"country": "PL", "city": {"pl": "Łódź"}}]
    )
