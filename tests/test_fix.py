"""`catalogue fix` mends what is certain, touches nothing else, and says what it leaves."""

import errno
import os
import re
import shutil
import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.authoring.files import replace_file
from generator.authoring.mending import apply_edits, mend
from generator.checks import vocabulary as vocabulary_rules
from generator.commands.fix import fix
from generator.diagnostics import Diagnostic, Edit, Location, all_rules
from generator.errors import UsageError
from generator.records import mending
from generator.records.discover import RecordFile, RecordKind, discover
from generator.records.reader import read_text
from generator.records.source import Source, read_source
from generator.records.yaml import Document, NodePath
from tests import record_cases

ROOT = Path(__file__).parents[1]
SAMPLES = discover(ROOT / "providers", "providers")[0]


@pytest.fixture
def uuids(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = count(1)
    monkeypatch.setattr(mending, "new_uuid", lambda: f"{next(numbers):08x}-0000-4000-8000-000000000000")


def run(registry: Path, *arguments: str) -> Result:
    if not (registry / "mkdocs.yml").exists():
        shutil.copy(ROOT / "mkdocs.yml", registry)
    day = record_cases.AS_OF.isoformat()
    return CliRunner().invoke(fix, ["--root", str(registry), "--workers", "1", "--as-of", day, *arguments])


def contents(providers: Path) -> dict[str, bytes]:
    """Return the content of every file below a folder; a link counts as what it is."""
    files = (one for one in sorted(providers.rglob("*")) if one.is_file() and not one.is_symlink())
    return {one.relative_to(providers).as_posix(): one.read_bytes() for one in files}


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> dict[str, bytes]:
    assert before.keys() == after.keys()
    return {path: content for path, content in after.items() if content != before[path]}


# ------------------------------------------------------------------------------------------------------------- cases


@pytest.mark.usefixtures("uuids")
@pytest.mark.parametrize("name", record_cases.cases("invalid"))
def test_case_is_mended_exactly_as_expected(name: str, tmp_path: Path) -> None:
    providers = record_cases.lay_out("invalid", name, tmp_path)
    before = contents(providers)

    run(tmp_path)
    mended = changed(before, contents(providers))

    folder = record_cases.fixed_folder(name)
    if os.environ.get("UPDATE_EXPECTED"):
        shutil.rmtree(folder, ignore_errors=True)
        for path, content in mended.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    assert mended == contents(folder)


@pytest.mark.slow
def test_rules_marked_as_fixable_are_those_that_some_case_mends(tmp_path: Path) -> None:
    mended: set[str] = set()
    for number, name in enumerate(record_cases.cases("invalid")):
        providers = record_cases.lay_out("invalid", name, tmp_path / str(number))
        for file in discover(providers, "providers")[0]:
            source = read_source(file.path, file.shown)
            if isinstance(source, Source):
                mended |= set(mend(file, source).counts)
    assert mended == {rule.code for rule in all_rules() if rule.fixable}


@pytest.mark.parametrize("name", record_cases.cases("valid"))
def test_valid_case_is_left_as_it_is(name: str, tmp_path: Path) -> None:
    providers = record_cases.lay_out("valid", name, tmp_path)
    before = contents(providers)

    result = run(tmp_path)

    files = len(discover(providers, "providers")[0])
    assert (result.exit_code, result.stdout) == (0, f"There is nothing that a program can mend in {files} files.\n")
    assert contents(providers) == before


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.key)
def test_sample_record_is_left_as_it_is(file: RecordFile) -> None:
    source = read_source(file.path, file.shown)
    assert isinstance(source, Source)
    assert mend(file, source).text == source.text


# ------------------------------------------------------------------------------------------------------------ command

_WHOLE = (record_cases.RECORDS / "base" / record_cases.FIRST_AID).read_text(encoding="utf-8")
OFFER = "".join(_WHOLE.splitlines(keepends=True)[:4])
"""The keys without which no offer is read; tests add what is wrong."""
SHOWN = f"providers/{record_cases.FIRST_AID}"


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(record_cases.RECORDS / "base", tmp_path / "providers")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(registry: Path, more: str, path: str = SHOWN) -> Path:
    file = registry / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(OFFER + more, encoding="utf-8")
    return file


