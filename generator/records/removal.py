"""The lawful removal of content: the address of a record stays and says so, the content goes."""

from __future__ import annotations

from pydantic import Field

from generator.records.scalars import Address, Day, Word
from generator.records.statement import Statement

KEPT = ("id", "uuid", "formerly", "status", "withdrawn_on", "replaced_by", "kind", "title", "credential", "removal")
"""The keys of an offer that stay: what its addresses and identifiers are made of, and a title that says nothing."""

KEPT_OF_CREDENTIAL = {"uuid", "version"}
"""The keys of a credential inside the offer that stay, since issued credentials point to its identifier."""


class Removal(Statement):
    """The decision of the registry to take the content of a record away."""

    removed_on: Day = Field(description="When the content was taken away.", examples=["2026-10-05"])
    ground: Word = Field(description="On what ground.", examples=["court-order"])
    source: Address | None = Field(
        None, description="Where the decision can be read.", examples=["https://registry.example.org/decisions/9"]
    )
