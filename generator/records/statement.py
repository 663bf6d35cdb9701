"""What records are made of: statements, and parts that providers, credentials and offers share.

A missing key means "the provider has not said"; `not_stated` says the same aloud; `not_applicable` gives a reason."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from generator.records.scalars import (
    Address,
    Amount,
    Day,
    Email,
    FileName,
    Identifier,
    Language,
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
        if isinstance(given, dict) and NOT_STATED in given.values():
            return {key: value for key, value in given.items() if value != NOT_STATED}
        return given


class Applicability(Statement):
    """A statement that may instead say, with a reason, that it does not apply."""

    not_applicable: LocalisedLine | None = Field(
        None,
        description="Why this does not apply here; then nothing else stands beside it.",
        examples=[{"en": "There is no course; only the outcomes are assessed."}],
    )

    @model_validator(mode="after")
    def _either_or(self) -> Applicability:
        others = [name for name in self.model_fields_set if name != "not_applicable"]
        if self.not_applicable is not None and others:
            fix = say("Delete `not_applicable` if it does apply, otherwise `{key}`.", key=others[0])
            words = say("`{key}` beside it", key=others[0])
            raise not_as_expected(say("`not_applicable` alone"), fix=fix, words=words)
        return self


Asserter = Literal["provider", "register", "receiver"]
"""Who says so: the provider of the record, a public register, or the organisation that receives the credential."""


AssertedBy = Annotated[
    Asserter,
    Field(
        description="Who says so: provider, register (a public one), or receiver (the organisation that recognises).",
        examples=["register"],
    ),
]
LookedUpAt = Annotated[
    Address | None,
    Field(description="Where it can be looked up.", examples=["https://register.example.org/entry/1234"]),
]
ComparedOn = Annotated[
    Day | None,
    Field(description="When somebody last compared it with the source.", examples=["2026-10-01"]),
]
"""What somebody says and others may want to look up carries these three: `asserted_by`, `source` and `checked`."""


class Place(Statement):
    """Where something happens."""

    country: Word = Field(description="Country as ISO 3166-1 code.", examples=["PL"])
    city: LocalisedLine | None = Field(
        None, description="Town or city, by language.", examples=[{"pl": "Łódź", "en": "Łódź"}]
    )
    address: LocalisedLine | None = Field(
        None, description="Street and number, or the name of the building.", examples=[{"en": "12 Harbour Street"}]
    )


class Money(Statement):
    """An amount in a currency; `0` says that it is free."""

    amount: Amount = Field(description="Digits with a point before the decimals; 0 says free.", examples=["720.00"])
    currency: Word = Field(description="Currency as ISO 4217 code.", examples=["EUR"])


class Skill(Statement):
    """A skill of a named framework that a learning outcome develops."""

    framework: Word = Field(description="The framework that names the skill.", examples=["esco"])
    id: Word = Field(
        description="The identifier of the skill there; for ESCO its permanent address.",
        examples=["http://data.europa.eu/esco/skill/5fd5c985-eaaa-47aa-8314-62359c54505a"],
    )
    version: Word | None = Field(None, description="The version of the framework.", examples=["1.2"])
    label: LocalisedLine | None = Field(
        None, description="The name of the skill, by language.", examples=[{"en": "develop digital content"}]
    )


class Claim(Statement):
    """Something that somebody says about quality: who, under which framework, with which evidence."""

    framework: Word = Field(description="Under which framework quality is assured.", examples=["esg"])
    edition: Word | None = Field(None, description="The edition of the framework.", examples=["2015"])
    scope: Literal["institutional", "programme"] | None = Field(
        None, description="What was examined: the institution or this programme.", examples=["institutional"]
    )
    body: LocalisedLine | None = Field(
        None, description="Who examined and decided.", examples=[{"en": "Example Accreditation Agency"}]
    )
    procedure: LocalisedLine | None = Field(
        None, description="What was done.", examples=[{"en": "External evaluation with a visit"}]
    )
    decision: LocalisedLine | None = Field(
        None, description="What was decided.", examples=[{"en": "Accredited without conditions"}]
    )
    statement: LocalisedProse | None = Field(
        None,
        description="How quality is assured, in your own words.",
        examples=[{"en": "Two colleagues review the tasks each year."}],
    )
    report: Address | None = Field(
        None, description="Where the report can be read.", examples=["https://example.org/report.pdf"]
    )
    issued: Day | None = Field(None, description="When the decision was taken.", examples=["2024-06-30"])
    valid_until: Day | None = Field(None, description="Until when the decision holds.", examples=["2030-06-30"])
    asserted_by: AssertedBy = "provider"
    source: LookedUpAt = None
    checked: ComparedOn = None


class Contact(Statement):
    """An office that answers; never a person."""

    unit: LocalisedLine | None = Field(
        None, description="The name of the office.", examples=[{"en": "Continuing education office"}]
    )
    email: Email | None = Field(None, description="The mail address of the office.", examples=["office@example.org"])
    phone: Word | None = Field(None, description="The phone number of the office.", examples=["+48 42 000 00 00"])
    page: Address | None = Field(
        None, description="A page with a form or opening hours.", examples=["https://example.org/contact"]
    )


class Image(Statement):
    """A picture that lies beside the record and may be shown by everybody."""

    file: FileName = Field(
        description="The name of a PNG, JPEG or WebP file in the same folder, at most 100 kB.", examples=["logo.png"]
    )
    alt: LocalisedLine = Field(
        description="What can be seen, for people who do not see it.", examples=[{"en": "Logo: a bridge over water"}]
    )
    licence: Address | None = Field(
        None,
        description="Under which licence others may show it.",
        examples=["https://creativecommons.org/licenses/by/4.0/"],
    )
    credit: Word | None = Field(None, description="Who made it.", examples=["Example University"])


class Programme(Statement):
    """A programme of study, or a scheme of a profession, towards which a credential counts."""

    title: LocalisedLine = Field(
        description="The name of the programme.", examples=[{"en": "Bachelor of public administration"}]
    )
    page: Address | None = Field(
        None, description="Where it is described.", examples=["https://example.org/programmes/public-administration"]
    )


class Origin(Statement):
    """How the record came here."""

    type: Literal["provider", "import", "harvest"] = Field(
        description="Written by the provider, imported from a table, or harvested from another catalogue.",
        examples=["provider"],
    )
    address: Address | None = Field(
        None, description="Where it was taken from.", examples=["https://example.org/courses.csv"]
    )
    date: Day | None = Field(None, description="When it was taken from there.", examples=["2026-10-01"])
    row: Word | None = Field(None, description="The row of the table the record was made from.", examples=["17"])
    note: LocalisedProse | None = Field(
        None, description="What else is worth knowing about the source.", examples=[{"en": "Prices are of last year."}]
    )


TextOrigin = Literal["original", "human", "machine"]
"""How the texts of a language came to be: written in it, translated by people, or by a machine nobody has checked."""

CameFrom = Annotated[Origin | None, Field(description="How the record came here.", examples=[{"type": "provider"}])]
ConfirmedOn = Annotated[
    Day | None, Field(description="When the provider last confirmed this record.", examples=["2026-10-12"])
]
OwnLicence = Annotated[
    Address | None,
    Field(
        description="The licence of the record, if not that of the registry.",
        examples=["https://creativecommons.org/publicdomain/zero/1.0/"],
    ),
]
Translations = Annotated[
    dict[Language, TextOrigin] | None,
    Field(
        description="How the texts of each language came to be: original, human or machine (translation).",
        examples=[{"pl": "original", "en": "machine"}],
    ),
]
"""What every record says of itself."""

Organisation = Identifier
"""The id of a provider of this registry, or of an organisation described in organisations.yml."""
