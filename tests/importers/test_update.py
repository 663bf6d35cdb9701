"""Importing a newer table: records follow it in place, and what people corrected stays."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cli import catalogue
from generator.errors import UsageError
from generator.importers.base import NAME
from generator.importers.merging import merge_record
from generator.importers.settling import Import
from generator.importers.spreadsheet import import_spreadsheet
from tests import record_cases
from tests.importers.updates import (
    COURSE,
    FIRST,
    MAPPING,
    NAMES,
    SECOND,
    changed,
    contents,
    offer,
    report,
    rewrite,
    run,
    table,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    run(tmp_path, [FIRST, SECOND])
    return tmp_path


def test_what_the_table_changed_is_replaced_where_it_stands(folder: Path) -> None:
    before = rewrite(
        folder / COURSE,
        ("kind: micro-credential", "kind: micro-credential  # as agreed"),
        ("  category: paid", "  # ask the office\n  category: paid   # since May"),
        ("title:\n  pl: Kurs", "title: {pl: Kurs}"),
    )
    run(folder, [changed(FIRST, cost="free", title="Kurs: nowy"), SECOND], "--update")

    assert (folder / COURSE).read_text("utf-8") == before.replace("category: paid", "category: free").replace(
        "{pl: Kurs}", "{pl: 'Kurs: nowy'}"
    )
    assert report(folder)["changed"] == ["szkola/offers/kurs.yml"]


def test_a_value_corrected_by_hand_is_kept_and_named(folder: Path) -> None:
    rewrite(folder / COURSE, ("pl: O kursie.", "pl: O kursie, poprawione."), ("category: paid", "category: free"))

    result = run(folder, [changed(FIRST, about="Nowy opis.", title="Nowy tytuł"), SECOND], "--update")

    made = offer(folder / COURSE)
    assert made.title == {"pl": "Nowy tytuł"}
    assert made.description == {"pl": "O kursie, poprawione."}
    assert made.price and made.price.category == "free"
    assert [(one["key"], one["table"], one["reason"]) for one in report(folder)["kept"]] == [
        ("description.pl", "Nowy opis.", "changed by hand"),
        ("price.category", "paid", "changed by hand"),
    ]
    assert "kept: szkola/offers/kurs.yml: `price.category`: changed by hand; the table says “paid”" in result.output


def test_keys_come_and_go_with_the_table_unless_people_use_them(folder: Path) -> None:
    rewrite(folder / COURSE, ("  pl: O kursie.", "  pl: O kursie.\n  en: About the course."))

    run(folder, [changed(FIRST, about="", cost="", start=""), changed(SECOND, about="O drugim.")], "--update")

    made = offer(folder / COURSE)
    assert (made.description, made.price, made.runs) == ({"en": "About the course."}, None, ())
    second = (folder / "providers/szkola/offers/drugi-kurs.yml").read_text("utf-8")
    assert "title:\n  pl: Drugi kurs\ndescription:\n  pl: O drugim.\ncode: K2\n" in second


def test_what_a_person_took_out_stays_out(folder: Path) -> None:
    rewrite(folder / COURSE, ("price:\n  category: paid\n", ""))

    run(folder, [FIRST, SECOND], "--update")

    assert offer(folder / COURSE).price is None
    assert [(one["key"], one["reason"]) for one in report(folder)["kept"]] == [("price", "removed by hand")]


def test_a_list_is_one_value(folder: Path) -> None:
    rewrite(folder / COURSE, ("pl: Wie.", "pl: Wie.\n      criteria:\n        pl: Odpowiada na pytania."))
    rewrite(folder / COURSE, ("      - project", "      - project  # with a defence"))

    run(folder, [changed(FIRST, outcomes="Wie.|Umie.", exam="project,quiz"), SECOND], "--update")

    credential = offer(folder / COURSE).credential
    assert credential and [one.text["pl"] for one in credential.learning_outcomes] == ["Umie.", "Wie."]
    assert [one["key"] for one in report(folder)["kept"]] == ["credential.learning_outcomes"]
    assert "      - project  # with a defence\n      - quiz\n" in (folder / COURSE).read_text("utf-8")


def test_the_kind_follows_the_table(folder: Path) -> None:
    run(folder, [changed(FIRST, exam=""), changed(SECOND, outcomes="Umie.", exam="quiz")], "--update")

    assert offer(folder / COURSE).kind == "learning-opportunity"
    assert offer(folder / "providers/szkola/offers/drugi-kurs.yml").kind == "micro-credential"
    assert not [one for one in record_cases.inspect(folder / "providers").diagnostics if one.severity == "error"]


@pytest.mark.parametrize("options", [(), ("--update",)])
def test_rows_that_only_moved_change_nothing(folder: Path, options: tuple[str, ...]) -> None:
    before = contents(folder / "providers")

    run(folder, [SECOND, FIRST], *options)

    assert contents(folder / "providers") == before
    assert report(folder)["whole"]


def test_records_keep_their_names_when_rows_come_before_them(folder: Path) -> None:
    before = contents(folder / "providers")

    run(folder, [changed(SECOND, code="K0", title="Kurs"), changed(FIRST, title="Inny"), SECOND], "--update")

    after = contents(folder / "providers")
    assert {name for name in after if name not in before} == {"szkola/offers/kurs-2.yml"}
    assert offer(folder / COURSE).code == "K1"
    assert "row: '3'" in (folder / COURSE).read_text("utf-8")


def test_without_update_a_changed_table_changes_no_file(folder: Path) -> None:
    before = contents(folder / "providers")

    result = run(folder, [changed(FIRST, cost="free"), SECOND])

    assert (contents(folder / "providers"), result.exit_code) == (before, 1)
    assert "kurs.yml: the file exists and says something else; --update brings it up to date" in result.output


def test_records_that_left_the_table_are_reported_and_stay(folder: Path) -> None:
    result = run(folder, [FIRST], "--update")

    assert report(folder)["gone"] == ["szkola/offers/drugi-kurs.yml"]
    assert "no longer in the table: szkola/offers/drugi-kurs.yml; it stays" in result.output
    assert (folder / "providers/szkola/offers/drugi-kurs.yml").exists()
    run(folder, [FIRST], "--update")
    assert report(folder)["gone"] == ["szkola/offers/drugi-kurs.yml"]


def test_a_new_row_does_not_take_the_name_of_one_that_left(folder: Path) -> None:
    run(folder, [FIRST, changed(SECOND, code="K9")], "--update")

    assert report(folder)["new"] == ["szkola/offers/drugi-kurs-2.yml"]
    assert report(folder)["gone"] == ["szkola/offers/drugi-kurs.yml"]


def test_a_row_that_changes_its_provider_keeps_its_file_and_is_named(folder: Path) -> None:
    run(folder, [changed(FIRST, who="Akademia"), SECOND], "--update")

    assert (folder / COURSE).exists()
    reasons = [one["reason"] for one in report(folder)["remarks"] if one["cell"] == "B2"]
    assert reasons == ["the record stays where it is, in the folder `szkola`"]


def test_a_row_that_fails_this_time_is_not_gone(folder: Path) -> None:
    run(folder, [FIRST, changed(SECOND, title="")], "--update")

    assert (report(folder)["gone"], [one["row"] for one in report(folder)["failures"]]) == ([], [3])


def test_without_notes_of_the_last_import_nothing_is_taken_over(folder: Path) -> None:
    (folder / f"providers/szkola/{NAME}").unlink()
    before = (folder / COURSE).read_text("utf-8")

    run(folder, [changed(FIRST, cost="free"), SECOND], "--update")

    assert (folder / COURSE).read_text("utf-8") == before
    assert "the last import left no note" in report(folder)["kept"][0]["reason"]
    run(folder, [changed(FIRST, cost="free", title="Nowy"), SECOND], "--update")
    assert offer(folder / COURSE).title == {"pl": "Nowy"}


def test_comments_about_lost_values_follow_the_table(folder: Path) -> None:
    rewrite(folder / COURSE, ("# Imported from", "# Ours since 2026.\n# Imported from"))

    run(folder, [changed(FIRST, cost="cheap"), SECOND], "--update")
    assert "# Not placed: cost “cheap”" in (folder / COURSE).read_text("utf-8")
    run(folder, [changed(FIRST, cost="free"), SECOND], "--update")

    text = (folder / COURSE).read_text("utf-8")
    assert ("# Not placed" in text, "# Ours since 2026.\n" in text, "category: free" in text) == (False, True, True)


def test_a_record_that_cannot_be_read_is_left_alone(folder: Path) -> None:
    (folder / COURSE).write_text(f"uuid: {offer(folder / COURSE).uuid}\ntitle: [\n", encoding="utf-8")

    result = run(folder, [changed(FIRST, cost="free"), changed(SECOND, about="Nowe.")], "--update")

    assert "kurs.yml: the file exists and cannot be read as a record" in result.output
    assert report(folder)["changed"] == ["szkola/offers/drugi-kurs.yml"]


def test_a_byte_order_mark_and_line_ends_stay(folder: Path) -> None:
    text = (folder / COURSE).read_text("utf-8").replace("\n", "\r\n")
    (folder / COURSE).write_bytes(b"\xef\xbb\xbf" + text.encode())

    run(folder, [changed(FIRST, cost="free"), SECOND], "--update")

    expected = text.replace("category: paid", "category: free")
    assert (folder / COURSE).read_bytes() == b"\xef\xbb\xbf" + expected.encode()


def test_a_dry_run_shows_the_difference(folder: Path) -> None:
    before = contents(folder)
    rows = [changed(FIRST, cost="free"), SECOND, changed(SECOND, code="K3", title="Trzeci", about="Tu.")]

    result = run(folder, rows, "--update", "--dry-run")

    file = folder / COURSE
    assert f"--- {file}\n+++ {file}\n@@ " in result.output
    assert "\n-  category: paid\n+  category: free\n" in result.output
    assert f"--- /dev/null\n+++ {folder / 'providers/szkola/offers/trzeci.yml'}\n" in result.output
    assert "  ~ szkola/offers/kurs.yml" in result.output
    after = contents(folder)
    assert {name for name in after if before.get(name) != after[name]} == {"table.csv", "r.json"}


def test_a_dry_run_is_coloured_on_a_terminal_only(folder: Path) -> None:
    (folder / "table.csv").write_text(table(changed(FIRST, cost="free"), SECOND), encoding="utf-8", newline="")
    arguments = ["import", str(folder / "table.csv"), "--to", str(folder / "providers"), "--update", "--dry-run",
                 "--mapping", str(folder / "mapping.yml")]  # fmt: skip

    assert "\x1b[32m+  category: free" in CliRunner().invoke(catalogue, arguments, color=True).output
    assert "\x1b" not in CliRunner().invoke(catalogue, arguments).output


def test_an_interrupted_update_puts_everything_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(folder / "providers")
    rows = [changed(FIRST, cost="free"), changed(SECOND, about="Nowe."), changed(SECOND, code="K3", title="Trzeci")]
    (folder / "table.csv").write_text(table(*rows), encoding="utf-8", newline="")
    rename = Path.rename

    for interruption in range(4):
        moves = iter(range(100))

        def interrupted(self: Path, target: Path, moves: Any = moves, at: int = interruption) -> Path:
            if next(moves) == at:
                raise KeyboardInterrupt
            return rename(self, target)

        monkeypatch.setattr(Path, "rename", interrupted)
        with pytest.raises(KeyboardInterrupt):
            import_spreadsheet(folder / "table.csv", folder / "providers", mapping=folder / "mapping.yml", update=True)
        assert contents(folder / "providers") == before


def test_a_file_that_changes_meanwhile_stops_the_update(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [changed(FIRST, cost="free"), changed(SECOND, who="Szkoła", code="K3", title="A"), SECOND]
    (folder / "table.csv").write_text(table(*rows), encoding="utf-8", newline="")
    rename = Path.rename

    def meanwhile(self: Path, target: Path) -> Path:
        rewrite(folder / COURSE, ("category: paid", "category: subscription"))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", meanwhile)
    with pytest.raises(UsageError, match="as it was when it was compared"):
        import_spreadsheet(folder / "table.csv", folder / "providers", mapping=folder / "mapping.yml", update=True)
    assert "category: subscription" in (folder / COURSE).read_text("utf-8")
    assert not (folder / "providers/szkola/offers/a.yml").exists()


# --------------------------------------------------------------------------------------------------- any table at all

CELL = st.sampled_from(
    [
        "",
        "a",
        "# b",
        "c: d",
        "e\nf",
        "ą ę",
        "paid",
        "free",
        "project",
        "quiz,attendance",
        "2027-02-03",
        "x|y",
        "- z",
        "{}",
    ]
) | st.text(st.characters(exclude_categories=["Cs"]), max_size=15)
ROW = st.tuples(st.sampled_from(["K1", "K2", "K3"]), st.sampled_from(["A", "B"]), *(CELL for _ in NAMES[2:]))
ROWS = st.lists(ROW, max_size=4, unique_by=lambda row: row[0])
VALUE_LINE = re.compile(r"^( *(?:pl|category|code): )(\w[\w ]*)$", re.MULTILINE)
FEW = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(max_examples=1_000, deadline=None, suppress_health_check=list(HealthCheck))


def imported(folder: Path, rows: Sequence[Sequence[str]], *, update: bool = False) -> Import:
    (folder / "mapping.yml").write_text(MAPPING, encoding="utf-8")
    (folder / "table.csv").write_text(table(*rows), encoding="utf-8", newline="")
    done = import_spreadsheet(folder / "table.csv", folder / "providers", mapping=folder / "mapping.yml", update=update)
    assert isinstance(done, Import), done
    return done


def check_second_import(rows: list[tuple[str, ...]], *, update: bool) -> None:
    """Import any table twice: nothing is lost without a word, and the second time changes nothing."""
    rows = [FIRST, *(row for row in rows if row[0] != "K1")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = imported(folder, rows).report
        made = {result.row for result in first.results}
        assert made | {one.row for one in first.failures} == set(range(2, len(rows) + 2))
        remarked = {(one.row, one.column) for one in first.remarks}
        for number, row in enumerate(rows, 2):
            texts = " ".join(one.text for one in imported_files(folder, first, number))
            for column, cell in zip(NAMES, row, strict=True):
                # Records hold the composed form of a text (Unicode NFC), which for some letters is two.
                words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", cell))
                if number in made and words and (number, column) not in remarked:
                    assert all(word in texts or column in ("start", "exam") for word in words), (column, cell)
        before = contents(folder / "providers")
        second = imported(folder, list(reversed(rows)) if update else rows, update=update).report
        assert (second.new, second.changed, second.kept) == ((), (), ())
        assert contents(folder / "providers") == before


class _File:
    def __init__(self, text: str) -> None:
        self.text = text


def imported_files(folder: Path, report: Any, row: int) -> list[_File]:
    paths = [one.record for one in report.results if one.row == row]
    files = [folder / "providers" / path for path in paths]
    return [_File(file.read_text("utf-8")) for path in files for file in (path, path.parents[1] / "provider.yml")]


@pytest.mark.slow
@FEW
@given(ROWS)
def test_any_table_imports_once(rows: list[tuple[str, ...]]) -> None:
    check_second_import(rows, update=False)


@pytest.mark.slow
@FEW
@given(ROWS)
def test_any_table_updates_to_itself(rows: list[tuple[str, ...]]) -> None:
    check_second_import(rows, update=True)


def check_update(before: list[tuple[str, ...]], after: list[tuple[str, ...]], data: st.DataObject) -> None:
    """Import, correct records by hand, and update with another table: no comment and no correction is lost."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        imported(folder, [FIRST, *(row for row in before if row[0] != "K1")])
        marks: dict[Path, list[str]] = {}
        for file in sorted((folder / "providers").glob("*/offers/*.yml")):
            text, added = edited_by_hand(file.read_text("utf-8"), data)
            file.write_text(text, encoding="utf-8")
            marks[file] = added
        done = imported(folder, [FIRST, *(row for row in after if row[0] != "K1")], update=True)
        for file, added in marks.items():
            text = file.read_text("utf-8")
            assert all(mark in text for mark in added), (added, text)
            offer(file)
        again = imported(folder, [FIRST, *(row for row in after if row[0] != "K1")], update=True).report
        # What the table dropped and a person had changed is the person's own from now on.
        still_named = tuple(one for one in done.report.kept if one.table != "nothing")
        assert (again.new, again.changed, again.kept) == ((), (), still_named)


