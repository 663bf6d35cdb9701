"""Reading a table: encodings, delimiters, rows that do not fit."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.importers.encodings import ENCODINGS
from generator.importers.tables import Reading, Table, parse_table, read_table

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
        (5, "expected 2 cells, got 1: the row ends in column A instead of B"),
        (6, "expected 2 cells, got 3: the row ends in column C instead of B"),
    ]
    assert read.empty_rows == 2


def test_another_encoding_is_named_with_its_place() -> None:
    found = refusal("nazwa,miasto\nkurs,Łódź\n".encode("windows-1250"))

    assert (found.rule.code, found.location.line, found.location.column) == ("FIL001", 2, 6)
    assert "0xa3" in str(found.message)


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ("", "IMP003", "an empty file"),
        ("\ufeff \n", "IMP003", "an empty file"),
        ("a,b\n", "IMP003", "got none"),
        ("a,b\n,\n", "IMP003", "got none"),
        ("a,b,a\n1,2,3\n", "IMP002", "`a` once in row 1, got it 2 times (columns A, C)"),
        ("a,,c\n1,2,3\n", "IMP002", "a name for column B (row 1)"),
        ('a,b\n1,"open\n2,3\n', "IMP001", "row 2"),
        ('a,b\n1,2\n"x"y,3\n', "IMP001", "row 3"),
    ],
)
def test_an_unusable_table_is_refused_in_plain_words(content: str, code: str, words: str) -> None:
    found = refusal(content)

    assert found.rule.code == code
    assert words in str(found.message)
    assert str(found.remedy)


def test_a_line_that_names_the_separator_is_understood_and_no_row() -> None:
    for line in ("sep=;", "SEP=;;;"):
        read = table(f"{line}\r\na;b\r\n1,5;2\r\n")
        assert (read.delimiter, read.columns) == (";", ("a", "b"))
        assert [(row.number, row.cells) for row in read.rows] == [(2, {"a": "1,5", "b": "2"})]
    assert table("sep=|\na|b\n1|2\n").rows[0].cells == {"a": "1", "b": "2"}
    assert refusal('sep=;\na;b\n1;"2\n').location.line == 3


def test_a_cell_that_is_too_long_is_named_with_its_place_and_the_limit() -> None:
    csv.field_size_limit(131_072)  # frictionless, which other tests call, lets cells be longer
    found = refusal('a;b\n"x\ny";1\n2;' + "z" * 140_000 + "\n")

    assert str(found.message) == "expected at most 131072 characters in a cell, got 140000 (row 3, column B)"
    assert (found.location.line, "Shorten the text" in str(found.remedy)) == (4, True)
    assert csv.field_size_limit() == 131_072


@pytest.mark.parametrize(
    ("content", "row"),
    [
        ("Our courses\nwhat;who\n1;2\n", 2),
        ("Our courses;;\n\nwhat;who;start\n1;2;3\n", 3),
        ("Our courses,,\nwhat,who,start\n1,2,3\n", 2),
    ],
)
def test_a_title_above_the_names_is_told_from_them(content: str, row: int) -> None:
    found = refusal(content)

    assert "got only `Our courses`, which looks like a title" in str(found.message)
    assert f"`header_row: {row}`" in str(found.remedy)
    below = parse_table(content.encode(), "table.csv", Reading(header_row=row))
    assert isinstance(below, Table)
    assert below.columns[:2] == ("what", "who")


def test_one_column_is_no_title() -> None:
    assert [row.cells for row in table("name\nA, b\nC\nD\n").rows] == [{"name": "A, b"}, {"name": "C"}, {"name": "D"}]


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    read = read_table(tmp_path / "none.csv", "none.csv")

    assert isinstance(read, tuple)
    assert str(read[0].message) == "expected a readable file, got: No such file or directory"


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

    assert isinstance(read, Table) or all(str(found.message) for found in read)


# ---------------------------------------------------------------------------------------------------------- encodings

POLISH = "nazwa;miasto\nkurs „ąęś”;Łódź\n"


@pytest.mark.parametrize(
    ("encoding", "asked"),
    [
        ("utf-8", None),
        ("utf-8-sig", "utf-8"),
        ("utf-16", None),
        ("utf-16", "utf-16"),
        ("windows-1250", "windows-1250"),
    ],
)
def test_an_encoding_that_is_certain_or_asked_for_is_read(encoding: str, asked: str | None) -> None:
    read = parse_table(POLISH.encode(encoding), "table.csv", Reading(encoding=asked))

    assert isinstance(read, Table)
    assert read.rows[0].cells == {"nazwa": "kurs „ąęś”", "miasto": "Łódź"}


@pytest.mark.parametrize(
    ("content", "asked", "place", "words", "remedy"),
    [
        (
            POLISH.encode("windows-1250"),
            None,
            (2, 6),
            "expected UTF-8 text, got the byte 0x84",
            "--encoding windows-1250",
        ),
        (POLISH.encode("utf-16-le"), None, (1, 2), "got the byte 0x00", "--encoding utf-16"),
        (POLISH.encode(), "windows-1250", (1, 1), "expected text in windows-1250, got UTF-8", "--encoding utf-8"),
        (POLISH.encode("windows-1250"), "iso-8859-2", (2, 6), "got the control character U+0084", "no letter there"),
        ("a\nlatin \x81\n".encode("latin-1"), "windows-1250", (2, 7), "got the byte 0x81", "--encoding"),
        (b"a\nb", "utf-16", (1, 2), "expected text in utf-16", "--encoding"),
    ],
)
def test_a_wrong_encoding_is_refused_and_never_garbles(
    content: bytes, asked: str | None, place: tuple[int, int], words: str, remedy: str
) -> None:
    read = parse_table(content, "table.csv", Reading(encoding=asked))

    assert isinstance(read, tuple)
    assert (words in str(read[0].message), remedy in str(read[0].remedy)) == (True, True), read[0]
    assert (read[0].location.line, read[0].location.column) == place


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(max_examples=20, derandomize=True)
@given(content=st.binary(max_size=60))
def test_no_bytes_break_an_encoding(encoding: str, content: bytes) -> None:
    read = parse_table(content, "any.csv", Reading(encoding=encoding))

    assert isinstance(read, Table) or all(str(found.message) and str(found.remedy) for found in read)
