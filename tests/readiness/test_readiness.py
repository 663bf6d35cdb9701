"""What a dean reads about certificates that are not yet micro-credentials, in every layout.

The files in golden/ are made by `UPDATE_EXPECTED=1 pytest tests/readiness` and were read line by line.
"""

import csv
import os
import re
import shutil
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser

from generator.commands.readiness import readiness
from generator.errors import UsageError
from generator.vocabularies import vocabulary
from tests import record_cases

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOLDEN = HERE / "golden"
DAY = ("--as-of", "2026-12-01")


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A provider's folder in a registry that chose the profiles of Europe and Poland."""
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "theme").symlink_to(ROOT / "theme")
    shutil.copytree(HERE / "school", tmp_path / "providers/school")
    monkeypatch.chdir(tmp_path)
    return Path("providers/school")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(readiness, [*map(str, arguments), *DAY])


def rows(said: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(said.removeprefix("\ufeff")), delimiter=";"))


@pytest.mark.parametrize(
    ("layout", "language", "ending"),
    [
        ("text", "en", "txt"),
        ("text", "pl", "txt"),
        ("markdown", "pl", "md"),
        ("csv", "pl", "csv"),
        ("html", "en", "html"),
    ],
)
def test_report_of_a_folder_is_word_for_word_as_expected(school: Path, layout: str, language: str, ending: str) -> None:
    golden = GOLDEN / f"{layout}.{language}.{ending}"
    result = run(school, "--format", layout, "--language", language)
    assert isinstance(result.exception, SystemExit)
    said = result.stdout_bytes
    if os.environ.get("UPDATE_EXPECTED"):
        golden.write_bytes(said)
    assert said.decode() == golden.read_bytes().decode()
    assert result.exit_code == 1  # one of the records cannot be read


def test_every_record_of_the_folder_is_there_once(school: Path) -> None:
    """The offers, the credential that no offer names, and not the one that stands in an offer's report."""
    found = dict.fromkeys(row["Record"].rpartition("/")[2] for row in rows(run(school, "--format", "csv").stdout))
    assert list(found) == ["a-certificate.yml", "b-half-way.yml", "c-ready.yml", "wax.yml", "d-broken.yml"]


def test_elements_stand_in_the_order_of_annex_i_under_their_official_names(school: Path) -> None:
    said = rows(run(school / "offers/a-certificate.yml", "--format", "csv", "--language", "pl").stdout)
    official = [one.labels["pl"] for one in vocabulary("annex-elements")]
    assert [row["Element z załącznika I"] for row in said] == official
    assert [row["Nr"] for row in said] == [str(number) for number in range(1, 17)]


def test_outcomes_and_assessment_come_first(school: Path) -> None:
    said = run(school / "offers/a-certificate.yml", "--format", "markdown").stdout
    steps = re.findall(r"^\d\. (.*)$", said, re.MULTILINE)
    assert steps[:2] == ["Learning outcomes", "Type of assessment"]
    assert "6 required elements are missing" in said
    assert "At present it is described as a learning opportunity." in said


def state(school: Path, record: str, element: str) -> dict[str, str]:
    said = rows(run(school / record, "--format", "csv").stdout)
    return next(row for row in said if row["Element of Annex I"] == element)


def test_attendance_is_no_assessment(school: Path) -> None:
    row = state(school, "offers/b-half-way.yml", "Type of assessment")
    assert (row["State"], row["There now"]) == ("missing", "Attendance")
    assert row["What is missing"] == "Nobody else than the learner judges what was learned."


def test_topics_and_outcomes_without_criteria_could_be_better(school: Path) -> None:
    row = state(school, "offers/b-half-way.yml", "Learning outcomes")
    assert row["State"] == "could be better"
    assert row["What is missing"] == "Topics instead of what learners do: 1 of 2. Outcomes without criteria: 1 of 2."


def test_credential_of_a_file_of_its_own_is_read_with_the_offer(school: Path) -> None:
    said = run(school / "offers/c-ready.yml").stdout
    assert "Nothing required is missing: it can be listed as a micro-credential." in said
    assert "Sets up a hive" in said


def test_credential_that_is_not_there_is_named(school: Path) -> None:
    (school / "credentials/bees.yml").unlink()
    result = run(school / "offers/c-ready.yml")
    assert result.exit_code == 1
    assert "providers/school/credentials/bees.yml cannot be read:" in result.stdout


