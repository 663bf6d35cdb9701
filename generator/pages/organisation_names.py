"""How pages name an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.summary import ProviderSummary
from generator.pages.parts import Line, line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.catalogue.organisation import OrganisationSummary
    from generator.words import Words


def organisation(identifier: str, known: Mapping[str, OrganisationSummary], words: Words) -> Line:
    """Return the name of an organisation with a link to its page here, else to its homepage; the bare id without it."""
    found = known.get(identifier)
    shown = words.text(found.name) if found else None
    if found is None or shown is None:
        return Line(identifier)
    if isinstance(found, ProviderSummary):
        return line(shown, words, address=addresses.provider(words.language, identifier))
    return line(shown, words, href=found.homepage or "")
