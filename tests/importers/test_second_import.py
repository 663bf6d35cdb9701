"""Importing into a folder that holds something: what is there, what somebody took out, and who is meant by a name."""

from __future__ import annotations

import re
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from generator.cli import catalogue
from generator.errors import UsageError
from generator.importers.base import NAME
from generator.importers.identifiers import source_uuid
from tests.importers.updates import FIRST, MAPPING, SECOND, changed, contents, offer, report, rewrite, run

if TYPE_CHECKING:
    from pathlib import Path

OFFERS = "providers/szkola/offers"
WITH_NOTES = MAPPING.replace(
    "  cost: {to: price.category, vocabulary: price-categories}\n",
    "  cost:\n    - {to: price.category, vocabulary: price-categories}\n"
    "    - {to: price.note, values: {free: {pl: Bez opłat.}, paid: {pl: Płatny.}}, unlisted: skip}\n",
)


def test_an_offer_may_be_called_like_the_file_of_a_provider(tmp_path: Path) -> None:
    rows = [changed(FIRST, title="Provider"), SECOND]
    run(tmp_path, rows)
    file = tmp_path / OFFERS / "provider.yml"

    again = run(tmp_path, rows)
    updated = run(tmp_path, [changed(FIRST, title="Provider", cost="free"), SECOND], "--update")

    assert (again.exit_code, updated.exit_code) == (0, 0)
    run(tmp_path / "other", [SECOND])
    run(tmp_path / "other", [SECOND, changed(FIRST, title="Provider")])
    assert report(tmp_path / "other")["new"] == ["szkola/offers/provider.yml"]
    made = offer(file)
    assert made.price and made.price.category == "free"
    file.write_text(file.read_text("utf-8").replace("category: free", "category: subscription"), encoding="utf-8")
    kept_out = run(tmp_path, rows)
    assert kept_out.exit_code == 1
    assert "row 2\n  not written: szkola/offers/provider.yml: the file exists and says" in kept_out.output


def test_a_provider_that_was_kept_out_ends_with_exit_code_one(tmp_path: Path) -> None:
    run(tmp_path, [FIRST])
    rewrite(tmp_path / "providers/szkola/provider.yml", ("type: other", "type: company"))

    assert run(tmp_path, [FIRST]).exit_code == 1
    assert not report(tmp_path)["whole"]


# --------------------------------------------------------------------------------------------- what imports noted


def test_a_plain_import_leaves_alone_what_was_noted(tmp_path: Path) -> None:
    run(tmp_path, [changed(FIRST, cost="cheap"), SECOND])
    before = contents(tmp_path / "providers")

    result = run(tmp_path, [changed(FIRST, cost="dear"), SECOND])

    assert contents(tmp_path / "providers") == before
    assert (report(tmp_path)["notes"], NAME in result.output) == ([], False)
    run(tmp_path, [changed(FIRST, cost="dear"), SECOND], "--update")
    text = (tmp_path / OFFERS / "kurs.yml").read_text("utf-8")
    assert ("“cheap”" in text, "“dear”" in text) == (False, True)


def test_the_report_counts_the_files_of_notes(tmp_path: Path) -> None:
    first = run(tmp_path, [FIRST, SECOND])
    assert (report(tmp_path)["notes"], f"{NAME} written in the folders of 1 providers" in first.output) == (
        [f"szkola/{NAME}"],
        True,
    )

    again = run(tmp_path, [changed(FIRST, cost="free"), SECOND], "--update", "--dry-run")
    assert f"{NAME} would be written in the folders of 1 providers" in again.output
    assert f"  ~ szkola/{NAME}\n" in again.output