def test_profile_of_the_country_says_what_is_required(school: Path) -> None:
    config = Path("mkdocs.yml")
    config.write_text(config.read_text("utf-8").replace("profiles: [eu, pl]", "profiles: [au]"), "utf-8")
    provider = school / "provider.yml"
    provider.write_text(provider.read_text("utf-8").replace("country: PL", "country: AU"), "utf-8")
    said = rows(run(school / "offers/a-certificate.yml", "--format", "csv").stdout)
    required = [int(row["No."]) for row in said if row["Needed"] == "required"]
    assert required == [6, 7, 9, 10]


def test_draft_needs_neither_a_registry_nor_a_provider(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(HERE / "school/offers/a-certificate.yml", "draft.yml")
    result = run("draft.yml")
    assert result.exit_code == 0
    assert "7 required elements are missing" in result.stdout
    assert run(".").stdout == result.stdout


def test_folder_of_all_providers(school: Path) -> None:
    shutil.copytree(school, "providers/other")
    found = [row["Record"] for row in rows(run("providers", "--format", "csv").stdout)]
    assert {path.split("/")[1] for path in found} == {"school", "other"}


@pytest.mark.slow
@pytest.mark.parametrize("name", [one for one in record_cases.cases("invalid") if one != record_cases.VERY_MANY])
def test_whatever_is_wrong_with_records_there_is_a_report_or_a_reason(name: str, tmp_path: Path) -> None:
    providers = record_cases.lay_out("invalid", name, tmp_path)
    result = CliRunner().invoke(readiness, [str(providers), "--root", str(tmp_path), "--format", "html"])
    assert result.exception is None or isinstance(result.exception, SystemExit | UsageError)


# -------------------------------------------------------------------------------------------------------- the files


def test_spreadsheet_takes_no_cell_for_a_formula(school: Path) -> None:
    result = run(school, "--format", "csv")
    assert result.stdout_bytes.startswith(b"\xef\xbb\xbf")
    for line in csv.reader(StringIO(result.stdout.removeprefix("\ufeff")), delimiter=";"):
        assert len(line) == 9
        assert not [cell for cell in line if cell.startswith(("=", "+", "-", "@"))]
    assert "'=Drones over the field" in result.stdout


class Page(HTMLParser):
    """Collects the elements of a page, and every address in it."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action")]


def test_page_needs_nothing_else(school: Path) -> None:
    page = Page()
    page.feed(run(school, "--format", "html").stdout)
    assert not {"script", "link", "img", "iframe", "form"} & set(page.elements)
    assert page.addresses == [f"#record-{number}" for number in range(1, 5)]
    assert page.elements.count("article") == 5


def test_texts_of_records_are_no_markup(school: Path) -> None:
    file = school / "offers/a-certificate.yml"
    file.write_text(file.read_text("utf-8").replace("en: Training 2", 'en: "<b>|x|</b>"'), "utf-8")
    assert "&lt;b&gt;|x|&lt;/b&gt;" in run(file, "--format", "html").stdout
    assert r"## \<b\>\|x\|\</b\>" in run(file, "--format", "markdown").stdout


@pytest.mark.browser
def test_each_record_prints_on_one_sheet(school: Path, browser: Browser, tmp_path: Path) -> None:
    run(school, "--output", tmp_path / "report.html")
    page = browser.new_page()
    page.goto((tmp_path / "report.html").as_uri())
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 6  # the table of all, four records, the one that is broken


@pytest.mark.parametrize(
    ("name", "begins"),
    [("r.html", "<!doctype html>"), ("r.CSV", "\ufeffRecord;"), ("r.md", "| Title"), ("r", "  1  2")],
)
def test_layout_follows_the_ending_of_the_file(school: Path, name: str, begins: str) -> None:
    result = run(school, "--output", name)
    assert Path(name).read_bytes().decode().startswith(begins)
    assert (result.stdout, result.stderr) == ("", f"{name}\n")
    assert [one.name for one in Path().iterdir() if one.name.endswith(".new")] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nothing.yml"], "does not exist"),
        (["mkdocs.yml/x"], "does not exist"),
        (["list.xlsx"], "got the table list.xlsx\nfix: Make records of its rows first"),
        (["empty"], "expected a record or a folder with records, got empty"),
        (["providers/school", "--output", "nowhere/r.html"], "nowhere/r.html could not be written"),
        (["providers/school", "--language", "xx"], "expected one of the languages"),
    ],
)
def test_impossible_wishes_are_explained(school: Path, arguments: list[str], words: str) -> None:
    Path("empty").mkdir()
    result = run(*arguments)
    assert isinstance(result.exception, UsageError)
    assert words in str(result.exception)
