"""Read a sheet of an XLSX workbook, row by row, as a person sees it: stored values of formulas, dates, merged cells.

This is the one place that knows openpyxl, which has no types.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from importlib import import_module
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any

from generator.diagnostics import Diagnostic, Location
from generator.importers.sheets import (
    EMPTY,
    NO_SUCH_SHEET,
    TOO_LARGE_TABLE,
    UNUSABLE_WORKBOOK,
    Merge,
    Sheet,
    SheetCell,
    letter,
)
from generator.wording import NOTHING, Wording, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LAST_ROW = 1_048_576
"""The last row that spreadsheet programs have."""
MAXIMUM_UNPACKED = 400 * 1024 * 1024
MAXIMUM_TEXTS = 150 * 1024 * 1024
"""The list of texts of a workbook is the one part that cannot be read bit by bit."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 20
_OVERLAP = 500
LAST_ROW_OF_INTEREST = 100_000
"""So many rows are too many anyway; whether they stand in order need not be found out."""
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})[\"']")
_PLACE = re.compile(rb"<(?:\w+:)?(?:row|c)(?=\s)[^<>]*?\sr=[\"']([A-Z]{0,3})([0-9]{1,7})[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_SAVE_AS_XLSX = say("Open it and save it as XLSX.")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_ONLY_ZEROS = re.compile("0{2,30}")


def is_workbook(content: bytes) -> bool:
    """Tell whether bytes are a workbook of some program, readable or not, and surely no CSV."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE))


def read_workbook(content: bytes, name: str, sheet: str | None = None) -> Sheet | Diagnostic:
    """Return a sheet of a workbook (the first visible one with content, or the one named), or why there is none."""
    refusal = _refusal(content, name)
    if refusal:
        return refusal
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of looks and extensions that it leaves aside
            return _sheet(content, name, sheet)
    except Exception as error:  # a damaged file can break openpyxl in any way
        return _damaged(name, error)


def _damaged(name: str, error: Exception) -> Diagnostic:
    return Diagnostic(UNUSABLE_WORKBOOK, Location(name), damaged_file(error))


def damaged_file(error: Exception) -> Wording:
    """Say that a workbook cannot be read, with the kind of error for whoever wants to know more."""
    return say("expected a workbook in XLSX, got a damaged file ({error})", error=type(error).__name__)


# --------------------------------------------------------------------------------------------------- what is refused


def _refusal(content: bytes, name: str) -> Diagnostic | None:
    def unusable(found: Wording, fix: Wording = NOTHING) -> Diagnostic:
        message = say("expected a workbook in XLSX, got {found}", found=found)
        return Diagnostic(UNUSABLE_WORKBOOK, Location(name), message, fix)

    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return unusable(say("one that is locked with a password"), say("Save it without a password."))
        return unusable(say("one in the old format XLS"), _SAVE_AS_XLSX)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _refused_archive(archive, name, unusable)
    except Exception as error:  # a damaged archive can break zipfile in several ways
        return _damaged(name, error)


def _refused_archive(archive: zipfile.ZipFile, name: str, unusable: Callable[..., Diagnostic]) -> Diagnostic | None:
    parts = {part.filename: part.file_size for part in archive.infolist()}
    if "xl/workbook.bin" in parts:
        return unusable(say("one in the format XLSB"), _SAVE_AS_XLSX)
    if "xl/workbook.xml" not in parts:
        opendocument = "mimetype" in parts and b"opendocument" in archive.read("mimetype")[:200]
        found = say("one in the format ODS") if opendocument else say("an archive of another kind")
        return unusable(found, _SAVE_AS_XLSX)
    texts = max((size for part, size in parts.items() if part.lower().endswith("sharedstrings.xml")), default=0)
    if sum(parts.values()) > MAXIMUM_UNPACKED or texts > MAXIMUM_TEXTS:
        message = say("expected a workbook of at most {size} MB when unpacked, got more", size=MAXIMUM_UNPACKED >> 20)
        return Diagnostic(TOO_LARGE_TABLE, Location(name), message)
    for part in parts:
        with archive.open(part) as stream:
            if part.endswith((".xml", ".rels")) and b"<!DOCTYPE" in stream.read(4096):
                return unusable(say("one with a document type declaration"))
    return None


# -------------------------------------------------------------------------------------------------- choosing a sheet


def _sheet(content: bytes, name: str, wanted: str | None) -> Sheet | Diagnostic:
    shown = _open(content, values=True)
    sheets = list(shown.worksheets)
    names = [one.title for one in sheets]
    if wanted is not None and wanted not in names:
        sheets_there = ", ".join(f"`{one}`" for one in names)
        message = say("expected the sheet `{sheet}`, got a workbook with {sheets}", sheet=wanted, sheets=sheets_there)
        return Diagnostic(NO_SUCH_SHEET, Location(name), message)
    filled = [one for one in sheets if one.sheet_state == "visible" and _has_content(one)]
    chosen = next((one for one in sheets if one.title == wanted), None) or next(iter(filled or sheets), None)
    if chosen is None:
        return Diagnostic(UNUSABLE_WORKBOOK, Location(name), say("expected a workbook with a sheet, got none"))
    # Where the sheet lies in the archive; openpyxl tells it nowhere else.
    merges, has_formulas, disorder = _survey(content, chosen._worksheet_path)
    if disorder:
        message = say(
            "expected the rows and cells of the sheet `{sheet}` in their order, got {found}",
            sheet=chosen.title,
            found=disorder,
        )
        fix = say("Open it with a spreadsheet program and save it.")
        return Diagnostic(UNUSABLE_WORKBOOK, Location(name), message, fix)
    others = tuple(one.title for one in filled if one.title != chosen.title)
    formulas = _open(content, values=False)[chosen.title] if has_formulas else None
    rows = _merged(_rows(chosen, formulas), merges)
    return Sheet(rows, chosen.title, others, merges, ragged=True)


def _open(content: bytes, *, values: bool) -> Any:
    openpyxl: Any = import_module("openpyxl")
    return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=values, keep_links=False)


def _has_content(sheet: Any) -> bool:
    return any(cell.value is not None for row in _raw_rows(sheet) for cell in row)


def _raw_rows(sheet: Any) -> Iterator[Sequence[Any]]:
    sheet.reset_dimensions()  # what a file says about its size may be wrong
    rows: Iterator[Sequence[Any]] = sheet.iter_rows(max_row=LAST_ROW)
    return islice(rows, LAST_ROW)


def _survey(content: bytes, part: str) -> tuple[tuple[Merge, ...], bool, Wording]:
    """Return the merged cells of a sheet, which stand behind its rows; whether it has formulas; what is misplaced."""
    merges: dict[Merge, None] = {}
    has_formulas = False
    order = _Order()
    before = b""
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            window = before + chunk
            for found in _MERGE.finditer(window):
                merges[Merge(int(found[2]), _number(found[1]), int(found[4]), _number(found[3]))] = None
            has_formulas = has_formulas or _FORMULA.search(window) is not None
            order.follow(window, len(before))
            before = window[-_OVERLAP:]
    return tuple(merges), has_formulas, order.disorder


class _Order:
    """Rows and cells as they follow each other; openpyxl drops those that come too late without a word."""

    def __init__(self) -> None:
        self.disorder = NOTHING
        self.row = 0
        self.column = 0

    def follow(self, window: bytes, known: int) -> None:
        """Look at the places in a window; those that end in its first `known` bytes were seen before."""
        if self.disorder or self.row > LAST_ROW_OF_INTEREST:
            return
        for found in _PLACE.finditer(window):
            if found.end() > known and not self.disorder:
                self.look_at(_number(found[1]), int(found[2]))

    def look_at(self, column: int, row: int) -> None:
        """Look at the next row (column 0) or cell."""
        late = row <= self.row if column == 0 else row != self.row or column <= self.column
        if late:
            cell, last = f"{letter(column)}{row}", f"{letter(self.column)}{self.row}"
            self.disorder = say("{cell} after {last}", cell=cell, last=last)
            if not column:
                self.disorder = say("row {row} after row {last}", row=row, last=self.row)
        self.row, self.column = row, column


def _number(letters: bytes) -> int:
    number = 0
    for one in letters:
        number = number * 26 + one - ord("A") + 1
    return number


# ------------------------------------------------------------------------------------------------------------- cells


def _rows(shown: Any, formulas: Any | None) -> Iterator[list[SheetCell]]:
    written = _raw_rows(formulas) if formulas is not None else repeat(())
    for number, (row, behind) in enumerate(zip(_raw_rows(shown), written, strict=False), 1):
        # Formatted cells without content may reach to the last column that a program has.
        width = next((at for at in range(len(row), 0, -1) if row[at - 1].value is not None), 0)
        width = max(width, next((at for at in range(len(behind), 0, -1) if behind[at - 1].value is not None), 0))
        yield [
            EMPTY if cell.value is None and at >= len(behind) else _cell(cell, behind[at : at + 1], at + 1, number)
            for at, cell in enumerate(row[:width])
        ]


def _cell(cell: Any, behind: Sequence[Any], column: int, row: int) -> SheetCell:
    """Return a cell; `behind` is the same one with its formula instead of the stored result."""
    value = cell.value
    if value is None:
        # A formula whose result is an empty text has the type of a text; one that nobody calculated has no type.
        if behind and behind[0].value is not None and behind[0].data_type == "f" and cell.data_type != "str":
            place = f"{letter(column)}{row}"
            reason = say(
                "the formula in {place} has no stored result; open the file, let it calculate and save it", place=place
            )
            return SheetCell("", fault=reason)
        return EMPTY
    if cell.data_type == "e":
        return SheetCell(
            str(value), fault=say("{place} shows the error {error}", place=f"{letter(column)}{row}", error=str(value))
        )
    return _value(value, cell)


def _value(value: Any, cell: Any) -> SheetCell:
    if isinstance(value, bool):
        return SheetCell("true" if value else "false")
    if isinstance(value, int | float):
        return SheetCell(_figure(value, str(cell.number_format or "")))
    if isinstance(value, date):  # a datetime is one too
        return SheetCell(_moment(value), is_date=True)
    if isinstance(value, time):
        return SheetCell(value.isoformat("minutes"))
    return SheetCell(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value)))


def _moment(value: date) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat()


def _figure(value: float, form: str) -> str:
    """Return a number as its cell shows it: 2 and not 2.0, 0.3 and not 0.30000000000000004, 0688 as format 0000."""
    if form.endswith("%"):
        return f"{_plain(value * 100)}%"
    text = _plain(value)
    return text.zfill(len(form)) if _ONLY_ZEROS.fullmatch(form) and text.isdecimal() else text


def _plain(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    text = format(Decimal(f"{value:.15g}"), "f") if abs(value) < 1e15 else f"{value:.15g}"
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


# ------------------------------------------------------------------------------------------------------ merged cells


def _merged(rows: Iterator[list[SheetCell]], merges: Sequence[Merge]) -> Iterator[list[SheetCell]]:
    """Give cells merged over rows the value that all of them show; over columns nobody can tell whose it is."""
    starting: dict[int, list[Merge]] = {}
    for merge in merges:
        starting.setdefault(merge.row, []).append(merge)
    active: list[tuple[Merge, SheetCell]] = []
    for number, row in enumerate(rows, 1):
        for merge in starting.get(number, ()):
            first = row[merge.column - 1] if merge.column <= len(row) else EMPTY
            active.append((merge, first))
        for merge, first in active:
            _show(row, number, merge, first)
        active = [(merge, first) for merge, first in active if merge.last_row > number]
        yield row


def _show(row: list[SheetCell], number: int, merge: Merge, first: SheetCell) -> None:
    if first == EMPTY:
        return
    row.extend(repeat(EMPTY, merge.column - len(row)))
    if merge.last_column > merge.column:
        reason = say(
            "the cells {cells} are merged, and nobody can tell to which column the value belongs", cells=str(merge)
        )
        row[merge.column - 1] = replace(first, fault=first.fault or reason)
    elif number > merge.row:
        note = f"the cells {merge} are merged, so the value counts for each of their rows"
        row[merge.column - 1] = replace(first, note=note)
