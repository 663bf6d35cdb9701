"""`catalogue explain` as people use it."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import catalogue
from generator.errors import UsageError
from generator.rulebook import TOPICS, rulebook

ROOT = Path(__file__).parents[1]
LEVEL = """\
OFF012 error: A registered or claimed level without a number
Nothing is published until it is mended.

Why: Saying that there is a level without saying which tells a learner nothing.
What to do: Add `level:` with the number, or write `basis: descriptors-only`.
Source: CELEX 32022H0627(02), Annex I, element 8

For example:

  providers/river-college/offers/data-basics.yml:11:3: error OFF012 expected the key `level` beside `basis: claimed`, got nothing
     |
  11 |   level: {framework: prk, basis: claimed}
     |   ^^^^^
  fix: Add `level:` with the number, or write `basis: descriptors-only`.
"""  # noqa: E501 - as it is shown
DEADLINE = """\
DAT004 uwaga: Ostatni termin zapisów minął
Warto wiedzieć; nic nie trzeba robić.

Dlaczego: Na stronie jest napisane, że zapisy są zamknięte, a późniejszej edycji
  nie podano.
Co zrobić: Dopisz następną edycję, gdy tylko jej terminy będą znane.

Na przykład:

  providers/river-college/offers/first-aid.yml:6:47: uwaga DAT004 oczekiwano: koniec zapisów po 2026-12-01; ostatni to 2026-11-15
    |
  6 |   - {id: winter, start: 2026-12-10, apply_by: 2026-11-15}
    |                                               ^^^^^^^^^^
  co zrobić: Dopisz następną edycję, gdy tylko jej terminy będą znane.
"""  # noqa: E501 - as it is shown


def run(*arguments: str, root: Path = ROOT) -> Result:
    return CliRunner(env={"COLUMNS": "80"}).invoke(catalogue, ["explain", "--root", str(root), *arguments])


@pytest.mark.parametrize("code", ["OFF012", "off012", " Off012 "])
def test_a_rule_is_explained(code: str) -> None:
    assert (run(code).exit_code, run(code).stdout) == (0, LEVEL)


def test_a_rule_is_explained_in_polish() -> None:
    assert run("dat004", "--language", "pl").stdout == DEADLINE


def test_several_rules_are_explained_one_after_the_other() -> None:
    said = run("OFF012", "IMP010").stdout
    assert said.startswith(LEVEL.rstrip("\n") + "\n\n\nIMP010 error: ")
    assert "Nothing is imported until it is mended." in said


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("code", list(rulebook()))
def test_every_rule_can_be_explained(code: str, language: str) -> None:
    result = run(code, "--language", language)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{code} ")


@pytest.mark.parametrize("code", list(rulebook()))
def test_what_a_command_can_mend_is_said(code: str) -> None:
    assert (f"`catalogue fix --only {code}` mends" in " ".join(run(code).stdout.split())) == rulebook()[code].fixable


def test_all_rules_are_listed_by_topic() -> None:
    said = run().stdout
    assert re.findall(r"^  ([A-Z]{3}\d{3}) ", said, re.MULTILINE) == list(rulebook())
    titles = re.findall(r"^\w.*$", said, re.MULTILINE)
    used = {code[:3] for code in rulebook()}
    assert titles == [str(title) for letters, title in TOPICS.items() if letters in used]
    assert "\n  DAT001 error   Two dates in the wrong order\n  DAT002 warning Applications" in said


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("OFF12", "Did you mean `OFF012`?"),
        ("FF012", "Did you mean `OFF012`?"),
        ("hello", "`catalogue explain` without a code lists all rules."),
        ("", "`catalogue explain` without a code lists all rules."),
        ("x" * 100_000, "`catalogue explain` without a code lists all rules."),
    ],
)
def test_unknown_codes_are_refused_with_advice(code: str, remedy: str) -> None:
    result = run(code)
    assert isinstance(result.exception, UsageError)
    assert result.exception.exit_code == 2
    assert result.exception.remedy == remedy


def test_the_page_of_a_published_registry_is_named(tmp_path: Path) -> None:
    assert "https://" not in run("OFF012").stdout  # the sample registry is published nowhere
    assert run("OFF012", root=tmp_path).stdout == LEVEL  # nor is a folder without a registry
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("sample: true", "sample: false")
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    shutil.copytree(ROOT / "theme/locale", tmp_path / "theme/locale")
    assert "\n\nOn the site: https://registry.example.org/en/rules/OFF012/\n\n" in run("OFF012", root=tmp_path).stdout
    assert "https://registry.example.org/pl/rules/OFF012/" in run("OFF012", "--language", "pl", root=tmp_path).stdout
