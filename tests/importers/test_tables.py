"""Reading a table: encodings, delimiters, rows that do not fit."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importers.tables import Table, parse_table, read_table

if TYPE_CHECKING:
    from pathlib import Path

    from generator.diagnostics import Diagnostic


def table(content: str | bytes) -> Table:
    read = parse_table(content.encode() if isinstance(content, str) else content, "table.csv")
    assert isinstance(read, Table), read
    return read


def refusal(content: str | bytes) -> Diagnostic:
    read = parse_table(content.encode() if isinstance(content, str) else content, "table.csv")
    assert isinstance(read, tuple)
    (found,) = read
    return found


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_reads_each_delimiter_with_and_without_byte_order_mark(delimiter: str, mark: str) -> None:
    text = mark + f'name{delimiter}note\nŁódź{delimiter}"a{delimiter}b, ""c""; d\ne"\n'

    read = table(text)

    assert (read.delimiter, read.columns) == (delimiter, ("name", "note"))
    assert read.rows[0].cells == {"name": "Łódź", "note": f'a{delimiter}b, "c"; d\ne'}


def test_column_names_decide_the_delimiter_however_many_others_the_cells_hold() -> None:
    assert table("name;topics\nA;a, b, c, d, e\nB;f, g, h\n").delimiter == ";"
    assert table("name,topics\nA,a; b; c; d\nB,e; f; g\n").delimiter == ","


def test_one_column_needs_no_delimiter() -> None:
    assert [row.cells for row in table("name\nA\nB\n").rows] == [{"name": "A"}, {"name": "B"}]


def test_rows_carry_the_number_that_a_spreadsheet_shows() -> None:
    read = table('a,b\n1,"two\nlines"\n\n,\n2\n3,4,5\n6,7\n')

    assert [row.number for row in read.rows] == [2, 7]
    assert [(fault.number, fault.reason) for fault in read.faults] == [
        (5, "expected 2 cells, got 1"),
        (6, "expected 2 cells, got 3"),
    ]
    assert read.empty_rows == 2


def test_another_encoding_is_named_with_its_place() -> None:
    found = refusal("nazwa,miasto\nkurs,Łódź\n".encode("windows-1250"))

    assert (found.rule.code, found.location.line, found.location.column) == ("FIL001", 2, 6)
    assert "0xa3" in found.message


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ("", "IMP003", "an empty file"),
        ("\ufeff \n", "IMP003", "an empty file"),
        ("a,b\n", "IMP003", "got none"),
        ("a,b\n,\n", "IMP003", "got none"),
        ("a,b,a\n1,2,3\n", "IMP002", "`a` once, got it 2 times"),
        ("a,,c\n1,2,3\n", "IMP002", "a name for column 2"),
        ('a,b\n1,"open\n2,3\n', "IMP001", "row 2"),
        ('a,b\n1,2\n"x"y,3\n', "IMP001", "row 3"),
    ],
)
def test_an_unusable_table_is_refused_in_plain_words(content: str, code: str, words: str) -> None:
    found = refusal(content)

    assert found.rule.code == code
    assert words in found.message
    assert found.remedy


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    read = read_table(tmp_path / "none.csv", "none.csv")

    assert isinstance(read, tuple)
    assert read[0].message == "expected a readable file, got: No such file or directory"


CELLS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6), st.sampled_from(",;\t"))
def test_any_cells_that_were_written_are_read_back(rows: list[list[str]], delimiter: str) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *rows])

    read = parse_table(stream.getvalue().encode(), "any.csv")

    kept = [row for row in rows if any(map(str.strip, row))]
    if kept:
        assert isinstance(read, Table)
        assert [list(row.cells.values()) for row in read.rows] == kept
        assert read.empty_rows == len(rows) - len(kept)
    else:
        assert isinstance(read, tuple)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    read = parse_table(content, "any.csv")

    assert isinstance(read, Table) or all(found.message for found in read)
