"""The report of an import: every row that lost something, then the totals."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from generator.importers.base import NAME
from generator.importers.cells import clean
from generator.importers.elements import number_of, official_name
from generator.importers.remarks import Failure, Fate, Remark
from generator.records.discover import RecordKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.importers.comparing import Deleted, Occupied

LONGEST_VALUE = 80


@dataclass(frozen=True)
class RowResult:
    """What became of a row: its record, its kind (with the reason if it was derived), the elements it lacks.

    `placed` are the columns whose cells the record holds as a whole.
    """

    row: int
    record: str
    kind: str
    modest: str
    missing: tuple[str, ...]
    placed: tuple[str, ...]


@dataclass(frozen=True)
class KeptValue:
    """A value of a record that stays although the table says something else, and why."""

    record: str
    key: str
    table: str
    reason: str


@dataclass(frozen=True)
class OutdatedText:
    """A text that a person wrote in one language, while the table changed it in others."""

    record: str
    key: str
    changed: tuple[str, ...]


@dataclass(frozen=True)
class ImportReport:
    """Counts, remarks and files of one import; with `dry_run` the new files were not written.

    `recovered` says that an earlier import had been interrupted and was taken back first.
    """

    table: str
    sheet: str
    other_sheets: tuple[str, ...]
    letters: dict[str, str]
    target: str
    dry_run: bool
    recovered: bool
    rows: int
    empty_rows: int
    offers: int
    providers: int
    cells: int
    remarks: tuple[Remark, ...]
    failures: tuple[Failure, ...]
    results: tuple[RowResult, ...]
    without_column: tuple[str, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    kept: tuple[KeptValue, ...]
    occupied: tuple[Occupied, ...]
    outdated: tuple[OutdatedText, ...]
    deleted: tuple[Deleted, ...]
    gone: tuple[str, ...]
    elsewhere: int
    notes: tuple[str, ...]
    beside: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Tell whether every row arrived: none failed, and no record was kept out by another file."""
        return not self.failures and not self.occupied

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
        "results": [{**asdict(one), "missing": list(map(official_name, one.missing))} for one in report.results],
        "without_column": list(map(official_name, report.without_column)),
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
    for one in report.occupied:
        if one.kind is RecordKind.OFFER:
            lost[one.rows[0]].append(f"  not written: {one.path}: {one.reason}")
    for remark in report.remarks:
        if remark.fate is Fate.NOT_PLACED:
            where = f"column {report.letters[remark.column]}, " if remark.column in report.letters else ""
            lost[remark.row].append(f"  {where}{remark.column}: {_short(remark.value)}: {remark.reason}")
    for result in report.results:
        if result.modest:
            lost[result.row].append(f"  no micro-credential but a learning opportunity: {result.modest}")
    missing = {result.row: _numbers(result, report) for result in report.results}
    for row in sorted({*lost, *(row for row, numbers in missing.items() if numbers)}):
        absent = f"  not stated of Annex I: {missing[row]}" if missing.get(row) else ""
        yield f"row {row}" if lost[row] else f"row {row}{absent}"
        yield from lost[row]
        if lost[row]:
            yield from [absent] if absent else []
            yield ""


def _numbers(result: RowResult, report: ImportReport) -> str:
    """Return the numbers of the elements that a row could have stated and did not."""
    return ", ".join(str(number_of(one)) for one in result.missing if one not in report.without_column)


def _elements(report: ImportReport) -> Iterator[str]:
    """Yield how many records lack which element; what no column can state is said once."""
    counted = Counter(one for result in report.results for one in result.missing)
    for element in sorted(counted, key=number_of):
        if element not in report.without_column:
            yield f"  {counted[element]:5d} × not stated of Annex I: {official_name(element)}"
    if report.without_column:
        yield f"  no column states, of Annex I: {'; '.join(map(official_name, report.without_column))}"


def _totals(report: ImportReport) -> Iterator[str]:
    empty = f", {report.empty_rows} empty rows skipped" if report.empty_rows else ""
    sheet = f", sheet “{report.sheet}”" if report.sheet else ""
    yield f"{report.table}{sheet}: {report.rows} rows{empty}"
    if report.recovered:
        yield "  an earlier import was interrupted: what it had written was taken back first"
    if report.other_sheets:
        named = ", ".join(f"“{name}”" for name in report.other_sheets)
        yield f"  not read: the sheets {named}; import each with --sheet"
    yield f"  {report.offers} offers of {report.providers} providers, {len(report.failures)} rows without a record"
    kinds = Counter(result.kind for result in report.results)
    if kinds["micro-credential"]:
        yield f"  {kinds['micro-credential']} micro-credentials, {kinds['learning-opportunity']} learning opportunities"
    whole = report.cells - report.cells_not_placed - report.cells_left_out
    lost = f"{report.cells_not_placed} not placed or only in part, {report.cells_left_out} left out by the mapping"
    yield f"  {report.cells} filled cells: {whole} placed, {lost}"
    for (fate, column, reason), count in Counter(map(_group, report.remarks)).most_common():
        yield f"  {count:5d} × {fate}: {column}: {reason}"
    yield from (f"  not read, since no offer leads to it: {_short(one)}" for one in report.beside)
    yield from _elements(report)
    yield from _left_alone(report)
    verb = "would be written" if report.dry_run else "written"
    changed = f"{len(report.changed)} files {verb.replace('written', 'changed')}, " if report.changed else ""
    there = f"{len(report.unchanged)} were there already"
    yield f"  {len(report.new)} files {verb} below {report.target}, {changed}{there}"
    if report.notes:
        yield f"  {NAME} {verb} in the folders of {len(report.notes)} providers: what was imported"
    if report.dry_run:
        yield from (f"  + {path}" for path in report.new)
        yield from (f"  ~ {path}" for path in (*report.changed, *report.notes))


def _left_alone(report: ImportReport) -> Iterator[str]:
    """Yield what the import did not write, and what somebody should look at."""
    for one in report.occupied:
        yield f"  not written: {one.path}: {one.reason}"
    for kept in report.kept:
        yield f"  kept: {kept.record}: `{kept.key}`: {kept.reason}; the table says {_short(kept.table)}"
    if report.kept:
        yield "  to take over what the table says, write it into the record; the next --update follows the table again"
    for text in report.outdated:
        changed = ", ".join(text.changed)
        yield f"  perhaps out of date: {text.record}: `{text.key}`: the table changed the same text in: {changed}"
    for gone in report.deleted:
        line = f"delete the line {gone.uuid} in {gone.path.split('/')[0]}/{NAME}"
        yield f"  deleted by hand: {gone.path}; it is not written again; to get it back, {line}"
    for path in report.gone:
        yield f"  no longer in the table: {path}; it stays, and `status: withdrawn` would end it"
    if report.elsewhere:
        yield f"  {report.elsewhere} records of providers that the table does not name were left alone"


def _cell(report: ImportReport, remark: Remark) -> str:
    column = report.letters.get(remark.column)
    return f"{column}{remark.row}" if column else ""


def _group(remark: Remark) -> tuple[str, str, str]:
    return remark.fate.value, remark.column, remark.reason


def _short(value: str) -> str:
    text = clean(value).text
    return f"“{text[:LONGEST_VALUE]}…”" if len(text) > LONGEST_VALUE else f"“{text}”"
