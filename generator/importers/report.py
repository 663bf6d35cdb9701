"""The report of an import: every row that lost something, then the totals."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from generator.importers.cells import clean
from generator.importers.remarks import Failure, Fate, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_VALUE = 80


@dataclass(frozen=True)
class ImportReport:
    """Counts, remarks and files of one import; with `dry_run` the new files were not written."""

    table: str
    sheet: str
    other_sheets: tuple[str, ...]
    letters: dict[str, str]
    target: str
    dry_run: bool
    rows: int
    empty_rows: int
    offers: int
    providers: int
    cells: int
    remarks: tuple[Remark, ...]
    failures: tuple[Failure, ...]
    new: tuple[str, ...]
    unchanged: tuple[str, ...]
    occupied: tuple[tuple[str, tuple[int, ...], str], ...]

    @property
    def whole(self) -> bool:
        """Tell whether every row arrived: none failed, and no offer was kept out by another file."""
        return not self.failures and all(path.endswith("/provider.yml") for path, _, _ in self.occupied)

    @property
    def cells_not_placed(self) -> int:
        """Count the filled cells of which no record holds at least a part."""
        return self._cells(Fate.NOT_PLACED)

    @property
    def cells_left_out(self) -> int:
        """Count the filled cells of columns that the mapping leaves out."""
        return self._cells(Fate.LEFT_OUT)

    def _cells(self, fate: Fate) -> int:
        return len({(remark.row, remark.column) for remark in self.remarks if remark.fate is fate})


def as_json(report: ImportReport) -> dict[str, Any]:
    """Return the report as plain values, with all remarks."""
    return {
        **asdict(report),
        "remarks": [{**asdict(one), "cell": _cell(report, one)} for one in report.remarks],
        "cells_not_placed": report.cells_not_placed,
        "cells_left_out": report.cells_left_out,
        "whole": report.whole,
    }


def as_text(report: ImportReport) -> str:
    """Return the report for people: one block for each row that lost a value, then the totals."""
    return "\n".join([*_rows(report), *_totals(report)])


def _rows(report: ImportReport) -> Iterator[str]:
    lost: dict[int, list[str]] = defaultdict(list)
    for failure in report.failures:
        lost[failure.row].append(f"  no record: {failure.reason}")
    for path, rows, reason in report.occupied:
        if len(rows) == 1 and not path.endswith("/provider.yml"):
            lost[rows[0]].append(f"  not written: {path}: {reason}")
    for remark in report.remarks:
        if remark.fate is Fate.NOT_PLACED:
            where = f"column {report.letters[remark.column]}, " if remark.column in report.letters else ""
            lost[remark.row].append(f"  {where}{remark.column}: {_short(remark.value)}: {remark.reason}")
    for row in sorted(lost):
        yield f"row {row}"
        yield from lost[row]
        yield ""


def _totals(report: ImportReport) -> Iterator[str]:
    empty = f", {report.empty_rows} empty rows skipped" if report.empty_rows else ""
    sheet = f", sheet “{report.sheet}”" if report.sheet else ""
    yield f"{report.table}{sheet}: {report.rows} rows{empty}"
    if report.other_sheets:
        named = ", ".join(f"“{name}”" for name in report.other_sheets)
        yield f"  not read: the sheets {named}; import each with --sheet"
    yield f"  {report.offers} offers of {report.providers} providers, {len(report.failures)} rows without a record"
    whole = report.cells - report.cells_not_placed - report.cells_left_out
    lost = f"{report.cells_not_placed} not placed or only in part, {report.cells_left_out} left out by the mapping"
    yield f"  {report.cells} filled cells: {whole} placed, {lost}"
    for (fate, column, reason), count in Counter(map(_group, report.remarks)).most_common():
        yield f"  {count:5d} × {fate}: {column}: {reason}"
    for path, _, reason in report.occupied:
        yield f"  not written: {path}: {reason}"
    verb = "would be written" if report.dry_run else "written"
    yield f"  {len(report.new)} files {verb} below {report.target}, {len(report.unchanged)} were there already"
    if report.dry_run:
        yield from (f"  + {path}" for path in report.new)


def _cell(report: ImportReport, remark: Remark) -> str:
    column = report.letters.get(remark.column)
    return f"{column}{remark.row}" if column else ""


def _group(remark: Remark) -> tuple[str, str, str]:
    return remark.fate.value, remark.column, remark.reason


def _short(value: str) -> str:
    text = clean(value).text
    return f"“{text[:LONGEST_VALUE]}…”" if len(text) > LONGEST_VALUE else f"“{text}”"
