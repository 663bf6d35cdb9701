"""The tables hang together, say what the records say, and are what the Data Package says of them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from typing import TYPE_CHECKING, Any

import frictionless
import pytest

from generator.catalogue.transparency import ELEMENTS
from generator.feeds import canonical, tables
from tests.builders import a_catalogue, an_offer, catalogue_of_files, some_settings
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from generator.catalogue.graph import Catalogue

SETTINGS = some_settings()
HOSTILE = 'Kurs "A";\nz przecinkiem, =1+1'


def written(catalogue: Catalogue, folder: Path) -> Path:
    """Write the files of the feed as a site has them; return the package."""
    for file in tables.files(catalogue, SETTINGS):
        place = folder / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.content)
    return folder / tables.PACKAGE


def rows(package: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((package.parent / f"{name}.csv").read_text(encoding="utf-8"), newline="")))


def problems(package: Path) -> list[str]:
    report = frictionless.validate(str(package))
    assert [task.place for task in report.tasks] == ["offers.csv", "runs.csv", "providers.csv", "offers.jsonl"]
    return [error.message for task in report.tasks for error in task.errors]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of_files(ROOT / "providers", tmp_path_factory.mktemp("cache"))


def test_the_package_of_the_samples_is_valid(samples: Catalogue, tmp_path: Path) -> None:
    package = written(samples, tmp_path)
    assert problems(package) == []
    assert len(rows(package, "offers")) == len(samples.with_page) > 40
    assert len(rows(package, "providers")) == len(samples.providers)
    assert len(rows(package, "runs")) == sum(len(one.runs) for one in samples.with_page)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("offers.csv", "micro-credential", "micro"),
        ("runs.csv", "/id/offer/", "/id/offers/"),
        ("offers.jsonl", "a", "b"),
    ],
)
def test_a_damaged_table_is_found(samples: Catalogue, tmp_path: Path, file: str, old: str, new: str) -> None:
    package = written(samples, tmp_path)
    damaged = package.parent / file
    damaged.write_text(damaged.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert problems(package) != []


def test_each_file_has_the_length_and_hash_that_are_stated(samples: Catalogue, tmp_path: Path) -> None:
    package = written(samples, tmp_path)
    for resource in json.loads(package.read_bytes())["resources"]:
        content = (package.parent / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_json_lines_are_the_canonical_documents(samples: Catalogue, tmp_path: Path) -> None:
    lines = (written(samples, tmp_path).parent / "offers.jsonl").read_bytes().splitlines()
    documents: dict[str, Any] = {one.path: json.loads(one.content) for one in canonical.files(samples, SETTINGS)}
    for line, offer in zip(lines, samples.with_page, strict=True):
        assert json.loads(line) == documents[f"data/v1/offers/{offer.provider}/{offer.id}.json"]


def test_texts_come_through_as_they_are_and_nothing_is_made_up(tmp_path: Path) -> None:
    bare = an_offer(title={"en": HOSTILE}, price=None, credential=None, kind="learning-opportunity", checked=None)
    (row,) = rows(written(a_catalogue([bare], tmp_path / "cache"), tmp_path), "offers")
    assert row["title"] == row["title_en"] == HOSTILE
    empty = ("title_pl", "credits", "credits_status", "level", "price_category", "price_learning", "hours", "checked")
    assert {row[name] for name in empty} == {""}
    assert row["fields"] == "0688"


def test_what_it_cannot_carry_is_in_the_table(tmp_path: Path) -> None:
    package = written(a_catalogue([an_offer()], tmp_path / "cache"), tmp_path)
    (row,) = rows(package, "offers")
    place = {"title": row["title"], "workload": row["hours"], "level": row["level"], "participation": row["mode"]}
    assert all(place.values())
    assert set(place) | set(tables.FEED.cannot_carry) == set(ELEMENTS)
    assert not set(place) & set(tables.FEED.cannot_carry)
    lost = ("A project with a defence.", "Pass or fail", "Counts towards a diploma.", "Evaluates the quality")
    assert not any(text in json.dumps(row) for text in lost)
    lines = (package.parent / "offers.jsonl").read_text(encoding="utf-8")
    assert all(text in lines for text in lost)
