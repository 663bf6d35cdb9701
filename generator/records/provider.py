"""The record of a provider: who they are and what stands behind their quality."""

from __future__ import annotations

from pydantic import Field

from generator.records.scalars import (
    Address,
    Day,
    Email,
    Identifier,
    LocalisedLine,
    LocalisedProse,
    Uuid,
    Word,
)
from generator.records.statement import Claim, Origin, Statement


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
