"""Rules about dates inside one record. What depends on today is decided over the whole catalogue."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from generator.checks.places import value_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.checks.statements import StatedPart
    from generator.records.offer import Offer
    from generator.records.statement import Statement
    from generator.records.yaml import Document
    from generator.wording import Wording

WRONG_ORDER = define_rule(
    "DAT001",
    Severity.ERROR,
    "Two dates in the wrong order",
    reason="Something that ends before it begins is shown as over, or not at all.",
    remedy="Correct the date that is wrong.",
)
LATE_DEADLINE = define_rule(
    "DAT002",
    Severity.WARNING,
    "Applications close after the start",
    reason="Learners could apply for something that has begun; mostly one of the dates is a slip.",
    remedy="Correct the date that is wrong; leave it if people really can join later, and say so in the description.",
)
UNLIKELY_YEAR = define_rule(
    "DAT003",
    Severity.WARNING,
    "A year that cannot be meant",
    reason="A slip of the pen in the year sorts an offer to the wrong place for years.",
    remedy="Correct the year.",
)

# key of the earlier date, key of the later one, how a message calls the two
_PAIRS = (
    ("start", "end", say("the start"), say("an end")),
    ("apply_from", "apply_by", say("the day applications open"), say("a deadline")),
    ("apply_from", "valid_until", say("the day applications open"), say("a last day")),
    ("reviewed", "next_review", say("the last review"), say("the next one")),
    ("issued", "valid_until", say("the date of issue"), say("an end of validity")),
    ("valid_from", "valid_until", say("the first day of validity"), say("a last day")),
)
_YEARS = range(1950, 2101)


def order(stated: Sequence[StatedPart], document: Document) -> Iterator[Diagnostic]:
    """What begins ends on the same day or later."""
    for path, part in stated:
        for earlier, later, beginning, ending in _pairs_of(type(part)):
            first, last = getattr(part, earlier), getattr(part, later)
            if isinstance(first, date) and isinstance(last, date) and last < first:
                message = say(
                    "expected {ending} on or after {beginning} ({first}), got {last}",
                    ending=ending,
                    beginning=beginning,
                    first=str(first),
                    last=str(last),
                )
                yield Diagnostic(WRONG_ORDER, value_at(document, (*path, later)), message)


@cache
def _pairs_of(model: type[Statement]) -> tuple[tuple[str, str, Wording, Wording], ...]:
    return tuple(one for one in _PAIRS if {one[0], one[1]} <= model.model_fields.keys())


def deadlines(offer: Offer, document: Document) -> Iterator[Diagnostic]:
    """Applications for a run close on the day it starts at the latest."""
    for index, run in enumerate(offer.runs):
        if run.start is not None and run.apply_by is not None and run.apply_by > run.start:
            message = say(
                "expected a deadline on or before the start ({start}), got {deadline}",
                start=str(run.start),
                deadline=str(run.apply_by),
            )
            yield Diagnostic(LATE_DEADLINE, value_at(document, ("runs", index, "apply_by")), message)


def likely_years(stated: Sequence[StatedPart], document: Document) -> Iterator[Diagnostic]:
    """Every date lies between 1950 and 2100."""
    for path, part in stated:
        for name, day in part.__dict__.items():
            if isinstance(day, date) and day.year not in _YEARS:
                message = say(
                    "expected a year from {first} to {last}, got {year}",
                    first=_YEARS[0],
                    last=_YEARS[-1],
                    year=f"{day.year:04}",
                )
                yield Diagnostic(UNLIKELY_YEAR, value_at(document, (*path, name)), message)
