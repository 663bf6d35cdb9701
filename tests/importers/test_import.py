"""Importing a spreadsheet through the command: records that read back, and a report that loses nothing."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cli import catalogue
from generator.errors import UsageError
from generator.importers.cells import clean
from generator.importers.settling import Import
from generator.importers.spreadsheet import import_spreadsheet
from generator.records.discover import discover
from generator.records.hidden import HIDDEN
from generator.records.offer import Offer
from generator.records.provider import Provider
from generator.records.reader import read_record
from tests.importers.workbooks import a_workbook
from tests.real_courses import real_courses

if TYPE_CHECKING:
    from collections.abc import Mapping

COURSES = Path(__file__).parent / "courses.csv"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(catalogue, ["import", *map(str, arguments)])


def records(folder: Path) -> dict[str, Provider | Offer]:
    """Read all records of a folder back; a file that does not read is a failure."""
    files, found = discover(folder, "providers")
    assert not found, found
    readings = [read_record(file) for file in files]
    assert not [each for reading in readings for each in reading.diagnostics]
    return {
        file.shown.removeprefix("providers/"): reading.record
        for file, reading in zip(files, readings, strict=True)
        if reading.record
    }


def offers(folder: Path) -> dict[str, Offer]:
    return {record.id: record for record in records(folder).values() if isinstance(record, Offer)}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("import")
    result = run(COURSES, "--to", folder / "providers", "--report", folder / "report.json")
    return folder / "providers", result, json.loads((folder / "report.json").read_bytes())


Imported = tuple[Path, Result, dict[str, Any]]


# --------------------------------------------------------------------------------------------- what is written


def test_rows_become_files_of_providers_and_offers(imported: Imported) -> None:
    assert sorted(records(imported[0])) == [
        "drukarnia-wiatrak/offers/accessible-leaflets-2.yml",
        "drukarnia-wiatrak/offers/accessible-leaflets.yml",
        "drukarnia-wiatrak/offers/dostepnosc-w-druku.yml",
        "drukarnia-wiatrak/provider.yml",
        "escuela-del-molino/offers/curso-de-accesibilidad-para-escuelas.yml",
        "escuela-del-molino/provider.yml",
    ]


def test_a_row_is_placed_in_full(imported: Imported) -> None:
    offer = offers(imported[0])["dostepnosc-w-druku"]

    assert offer.model_dump(mode="json", exclude_unset=True, exclude={"uuid"}) == {
        "id": "dostepnosc-w-druku",
        "kind": "learning-opportunity",
        "title": {"pl": "Dostępność w druku"},
        "description": {
            "en": "What printers and designers can do so that leaflets are easy to read, and how to test them."
            "\n\n- Paper\n- Contrast"
        },
        "target_groups": {"en": "Designers", "pl": "Projektanci"},
        "teaching_languages": ["pl"],
        "participation": {"mode": "online", "pace": "self-paced"},
        "duration": "P8W",
        "prerequisites": {"none": True},
        "runs": [{"id": "2023-03-01", "start": "2023-03-01"}],
        "price": {"category": "free"},
        "accessibility": ["captions", "print-contrast"],
        "links": {"page": "https://drukarnia-wiatrak.example/druk"},
        "source": {
            "type": "import",
            "address": "https://www.w3.org/WAI/courses/list/",
            "date": "2024-05-06",
            "row": "2",
            "note": {"en": "Level according to the list: basic."},
        },
    }


def test_a_provider_states_only_what_its_rows_agree_on(imported: Imported) -> None:
    providers = records(imported[0])
    printer, school = providers["drukarnia-wiatrak/provider.yml"], providers["escuela-del-molino/provider.yml"]
    assert isinstance(printer, Provider)
    assert isinstance(school, Provider)

    assert (printer.type, printer.country, printer.domains) == ("other", "PL", ("drukarnia-wiatrak.example",))
    assert printer.homepage == "https://drukarnia-wiatrak.example/"
    assert (school.name, school.country, school.homepage) == ({"es": "Escuela del Molino"}, None, None)


def test_learning_opportunities_have_no_credential(imported: Imported) -> None:
    assert {(offer.kind, offer.credential) for offer in offers(imported[0]).values()} == {
        ("learning-opportunity", None)
    }


def test_a_price_says_no_more_than_the_list(imported: Imported) -> None:
    made = offers(imported[0])
    reduced, certificate = made["accessible-leaflets"].price, made["curso-de-accesibilidad-para-escuelas"].price
    assert reduced and certificate

    assert (reduced.category, (reduced.note or {})["en"]) == ("paid", "The price is reduced for some people.")
    assert (certificate.category, certificate.learning, certificate.credential) == ("partly-free", None, None)


def test_each_text_has_the_language_it_is_written_in(imported: Imported) -> None:
    offer = offers(imported[0])["curso-de-accesibilidad-para-escuelas"]

    assert offer.title == {
        "es": "Curso de accesibilidad para escuelas",
        "en": "Course on accessibility for schools",
    }
    assert list(offer.description or {}) == ["en"]
    assert offer.teaching_languages == ("es",)


def test_markup_becomes_text(imported: Imported) -> None:
    made = offers(imported[0])
    needed = made["curso-de-accesibilidad-para-escuelas"].prerequisites
    assert needed

    assert needed.text == {"en": "See [the list](https://molino.example/a?b=1&c=2)"}
    assert made["accessible-leaflets"].description == {
        "en": r"The second part of the course, for those who know ‹button› and 3 \* 4."
    }


def test_a_file_says_where_it_comes_from_and_what_has_no_place(imported: Imported) -> None:
    text = (imported[0] / "escuela-del-molino/offers/curso-de-accesibilidad-para-escuelas.yml").read_text("utf-8")
    lines = text.splitlines()

    assert lines[0] == "# yaml-language-server: $schema=https://registry.example.org/data/v1/schema/offer.json"
    assert lines[1].endswith("digital accessibility courses. The provider has not confirmed it.")
    assert "# Not placed: level “guru”: the mapping does not list this value" in lines
    keys = [line.split(":")[0] for line in lines if line[:1].isalpha()]
    assert keys == [name for name in Offer.model_fields if name in keys]


def test_a_file_names_the_schema_of_its_registry(tmp_path: Path) -> None:
    settings = (Path(__file__).parents[2] / "mkdocs.yml").read_text(encoding="utf-8")
    own = settings.replace("identifier_base: https://registry.example.org", "identifier_base: https://ours.example")
    (tmp_path / "mkdocs.yml").write_text(own, encoding="utf-8")
    assert run(COURSES, "--to", tmp_path / "providers", "--root", tmp_path).exit_code < 2
    for file in (tmp_path / "providers").glob("*/provider.yml"):
        schema = "https://ours.example/data/v1/schema/provider.json"
        assert file.read_text(encoding="utf-8").startswith(f"# yaml-language-server: $schema={schema}\n")


# ------------------------------------------------------------------------------------------------- the report


def test_every_row_is_an_offer_or_a_named_failure(imported: Imported) -> None:
    _, result, report = imported

    assert result.exit_code == 1
    assert report["rows"] == report["offers"] + len(report["failures"]) == 7
    assert [(one["row"], one["reason"]) for one in report["failures"]] == [
        (5, "expected 19 cells, got 2: the row ends in column B instead of S"),
        (6, "expected an offer of its own, got the same in column B (`provider`) and column A (`title`) as in row 3"),
        (8, "expected a provider in column B (`provider`), got nothing"),
    ]
    assert report["empty_rows"] == 1


def test_what_has_no_place_is_named_with_the_reason(imported: Imported) -> None:
    lost = {(one["row"], one["column"]): one["reason"] for one in imported[2]["remarks"] if one["fate"] == "not placed"}

    assert lost == {
        (4, "country"): "several values, and a record has one `provider.country`",
        (4, "pacing"): "several values, and a record has one `participation.pace`",
        (4, "start_date"): "no date of the form %Y-%m-%d",
        (4, "level"): "the mapping does not list this value",
        (4, "audience"): "the mapping does not list this value",
        (4, "accessibility_support"): "the mapping does not list this value",
        (7, "start_date"): "the end lies before the start, and nobody can tell which is wrong",
        (7, "end_date"): "the end lies before the start, and nobody can tell which is wrong",
        (7, "website"): "expected a web address such as https://example.org/page",
    }
    assert "row 4\n  column C, country: “es; pt”: several values" in imported[1].output
    assert f"{imported[2]['cells']} filled cells" in imported[1].output


def test_every_filled_cell_left_a_trace(imported: Imported) -> None:
    """Take each cell away in turn: the records or the remarks must change, else the cell was lost silently."""
    with COURSES.open(encoding="utf-8", newline="") as stream:
        names, row = list(csv.reader(stream))[:2]

    def outcome(cells: list[str]) -> object:
        with tempfile.TemporaryDirectory() as folder:
            done = _import({name: [cell] for name, cell in zip(names, cells, strict=True)}, Path(folder))
            return sorted((text.path, text.text) for text in done.new), done.report.remarks

    whole = outcome(row)
    for number, cell in enumerate(row):
        if cell:
            assert outcome([*row[:number], "", *row[number + 1 :]]) != whole, names[number]


# ------------------------------------------------------------------------------------------ once more, and again


def test_importing_twice_changes_nothing(imported: Imported) -> None:
    before = contents(imported[0])

    result = run(COURSES, "--to", imported[0])

    assert contents(imported[0]) == before
    assert "0 files written" in result.output
    assert "6 were there already" in result.output


def test_the_order_of_rows_makes_no_other_identity(imported: Imported, tmp_path: Path) -> None:
    header, *rows = COURSES.read_text("utf-8").splitlines()
    turned = tmp_path / "turned.csv"
    turned.write_text("\n".join([header, *reversed(rows)]), encoding="utf-8")

    run(turned, "--to", tmp_path / "providers")

    def uuids(folder: Path) -> set[str]:
        return {record.uuid for record in records(folder).values()}

    assert uuids(tmp_path / "providers") == uuids(imported[0])


def test_a_file_that_says_something_else_is_kept(tmp_path: Path) -> None:
    run(COURSES, "--to", tmp_path)
    edited = tmp_path / "escuela-del-molino/offers/curso-de-accesibilidad-para-escuelas.yml"
    text = edited.read_text("utf-8").replace("category: partly-free", "category: free")
    edited.write_text(text + "# mine\n", encoding="utf-8")

    result = run(COURSES, "--to", tmp_path)

    assert edited.read_text("utf-8") == text + "# mine\n"
    assert result.exit_code == 1
    assert f"not written: {edited.relative_to(tmp_path)}: the file exists and says something else" in result.output


def test_nothing_goes_into_the_folder_of_another_provider(tmp_path: Path) -> None:
    other = tmp_path / "escuela-del-molino" / "provider.yml"
    other.parent.mkdir()
    other.write_text("id: escuela-del-molino\nuuid: 7a0c26ce-7f0d-4cf0-9f2e-3b6a0a1f9c11\n", encoding="utf-8")

    result = run(COURSES, "--to", tmp_path)

    assert [file.name for file in other.parent.iterdir()] == ["provider.yml"]
    assert "the folder belongs to another provider" in result.output
    assert len(list((tmp_path / "drukarnia-wiatrak/offers").iterdir())) == 3


def test_a_dry_run_names_the_files_and_writes_none(tmp_path: Path) -> None:
    result = run(COURSES, "--to", tmp_path / "providers", "--dry-run")

    assert "6 files would be written" in result.output
    assert "+ drukarnia-wiatrak/offers/dostepnosc-w-druku.yml" in result.output
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_import_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename, moves = Path.rename, iter(range(100))

    def interrupted(self: Path, target: Path) -> Path:
        if next(moves) == 3:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        import_spreadsheet(COURSES, tmp_path / "providers")

    assert list(tmp_path.iterdir()) == []


# --------------------------------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("tytuł,miasto\nKurs,Łódź\n".encode("windows-1250"), "expected UTF-8 text, got the byte"),
        (b"", "an empty file"),
        (COURSES.read_bytes().split(b"\n", 1)[0], "expected rows below the column names"),
        (b"title,title\na,b\n", "expected the column `title` once"),
        (b"name,city\na,b\n", "expected columns that a known mapping describes"),
    ],
)
def test_an_unusable_table_writes_nothing(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(content)

    result = run(file, "--to", tmp_path / "providers")

    assert (result.exit_code, words in result.output) == (2, True), result.output
    assert [one.name for one in tmp_path.iterdir()] == ["table.csv"]


def test_a_mapping_for_another_table_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("title,provider\na,b\n", encoding="utf-8")

    result = run(file, "--to", tmp_path / "providers", "--mapping", "accessibility-courses")

    assert result.exit_code == 2
    assert "expected a column of" in result.output
    assert not (tmp_path / "providers").exists()


def test_a_mapping_that_does_not_exist_is_named(tmp_path: Path) -> None:
    result = run(COURSES, "--to", tmp_path / "providers", "--mapping", tmp_path / "none.yml")

    assert result.exit_code == 2
    assert "one of ours (accessibility-courses, fourteen-elements), got no such file" in result.output


def test_a_target_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()

    for target in (file, file / "inside"):
        with pytest.raises(UsageError) as refused:
            import_spreadsheet(COURSES, target)
        assert refused.value.exit_code == 2
        assert refused.value.remedy
    assert file.read_bytes() == b""


def test_a_report_that_cannot_be_written_is_refused_before_anything_is(tmp_path: Path) -> None:
    result = run(COURSES, "--to", tmp_path / "providers", "--report", tmp_path)
    assert isinstance(result.exception, UsageError)
    assert "nothing was written" in result.exception.message
    assert list(tmp_path.iterdir()) == []


def test_an_unusable_table_leaves_no_report(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    assert run(tmp_path / "empty.csv", "--to", tmp_path / "x", "--report", tmp_path / "report.json").exit_code == 2
    assert not (tmp_path / "report.json").exists()


def test_without_a_language_to_fall_back_on_a_title_is_not_guessed(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yml"
    mapping.write_text(
        "kind: learning-opportunity\nsource: {name: A list, address: 'https://list.example.org/'}\n"
        "identity: [who, what]\nprovider: {identified_by: who}\nlanguages: {expected: [en, pl]}\n"
        "constants: {provider.type: other}\n"
        "columns:\n  what: {to: title, language: detect}\n  who: {to: provider.name, language: en}\n"
        "  tags: {to: keywords, split: '|', language: en}\n  room: {ignore: it changes every week}\n",
        encoding="utf-8",
    )
    table = tmp_path / "table.csv"
    table.write_text(
        "who\twhat\ttags\troom\nA\tXyzzy\t\t\nA\tIntroduction to accessibility\tweb| law\t12\n", encoding="utf-8"
    )

    done = import_spreadsheet(table, tmp_path / "providers", mapping=mapping)

    assert isinstance(done, Import)
    assert [one.row for one in done.report.failures] == [2]
    assert done.report.cells_left_out == 1
    assert offers(tmp_path / "providers")["introduction-to-accessibility"].keywords == {"en": ("web", "law")}


def test_a_value_that_a_mapping_only_skips_is_named(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yml"
    mapping.write_text(
        "kind: learning-opportunity\nsource: {name: A list, address: 'https://list.example.org/'}\n"
        "identity: [who, what]\nprovider: {identified_by: who}\nlanguages: {expected: [en], otherwise: en}\n"
        "constants: {provider.type: other}\n"
        "columns:\n  what: {to: title, language: en}\n  who: {to: provider.name, language: en}\n"
        "  cost: {to: price.category, values: {nothing: free}, unlisted: skip}\n",
        encoding="utf-8",
    )
    table = tmp_path / "table.csv"
    table.write_text("who,what,cost\nA,One,Nothing\nA,Two,a fortune\n", encoding="utf-8")

    done = import_spreadsheet(table, tmp_path / "providers", mapping=mapping)

    assert isinstance(done, Import)
    assert [(one.row, one.value, one.reason) for one in done.report.remarks] == [
        (3, "a fortune", "the mapping has no place for this value")
    ]


@pytest.mark.parametrize(("platforms", "language"), [("Zoom", "pt"), ("Zoom and Moodle", "en")])
def test_a_text_shares_a_language_only_if_its_words_do_not_object(
    tmp_path: Path, platforms: str, language: str
) -> None:
    done = _import(
        {
            "title": ["Xyzzy"],
            "provider": ["A"],
            "description": ["Este curso foi criado para uma equipa."],
            "platforms": [platforms],
        },
        tmp_path,
    )

    assert len(done.new) == 2
    assert offers(tmp_path / "providers")["xyzzy"].technical_requirements == {language: platforms}


# --------------------------------------------------------------------------------------------- any text at all

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40) | st.sampled_from(
    ["- a", "#", "1. x", "null", "no", "2024-13-01", "a: b", "'", '"', "\\", "<b>x</b>", "&amp;", "{}", "[x](http://y)"]
)
COLUMNS = ("title", "provider", "description", "topics", "prerequisites", "length", "website", "country")


def _import(columns: Mapping[str, list[str]], folder: Path) -> Import:
    names = COURSES.read_text("utf-8").splitlines()[0].split(",")
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
    writer.writerow(names)
    writer.writerows(zip(*(columns.get(name) or [""] * len(columns["title"]) for name in names), strict=True))
    file = folder / "table.csv"
    file.write_text(stream.getvalue(), encoding="utf-8", newline="")
    done = import_spreadsheet(file, folder / "providers")
    assert isinstance(done, Import)
    return done


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(*(TEXT for _ in COLUMNS)), min_size=1, max_size=4))
def test_any_text_gives_records_that_read_back_or_a_named_failure(rows: list[tuple[str, ...]]) -> None:
    rows = [("A course", *rows[0][1:2], *rows[0][2:]), *rows]
    with tempfile.TemporaryDirectory() as folder:
        done = _import({name: [row[at] for row in rows] for at, name in enumerate(COLUMNS)}, Path(folder))

        written = records(Path(folder) / "providers") if done.report.new else {}
        assert len([one for one in written.values() if isinstance(one, Offer)]) == done.report.offers
        assert done.report.offers + len(done.report.failures) == done.report.rows
        assert sorted(written) == sorted(done.report.new)


# ---------------------------------------------------------------------------------------------- the real thing


@pytest.mark.slow
def test_the_real_list_arrives_whole(tmp_path: Path) -> None:
    file = real_courses()

    done = import_spreadsheet(file, tmp_path / "providers")

    assert isinstance(done, Import)
    assert (done.report.rows, done.report.offers, done.report.providers, done.report.failures) == (115, 115, 44, ())
    made = offers(tmp_path / "providers").values()
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = {str(number): row for number, row in enumerate(csv.DictReader(stream), 2)}
    assert {offer.source.row for offer in made if offer.source} == set(rows)
    for offer in made:
        assert offer.source and offer.links
        row = rows[offer.source.row or ""]
        assert offer.links.page == row["website"].strip()
        assert str(offer.runs[0].start) == row["start_date"]
        title = " ".join(unicodedata.normalize("NFC", row["title"]).split())
        assert all(text in title for text in offer.title.values())
        assert list(offer.teaching_languages) == row["language"].split("; ")
    assert done.report.cells_not_placed == 15


@pytest.mark.slow
def test_the_real_list_as_a_workbook_gives_the_same_records(tmp_path: Path) -> None:
    file = real_courses()
    with file.open(encoding="utf-8-sig", newline="") as stream:
        (tmp_path / "list.xlsx").write_bytes(a_workbook(list(csv.reader(stream))))

    for name, table in {"csv": file, "xlsx": tmp_path / "list.xlsx"}.items():
        assert isinstance(import_spreadsheet(table, tmp_path / name), Import)

    assert contents(tmp_path / "csv") == contents(tmp_path / "xlsx") != {}


@pytest.mark.parametrize("raw", ["so\u00adft", "<p>so&shy;ft</p>", "<b>so</b>f\ue000t", "so&#x3164;f<br>t"])
def test_what_records_may_not_hide_is_taken_out(raw: str) -> None:
    assert HIDDEN.search(clean(raw, markup=True, prose=True).text) is None
