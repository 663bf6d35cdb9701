"""The record of an offer: how a credential can be obtained now."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from generator.records.credential import Credential
from generator.records.scalars import (
    Address,
    Amount,
    Count,
    Day,
    Duration,
    Email,
    Flag,
    Identifier,
    Language,
    LocalisedLine,
    LocalisedProse,
    Uuid,
    Word,
    not_as_expected,
)
from generator.records.statement import Applicability, Money, Origin, Place, Statement
from generator.wording import say


class Participation(Applicability):
    """Form of participation in the learning activity (Annex I, element 10); none where there is only validation."""

    mode: Word | None = None
    pace: Word | None = None
    onsite_days: Count | None = None
    places: tuple[Place, ...] = ()


class Condition(Statement):
    """One prerequisite that a program can compare."""

    type: Word
    language: Language | None = None
    level: Word | None = None
    value: Word | None = None


def _true(value: object) -> bool:
    if value is not True and value != "true":
        raise not_as_expected("true", value, say("Leave the key out and say in `text` what is needed."))
    return True


class Prerequisites(Applicability):
    """Prerequisites needed to enrol (Annex I, element 12)."""

    none: Annotated[Literal[True], BeforeValidator(_true)] | None = None
    text: LocalisedProse | None = None
    conditions: tuple[Condition, ...] = ()


class Admission(Statement):
    """Who can join."""

    everyone: Flag | None = None
    text: LocalisedProse | None = None
    partners: tuple[Identifier, ...] = Field((), description="Alliances or providers whose learners may join.")


class Run(Statement):
    """One time that the offer takes place."""

    id: Identifier
    start: Day | None = None
    end: Day | None = None
    apply_from: Day | None = None
    apply_by: Day | None = None
    places: Count | None = None
    sessions: LocalisedLine | None = None
    place: Place | None = None


class Price(Statement):
    """What it costs, learning and credential apart; unknown stays unknown."""

    category: Word | None = None
    learning: Money | None = None
    credential: Money | None = None
    application: Money | None = None
    refund: LocalisedProse | None = None
    note: LocalisedProse | None = None


class Recognition(Statement):
    """What a receiving organisation does with the credential."""

    effect: Word
    receiver: Identifier
    credits: Amount | None = None
    conditions: LocalisedProse | None = None
    source: Address | None = None
    checked: Day | None = None


class Validation(Statement):
    """Whether the credential can be obtained without the course."""

    available: Flag | None = None
    text: LocalisedProse | None = None
    contact: Email | None = None
    fee: Money | None = None


class Links(Statement):
    """Where the provider describes the offer and where one applies."""

    page: Address | None = None
    apply: Address | None = None


class Offer(Statement):
    """How a credential can be obtained now: teaching, runs, places, price, deadlines."""

    id: Identifier
    uuid: Uuid
    formerly: tuple[Identifier, ...] = ()
    status: Word = "published"
    reason: LocalisedLine | None = Field(None, description="Why the offer is paused or withdrawn.")
    replaced_by: Word | None = Field(None, description="The successor as <provider>/<offer>, or <offer>.")
    withdrawn_on: Day | None = None
    checked: Day | None = Field(None, description="When the provider last confirmed this record.")
    kind: Word
    type: Word | None = None
    title: LocalisedLine
    summary: LocalisedLine | None = None
    description: LocalisedProse | None = None
    code: Word | None = Field(None, description="The provider's own code for the offer.")
    field: tuple[Word, ...] = Field((), description="ISCED-F 2013 codes.")
    purpose: tuple[Word, ...] = ()
    keywords: dict[Language, tuple[Word, ...]] | None = None
    target_groups: LocalisedProse | None = None
    teaching_languages: tuple[Language, ...] = ()
    participation: Participation | None = None
    duration: Duration | None = Field(None, description="ISO 8601 duration in days, weeks or months: P8W.")
    duration_text: LocalisedLine | None = Field(None, description="The duration in the provider's own words.")
    credential: Credential | None = Field(
        None, description="The credential itself, or the name of its file: <credential> or <provider>/<credential>."
    )
    prerequisites: Prerequisites | None = None
    who_can_join: Admission | None = None
    runs: tuple[Run, ...] = ()
    price: Price | None = None
    recognition: tuple[Recognition, ...] = ()
    validation: Validation | None = None
    accessibility: tuple[Word, ...] = ()
    technical_requirements: LocalisedProse | None = None
    links: Links | None = None
    source: Origin | None = None