def test_a_value_of_which_nobody_knows_who_wrote_it_stays_so_until_table_and_record_agree(tmp_path: Path) -> None:
    run(tmp_path, [FIRST, SECOND], mapping=WITH_NOTES)
    (tmp_path / "providers/szkola" / NAME).unlink()
    before = (tmp_path / OFFERS / "kurs.yml").read_text("utf-8")
    rows = [changed(FIRST, cost="free"), SECOND]

    for _ in range(3):
        result = run(tmp_path, rows, "--update", mapping=WITH_NOTES)
        assert (tmp_path / OFFERS / "kurs.yml").read_text("utf-8") == before
        assert {(one["key"], one["reason"].partition(",")[0]) for one in report(tmp_path)["kept"]} == {
            ("price.category", "nothing tells whether it was changed by hand"),
            ("price.note.pl", "nothing tells whether it was changed by hand"),
        }
    assert "to take over what the table says, write it into the record" in result.output

    rewrite(tmp_path / OFFERS / "kurs.yml", ("category: paid", "category: free"), ("Płatny.", "Bez opłat."))
    run(tmp_path, rows, "--update", mapping=WITH_NOTES)
    assert (report(tmp_path)["kept"], report(tmp_path)["notes"]) == ([], [f"szkola/{NAME}"])
    run(tmp_path, [FIRST, SECOND], "--update", mapping=WITH_NOTES)
    assert (tmp_path / OFFERS / "kurs.yml").read_text("utf-8") == before


def test_values_of_one_column_move_together(tmp_path: Path) -> None:
    run(tmp_path, [FIRST, SECOND], mapping=WITH_NOTES)
    file = tmp_path / OFFERS / "kurs.yml"
    text = rewrite(file, ("category: paid", "category: subscription"))
    rows = [changed(FIRST, cost="free"), SECOND]

    for _ in range(2):
        run(tmp_path, rows, "--update", mapping=WITH_NOTES)
        assert file.read_text("utf-8") == text
        assert [(one["key"], one["reason"]) for one in report(tmp_path)["kept"]] == [
            ("price.category", "changed by hand"),
            ("price.note.pl", "it goes with `price.category`, which stays"),
        ]
    rewrite(file, ("category: subscription", "category: free"))
    run(tmp_path, rows, "--update", mapping=WITH_NOTES)
    made = offer(file)
    assert made.price and made.price.note == {"pl": "Bez opłat."}
    assert report(tmp_path)["kept"] == []


def test_a_translation_by_hand_is_named_when_the_table_changes_the_text(tmp_path: Path) -> None:
    run(tmp_path, [FIRST, SECOND])
    rewrite(tmp_path / OFFERS / "kurs.yml", ("  pl: O kursie.", "  pl: O kursie.\n  en: About the course."))

    run(tmp_path, [changed(FIRST, cost="free"), SECOND], "--update")
    assert report(tmp_path)["outdated"] == []
    result = run(tmp_path, [changed(FIRST, cost="free", about="Co innego."), SECOND], "--update")

    assert report(tmp_path)["outdated"] == [
        {"record": "szkola/offers/kurs.yml", "key": "description.en", "changed": ["pl"]}
    ]
    assert "perhaps out of date: szkola/offers/kurs.yml: `description.en`: the table changed" in result.output
    run(tmp_path, [changed(FIRST, cost="free", about=""), SECOND], "--update")
    assert [one["key"] for one in report(tmp_path)["outdated"]] == ["description.en"]


# ------------------------------------------------------------------------------ what is gone, and what was deleted


@pytest.mark.parametrize("options", [(), ("--update",)])
def test_an_offer_that_somebody_deleted_does_not_come_back(tmp_path: Path, options: tuple[str, ...]) -> None:
    run(tmp_path, [FIRST, SECOND])
    file = tmp_path / OFFERS / "drugi-kurs.yml"
    uuid = offer(file).uuid
    file.unlink()
    rows = [FIRST, changed(SECOND, about="O drugim."), changed(SECOND, code="K3")]

    for number in range(2):
        result = run(tmp_path, rows, *options)
        assert (file.exists(), result.exit_code) == (False, 0)
        assert report(tmp_path)["deleted"] == [{"path": "szkola/offers/drugi-kurs.yml", "uuid": uuid}]
        assert report(tmp_path)["new"] == ["szkola/offers/drugi-kurs-2.yml"][number:]
    assert f"to get it back, delete the line {uuid} in szkola/{NAME}" in result.output

    notes = tmp_path / "providers/szkola" / NAME
    lines = notes.read_text("utf-8").splitlines(keepends=True)
    notes.write_text("".join(line for line in lines if uuid not in line), encoding="utf-8")
    run(tmp_path, rows, *options)
    assert report(tmp_path)["deleted"] == []
    assert len(report(tmp_path)["new"]) == 1


