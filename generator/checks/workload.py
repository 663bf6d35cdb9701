"""Credits and hours of the workload agree (Annex I, element 7)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.checks.awarded import awarded, ects
from generator.checks.places import value_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.catalogue.summary import CredentialSummary, OfferSummary
    from generator.checks.profile import Profile
    from generator.checks.scope import Scope
    from generator.records.credential import Credential
    from generator.records.yaml import Document, NodePath

HOURS_PER_CREDIT = define_rule(
    "OFF013",
    Severity.NOTE,
    "Hours that do not fit the credits",
    reason="One ECTS credit stands for 25 to 30 hours of work, in some countries for a number of their own; another "
    "ratio looks like a slip.",
    remedy="Correct the hours or the credits; if you count otherwise, add `hours_per_credit` and its `source` to the "
    "credits.",
    source="ECTS Users' Guide 2015; CELEX 32022H0627(02), Annex I, element 7; docs/profiles.md",
)
MORE_THAN_TOTAL = define_rule(
    "OFF014",
    Severity.WARNING,
    "Parts of the workload that exceed the whole",
    reason="Contact hours and self-study are parts of the total; learners plan their weeks by these numbers.",
    remedy="Correct the total or its parts.",
    source="CELEX 32022H0627(02), Annex I, element 7",
)

TOTAL = ("workload", "hours", "total")


def hours_per_credit(scope: Scope) -> Iterator[Diagnostic]:
    """Behind an ECTS credit stand as many hours as its country counts, else as the European guide does.

    A provider that states its own number with a source is measured by that.
    """
    for record, path in awarded(scope):
        amount = ects(record)
        if not amount or record.hours is None:
            continue
        hours = _own(record) or _of_profiles(scope.profiles_of(record))
        if hours is not None and not hours[0] * amount <= Decimal(record.hours) <= hours[1] * amount:
            message = say(
                "expected {least} to {most} hours for {amount} ECTS, got {total}",
                least=_plain(hours[0] * amount),
                most=_plain(hours[1] * amount),
                amount=str(amount),
                total=record.hours,
            )
            if hours[0] == hours[1]:
                message = say(
                    "expected {hours} hours for {amount} ECTS, got {total}",
                    hours=_plain(hours[0] * amount),
                    amount=str(amount),
                    total=record.hours,
                )
            yield scope.find(HOURS_PER_CREDIT, record.shown, (*path, *TOTAL), message)


def _own(record: OfferSummary | CredentialSummary) -> tuple[Decimal, Decimal] | None:
    stated = record.hours_per_credit
    return (Decimal(stated), Decimal(stated)) if stated is not None else None


def _of_profiles(profiles: Sequence[Profile]) -> tuple[Decimal, Decimal] | None:
    """Return the least and the most hours: those of all countries concerned, else those of wider profiles."""
    stated = [(one.kind == "national", one.hours_per_credit) for one in profiles if one.hours_per_credit]
    national = [hours for is_national, hours in stated if is_national]
    counted = national or [hours for _, hours in stated]
    return (min(one.least for one in counted), max(one.most for one in counted)) if counted else None


def parts_of_the_whole(credential: Credential, path: NodePath, document: Document) -> Iterator[Diagnostic]:
    """Contact hours and self-study together are not more than the total."""
    workload = credential.workload
    hours = workload.hours if workload else None
    if hours is None or hours.total is None:
        return
    together = Decimal(hours.contact or 0) + Decimal(hours.self_study or 0)
    if together > Decimal(hours.total):
        message = say(
            "expected a total of at least {sum} hours (contact and self-study), got {total}",
            sum=str(together),
            total=hours.total,
        )
        yield Diagnostic(MORE_THAN_TOTAL, value_at(document, (*path, *TOTAL)), message)


def _plain(number: Decimal) -> str:
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
