"""How outcomes are assessed: kinds, supervision and grades.

Numbers of Annex I elements refer to the Council Recommendation on micro-credentials, CELEX 32022H0627(02)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.records.scalars import Count, Flag, Language, LocalisedLine, LocalisedProse, Word
from generator.records.statement import Applicability


class Assessment(Applicability):
    """How the learning outcomes are assessed (Annex I, element 9)."""

    types: tuple[Word, ...] = Field((), description="Kinds of assessment.", examples=[["project", "oral-exam"]])
    description: LocalisedProse | None = Field(
        None, description="What the learner does in it.", examples=[{"en": "A project of five pages, and its defence."}]
    )
    languages: tuple[Language, ...] = Field((), description="Languages of the assessment.", examples=[["pl", "en"]])
    attempts: Count | None = Field(None, description="How often one may try.", examples=["2"])
    pass_mark: Word | None = Field(None, description="What is needed to pass.", examples=["60 %"])
    included_in_price: Flag | None = Field(
        None, description="Whether the price of the learning includes it.", examples=["true"]
    )
    appeal: LocalisedProse | None = Field(
        None,
        description="What to do if one disagrees with the result.",
        examples=[{"en": "Write to the office within 14 days; another examiner decides."}],
    )


class Supervision(Applicability):
    """Supervision and identity verification during assessment (Annex I, element 13)."""

    supervised: Flag | None = Field(None, description="Whether somebody watches.", examples=["true"])
    identity_verified: Flag | None = Field(
        None, description="Whether an identity document is checked.", examples=["true"]
    )
    where: Literal["online", "on-site", "either"] | None = Field(
        None, description="Where it takes place.", examples=["online"]
    )
    recorded: Flag | None = Field(None, description="Whether anything is recorded.", examples=["false"])
    recording: LocalisedProse | None = Field(
        None,
        description="What is recorded, how long it is kept, and where it goes.",
        examples=[{"en": "Camera and screen, kept for 30 days on servers in the EU."}],
    )
    vendor: Word | None = Field(
        None, description="The company whose program watches or records.", examples=["Example Proctoring"]
    )


class Grading(Applicability):
    """The grading scheme; the grade itself stands on the issued credential (Annex I, element 14)."""

    scheme: LocalisedLine | None = Field(
        None, description="The scheme of grades.", examples=[{"en": "2 to 5; 3 is a pass"}]
    )
