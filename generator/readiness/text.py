"""The report for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from generator.checks.reporters import visible
from generator.readiness.assessing import Verdict
from generator.readiness.layouts import MARKS, broken, cells, conclusion, legend

if TYPE_CHECKING:
    from generator.readiness.assessing import Readiness
    from generator.readiness.layouts import Report
    from generator.words import Words

WIDTH = 100


def text(report: Report) -> str:
    """Return the report for a terminal: the summary of many records, then each record."""
    parts = [_summary(report)] if len(report.records) > 1 else []
    parts += [_told(one, report.words) for one in report.records]
    parts += ["\n  ".join(broken(one, report.words)) for one in report.unreadable]
    return "\n\n".join(parts) + "\n"


def _told(one: Readiness, words: Words) -> str:
    lines = [visible(one.title), f"{visible(one.shown)} · {visible(one.provider)}", conclusion(one, words)]
    if one.steps:
        lines += ["", words.gettext("What to do first:")]
        steps = (f"{number}. {step.name}: {step.to_do}" for number, step in enumerate(one.steps, 1))
        lines += [_wrapped(visible(step), "   ") for step in steps]
    lines.append("")
    for row in one.rows:
        lines.append(f"{row.number:2d} {MARKS[row.verdict]} {row.name}")
        lines += [_wrapped(f"     {visible(line)}", "     ") for line in cells(row)]
        if row.verdict in (Verdict.MISSING, Verdict.IMPROVE):
            lines.append(_wrapped(f"     → {row.missing}", "       "))
    return "\n".join((*lines, "", legend(words)))


def _summary(report: Report) -> str:
    """Return one line a record: a mark for each element, how many are missing, and the title."""
    numbers = "".join(f"{number:3d}" for number in range(1, 17))
    lines = [numbers]
    for one in report.records:
        marks = "".join(f"{MARKS[row.verdict]:>3}" for row in one.rows)
        lines.append(f"{marks}  {one.missing:2d}  {visible(one.title)}")
    return "\n".join(lines)


def _wrapped(line: str, indent: str) -> str:
    """Break a line at spaces so that a terminal shows it whole; what follows is indented."""
    lines, current = [], ""
    for word in line.split(" "):
        if current.strip() and cell_len(f"{current} {word}") > WIDTH:
            lines.append(current)
            current = f"{indent}{word}"
        else:
            current = f"{current} {word}" if current or not word else word
    return "\n".join((*lines, current))