def test_a_record_that_somebody_wrote_in_another_form_was_not_deleted(tmp_path: Path) -> None:
    run(tmp_path, [FIRST, SECOND])
    rewrite(tmp_path / OFFERS / "drugi-kurs.yml", ("uuid: ", "uuid:\n  "))
    before = contents(tmp_path / "providers")

    result = run(tmp_path, [FIRST, SECOND], "--update")

    assert (report(tmp_path)["deleted"], result.exit_code) == ([], 0)
    assert contents(tmp_path / "providers") == before


def test_a_provider_that_was_deleted_comes_back_only_for_its_offers(tmp_path: Path) -> None:
    run(tmp_path, [FIRST, SECOND])
    provider = tmp_path / "providers/szkola/provider.yml"
    text = provider.read_text("utf-8")

    provider.unlink()
    run(tmp_path, [FIRST, SECOND])
    assert provider.read_text("utf-8") == text
    for file in (tmp_path / "providers/szkola").rglob("*.yml"):
        file.unlink()
    run(tmp_path, [FIRST, SECOND])
    assert (report(tmp_path)["new"], len(report(tmp_path)["deleted"])) == ([], 3)


def test_what_was_withdrawn_is_not_reported_as_gone(tmp_path: Path) -> None:
    run(tmp_path, [FIRST, SECOND])
    run(tmp_path, [FIRST])
    assert report(tmp_path)["gone"] == ["szkola/offers/drugi-kurs.yml"]

    rewrite(tmp_path / OFFERS / "drugi-kurs.yml", ("kind:", "status: withdrawn\nkind:"))
    run(tmp_path, [FIRST])
    assert report(tmp_path)["gone"] == []


def test_providers_that_a_table_does_not_name_are_only_counted(tmp_path: Path) -> None:
    run(tmp_path, [FIRST, changed(SECOND, who="Akademia")])

    result = run(tmp_path, [FIRST])

    assert (report(tmp_path)["gone"], report(tmp_path)["elsewhere"]) == ([], 2)
    assert "2 records of providers that the table does not name were left alone" in result.output


@pytest.mark.parametrize(("old", "home"), [("Akademia", "Szkoła"), ("Szkoła", "Akademia")])
def test_notes_follow_a_record_into_another_folder(tmp_path: Path, old: str, home: str) -> None:
    run(tmp_path, [changed(FIRST, who=old), changed(SECOND, who=home)])
    moved = next((tmp_path / "providers").glob("*/offers/kurs.yml"))
    moved = moved.rename(next((tmp_path / "providers").glob("*/offers/drugi-kurs.yml")).with_name("kurs.yml"))

    for cost in ("free", "paid", "subscription"):
        run(tmp_path, [changed(FIRST, cost=cost, who=home), changed(SECOND, who=home)], "--update")
        made = offer(moved)
        assert made.price and (made.price.category, report(tmp_path)["kept"]) == (cost, [])
    run(tmp_path, [changed(FIRST, cost="paid", who=home), changed(SECOND, who=old)], "--update")
    noted = {name.split("/")[0] for name, text in contents(tmp_path / "providers").items()
             if NAME in name and made.uuid.encode() in text}  # fmt: skip
    assert noted == {moved.parts[-3]}


# ------------------------------------------------------------------------------------------ the spelling of a provider

BY_PROVIDER = MAPPING.replace("identity: [code]", "identity: [who, code]")
LOUD = [changed(FIRST, who="SZKOŁA"), changed(SECOND, who="SZKOŁA")]


