"""What records are made of: statements, and parts that providers, credentials and offers share.

A missing key means "the provider has not said"; `not_stated` says the same aloud; `not_applicable` gives a reason."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from generator.records.scalars import (
    Address,
    Amount,
    Day,
    LocalisedLine,
    LocalisedProse,
    Word,
    not_as_expected,
)
from generator.wording import say

NOT_STATED = "not_stated"


class Statement(BaseModel):
    """Anything a record may state as keys and values; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, validate_default=False)

    @model_validator(mode="before")
    @classmethod
    def _without_unstated(cls, given: Any) -> Any:
        """Drop keys whose value is `not_stated`: it means the same as leaving them out."""
        if isinstance(given, dict):
            return {key: value for key, value in given.items() if value != NOT_STATED}
        return given


class Applicability(Statement):
    """A statement that may instead say, with a reason, that it does not apply."""

    not_applicable: LocalisedLine | None = Field(None, description="Why this does not apply here.")

    @model_validator(mode="after")
    def _either_or(self) -> Applicability:
        others = [name for name in self.model_fields_set if name != "not_applicable"]
        if self.not_applicable is not None and others:
            fix = say("Delete `not_applicable` if it does apply, otherwise `{key}`.", key=others[0])
            words = say("`{key}` beside it", key=others[0])
            raise not_as_expected(say("`not_applicable` alone"), fix=fix, words=words)
        return self


class Place(Statement):
    """Where something happens."""

    country: Word = Field(description="ISO 3166-1 code, such as PL.")
    city: LocalisedLine | None = None
    address: LocalisedLine | None = None


class Money(Statement):
    """An amount in a currency; `0` says that it is free."""

    amount: Amount
    currency: Word = Field(description="ISO 4217 code, such as EUR.")


class Skill(Statement):
    """A skill of a named framework that a learning outcome develops."""

    framework: Word
    id: Word
    version: Word | None = None
    label: LocalisedLine | None = None


class Claim(Statement):
    """Something that somebody says about quality: who, under which framework, with which evidence."""

    framework: Word = Field(description="esg, eqavet, eqf-annex-iv, national, label or internal.")
    edition: Word | None = None
    scope: Literal["institutional", "programme"] | None = None
    body: LocalisedLine | None = Field(None, description="Who examined and decided.")
    procedure: LocalisedLine | None = None
    decision: LocalisedLine | None = None
    statement: LocalisedProse | None = None
    report: Address | None = None
    issued: Day | None = None
    valid_until: Day | None = None
    asserted_by: Literal["provider", "register", "receiver"] = "provider"
    source: Address | None = None
    checked: Day | None = None


class Origin(Statement):
    """How the record came here."""

    type: Literal["provider", "import", "harvest"]
    address: Address | None = None
    date: Day | None = None
    row: Word | None = Field(None, description="The row of the table the record was made from.")
    note: LocalisedProse | None = None
