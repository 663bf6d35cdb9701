"""The report as CSV, for a spreadsheet."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from generator.checks.reporters import visible
from generator.readiness.layouts import COLUMNS, NEEDS, VERDICTS
from generator.spreadsheets import harmless

if TYPE_CHECKING:
    from generator.readiness.assessing import Readiness, Row
    from generator.readiness.layouts import Report
    from generator.words import Words

BYTE_ORDER_MARK = "\ufeff"


def comma_separated(report: Report) -> str:
    """Return one line for each element of each record, as a spreadsheet opens it.

    Semicolons part the cells, since most of Europe writes decimals with a comma and its spreadsheets expect them; the
    byte order mark says that it is UTF-8. A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([said.translated(report.words) for said in COLUMNS.values()])
    for one in report.records:
        for row in one.rows:
            writer.writerow([_cell(value) for value in _values(one, row, report.words)])
    for unreadable in report.unreadable:
        for found in unreadable.diagnostics:
            told = (unreadable.shown, "", "", "", "", "", "", found.message.translated(report.words))
            writer.writerow([_cell(value) for value in (*told, found.remedy.translated(report.words))])
    return BYTE_ORDER_MARK + stream.getvalue()


def _values(one: Readiness, row: Row, words: Words) -> tuple[str, ...]:
    need, state = NEEDS[row.need].translated(words), VERDICTS[row.verdict].translated(words)
    there = "\n".join(row.there)
    return one.shown, one.title, str(row.number), row.name, need, state, there, row.missing, row.to_do


def _cell(value: str) -> str:
    plain = "\n".join(visible(line) for line in value.split("\n"))
    return harmless(plain)
