"""Organisations that are only referred to: receivers, quality bodies, funders, employers, holders of registers.

They offer nothing here, so one file describes them all. An organisation that comes to offer, award or state something
of its own gets a folder with provider.yml; it keeps its id and its UUID.
"""

from __future__ import annotations

from pydantic import Field

from generator.records.provider import ProviderIdentifier
from generator.records.scalars import Address, Day, Identifier, LocalisedLine, LocalisedProse, Uuid, Word
from generator.records.statement import Statement


class Organisation(Statement):
    """An organisation that other records name by its id."""

    id: Identifier = Field(
        description="The name by which records refer to the organisation; no provider's folder may have it. Permanent.",
        examples=["harbour-guild"],
    )
    uuid: Uuid = Field(
        description="Its permanent identifier; it keeps it if it becomes a provider.",
        examples=["8d3f7c52-9a41-4b6e-8f05-2c1d7e6a9b34"],
    )
    checked: Day | None = Field(None, description="When somebody last found this entry right.", examples=["2027-01-31"])
    name: LocalisedLine = Field(
        description="The name as readers know it, by language.",
        examples=[{"pl": "Cech portowy", "en": "Port Guild"}],
    )
    legal_name: LocalisedLine | None = Field(
        None,
        description="The name in the register, where it is another one.",
        examples=[{"en": "Guild of Port Workers, registered association"}],
    )
    type: Word = Field(description="What it is.", examples=["professional-body"])
    description: LocalisedProse | None = Field(
        None,
        description="One or two sentences: what it does.",
        examples=[{"en": "It examines those who work in the port."}],
    )
    country: Word | None = Field(None, description="ISO 3166-1 code.", examples=["PL"])
    region: Word | None = Field(None, description="NUTS code.", examples=["PL711"])
    homepage: Address | None = Field(
        None, description="Pages lead here where they name it.", examples=["https://harbour-guild.example/"]
    )
    identifiers: tuple[ProviderIdentifier, ...] = Field(
        (), description="Its numbers in registers.", examples=[[{"scheme": "regon", "value": "000000000"}]]
    )
    source: Address | None = Field(
        None,
        description="A page where this can be read, if it is not the homepage.",
        examples=["https://register.example.org/entry/1234"],
    )


class Organisations(Statement):
    """All organisations that are only referred to: the file organisations.yml."""

    organisations: tuple[Organisation, ...] = Field(
        description="One entry for each organisation.",
        examples=[
            [
                {
                    "id": "harbour-guild",
                    "uuid": "8d3f7c52-9a41-4b6e-8f05-2c1d7e6a9b34",
                    "name": {"en": "Port Guild"},
                    "type": "professional-body",
                }
            ]
        ],
    )
