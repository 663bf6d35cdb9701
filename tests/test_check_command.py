"""`catalogue check` as people use it: in a folder, with paths they type."""

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.commands.check import check
from generator.errors import SettingsError, UsageError
from generator.feeds.elm_opportunity import NO_FIELD
from tests import record_cases

ROOT = Path(__file__).parents[1]
PROVIDER = (record_cases.RECORDS / "base/river-college/provider.yml").read_text(encoding="utf-8")
OFFER = (record_cases.RECORDS / "base" / record_cases.FIRST_AID).read_text(encoding="utf-8")

BAD = {
    "b-syntax": (OFFER + "summary: {en: x\n", "8:10: error YML001"),
    "c-unknown-key": (OFFER + "colour: red\n", "8:1: error REC001"),
    "d-wrong-type": (OFFER + "checked: soon\n", "8:10: error REC003"),
    "e-missing-reference": (
        OFFER + "recognition: [{effect: elective, receiver: nobody}]\n",
        "8:44: error REF001",
    ),
    "f-empty": ("", "1:1: error FIL002"),
    "g-nested": (OFFER + "field: " + "[" * 60_000, "8:39: error YML003"),
    "h-not-utf8": ((OFFER + "code: caf\xe9\n").encode("latin-1"), "8:10: error FIL001"),
}


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(record_cases.RECORDS / "base", tmp_path / "providers")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(check, ["--as-of", "2026-12-01", *arguments])


def break_offer(registry: Path, more: str = "colour: red\n", name: str = "first-aid") -> str:
    path = f"providers/river-college/offers/{name}.yml"
    with (registry / path).open("a", encoding="utf-8") as stream:
        stream.write(more)
    return path


LEFT_OUT = "Left out of feeds:\n- elm-3.2, elm-3.3, qdr: {reason} (`field`) {offers}\n\n"


def test_sound_records(registry: Path) -> None:
    for name in ("first-aid", "data-basics"):
        break_offer(registry, "field: ['0688']\n", name)
    result = run()
    assert (result.exit_code, result.stdout) == (0, "No problems in 4 records.\n")


@pytest.mark.slow
def test_offers_that_feeds_leave_out_are_named_with_the_reason(registry: Path) -> None:
    result = run()
    left_out = LEFT_OUT.format(reason=NO_FIELD.text, offers="river-college/data-basics, river-college/first-aid")
    assert (result.exit_code, result.stdout) == (0, f"{left_out}No problems in 4 records.\n")
    found = json.loads(run("--format", "json").stdout)["left_out_of_feeds"]
    assert [(one["feeds"], one["key"], one["offers"]) for one in found] == [
        (["elm-3.2", "elm-3.3", "qdr"], "field", ["river-college/data-basics", "river-college/first-aid"])
    ]


@pytest.mark.slow
def test_what_a_feed_is_not_about_is_not_named(registry: Path) -> None:
    """A course without a level in a register is no matter for QualityLink: its record lacks nothing."""
    assert "qualitylink" not in run().stdout


@pytest.mark.parametrize("workers", ["1", "2"])
def test_every_kind_of_broken_file_is_reported_once_in_one_run(registry: Path, workers: str) -> None:
    for number, (folder, (content, _)) in enumerate(BAD.items()):
        mine = registry / "providers" / folder
        (mine / "offers").mkdir(parents=True)
        record = PROVIDER.replace("river-college", folder).replace("6f1d", f"6f{number:02}", 1)
        (mine / "provider.yml").write_text(record, encoding="utf-8")
        offer = content if isinstance(content, bytes) else content.encode()
        offer = offer.replace(b"22d2", f"22{number:02}".encode(), 1).replace(b"river-college", folder.encode())
        (mine / "offers/first-aid.yml").write_bytes(offer)
    (registry / "providers/i-no-provider/offers").mkdir(parents=True)
    (registry / "providers/i-no-provider/offers/x.yml").write_text(
        OFFER.replace("first-aid", "x").replace("22d2", "2299"), encoding="utf-8"
    )
    result = run("--workers", workers)
    assert result.exit_code == 1
    expected = [f"providers/{folder}/offers/first-aid.yml:{place}" for folder, (_, place) in BAD.items()]
    expected.append("providers/i-no-provider:1:1: error FIL005")
    assert re.findall(r"^providers/.*?: error [A-Z]{3}\d{3}", result.stdout, re.MULTILINE) == expected
    assert result.stdout.endswith("\n8 errors in 8 files\n")


