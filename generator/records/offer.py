"""The record of an offer: how a credential can be obtained now."""

from __future__ import annotations

from pydantic import ConfigDict, Field, model_validator

from generator.records.credential import Credential, Hours
from generator.records.delivery import Admission, Participation, Prerequisites, Run
from generator.records.price import CoFinancing, EligibleScheme, Price
from generator.records.removal import Removal
from generator.records.scalars import (
    Address,
    Amount,
    Day,
    Duration,
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
from generator.records.statement import (
    AssertedBy,
    CameFrom,
    ComparedOn,
    ConfirmedOn,
    Image,
    LookedUpAt,
    Money,
    Organisation,
    OwnLicence,
    Programme,
    Statement,
    Translations,
)
from generator.wording import say


class Recognition(Statement):
    """What a receiving organisation does with the credential."""

    effect: Word = Field(description="What it counts as.", examples=["elective"])
    receiver: Organisation = Field(
        description="The id of the organisation that recognises it.", examples=["lodz-example"]
    )
    programme: Programme | None = Field(
        None,
        description="The programme it counts towards.",
        examples=[{"title": {"en": "Bachelor of public administration"}}],
    )
    credits: Amount | None = Field(None, description="How many credits it counts for there.", examples=["3"])
    legal_basis: LocalisedLine | None = Field(
        None, description="The rule it rests on.", examples=[{"en": "Resolution 12/2026 of the senate"}]
    )
    conditions: LocalisedProse | None = Field(
        None, description="Under which conditions.", examples=[{"en": "With a grade of at least 4."}]
    )
    valid_until: Day | None = Field(None, description="Until when this holds.", examples=["2028-09-30"])
    asserted_by: AssertedBy = "provider"
    source: LookedUpAt = None
    checked: ComparedOn = None


class ValidationStage(Statement):
    """One of the four stages of validating non-formal and informal learning (CELEX 32012H1222(01))."""

    stage: Word = Field(description="Which stage.", examples=["documentation"])
    text: LocalisedProse = Field(
        description="What happens in it.", examples=[{"en": "You collect samples of your work in a portfolio."}]
    )


class Validation(Statement):
    """Whether the credential can be obtained without the course."""

    available: Flag | None = Field(None, description="Whether that is possible.", examples=["true"])
    text: LocalisedProse | None = Field(
        None, description="How it works.", examples=[{"en": "Show what you can do in a practical test."}]
    )
    stages: tuple[ValidationStage, ...] = Field(
        (),
        description="The stages, one entry each.",
        examples=[[{"stage": "assessment", "text": {"en": "A practical test of two hours."}}]],
    )
    duration: Duration | None = Field(None, description="How long it takes, as a rule.", examples=["P6W"])
    contact: Email | None = Field(None, description="The office that answers.", examples=["rpl@example.org"])
    fee: Money | None = Field(None, description="What it costs.", examples=[{"amount": "200.00", "currency": "PLN"}])


class Occupation(Statement):
    """An occupation, as a list of occupations names it."""

    framework: Word = Field(description="The list that names the occupation.", examples=["esco"])
    id: Word = Field(
        description="The identifier there; for ESCO its permanent address.",
        examples=["http://data.europa.eu/esco/occupation/258e46f9-0075-4a2e-adae-1ff0477e0f30"],
    )
    label: LocalisedLine | None = Field(
        None, description="The name of the occupation, by language.", examples=[{"en": "accountant"}]
    )


class CoCreator(Statement):
    """Somebody who made the offer together with the provider: an employer, a city, an association."""

    organisation: Organisation | None = Field(
        None, description="Its id, if it has a record here.", examples=["city-example"]
    )
    name: LocalisedLine | None = Field(None, description="Its name, if it has none.", examples=[{"en": "City of Łódź"}])
    role: LocalisedLine | None = Field(
        None, description="What it did.", examples=[{"en": "Set the tasks of the projects"}]
    )

    @model_validator(mode="after")
    def _named(self) -> CoCreator:
        if self.organisation is None and self.name is None:
            fix = say("Add `organisation:` with an id, or `name:` with texts by language.")
            raise not_as_expected(say("`organisation` or `name`"), fix=fix, words=say("neither"))
        return self


class Links(Statement):
    """Where the provider describes the offer and where one applies."""

    page: Address | None = Field(
        None, description="The provider's own page about the offer.", examples=["https://example.org/courses/1"]
    )
    apply: Address | None = Field(
        None, description="The page on which one applies.", examples=["https://example.org/apply/1"]
    )


class Offer(Statement):
    """How a credential can be obtained now: teaching, runs, places, price, deadlines."""

    model_config = ConfigDict(json_schema_extra={"dependentRequired": {"removal": ["withdrawn_on"]}})

    id: Identifier = Field(description="The name of the file; never changed.", examples=["data-for-officials"])
    uuid: Uuid = Field(
        description="Permanent; made once by `catalogue new offer`.", examples=["3f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c11"]
    )
    formerly: tuple[Identifier, ...] = Field((), description="Earlier ids of the offer.", examples=[["data-course"]])
    status: Word = Field("published", description="Where the offer is in its life.", examples=["published"])
    reason: LocalisedLine | None = Field(
        None, description="Why the offer is paused or withdrawn.", examples=[{"en": "Our teacher has retired."}]
    )
    replaced_by: Word | None = Field(
        None, description="The successor as <provider>/<offer>, or <offer>.", examples=["data-for-everybody"]
    )
    withdrawn_on: Day | None = Field(None, description="The day on which it was withdrawn.", examples=["2027-01-31"])
    removal: Removal | None = Field(
        None,
        description="Why the registry took the content away; `catalogue remove` writes it.",
        examples=[{"removed_on": "2026-10-05", "ground": "court-order"}],
    )
    checked: ConfirmedOn = None
    kind: Word = Field(
        description="A micro-credential has assessed learning outcomes; everything else is a learning opportunity.",
        examples=["micro-credential"],
    )
    type: Word | None = Field(None, description="What shape the learning has.", examples=["course"])
    learning_setting: Word | None = Field(
        None, description="Inside or outside the formal system.", examples=["non-formal"]
    )
    title: LocalisedLine = Field(
        description="The title, by language.", examples=[{"pl": "Dane w urzędzie", "en": "Data for public officials"}]
    )
    market_title: LocalisedLine | None = Field(
        None,
        description="A title for people who do not know the official one.",
        examples=[{"en": "Make sense of your city's numbers"}],
    )
    summary: LocalisedLine | None = Field(
        None, description="One line, as lists show it.", examples=[{"en": "Analyse and show what your office counts."}]
    )
    description: LocalisedProse | None = Field(
        None, description="What it is about, in a few sentences.", examples=[{"en": "You work with data of your own."}]
    )
    image: Image | None = Field(
        None,
        description="A picture, a file beside this record.",
        examples=[{"file": "data-for-officials.jpg", "alt": {"en": "People around a table with a chart"}}],
    )
    code: Word | None = Field(None, description="The provider's own code for the offer.", examples=["KU-2027-14"])
    delivered_by: tuple[Organisation, ...] = Field(
        (), description="Who teaches, if not the provider alone.", examples=[["lodz-example"]]
    )
    co_creators: tuple[CoCreator, ...] = Field(
        (), description="Who made it together with you.", examples=[[{"name": {"en": "City of Łódź"}}]]
    )
    field: tuple[Word, ...] = Field((), description="ISCED-F 2013 codes.", examples=[["0688"]])
    purpose: tuple[Word, ...] = Field((), description="What it is good for.", examples=[["employment"]])
    keywords: dict[Language, tuple[Word, ...]] | None = Field(
        None, description="Words people search for, by language.", examples=[{"en": ["open data", "charts"]}]
    )
    target_groups: LocalisedProse | None = Field(
        None, description="For whom it is meant, in words.", examples=[{"en": "People who work in an office."}]
    )
    target_group_types: tuple[Word, ...] = Field(
        (), description="For whom it is meant, as codes.", examples=[["mid-career"]]
    )
    occupations: tuple[Occupation, ...] = Field(
        (),
        description="Occupations it is meant for.",
        examples=[
            [{"framework": "esco", "id": "http://data.europa.eu/esco/occupation/258e46f9-0075-4a2e-adae-1ff0477e0f30"}]
        ],
    )
    teaching_languages: tuple[Language, ...] = Field((), description="Languages of the teaching.", examples=[["pl"]])
    participation: Participation | None = Field(
        None, description="How one takes part.", examples=[{"mode": "blended", "pace": "scheduled"}]
    )
    duration: Duration | None = Field(None, description="ISO 8601 duration in days, weeks or months.", examples=["P8W"])
    duration_text: LocalisedLine | None = Field(
        None, description="The duration in the provider's own words.", examples=[{"en": "Eight Wednesdays"}]
    )
    hours: Hours | None = Field(
        None,
        description="Hours of an offer without a credential; a credential states its own `workload`.",
        examples=[{"total": "12"}],
    )
    credential: Credential | None = Field(
        None,
        description="The credential itself, or the name of its file: <credential> or <provider>/<credential>.",
        examples=["data-for-officials"],
    )
    prerequisites: Prerequisites | None = Field(
        None, description="What one needs before.", examples=[{"text": {"en": "Basic use of spreadsheets."}}]
    )
    who_can_join: Admission | None = Field(None, description="Who may join.", examples=[{"everyone": "true"}])
    runs: tuple[Run, ...] = Field(
        (),
        description="The times it takes place, one entry each.",
        examples=[[{"id": "2027-spring", "start": "2027-01-11", "apply_by": "2026-11-30"}]],
    )
    price: Price | None = Field(
        None,
        description="What it costs; what you leave out is shown as not stated.",
        examples=[{"category": "paid", "learning": {"amount": "720.00", "currency": "PLN"}}],
    )
    support: tuple[Word, ...] = Field(
        (),
        description="Records of support for learners, as <support> or <provider>/<support>.",
        examples=[["fers-2027"]],
    )
    eligible_for: tuple[EligibleScheme, ...] = Field(
        (),
        description="Schemes that learners can pay with.",
        examples=[[{"type": "voucher", "name": {"en": "Development voucher"}}]],
    )
    co_financed_by: tuple[CoFinancing, ...] = Field(
        (), description="Funds that pay the provider.", examples=[[{"fund": "esf-plus"}]]
    )
    recognition: tuple[Recognition, ...] = Field(
        (), description="Who recognises it, as what.", examples=[[{"effect": "elective", "receiver": "lodz-example"}]]
    )
    validation: Validation | None = Field(
        None, description="Whether one can get it without the course.", examples=[{"available": "true"}]
    )
    accessibility: tuple[Word, ...] = Field(
        (), description="What makes the course accessible.", examples=[["captions", "materials-in-advance"]]
    )
    accessibility_note: LocalisedProse | None = Field(
        None, description="What else helps, and whom to ask.", examples=[{"en": "Tell us a week before what you need."}]
    )
    technical_requirements: LocalisedProse | None = Field(
        None, description="Which equipment and programs one needs.", examples=[{"en": "A computer with a camera."}]
    )
    links: Links | None = Field(
        None, description="Pages of the provider.", examples=[{"page": "https://example.org/courses/1"}]
    )
    source: CameFrom = None
    licence: OwnLicence = None
    translations: Translations = None
