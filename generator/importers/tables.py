"""Read a table from a CSV or XLSX file: rows with their numbers, as text, and nothing guessed that can be counted."""

from __future__ import annotations

import csv
import io
import re
import warnings
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Location, Severity, define_rule
from generator.importers.encodings import decode_table
from generator.importers.header import find_title, header_faults, is_filled, names_of
from generator.importers.sheets import (
    EMPTY,
    MAXIMUM_BYTES,
    MAXIMUM_ROWS,
    TOO_LARGE_TABLE,
    UNUSABLE_WORKBOOK,
    Sheet,
    SheetCell,
    letter,
)
from generator.importers.workbook import damaged_file, is_workbook, read_workbook
from generator.records.source import UNREADABLE, Source, unreadable
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

BROKEN_TABLE = define_rule(
    "IMP001",
    Severity.ERROR,
    "The table cannot be taken apart",
    reason="Where a quotation mark is open, nobody can tell which cell the rest of the file belongs to.",
    remedy="Save the table again as CSV with a spreadsheet program; it doubles quotation marks inside a cell.",
)
NO_ROWS = define_rule(
    "IMP003",
    Severity.ERROR,
    "A table without rows",
    reason="There is nothing to import.",
    remedy="Save the table with the column names in the first row and one offer in each row below.",
)

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
_SEPARATOR_LINE = re.compile(r"sep=([^\w\s\"]|\t)[;,\t]*(?:\r\n|\r|\n)", re.IGNORECASE)
_WEB_PAGE = ("<!doctype", "<html", "<table", "<?xml")
SAMPLE_OF_ROWS = 1000
"""So many rows decide the delimiter."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` is the one a spreadsheet program shows.

    `dates` are the columns whose cell is a date of the spreadsheet program, `faults` those whose value is not to be
    had, with the reason, and `notes` those about which something was assumed.
    """

    number: int
    cells: Mapping[str, str]
    dates: frozenset[str] = frozenset()
    faults: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that does not fit its table, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: every row is either whole (`rows`), or broken (`faults`), or empty and only counted.

    `sheet` is the sheet that was read, `other_sheets` have content too and were not.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[RowFault, ...] = ()
    empty_rows: int = 0
    delimiter: str = ""
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()

    @property
    def letters(self) -> dict[str, str]:
        """Return the letters by which spreadsheet programs call the columns."""
        return {name: letter(number) for number, name in enumerate(self.columns, 1)}


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table is to be read where the file alone does not tell; None leaves it to the file."""

    sheet: str | None = None
    encoding: str | None = None
    header_row: int | None = None


def read_table(file: Path, shown: str = "", how: Reading | None = None) -> Table | tuple[Diagnostic, ...]:
    """Read a CSV or XLSX file, or say why it cannot be read; `shown` is how messages call it."""
    name = shown or file.name
    try:
        with file.open("rb") as stream:
            content = stream.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        fix = say("Name a CSV or XLSX file that you may read.")
        return (Diagnostic(UNREADABLE, Location(name), unreadable(error), fix),)
    return parse_table(content, name, how)


def parse_table(content: bytes, name: str, how: Reading | None = None) -> Table | tuple[Diagnostic, ...]:
    """Take apart the bytes of a file: an XLSX workbook, or CSV with comma, semicolon or tab (see `decode_table`)."""
    how = how or Reading()
    if len(content) > MAXIMUM_BYTES:
        message = say("expected a table of at most {size} MB, got more", size=MAXIMUM_BYTES >> 20)
        return (Diagnostic(TOO_LARGE_TABLE, Location(name), message),)
    if is_workbook(content):
        sheet = read_workbook(content, name, how.sheet)
        if isinstance(sheet, Diagnostic):
            return (sheet,)
        return _parse_workbook(sheet, name, how)
    text = decode_table(content, name, how.encoding)
    if isinstance(text, Diagnostic):
        return (text,)
    return _unusable_text(text, name) or _parse_text(Source(name, text), how)


def _unusable_text(text: str, name: str) -> tuple[Diagnostic, ...]:
    if not text.strip():
        return (Diagnostic(NO_ROWS, Location(name), say("expected a table, got an empty file")),)
    if text.lstrip()[:20].lower().startswith(_WEB_PAGE):  # some programs save web pages under the name of a workbook
        message = say("expected a table in CSV or XLSX, got a web page or XML")
        return (Diagnostic(UNUSABLE_WORKBOOK, Location(name), message),)
    return ()


def _parse_workbook(sheet: Sheet, name: str, how: Reading) -> Table | tuple[Diagnostic, ...]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of dates and extensions while rows are read
            return _table(name, sheet, lambda row, column: Location(name, row, column), how)
    except Exception as error:  # the rows are read from the file only now, and a damaged one can break anywhere
        return (Diagnostic(UNUSABLE_WORKBOOK, Location(name), damaged_file(error)),)


# --------------------------------------------------------------------------------------------------------------- CSV


def choose_delimiter(text: str, header_row: int | None = None) -> str:
    """Return the delimiter of a table: comma, semicolon or tab.

    It is the one that splits the row of column names into the most cells, since names hardly ever contain one;
    where two do equally well, the one under which more rows have as many cells as names; then the comma.
    """
    widths = {delimiter: _widths(text, delimiter) for delimiter in DELIMITERS}
    first = header_row - 1 if header_row else _row_ofnames_of(list(widths.values()))

    def fitness(delimiter: str) -> tuple[int, int]:
        each = widths[delimiter]
        return (each[first], each.count(each[first])) if len(each) > first else (0, 0)

    return max(DELIMITERS, key=fitness)


def _row_ofnames_of(widths: Sequence[Sequence[int]]) -> int:
    """Return the index of the first row that is not empty, or of the one below if only a title can stand there."""
    most = min(map(len, widths))
    first = next((at for at in range(most) if any(each[at] for each in widths)), 0)
    is_title = first + 2 < most and all(each[first] == 1 for each in widths)
    return first + 1 if is_title and any(each[first + 1] == each[first + 2] > 1 for each in widths) else first


def _widths(text: str, delimiter: str) -> list[int]:
    """Return how many cells the first rows have, as far as they can be taken apart."""
    widths: list[int] = []
    with suppress(csv.Error):
        for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), SAMPLE_OF_ROWS):
            widths.append(len(row))
    return widths


class _BrokenError(Exception):
    """A row cannot be taken apart."""

    def __init__(self, found: Diagnostic) -> None:
        super().__init__(str(found.message))
        self.found = found


def _parse_text(source: Source, how: Reading) -> Table | tuple[Diagnostic, ...]:
    said = _SEPARATOR_LINE.match(source.text)  # some spreadsheet programs begin with it and show it nowhere
    text = source.text[said.end() :] if said else source.text
    delimiter = said[1] if said else choose_delimiter(text, how.header_row)
    before = 1 if said else 0
    sheet = Sheet(_records(source, text, delimiter, before))
    try:
        return _table(source.path, sheet, lambda row, _: source.at(row + before, 1), how, delimiter)
    except _BrokenError as broken:
        return (broken.found,)


def _records(source: Source, text: str, delimiter: str, before: int) -> Iterator[list[SheetCell]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start, number = 1, 1
    try:
        for record in reader:
            start = reader.line_num + 1
            number += 1
            yield [SheetCell(cell) for cell in record]
    except csv.Error as error:
        place = source.at(start + before, 1)
        message = say("expected a whole row (row {number}), got: {reason}", number=number, reason=str(error))
        if "field limit" in str(error):
            raise _BrokenError(_too_long_cell(text, start, number, delimiter, place)) from None
        raise _BrokenError(Diagnostic(BROKEN_TABLE, place, message)) from None


def _too_long_cell(text: str, start: int, number: int, delimiter: str, place: Location) -> Diagnostic:
    """Say which cell of a row is too long: read the row once more without the limit."""
    limit = csv.field_size_limit(len(text) + 1)
    try:
        row = next(csv.reader(islice(io.StringIO(text, newline=""), start - 1, None), delimiter=delimiter))
    finally:
        csv.field_size_limit(limit)
    column, cell = max(enumerate(row, 1), key=lambda one: len(one[1]))
    message = say(
        "expected at most {limit} characters in a cell, got {length} (row {row}, column {column})",
        limit=limit,
        length=len(cell),
        row=number,
        column=letter(column),
    )
    fix = say(
        "Shorten the text: a record takes at most 10000 characters. Or mend the quotation mark that is open there."
    )
    return Diagnostic(BROKEN_TABLE, place, message, fix)


# -------------------------------------------------------------------------------------------------- names and rows


def _table(
    name: str, sheet: Sheet, place: Callable[[int, int], Location], how: Reading, delimiter: str = ""
) -> Table | tuple[Diagnostic, ...]:
    """Tell names and rows apart. The names stand in the first filled row, or in the row that was asked for."""
    numbered: Iterator[tuple[int, Sequence[SheetCell]]] = enumerate(sheet.rows, 1)
    header = next(((number, row) for number, row in numbered if _is_header(number, row, how)), None)
    if header is None:
        where = say("in row {number}", number=how.header_row) if how.header_row else say("in any row")
        if sheet.name:
            where = say("{where} of the sheet `{sheet}`", where=where, sheet=sheet.name)
        return (Diagnostic(NO_ROWS, Location(name), say("expected column names {where}, got nothing", where=where)),)
    first, cells = header
    columns = names_of(cells)
    found = tuple(header_faults(first, cells, columns, sheet, place))
    if found:
        return found
    if len(columns) == 1 and not how.header_row:
        numbered, title = find_title(first, columns[0], numbered, place)
        if title:
            return (title,)
    rows: list[Row] = []
    faults: list[RowFault] = []
    empty = 0
    for number, row in numbered:
        if not any(map(is_filled, row)):
            empty += 1
            continue
        if len(rows) + len(faults) == MAXIMUM_ROWS:
            message = say(
                "expected at most {limit} rows, got more (row {number} is one too many)",
                limit=MAXIMUM_ROWS,
                number=number,
            )
            return (Diagnostic(TOO_LARGE_TABLE, place(number, 1), message),)
        whole = _row(number, row, columns, None if sheet.ragged else len(cells))
        rows.append(whole) if isinstance(whole, Row) else faults.append(whole)
    if not rows and not faults:
        return (Diagnostic(NO_ROWS, place(first, 1), say("expected rows below the column names, got none")),)
    return Table(name, columns, tuple(rows), tuple(faults), empty, delimiter, sheet.name, sheet.others)


def _is_header(number: int, row: Sequence[SheetCell], how: Reading) -> bool:
    wanted = number == how.header_row if how.header_row else True
    return wanted and any(map(is_filled, row))


def _row(number: int, cells: Sequence[SheetCell], columns: tuple[str, ...], width: int | None) -> Row | RowFault:
    """Return a row of just the columns; where rows have a width (CSV), another width breaks the row."""
    if width is not None and len(cells) != width:
        end = f"the row ends in column {letter(len(cells))} instead of {letter(width)}"
        return RowFault(number, f"expected {width} cells, got {len(cells)}: {end}")
    stray = next((at for at, cell in enumerate(cells) if at >= len(columns) and is_filled(cell)), None)
    if stray is not None:
        return RowFault(number, f"expected nothing in column {letter(stray + 1)}, which has no name, got a value")
    named = dict(zip(columns, [*cells, *[EMPTY] * (len(columns) - len(cells))], strict=False))
    return Row(
        number,
        {name: cell.text for name, cell in named.items()},
        frozenset(name for name, cell in named.items() if cell.is_date),
        {name: str(cell.fault) for name, cell in named.items() if cell.fault},
        {name: cell.note for name, cell in named.items() if cell.note},
    )
