"""The decision of the registry to list a provider, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.languages import N_
from generator.pages.organisation_names import organisation
from generator.pages.parts import Line, long, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.catalogue.organisation import OrganisationSummary
    from generator.records.provider import RegistryAdmission
    from generator.words import Words

DECISIONS = {"admitted": N_("Admitted"), "suspended": N_("Suspended"), "ended": N_("Ended")}


def admission_line(decided: RegistryAdmission | None, words: Words) -> Line:
    """Return in one line how the registry decided on a provider, with the way to all decisions."""
    _ = words.gettext
    address = addresses.decisions(words.language)
    if decided is None:
        return Line(_("No decision on its admission is recorded"), address=address)
    said = _(DECISIONS[decided.decision])
    if decided.decided is None:
        return Line(said, address=address)
    return Line(_("{decision} on {date}").format(decision=said, date=words.date(decided.decided)), address=address)


def admission_lines(
    decided: RegistryAdmission, providers: Mapping[str, OrganisationSummary], words: Words
) -> tuple[Line, ...]:
    """Return a decision, its day and its grounds."""
    _ = words.gettext
    return (
        Line(_(DECISIONS[decided.decision]), href=decided.source or ""),
        *plain(_("Decided on {date}").format(date=words.date(decided.decided)) if decided.decided else ""),
        *grounds(decided, providers, words),
    )


def grounds(decided: RegistryAdmission, providers: Mapping[str, OrganisationSummary], words: Words) -> tuple[Line, ...]:
    """Return on which criteria it was decided, why a listing does not go on, and what the provider is a part of now."""
    merged = organisation(decided.merged_into, providers, words) if decided.merged_into else None
    return (
        *long(decided.criteria, words),
        *long(decided.reason, words),
        *((*plain(words.gettext("Became a part of")), merged) if merged else ()),
    )
