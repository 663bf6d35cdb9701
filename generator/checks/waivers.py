"""Exceptions that the editors of a registry grant: which rule, for which record, why, by whom and until when.

They stand in `waivers.yml` in the providers folder. Only findings over the catalogue can be excepted where they are
errors: a record with an error of its own is not read at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field

from generator.checks.places import key_at, value_at
from generator.checks.references import closest
from generator.diagnostics import Diagnostic, Severity, all_rules, define_rule
from generator.records.discover import WAIVERS, RecordKind
from generator.records.reader import did_you_mean, read_as
from generator.records.scalars import Address, Day, LocalisedLine, Word, describe
from generator.records.source import read_source
from generator.records.statement import Statement
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.diagnostics import Rule
    from generator.records.discover import RecordFile
    from generator.records.yaml import Document, NodePath

EXPIRED = define_rule(
    "WVR001",
    Severity.WARNING,
    "An exception that has expired",
    reason="An exception is granted for a time, after which somebody has to decide anew. What it covered is reported "
    "again; what was an error is a warning, so that the record stays published meanwhile.",
    remedy="Mend the record and delete the exception, or grant it anew with a new `granted`, `until` and reason.",
)
COVERS_NOTHING = define_rule(
    "WVR002",
    Severity.NOTE,
    "An exception that covers nothing",
    reason="The record no longer breaks the rule; an exception that is not needed would hide the next mistake.",
    remedy="Delete it from waivers.yml.",
)
NO_RULE = define_rule(
    "WVR003",
    Severity.ERROR,
    "An exception from a rule that does not exist",
    reason="Nobody could tell what is excepted.",
    remedy="Write the code of the rule as the check shows it, such as PRF001.",
)
NO_RECORD = define_rule(
    "WVR004",
    Severity.ERROR,
    "An exception for a record that does not exist",
    reason="Nobody could tell what is excepted.",
    remedy="Write the path of the file below the providers folder, or <provider>/<offer>.",
)
NOT_WAIVABLE = define_rule(
    "WVR005",
    Severity.ERROR,
    "An exception from a rule that has none",
    reason="Pages, feeds and identifiers rely on the rule; a record that breaks it cannot be published.",
    remedy="Mend the record, or write `status: draft`, and delete the exception.",
)
TOO_LONG = define_rule(
    "WVR006",
    Severity.ERROR,
    "An exception that does not end within two years",
    reason="An exception without an end near enough becomes the rule, and nobody remembers why.",
    remedy="Write `until` after `granted` and at most two years later.",
)

NEVER = ("FIL", "YML", "REC", "IDN", "WVR")
"""Topics without exceptions, whatever their weight: the record cannot be read or identified, or is this very file."""

LONGEST_YEARS = 2


class Waiver(Statement):
    """One exception."""

    rule: Word = Field(description="The code of the rule.", examples=["PRF001"])
    record: Word = Field(
        description="The file below the providers folder, or <provider>/<offer>.", examples=["lodz-example/data"]
    )
    reason: LocalisedLine = Field(description="Why.", examples=[{"en": "The course began before the law."}])
    granted_by: LocalisedLine = Field(
        description="The office or board that decided; never a person.", examples=[{"en": "Editors' board"}]
    )
    granted: Day = Field(description="When it was granted.", examples=["2026-11-26"])
    until: Day = Field(description="The last day on which it holds, at most two years later.", examples=["2027-11-25"])
    source: Address | None = Field(
        None, description="Where the decision can be read.", examples=["https://registry.example.org/decisions/4"]
    )


class WaiverList(Statement):
    """The file with all exceptions."""

    waivers: tuple[Waiver, ...] = ()


Place = tuple[str, str]
"""A file as shown, and the code of a rule."""


@dataclass(frozen=True)
class Waivers:
    """The exceptions of a registry that hold, each with its index in the file, and what is wrong with the file."""

    by_place: Mapping[Place, tuple[int, Waiver]] = field(default_factory=dict)
    listed: tuple[tuple[int, Waiver], ...] = ()
    document: Document | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    def except_from(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the findings that no exception covers, whether it has expired or not."""
        return [one for one in found if _place(one) not in self.by_place]

    def apply(self, found: Sequence[Diagnostic], as_of: date) -> tuple[list[Diagnostic], list[Diagnostic]]:
        """Return the findings that count on a day, those about the exceptions among them, and the excepted ones."""
        counted, waived, used = [*self.diagnostics], [], set()
        for one in found:
            index, waiver = self.by_place.get(_place(one), (-1, None))
            used.add(index)
            if waiver is None:
                counted.append(one)
            elif waiver.until >= as_of:
                waived.append(one)
            else:
                counted.append(_weakened(one))
        return [*counted, *self._about(used, as_of)], waived

    def _about(self, used: set[int], as_of: date) -> Iterator[Diagnostic]:
        assert self.document is not None or not self.listed  # noqa: S101 - what is listed was read from it
        for index, waiver in self.listed:
            if self.document is None:
                return
            path = ("waivers", index)
            if index not in used:
                message = say(
                    "expected a finding {rule} in `{record}`, got none", rule=waiver.rule, record=waiver.record
                )
                yield Diagnostic(COVERS_NOTHING, value_at(self.document, (*path, "rule")), message)
            elif waiver.until < as_of:
                message = say("expected an end on or after {day}, got {until}", day=str(as_of), until=str(waiver.until))
                yield Diagnostic(EXPIRED, value_at(self.document, (*path, "until")), message)