def edited_by_hand(text: str, data: st.DataObject) -> tuple[str, list[str]]:
    """Return a record with some values corrected and comments added, and what must be found in it afterwards."""
    marks: list[str] = []
    for number, found in enumerate(list(VALUE_LINE.finditer(text))):
        if data.draw(st.booleans()):
            comment = f"# remark {number}"
            text = text.replace(found[0] + "\n", f"{found[0]}  {comment}\n", 1)
            marks.append(comment)
        if data.draw(st.booleans()) and "pl: " in found[1]:
            text = text.replace(found[0], f"{found[1]}corrected {number}", 1)
            marks.append(f"corrected {number}")
    if data.draw(st.booleans()):
        text += "# at the end\n"
        marks.append("# at the end")
    return text, marks


@pytest.mark.slow
@FEW
@given(ROWS, ROWS, st.data())
def test_updates_keep_comments_and_corrections(
    before: list[tuple[str, ...]], after: list[tuple[str, ...]], data: st.DataObject
) -> None:
    check_update(before, after, data)


@pytest.mark.deep
@MANY
@given(ROWS, ROWS, st.data())
def test_very_many_updates_keep_comments_and_corrections(
    before: list[tuple[str, ...]], after: list[tuple[str, ...]], data: st.DataObject
) -> None:
    check_update(before, after, data)


