"""The record of a pathway: how several credentials stack up, tier by tier, to something larger.

Stacking gives no automatic entitlement to a qualification; the receiving organisation or the competent authority
decides (CELEX 32022H0627(02), Annex II, principle 5). So a pathway says who decides, and who says that it counts.
"""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field, model_validator

from generator.records.credential import Level
from generator.records.scalars import (
    Address,
    Amount,
    Count,
    Day,
    Identifier,
    LocalisedLine,
    LocalisedProse,
    Uuid,
    Word,
    not_as_expected,
)
from generator.records.statement import AssertedBy, ConfirmedOn, LookedUpAt, Organisation, Statement
from generator.wording import say


class CreditPoints(Statement):
    """So many credits of a system."""

    system: Word = Field(description="The system of the credits.", examples=["ects"])
    amount: Amount = Field(description="How many.", examples=["12"])


class Award(Statement):
    """What one holds at a tier: a credential that has a record here, something else in words, or both."""

    credential: Word | None = Field(
        None, description="A credential as <provider>/<credential>, or <credential>.", examples=["water-diploma"]
    )
    text: LocalisedLine | None = Field(
        None, description="What it is, if it has no record here.", examples=[{"en": "Certificate of continuing study"}]
    )

    @model_validator(mode="after")
    def _something(self) -> Award:
        if self.credential is None and self.text is None:
            fix = say("Add `credential:` with the name of a credential, or `text:` with texts by language.")
            raise not_as_expected(say("`credential` or `text`"), fix=fix, words=say("neither"))
        return self