def test_what_was_mended_and_what_is_left(registry: Path) -> None:
    file = put(
        registry, "checked: 1.9.2026   # by us\ntype: Kursik\nduration: 8 weeks\nlinks: {page: http://a.example}\n"
    )

    result = run(registry)

    assert result.stdout.splitlines() == [
        f"{SHOWN}: 2 × REC003, 1 × TXT004",
        "3 findings mended in 1 file",
        "",
        "Left for you: 1 error in 1 file; `catalogue check` explains them.",
        f"{SHOWN}:6:7: error VOC001 expected a type of offer such as `course`, got `Kursik`",
    ]
    assert result.exit_code == 1
    assert file.read_text(encoding="utf-8") == (
        OFFER + "checked: 2026-09-01   # by us\ntype: Kursik\nduration: P8W\nlinks: {page: https://a.example}\n"
    )


def test_warnings_that_are_left_are_only_counted(registry: Path) -> None:
    put(registry, "checked: 2020-01-01\nduration: 8 weeks\n")
    result = run(registry)
    assert result.exit_code == 0
    _, _, empty, left = result.stdout.splitlines()
    assert empty == ""
    assert re.fullmatch("Left for you: [0-9]+ warnings? in 1 file; `catalogue check` explains them.", left)


def test_dry_run_shows_a_diff_and_writes_nothing(registry: Path) -> None:
    file = put(registry, "checked: 1.9.2026\n")
    before = file.read_bytes()

    result = run(registry, "--dry-run")

    assert result.stdout.splitlines() == [
        f"--- {SHOWN}",
        f"+++ {SHOWN}",
        "@@ -2,4 +2,4 @@",
        *(f" {line}" for line in OFFER.splitlines()[1:]),
        "-checked: 1.9.2026",
        "+checked: 2026-09-01",
        f"{SHOWN}: 1 × REC003",
        "1 finding would be mended in 1 file",
    ]
    assert result.exit_code == 1
    assert file.read_bytes() == before


def test_only_the_findings_of_one_rule_are_mended(registry: Path) -> None:
    file = put(registry, "links: {page: http://a.example}\ntype: Course\n")

    result = run(registry, "--only", "VOC001")

    assert "1 finding mended in 1 file" in result.stdout
    assert file.read_text(encoding="utf-8") == OFFER + "links: {page: http://a.example}\ntype: course\n"


def test_a_rule_that_nothing_mends_is_refused(registry: Path) -> None:
    error = run(registry, "--only", "OFF001").exception
    assert isinstance(error, UsageError)
    assert error.message == "expected the code of a rule that can be mended, got OFF001"


def test_only_what_was_named_is_mended(registry: Path) -> None:
    first = put(registry, "type: Course\n")
    other = put(registry, "type: Course\n", "providers/river-college/offers/other.yml")
    other.write_text(other.read_text(encoding="utf-8").replace("first-aid", "other").replace("22d2", "99d2"))

    run(registry, str(first))

    assert "type: course" in first.read_text(encoding="utf-8")
    assert "type: Course" in other.read_text(encoding="utf-8")


def test_the_file_of_exceptions_is_mended_too_and_what_is_excepted_stays(registry: Path) -> None:
    file = put(registry, "links: {page: http://a.example}\nchecked: 1.9.2026\n")
    waivers = registry / "providers/waivers.yml"
    waivers.write_text(
        "waivers:\n"
        "  - rule: TXT004   # no encryption there\n"
        "    record: river-college/first-aid\n"
        "    reason: {en: The site of the town answers without encryption only.}\n"
        "    granted_by: {en: Editors' board}\n"
        "    granted: 1.11.2026\n"
        "    until: 31.3.2027\n",
        encoding="utf-8",
    )

    for _ in range(2):
        result = run(registry)

    assert result.exit_code == 0, result.output
    assert "granted: 2026-11-01\n    until: 2027-03-31\n" in waivers.read_text(encoding="utf-8")
    assert file.read_text(encoding="utf-8").endswith("{page: http://a.example}\nchecked: 2026-09-01\n")


