"""What an offer costs, and who helps to pay: the learner by support, the provider by co-financing."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.records.scalars import (
    Address,
    Count,
    Duration,
    LocalisedLine,
    LocalisedProse,
    Percent,
    Word,
)
from generator.records.statement import (
    Applicability,
    AssertedBy,
    ComparedOn,
    LookedUpAt,
    Money,
    Organisation,
    Statement,
)


class FurtherCost(Statement):
    """Something else that one has to pay for."""

    item: Word = Field(description="For what.", examples=["materials"])
    cost: Money | None = Field(
        None, description="How much, if you know.", examples=[{"amount": "40.00", "currency": "EUR"}]
    )
    text: LocalisedLine | None = Field(
        None, description="What it depends on.", examples=[{"en": "Two nights in the town, if you come from afar."}]
    )


class CoolingOff(Applicability):
    """The time in which one can withdraw from the contract without a reason."""

    days: Count | None = Field(None, description="How many days.", examples=["14"])
    text: LocalisedProse | None = Field(
        None, description="How to do it.", examples=[{"en": "A mail to the office is enough."}]
    )


class Price(Statement):
    """What it costs, learning and credential apart; unknown stays unknown."""

    category: Word | None = Field(None, description="Free, partly free, paid, or by subscription.", examples=["paid"])
    learning: Money | None = Field(
        None, description="The price of the learning.", examples=[{"amount": "720.00", "currency": "PLN"}]
    )
    period: Duration | None = Field(
        None, description="Of a subscription: the time that `learning` pays for.", examples=["P1M"]
    )
    credential: Money | None = Field(
        None,
        description="The price of the assessment and the credential, 0 if it is in the price of the learning.",
        examples=[{"amount": "0", "currency": "PLN"}],
    )
    application: Money | None = Field(
        None, description="What an application costs.", examples=[{"amount": "15", "currency": "EUR"}]
    )
    further_costs: tuple[FurtherCost, ...] = Field(
        (), description="What else one has to pay for.", examples=[[{"item": "materials"}]]
    )
    total: Money | None = Field(
        None,
        description="All in all, travel and materials included, if it can be said.",
        examples=[{"amount": "950", "currency": "PLN"}],
    )
    vat: Literal["included", "excluded", "exempt"] | None = Field(
        None, description="Whether the amounts include value added tax.", examples=["included"]
    )
    instalments: LocalisedLine | None = Field(
        None, description="Whether one can pay in parts.", examples=[{"en": "Three parts, without extra cost"}]
    )
    refund: LocalisedProse | None = Field(
        None, description="When the money is paid back.", examples=[{"en": "In full until a week before the start."}]
    )
    cooling_off: CoolingOff | None = Field(
        None, description="The time to withdraw without a reason.", examples=[{"days": "14"}]
    )
    note: LocalisedProse | None = Field(
        None, description="What else is worth knowing.", examples=[{"en": "Employers pay the whole price."}]
    )


class EligibleScheme(Statement):
    """A scheme that learners can pay with: an individual learning account, a voucher, a loan."""

    type: Word = Field(description="What kind of scheme it is.", examples=["individual-learning-account"])
    name: LocalisedLine | None = Field(None, description="Its name.", examples=[{"en": "Development voucher"}])
    country: Word | None = Field(None, description="ISO 3166-1 code of the country.", examples=["PL"])
    page: Address | None = Field(None, description="Where it is explained.", examples=["https://example.org/vouchers"])
    asserted_by: AssertedBy = "provider"
    source: LookedUpAt = None
    checked: ComparedOn = None


class CoFinancing(Statement):
    """Money that a fund gives the provider, with the statement that the fund requires to be shown."""

    fund: Word = Field(description="Which fund.", examples=["esf-plus"])
    programme: LocalisedLine | None = Field(
        None,
        description="Which programme of the fund.",
        examples=[{"en": "European Funds for Social Development 2021-2027"}],
    )
    project: Word | None = Field(None, description="The number of the project.", examples=["FERS.01.05-IP.08-0001/24"])
    funder: Organisation | None = Field(
        None, description="The organisation that grants the money.", examples=["agency-example"]
    )
    share: Percent | None = Field(None, description="The share of the fund in the cost, in percent.", examples=["82"])
    statement: LocalisedLine | None = Field(
        None, description="The words the fund requires.", examples=[{"en": "Co-funded by the European Union"}]
    )
    page: Address | None = Field(
        None, description="Where the project is described.", examples=["https://example.org/p"]
    )
