"""The row of a table with the names of its columns: which names there are, and what is wrong with them."""

from __future__ import annotations

from collections import Counter
from itertools import chain, islice
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Location, Severity, define_rule
from generator.importers.sheets import SheetCell, letter
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.importers.sheets import Sheet

BAD_COLUMN_NAME = define_rule(
    "IMP002",
    Severity.ERROR,
    "A column without a name of its own",
    reason="A mapping names columns; of two columns with one name it could mean either.",
    remedy="Give every column a name that stands only once, all in one row; `header_row:` in the mapping says which.",
)
ROWS_BELOW_A_TITLE = 5


def is_filled(cell: SheetCell) -> bool:
    """Tell whether a cell shows something."""
    return bool(cell.fault or cell.text.strip())


def names_of(cells: Sequence[SheetCell]) -> tuple[str, ...]:
    """Return the names in a row, up to the last one."""
    names = [" ".join(cell.text.split()) for cell in cells]
    while names and not names[-1] and not cells[len(names) - 1].fault:
        del names[-1]
    return tuple(names)


def find_title(
    row: int, name: str, numbered: Iterator[tuple[int, Sequence[SheetCell]]], place: Callable[[int, int], Location]
) -> tuple[Iterator[tuple[int, Sequence[SheetCell]]], Diagnostic | None]:
    """Tell whether the only name is a title above the names of a table; return the rows again too."""
    following = list(islice(numbered, ROWS_BELOW_A_TITLE))
    filled = [(number, [cell.text for cell in cells if is_filled(cell)]) for number, cells in following]
    rows = [(number, texts) for number, texts in filled if texts]
    again = chain(following, numbered)
    if len(rows) < 2 or any(len(texts) < 2 for _, texts in rows[:2]) or len(set(rows[0][1])) < len(rows[0][1]):
        return again, None
    where, texts = rows[0]
    if any(not is_filled(cell) for cell in dict(following)[where][: len(texts)]):
        return again, None
    message = say(
        "expected the column names in row {row}, got only `{name}`, which looks like a title above them",
        row=row,
        name=name,
    )
    fix = say(
        "If the names stand in row {row}, write `header_row: {row}` in the mapping, or delete the rows above.",
        row=where,
    )
    return again, Diagnostic(BAD_COLUMN_NAME, place(row, 1), message, fix)


def header_faults(
    row: int,
    cells: Sequence[SheetCell],
    columns: tuple[str, ...],
    sheet: Sheet,
    place: Callable[[int, int], Location],
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the names: merged cells, names that cannot be read, that are missing or stand twice."""
    merged = [one for one in sheet.merges if one.row <= row <= one.last_row]
    for merge in merged:
        message = say(
            "expected a name of its own for each column in row {row} and in no other row, got the merged cells {cells} "
            "(row {first}, column {column})",
            row=row,
            cells=str(merge),
            first=merge.row,
            column=letter(merge.column),
        )
        yield Diagnostic(BAD_COLUMN_NAME, place(merge.row, merge.column), message, _UNMERGE)
    if merged:
        return
    for number, (cell, _) in enumerate(zip(cells, columns, strict=False), 1):
        if cell.fault:
            message = say(
                "expected a name for column {column} (row {row}), but {reason}",
                column=letter(number),
                row=row,
                reason=cell.fault,
            )
            yield Diagnostic(BAD_COLUMN_NAME, place(row, number), message)
    yield from _name_faults(row, columns, place)


_UNMERGE = say(
    "Unmerge them and give every column one name, all in one row; if there are titles above the names, "
    "`header_row:` in the mapping says in which row the names stand."
)


def _name_faults(row: int, columns: Iterable[str], place: Callable[[int, int], Location]) -> Iterator[Diagnostic]:
    names = list(columns)
    for name, count in Counter(names).items():
        if not name:
            number = names.index("") + 1
            column = letter(number)
            message = say("expected a name for column {column} (row {row}), got nothing", column=column, row=row)
            yield Diagnostic(BAD_COLUMN_NAME, place(row, number), message)
        elif count > 1:
            where = ", ".join(letter(number) for number, one in enumerate(names, 1) if one == name)
            message = say(
                "expected the column `{name}` once in row {row}, got it {count} times (columns {columns})",
                name=name,
                row=row,
                count=count,
                columns=where,
            )
            yield Diagnostic(BAD_COLUMN_NAME, place(row, names.index(name) + 1), message)
