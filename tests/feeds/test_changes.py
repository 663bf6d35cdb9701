"""Who harvests learns from two lists what to fetch again, what has ended and what has moved."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from generator.catalogue.transparency import ELEMENTS
from generator.feeds import canonical, changes
from tests.builders import a_catalogue, a_provider, an_offer, catalogue_of_files, some_settings
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from generator.catalogue.graph import Catalogue

BASE = some_settings().absolute("")
OTHER = "4f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c12"
Json = dict[str, Any]


def published(catalogue: Catalogue) -> dict[str, bytes]:
    return {file.path: file.content for file in canonical.FEED.files(catalogue, some_settings())}


def lines(files: dict[str, bytes]) -> list[Json]:
    return [json.loads(line) for line in files[changes.CHANGES].splitlines()]


def ended(files: dict[str, bytes]) -> list[Json]:
    found: list[Json] = json.loads(files[changes.TOMBSTONES])["ended"]
    return found


def moved(files: dict[str, bytes]) -> dict[str, str]:
    pairs = json.loads(files[changes.TOMBSTONES])["moved"]
    return {one["from"].removeprefix(BASE): one["to"].removeprefix(BASE) for one in pairs}


def test_each_document_of_the_samples_has_a_line_with_its_checksum(tmp_path: Path) -> None:
    files = published(catalogue_of_files(ROOT / "providers", tmp_path))
    listed = {one["document"].removeprefix(BASE): one for one in lines(files)}
    for address, one in listed.items():
        assert hashlib.sha256(files[address]).hexdigest() == one["sha256"]
        assert json.loads(files[address])["identifier"] == one["identifier"]
    kinds = {one["kind"] for one in listed.values()}
    assert kinds == {"provider", "offer", "credential", "pathway", "recognition", "support"}
    documents = {path for path, content in files.items() if b'"document"' in content and b'"identifier"' in content}
    copies = set(moved(files))
    alone = {path for path in documents if path.count("/") >= 3 or path.startswith("data/v1/providers/")}
    assert alone - copies - {path for path in alone if "/schema/" in path} == set(listed)


def test_the_newest_stands_last(tmp_path: Path) -> None:
    offers = [
        an_offer(checked="2026-11-02"),
        an_offer(id="newer", uuid=OTHER, checked="2026-11-09"),
        an_offer(id="undated", uuid=OTHER.replace("4f", "5f"), checked=None),
    ]
    days = [one.get("changed", "") for one in lines(published(a_catalogue(offers, tmp_path)))]
    assert days == sorted(days)
    assert days[-1] == "2026-11-09"


def test_one_changed_offer_changes_one_line(tmp_path: Path) -> None:
    other = an_offer(id="other", uuid=OTHER)
    before = published(a_catalogue([an_offer(), other], tmp_path / "a"))
    after = published(a_catalogue([an_offer(duration="P9W"), other], tmp_path / "b"))
    gone = set(before[changes.CHANGES].splitlines()) - set(after[changes.CHANGES].splitlines())
    new = set(after[changes.CHANGES].splitlines()) - set(before[changes.CHANGES].splitlines())
    assert (len(gone), len(new)) == (1, 1)
    assert before[changes.TOMBSTONES] == after[changes.TOMBSTONES]


def test_what_is_withdrawn_paused_or_replaced_has_a_tombstone(tmp_path: Path) -> None:
    offers = [
        an_offer(),
        an_offer(id="old", uuid=OTHER, status="withdrawn", withdrawn_on="2026-11-05", replaced_by="data-for-officials"),
        an_offer(id="resting", uuid=OTHER.replace("4f", "5f"), status="paused"),
        an_offer(id="sketch", uuid=OTHER.replace("4f", "6f"), status="draft"),
    ]
    files = published(a_catalogue(offers, tmp_path))
    found = {one["document"].rpartition("/")[2]: one for one in ended(files)}
    assert {name: one["status"] for name, one in found.items()} == {"old.json": "withdrawn", "resting.json": "paused"}
    assert found["old.json"]["changed"] == "2026-11-05"
    assert found["old.json"]["replaced_by"].endswith(f"/id/offer/{offers[0].uuid}")
    assert "sketch" not in files[changes.CHANGES].decode()


def test_what_was_renamed_is_said_to_have_moved(tmp_path: Path) -> None:
    provider = a_provider(formerly=["old-college"])
    files = published(a_catalogue([an_offer(formerly=["data-course"])], tmp_path, providers=[provider]))
    found = moved(files)
    assert found["data/v1/providers/old-college.json"] == "data/v1/providers/sample-university.json"
    offer = "data/v1/offers/sample-university/data-for-officials.json"
    assert found["data/v1/offers/old-college/data-course.json"] == offer
    assert all(files[old] == files[new] for old, new in found.items())


def test_what_it_cannot_carry_is_in_the_table() -> None:
    assert set(changes.FEED.cannot_carry) == set(ELEMENTS)