def test_mode_byte_order_mark_and_line_ends_stay(registry: Path) -> None:
    file = put(registry, "")
    before = b"\xef\xbb\xbf" + (OFFER + "checked: 1.9.2026\nsummary:\n  pl: Ul: pszczoły\n").encode().replace(
        b"\n", b"\r\n"
    )
    file.write_bytes(before)
    file.chmod(0o640)

    run(registry)

    after = before.replace(b"1.9.2026", b"2026-09-01").replace("Ul: pszczoły".encode(), '"Ul: pszczoły"'.encode())
    assert file.read_bytes() == after
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert not list(file.parent.glob(".*"))


def test_a_disk_that_is_full_is_said_and_nothing_is_left_behind(
    registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put(registry, "checked: 1.9.2026\n")
    before = contents(registry / "providers")

    def full(_: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    run(registry, "--dry-run")
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError, match=f"expected a file that can be written, got: {file}: No space left on device"):
        replace_file(file, file.read_bytes(), b"new")

    assert contents(registry / "providers") == before


def test_a_file_that_somebody_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "record.yml"
    file.write_bytes(b"somebody's")
    with pytest.raises(UsageError, match="got another content; it was left as it is"):
        replace_file(file, b"what was read", b"what was to come")
    assert file.read_bytes() == b"somebody's"


# ------------------------------------------------------------------------------------------------------------- engine

FILE = RecordFile(RecordKind.OFFER, "river-college", "first-aid", Path("first-aid.yml"), "first-aid.yml")


def mended_text(text: str, file: RecordFile = FILE) -> str:
    return mend(file, Source(file.shown, text)).text


def test_a_frozen_version_is_mended_only_where_it_could_not_be_read() -> None:
    file = replace(FILE, kind=RecordKind.CREDENTIAL, version=1)
    text = OFFER.replace("kind: learning-opportunity\n", "")
    text += "valid_until: 31.8.2026\nlevel: {not_applicable: {en: None}, source: http://a.example}\n"
    with_note = OFFER.replace("kind: learning-opportunity\n", "changes: {en: Cafe\u0301}\n")

    assert "valid_until: 2026-08-31" in mended_text(text, file)
    assert mended_text(with_note, file) == with_note
    assert mended_text(with_note, replace(file, version=None)) == unicodedata.normalize("NFC", with_note)


def found(*edits: Edit) -> list[Diagnostic]:
    rule = next(rule for rule in all_rules() if rule.fixable)
    return [Diagnostic(rule, Location("first-aid.yml"), "", edit=edit) for edit in edits]


def test_of_edits_that_touch_each_other_the_first_is_applied() -> None:
    source = Source("", "one two three")
    first, overlapping, apart = source.edit(0, 3, "1"), source.edit(2, 7, "-"), source.edit(8, 13, "3")
    twice = source.edit(0, 0, "x"), source.edit(0, 0, "y")

    text, mended = apply_edits(source.text, found(apart, overlapping, first))
    assert (text, [one.edit for one in mended]) == ("1 two 3", [first, apart])
    assert apply_edits(source.text, found(*twice))[0] == "xone two three"


def test_an_edit_that_makes_a_record_worse_is_not_made_and_the_others_are(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(document: Document, path: NodePath, _text: str, **_: object) -> Edit:
        return document.spans[path].replaced_by("[")

    monkeypatch.setattr(vocabulary_rules, "respelt", broken)

    text = mended_text(OFFER + "type: Course\nlinks: {page: http://a.example}\n")

    assert text == OFFER + "type: Course\nlinks: {page: https://a.example}\n"


@pytest.mark.usefixtures("uuids")
def test_identifiers_that_are_not_stated_are_made() -> None:
    text = OFFER.replace("id: first-aid", "id: not_stated  # the file's").replace("22d2c3b4-", "not_stated #")
    made = mended_text(text)
    assert made.startswith("id: first-aid  # the file's\nuuid: 00000001-0000-4000-8000-000000000000 #")


def test_a_renamed_key_is_carried_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "MIGRATIONS", {"headline": "title"})
    old = OFFER.replace("title:", "headline:")
    assert mended_text(old) == OFFER
    assert mended_text(OFFER + "headline: {en: x}\n") == OFFER + "headline: {en: x}\n"


# ---------------------------------------------------------------------------------------------------------- properties

SAMPLE = (ROOT / "providers/nadwarcianska/offers/python-for-measurements.yml").read_text(encoding="utf-8")
LINES = SAMPLE.splitlines(keepends=True)
SAMPLE_FILE = replace(FILE, id="python-for-measurements")
WRITTEN_OTHERWISE = (
    (r"(?<=: )([0-9]{4})-([0-9]{2})-([0-9]{2})$", r"\3.\2.\1"),
    (r"(?<=: )([0-9]{4})-0?([0-9]{1,2})-0?([0-9]{1,2})$", r"\1/\2/\3"),
    (r"https://", "http://"),
    (r"(?<=: )(true|false)$", lambda one: {"true": "Tak", "false": "NO"}[one[0]]),
    (r"^( *)([a-z_]+):", lambda one: f"{one[1]}{one[2].capitalize()}:"),
    (r"_(?=[a-z_]+:)", "-"),
    (r"(?<=(?:mode|kind|pace): )([a-z-]+)$", lambda one: one[0].upper()),
    (r"(?<=- )(pl|en)$", lambda one: one[0].upper()),
    (r'(?<=: )"([0-9]+)\.([0-9]{2})"', r'"\1,\2"'),
    (r"(?<=: )P([0-9]+)W$", r"\1 weeks"),
    (r"(?<=uuid: )(.*)$", lambda one: one[0].upper()),
    (r"(?<=[a-z])(?=[a-z]+ )", "\u200b"),
)


def record_in(text: str) -> object:
    return read_text(SAMPLE_FILE, Source("record.yml", text)).record


@pytest.mark.parametrize("pattern", WRITTEN_OTHERWISE, ids=lambda pair: pair[0])
def test_what_was_written_otherwise_is_mended_to_the_same_record(pattern: tuple[str, Any]) -> None:
    changed = re.sub(*pattern, SAMPLE, flags=re.MULTILINE)
    assert changed != SAMPLE
    assert record_in(mended_text(changed, SAMPLE_FILE)) == record_in(SAMPLE)


TROUBLE = st.sampled_from(
    [*"\t:#@*&%'\"-[]{}|>,", "\u200b", "\u00ad", "\u202e", "e\u0301", ": ", " #", "http://", "\n", "  "]
)


INSERTIONS = st.lists(st.tuples(st.integers(0, len(SAMPLE)), TROUBLE), min_size=1, max_size=4)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(INSERTIONS)
def test_mending_twice_is_mending_once(insertions: list[tuple[int, str]]) -> None:
    check_mending(with_trouble(insertions))


@pytest.mark.slow
@settings(max_examples=1000, deadline=None)
@given(INSERTIONS, st.sampled_from(WRITTEN_OTHERWISE), st.booleans())
def test_mending_much_trouble_twice_is_mending_it_once(
    insertions: list[tuple[int, str]], pattern: Any, windows: bool
) -> None:
    text = re.sub(*pattern, with_trouble(insertions), flags=re.MULTILINE)
    check_mending(text.replace("\n", "\r\n") if windows else text)


def with_trouble(insertions: list[tuple[int, str]]) -> str:
    text = SAMPLE
    for position, characters in insertions:
        text = text[:position] + characters + text[position:]
    return text


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(st.sampled_from(range(len(LINES))), st.sampled_from(range(len(LINES))), st.sampled_from(WRITTEN_OTHERWISE))
def test_lines_that_are_missing_or_written_otherwise_are_mended_once(first: int, last: int, pattern: Any) -> None:
    text = "".join([*LINES[: min(first, last)], *LINES[max(first, last) :]])
    check_mending(re.sub(*pattern, text, flags=re.MULTILINE))


def check_mending(text: str) -> None:
    once = mend(SAMPLE_FILE, Source("record.yml", text))
    twice = mend(SAMPLE_FILE, Source("record.yml", once.text))
    assert twice.text == once.text
    assert not twice.counts
    assert sum(once.counts.values()) >= (once.text != text)
    kept = [line for line in text.splitlines() if line.lstrip().startswith("# ") and line.isprintable()]
    assert [line for line in once.text.splitlines() if line in kept] == kept