def read_waivers(providers: Path, shown: str, files: Sequence[RecordFile]) -> Waivers:
    """Read the exceptions of a registry; none if there is no such file. `files` are the records there are."""
    file = providers / WAIVERS
    if not file.exists() and not file.is_symlink():
        return Waivers()
    source = read_source(file, WAIVERS if shown == "." else f"{shown}/{WAIVERS}")
    if isinstance(source, Diagnostic):
        return Waivers(diagnostics=(source,))
    read, document, found = read_as(WaiverList, source)
    if read is None or document is None:
        return Waivers(diagnostics=found)
    records = _names(files, shown)
    diagnostics, listed = list(found), []
    for index, waiver in enumerate(read.waivers):
        wrong = list(_wrong(waiver, ("waivers", index), document, records))
        diagnostics += wrong
        listed += [] if wrong else [(index, waiver)]
    by_place: dict[Place, tuple[int, Waiver]] = {}
    for index, waiver in sorted(listed, key=lambda one: one[1].until):
        by_place[records[waiver.record], waiver.rule] = (index, waiver)
    return Waivers(by_place, tuple(listed), document, tuple(diagnostics))


def may_be_waived(rule: Rule) -> bool:
    """Tell whether the editors may make an exception from a rule."""
    return not rule.code.startswith(NEVER) and (rule.severity is not Severity.ERROR or rule.waivable)


def _wrong(waiver: Waiver, path: NodePath, document: Document, records: Mapping[str, str]) -> Iterator[Diagnostic]:
    rules = {rule.code: rule for rule in all_rules()}
    rule = rules.get(waiver.rule)
    where = value_at(document, (*path, "rule"))
    if rule is None:
        message = say("expected the code of a rule, got {found}", found=describe(waiver.rule))
        yield Diagnostic(NO_RULE, where, message, did_you_mean(closest(waiver.rule.upper(), rules)))
    elif not may_be_waived(rule):
        message = say("expected a rule that may have exceptions, got {found}", found=describe(waiver.rule))
        yield Diagnostic(NOT_WAIVABLE, where, message)
    if waiver.record not in records:
        message = say("expected a record, got {found}", found=describe(waiver.record))
        place = value_at(document, (*path, "record"))
        yield Diagnostic(NO_RECORD, place, message, did_you_mean(closest(waiver.record, records)))
    last = _years_later(waiver.granted, LONGEST_YEARS)
    if not waiver.granted <= waiver.until <= last:
        message = say(
            "expected an end from {first} to {last}, got {until}",
            first=str(waiver.granted),
            last=str(last),
            until=str(waiver.until),
        )
        yield Diagnostic(TOO_LONG, key_at(document, (*path, "until")), message)


def _names(files: Sequence[RecordFile], shown: str) -> dict[str, str]:
    """Return all names by which an exception may call a record, and the path of its file as messages show it."""
    names = {}
    for file in files:
        names[file.shown] = names[file.shown.removeprefix(f"{shown}/")] = file.shown
        if file.kind is RecordKind.OFFER:
            names[file.key] = file.shown
    return names


def _place(found: Diagnostic) -> Place:
    return found.location.path, found.rule.code


def _weakened(found: Diagnostic) -> Diagnostic:
    """Return a finding as a warning if it was an error: what depends on the day forbids nothing."""
    if found.severity is not Severity.ERROR:
        return found
    return replace(found, rule=replace(found.rule, severity=Severity.WARNING))


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
