"""Entries in registers, by which organisations can be looked up elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.pages.parts import Line

if TYPE_CHECKING:
    from generator.records.provider import ProviderIdentifier
    from generator.words import Words


def register_entry(identifier: ProviderIdentifier, words: Words) -> Line:
    """Return the number of an organisation in a register, with a link to the entry where one is given."""
    scheme = words.term("identifier-schemes", identifier.scheme)
    return Line(f"{scheme}: {identifier.value}", href=identifier.source or "")
