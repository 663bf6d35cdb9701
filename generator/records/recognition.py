"""The record of a statement of recognition: what the organisation of this folder does with credentials of others.

A provider may say who recognises its credential (`recognition` of an offer); only the receiver can say so itself.
CELEX 32022H0627(02), Annex II, principle 6: recognition has a purpose, academic or employment, and an effect there.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.records.scalars import (
    Amount,
    Day,
    Identifier,
    LocalisedLine,
    LocalisedProse,
    Uuid,
    Word,
)
from generator.records.statement import (
    ConfirmedOn,
    Contact,
    LookedUpAt,
    Programme,
    Statement,
)


class RecognitionStatement(Statement):
    """What the organisation of this folder does with credentials: it is the receiver."""

    id: Identifier = Field(description="The name of the file; never changed.", examples=["river-courses-as-electives"])
    uuid: Uuid = Field(description="Permanent; made once.", examples=["3f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c11"])
    formerly: tuple[Identifier, ...] = Field(
        (), description="Earlier ids of the statement.", examples=[["river-courses"]]
    )
    status: Literal["draft", "published", "withdrawn"] = Field(
        "published", description="Where the statement is in its life.", examples=["published"]
    )
    reason: LocalisedLine | None = Field(
        None, description="Why the statement was withdrawn.", examples=[{"en": "The programme has a new plan."}]
    )
    withdrawn_on: Day | None = Field(None, description="The day on which it was withdrawn.", examples=["2027-09-30"])
    effect: Word = Field(description="What they count as.", examples=["elective"])
    credentials: tuple[Word, ...] = Field(
        min_length=1,
        description="Credentials as <provider>/<credential>; the offer of that name will do too.",
        examples=[["river-college/tidy-data"]],
    )
    programme: Programme | None = Field(
        None,
        description="The programme they count towards.",
        examples=[{"title": {"en": "Bachelor of public administration"}}],
    )
    credits: Amount | None = Field(None, description="How many credits each counts for there.", examples=["3"])
    legal_basis: LocalisedLine | None = Field(
        None, description="The rule it rests on.", examples=[{"en": "Resolution 12/2026 of the senate"}]
    )
    conditions: LocalisedProse | None = Field(
        None, description="Under which conditions.", examples=[{"en": "With a grade of at least 4."}]
    )
    how: LocalisedProse | None = Field(
        None, description="What holders have to do.", examples=[{"en": "Send the credential to the dean's office."}]
    )
    contact: Contact | None = Field(
        None,
        description="The office that decides; without it, that of the organisation.",
        examples=[{"email": "recognition@example.org"}],
    )
    valid_from: Day | None = Field(None, description="From when this holds.", examples=["2026-10-01"])
    valid_until: Day | None = Field(None, description="Until when this holds.", examples=["2029-09-30"])
    source: LookedUpAt = None
    checked: ConfirmedOn = None
