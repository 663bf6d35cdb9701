"""`catalogue new` writes records that explain themselves and pass the check, and freezes versions of credentials."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from generator.authoring.beginning import KINDS
from generator.authoring.questions import questions
from generator.cli import catalogue
from generator.commands import asking
from generator.diagnostics import Severity
from generator.errors import UsageError
from generator.records.discover import RecordKind, discover, record_place
from generator.records.schema import authored_schema
from tests import record_cases

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
UUID = re.compile(r"^uuid: ([0-9a-f-]{36})$", re.MULTILINE)
TIDY_DATA = """\
# The data course  (kept as it is)
id: tidy-data
uuid: 44d2c3b4-4a59-4e68-8f77-000000000009   # permanent
title: {pl: Porządek w danych, en: "Tidy data"}
awarded_by: [river-college]
learning_outcomes:
  # the first one
  - text: {pl: Porządkuje dane, en: Tidies data}
assessment: {types: [project]}
"""


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(ROOT / "theme/locale", tmp_path / "theme/locale")
    shutil.copytree(record_cases.RECORDS / "base", tmp_path / "providers")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


def run(*arguments: str, answers: str = "") -> Result:
    return CliRunner().invoke(catalogue, ["new", *arguments], input=answers)


def refused(*arguments: str) -> UsageError:
    error = run(*arguments).exception
    assert isinstance(error, UsageError)
    return error


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("new", "new_version"):
        monkeypatch.setattr(f"generator.commands.{module}.is_terminal", lambda: True)


HERE = {"credentials": "river-college/data-basics"}
"""What a record must name exists in this registry only."""


def options(kind: RecordKind) -> list[str]:
    """Return options that answer every question with the example of the model."""
    given: list[str] = []
    for question in questions(kind):
        example = authored_schema(kind)["properties"][question.key]["examples"][0]
        example = HERE.get(question.key, example)
        texts = [f"{tag}={text}" for tag, text in example.items()] if isinstance(example, dict) else [example]
        given += [part for text in texts for part in (f"--{question.key.replace('_', '-')}", text)]
    return given


# ------------------------------------------------------------------------------------------------------------- records


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("kind", KINDS)
def test_new_record_passes_the_check(registry: Path, kind: RecordKind, language: str) -> None:
    key = "new-college" if kind is RecordKind.PROVIDER else "river-college/new-record"

    result = run(kind.value, key, *options(kind), "--language", language)

    assert result.exit_code == 0, result.exception
    place = record_place(kind, *(key.split("/") if "/" in key else (key, key)))
    assert place is not None
    text = (registry / "providers" / place).read_text(encoding="utf-8")
    assert text.startswith(
        f"# yaml-language-server: $schema=https://registry.example.org/data/v1/schema/{kind.value}.json\n"
    )
    found = record_cases.inspect(registry / "providers").diagnostics
    assert [one for one in found if one.severity is not Severity.NOTE] == []
    assert kind is not RecordKind.OFFER or "\nstatus: draft\n" in text


@pytest.mark.slow
def test_every_record_gets_a_uuid_of_its_own(registry: Path) -> None:
    for name in ("one", "two"):
        run("offer", f"river-college/{name}", *options(RecordKind.OFFER))
    texts = [(registry / f"providers/river-college/offers/{name}.yml").read_text("utf-8") for name in ("one", "two")]
    made = [uuid for text in texts for uuid in re.findall(r"uuid: ([0-9a-f-]{36})", text)]
    assert len(made) == len(set(made)) == 4  # of the offers, and of the credentials that may be switched on


def test_a_name_that_means_a_code_is_taken_as_the_code(registry: Path) -> None:
    run("provider", "new-college", "--name", "en=New College", "--type", "University")
    text = (registry / "providers/new-college/provider.yml").read_text(encoding="utf-8")
    assert "\ntype: higher-education-institution\n" in text


def test_what_comes_next_is_said(registry: Path) -> None:
    assert run("offer", "river-college/new", *options(RecordKind.OFFER)).stdout.splitlines() == [
        "providers/river-college/offers/new.yml is written.",
        "Open it, state what you know, and run: catalogue check providers/river-college/offers/new.yml",
    ]


def test_comments_are_in_the_language_asked_for(registry: Path) -> None:
    run("offer", "river-college/new", *options(RecordKind.OFFER), "--language", "pl")
    text = (registry / "providers/river-college/offers/new.yml").read_text(encoding="utf-8")
    assert "\n# Linia zaczynająca się od # nie jest czytana." in text


def test_nothing_is_overwritten(registry: Path) -> None:
    before = (registry / "providers" / record_cases.FIRST_AID).read_bytes()
    error = refused("offer", "river-college/first-aid", *options(RecordKind.OFFER))
    assert error.message == (
        "expected the name of a record that does not exist, got providers/river-college/offers/first-aid.yml"
    )
    assert (registry / "providers" / record_cases.FIRST_AID).read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message", "remedy"),
    [
        (
            ["offer", "lake-college/new"],
            "expected a provider that has a record, got lake-college: there is no providers/lake-college/provider.yml",
            "Begin with the provider: catalogue new provider lake-college",
        ),
        (
            ["offer", "river-college/new", "--kind", "micro-credential"],
            "expected --title, got nothing; there is no terminal to ask at",
            "Write: catalogue new offer river-college/new --title en=…",
        ),
        (
            ["offer"],
            "expected PROVIDER/OFFER, got nothing",
            "Write: catalogue new offer PROVIDER/OFFER, such as river-college/first-aid",
        ),
        (
            ["provider", "a/b"],
            "expected PROVIDER, got a/b",
            "Write: catalogue new provider PROVIDER, such as river-college",
        ),
        (
            ["provider", "../etc"],
            "expected PROVIDER, got ../etc",
            "Write: catalogue new provider PROVIDER, such as river-college",
        ),
        (
            ["offer", "river-college/.."],
            "expected an identifier of small letters a-z, digits and single hyphens, got `..`",
            "Write it without accents, capitals, spaces and underscores; never change it afterwards.",
        ),
        (
            ["offer", "river-college/new", "--kind", "kurs", "--title", "en=New"],
            "--kind: expected `micro-credential` or `learning-opportunity`, got `kurs`",
            "Did you mean `learning-opportunity` (Learning opportunity)?",
        ),
        (
            ["offer", "river-college/new", "--kind", "micro-credential", "--title", "New"],
            "--title: expected the language and the text, such as `en=First aid`, got `New`",
            "",
        ),
        (
            ["offer", "river-college/new", "--kind", "micro-credential", "--title", "english=New"],
            "--title: expected a language tag such as pl or en, got `english`",
            "Use the two-letter code of the language (BCP 47).",
        ),
    ],
)
def test_what_cannot_be_begun_is_refused(registry: Path, arguments: list[str], message: str, remedy: str) -> None:
    before = sorted((registry / "providers").rglob("*"))
    error = refused(*arguments)
    assert (error.message, error.remedy) == (message, remedy)
    assert sorted((registry / "providers").rglob("*")) == before


@pytest.mark.usefixtures("terminal")
def test_at_a_terminal_everything_is_asked_until_it_can_be(registry: Path) -> None:
    answers = ("river-college", "Bad Id", "asked", "course", "Micro-credential", "", "", "Pytany", "")

    result = run("offer", answers="\n".join(answers) + "\n")

    assert result.exit_code == 0, result.output
    text = (registry / "providers/river-college/offers/asked.yml").read_text(encoding="utf-8")
    assert "\nkind: micro-credential\n" in text
    assert '\ntitle:\n  pl: "Pytany"\n\n' in text
    assert "expected an identifier of small letters a-z, digits and single hyphens, got `Bad Id`" in result.output
    assert "Did you mean `learning-opportunity` (Learning opportunity)?" in result.output
    assert "expected a text in one language at least, got none" in result.output
    assert "  learning-opportunity           Learning opportunity\n" in result.output


def test_nobody_is_asked_without_a_terminal() -> None:
    assert not asking.is_terminal()


# ------------------------------------------------------------------------------------------------------------ versions


def put(registry: Path, text: str = TIDY_DATA) -> Path:
    file = registry / "providers/river-college/credentials/tidy-data.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_version_is_frozen_and_the_next_one_begins(registry: Path) -> None:
    present = put(registry)
    old = TIDY_DATA.encode()

    result = run("version", "river-college/tidy-data", "--from", "2027-09-01", "--changes", "en=Needs charts too")

    assert result.stdout.splitlines() == [
        "providers/river-college/credentials/tidy-data/1.yml is frozen: nobody edits it any more.",
        "providers/river-college/credentials/tidy-data.yml is version 2 now: change what is new.",
    ]
    after = b'title: {pl: Porz\xc4\x85dek w danych, en: "Tidy data"}\n'
    assert (present.parent / "tidy-data/1.yml").read_bytes() == old.replace(after, after + b"valid_until: 2027-08-31\n")
    assert present.read_bytes() == old.replace(b"# permanent\n", b"# permanent\nversion: 2\n").replace(
        after, after + b"valid_from: 2027-09-01\nchanges:\n  en: Needs charts too\n"
    )
    found = record_cases.inspect(registry / "providers").diagnostics
    assert [one.rule.code for one in found] == ["CRD006"]


def test_versions_follow_one_another(registry: Path) -> None:
    present = put(registry, TIDY_DATA + "valid_until: 2030-01-31  # planned\nversion: 1\nchanges: {en: New}\n")
    for day in ("2027-09-01", "2028-09-01"):
        assert run("version", "river-college/tidy-data", "--from", day).exit_code == 0

    frozen = [(present.parent / f"tidy-data/{number}.yml").read_text("utf-8") for number in (1, 2)]
    assert "valid_until: 2027-08-31  # planned\nversion: 1\nchanges: {en: New}\n" in frozen[0]
    assert "version: 2\n" in frozen[1]
    assert "valid_until: 2028-08-31\n" in frozen[1]
    assert "version: 3\n" in present.read_text("utf-8")
    assert "changes" not in present.read_text("utf-8")
    assert "# planned\n" in present.read_text("utf-8")
    codes = {one.rule.code for one in record_cases.inspect(registry / "providers").diagnostics}
    assert codes == {"CRD006"}


def test_an_end_that_comes_before_the_next_version_stays(registry: Path) -> None:
    present = put(registry, TIDY_DATA + "valid_until: 2026-01-31\n")
    run("version", "river-college/tidy-data", "--from", "2027-09-01")
    assert "valid_until: 2026-01-31\n" in (present.parent / "tidy-data/1.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("prepare", "arguments", "message"),
    [
        (put, ["river-college/tidy-data"], "expected --from, got nothing"),
        (
            put,
            ["river-college/data-basics", "--from", "2027-09-01"],
            "expected a credential with a file of its own, got river-college/data-basics: there is no "
            "providers/river-college/credentials/data-basics.yml",
        ),
        (
            lambda registry: put(registry, TIDY_DATA + "valid_from: 2027-09-01\n"),
            ["river-college/tidy-data", "--from", "2027-09-01"],
            "expected a day after 2027-09-01, when the present version begins, got 2027-09-01",
        ),
        (
            lambda registry: put(registry, TIDY_DATA + "level: 6\n"),
            ["river-college/tidy-data", "--from", "2027-09-01"],
            "expected a credential that can be read, got providers/river-college/credentials/tidy-data.yml with "
            "expected keys and values below this key, got `6`",
        ),
        (
            lambda registry: (put(registry).with_suffix("").mkdir(), put(registry).with_suffix("") / "1.yml")[
                1
            ].touch(),
            ["river-college/tidy-data", "--from", "2027-09-01"],
            "expected the name of a file that does not exist, got "
            "providers/river-college/credentials/tidy-data/1.yml; nothing was written",
        ),
        (
            put,
            ["river-college/tidy-data", "--from", "2027-09-01", "--changes", "new"],
            "--changes: expected the language and the text, such as `en=First aid`, got `new`",
        ),
    ],
)
def test_a_version_that_cannot_be_begun_is_refused(
    registry: Path, prepare: Callable[[Path], object], arguments: list[str], message: str
) -> None:
    prepare(registry)
    before = {file: file.read_bytes() for file in (registry / "providers").rglob("*.yml")}
    error = refused("version", *arguments)
    assert error.message.replace(f"{registry}/", "") == message
    assert {file: file.read_bytes() for file in (registry / "providers").rglob("*.yml")} == before


def test_what_to_do_with_a_credential_inside_an_offer_is_said(registry: Path) -> None:
    assert refused("version", "river-college/data-basics", "--from", "2027-09-01").remedy == (
        "If you mean the credential inside the offer river-college/data-basics: move it to "
        "providers/river-college/credentials/data-basics.yml, with `id: data-basics` and a `title`, write "
        "`credential: data-basics` in the offer, and run this command again."
    )


def test_a_failed_write_leaves_nothing_behind(registry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    present = put(registry)

    def fails(*_: object) -> None:
        raise UsageError("expected a file that can be written")

    monkeypatch.setattr("generator.commands.new_version.replace_file", fails)
    run("version", "river-college/tidy-data", "--from", "2027-09-01")
    assert present.read_text("utf-8") == TIDY_DATA
    assert discover(registry / "providers", "providers")[1] == ()


@pytest.mark.usefixtures("terminal")
def test_the_day_is_asked_for(registry: Path) -> None:
    present = put(registry)
    result = run("version", "river-college/tidy-data", answers=f"soon\n{date(2027, 9, 1)}\n")
    assert result.exit_code == 0, result.output
    assert "valid_from: 2027-09-01\n" in present.read_text("utf-8")
