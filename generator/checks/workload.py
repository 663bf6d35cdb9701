"""Credits and hours of the workload agree (Annex I, element 7)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.checks.places import value_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.records.credential import Credential
    from generator.records.yaml import Document, NodePath

HOURS_PER_CREDIT = define_rule(
    "OFF013",
    Severity.NOTE,
    "Hours that do not fit the credits",
    reason="One ECTS credit stands for 25 to 30 hours of work; another ratio looks like a slip.",
    remedy="Correct the hours or the credits; leave them if the rules of your country count otherwise.",
    source="ECTS Users' Guide 2015; CELEX 32022H0627(02), Annex I, element 7",
)
MORE_THAN_TOTAL = define_rule(
    "OFF014",
    Severity.WARNING,
    "Parts of the workload that exceed the whole",
    reason="Contact hours and self-study are parts of the total; learners plan their weeks by these numbers.",
    remedy="Correct the total or its parts.",
    source="CELEX 32022H0627(02), Annex I, element 7",
)

LEAST, MOST = 25, 30
TOTAL = ("workload", "hours", "total")


def hours_per_credit(credential: Credential, path: NodePath, document: Document) -> Iterator[Diagnostic]:
    """Between 25 and 30 hours stand behind an ECTS credit."""
    workload = credential.workload
    counted = workload.credits.counted if workload and workload.credits else None
    if not workload or counted is None or not workload.hours or workload.hours.total is None:
        return
    amount, total = Decimal(counted[0]), Decimal(workload.hours.total)
    if counted[1] == "ects" and amount and not LEAST * amount <= total <= MOST * amount:
        message = say(
            "expected {least} to {most} hours for {amount} ECTS, got {total}",
            least=_plain(LEAST * amount),
            most=_plain(MOST * amount),
            amount=str(amount),
            total=str(total),
        )
        yield Diagnostic(HOURS_PER_CREDIT, value_at(document, (*path, *TOTAL)), message)


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
