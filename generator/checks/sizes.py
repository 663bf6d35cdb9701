"""A micro-credential is as large as the law or the policy of its country or alliance has it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.checks.awarded import ects, micro_credentials
from generator.diagnostics import Severity, define_rule
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.catalogue.summary import CredentialSummary, OfferSummary
    from generator.checks.profile import Profile, Size
    from generator.checks.scope import Scope
    from generator.diagnostics import Diagnostic
    from generator.records.yaml import NodePath
    from generator.wording import Wording

OUTSIDE_LAW = define_rule(
    "PRF001",
    Severity.ERROR,
    "A size that is not allowed for a micro-credential",
    reason="A law, or the condition of a national catalogue, says how small or large a micro-credential may be. "
    "Outside of that it may not be called one there.",
    remedy="Correct the number if it is a slip; otherwise write `kind: learning-opportunity`, or ask the editors for "
    "an exception in waivers.yml.",
    source="The profile of the country or alliance (docs/profiles.md)",
    waivable=True,
)
OUTSIDE_POLICY = define_rule(
    "PRF002",
    Severity.WARNING,
    "A size outside of what is recommended for micro-credentials",
    reason="A country or an alliance recommends how small or large a micro-credential should be; others who follow "
    "the recommendation may not accept it as one.",
    remedy="Correct the number if it is a slip; leave it if the size is meant.",
    source="The profile of the country or alliance (docs/profiles.md)",
)

CREDITS = ("workload", "credits", "amount")
HOURS = ("workload", "hours", "total")


def sizes(scope: Scope) -> Iterator[Diagnostic]:
    """Credits and hours of a micro-credential lie within the sizes of the profiles that apply."""
    for record, path in micro_credentials(scope):
        for profile in scope.profiles_of(record):
            for size in profile.sizes:
                yield from _outside(scope, record, path, profile, size)


def _outside(
    scope: Scope, record: OfferSummary | CredentialSummary, path: NodePath, profile: Profile, size: Size
) -> Iterator[Diagnostic]:
    amount = _amount(record, size)
    if amount is None or size.holds(amount):
        return
    message = say(
        "expected {size} ({profile}), got {found}",
        size=in_words(size),
        profile=profile.name,
        found=str(amount),
    )
    rule = OUTSIDE_LAW if profile.basis(size).force.binds else OUTSIDE_POLICY
    yield scope.find(rule, record.shown, (*path, *(HOURS if size.system == "hours" else CREDITS)), message)


def _amount(record: OfferSummary | CredentialSummary, size: Size) -> Decimal | None:
    if size.system == "ects":
        return ects(record)
    return Decimal(record.hours) if record.hours is not None else None


def in_words(size: Size) -> Wording:
    """Return a size as a message says it."""
    if size.system == "hours" and size.least == 1:
        return say("at least one hour")
    unit = say("hours") if size.system == "hours" else size.system.upper()
    if size.below is not None and size.least is None:
        return say("less than {below} {unit}", below=str(size.below), unit=unit)
    if size.most is None and size.below is None:
        return say("at least {least} {unit}", least=str(size.least), unit=unit)
    return say("{least} to {most} {unit}", least=str(size.least), most=str(size.most), unit=unit)
