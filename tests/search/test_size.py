"""Ten thousand offers in a language stay light: what a reader's first search and each opened group of filters load."""

from __future__ import annotations

import gzip
import random
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response, expect

from benchmarks.synthetic import GROUPS
from generator.catalogue.graph import Catalogue, catalogue_of
from generator.checks.inspection import inspect_records
from generator.pages.list_pages import in_order
from generator.search.records import search_record
from tests.search.samples import AGES, AS_OF, ROOT, served, words, write_search

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.catalogue.freshness import Timing
    from generator.catalogue.summary import OfferSummary
    from generator.records.offer import Offer

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OFFERS = 10_000
PROVIDERS_OF_EACH = 10
KILOBYTE = 1000
FIRST_SEARCH = 300 * KILOBYTE
GROUP = 25 * KILOBYTE


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site in which ten thousand offers can be searched in Polish."""
    folder = tmp_path_factory.mktemp("many")
    found = inspect_records(ROOT / "providers", shown="providers", cache=folder / "cache", as_of=AS_OF, stale_days=730)
    samples = found.catalogue
    providers = [replace(one, id=f"{one.id}-{turn}") for one in samples.providers for turn in range(PROVIDERS_OF_EACH)]
    chance = random.Random(1)  # noqa: S311  nothing secret
    many = {summary.key: (summary, offer) for summary, offer in _copies(samples, chance)}
    catalogue = catalogue_of(providers, [summary for summary, _offer in many.values()], samples.store)
    ordered = in_order(catalogue.listed, words("pl"), AS_OF)
    records = [
        search_record(many[one.key][1], one, catalogue.provider_by_id[one.provider], words("pl"), AS_OF, AGES)
        for one in ordered
    ]
    write_search(folder / "site", catalogue, records, "pl")
    with served(folder / "site") as host:
        yield f"{host}/"


def _copies(samples: Catalogue, chance: random.Random) -> Iterator[tuple[OfferSummary, Offer]]:
    """Yield the sample offers again and again: other providers, titles and days, texts of the same lengths."""
    opened = [(one, samples.store.open_offer(one)) for one in samples.listed]
    for number in range(OFFERS):
        summary, offer = opened[number % len(opened)]
        title = _title(summary.title, number, chance)
        name = f"{summary.id}-{number}"
        later = timedelta(days=chance.randrange(365))
        provider = f"{summary.provider}-{chance.randrange(PROVIDERS_OF_EACH)}"
        runs = tuple(_shifted(run, later) for run in summary.runs)
        yield (
            replace(summary, id=name, uuid=f"{number:036}", provider=provider, title=title, runs=runs),
            offer.model_copy(update={"id": name, "title": title}),
        )


def _title(title: Mapping[str, str], number: int, chance: random.Random) -> dict[str, str]:
    group = chance.randrange(len(GROUPS["en"]))
    return {
        language: f"{text} {GROUPS.get(language, GROUPS['en'])[group]}, {number}" for language, text in title.items()
    }


def _shifted(run: Timing, later: timedelta) -> Timing:
    def shifted(day: date | None) -> date | None:
        return day + later if day else None

    return replace(
        run,
        start=shifted(run.start),
        end=shifted(run.end),
        apply_from=shifted(run.apply_from),
        apply_by=shifted(run.apply_by),
    )


class Loaded:
    """What a page loads, in bytes as a host with gzip sends them."""

    def __init__(self, page: Page) -> None:
        self._responses: list[Response] = []
        page.on("response", self._note)

    def _note(self, response: Response) -> None:
        self._responses.append(response)

    def take(self) -> dict[str, int]:
        """Return the bytes by address of what was loaded since this was asked for the last time."""
        taken, self._responses[:] = list(self._responses), []
        return {one.url: _sent(one) for one in taken}


def _sent(response: Response) -> int:
    body = response.body()
    is_text = Path(urlsplit(response.url).path).suffix in {".js", ".json"}
    return len(gzip.compress(body, 6)) if is_text else len(body)


def _below(found: Mapping[str, int], part: str) -> dict[str, int]:
    return {url: number for url, number in found.items() if part in url}


def test_first_search_and_opened_groups_stay_light(page: Page, site: str) -> None:
    loaded = Loaded(page)
    page.goto(f"{site}pl/search/?q=pompy+ciep%C5%82a")
    expect(page.locator("#search-results > li")).to_have_count(10, timeout=30_000)
    first = loaded.take()
    index = _below(first, "/pagefind/")
    assert 0 < sum(index.values()) <= FIRST_SEARCH, index
    assert not _below(first, "/search/field.json")
    groups = page.locator(".mc-facet")
    assert groups.count() > 20
    for group in groups.all():
        group.locator("summary").click()
        expect(group.locator(".mc-count").first).to_have_text(re.compile(r"\d"))
        opened = loaded.take()
        column = f"/search/{group.get_attribute('data-facet')}.json"
        assert [urlsplit(url).path.endswith(column) for url in opened] == [True], opened
        assert sum(opened.values()) <= GROUP, opened


def test_filters_alone_stay_as_light(page: Page, site: str) -> None:
    loaded = Loaded(page)
    page.goto(f"{site}pl/search/?participation=online&price-to=500&sort=deadline")
    expect(page.locator("#search-results > li")).to_have_count(10, timeout=30_000)
    found = loaded.take()
    searched = _below(found, "/pagefind/") | _below(found, ".json")
    assert 0 < sum(searched.values()) <= FIRST_SEARCH, searched