def test_a_provider_in_other_letters_is_the_same_and_so_are_its_offers(tmp_path: Path) -> None:
    run(tmp_path, [FIRST, SECOND], mapping=BY_PROVIDER)
    before = {name for name in contents(tmp_path / "providers") if name.endswith(".yml")}

    result = run(tmp_path, LOUD, "--update", mapping=BY_PROVIDER)

    assert {name for name in contents(tmp_path / "providers") if name.endswith(".yml")} == before
    assert (report(tmp_path)["new"], report(tmp_path)["gone"]) == ([], [])
    assert (report(tmp_path)["changed"], result.exit_code) == (["szkola/provider.yml"], 0)


def test_two_spellings_of_a_provider_are_one_in_one_table(tmp_path: Path) -> None:
    run(tmp_path, [FIRST, LOUD[1], LOUD[0]], mapping=BY_PROVIDER)

    assert report(tmp_path)["providers"] == 1
    assert [(one["row"], "got the same in" in one["reason"]) for one in report(tmp_path)["failures"]] == [(4, True)]


def test_records_keep_uuids_that_were_made_from_the_spelling_of_the_table(tmp_path: Path) -> None:
    run(tmp_path, [FIRST, SECOND], mapping=BY_PROVIDER)
    for kind in ("offer", "credential"):
        now, once = (source_uuid("https://list.example.org/", kind, (who, "K1")) for who in ("szkoła", "Szkoła"))
        for file in (tmp_path / OFFERS / "kurs.yml", tmp_path / "providers/szkola" / NAME):
            assert file.suffix == ".jsonl" or now in file.read_text("utf-8")
            file.write_text(file.read_text("utf-8").replace(now, once), encoding="utf-8")
    before = contents(tmp_path / "providers")

    for rows in ([FIRST, SECOND], [LOUD[0], SECOND, changed(SECOND, code="K3")]):
        run(tmp_path, rows, "--update", mapping=BY_PROVIDER)
    assert (tmp_path / OFFERS / "kurs.yml").read_bytes() == before["szkola/offers/kurs.yml"]
    assert report(tmp_path)["new"] == ["szkola/offers/drugi-kurs-2.yml"]


def test_the_name_of_a_provider_does_not_depend_on_the_order_of_rows(tmp_path: Path) -> None:
    for number, rows in enumerate(permutations([FIRST, LOUD[1], changed(SECOND, code="K3")])):
        run(tmp_path / str(number), rows)
        assert names(tmp_path / str(number)) == {"szkola": "Szkoła"}
    for number, rows in enumerate(permutations([FIRST, LOUD[1]]), 6):
        run(tmp_path / str(number), rows)
        assert names(tmp_path / str(number)) == {"szkola": "SZKOŁA"}


def test_a_name_that_stands_in_the_record_stays_while_the_table_uses_it(tmp_path: Path) -> None:
    run(tmp_path, [FIRST])

    run(tmp_path, [LOUD[1], changed(SECOND, code="K3", who="SZKOŁA"), FIRST], "--update")
    assert names(tmp_path) == {"szkola": "Szkoła"}
    run(tmp_path, [LOUD[1], LOUD[0]], "--update")
    assert names(tmp_path) == {"szkola": "SZKOŁA"}


def names(folder: Path) -> dict[str, str]:
    files = (folder / "providers").glob("*/provider.yml")
    return {file.parent.name: re.findall("^  pl: (.*)$", file.read_text("utf-8"), re.MULTILINE)[0] for file in files}


# --------------------------------------------------------------------------------------- a provider that is there

OURS = MAPPING.replace(
    "identified_by: who}", "identified_by: who, is: {Politechnika  X: nadwarcianska, PX: nadwarcianska}}"
)
PROVIDER = """\
id: nadwarcianska
uuid: 7a0c26ce-7f0d-4cf0-9f2e-3b6a0a1f9c11
name: {pl: Politechnika Nadwarciańska}  # as in the register
type: university
"""


@pytest.fixture
def with_provider(tmp_path: Path) -> Path:
    """Return a folder with a provider that nobody imported, and an offer of it."""
    run(tmp_path, [SECOND])
    folder = (tmp_path / "providers/szkola").rename(tmp_path / "providers/nadwarcianska")
    (folder / NAME).unlink()
    (folder / "provider.yml").write_text(PROVIDER, encoding="utf-8")
    rewrite(folder / "offers/drugi-kurs.yml", ("uuid: ", "uuid: 11111111-2222-4333-8444-555555555555  # "))
    return tmp_path


