"""Thirty fixed queries in each of three languages and the first offer that a reader of the samples is to see.

Word forms, letters without their marks, beginnings of words. docs/search.md lists what no stemmer finds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from generator.checks.inspection import inspect_records
from generator.search.records import search_records
from tests.search.samples import AGES, AS_OF, ROOT, served, words, write_search

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("queries")]

HEAT_PUMPS = "spichlerz/heat-pumps"
INVOICES = "spichlerz/e-invoicing"
ORCHARD = "spichlerz/pruning-fruit-trees"
WATER = "nadwarcianska/water-decisions"
FLOOD = "watershed-alliance/flood-ready-city"
PRIVACY = "slievebawn/data-protection-at-work"
NUMBERS = "slievebawn/numbers-in-the-news"
BUDGET = "nowa-wierzbica/read-the-city-budget"
COUNTER = "mosty/polish-at-the-counter"
PLANTING = "donauwinkel/vineyard-climate-online"
VINES = "donauwinkel/vineyard-climate-evenings"
DOCUMENTS = "donauwinkel/accessible-documents"
INTERPRETING = "donauwinkel/community-interpreting-validation"
ENERGY = "donauwinkel/founding-an-energy-community"
GOODS = "elbmarschen/dangerous-goods-desk"
FROST = "elbmarschen/frost-nights"
DYKE = "elbmarschen/dyke-watch"
FOOTPRINT = "elbmarschen/footprint-of-things"
HARBOUR = "elbmarschen/harbour-after-harbour"
WALLS = "an-chora-bheag/dry-stone-walls"
ERRANDS = "nowa-wierzbica/errands-online"
"""Every micro-credential has the word; in the shortest text it weighs most."""
LETTERS = "nowa-wierzbica/letters-people-understand"
PAYROLL = "lumikko/payroll-examination"

QUERIES = {
    "pl": {
        **dict.fromkeys(("pompy", "pompa", "pompą", "pomp ciepła", "pompy cieplej"), HEAT_PUMPS),
        **dict.fromkeys(("woda", "wody", "wodzie", "woda dane"), WATER),
        **dict.fromkeys(("powodz", "powódź", "powodzi", "miasto", "miasta", "miastem"), FLOOD),
        **dict.fromkeys(("dane", "danych", "danymi", "ochrona danych"), PRIVACY),
        **dict.fromkeys(("faktura", "fakturę", "księgowość", "ksiegowosci", "e-faktura"), INVOICES),
        **dict.fromkeys(("drzewa", "drzew", "sad"), ORCHARD),
        **dict.fromkeys(("budżetu", "bud"), BUDGET),
        "mikroposwiadczenia": ERRANDS,
    },
    "en": {
        **dict.fromkeys(("pump", "pumps", "heat pump"), HEAT_PUMPS),
        **dict.fromkeys(("water", "waters", "deciding about water"), WATER),
        **dict.fromkeys(("flood", "flooding", "cities", "city"), FLOOD),
        **dict.fromkeys(("invoice", "invoices", "invoicing", "e-invoice"), INVOICES),
        **dict.fromkeys(("prune", "pruned", "trees", "tree"), ORCHARD),
        **dict.fromkeys(("statistics", "statistical"), NUMBERS),
        **dict.fromkeys(("stone", "walls"), WALLS),
        **dict.fromkeys(("data", "data protection"), PRIVACY),
        **dict.fromkeys(("letter", "letters"), LETTERS),
        **dict.fromkeys(("budget", "budgets"), BUDGET),
        "frost": FROST,
        "payroll": PAYROLL,
    },
    "de": {
        **dict.fromkeys(("Barriere", "barrierefrei", "barrierefreie", "Dokument", "Dokumente"), DOCUMENTS),
        **dict.fromkeys(("Gefahrgut", "prüft"), GOODS),
        **dict.fromkeys(("Rebe", "Reben", "Wein", "Weinberg"), PLANTING),
        **dict.fromkeys(("Klima", "Abend", "abends"), VINES),
        **dict.fromkeys(("Dolmetschen", "dolmetscht", "Schule", "Schulen"), INTERPRETING),
        **dict.fromkeys(("Energie", "gründen", "Gründung"), ENERGY),
        **dict.fromkeys(("Frost", "Obstbau", "Wetter"), FROST),
        **dict.fromkeys(("Deich", "Deiche"), DYKE),
        **dict.fromkeys(("Ökobilanz", "oekobilanz", "Okobilanz"), FOOTPRINT),
        "Hafen": HARBOUR,
    },
}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of search pages for the sample catalogue in all three languages."""
    folder = tmp_path_factory.mktemp("samples")
    found = inspect_records(ROOT / "providers", shown="providers", cache=folder / "cache", as_of=AS_OF, stale_days=730)
    for language in QUERIES:
        records = tuple(search_records(found.catalogue, words(language), AS_OF, AGES))
        write_search(folder / "site", found.catalogue, records, language)
    with served(folder / "site") as host:
        yield f"{host}/"


def test_there_are_thirty_queries_in_each_language() -> None:
    assert {language: len(queries) for language, queries in QUERIES.items()} == {"pl": 30, "en": 30, "de": 30}


@pytest.mark.parametrize("language", QUERIES)
def test_queries_find_first_what_they_should(page: Page, samples: str, language: str) -> None:
    page.goto(f"{samples}{language}/search/")
    first = page.locator("#search-results").get_by_role("link").first
    for query, wanted in QUERIES[language].items():
        page.get_by_role("searchbox").first.fill(query)
        page.get_by_role("searchbox").first.press("Enter")
        expect(page.locator("#search-results"), query).to_have_attribute("aria-busy", "false")
        expect(first, query).to_have_attribute("href", f"../../{language}/offers/{wanted}/")
