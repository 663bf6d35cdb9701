"""A day later nothing has changed: feeds have the same bytes and times; one changed offer changes what shows it."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import orjson
import pytest

from generator.checks.inspection import inspect_records
from generator.feeds.registry import feed_files
from generator.progress import Progress
from generator.publish.build import build
from generator.publish.order import Order
from generator.settings import Settings, read_settings
from tests.builders import catalogue_of_files
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("unchanged")]

DAY, NEXT_DAY = date(2026, 12, 1), date(2026, 12, 2)
CHANGED = "slievebawn/offers/numbers-in-the-news.yml"
UUID = re.compile(r"^uuid: (\S+)", re.MULTILINE)


def a_registry(folder: Path) -> Settings:
    shutil.copytree(ROOT / "providers", folder / "providers")
    return replace(read_settings(ROOT), providers=folder / "providers")


def published(settings: Settings, output: Path, day: date) -> dict[str, tuple[int, bytes]]:
    """Build, and return time and content of each file."""
    order = Order(output=output, as_of=day, shown="providers")
    assert build(settings, order, Progress(quiet=True)).published
    return {
        str(file.relative_to(output)): (file.stat().st_mtime_ns, file.read_bytes())
        for file in output.rglob("*")
        if file.is_file()
    }


def paths_of_feeds(settings: Settings, folder: Path) -> set[str]:
    found = inspect_records(settings.providers, shown="providers", cache=folder, as_of=DAY)
    return {file.path for file in feed_files(found.catalogue, settings)}


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, tuple[int, bytes]]], set[str], str]:
    """Three builds: of one day, of the next, and of the same day after a change of one title."""
    folder = tmp_path_factory.mktemp("registry")
    settings = a_registry(folder)
    feeds = paths_of_feeds(settings, folder / "cache")
    states = [published(settings, folder / "site", day) for day in (DAY, NEXT_DAY)]
    file = settings.providers / CHANGED
    text = file.read_text(encoding="utf-8")
    found = UUID.search(text)
    assert found
    file.write_text(text.replace('en: "Numbers in the news', 'en: "Figures in the news', 1), encoding="utf-8")
    states.append(published(settings, folder / "site", NEXT_DAY))
    return states, feeds, found[1]


def test_a_day_later_feeds_have_the_same_bytes_and_times(
    builds: tuple[list[dict[str, tuple[int, bytes]]], set[str], str],
) -> None:
    (one, other, _), feeds, _ = builds
    assert len(feeds) > 500
    assert {path for path in feeds if one[path] != other[path]} == set()


def test_one_changed_offer_changes_only_the_feeds_that_show_it(
    builds: tuple[list[dict[str, tuple[int, bytes]]], set[str], str],
) -> None:
    (_, before, after), feeds, uuid = builds
    changed = {path for path in feeds if before[path] != after[path]}
    assert 10 < len(changed) < len(feeds) / 3
    assert {path for path in changed if before[path][1] == after[path][1]} == set()
    # Each shows the offer, is about its credential, or holds sizes and checksums of those that do.
    describing = {"feeds/dcat/catalogue.ttl", "feeds/dcat/catalogue.jsonld", "data/v1/datapackage.json"}
    for path in changed - describing:
        shows = b"Figures in the news" in after[path][1] or b"numbers-in-the-news" in after[path][1]
        assert shows or "slievebawn" in path or uuid.encode() in after[path][1], path
    assert "data/v1/offers/slievebawn/numbers-in-the-news.json" in changed
    assert "feeds/elm/3.2/providers/slievebawn.ttl" in changed
    assert not [path for path in changed if "nadwarcianska" in path]
    lines = [set(state["feeds/changes.jsonl"][1].splitlines()) for state in (before, after)]
    (new,) = lines[1] - lines[0]
    assert uuid in orjson.loads(new)["identifier"]


HANDLE = re.compile(rb"@sample-registry")
MARK = "Marker of a draft"


def test_nothing_personal_nothing_of_drafts_and_nothing_ended_as_active(tmp_path: Path) -> None:
    settings = a_registry(tmp_path)
    draft = settings.providers / CHANGED
    text = re.sub(r"^status: .*\n", "", draft.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = text.replace('en: "Numbers in the news', f'en: "{MARK}', 1)
    draft.write_text(text.replace("\nkind:", "\nstatus: draft\nkind:", 1), encoding="utf-8")
    catalogue = catalogue_of_files(settings.providers, tmp_path / "cache")
    made = {file.path: file.content for file in feed_files(catalogue, settings)}
    mails = re.compile(rb"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.example")
    stated = b"".join(file.read_bytes() for file in settings.providers.rglob("*.yml"))
    offices = set(mails.findall(b"\n".join(re.findall(rb"(?:email|contact): ?\S+", stated))))
    assert len(offices) > 10
    ended = {one.uuid: one for one in catalogue.with_page if not one.is_published}
    assert ended
    for path, content in made.items():
        assert MARK.encode() not in content, path
        assert not HANDLE.search(content), path
        # What stands before @registry.example is the identifier of a date, not of anybody.
        found = {one for one in mails.findall(content) if not one.endswith(b"@registry.example")}
        assert found <= offices, path
    _ended_is_ended(made, ended)


def _ended_is_ended(made: dict[str, bytes], ended: dict[str, object]) -> None:
    courses = orjson.loads(made["feeds/moochub/v3/courses.json"])["data"]
    assert not {one["id"] for one in courses} & set(ended)
    tombstones = orjson.loads(made["feeds/tombstones.json"])["ended"]
    assert {one["identifier"].rpartition("/")[2] for one in tombstones if one["kind"] == "offer"} == set(ended)
    turtle = made["feeds/elm/3.2/catalogue.ttl"].decode()
    blocks = {block.split(">")[0]: block for block in turtle.split("\n<") if "a elm:LearningOpportunity" in block}
    told = {iri.rpartition("/")[2]: block for iri, block in blocks.items()}
    for uuid in set(told) & set(ended):
        assert 'elm:status "not-published-anymore"' in told[uuid]
    for uuid in set(told) - set(ended):
        assert 'elm:status "released"' in told[uuid]