@pytest.mark.slow
def test_only_the_named_paths_are_reported(registry: Path) -> None:
    path = break_offer(registry)
    assert run(path).exit_code == 1
    assert run("providers/quay-alliance").stdout == "No problems in 1 record.\n"
    assert run("providers/river-college/provider.yml").exit_code == 0
    assert run("providers/quay-alliance", path).exit_code == 1
    assert run("providers").exit_code == 1


@pytest.mark.slow
def test_references_out_of_a_named_path_are_resolved(registry: Path) -> None:
    path = break_offer(registry, "who_can_join: {partners: [quay-alliance]}\nfield: ['0688']\n")
    assert run(path).stdout == "No problems in 1 record.\n"


@pytest.mark.slow
def test_warnings_fail_only_when_strict(registry: Path) -> None:
    break_offer(registry, "status: paused\n")
    assert run().exit_code == 0
    assert run("--strict").exit_code == 1


@pytest.mark.slow
def test_notes_never_fail(registry: Path) -> None:
    break_offer(registry, "runs: [{id: winter, start: 2026-12-10, apply_by: 2026-11-15}]\n")
    result = run("--strict")
    assert (result.exit_code, "note DAT004" in result.stdout) == (0, True)


@pytest.mark.slow
def test_stale_days_come_from_the_settings(registry: Path) -> None:
    break_offer(registry, "checked: 2026-10-01\n")
    assert run("--strict").exit_code == 0
    config = registry / "mkdocs.yml"
    config.write_text(
        re.sub(r"( +)sample:", r"\1stale_days: 30\n\1sample:", config.read_text(encoding="utf-8")), "utf-8"
    )
    assert "DAT006" in run("--strict").stdout


def test_json(registry: Path) -> None:
    path = break_offer(registry)
    report = json.loads(run("--format", "json").stdout)
    assert report["summary"] == {"errors": 1, "warnings": 0, "notes": 0, "files": 1, "records": 3, "waived": 0}
    assert [(one["path"], one["line"], one["code"]) for one in report["findings"]] == [(path, 8, "REC001")]


@pytest.mark.slow
def test_paths_are_shown_as_one_would_type_them(registry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_offer(registry)
    monkeypatch.chdir(registry / "providers")
    result = run("--root", "..", "river-college/offers/first-aid.yml")
    assert result.stdout.startswith("river-college/offers/first-aid.yml:8:1: error")


@pytest.mark.slow
def test_records_of_another_folder(registry: Path) -> None:
    shutil.copytree(record_cases.lay_out("invalid", "OFF004-withdrawn-without-day", registry / "x"), registry / "mine")
    result = run("--providers", "mine")
    assert result.stdout.startswith("mine/river-college/offers/first-aid.yml:5:9: error OFF004")


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (["providers/nothing.yml"], UsageError, "does not exist"),
        (["mkdocs.yml"], UsageError, "expected a path below providers"),
        (["--providers", "nothing"], UsageError, "expected a folder with records, got nothing"),
        (["providers/README.md"], UsageError, "expected a record or a folder with records"),
        (["--root", "providers"], SettingsError, "expected a registry with mkdocs.yml"),
    ],
)
def test_impossible_paths_are_explained(
    registry: Path, arguments: list[str], error: type[Exception], words: str
) -> None:
    (registry / "providers/README.md").write_text("Notes\n", encoding="utf-8")
    result = run(*arguments)
    assert isinstance(result.exception, error)
    assert words in str(result.exception)
    assert "\nfix: " in str(result.exception)
    assert result.exception.exit_code == 2


def test_impossible_day_is_a_usage_error(registry: Path) -> None:
    result = CliRunner().invoke(check, ["--as-of", "tomorrow"])
    assert (result.exit_code, "2027-01-31" in result.output) == (2, True)
