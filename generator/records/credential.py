"""What the learner gets: the credential with its outcomes, workload, level and assessment.

Numbers of Annex I elements refer to the Council Recommendation on micro-credentials, CELEX 32022H0627(02)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from generator.records.scalars import (
    Address,
    Amount,
    Count,
    Day,
    Flag,
    Identifier,
    Language,
    LocalisedLine,
    LocalisedProse,
    Uuid,
    Word,
    not_as_expected,
)
from generator.records.statement import Applicability, Claim, Skill, Statement
from generator.wording import say


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
                fix = say("Add `{key}:` to the level.", key=name)
                raise not_as_expected(say("the key `{key}`", key=name), fix=fix, words=say("a level without it"))
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
    title: LocalisedLine | None = Field(None, description="Where it differs from the title of the offer.")
    valid_from: Day | None = None
    valid_until: Day | None = Field(None, description="The last day on which this version was or will be issued.")
    changes: LocalisedProse | None = Field(None, description="What changed since the version before.")
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


class CredentialRecord(Credential):
    """A credential in a file of its own, to which several offers may lead, or none at present."""

    id: Identifier
    title: LocalisedLine

    def alone(self) -> Credential:
        """Return the credential as it would stand inside an offer."""
        return Credential.model_validate_json(self.model_dump_json(exclude={"id"}, exclude_unset=True, by_alias=True))
