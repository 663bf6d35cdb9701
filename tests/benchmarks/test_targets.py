"""Measurements become targets: pure functions, no clock."""

import json
from dataclasses import replace

import pytest
from lxml import etree

from benchmarks.chart import chart
from benchmarks.measurements import Build, Measurements, Run, Weights
from benchmarks.report import as_json, text
from benchmarks.targets import PAGES, SEARCH, Target, growth, targets

CHECKING = "Checking records"


def build(offers: int, seconds: float, stages: dict[str, float], *, workers: int = 2, peak: int = 100_000) -> Build:
    return Build(offers, workers, seconds, seconds * 1.5, stages, peak, 100)


FOUND = Measurements(
    machine="a processor, 2 cores",
    languages=2,
    hugo=Run(8.0, 12.0),
    pagefind=Run(2.0, 3.0),
    pagefind_slim=Run(1.0, 1.5),
    check=Run(1.0, 1.5),
    cold=build(1000, 9.0, {CHECKING: 3.0, PAGES: 4.0, SEARCH: 2.0}, peak=90_000),
    again=build(1000, 0.2, {CHECKING: 0.2}),
    changed=build(1000, 3.0, {CHECKING: 1.0, SEARCH: 2.0}),
    small=build(250, 2.25, {CHECKING: 0.75, PAGES: 1.0, SEARCH: 0.5}, peak=87_000),
    small_alone=build(250, 3.0, {CHECKING: 0.75, PAGES: 1.8}, workers=1),
    touched=0,
    rewritten=7,
    served=0.3,
    weights=Weights(11 * 1024, 9 * 1024, 2_000, 60_000, {"pl": 180_000, "en": 170_000}),
    page_bytes=47_000,
    rival_bytes=47_100,
    front_matter=40_000,
)


def by_name(found: Measurements) -> dict[str, Target]:
    return {one.target: one for one in targets(found)}


@pytest.mark.parametrize(
    ("target", "measured", "unit", "met"),
    [
        ("cold build, everything", 0.9, "R", True),
        ("pages of records only", 0.5, "Hugo", True),
        ("one record changed, publishable", 0.3, "R", True),
        ("one record changed, without search", 0.1, "R", True),
        ("one record changed, to the page in serve", 0.3, "s", True),
        ("nothing changed", 0.02, "R", True),
        ("check without a cache", 0.1, "R", True),
        ("two workers against one, pages of records", 1.8, "times", True),
        ("growth of the steepest stage, seconds an offer", 1.0, "times", True),
        ("memory of the main process at 100,000 offers", 0.486, "GB", True),
        ("HTML of an offer, compressed", 11.0, "KiB", True),
        ("first visit to the page of an offer", 60.0, "kB", True),
        ("first search in a language", 180.0, "kB", True),
        ("opened group of filters", 2.0, "kB", True),
    ],
)
def test_targets(target: str, measured: float, unit: str, *, met: bool) -> None:
    found = by_name(FOUND)[target]
    assert (found.measured, found.unit, found.met) == (pytest.approx(measured), unit, met)


def test_every_target_is_tested_above() -> None:
    assert len(targets(FOUND)) == 14


def test_why_names_the_stages_that_took_most() -> None:
    slow = replace(FOUND, cold=build(1000, 30.0, {CHECKING: 1.0, PAGES: 24.0, SEARCH: 5.0}))
    found = by_name(slow)["cold build, everything"]
    assert not found.met
    assert found.why == f"{PAGES} 2.40 R, {SEARCH} 0.50 R, {CHECKING} 0.10 R"
    assert found.by_processor == pytest.approx(3.0)
    assert found.by_slim == pytest.approx(30 / 9)


def test_a_touched_file_misses_the_target_of_nothing_changed() -> None:
    found = by_name(replace(FOUND, touched=3))["nothing changed"]
    assert found.measured == pytest.approx(0.02)
    assert not found.met
    assert found.why.startswith("3 published files were touched")


def test_what_no_browser_looked_at_is_missed_and_says_so() -> None:
    blind = replace(FOUND, weights=Weights(11_000, 9_000, 2_000))
    for name in ("first visit to the page of an offer", "first search in a language"):
        found = by_name(blind)[name]
        assert (found.measured, found.met) == (None, False)
        assert found.why.startswith("not measured")


def test_growth_compares_with_the_number_of_offers() -> None:
    large = build(1000, 10.0, {CHECKING: 4.0, PAGES: 5.9, "A short stage": 0.1})
    small = build(250, 2.0, {CHECKING: 1.0, PAGES: 0.7375, "A short stage": 0.001})
    assert growth(small, large) == {CHECKING: pytest.approx(1.0), PAGES: pytest.approx(2.0)}


def test_more_is_better_where_at_least_is_asked() -> None:
    target = Target("workers", 1.7, 1.0, "times", at_least=True)
    assert not target.met
    assert target.of_budget == pytest.approx(1.7)


def test_the_table_has_a_line_for_each_target_and_stage() -> None:
    told = text(FOUND, targets(FOUND))
    assert told.count("\nmet") + told.count("\nMISSED") == 14
    assert "R = 10.00 s: Hugo 8.00 s, Pagefind 2.00 s, over the same 2000 pages" in told
    assert any(line.split() == ["Checking", "records", "3.00", "0.20", "1.00", "0.75"] for line in told.splitlines())


def test_json_holds_machine_targets_and_stages() -> None:
    told = json.loads(as_json(FOUND, targets(FOUND)))
    assert told["machine"] == "a processor, 2 cores"
    assert {"target", "measured", "met", "why"} <= told["targets"][0].keys()
    assert told["builds"]["cold"]["stages"] == {CHECKING: 3.0, PAGES: 4.0, SEARCH: 2.0}


def test_the_chart_shows_every_target_within_its_frame() -> None:
    drawn = etree.fromstring(chart(targets(FOUND), "1,000 offers").encode())
    bars = drawn.findall("{*}rect[@rx='2']")
    assert len(bars) == 14
    width = float(drawn.get("width", "0"))
    assert all(float(one.get("x", "")) + float(one.get("width", "")) < width for one in bars)
