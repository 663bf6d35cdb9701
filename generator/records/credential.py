"""What the learner gets: the credential with its outcomes, workload, level and assessment.

Numbers of Annex I elements refer to the Council Recommendation on micro-credentials, CELEX 32022H0627(02)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from generator.records.assessment import Assessment, Grading, Supervision
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
    Validity,
    Word,
    not_as_expected,
)
from generator.records.statement import (
    Applicability,
    AssertedBy,
    CameFrom,
    Claim,
    ComparedOn,
    ConfirmedOn,
    LookedUpAt,
    Organisation,
    OwnLicence,
    Skill,
    Statement,
    Translations,
)
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Mapping


class LearningOutcome(Statement):
    """What the learner can do afterwards, and how it is verified (Annex I, element 6)."""

    text: LocalisedProse = Field(
        description="One outcome; begin with what the learner does.",
        examples=[{"pl": "Ocenia jakość zbioru danych", "en": "Evaluates the quality of a data set"}],
    )
    criteria: LocalisedProse | None = Field(
        None,
        description="What the learner must show in the assessment.",
        examples=[{"en": "Finds at least four of the five planted errors"}],
    )
    kind: Word | None = Field(None, description="What kind of outcome it is.", examples=["skill"])
    skills: tuple[Skill, ...] = Field(
        (),
        description="Skills of a named framework that belong to the outcome.",
        examples=[
            [{"framework": "esco", "id": "http://data.europa.eu/esco/skill/5fd5c985-eaaa-47aa-8314-62359c54505a"}]
        ],
    )


class Credits(Statement):
    """Credits of a system, and whether they are awarded or only comparable."""

    system: Word | None = Field(None, description="The system of the credits.", examples=["ects"])
    amount: Amount | None = Field(None, description="How many.", examples=["3"])
    status: Word = Field(
        "awarded",
        description="Whether they are awarded, only an equivalent of the workload, only recommended, or none.",
        examples=["awarded"],
    )
    condition: LocalisedLine | None = Field(
        None, description="On what the award depends.", examples=[{"en": "Only for the course in Polish"}]
    )
    recommended_by: Organisation | None = Field(
        None, description="Who recommends them, where the status is `recommended`.", examples=["example-council"]
    )
    hours_per_credit: Amount | None = Field(
        None,
        description="Hours behind one credit, where a rule other than that of the country applies; name its `source`.",
        examples=["25"],
    )
    source: LookedUpAt = None
    checked: ComparedOn = None

    @model_validator(mode="after")
    def _complete(self) -> Credits:
        if self.status == "none":
            return self
        for name in ("system", "amount"):
            if getattr(self, name) is None:
                fix = say("Add `{key}:` to the credits, or write `status: none` if there are none.", key=name)
                raise not_as_expected(say("the key `{key}`", key=name), fix=fix, words=say("credits without it"))
        return self

    @property
    def counted(self) -> tuple[str, str] | None:
        """Return amount and system; nothing where the credential has no credits, whatever else is written."""
        return (self.amount, self.system) if self.status != "none" and self.amount and self.system else None


class Hours(Statement):
    """Hours of work of a typical learner."""

    total: Amount | None = Field(None, description="All hours together.", examples=["78"])
    contact: Amount | None = Field(None, description="Hours with a teacher, on site or online.", examples=["24"])
    self_study: Amount | None = Field(None, description="Hours on one's own.", examples=["54"])
    per_week: Amount | None = Field(None, description="Hours in a usual week.", examples=["6"])


class Workload(Applicability):
    """Notional workload in credits, hours, or both (Annex I, element 7)."""

    credits: Credits | None = Field(
        None, description="Credits, wherever possible ECTS.", examples=[{"system": "ects", "amount": "3"}]
    )
    hours: Hours | None = Field(None, description="Hours of a typical learner.", examples=[{"total": "78"}])


class Level(Applicability):
    """Level of the learning experience, and on what it rests (Annex I, element 8)."""

    framework: Word | None = Field(None, description="The national framework of qualifications.", examples=["prk"])
    level: Count | None = Field(None, description="The level there, as a number.", examples=["6"])
    basis: Literal["registered", "claimed", "descriptors-only"] | None = Field(
        None,
        description="On what the level rests: an entry in a register, the word of the provider, or outcomes that only "
        "refer to the descriptors of a level.",
        examples=["claimed"],
    )
    register_code: Word | None = Field(
        None, description="The code of the entry, where the level is registered.", examples=["13945"]
    )
    cycle: Word | None = Field(None, description="QF-EHEA cycle, where it applies.", examples=["first-cycle"])
    asserted_by: AssertedBy = "provider"
    source: LookedUpAt = None
    checked: ComparedOn = None

    @model_validator(mode="after")
    def _complete(self) -> Level:
        if self.not_applicable is not None:
            return self
        for name in ("framework", "basis"):
            if getattr(self, name) is None:
                fix = say("Add `{key}:` to the level.", key=name)
                raise not_as_expected(say("the key `{key}`", key=name), fix=fix, words=say("a level without it"))
        return self


class Stackability(Applicability):
    """Integration and stackability options (Annex I, element 15)."""

    type: Word | None = Field(None, description="Stand-alone, or stackable towards more.", examples=["integrated"])
    towards: tuple[Word, ...] = Field(
        (), description="Pathways as <provider>/<pathway>.", examples=[["lodz-example/data-state"]]
    )
    text: LocalisedProse | None = Field(
        None,
        description="What it counts towards, in words.",
        examples=[{"en": "Counts towards the certificate in data."}],
    )


class Issuing(Statement):
    """How the credential is issued and how it can be checked."""

    form: Word | None = Field(None, description="What the credential is.", examples=["certificate"])
    formats: tuple[Word, ...] = Field((), description="In which formats one gets it.", examples=[["edc", "pdf"]])
    issuer: Organisation | None = Field(
        None, description="Who issues it, if not the provider.", examples=["lodz-example"]
    )
    seal: Word | None = Field(None, description="The electronic seal on it.", examples=["qualified"])
    sealed_by: Organisation | None = Field(
        None, description="Whose seal it is, if not the issuer's.", examples=["lodz-example"]
    )
    wallet: Word | None = Field(None, description="The wallet it goes to.", examples=["europass"])
    grade_shown: Flag | None = Field(None, description="Whether the grade stands on it.", examples=["true"])
    days: Count | None = Field(None, description="Days until it is issued, as a rule.", examples=["14"])
    validity: Validity | None = Field(None, description="How long it is valid.", examples=["unlimited"])
    renewal: LocalisedProse | None = Field(
        None, description="How it is renewed.", examples=[{"en": "A refresher of one day."}]
    )
    sample: Address | None = Field(
        None, description="A sample of it, without a person's data.", examples=["https://example.org/sample.pdf"]
    )
    verify: LocalisedProse | None = Field(
        None, description="How an employer can check it.", examples=[{"en": "Scan the code on it."}]
    )


class Relevance(Statement):
    """Evidence that the content is needed and up to date (Annex II, principle 3)."""

    need: LocalisedProse | None = Field(
        None, description="Who needs it, and how you know.", examples=[{"en": "Asked for by 40 municipalities."}]
    )
    source: Address | None = Field(
        None, description="Where the evidence can be read.", examples=["https://example.org/survey"]
    )
    reviewed: Day | None = Field(None, description="When the content was last reviewed.", examples=["2026-05-31"])
    next_review: Day | None = Field(None, description="When it will be reviewed again.", examples=["2028-05-31"])


def _inherited_or_claims(value: Any) -> str:
    return "inherited" if isinstance(value, str) else "claims"


QualityAssurance = Annotated[
    Annotated[Literal["inherited"], Tag("inherited")] | Annotated[tuple[Claim, ...], Tag("claims")],
    Discriminator(_inherited_or_claims),
]
"""`inherited` from the provider, or claims of its own (Annex I, element 11)."""


class Credential(Statement):
    """What the learner gets: outcomes, workload, level, assessment and who awards it."""

    uuid: Uuid = Field(
        description="Permanent; the same in all versions of the credential.",
        examples=["0b8f6a1e-52a7-4d5f-8b55-6f9d8f1b2c3d"],
    )
    version: Count = Field(1, description="Raised when outcomes, criteria, credits or level change.", examples=["2"])
    title: LocalisedLine | None = Field(
        None, description="Where it differs from the title of the offer.", examples=[{"en": "Working with public data"}]
    )
    valid_from: Day | None = Field(
        None, description="The first day on which this version is issued.", examples=["2026-09-01"]
    )
    valid_until: Day | None = Field(
        None, description="The last day on which this version was or will be issued.", examples=["2028-08-31"]
    )
    changes: LocalisedProse | None = Field(
        None, description="What changed since the version before.", examples=[{"en": "One outcome more, on privacy."}]
    )
    awarded_by: tuple[Organisation, ...] = Field(
        (), description="Ids of the organisations that award it.", examples=[["lodz-example"]]
    )
    assessed_by: tuple[Organisation, ...] = Field(
        (), description="Who assesses, if somebody else.", examples=[["lodz-example"]]
    )
    validated_by: tuple[Organisation, ...] = Field(
        (), description="Who validates what was learned elsewhere.", examples=[["lodz-example"]]
    )
    certified_by: tuple[Organisation, ...] = Field(
        (), description="Who certifies after a positive validation.", examples=[["lodz-example"]]
    )
    languages: tuple[Language, ...] = Field(
        (), description="Languages of the credential itself.", examples=[["pl", "en"]]
    )
    outcomes_summary: LocalisedProse | None = Field(
        None,
        description="All outcomes in a sentence or two.",
        examples=[{"en": "Works with public data on their own."}],
    )
    learning_outcomes: tuple[LearningOutcome, ...] = Field(
        (),
        description="What learners can do afterwards, one entry each.",
        examples=[[{"text": {"en": "Evaluates the quality of a data set"}, "kind": "skill"}]],
    )
    workload: Workload | None = Field(
        None,
        description="How much work it is, in credits, hours, or both.",
        examples=[{"credits": {"system": "ects", "amount": "3"}, "hours": {"total": "78"}}],
    )
    level: Level | None = Field(
        None,
        description="The level, and on what it rests.",
        examples=[{"framework": "prk", "level": "6", "basis": "claimed"}],
    )
    assessment: Assessment | None = Field(
        None, description="How the outcomes are assessed.", examples=[{"types": ["project"]}]
    )
    supervision: Supervision | None = Field(
        None,
        description="Who watches during the assessment, and how identity is checked.",
        examples=[{"supervised": "true", "identity_verified": "true", "where": "on-site"}],
    )
    quality_assurance: QualityAssurance | None = Field(
        None,
        description="`inherited` from the provider, or a list of claims.",
        examples=["inherited"],
    )
    grading: Grading | None = Field(
        None, description="The grading scheme.", examples=[{"scheme": {"en": "Pass or fail"}}]
    )
    stackability: Stackability | None = Field(
        None, description="What the credential counts towards.", examples=[{"type": "stand-alone"}]
    )
    issuing: Issuing | None = Field(
        None, description="How it is issued.", examples=[{"form": "certificate", "formats": ["pdf"]}]
    )
    relevance: Relevance | None = Field(
        None, description="Evidence that the content is needed and current.", examples=[{"reviewed": "2026-05-31"}]
    )
    further_information: LocalisedProse | None = Field(
        None, description="Anything else a learner should know.", examples=[{"en": "Bring a laptop."}]
    )


class CredentialRecord(Credential):
    """A credential in a file of its own, to which several offers may lead, or none at present."""

    id: Identifier = Field(description="The name of the file; never changed.", examples=["working-with-data"])
    checked: ConfirmedOn = None
    title: LocalisedLine = Field(
        description="The title of the credential, by language.", examples=[{"en": "Working with public data"}]
    )
    source: CameFrom = None
    licence: OwnLicence = None
    translations: Translations = None

    def inside_offer(self, title: Mapping[str, str]) -> Credential:
        """Return the credential as it would stand inside an offer: there it names its title only if that differs."""
        shared = set(Credential.model_fields) - ({"title"} if self.title == title else set())
        return Credential.model_validate_json(self.model_dump_json(include=shared, exclude_unset=True, by_alias=True))
