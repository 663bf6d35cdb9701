"""Read a table from a CSV file: rows with their numbers, as text, and nothing guessed that can be counted."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Location, Rule, Severity, define_rule
from generator.records.source import NOT_UTF8, UNREADABLE, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

BROKEN_TABLE = define_rule(
    "IMP001",
    Severity.ERROR,
    "The table cannot be taken apart",
    reason="Where a quotation mark is open, nobody can tell which cell the rest of the file belongs to.",
    remedy="Save the table again as CSV with a spreadsheet program; it doubles quotation marks inside a cell.",
)
BAD_COLUMN_NAME = define_rule(
    "IMP002",
    Severity.ERROR,
    "A column without a name of its own",
    reason="A mapping names columns; of two columns with one name it could mean either.",
    remedy="Give every column of the first row a name that stands only once.",
)
NO_ROWS = define_rule(
    "IMP003",
    Severity.ERROR,
    "A table without rows",
    reason="There is nothing to import.",
    remedy="Save the table with the column names in the first row and one offer in each row below.",
)

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` is the one a spreadsheet program shows (the row of column names is 1)."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that does not fit its table, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: every row is either whole (`rows`), or broken (`faults`), or empty and only counted."""

    name: str
    delimiter: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[RowFault, ...] = ()
    empty_rows: int = 0


def read_table(file: Path, shown: str = "") -> Table | tuple[Diagnostic, ...]:
    """Read a CSV file in UTF-8, or say why it cannot be read; `shown` is how messages call it."""
    name = shown or file.name
    try:
        content = file.read_bytes()
    except OSError as error:
        message = f"expected a readable file, got: {error.strerror}"
        return (Diagnostic(UNREADABLE, Location(name), message, "Name a CSV file that you may read."),)
    return parse_table(content, name)


def parse_table(content: bytes, name: str) -> Table | tuple[Diagnostic, ...]:
    """Take apart the bytes of a CSV file: UTF-8 with or without byte order mark; comma, semicolon or tab."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return (_not_utf8(content, error.start, name),)
    if not text.strip():
        return (Diagnostic(NO_ROWS, Location(name), "expected a table, got an empty file"),)
    source = Source(name, text)
    delimiter = choose_delimiter(text)
    records = _records(source, delimiter)
    return records if isinstance(records, tuple) else _table(source, delimiter, records)


def choose_delimiter(text: str) -> str:
    """Return the delimiter of a table: comma, semicolon or tab.

    It is the one that splits the row of column names into the most cells, since names hardly ever contain one;
    where two do equally well, the one under which more rows have as many cells as names; then the comma.
    """

    def fitness(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = [len(row) for row in reader]
        except csv.Error:
            return 0, 0
        return (widths[0], widths.count(widths[0])) if widths else (0, 0)

    return max(DELIMITERS, key=fitness)


def _records(source: Source, delimiter: str) -> list[list[str]] | tuple[Diagnostic, ...]:
    reader = csv.reader(io.StringIO(source.text, newline=""), delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    start = 1
    try:
        for record in reader:
            records.append(record)
            start = reader.line_num + 1
    except csv.Error as error:
        where = source.at(start, 1)
        message = f"expected a whole row (row {len(records) + 1}), got: {error}"
        return (Diagnostic(BROKEN_TABLE, where, message),)
    return records


def _table(source: Source, delimiter: str, records: list[list[str]]) -> Table | tuple[Diagnostic, ...]:
    columns = tuple(name.strip() for name in records[0])
    found = tuple(_column_faults(source, columns))
    if found:
        return found
    filled = [(number, cells) for number, cells in enumerate(records[1:], 2) if any(map(str.strip, cells))]
    if not filled:
        return (Diagnostic(NO_ROWS, source.at(1, 1), "expected rows below the column names, got none"),)
    whole = tuple(
        Row(number, dict(zip(columns, cells, strict=True))) for number, cells in filled if _fits(cells, columns)
    )
    faults = tuple(_fault(number, cells, columns) for number, cells in filled if not _fits(cells, columns))
    return Table(source.path, delimiter, columns, whole, faults, len(records) - 1 - len(filled))


def _fits(cells: list[str], columns: tuple[str, ...]) -> bool:
    return len(cells) == len(columns)


def _fault(number: int, cells: list[str], columns: tuple[str, ...]) -> RowFault:
    return RowFault(number, f"expected {len(columns)} cells, got {len(cells)}")


def _column_faults(source: Source, columns: tuple[str, ...]) -> Iterator[Diagnostic]:
    for name, count in Counter(columns).items():
        if not name:
            yield _at_header(
                BAD_COLUMN_NAME, source, f"expected a name for column {columns.index('') + 1}, got nothing"
            )
        elif count > 1:
            yield _at_header(BAD_COLUMN_NAME, source, f"expected the column `{name}` once, got it {count} times")


def _at_header(rule: Rule, source: Source, message: str) -> Diagnostic:
    return Diagnostic(rule, source.at(1, 1), message)


def _not_utf8(content: bytes, start: int, name: str) -> Diagnostic:
    line_start = content.rfind(b"\n", 0, start) + 1
    before = content[line_start:start].decode("utf-8", "replace")
    where = Location(name, content.count(b"\n", 0, start) + 1, len(before) + 1)
    message = f"expected UTF-8 text, got the byte 0x{content[start]:02x}"
    fix = "Save the table again as “CSV UTF-8”; another encoding (such as Windows-1250) would garble names."
    return Diagnostic(NOT_UTF8, where, message, fix)
