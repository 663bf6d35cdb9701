"""The record of support for learners: money or help that makes an offer affordable, from whom, for whom, until when.

A file of its own, since one voucher serves many offers and its money, deadlines and conditions change at once.
"""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field, model_validator

from generator.records.scalars import (
    Address,
    Day,
    Identifier,
    LocalisedLine,
    LocalisedProse,
    Percent,
    Uuid,
    Word,
    not_as_expected,
)
from generator.records.statement import (
    AssertedBy,
    ConfirmedOn,
    Contact,
    LookedUpAt,
    Money,
    Organisation,
    Statement,
)
from generator.wording import say


class LearnerSupport(Statement):
    """Support that learners can ask for; offers name it."""

    model_config = ConfigDict(
        json_schema_extra={"not": {"required": ["amount", "share"]}, "dependentRequired": {"at_most": ["share"]}}
    )

    id: Identifier = Field(description="The name of the file; never changed.", examples=["city-voucher-2027"])
    uuid: Uuid = Field(description="Permanent; made once.", examples=["3f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c11"])
    formerly: tuple[Identifier, ...] = Field((), description="Earlier ids of the support.", examples=[["city-voucher"]])
    status: Literal["draft", "published", "withdrawn"] = Field(
        "published", description="Where the support is in its life.", examples=["published"]
    )
    reason: LocalisedLine | None = Field(
        None, description="Why it was withdrawn.", examples=[{"en": "The money is spent."}]
    )
    withdrawn_on: Day | None = Field(None, description="The day on which it was withdrawn.", examples=["2027-06-30"])
    title: LocalisedLine = Field(description="Its name, by language.", examples=[{"en": "City learning voucher"}])
    summary: LocalisedLine | None = Field(
        None, description="One line, as lists show it.", examples=[{"en": "Half the price for people of the city."}]
    )
    description: LocalisedProse | None = Field(
        None, description="What it is, in a few sentences.", examples=[{"en": "The city pays half of the price."}]
    )
    type: Word | None = Field(None, description="What kind of support it is.", examples=["voucher"])
    funder: Organisation | None = Field(
        None, description="The organisation that pays, if not the provider.", examples=["city-example"]
    )
    who: LocalisedProse | None = Field(
        None, description="Who can have it.", examples=[{"en": "People who live in the city and are out of work."}]
    )
    conditions: LocalisedProse | None = Field(
        None, description="What else must be fulfilled.", examples=[{"en": "The course must begin in 2027."}]
    )
    covers: tuple[Word, ...] = Field(
        (), description="Which costs it covers.", examples=[["learning", "credential", "travel"]]
    )
    amount: Money | None = Field(
        None, description="How much one gets.", examples=[{"amount": "500.00", "currency": "PLN"}]
    )
    share: Percent | None = Field(
        None, description="Instead of `amount`: the share of the cost, in percent.", examples=["80"]
    )
    at_most: Money | None = Field(
        None, description="Of a share: the most one can get.", examples=[{"amount": "2000.00", "currency": "PLN"}]
    )
    apply_from: Day | None = Field(None, description="From when one can ask for it.", examples=["2026-12-01"])
    apply_by: Day | None = Field(None, description="The last day to ask for it.", examples=["2027-03-31"])
    valid_until: Day | None = Field(None, description="Until when it is granted.", examples=["2027-12-31"])
    how: LocalisedProse | None = Field(
        None, description="How to ask for it.", examples=[{"en": "Ask the office before you apply for the course."}]
    )
    page: Address | None = Field(
        None, description="Where it is explained and asked for.", examples=["https://example.org/voucher"]
    )
    contact: Contact | None = Field(
        None,
        description="The office that answers; without it, that of the provider.",
        examples=[{"email": "support@example.org"}],
    )
    asserted_by: AssertedBy = "provider"
    source: LookedUpAt = None
    checked: ConfirmedOn = None

    @model_validator(mode="after")
    def _amount_or_share(self) -> LearnerSupport:
        if self.amount is not None and self.share is not None:
            fix = say("Keep one of them; the most that a share can come to is `at_most`.")
            raise not_as_expected(say("`amount` or `share`"), fix=fix, words=say("both"))
        if self.at_most is not None and self.share is None:
            fix = say("Add `share:`, or write it as `amount`.")
            raise not_as_expected(say("`share` beside `at_most`"), fix=fix, words=say("`at_most` alone"))
        return self
