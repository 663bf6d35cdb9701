"""Search finds and counts what the published JSON says, whatever a reader chooses."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.site.serving import AS_OF
from tests.site.told_by_json import Told, Wish, fitting, told_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.site.serving import Site

pytestmark = pytest.mark.browser

WISHES = 200
RANGES = {
    "credits": [("2", "4", ""), ("", "3", ""), ("5", "", "")],
    "hours": [("20", "60", ""), ("", "30", "")],
    "price": [("", "100", "EUR"), ("50", "600", "EUR"), ("", "400", "PLN")],
    "start": [("2027-01-01", "2027-02-28", ""), ("2027-03-01", "", ""), ("", "2026-12-31", "")],
}
COUNTS = """() => [...document.querySelectorAll('.mc-facet')].map((group) => [
    group.dataset.facet,
    [...group.querySelectorAll('li:not(.mc-facet__nowhere)')].map((item) => [
        item.querySelector('input').value, Number(item.querySelector('.mc-count').textContent)])])"""
GO = """(query) => {
    history.pushState(null, '', `?${query}`);
    dispatchEvent(new PopStateEvent('popstate'));
}"""


def wishes(offers: list[Told]) -> Iterator[Wish]:
    """Yield choices: most around a real offer, so that they are fulfilled; some at random, so that they are not."""
    chance = random.Random(20261120)  # noqa: S311  nothing secret
    facets = sorted(offers[0].values)
    known = {facet: sorted({value for offer in offers for value in offer.values[facet]}) for facet in facets}
    for _number in range(WISHES):
        offer = chance.choice(offers)
        chosen = chance.sample([facet for facet in facets if known[facet]], chance.choice((1, 1, 2, 2, 3, 4)))
        values = {}
        for facet in chosen:
            own = sorted(offer.values[facet]) if chance.random() < 0.8 else []
            others = chance.sample(known[facet], min(len(known[facet]), chance.choice((0, 1, 2))))
            values[facet] = tuple(dict.fromkeys((*own[:1], *others))) or (chance.choice(known[facet]),)
        ranged = chance.choice(sorted(RANGES)) if chance.random() < 0.4 else ""
        yield Wish(values, {ranged: chance.choice(RANGES[ranged])} if ranged else {})


def counts(offers: list[Told], wish: Wish) -> dict[str, dict[str, int]]:
    """Count the offers behind each value, whatever is chosen in its own facet; those that lead nowhere are left out."""
    found = {}
    for facet in offers[0].values:
        counted = Counter(value for offer in fitting(offers, wish, facet) for value in offer.values[facet])
        chosen = wish.values.get(facet, ())
        offered = {value: number for value, number in counted.items() if value in chosen or not _is_over(facet, value)}
        found[facet] = {**dict.fromkeys(chosen, 0), **offered}
    return found


def _is_over(facet: str, value: str) -> bool:
    """Tell whether a value is a month that is over, which search does not offer."""
    return facet == "start" and value[:1].isdigit() and value < f"{AS_OF:%Y-%m}"


def test_lists_and_counts_are_those_of_the_published_json(enter: Callable[..., Page], site: Site) -> None:
    offers = told_by(site.folder, "en", AS_OF)
    page = enter(site, "en/about/")
    page.clock.set_fixed_time(f"{AS_OF}T12:00:00Z")
    page.goto(f"{site.address}en/search/?q=")
    page.evaluate("document.querySelectorAll('details').forEach((group) => { group.open = true; })")
    assert len(page.evaluate(COUNTS)) == len(offers[0].values)
    empty = 0
    for number, wish in enumerate(wishes(offers)):
        wanted = {offer.address for offer in fitting(offers, wish)}
        empty += not wanted
        page.evaluate(GO, wish.query())
        _expect(page, wish, wanted, offers, number)
    assert 0 < empty < WISHES / 2


def _expect(page: Page, wish: Wish, wanted: set[str], offers: list[Told], number: int) -> None:
    said = f"wish {number}: {wish.query()}"
    beginning = f"{len(wanted)} offer" if wanted else "No offer fits"
    expect(page.get_by_role("status"), said).to_have_text(re.compile(f"^{beginning}"))
    results = page.locator("#search-results")
    expect(results, said).to_have_attribute("aria-busy", "false")
    expect(results.locator("> li"), said).to_have_count(min(10, len(wanted)))
    shown = {str(link.get_attribute("href")).removeprefix("../../") for link in results.get_by_role("link").all()}
    assert shown <= wanted, said
    told = counts(offers, wish)
    settled = f"(told) => {{ const found = ({COUNTS})(); {_SAME} }}"
    try:
        page.wait_for_function(settled, arg=[[facet, sorted(of.items())] for facet, of in told.items()], timeout=3000)
    except Exception:
        found = {facet: dict(values) for facet, values in page.evaluate(COUNTS)}
        assert found == {facet: of for facet, of in told.items() if facet in found}, said


_SAME = """
    const wanted = Object.fromEntries(told.map(([facet, values]) => [facet, JSON.stringify(values)]));
    const sorted = (values) => JSON.stringify(values.sort(([one], [other]) => (one < other ? -1 : 1)));
    return found.every(([facet, values]) => sorted(values) === wanted[facet]);
"""
