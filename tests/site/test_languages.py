"""The same page in the other language, and texts that stand in another language than their page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.site.serving import Site

pytestmark = pytest.mark.browser

PAGES = {
    "": "Rejestr mikropoświadczeń",
    "fields/": "Przeglądaj według dziedzin",
    "fields/07/": "Inżynieria, produkcja i budownictwo",
    "providers/": "Dostawcy",
    "providers/kivijoki/": "Szkoła Zawodowa Kivijoki",
    "offers/spichlerz/heat-pumps/": "Montaż i uruchamianie pomp ciepła w domach",
    "offers/spichlerz/invoices-in-spreadsheets/": "Faktury w arkuszu kalkulacyjnym",
    "credentials/donauwinkel/vineyard-climate/1/": "Uprawa winorośli w zmieniającym się klimacie",
    "search/": "Szukaj",
    "data/": "Dane",
    "about/": "O rejestrze",
    "micro-credentials/": "ikropoświadcze",
    "advice/": "Porady",
    "advice/elements/": "16 elementów",
}


@pytest.mark.parametrize("page_address", PAGES)
def test_switch_leads_to_the_same_page(enter: Callable[..., Page], any_site: Site, page_address: str) -> None:
    page = enter(any_site, f"en/{page_address}")
    switch = page.get_by_role("navigation", name="Language of this page")
    expect(switch.get_by_role("link", name="English")).to_have_attribute("aria-current", "true")
    switch.get_by_role("link", name="Polski").click()
    expect(page).to_have_url(f"{any_site.address}pl/{page_address}")
    assert page.evaluate("document.documentElement.lang") == "pl"
    expect(page.get_by_role("heading", level=1)).to_contain_text(PAGES[page_address])
    page.get_by_role("navigation", name="Język tej strony").get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{any_site.address}en/{page_address}")


@pytest.mark.parametrize(("language", "name"), [("pl", "Polski"), ("en", "English")])
def test_first_page_lets_the_reader_choose(
    enter: Callable[..., Page], any_site: Site, language: str, name: str
) -> None:
    page = enter(any_site, java_script_enabled=False)
    page.get_by_role("main").get_by_role("link", name=name).click()
    expect(page).to_have_url(f"{any_site.address}{language}/")


@pytest.mark.parametrize(
    ("path", "text", "language"),
    [
        ("en/providers/nadwarcianska/", "Politechnika Nadwarciańska w Sieradzu", "pl"),
        ("pl/providers/kivijoki/", "Myllytie 8, Kuopio", "fi"),
    ],
)
def test_text_in_another_language_says_so(
    enter: Callable[..., Page], site: Site, path: str, text: str, language: str
) -> None:
    shown = enter(site, path).get_by_role("main").get_by_text(text).first
    assert shown.evaluate("element => element.closest('[lang]').lang") == language
