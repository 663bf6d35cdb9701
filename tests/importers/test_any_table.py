"""Any table with a mapping of ours: whatever stands in the cells, the records pass the check."""

from __future__ import annotations

import csv
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.cli import catalogue
from generator.diagnostics import Severity
from generator.importers.homepages import find_homepages
from generator.importers.mapping import FOLDER, MappingFile, own_mappings, read_mapping
from generator.records.offer import Offer
from generator.records.provider import Provider
from generator.records.reader import read_as
from generator.records.source import Source
from tests import record_cases
from tests.importers.workbooks import a_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.records.credential import Credential

CELLS = st.sampled_from(
    ["", "a", "PL", "pl", "Polska", "Germany", "3 ECTS", "2,50", "6,5", "6", "9", "0", "0688", "poziom 6 PRK", "VII",
     "egzamin; obecność", "obecność", "attendence", "online", "hybrydowa", "ESG", "PKA", "brak", "samodzielne",
     "2027-02-01", "2026-01-01", "0001-01-01", "2027-02-30", "https://a.example/", "http://a.example/x y", "no address",
     "paid", "free", "certificates_for_purchase", "scheduled; unscheduled", "8 weeks", "999 months", "0 days",
     "en; pl", "english", "zz", '<span lang="zz">Kurs</span> (Course)', '<span lang="PL">Kurs</span>', "<b>c</b>",
     "<script>x</script>", "[a](http://a.example)", "[a](javascript:x)", '<a href="https://a.example/">a</a>',
     "Kurs i praca (A course and the work)", "# d", "- one\n- two", "1. jeden\n2. dwa", "None", "jan.nowak@a.example",
     "+48 601 234 567", "\u200b", "\u00ad", "\u2800", "…", "&lt;b&gt;", "ą" * 600, "w " * 6000, "not_stated"]
) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)  # fmt: skip


def columns(name: str) -> list[str]:
    mapping = read_mapping(FOLDER / f"{name}.yml")
    assert isinstance(mapping, MappingFile)
    return list(mapping.mapping.columns)


def imported(folder: Path, name: str, rows: Sequence[Sequence[str]], *options: str) -> str:
    with (folder / "table.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([columns(name), *rows])
    return imported_from(folder / "table.csv", folder, *options)


def imported_from(table: Path, folder: Path, *options: str) -> str:
    arguments = [table, "--to", folder / "providers", "--source", "https://list.example.org/", *options]
    result = CliRunner().invoke(catalogue, ["import", *map(str, arguments)])
    assert result.exit_code < 2, result.output
    return result.output


def check(name: str, rows: list[list[str]]) -> None:
    names = columns(name)
    known = {"provider": "Uczelnia", "Organ wydający": "Uczelnia", "title": "Kurs", "Tytuł mikropoświadczenia": "Kurs"}
    rows = [
        [(cell.strip() and cell) or known.get(name, "") for cell, name in zip(row, names, strict=False)] for row in rows
    ]
    with tempfile.TemporaryDirectory() as folder:
        imported(Path(folder), name, rows)
        if (Path(folder) / "providers").exists():
            found = record_cases.inspect(Path(folder) / "providers").diagnostics
            assert not [(one.message, one.location.excerpt) for one in found if one.severity is Severity.ERROR]


ROWS = st.lists(st.lists(CELLS, min_size=20, max_size=20), min_size=1, max_size=4)


@pytest.mark.slow
@pytest.mark.parametrize("name", own_mappings())
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(rows=ROWS)
@example(rows=[["not_stated"] * 20])
def test_what_an_import_writes_passes_the_check(name: str, rows: list[list[str]]) -> None:
    check(name, rows)


@pytest.mark.deep
@pytest.mark.parametrize("name", own_mappings())
@settings(max_examples=1_500, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=ROWS)
def test_very_many_tables_give_records_that_pass_the_check(name: str, rows: list[list[str]]) -> None:
    check(name, rows)


def sheet(**cells: str) -> list[str]:
    """Return a row of the sheet of fourteen elements."""
    given = {"Organ wydający": "Uczelnia", "Tytuł mikropoświadczenia": "Kurs", **cells}
    return [given.get(name, "") for name in columns("fourteen-elements")]


def credential(folder: Path) -> Credential | None:
    (file,) = (folder / "providers").glob("*/offers/*.yml")
    offer, _, found = read_as(Offer, Source(file.name, file.read_text("utf-8")))
    assert offer is not None, found
    return offer.credential


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("6,5", "expected a whole number"),
        ("9", "expected a level of `prk` (1, 2, 3, 4, 5, 6, 7, 8)"),
        ("0", "expected a level of `prk`"),
        ("szósty", "no plain number"),
    ],
)
def test_a_level_that_is_refused_leaves_nothing_behind(tmp_path: Path, written: str, reason: str) -> None:
    output = imported(tmp_path, "fourteen-elements", [sheet(**{"Poziom PRK": written})])

    stated = credential(tmp_path)
    assert (stated.level if stated else None) is None
    assert output.count(reason) == 2, output  # with its row, and counted
    assert output.count("column I, Poziom PRK: ") == output.count(f"column I, Poziom PRK: “{written}”: ") == 1
    assert "credential.level" not in output


