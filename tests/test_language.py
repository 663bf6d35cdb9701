"""Commands speak the language that was asked for, else that of the environment, as other programs do."""

import json
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator.cli import catalogue
from generator.commands.audience import is_for_colours
from generator.commands.language import language_of
from generator.errors import UsageError
from tests import record_cases

ROOT = Path(__file__).parents[1]
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def speak(monkeypatch: pytest.MonkeyPatch, **environment: str) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "pl_PL.UTF-8"}, "pl"),
        ({"LANG": "pl"}, "pl"),
        ({"LANG": "sr_RS@latin"}, "en"),
        ({"LANG": "pl_PL.UTF-8", "LC_MESSAGES": "en_IE.UTF-8"}, "en"),
        ({"LANG": "en_IE.UTF-8", "LC_ALL": "pl_PL.UTF-8"}, "pl"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:pl:en"}, "pl"),
        ({"LANG": "pl_PL.UTF-8", "LANGUAGE": "en:pl"}, "en"),
        ({"LANG": "pl_PL.UTF-8", "LANGUAGE": ""}, "pl"),
        ({"LANG": "pl_PL.UTF-8", "LC_ALL": ""}, "pl"),
        ({"LANGUAGE": "pl", "LC_ALL": "C"}, "en"),
        ({"LANGUAGE": "pl", "LANG": "C.UTF-8"}, "en"),
        ({"LANGUAGE": "pl", "LANG": "POSIX"}, "en"),
        ({"LANGUAGE": "pl"}, "pl"),
        ({"LANG": "../../etc"}, "en"),
    ],
)
def test_language_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    speak(monkeypatch, **environment)
    assert language_of(None, ROOT) == language


@pytest.mark.parametrize(
    ("wanted", "language"), [("pl", "pl"), ("en", "en"), ("pl-PL", "pl"), ("PL", "pl"), ("en_IE", "en")]
)
def test_language_that_was_asked_for(monkeypatch: pytest.MonkeyPatch, wanted: str, language: str) -> None:
    speak(monkeypatch, LANG="pl_PL.UTF-8")
    assert language_of(wanted, ROOT) == language


@pytest.mark.parametrize("wanted", ["de", "", "polski", "../pl"])
def test_language_without_translation_is_refused(wanted: str) -> None:
    with pytest.raises(UsageError, match=r"expected one of the languages en, pl, got"):
        language_of(wanted, ROOT)


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "repository/registry"
    shutil.copytree(record_cases.RECORDS / "base", root / "providers")
    shutil.copy(ROOT / "mkdocs.yml", root)
    for folder in ("content", "theme"):
        (root / folder).symlink_to(ROOT / folder)
    (tmp_path / "repository/.git").mkdir()
    with (root / "providers" / record_cases.FIRST_AID).open("a", encoding="utf-8") as stream:
        stream.write("colour: red\n")
    monkeypatch.chdir(root)
    return root


def run(*arguments: str) -> Result:
    return CliRunner().invoke(catalogue, arguments)


@pytest.mark.slow
def test_check_speaks_polish(registry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = run("check", "--language", "pl")
    assert ": błąd REC001 oczekiwano: znany klucz; jest: `colour`\n" in asked.stdout
    assert "\nco zrobić: " in asked.stdout
    assert asked.stdout.endswith("\n1 błąd w 1 pliku\n")
    assert asked.stderr == "Więcej o tej regule mówi `catalogue explain REC001 --language pl`.\n"
    speak(monkeypatch, LANG="pl_PL.UTF-8")
    assert run("check").stdout == asked.stdout
    assert run("check").stderr == "Więcej o tej regule mówi `catalogue explain REC001`.\n"
    assert "REC001 expected a known key" in run("check", "--language", "en").stdout


@pytest.mark.slow
def test_what_programs_read_stays_the_same(registry: Path) -> None:
    polish, english = (
        json.loads(run("check", "--format", "json", "--language", one).stdout)["findings"][0] for one in ("pl", "en")
    )
    assert (polish["severity"], polish["code"]) == ("error", "REC001")
    assert (polish["title"], polish["url"]) == (
        "Klucz, którego opisy nie znają",
        "https://registry.example.org/pl/rules/REC001/",
    )
    assert {key for key in english if english[key] != polish[key]} == {"title", "message", "fix", "url"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "--output", "site"], "1 błąd w 1 pliku"),
        (["import", "nothing.csv", "--to", "x"], "oczekiwano: plik, który da się odczytać; jest: nie ma takiego pliku"),
    ],
)
def test_other_commands_speak_polish(
    registry: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    speak(monkeypatch, LANG="pl_PL.UTF-8")
    assert words in run(*arguments).stderr


@pytest.mark.slow
def test_forges_get_paths_of_the_repository(registry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = f"registry/providers/{record_cases.FIRST_AID}"
    for folder in (registry, registry / "providers"):
        monkeypatch.chdir(folder)
        root = "." if folder == registry else ".."
        first, *_ = run("check", "--root", root, "--format", "github").stdout.splitlines()
        assert first.startswith(f"::error file={expected},line=8,")
        assert json.loads(run("check", "--root", root, "--format", "gitlab").stdout)[0]["location"]["path"] == expected
        assert json.loads(run("check", "--root", root, "--format", "rdjsonl").stdout)["location"]["path"] == expected


@pytest.mark.slow
def test_a_layout_without_findings_may_be_empty(registry: Path) -> None:
    shutil.copy(record_cases.RECORDS / "base" / record_cases.FIRST_AID, registry / "providers" / record_cases.FIRST_AID)
    assert run("check", "--format", "rdjsonl").stdout == ""
    assert run("check", "--format", "markdown").stdout.startswith("### ✅ No problems in 4 records.\n")


class Terminal:
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("no_colour", "colour"), [(None, True), ("", True), ("1", False)])
def test_colours_on_a_terminal_unless_unwanted(
    monkeypatch: pytest.MonkeyPatch, no_colour: str | None, colour: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_colour is not None:
        monkeypatch.setenv("NO_COLOR", no_colour)
    assert is_for_colours(Terminal()) is colour  # type: ignore[arg-type]  # all that is asked of a stream
    with click.open_file("/dev/null", "w") as stream:
        assert not is_for_colours(stream)
