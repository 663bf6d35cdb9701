"""The records as types: what a provider and an offer may say, key by key.

A missing key means "the provider has not said"; `not_stated` says the same aloud; `not_applicable` gives a reason.
Numbers of Annex I elements refer to the Council Recommendation on micro-credentials, CELEX 32022H0627(02).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from generator.records.scalars import (
    Address,
    Amount,
    Count,
    Day,
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
            fix = f"Delete `not_applicable` if it does apply, otherwise `{others[0]}`."
            raise not_as_expected("`not_applicable` alone", fix=fix, words=f"`{others[0]}` beside it")
        return self


# ------------------------------------------------------------------------------------------------- small parts


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


# --------------------------------------------------------------------------------------------------- provider


class ProviderIdentifier(Statement):
    """The number under which a register knows the organisation."""

    scheme: Word = Field(description="deqar, orgreg, schac, ror, erasmus, pic, vat, regon …")
    value: Word
    source: Address | None = None
    checked: Day | None = None


class Contact(Statement):
    """An office that answers; never a person."""

    unit: LocalisedLine | None = None
    email: Email | None = None
    phone: Word | None = None
    page: Address | None = None


class Provider(Statement):
    """An organisation that offers, awards or assesses."""

    id: Identifier
    uuid: Uuid
    formerly: tuple[Identifier, ...] = ()
    checked: Day | None = Field(None, description="When the provider last confirmed this record.")
    name: LocalisedLine
    legal_name: LocalisedLine | None = None
    type: Word
    description: LocalisedProse | None = None
    country: Word | None = Field(None, description="ISO 3166-1 code (Annex I, element 3).")
    region: Word | None = Field(None, description="NUTS code.")
    address: LocalisedLine | None = None
    homepage: Address | None = None
    contact: Contact | None = None
    identifiers: tuple[ProviderIdentifier, ...] = ()
    domains: tuple[Word, ...] = Field((), description="Hosts that belong to the provider.")
    maintainers: tuple[Word, ...] = Field((), description="Forge teams that may change this folder.")
    alliances: tuple[Identifier, ...] = ()
    quality_assurance: tuple[Claim, ...] = ()
    recognition_of_prior_learning: LocalisedProse | None = None
    complaints: LocalisedProse | None = None
    accessibility_statement: Address | None = None
    source: Origin | None = None


class Origin(Statement):
    """How the record came here."""

    type: Literal["provider", "import", "harvest"]
    address: Address | None = None
    date: Day | None = None
    row: Word | None = Field(None, description="The row of the table the record was made from.")
    note: LocalisedProse | None = None


# ------------------------------------------------------------------------------------------------- credential


class LearningOutcome(Statement):
    """What the learner can do afterwards, and how it is verified (Annex I, element 6)."""

    text: LocalisedProse
    criteria: LocalisedProse | None = None
    kind: Word | None = None
    skills: tuple[Skill, ...] = ()


class Credits(Statement):
    """Credits of a system, and whether they are awarded or only comparable."""

    system: Word
    amount: Amount
    status: Word = "awarded"
    condition: LocalisedLine | None = Field(None, description="On what the award depends, such as the language.")


class Hours(Statement):
    """Hours of work of a typical learner."""

    total: Amount | None = None
    contact: Amount | None = None
    self_study: Amount | None = None
    per_week: Amount | None = None


class Workload(Applicability):
    """Notional workload in credits, hours, or both (Annex I, element 7)."""

    credits: Credits | None = None
    hours: Hours | None = None


class Level(Applicability):
    """Level of the learning experience, and on what it rests (Annex I, element 8)."""

    framework: Word | None = None
    level: Count | None = None
    basis: Literal["registered", "claimed", "descriptors-only"] | None = None
    register_code: Word | None = None
    cycle: Word | None = Field(None, description="QF-EHEA cycle, where it applies.")
    source: Address | None = None
    checked: Day | None = None

    @model_validator(mode="after")
    def _complete(self) -> Level:
        if self.not_applicable is not None:
            return self
        for name in ("framework", "basis"):
            if getattr(self, name) is None:
                raise not_as_expected(
                    f"the key `{name}`", fix=f"Add `{name}:` to the level.", words="a level without it"
                )
        return self


class Assessment(Applicability):
    """How the learning outcomes are assessed (Annex I, element 9)."""

    types: tuple[Word, ...] = ()
    description: LocalisedProse | None = None
    languages: tuple[Language, ...] = ()
    attempts: Count | None = None
    pass_mark: Word | None = None
    included_in_price: Flag | None = None


class Supervision(Applicability):
    """Supervision and identity verification during assessment (Annex I, element 13)."""

    supervised: Flag | None = None
    identity_verified: Flag | None = None
    where: Literal["online", "on-site", "either"] | None = None
    recorded: Flag | None = None
    recording: LocalisedProse | None = Field(None, description="What is recorded, by whom, where it goes.")


class Grading(Applicability):
    """The grading scheme; the grade itself stands on the issued credential (Annex I, element 14)."""

    scheme: LocalisedLine | None = None


class Stackability(Applicability):
    """Integration and stackability options (Annex I, element 15)."""

    type: Word | None = None
    towards: tuple[Word, ...] = Field((), description="Pathways as <provider>/<pathway>.")
    text: LocalisedProse | None = None


class Issuing(Statement):
    """How the credential is issued and how it can be checked."""

    form: Word | None = None
    formats: tuple[Word, ...] = ()
    seal: Word | None = None
    wallet: Word | None = None
    days: Count | None = None
    validity: Word | None = None
    verify: LocalisedProse | None = None


def _inherited_or_claims(value: Any) -> str:
    return "inherited" if isinstance(value, str) else "claims"


QualityAssurance = Annotated[
    Annotated[Literal["inherited"], Tag("inherited")] | Annotated[tuple[Claim, ...], Tag("claims")],
    Discriminator(_inherited_or_claims),
]
"""`inherited` from the provider, or claims of its own (Annex I, element 11)."""


class Credential(Statement):
    """What the learner gets: outcomes, workload, level, assessment and who awards it."""

    uuid: Uuid
    version: Count = 1
    valid_from: Day | None = None
    awarded_by: tuple[Identifier, ...] = ()
    languages: tuple[Language, ...] = Field((), description="Languages of the credential itself.")
    outcomes_summary: LocalisedProse | None = None
    learning_outcomes: tuple[LearningOutcome, ...] = ()
    workload: Workload | None = None
    level: Level | None = None
    assessment: Assessment | None = None
    supervision: Supervision | None = None
    quality_assurance: QualityAssurance | None = None
    grading: Grading | None = None
    stackability: Stackability | None = None
    issuing: Issuing | None = None
    further_information: LocalisedProse | None = None


# ------------------------------------------------------------------------------------------------------ offer


class Participation(Statement):
    """Form of participation in the learning activity (Annex I, element 10)."""

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


class Prerequisites(Applicability):
    """Prerequisites needed to enrol (Annex I, element 12)."""

    none: Flag | None = None
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
    duration: Word | None = Field(None, description="ISO 8601 duration in days, weeks or months: P8W.")
    duration_text: LocalisedLine | None = Field(None, description="The duration in the provider's own words.")
    credential: Credential | None = None
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


Provider.model_rebuild()
