"""A university's sheet of fourteen elements: credentials, kinds that follow from them, and what each row lacks."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.catalogue.transparency import ELEMENTS
from generator.cli import catalogue
from generator.importers.elements import official_name
from generator.records.credential import Credential
from generator.records.offer import Offer
from generator.records.reader import read_as
from generator.records.source import Source
from tests import record_cases
from tests.importers.workbooks import a_workbook

SHEET = Path(__file__).parent / "fourteen_elements.csv"
SOURCE = "https://akademia.example/lista"
ACADEMY = "akademia-nadodrzanska/offers"


def rows() -> list[list[str]]:
    with SHEET.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, delimiter=";"))


def run(file: Path, folder: Path, *options: object) -> Result:
    arguments = [file, "--to", folder / "providers", "--report", folder / "report.json", *options]
    return CliRunner().invoke(catalogue, ["import", *map(str, arguments)])


Imported = tuple[Path, Result, dict[str, Any]]


@pytest.fixture(scope="module", params=["csv", "xlsx"])
def imported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    folder = tmp_path_factory.mktemp("import")
    file = SHEET
    if request.param == "xlsx":
        file = folder / "sheet.xlsx"
        file.write_bytes(a_workbook(rows()))
    result = run(file, folder, "--source", SOURCE)
    return folder / "providers", result, json.loads((folder / "report.json").read_bytes())


def offer(folder: Path, path: str) -> Offer:
    record, _, found = read_as(Offer, Source(path, (folder / path).read_text("utf-8")))
    assert record is not None, found
    return record


def credential(folder: Path, path: str) -> Credential:
    stated = offer(folder, path).credential
    assert isinstance(stated, Credential)
    return stated


def test_all_rows_arrive_or_fail_by_name(imported: Imported) -> None:
    _, result, report = imported

    assert result.exit_code == 1
    assert (report["rows"], report["offers"], report["providers"]) == (7, 5, 2)
    assert [(one["row"], one["reason"]) for one in report["failures"]] == [
        (
            6,
            "expected an offer of its own, got the same in column D (`Organ wydający`) and column B "
            "(`Tytuł mikropoświadczenia`) as in row 2",
        ),
        (7, "expected a title, got none that could be placed"),
    ]


def test_a_row_fills_its_credential(imported: Imported) -> None:
    stated = credential(imported[0], f"{ACADEMY}/analiza-danych-przestrzennych-spatial-data-analysis.yml")

    assert stated.model_dump(mode="json", exclude_unset=True, exclude={"uuid"}) == {
        "awarded_by": ["akademia-nadodrzanska"],
        "learning_outcomes": [
            {"text": {"pl": "Wyjaśnia budowę zbiorów danych przestrzennych."}},
            {"text": {"pl": "Przygotowuje mapę tematyczną."}},
            {"text": {"pl": "Ocenia jakość danych."}},
        ],
        "workload": {"credits": {"system": "ects", "amount": "3"}, "hours": {"total": "75"}},
        "level": {"framework": "prk", "level": 6, "basis": "claimed"},
        "assessment": {"types": ["project", "oral-exam"], "description": {"pl": "projekt, egzamin ustny"}},
        "quality_assurance": [{"framework": "internal", "statement": {"pl": "wewnętrzny system zapewnienia jakości"}}],
        "grading": {"scheme": {"pl": "skala ocen od 2 do 5"}},
        "stackability": {"type": "integrated"},
        "further_information": {"pl": "Potrzebny jest własny laptop."},
    }


def test_other_ways_to_write_the_same_are_understood(imported: Imported) -> None:
    microscopy = credential(imported[0], f"{ACADEMY}/mikroskopia-swietlna-w-praktyce.yml")
    editing = credential(imported[0], "wyzsza-szkola-nad-wislokiem/offers/edytorstwo-cyfrowe.yml")

    assert [one.text["pl"] for one in microscopy.learning_outcomes] == [
        "Przygotowuje preparat",
        "opisuje obraz spod mikroskopu",
    ]
    assert microscopy.workload and microscopy.workload.credits and microscopy.workload.credits.amount == "2.5"
    assert microscopy.level and microscopy.level.level == 6
    assert microscopy.grading and microscopy.grading.not_applicable
    assert [one.text["pl"] for one in editing.learning_outcomes] == [
        "Składa tekst zgodnie z zasadami typografii.",
        "Przygotowuje publikację w formacie EPUB.",
    ]


def test_only_assessed_outcomes_make_a_micro_credential(imported: Imported) -> None:
    folder, result, report = imported

    assert {one["row"]: (one["kind"], one["modest"]) for one in report["results"]} == {
        2: ("micro-credential", ""),
        3: ("learning-opportunity", "only attendance is stated, and nobody else assesses the outcomes"),
        4: ("learning-opportunity", "no learning outcomes are stated"),
        5: ("micro-credential", ""),
        8: ("micro-credential", ""),
    }
    assert {one["row"]: offer(folder, one["record"]).kind for one in report["results"]} == {
        one["row"]: one["kind"] for one in report["results"]
    }
    assert "  no micro-credential but a learning opportunity: no learning outcomes are stated" in result.output
    assert "3 micro-credentials, 2 learning opportunities" in result.output


def test_what_cannot_be_placed_is_named_with_row_and_column(imported: Imported) -> None:
    lost = {one["cell"]: one["value"] for one in imported[2]["remarks"] if one["fate"] == "not placed"}

    assert lost == {
        "G5": "dwa", "H5": "około 50", "I5": "szósty", "J5": "debata", "L5": "certyfikat wydziału", "C8": "Czechy",
    }  # fmt: skip


def test_what_was_placed_of_each_row_is_named(imported: Imported) -> None:
    placed = {one["row"]: set(one["placed"]) for one in imported[2]["results"]}
    lost = {"Nakład pracy (ECTS)", "Nakład pracy (godziny)", "Poziom PRK", "Rodzaj oceny"}
    assert {"Tytuł mikropoświadczenia", "Organ wydający", "Efekty uczenia się", "Poziom PRK"} <= placed[2]
    assert {"Tytuł mikropoświadczenia", "Organ wydający"} <= placed[5]
    assert not placed[5] & lost
    assert not any("Identyfikacja osoby uczącej się" in columns for columns in placed.values())


def test_elements_that_a_row_lacks_are_named(imported: Imported) -> None:
    _, result, report = imported

    missing = {one["row"]: {int(name.split()[0]) for name in one["missing"]} for one in report["results"]}
    assert missing == {2: {12, 13}, 3: {12, 13, 16}, 4: {6, 8, 12, 13}, 5: {7, 8, 11, 12, 13, 16}, 8: {3, 12, 13, 16}}
    assert "not stated of Annex I: 7, 8, 11, 16\n" in result.output
    assert "    1 × not stated of Annex I: 6 Learning outcomes\n" in result.output


def test_elements_for_which_the_sheet_has_no_column_are_named_once(imported: Imported) -> None:
    assert imported[2]["without_column"] == [
        "12 Prerequisites needed to enrol",
        "13 Supervision and identity verification during assessment",
    ]
    line = "  no column states, of Annex I: 12 Prerequisites needed to enrol; 13 Supervision"
    assert line in imported[1].output


def test_the_records_pass_the_check(imported: Imported) -> None:
    """Nothing is wrong with them but what the rows do not say."""
    found = record_cases.inspect(imported[0]).diagnostics
    assert {(one.rule.code, one.severity) for one in found} == {("PRF003", "warning")}


def test_csv_and_xlsx_give_the_same_records(tmp_path: Path) -> None:
    (tmp_path / "sheet.xlsx").write_bytes(a_workbook(rows()))
    for name, file in {"csv": SHEET, "xlsx": tmp_path / "sheet.xlsx"}.items():
        (tmp_path / name).mkdir()
        run(file, tmp_path / name, "--source", SOURCE)

    def texts(folder: Path) -> dict[str, str]:
        return {str(file.relative_to(folder)): file.read_text("utf-8") for file in folder.rglob("*.yml")}

    assert texts(tmp_path / "csv") == texts(tmp_path / "xlsx") != {}


def test_without_an_address_of_the_source_nothing_is_written(tmp_path: Path) -> None:
    result = run(SHEET, tmp_path)

    assert (result.exit_code, "expected the web address where the table comes from" in result.output) == (2, True)
    assert "--source" in result.output
    assert not (tmp_path / "providers").exists()


def test_a_sheet_with_one_column_more_is_told_which_mapping_comes_close(tmp_path: Path) -> None:
    (tmp_path / "sheet.xlsx").write_bytes(a_workbook([[*row, "x"] for row in rows()]))

    result = run(tmp_path / "sheet.xlsx", tmp_path, "--source", SOURCE)

    assert (result.exit_code, "`--mapping fourteen-elements` comes close" in result.output) == (2, True)
    result = run(tmp_path / "sheet.xlsx", tmp_path, "--source", SOURCE, "--mapping", "fourteen-elements")
    assert "expected the column `x` (column P)" in result.output


def test_a_source_that_is_no_address_is_refused(tmp_path: Path) -> None:
    result = run(SHEET, tmp_path, "--source", "our list")

    assert (result.exit_code, "expected a web address" in result.output) == (2, True)


def test_the_accessibility_list_makes_no_micro_credential(tmp_path: Path) -> None:
    run(Path(__file__).parent / "courses.csv", tmp_path)

    report = json.loads((tmp_path / "report.json").read_bytes())
    assert {one["kind"] for one in report["results"]} == {"learning-opportunity"}
    assert "9 Type of assessment" in report["without_column"]


def test_official_names_carry_their_numbers() -> None:
    assert [official_name(one).split()[0] for one in ELEMENTS] == [str(number) for number in range(1, 17)]