def test_offers_go_to_a_provider_that_is_there(with_provider: Path) -> None:
    before = contents(with_provider / "providers")
    rows = [changed(FIRST, who="politechnika x"), changed(SECOND, who="PX"), changed(SECOND, code="K3")]

    result = run(with_provider, rows, mapping=OURS)

    after = contents(with_provider / "providers")
    assert {name: after[name] for name in before} == before
    assert report(with_provider)["new"] == [
        "szkola/provider.yml",
        "nadwarcianska/offers/kurs.yml",
        "nadwarcianska/offers/drugi-kurs-2.yml",
        "szkola/offers/drugi-kurs.yml",
    ]
    assert (result.exit_code, report(with_provider)["providers"]) == (0, 2)
    run(with_provider, [changed(rows[0], cost="free"), *rows[1:]], "--update", mapping=OURS)
    assert report(with_provider)["changed"] == ["nadwarcianska/offers/kurs.yml"]
    assert (report(with_provider)["new"], report(with_provider)["kept"], report(with_provider)["gone"]) == ([], [], [])
    assert (with_provider / "providers/nadwarcianska/provider.yml").read_text("utf-8") == PROVIDER
    assert "7a0c26ce" not in (with_provider / "providers/nadwarcianska" / NAME).read_text("utf-8")


def test_what_a_table_says_about_a_provider_that_is_there_is_named(with_provider: Path) -> None:
    mapping = OURS.replace("  about: {to: description, language: pl}", "  about: {to: provider.country}")

    run(with_provider, [changed(FIRST, who="PX", about="PL"), changed(SECOND, who="PX", about="PL")], mapping=mapping)

    assert [(one["cell"], one["value"], one["reason"]) for one in report(with_provider)["remarks"]] == [
        ("D2", "PL", "the provider's record in `nadwarcianska` is left as it is")
    ]


def test_a_mapping_to_a_provider_that_is_not_there_is_refused(with_provider: Path) -> None:
    before = contents(with_provider / "providers")
    (with_provider / "mapping.yml").write_text(OURS.replace("PX: nadwarcianska", "PX: none"), encoding="utf-8")

    arguments = ["--to", with_provider / "providers", "--mapping", with_provider / "mapping.yml"]
    result = CliRunner().invoke(catalogue, ["import", str(with_provider / "table.csv"), *map(str, arguments)])

    assert result.exit_code == 2
    assert "mapping.yml:4:" in result.output
    assert "/none/provider.yml, got none that can be read" in result.output
    assert contents(with_provider / "providers") == before


def test_a_new_provider_with_the_name_of_another_is_named(with_provider: Path) -> None:
    rows = [changed(FIRST, who="POLITECHNIKA Nadwarciańska")]

    run(with_provider, rows)
    reason = "a provider of this name is there, in the folder `nadwarcianska`; `is:` in the mapping can name it"
    assert [(one["cell"], one["reason"]) for one in report(with_provider)["remarks"]] == [("B2", reason)]
    run(with_provider, rows)
    assert report(with_provider)["remarks"] == []


# ------------------------------------------------------------------------------------------------- the report's file


@pytest.mark.parametrize("name", ["table.csv", "mapping.yml", "link.json", "providers/szkola/r.json", "providers"])
def test_a_report_replaces_nothing_that_the_import_needs(tmp_path: Path, name: str) -> None:
    run(tmp_path, [FIRST])
    (tmp_path / "link.json").symlink_to(tmp_path / "table.csv")
    before = contents(tmp_path)

    arguments = ["--to", tmp_path / "providers", "--mapping", tmp_path / "mapping.yml", "--report", tmp_path / name]
    result = CliRunner().invoke(catalogue, ["import", str(tmp_path / "table.csv"), *map(str, arguments)])

    assert isinstance(result.exception, UsageError)
    assert "for the report" in result.exception.message
    assert contents(tmp_path) == before
