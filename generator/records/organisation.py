"""Organisations that are only referred to: receivers, quality bodies, funders, employers, holders of registers.

They offer nothing here, so one file describes them all. An organisation that comes to offer, award or state something
of its own gets a folder with provider.yml; it keeps its id and its UUID.
"""

from __future__ import annotations

from pydantic import Field

from generator.records.provider import ProviderIdentifier
from generator.records.scalars import Address, Identifier, LocalisedLine, LocalisedProse, Uuid, Word
from generator.records.statement import ComparedOn, LookedUpAt, Statement


class OrganisationRecord(Statement):
    """An organisation that other records name by its id."""

    id: Identifier = Field(
        description="By this id records name it; no provider's folder may have the same. Never changed.",
        examples=["port-guild"],
    )
    uuid: Uuid = Field(
        description="Permanent; it stays the same if the organisation becomes a provider.",
        examples=["3f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c11"],
    )
    name: LocalisedLine = Field(
        description="The name as readers know it, by language.", examples=[{"pl": "Cech portowy", "en": "Port Guild"}]
    )
    legal_name: LocalisedLine | None = Field(
        None,
        description="The name in the register, where it is another one.",
        examples=[{"pl": "Cech Portowy w Gdyni"}],
    )
    type: Word = Field(description="What it is.", examples=["professional-body"])
    description: LocalisedProse | None = Field(
        None, description="What it does, in a sentence or two.", examples=[{"en": "Examines journeymen of the port."}]
    )
    country: Word | None = Field(None, description="Country as ISO 3166-1 code.", examples=["PL"])
    region: Word | None = Field(None, description="Region as NUTS code.", examples=["PL633"])
    homepage: Address | None = Field(
        None, description="Where pages lead that name it.", examples=["https://port-guild.example/"]
    )
    identifiers: tuple[ProviderIdentifier, ...] = Field(
        (), description="Its numbers in registers.", examples=[[{"scheme": "krs", "value": "0000000000"}]]
    )
    source: LookedUpAt = None
    checked: ComparedOn = None


class Organisations(Statement):
    """All organisations that are only referred to: the file organisations.yml."""

    organisations: tuple[OrganisationRecord, ...] = Field(
        description="One entry for each organisation.",
        examples=[
            [
                {
                    "id": "port-guild",
                    "uuid": "3f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c11",
                    "name": {"en": "Port Guild"},
                    "type": "professional-body",
                }
            ]
        ],
    )
