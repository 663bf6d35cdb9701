"""Findings for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.cells import cell_len

from generator.checks.reporters.audience import EVERYBODY, Audience
from generator.checks.reporters.counts import summary
from generator.checks.reporters.left_out import left_out_lines
from generator.checks.reporters.visible import visible
from generator.diagnostics import Severity, in_reading_order
from generator.rulebook import SEVERITY_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.diagnostics import Diagnostic, Location
    from generator.feeds.coverage import Coverage

EXCERPT_WIDTH = 100
TAB = "    "
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def text(
    diagnostics: Sequence[Diagnostic],
    *,
    records: int = 0,
    waived: int = 0,
    colour: bool = False,
    audience: Audience = EVERYBODY,
    left_out: Sequence[Coverage] = (),
) -> str:
    """Return findings with the line they are about, a caret under the place and what to do; a summary stands last."""
    ordered = in_reading_order(diagnostics)
    parts = (finding(one, audience, colour=colour) for one in ordered)
    lacking = left_out_lines(left_out, audience)
    told = ("\n".join(lacking),) if lacking else ()
    return "\n\n".join((*parts, *told, summary(ordered, records=records, waived=waived, reader=audience.reader)))


def finding(found: Diagnostic, audience: Audience = EVERYBODY, *, colour: bool = False) -> str:
    """Return one finding without the summary."""
    where = found.location
    shade = COLOURS[found.severity]
    place = f"{visible(where.path)}:{where.line}:{where.column}:"
    name = f"{audience.words(SEVERITY_WORDS[found.severity])} {found.rule.code}"
    lines = [f"{_styled(place, '', colour)} {_styled(name, shade, colour)} {audience.words(found.message)}"]
    lines += _excerpt(where, shade, colour) if where.excerpt else []
    return "\n".join((*lines, audience.remedy(found)))


def _styled(part: str, shade: str, colour: bool) -> str:
    return click.style(part, fg=shade or None, bold=True) if colour else part


def _excerpt(where: Location, shade: str, colour: bool) -> list[str]:
    before, marked, after = window(where)
    gutter = " " * len(str(where.line))
    indent = " " * cell_len(before)
    carets = "^" * max(1, cell_len(marked))
    shown = (before + marked + after).rstrip()
    return [f"{gutter} |", f"{where.line} | {shown}", f"{gutter} | {indent}{_styled(carets, shade, colour)}"]


def window(where: Location) -> tuple[str, str, str]:
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