@pytest.mark.deep
@MANY
@given(ROWS)
def test_very_many_tables_import_once(rows: list[tuple[str, ...]]) -> None:
    check_second_import(rows, update=False)


# -------------------------------------------------------------------------------------------------- three ways to say


@pytest.mark.parametrize(
    ("base", "current", "new", "expected", "kept"),
    [
        ({"a": "1"}, {"a": "1"}, {"a": "2"}, {"a": "2"}, []),
        ({"a": "1"}, {"a": "x"}, {"a": "2"}, {"a": "x"}, ["a"]),
        ({"a": "1"}, {"a": "x"}, {"a": "1"}, {"a": "x"}, ["a"]),
        ({"a": "1"}, {"a": "2"}, {"a": "2"}, {"a": "2"}, []),
        ({"a": "1"}, {}, {"a": "1"}, {}, ["a"]),
        ({"a": "1"}, {"a": "1"}, {}, {}, []),
        ({"a": "1"}, {"a": "x"}, {}, {"a": "x"}, ["a"]),
        ({}, {}, {"a": "1"}, {"a": "1"}, []),
        ({}, {"a": "x"}, {}, {"a": "x"}, []),
        ({}, {"a": "x"}, {"a": "1"}, {"a": "x"}, ["a"]),
        ({"a": {"b": "1"}}, {"a": {"b": "1", "c": "x"}}, {}, {"a": {"c": "x"}}, []),
        ({"a": {"b": "1"}}, {}, {"a": {"b": "2"}}, {}, ["a"]),
        ({"a": {"b": "1"}}, {"a": "not_stated"}, {"a": {"b": "2"}}, {"a": "not_stated"}, ["a"]),
        ({"a": ["1"]}, {"a": ["1", "x"]}, {"a": ["2"]}, {"a": ["1", "x"]}, ["a"]),
        ({"a": ["1"]}, {"a": ["1"]}, {"a": ["2"]}, {"a": ["2"]}, []),
        (None, {"a": "1"}, {"a": "2", "b": "3"}, {"a": "1"}, ["a", "b"]),
        ({"source": {"x": "1"}}, {"source": {"x": "1", "row": "2"}}, {"source": {"x": "1", "row": "3"}},
         {"source": {"x": "1", "row": "2"}}, []),
        ({"source": {"x": "1"}}, {"source": {"x": "1", "row": "2"}}, {"source": {"x": "2", "row": "3"}},
         {"source": {"x": "2", "row": "3"}}, []),
    ],
)  # fmt: skip
def test_three_versions_make_one(
    base: dict[str, Any] | None,
    current: dict[str, Any],
    new: dict[str, Any],
    expected: dict[str, Any],
    kept: list[str],
) -> None:
    merged = merge_record(base, current, new)

    assert merged.values == expected
    assert [one.key for one in merged.kept] == kept
