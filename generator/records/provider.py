"""The record of a provider: who they are and what stands behind their quality."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.records.scalars import (
    Address,
    Coordinate,
    Day,
    Identifier,
    LocalisedLine,
    LocalisedProse,
    Uuid,
    Validity,
    Word,
)
from generator.records.statement import (
    AssertedBy,
    CameFrom,
    Claim,
    ComparedOn,
    ConfirmedOn,
    Contact,
    Image,
    LookedUpAt,
    Organisation,
    OwnLicence,
    Statement,
    Translations,
)


class ProviderIdentifier(Statement):
    """The number under which a register knows the organisation."""

    scheme: Word = Field(description="The register.", examples=["deqar"])
    value: Word = Field(description="The number or name there.", examples=["DEQARINST0000"])
    asserted_by: AssertedBy = "provider"
    source: LookedUpAt = None
    checked: ComparedOn = None


class Location(Statement):
    """A point on the map, in degrees (WGS 84)."""

    latitude: Coordinate = Field(description="Degrees north.", examples=["51.747"])
    longitude: Coordinate = Field(description="Degrees east.", examples=["19.453"])


class Accreditation(Statement):
    """A decision of an authority that lets an organisation or a programme operate, or confirms its quality."""

    type: Word | None = Field(None, description="What it covers.", examples=["institutional-licence"])
    title: LocalisedLine = Field(
        description="What it is called.", examples=[{"en": "Entry in the register of training institutions"}]
    )
    body: LocalisedLine | None = Field(None, description="Who decided.", examples=[{"en": "Regional labour office"}])
    number: Word | None = Field(None, description="The number of the decision.", examples=["2.10/00001/2024"])
    issued: Day | None = Field(None, description="When it was decided.", examples=["2024-02-01"])
    valid_until: Day | None = Field(None, description="Until when it holds.", examples=["2029-01-31"])
    asserted_by: AssertedBy = "provider"
    source: LookedUpAt = None
    checked: ComparedOn = None


class QualityStatement(Statement):
    """How a provider outside the frameworks of external quality assurance looks after quality itself."""

    text: LocalisedProse = Field(
        description="What you do, in your own words.", examples=[{"en": "Each course is reviewed by two colleagues."}]
    )
    review_cycle: Validity | None = Field(None, description="How often it is reviewed.", examples=["P2Y"])
    reviewed: Day | None = Field(None, description="When it was last reviewed.", examples=["2026-03-31"])


class Feedback(Statement):
    """How those concerned are heard, as internal quality assurance demands (Annex II, principles 1 and 8)."""

    learners: LocalisedProse | None = Field(
        None, description="How learners are asked.", examples=[{"en": "A form after each course, read by the council."}]
    )
    peers: LocalisedProse | None = Field(
        None,
        description="How colleagues elsewhere are asked.",
        examples=[{"en": "A partner university reads the tasks."}],
    )
    stakeholders: LocalisedProse | None = Field(
        None, description="How employers and others are asked.", examples=[{"en": "A board meets twice a year."}]
    )
    report: Address | None = Field(
        None, description="Where the latest summary can be read.", examples=["https://example.org/feedback-2026"]
    )
    issued: Day | None = Field(None, description="When the summary was written.", examples=["2026-07-15"])


class RegistryAdmission(Statement):
    """The decision of the registry to list the provider, kept by its editors."""

    decision: Literal["admitted", "suspended", "ended"] = Field(
        description="What holds now: admitted, suspended, or ended.", examples=["admitted"]
    )
    decided: Day | None = Field(None, description="When it was decided.", examples=["2026-01-15"])
    criteria: LocalisedProse | None = Field(
        None, description="On which criteria.", examples=[{"en": "University with a decision under ESG."}]
    )
    reason: LocalisedProse | None = Field(
        None,
        description="Why the listing is suspended or has ended.",
        examples=[{"en": "Its records were not confirmed."}],
    )
    merged_into: Organisation | None = Field(
        None, description="The organisation it became a part of.", examples=["lodz-example"]
    )
    source: Address | None = Field(
        None, description="Where the decision can be read.", examples=["https://registry.example.org/decisions/7"]
    )


class SubUnit(Statement):
    """A faculty, school or centre of the provider."""

    id: Identifier = Field(description="A short name for it.", examples=["lifelong-learning-centre"])
    name: LocalisedLine = Field(description="Its name.", examples=[{"en": "Centre for lifelong learning"}])
    homepage: Address | None = Field(None, description="Its own page.", examples=["https://example.org/centre"])
    contact: Contact | None = Field(
        None, description="The office that answers for it.", examples=[{"email": "centre@example.org"}]
    )


class Provider(Statement):
    """An organisation that offers, awards or assesses."""

    id: Identifier = Field(description="The name of the folder; never changed.", examples=["lodz-example"])
    uuid: Uuid = Field(
        description="Permanent; made once by `catalogue new provider`.",
        examples=["6c1b8f2e-3f55-4f0e-9a8e-2f6f0f4c1a77"],
    )
    formerly: tuple[Identifier, ...] = Field((), description="Earlier ids of the provider.", examples=[["old-name"]])
    checked: ConfirmedOn = None
    name: LocalisedLine = Field(
        description="The name people use, by language.", examples=[{"en": "Example University"}]
    )
    legal_name: LocalisedLine | None = Field(
        None, description="The name in official registers.", examples=[{"en": "Example University in Łódź"}]
    )
    type: Word = Field(description="What kind of organisation it is.", examples=["higher-education-institution"])
    description: LocalisedProse | None = Field(
        None, description="Who you are, in a few sentences.", examples=[{"en": "A university by the river."}]
    )
    country: Word | None = Field(
        None, description="ISO 3166-1 code of the country (Annex I, element 3).", examples=["PL"]
    )
    region: Word | None = Field(None, description="NUTS code of the region.", examples=["PL711"])
    address: LocalisedLine | None = Field(
        None, description="Postal address.", examples=[{"en": "12 Harbour Street, 90-000 Łódź"}]
    )
    location: Location | None = Field(
        None, description="Where it is on the map.", examples=[{"latitude": "51.747", "longitude": "19.453"}]
    )
    time_zone: Word | None = Field(
        None, description="The time zone in which its days begin and end.", examples=["Europe/Warsaw"]
    )
    homepage: Address | None = Field(None, description="Its own site.", examples=["https://example.org"])
    logo: Image | None = Field(
        None, description="The logo, a file beside this record.", examples=[{"file": "logo.png", "alt": {"en": "Logo"}}]
    )
    contact: Contact | None = Field(
        None, description="The office that answers.", examples=[{"email": "office@example.org"}]
    )
    identifiers: tuple[ProviderIdentifier, ...] = Field(
        (), description="Numbers in registers.", examples=[[{"scheme": "ror", "value": "https://ror.org/00000000"}]]
    )
    domains: tuple[Word, ...] = Field((), description="Hosts that belong to the provider.", examples=[["example.org"]])
    maintainers: tuple[Word, ...] = Field(
        (), description="Forge teams that may change this folder.", examples=[["@lodz-example/catalogue"]]
    )
    admission: RegistryAdmission | None = Field(
        None, description="The registry's decision to list the provider.", examples=[{"decision": "admitted"}]
    )
    alliances: tuple[Organisation, ...] = Field(
        (), description="Ids of the alliances it belongs to.", examples=[["quay-alliance"]]
    )
    sub_units: tuple[SubUnit, ...] = Field(
        (),
        description="Faculties, schools and centres.",
        examples=[[{"id": "lifelong-learning-centre", "name": {"en": "Centre for lifelong learning"}}]],
    )
    accreditations: tuple[Accreditation, ...] = Field(
        (), description="Decisions of authorities.", examples=[[{"title": {"en": "University status"}}]]
    )
    quality_assurance: tuple[Claim, ...] = Field(
        (),
        description="Quality assurance of the institution, as offers inherit it (Annex I, element 11).",
        examples=[[{"framework": "esg", "edition": "2015", "body": {"en": "Example Accreditation Agency"}}]],
    )
    quality_statement: QualityStatement | None = Field(
        None,
        description="For providers outside the frameworks: how they look after quality.",
        examples=[{"text": {"en": "Each course is reviewed by two colleagues."}}],
    )
    feedback: Feedback | None = Field(
        None, description="How learners, peers and others are heard.", examples=[{"learners": {"en": "A form."}}]
    )
    recognition_of_prior_learning: LocalisedProse | None = Field(
        None, description="How earlier learning is recognised.", examples=[{"en": "The office compares outcomes."}]
    )
    complaints: LocalisedProse | None = Field(
        None, description="Where to complain.", examples=[{"en": "Write to the ombuds office."}]
    )
    appeals: LocalisedProse | None = Field(
        None,
        description="How to appeal against a decision.",
        examples=[{"en": "Within 14 days, to the dean's office."}],
    )
    accessibility_statement: Address | None = Field(
        None, description="The provider's own statement.", examples=["https://example.org/accessibility"]
    )
    source: CameFrom = None
    licence: OwnLicence = None
    translations: Translations = None