@pytest.mark.parametrize(
    ("written", "outcomes"),
    [
        ("20. Jahrhundert erklären", [r"20\. Jahrhundert erklären"]),
        ("1. Umie mierzyć\n2) Umie liczyć", ["Umie mierzyć", "Umie liczyć"]),
        ("(1) Umie mierzyć", ["Umie mierzyć"]),
        ("1. wiek; 3. wiek", [r"1\. wiek", r"3\. wiek"]),
        ("1. Umie mierzyć\nUmie liczyć", [r"1\. Umie mierzyć", "Umie liczyć"]),
        ("- Umie mierzyć\n• Umie liczyć", ["Umie mierzyć", "Umie liczyć"]),
    ],
)
def test_numbers_before_outcomes_fall_away_only_if_they_count_them(
    tmp_path: Path, written: str, outcomes: list[str]
) -> None:
    imported(tmp_path, "fourteen-elements", [sheet(**{"Efekty uczenia się": written})])

    stated = credential(tmp_path)
    assert stated is not None
    assert [next(iter(one.text.values())) for one in stated.learning_outcomes] == outcomes


@pytest.mark.parametrize(
    "written", ["6", "6.0", "6 PRK", "PRK 6", "poziom 6 PRK", "6. poziom", "6. poziom PRK", "VI", "poziom VI PRK"]
)
def test_levels_are_understood_as_people_write_them(tmp_path: Path, written: str) -> None:
    imported(tmp_path, "fourteen-elements", [sheet(**{"Poziom PRK": written})])

    stated = credential(tmp_path)
    assert stated and stated.level and stated.level.level == 6


@pytest.mark.parametrize("written", ["IX", "vi", "6.", "VI VI", "poziom", "6-7", "IV–VI"])
def test_what_is_no_number_is_no_level(tmp_path: Path, written: str) -> None:
    assert f"Poziom PRK: “{written}”: no plain number" in imported(
        tmp_path, "fourteen-elements", [sheet(**{"Poziom PRK": written})]
    )


@pytest.mark.parametrize(
    ("written", "number", "amount"),
    [("2,50", 2.5, "2.5"), ("2,00", 2.0, "2"), ("2,05", 2.05, "2.05"), ("10", 10, "10")],
)
def test_credits_are_the_same_from_csv_and_from_a_workbook(
    tmp_path: Path, written: str, number: float, amount: str
) -> None:
    rows = [columns("fourteen-elements"), sheet(**{"Nakład pracy (ECTS)": "?"})]
    (tmp_path / "table.xlsx").write_bytes(a_workbook([rows[0], [number if cell == "?" else cell for cell in rows[1]]]))
    imported(tmp_path, "fourteen-elements", [[written if cell == "?" else cell for cell in rows[1]]])

    for _ in ("csv", "xlsx"):
        stated = credential(tmp_path)
        assert stated and stated.workload and stated.workload.credits
        assert stated.workload.credits.amount == amount
        shutil.rmtree(tmp_path / "providers")
        imported_from(tmp_path / "table.xlsx", tmp_path)


@pytest.mark.parametrize(("second", "country"), [("", "PL"), ("Polska", "PL"), ("Czechy", None), ("CZ", None)])
def test_a_country_is_stated_unless_a_row_speaks_against_it(tmp_path: Path, second: str, country: str | None) -> None:
    rows = [
        sheet(**{"Państwo/region organu wydającego": "PL"}),
        sheet(**{"Tytuł mikropoświadczenia": "Inny kurs", "Państwo/region organu wydającego": second}),
    ]
    imported(tmp_path, "fourteen-elements", rows)

    text = (tmp_path / "providers/uczelnia/provider.yml").read_text("utf-8")
    provider, _, found = read_as(Provider, Source("provider.yml", text))
    assert provider is not None, found
    assert provider.country == country


def test_a_homepage_follows_only_from_a_host_of_one_provider() -> None:
    alone = find_homepages({"koena": ["https://koena.net/a"], "other": ["https://other.example/"]})
    shared = find_homepages({"koena": ["https://koena.net/a"], "koena net": ["https://koena.net/b"]})

    assert alone["koena"].address == "https://koena.net/"
    assert {one.reason for one in shared.values()} == {"other providers have courses on the same host"}


def course(**cells: str) -> list[str]:
    """Return a row of the list of courses."""
    given = {"provider": "School", "title": "Course", **cells}
    return [given.get(name, "") for name in columns("accessibility-courses")]


def test_a_renamed_row_is_told_by_its_link(tmp_path: Path) -> None:
    one, other = course(website="https://school.example/1"), course(title="More", website="https://school.example/2")
    imported(tmp_path, "accessibility-courses", [one, other])
    assert "a renamed row" not in imported(tmp_path, "accessibility-courses", [other])
    shared = [course(title=title, website="https://school.example/1") for title in ("A course", "Another")]
    assert "a renamed row" not in imported(tmp_path, "accessibility-courses", [*shared, other], "--dry-run")

    output = imported(
        tmp_path, "accessibility-courses", [course(title="A course", website="https://school.example/1"), other]
    )

    assert "title: it looks like a renamed row: school/offers/course.yml is no longer in the table" in output
