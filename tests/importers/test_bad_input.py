"""Tables that institutions really send: handled right, or refused with the row and column; nothing half-written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import catalogue
from generator.importers.sheets import MAXIMUM_ROWS
from generator.records.offer import Offer
from generator.records.reader import read_as
from generator.records.source import Source
from tests.importers.workbooks import a_workbook, many_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAPPING = """\
kind: learning-opportunity
source: {name: A list, address: "https://list.example.org/"}
identity: [who, what]
provider: {identified_by: who}
languages: {expected: [pl], otherwise: pl}
constants: {provider.type: other}
columns:
  what: {to: title, language: pl}
  who: {to: provider.name, language: pl}
  start: {to: runs.start, date: "%d.%m.%Y"}
"""
NAMES = ["what", "who", "start"]


def run(folder: Path, content: bytes, *options: str, mapping: str = MAPPING, name: str = "table.csv") -> Result:
    (folder / "mapping.yml").write_text(mapping, encoding="utf-8")
    (folder / name).write_bytes(content)
    arguments = [folder / name, "--to", folder / "providers", "--mapping", folder / "mapping.yml", *options]
    return CliRunner().invoke(catalogue, ["import", *map(str, arguments)])


def refused(folder: Path, result: Result, *words: str) -> None:
    assert (result.exit_code, [one for one in words if one not in result.output]) == (2, []), result.output
    assert "Nothing was written." in result.output
    assert not (folder / "providers").exists()


def imported(folder: Path) -> list[Offer]:
    found = []
    for file in sorted((folder / "providers").glob("*/offers/*.yml")):
        offer, _, problems = read_as(Offer, Source(file.name, file.read_text("utf-8")))
        assert offer is not None, problems
        found.append(offer)
    return found


def test_windows_1250_is_refused_with_the_remedy_and_read_when_asked_for(tmp_path: Path) -> None:
    content = "what,who,start\nŻółte łódki,Łódź,01.10.2026\n".encode("windows-1250")

    refused(tmp_path, run(tmp_path, content), "table.csv:2:1:", "expected UTF-8", "--encoding windows-1250")
    assert run(tmp_path, content, "--encoding", "windows-1250").exit_code == 0
    assert imported(tmp_path)[0].title == {"pl": "Żółte łódki"}


def test_a_mapping_can_name_the_encoding(tmp_path: Path) -> None:
    content = "what,who,start\nŻółte łódki,Łódź,01.10.2026\n".encode("iso-8859-2")

    assert run(tmp_path, content, mapping=MAPPING + "encoding: iso-8859-2\n").exit_code == 0
    assert imported(tmp_path)[0].title == {"pl": "Żółte łódki"}


def test_semicolons_separate_too(tmp_path: Path) -> None:
    assert run(tmp_path, b"what;who;start\nOne, two;A;01.10.2026\n").exit_code == 0
    assert imported(tmp_path)[0].title == {"pl": "One, two"}


def merged(cells: str) -> Callable[[Any], None]:
    return lambda book: book.active.merge_cells(cells)


def test_merged_column_names_are_refused_with_their_place(tmp_path: Path) -> None:
    content = a_workbook([NAMES, ["One", "A", "01.10.2026"]], change=merged("B1:C1"))

    refused(tmp_path, run(tmp_path, content), "table.csv:1:2:", "merged cells B1:C1 (row 1, column B)")


def test_a_formula_without_result_is_named_and_the_other_rows_arrive(tmp_path: Path) -> None:
    content = a_workbook([NAMES, ["One", "A", "=TODAY()"], ["Two", "A", "01.10.2026"], ['="Th"&"ree"', "A", ""]])

    result = run(tmp_path, content)

    assert result.exit_code == 1
    assert "row 2\n  column C, start: “”: the formula in C2 has no stored result" in result.output
    assert "row 4\n  no record: expected a value in column A (`what`)" in result.output
    assert "the formula in A4 has no stored result" in result.output
    assert [(offer.title, len(offer.runs)) for offer in imported(tmp_path)] == [({"pl": "One"}, 0), ({"pl": "Two"}, 1)]


def test_dates_are_dates_and_bare_numbers_are_not(tmp_path: Path) -> None:
    result = run(tmp_path, a_workbook([NAMES, ["One", "A", date(2026, 10, 1)], ["Two", "A", 46296]]))

    assert "row 3\n  column C, start: “46296”: no date but a number, which may stand for 2026-10-01" in result.output
    one, two = imported(tmp_path)
    assert (one.runs[0].start, two.runs) == (date(2026, 10, 1), ())


CODES = (
    MAPPING.replace("learning-opportunity", "derived")
    + """\
  level: {to: credential.learning_outcomes.text, split: ";", entries: true, language: pl}
  how: {to: credential.assessment.types, split: ","}
  where: {to: provider.country}
  mode: {to: participation.mode, units: []}
