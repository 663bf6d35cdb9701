"""Findings as values: what is wrong, where, what was expected, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.wording import NOTHING, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """The record cannot be published as it is."""
    WARNING = "warning"
    """The record is published; a reader may be misled or a consumer may refuse it."""
    NOTE = "note"
    """Worth knowing; nothing has to be done."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One check with its permanent code; codes are never reused.

    `source` names the standard, law or decision behind the rule, where there is one. `waivable` says that the editors
    may make an exception although the rule is an error: nothing else relies on it. `fixable` says that some of its
    findings carry the edit that mends them.
    """

    code: str
    severity: Severity
    title: str
    reason: str
    remedy: str
    source: str = ""
    waivable: bool = False
    fixable: bool = False


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a record file. Lines and columns count from 1; columns are code points."""

    path: str
    line: int = 1
    column: int = 1
    length: int = 1
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """What would mend a finding: the text between two marks of the file is replaced.

    `start` and `end` are indexes into the text of the file without byte order mark; lines and columns count from 1.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a rule broken at a location, in the form "expected X, got Y".

    `message` and `fix` are written with `wording.say`, so that they can be shown in the reader's language. `edit` is
    there where a program can mend it without knowing more than the file and the day: it changes no fact.
    """

    rule: Rule
    location: Location
    message: Wording
    fix: Wording = NOTHING
    edit: Edit | None = None

    @property
    def severity(self) -> Severity:
        """Return the severity, which belongs to the rule."""
        return self.rule.severity

    @property
    def remedy(self) -> Wording:
        """Return the remedy for this very finding, else the general one of the rule."""
        return self.fix or Wording(self.rule.remedy)


_RULES: dict[str, Rule] = {}


def define_rule(
    code: str,
    severity: Severity,
    title: str,
    *,
    reason: str,
    remedy: str,
    source: str = "",
    waivable: bool = False,
    fixable: bool = False,
) -> Rule:
    """Register a rule under its permanent code and return it; a code taken twice is a programming error."""
    if code in _RULES:
        raise ValueError(f"rule code {code} is taken by {_RULES[code].title!r}")
    _RULES[code] = Rule(code, severity, title, reason, remedy, source, waivable, fixable)
    return _RULES[code]


def all_rules() -> tuple[Rule, ...]:
    """Return every rule defined so far, sorted by code."""
    return tuple(_RULES[code] for code in sorted(_RULES))


def in_reading_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort findings by file, then by place, then by code, so that every run reports them alike."""

    def place(found: Diagnostic) -> tuple[str, int, int, str, str]:
        where = found.location
        return (where.path, where.line, where.column, found.rule.code, str(found.message))

    return tuple(sorted(set(diagnostics), key=place))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any finding forbids publishing."""
    return any(found.severity is Severity.ERROR for found in diagnostics)
