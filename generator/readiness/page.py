"""The report as one HTML file that needs nothing else: to read on a screen, to print on A4, to attach to a mail."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader

from generator.checks.gates import NAMES
from generator.checks.reporters import visible
from generator.readiness.assessing import Need, Verdict
from generator.readiness.layouts import COLUMNS, MARKS, NEEDS, VERDICTS, broken, cells, conclusion, legend
from generator.wording import say

if TYPE_CHECKING:
    from datetime import date

    from generator.readiness.assessing import Readiness, Row
    from generator.readiness.layouts import Report
    from generator.words import Words

SOURCE = say(
    "Elements: Council Recommendation on a European approach to micro-credentials, Annex I (CELEX 32022H0627(02))."
)


def page(report: Report, day: date) -> str:
    """Return the report as HTML: a table of all records if there are several, then a sheet for each."""
    words = report.words
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html.j2").render(
        language=words.language,
        heading=words.gettext("On the way to a micro-credential: what is missing"),
        day=words.date(day),
        first_heading=words.gettext("What to do first:"),
        columns={name: said.translated(words) for name, said in COLUMNS.items()},
        marks={verdict.value: mark for verdict, mark in MARKS.items()},
        legend=legend(words),
        source=SOURCE.translated(words),
        element_names=[row.name for row in report.records[0].rows] if report.records else [],
        records=[_record(one, words) for one in report.records],
        unreadable=[broken(one, words) for one in report.unreadable],
    )


def _record(one: Readiness, words: Words) -> dict[str, Any]:
    return {
        "title": visible(one.title),
        "provider": visible(one.provider),
        "shown": visible(one.shown),
        "is_ready": one.is_ready,
        "missing": one.missing,
        "conclusion": conclusion(one, words),
        "steps": [NAMES[step.element].translated(words) for step in one.steps],
        "rows": [_row(row, words) for row in one.rows],
    }


def _row(row: Row, words: Words) -> dict[str, Any]:
    return {
        "number": row.number,
        "name": row.name,
        "need": NEEDS[row.need].translated(words) if row.need is Need.REQUIRED else "",
        "mark": MARKS[row.verdict],
        "style": row.verdict.value,
        "state": VERDICTS[row.verdict].translated(words),
        "there": [visible(line) for line in cells(row)],
        "missing": row.missing if row.verdict is not Verdict.OPEN else "",
        "to_do": row.to_do,
    }
