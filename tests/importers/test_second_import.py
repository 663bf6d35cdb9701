"""Importing into a folder that holds something: what is there, what somebody took out, and who is meant by a name."""

from __future__ import annotations

import re
from itertools import permutations
from typing import TYPE_CHECKING

from generator.importers.base import NAME
from generator.importers.identifiers import source_uuid
from tests.importers.updates import FIRST, MAPPING, SECOND, changed, contents, offer, report, rewrite, run

if TYPE_CHECKING:
    from pathlib import Path

OFFERS = "providers/szkola/offers"


def test_an_offer_may_be_called_like_the_file_of_a_provider(tmp_path: Path) -> None:
    rows = [changed(FIRST, title="Provider"), SECOND]
    run(tmp_path, rows)
    file = tmp_path / OFFERS / "provider.yml"

    again = run(tmp_path, rows)
    updated = run(tmp_path, [changed(FIRST, title="Provider", cost="free"), SECOND], "--update")

    assert (again.exit_code, updated.exit_code) == (0, 0)
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
