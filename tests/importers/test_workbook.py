"""Reading XLSX: every cell as a person sees it, or a reason with its row and column."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.importers.sheets import MAXIMUM_ROWS, letter
from generator.importers.tables import Reading, Table, parse_table
from tests.importers.workbooks import a_workbook, calculated, with_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.diagnostics import Diagnostic

FEW = settings(max_examples=40, deadline=None, derandomize=True)


def table(content: bytes, how: Reading | None = None) -> Table:
    read = parse_table(content, "table.xlsx", how)
    assert isinstance(read, Table), read
    return read


def refusal(content: bytes, how: Reading | None = None) -> Diagnostic:
    read = parse_table(content, "table.xlsx", how)
    assert isinstance(read, tuple)
    return read[0]


def on_sheet(change: Callable[[Any], None]) -> Callable[[Any], None]:
    return lambda book: change(book.active)


def formatted(value: object, form: str) -> bytes:
    def change(sheet: Any) -> None:
        sheet["A2"].number_format = form

    return a_workbook([["a"], [value]], change=on_sheet(change))


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (2.0, "General", "2"),
        (2.5, "General", "2.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567.891, "#,##0.00", "1234567.891"),
        (1e14, "General", "100000000000000"),
        (688, "0000", "0688"),
        (0.6, "0%", "60%"),
        (0.125, "0.0%", "12.5%"),
        (True, "General", "true"),
        (False, "General", "false"),
        ("0688", "@", "0688"),
        (" a\nb ", "General", " a\nb "),
        ("a_x000D_\nb", "General", "a\r\nb"),
        (46024, "General", "46024"),
        (46024, "dd.mm.yyyy", "2026-01-02"),
        (date(2026, 1, 2), "yyyy-mm-dd", "2026-01-02"),
        (datetime(2026, 1, 2, 10, 30), "yyyy-mm-dd hh:mm", "2026-01-02 10:30"),  # noqa: DTZ001 - cells have no zone
        (time(17, 5), "hh:mm", "17:05"),
    ],
)
def test_a_cell_is_read_as_it_is_seen(value: object, form: str, text: str) -> None:
    row = table(formatted(value, form)).rows[0]

    assert row.cells == {"a": text}
    assert row.dates == ({"a"} if text.startswith("2026-") else frozenset())


def test_dates_of_the_calendar_that_begins_in_1904() -> None:
    content = with_part(
        formatted(46024 - 1462, "yyyy-mm-dd"),
        "xl/workbook.xml",
        lambda xml: re.sub("<workbookPr[^>]*>", '<workbookPr date1904="1"/>', xml),
    )
    assert table(content).rows[0].cells == {"a": "2026-01-02"}


def test_formulas_show_their_stored_results() -> None:
    content = calculated(a_workbook([["a", "b"], ["=1+1", '="x"&"y"'], ['=""', 1]]), {"A2": "2", "B2": "xy", "A3": ""})

    read = table(content)

    assert [row.cells for row in read.rows] == [{"a": "2", "b": "xy"}, {"a": "", "b": "1"}]
    assert not any(row.faults for row in read.rows)


def test_a_formula_that_was_never_calculated_is_named_with_its_cell() -> None:
    read = table(a_workbook([["a", "b"], ["x", "=A1"], ["y", 1]]))

    assert [dict(row.faults) for row in read.rows] == [
        {"b": "the formula in B2 has no stored result; open the file, let it calculate and save it"},
        {},
    ]


def test_a_cell_that_shows_an_error_is_named() -> None:
    def broken(sheet: Any) -> None:
        sheet["B2"] = "#REF!"
        sheet["B2"].data_type = "e"

    row = table(a_workbook([["a", "b"], ["x", ""]], change=on_sheet(broken))).rows[0]

    assert (row.cells["b"], row.faults["b"]) == ("#REF!", "B2 shows the error #REF!")


def test_cells_merged_over_rows_count_for_each_row() -> None:
    read = table(
        a_workbook([["a", "b"], ["x", 1], [None, 2]], change=on_sheet(lambda sheet: sheet.merge_cells("A2:A3")))
    )

    assert [row.cells["a"] for row in read.rows] == ["x", "x"]
    assert read.rows[0].notes == {}
    assert read.rows[1].notes == {"a": "the cells A2:A3 are merged, so the value counts for each of their rows"}


def test_cells_merged_over_columns_belong_to_none() -> None:
    read = table(a_workbook([["a", "b"], ["x", None]], change=on_sheet(lambda sheet: sheet.merge_cells("A2:B2"))))

    assert "the cells A2:B2 are merged" in read.rows[0].faults["a"]


@pytest.mark.parametrize(("cells", "place"), [("B1:C1", (1, 2)), ("A1:A2", (1, 1))])
def test_merged_column_names_are_refused(cells: str, place: tuple[int, int]) -> None:
    content = a_workbook(
        [["a", "b", None], ["", "c", "d"], ["1", "2", "3"]], change=on_sheet(lambda sheet: sheet.merge_cells(cells))
    )
    found = refusal(content)

    assert (found.location.line, found.location.column) == place
    assert f"merged cells {cells} (row 1, column {letter(place[1])})" in str(found.message)
    assert "header_row" in str(found.remedy)


def test_a_title_above_the_names_is_told_from_them() -> None:
    found = refusal(a_workbook([["Our courses"], [], ["a", "b"], ["1", "2"]]))

    assert "got only `Our courses`, which looks like a title" in str(found.message)
    assert "`header_row: 3`" in str(found.remedy)


def test_names_below_a_title_are_found_where_the_mapping_says() -> None:
    content = a_workbook(
        [["Our courses", None], ["a", "b"], ["1", "2"]], change=on_sheet(lambda sheet: sheet.merge_cells("A1:B1"))
    )
    read = table(content, Reading(header_row=2))

    assert (read.columns, read.rows[0].number) == (("a", "b"), 3)
    assert "merged cells A1:B1" in str(refusal(content).message)


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (r'(<row r="2".*?</row>)(<row r="3".*?</row>)', r"\2\1", "got row 2 after row 3"),
        (r'(<c r="A2".*?</c>)(<c r="B2".*?</c>)', r"\2\1", "got A2 after B2"),
        (r'(<c r="B2".*?</c>)', r"\1\1", "got B2 after B2"),
        (r'<row r="3"', r'<row r="2"', "got row 2 after row 2"),
    ],
)
def test_rows_and_cells_out_of_order_are_refused(old: str, new: str, words: str) -> None:
    content = with_part(
        a_workbook([["a", "b"], [1, 2], [3, 4]]), SHEET, lambda xml: re.sub(old, new, xml, count=1, flags=re.DOTALL)
    )
    found = refusal(content)

    assert (found.rule.code, words in str(found.message)) == ("IMP004", True), str(found.message)
    assert "save it" in str(found.remedy)


def test_order_is_followed_over_the_pieces_in_which_a_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.importers.workbook._CHUNK", 700)

    assert len(table(a_workbook([["a", "b"], *([number, "x"] for number in range(200))])).rows) == 200


def test_what_a_file_says_about_its_size_does_not_count() -> None:
    content = with_part(
        a_workbook([["a", "b"], [1, 2], [3, 4]]), SHEET, lambda xml: xml.replace('ref="A1:B3"', 'ref="A1:A2"')
    )
    assert content != a_workbook([["a", "b"], [1, 2], [3, 4]])

    assert [row.cells for row in table(content).rows] == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]


def test_warnings_of_the_library_are_no_words_for_users(recwarn: pytest.WarningsRecorder) -> None:
    content = with_part(
        formatted(46024, "yyyy-mm-dd"), SHEET, lambda xml: xml.replace("<v>46024</v>", "<v>99999999999</v>")
    )
    table(content)

    assert [str(one.message) for one in recwarn] == []


def test_empty_rows_and_columns_around_a_table_do_no_harm() -> None:
    read = table(a_workbook([[], ["a", "b\nc", None], [], ["1"], ["2", "3", None]]))

    assert read.columns == ("a", "b c")
    assert [(row.number, row.cells) for row in read.rows] == [(4, {"a": "1", "b c": ""}), (5, {"a": "2", "b c": "3"})]
    assert read.empty_rows == 1


def test_a_value_without_a_column_name_breaks_its_row() -> None:
    read = table(a_workbook([["a"], ["1", None, "2"], ["3"]]))

    assert [(fault.number, fault.reason) for fault in read.faults] == [
        (2, "expected nothing in column C, which has no name, got a value")
    ]


def two_sheets(book: Any) -> None:
    book.create_sheet("Empty", 0)
    hidden = book.create_sheet("Lists", 0)
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    book.create_sheet("More").append(["b"])
    book["More"].append(["2"])


def test_the_first_visible_sheet_with_content_is_read_unless_one_is_named() -> None:
    content = a_workbook([["a"], ["1"]], change=two_sheets)

    first, named = table(content), table(content, Reading(sheet="More"))

    assert (first.sheet, first.columns, first.other_sheets) == ("Courses", ("a",), ("More",))
    assert (named.sheet, named.columns, named.other_sheets) == ("More", ("b",), ("Courses",))
    found = refusal(content, Reading(sheet="Corses"))
    assert (found.rule.code, "`Courses`" in str(found.message)) == ("IMP005", True)


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (OLE + b"x" * 600, "IMP004", "the old format XLS"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "IMP004", "locked with a password"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "IMP004", "the format ODS"),
        (zipped(xl__workbook_DOT_bin=b""), "IMP004", "the format XLSB"),
        (zipped(word__document_DOT_xml=b"<x/>"), "IMP004", "an archive of another kind"),
        (zipped(xl__workbook_DOT_xml=b"<x/>"), "IMP004", "a damaged file"),
        (zipped(xl__workbook_DOT_xml=b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"), "IMP004", "a document type declaration"),
        (a_workbook([["a"], ["1"]])[:2000], "IMP004", "a damaged file"),
        (a_workbook([]), "IMP003", "expected column names in any row of the sheet `Courses`, got nothing"),
        (a_workbook([["a"]]), "IMP003", "expected rows below the column names"),
        (a_workbook([["a", "=B2"], ["1", "2"]]), "IMP002", "the formula in B1 has no stored result"),
        (a_workbook([["a", None, "c"], ["1"]]), "IMP002", "a name for column B (row 1)"),
        (a_workbook([["a", "b", "a"], ["1"]]), "IMP002", "`a` once in row 1, got it 2 times (columns A, C)"),
    ],
)  # fmt: skip
def test_an_unusable_workbook_is_refused_in_plain_words(content: bytes, code: str, words: str) -> None:
    expect_refusal(content, code, words)


def test_a_workbook_that_is_too_large_when_unpacked_is_refused() -> None:
    spaces = b" " * (151 << 20)  # packed here and not among the parameters, which every worker makes at its start
    expect_refusal(zipped(xl__workbook_DOT_xml=b"<x/>", xl__sharedStrings_DOT_xml=spaces), "IMP006", "when unpacked")


def expect_refusal(content: bytes, code: str, words: str) -> None:
    found = refusal(content)
    assert (found.rule.code, words in str(found.message)) == (code, True), str(found.message)
    assert str(found.remedy)


def test_a_table_of_too_many_rows_is_refused_at_the_first_one_too_many() -> None:
    found = parse_table(b"a\n" + b"1\n" * (MAXIMUM_ROWS + 5), "table.csv")

    assert isinstance(found, tuple)
    assert (
        str(found[0].message)
        == f"expected at most {MAXIMUM_ROWS} rows, got more (row {MAXIMUM_ROWS + 2} is one too many)"
    )


@FEW
@given(st.data())
def test_no_damage_breaks_the_reader(data: st.DataObject) -> None:
    content = bytearray(SMALL)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    read = parse_table(bytes(content), "table.xlsx")

    assert isinstance(read, Table) or all(str(found.message) for found in read)


SMALL = a_workbook([["a", "b"], ["x", "=1+1"], [date(2026, 1, 2), 2.5]])

CELLS = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(st.characters(categories=["L", "N", "Zs"]))


@pytest.mark.slow
@FEW
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_any_cells_that_were_written_are_read_back(rows: list[list[Any]]) -> None:
    read = parse_table(a_workbook([["a", "b"], *rows]), "table.xlsx")

    def text(cell: Any) -> str:
        return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)

    filled = [[text(cell) for cell in row] for row in rows if any(text(cell).strip() for cell in row)]
    if filled:
        assert isinstance(read, Table)
        assert [list(row.cells.values()) for row in read.rows] == filled
    else:
        assert isinstance(read, tuple)


@pytest.mark.parametrize(
    ("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_have_the_letters_of_spreadsheet_programs(number: int, name: str) -> None:
    assert letter(number) == name
