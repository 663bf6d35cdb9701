"""What all tables are made of, before names and rows are told apart: cells with their texts, as a person sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.diagnostics import Severity, define_rule
from generator.wording import NOTHING, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

UNUSABLE_WORKBOOK = define_rule(
    "IMP004",
    Severity.ERROR,
    "The workbook cannot be read",
    reason="Only CSV and XLSX can be read; other programs, passwords and damage change what a file holds.",
    remedy="Save the table as XLSX or as CSV UTF-8 with a spreadsheet program.",
)
NO_SUCH_SHEET = define_rule(
    "IMP005",
    Severity.ERROR,
    "A sheet that the workbook does not have",
    reason="A table is read from one sheet, and another one may hold something else.",
    remedy="Name a sheet of the workbook with --sheet, or with `sheet:` in the mapping.",
)
TOO_LARGE_TABLE = define_rule(
    "IMP006",
    Severity.ERROR,
    "The table is too large",
    reason="Every row becomes a file of the registry; so many at once are a mistake, and nobody could review them.",
    remedy="Split the table, for instance by provider, and import the parts one after the other.",
)

MAXIMUM_ROWS = 20_000
"""So many filled rows are imported at once: about a minute and a half, and 600 MB of memory."""
MAXIMUM_BYTES = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell: its text; whether it is a date (then in ISO form); why the value is not to be had; what was assumed."""

    text: str
    is_date: bool = False
    fault: Wording = NOTHING
    note: str = ""


EMPTY = SheetCell("")


@dataclass(frozen=True, slots=True)
class Merge:
    """A range of merged cells, rows and columns counted from 1."""

    row: int
    column: int
    last_row: int
    last_column: int

    def __str__(self) -> str:
        """Return the range as spreadsheet programs write it, such as B2:C4."""
        return f"{letter(self.column)}{self.row}:{letter(self.last_column)}{self.last_row}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet from row 1 on; `others` are sheets with content that are not read."""

    rows: Iterable[Sequence[SheetCell]]
    name: str = ""
    others: tuple[str, ...] = ()
    merges: tuple[Merge, ...] = ()
    ragged: bool = False
    """Whether a row may end before the last column, as in workbooks, where cells without content are left out."""


def letter(column: int) -> str:
    """Return the name that spreadsheet programs give a column counted from 1: A, B, …, Z, AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