class Requirement(Statement):
    """One thing that a tier requires: credentials to choose from, credits out of them, an earlier tier, or a text.

    Each requirement looks at everything that one holds, so one credential may fulfil several.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [{"required": [key]} for key in ("of", "tier", "text")],
            "dependentRequired": {"choose": ["of"], "credits": ["of"]},
        }
    )

    choose: Count | None = Field(None, description="How many of them; without it, all.", examples=["2"])
    of: tuple[Word, ...] = Field(
        (),
        description="Credentials as <provider>/<credential>, or <credential>; the offer of that name will do too.",
        examples=[["river-college/tidy-data", "data-basics"]],
    )
    credits: CreditPoints | None = Field(
        None,
        description="At least so many credits out of them, however many they are.",
        examples=[{"system": "ects", "amount": "12"}],
    )
    tier: Identifier | None = Field(
        None,
        description="Instead of `of`, in an entry of its own: the id of an earlier tier.",
        examples=["certificate"],
    )
    text: LocalisedProse | None = Field(
        None,
        description="Instead of `of`, in an entry of its own: something else.",
        examples=[{"en": "A thesis of 40 pages and its defence."}],
    )

    @model_validator(mode="after")
    def _of_one_form(self) -> Requirement:
        forms = [name for name in ("of", "tier", "text") if getattr(self, name)]
        if len(forms) != 1:
            fix = say("Write each requirement as an entry of its own, beginning with `- `.")
            words = say("`{key}` beside it", key=forms[1]) if forms else say("none of them")
            raise not_as_expected(say("one of `of`, `tier` or `text`"), fix=fix, words=words)
        if self.choose is not None and self.credits is not None:
            fix = say("Write two requirements, one with `choose` and one with `credits`.")
            raise not_as_expected(say("`choose` or `credits`"), fix=fix, words=say("both"))
        beside = next((name for name in ("choose", "credits") if getattr(self, name) is not None), None)
        if beside and not self.of:
            fix = say("Add `of:` with the credentials to choose from.")
            raise not_as_expected(say("`of` beside `{key}`", key=beside), fix=fix, words=say("`{key}`", key=forms[0]))
        return self


class Tier(Statement):
    """One step of a pathway: what one holds there and what it takes."""

    id: Identifier = Field(description="A short name, by which later tiers refer to it.", examples=["certificate"])
    title: LocalisedLine = Field(description="The name of the step.", examples=[{"en": "Certificate in water studies"}])
    description: LocalisedProse | None = Field(
        None, description="What it is good for.", examples=[{"en": "Most people stop here and use it at work."}]
    )
    award: Award | None = Field(
        None, description="What one holds then.", examples=[{"text": {"en": "Certificate of continuing study"}}]
    )
    credits: CreditPoints | None = Field(
        None, description="How many credits it comes to.", examples=[{"system": "ects", "amount": "12"}]
    )
    requires: tuple[Requirement, ...] = Field(
        min_length=1,
        description="What it takes, one entry each; all of them are needed.",
        examples=[[{"choose": "2", "of": ["data-basics", "tidy-data", "first-aid"]}]],
    )


class Destination(Statement):
    """What the last tier leads to."""

    title: LocalisedLine = Field(description="Its name.", examples=[{"en": "Master in environmental engineering"}])
    type: Word | None = Field(None, description="What kind of thing it is.", examples=["programme"])
    level: Level | None = Field(
        None, description="Its level.", examples=[{"framework": "prk", "level": "7", "basis": "claimed"}]
    )
    organisation: Organisation | None = Field(
        None, description="Whose it is, if not the receiver's.", examples=["lodz-example"]
    )
    page: Address | None = Field(
        None, description="Where it is described.", examples=["https://example.org/programmes/environment"]
    )


class Pathway(Statement):
    """How several credentials stack up to something larger."""

    id: Identifier = Field(description="The name of the file; never changed.", examples=["water-in-steps"])
    uuid: Uuid = Field(description="Permanent; made once.", examples=["3f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c11"])
    formerly: tuple[Identifier, ...] = Field((), description="Earlier ids of the pathway.", examples=[["water-stack"]])
    status: Literal["draft", "published", "withdrawn"] = Field(
        "published", description="Where the pathway is in its life.", examples=["published"]
    )
    reason: LocalisedLine | None = Field(
        None, description="Why the pathway was withdrawn.", examples=[{"en": "The programme has ended."}]
    )
    replaced_by: Word | None = Field(
        None, description="The successor as <provider>/<pathway>, or <pathway>.", examples=["water-in-four-steps"]
    )
    withdrawn_on: Day | None = Field(None, description="The day on which it was withdrawn.", examples=["2027-09-30"])
    title: LocalisedLine = Field(
        description="The title, by language.", examples=[{"pl": "Woda krok po kroku", "en": "Water, step by step"}]
    )
    summary: LocalisedLine | None = Field(
        None, description="One line, as lists show it.", examples=[{"en": "From two courses to a diploma."}]
    )
    description: LocalisedProse | None = Field(
        None, description="For whom it is and how it works.", examples=[{"en": "You may stop after every step."}]
    )
    receiver: Organisation | None = Field(
        None, description="The id of the organisation that decides, if not the provider.", examples=["lodz-example"]
    )
    tiers: tuple[Tier, ...] = Field(
        min_length=1,
        description="The steps, the first one first.",
        examples=[
            [
                {
                    "id": "certificate",
                    "title": {"en": "Certificate"},
                    "requires": [{"text": {"en": "Two of our short courses"}}],
                }
            ]
        ],
    )
    leads_to: Destination | None = Field(
        None,
        description="What the last step leads to.",
        examples=[{"title": {"en": "Master in environmental engineering"}, "type": "programme"}],
    )
    conditions: LocalisedProse | None = Field(
        None,
        description="What else must be fulfilled.",
        examples=[{"en": "No credential may be older than five years."}],
    )
    valid_from: Day | None = Field(None, description="From when this holds.", examples=["2026-10-01"])
    valid_until: Day | None = Field(None, description="Until when this holds.", examples=["2029-09-30"])
    asserted_by: AssertedBy = "provider"
    source: LookedUpAt = None
    checked: ConfirmedOn = None
