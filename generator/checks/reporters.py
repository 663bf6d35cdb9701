"""Findings as text for people and as JSON for programs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

import click
import orjson
from rich.cells import cell_len

from generator.diagnostics import Severity, in_reading_order
from generator.records.hidden import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.diagnostics import Diagnostic, Location

EXCERPT_WIDTH = 100
TAB = "    "
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


class Reporter(Protocol):
    """Lays findings out. `records` is the number of records that were read."""

    def __call__(self, diagnostics: Sequence[Diagnostic], *, records: int = 0, colour: bool = False) -> str:
        """Return the whole report without a line end."""


def text(diagnostics: Sequence[Diagnostic], *, records: int = 0, colour: bool = False) -> str:
    """Return findings with the line they are about, a caret under the place and what to do; a summary stands last."""
    ordered = in_reading_order(diagnostics)
    return "\n\n".join((*(_finding(found, colour) for found in ordered), summary(ordered, records=records)))


def json(diagnostics: Sequence[Diagnostic], *, records: int = 0, colour: bool = False) -> str:  # noqa: ARG001
    """Return one JSON object: `summary` with counts, and `findings` in reading order."""
    ordered = in_reading_order(diagnostics)
    report = {
        "summary": {**_counts(ordered), "files": len(_files(ordered)), "records": records},
        "findings": [_as_object(found) for found in ordered],
    }
    return orjson.dumps(report, option=orjson.OPT_INDENT_2).decode()


REPORTERS: Mapping[str, Reporter] = {"text": text, "json": json}


def summary(diagnostics: Sequence[Diagnostic], *, records: int = 0) -> str:
    """Return one line such as "3 errors, 1 warning in 2 files"."""
    if not diagnostics:
        return f"No problems in {_number(records, 'record')}."
    counted = (_number(count, name.removesuffix("s")) for name, count in _counts(diagnostics).items() if count)
    return f"{', '.join(counted)} in {_number(len(_files(diagnostics)), 'file')}"


def _finding(found: Diagnostic, colour: bool) -> str:
    where = found.location
    shade = COLOURS[found.severity]
    place = f"{visible(where.path)}:{where.line}:{where.column}:"
    name = _styled(f"{found.severity} {found.rule.code}", shade, colour)
    lines = [f"{_styled(place, '', colour)} {name} {visible(str(found.message))}"]
    lines += _excerpt(where, shade, colour) if where.excerpt else []
    return "\n".join((*lines, f"fix: {visible(str(found.remedy))}"))


def _styled(part: str, shade: str, colour: bool) -> str:
    return click.style(part, fg=shade or None, bold=True) if colour else part


def _excerpt(where: Location, shade: str, colour: bool) -> list[str]:
    before, marked, after = _window(where)
    gutter = " " * len(str(where.line))
    indent = " " * cell_len(before)
    carets = "^" * max(1, cell_len(marked))
    shown = (before + marked + after).rstrip()
    return [f"{gutter} |", f"{where.line} | {shown}", f"{gutter} | {indent}{_styled(carets, shade, colour)}"]


def _window(where: Location) -> tuple[str, str, str]:
    """Cut a line into what stands before, under and after the caret, as wide as a terminal can show."""
    start = where.column - 1
    end = start + where.length
    first = max(0, min(start - EXCERPT_WIDTH // 2, len(where.excerpt) - EXCERPT_WIDTH))
    last = first + EXCERPT_WIDTH
    before = ("…" if first else "") + _laid_out(where.excerpt[first:start])
    after = _laid_out(where.excerpt[end:last]) + ("…" if last < len(where.excerpt) else "")
    return before, _laid_out(where.excerpt[start : min(end, last)]), after


def _laid_out(part: str) -> str:
    return visible(part.replace("\t", TAB))


def visible(part: str) -> str:
    """Return a text in which nothing can hide, steer a terminal or fail to be encoded."""
    if part.isprintable() and not HIDDEN.search(part):
        return part
    return "".join(one if one.isprintable() and not HIDDEN.match(one) else f"\\u{{{ord(one):X}}}" for one in part)


def _as_object(found: Diagnostic) -> dict[str, str | int]:
    where = found.location
    return {
        "code": found.rule.code,
        "severity": found.severity.value,
        "title": found.rule.title,
        "path": visible(where.path),
        "line": where.line,
        "column": where.column,
        "end_column": where.column + where.length,
        "message": visible(str(found.message)),
        "fix": visible(str(found.remedy)),
    }


def _counts(diagnostics: Sequence[Diagnostic]) -> dict[str, int]:
    counted = Counter(found.severity for found in diagnostics)
    return {f"{severity}s": counted[severity] for severity in Severity}


def _files(diagnostics: Sequence[Diagnostic]) -> frozenset[str]:
    return frozenset(found.location.path for found in diagnostics)


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