"""
)


def test_a_cell_is_a_code_or_is_named_also_if_the_mapping_names_no_vocabulary(tmp_path: Path) -> None:
    content = b"what,who,start,level,how,where,mode\nOne,A,,can,attendence,Germany,0\nTwo,A,,can,Project,DE,\n"

    result = run(tmp_path, content, mapping=CODES)

    assert "column E, how: “attendence”: no code of the vocabulary assessment-types" in result.output
    assert "column F, where: “Germany”: no code of the vocabulary countries" in result.output
    assert "column G, mode: “0”: no code of the vocabulary participation-modes" in result.output
    one, two = imported(tmp_path)
    assert (one.kind, two.kind) == ("learning-opportunity", "micro-credential")
    assert (one.participation, two.participation) == (None, None)


def test_codes_that_a_mapping_writes_are_checked_before_anything_is_written(tmp_path: Path) -> None:
    mapping = CODES.replace('split: ","}', 'split: ",", values: {Klausur: attendence}}')

    result = run(tmp_path, b"what,who,start,level,how,where,mode\nOne,A,,can,Klausur,,\n", mapping=mapping)

    refused(tmp_path, result, "mapping.yml:12:", "got `attendence`", "Did you mean `attendance`")


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, run(tmp_path, a_workbook([])), "expected column names in any row of the sheet `Courses`")


def test_a_mapping_with_a_column_that_is_not_there_is_refused_with_its_place(tmp_path: Path) -> None:
    result = run(tmp_path, b"what,who,strat\nOne,A,01.10.2026\n")

    refused(tmp_path, result, "mapping.yml:10:3:", "got `start`", "fix: Did you mean `strat`?")


def test_a_sheet_that_is_not_there_is_refused(tmp_path: Path) -> None:
    content = a_workbook([NAMES, ["One", "A", ""]], title="Kursy")

    refused(tmp_path, run(tmp_path, content, "--sheet", "Courses"), "expected the sheet `Courses`", "`Kursy`")
    assert run(tmp_path, content, mapping=MAPPING + "sheet: Kursy\n").exit_code == 0


def test_a_sheet_of_a_csv_file_and_a_web_page_are_refused(tmp_path: Path) -> None:
    table = b"what,who,start\nOne,A,01.10.2026\n"

    refused(tmp_path, run(tmp_path, table, "--sheet", "Kursy"), "got a CSV file, which has no sheets")
    refused(tmp_path, run(tmp_path, b"\n<html><table>"), "got a web page or XML")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["table.csv", "table.xlsx"])
def test_two_hundred_thousand_rows_are_refused_soon(tmp_path: Path, name: str) -> None:
    rows = ([f"Course {number}", "A", "01.10.2026"] for number in range(200_000))
    many_rows(tmp_path / "many.xlsx", [NAMES, *rows])
    content = (tmp_path / "many.xlsx").read_bytes()
    if name.endswith(".csv"):
        content = b"what,who,start\n" + b"".join(b"Course %d,A,01.10.2026\n" % number for number in range(200_000))

    result = run(tmp_path, content, name=name)

    refused(tmp_path, result, f"at most {MAXIMUM_ROWS} rows", f"row {MAXIMUM_ROWS + 2} is one too many")


@pytest.mark.parametrize(
    ("value", "is_hidden"),
    [
        ("jan.nowak@uczelnia.example", True),
        ("Jan Nowak, tel. 601 234 567", True),
        ("+48 (22) 123-45-67", True),
        ("0048601234567", True),
        ("601-234-567; 601-234-568; 601-234-569", True),
        ("od 01.10.2026 do 31.01.2027", False),
        ("2026-10-01/2027-01-31", False),
        ("2026/2027", False),
        ("120 godzin @ home", False),
        ("12345", False),
    ],
)
def test_personal_data_stays_out_of_public_comments(tmp_path: Path, value: str, is_hidden: bool) -> None:
    mapping = MAPPING.replace('date: "%d.%m.%Y"}', 'date: "%d.%m.%Y", split: ";"}')

    result = run(tmp_path, f'what,who,start\nOne,A,"{value}"\n'.encode(), mapping=mapping)

    first = value.split(";", maxsplit=1)[0]
    assert first in result.output
    (file,) = (tmp_path / "providers").glob("*/offers/*.yml")
    for text in (file.read_text("utf-8"), (file.parents[1] / ".imported.jsonl").read_text("utf-8")):
        assert (first in text) is not is_hidden
        assert text.count("Not placed: start") == 1


def test_a_refused_mail_address_is_in_no_comment(tmp_path: Path) -> None:
    mapping = MAPPING.replace('runs.start, date: "%d.%m.%Y"', "provider.contact.email")

    run(
        tmp_path,
        b"what,who,start\nOne,A,jan nowak@uczelnia.example\nTwo,A,jan nowak@uczelnia.example\n",
        mapping=mapping,
    )

    text = (tmp_path / "providers/a/provider.yml").read_text("utf-8")
    assert "nowak" not in text
    assert text.count("# Not placed: start (personal data may be in it): expected a mail address") == 1
