"""The grid of all offers as a reader filters it: with a mouse, with keys, on a phone, and without scripts."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.sound import too_wide
from tests.site.test_keyboard import tab_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.site.serving import Site

    Enter = Callable[..., Page]

pytestmark = pytest.mark.browser

WITHOUT_LEVEL = "en/quality/?element=level&state=not-stated"


def rows_of(site: Site, language: str = "en") -> list[dict[str, str]]:
    text = (site.folder / language / "quality/quality.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def titles(site: Site, language: str = "en", **chosen: str) -> list[str]:
    """Return the titles of the offers whose cells are these."""
    rows = rows_of(site, language)
    return [row["offer_title"] for row in rows if all(row[name] == value for name, value in chosen.items())]


def grid(page: Page) -> Locator:
    return page.get_by_role("region", name=re.compile("^(Table of the offers|Tabela ofert)$"))


def choice(page: Page, name: str) -> Locator:
    return page.get_by_role("combobox", name=name, exact=True)


def expect_offers(page: Page, wanted: list[str]) -> None:
    """Wait until the grid shows these offers in this order, and the number of them is told."""
    heads = grid(page).locator("tbody th[scope=row] a")
    expect(heads).to_have_text(wanted)
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^{len(wanted)} (offers?|ofert[ay]?)$"))


def test_filters_add_up_stand_in_the_address_and_can_be_taken_back(enter: Enter, any_site: Site) -> None:
    page = enter(any_site, "en/quality/")
    everything, silent = titles(any_site), titles(any_site, level="not-stated")
    paused = titles(any_site, level="not-stated", kind="micro-credential")
    assert 0 < len(paused) < len(silent) < len(everything)
    expect_offers(page, everything)
    choice(page, "Element").select_option("level")
    choice(page, "State of the element").select_option("Not stated")
    expect_offers(page, silent)
    expect(page).to_have_url(f"{any_site.address}{WITHOUT_LEVEL}")
    choice(page, "Kind").select_option("Micro-credential")
    expect_offers(page, paused)

    other = enter(any_site, page.url.removeprefix(any_site.address))
    expect_offers(other, paused)
    expect(choice(other, "Kind")).to_have_value("micro-credential")

    page.go_back()
    expect_offers(page, silent)
    expect(choice(page, "Kind")).to_have_value("")
    page.go_forward()
    expect_offers(page, paused)
    page.get_by_role("button", name="Remove all filters").click()
    expect_offers(page, everything)
    expect(page).to_have_url(f"{any_site.address}en/quality/")
    page.go_back()
    expect_offers(page, paused)


def test_rows_of_the_script_are_those_of_the_page(enter: Enter, any_site: Site) -> None:
    """Whatever is chosen, a row looks, sounds and leads as it did in the page that came."""
    page = enter(any_site, "pl/quality/")
    rows = grid(page).locator("tbody tr")
    written = r"rows => rows.map(row => row.outerHTML.replaceAll(/\s+/g, ' ').replaceAll('> <', '><'))"
    before = rows.evaluate_all(written)
    bodies = grid(page).locator("tbody")
    bodies.evaluate_all("bodies => bodies.forEach(body => { body.title = 'as it came'; })")
    # Filters that all offers pass.
    choice(page, "Element").select_option("title")
    choice(page, "Stan elementu").select_option("Podano")
    expect(bodies.and_(page.get_by_title("as it came"))).to_have_count(0)
    assert rows.evaluate_all(written) == before


def test_a_number_leads_to_the_offers_that_it_counts(enter: Enter, any_site: Site) -> None:
    page = enter(any_site, "en/quality/")
    wanted = titles(any_site, assessment="not-stated")
    count = page.get_by_role("row", name=re.compile("Type of assessment")).get_by_role("cell").nth(1)
    assert count.inner_text().startswith(str(len(wanted)))
    count.get_by_role("link").click()
    expect_offers(page, wanted)
    expect(page.get_by_role("heading", name="Offer by offer")).to_be_in_viewport()


def test_a_provider_sends_a_link_to_its_own_rows(enter: Enter, any_site: Site) -> None:
    page = enter(any_site, "en/providers/spichlerz/")
    page.get_by_role("link", name="See them in the grid of the registry").click()
    expect_offers(page, titles(any_site, provider="spichlerz"))
    page.get_by_role("link", name="Polski").click()
    expect_offers(page, titles(any_site, "pl", provider="spichlerz"))


def test_a_state_without_an_element_is_that_of_any_of_them(enter: Enter, site: Site) -> None:
    page = enter(site, "en/quality/?state=not-stated&freshness=stale")
    wanted = [
        row["offer_title"] for row in rows_of(site) if row["freshness"] == "stale" and "not-stated" in row.values()
    ]
    expect_offers(page, wanted)


def test_values_that_no_offer_has_are_named(enter: Enter, site: Site) -> None:
    page = enter(site, "en/quality/?provider=nobody&element=level&state=not-stated")
    expect(page.get_by_role("status")).to_have_text(re.compile("offers · Left out, since no offer has it: nobody$"))


def test_many_rows_are_turned_page_by_page(enter: Enter, site: Site) -> None:
    page = enter(site, "en/about/")
    head, *lines = (site.folder / "en/quality/quality.csv").read_text(encoding="utf-8").splitlines()
    many = "\r\n".join([head, *(line for line in lines for _copy in range(6)), ""])
    page.route("**/quality.csv", lambda route: route.fulfill(body=many, content_type="text/csv"))
    page.goto(f"{site.address}en/quality/?element=title&state=stated")
    heads = grid(page).locator("tbody th[scope=row]")
    expect(heads).to_have_count(100)
    pages = -(-len(lines) * 6 // 100)
    expect(page.get_by_role("status")).to_have_text(f"{len(lines) * 6} offers · page 1 of {pages}")
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile("state=stated&page=2$"))
    expect(page.get_by_role("status")).to_have_text(f"{len(lines) * 6} offers · page 2 of {pages}")
    expect(page.get_by_role("heading", name="Offer by offer")).to_be_focused()
    page.go_back()
    expect(page.get_by_role("status")).to_contain_text("page 1 of")


@pytest.mark.parametrize("answer", ["no table at all", ""])
def test_a_filter_without_its_table_says_so_and_shows_all(enter: Enter, site: Site, answer: str) -> None:
    page = enter(site, "en/about/")
    page.route("**/quality.csv", lambda route: route.fulfill(status=200, body=answer))
    page.goto(f"{site.address}{WITHOUT_LEVEL}")
    expect(page.get_by_role("alert")).to_contain_text("The filter does not work at the moment")
    expect_offers(page, titles(site))
    page.unroute("**/quality.csv")
    choice(page, "Kind").select_option("Micro-credential")
    expect(page.get_by_role("alert")).to_be_hidden()
    expect_offers(page, titles(site, level="not-stated", kind="micro-credential"))


def test_without_its_program_the_page_says_so_and_shows_all(page: Page, site: Site) -> None:
    page.route("**/quality-table.js", lambda route: route.abort())
    page.goto(site.address + WITHOUT_LEVEL)
    expect(page.get_by_role("alert")).to_contain_text("All offers stand below")
    expect(grid(page).locator("tbody th[scope=row]").first).to_be_visible()


def test_everything_is_there_without_scripts(enter: Enter, any_site: Site) -> None:
    page = enter(any_site, WITHOUT_LEVEL, java_script_enabled=False)
    expect(choice(page, "Element")).to_be_hidden()
    expect(page.get_by_role("button", name="Remove all filters")).to_be_hidden()
    heads = grid(page).locator("tbody th[scope=row]")
    expect(heads).to_have_count(len(titles(any_site)))
    expect(heads.first).to_be_visible()
    link = page.get_by_role("link", name=re.compile(r"Download as CSV \(\d+ kB\)"))
    assert link.get_attribute("href") == "../../en/quality/quality.csv"


def test_on_a_phone_the_table_scrolls_and_the_page_does_not(enter: Enter, site: Site) -> None:
    page = enter(site, "pl/quality/", viewport={"width": 320, "height": 640})
    assert too_wide(page) == []
    region = grid(page)
    region.scroll_into_view_if_needed()
    assert region.evaluate("one => one.scrollWidth > one.clientWidth")
    region.evaluate("one => { one.scrollLeft = one.scrollWidth; one.scrollTop = 300; }")
    expect(region.get_by_role("columnheader").last).to_be_in_viewport()
    places = region.evaluate(
        """one => [...one.querySelectorAll("thead th:first-child, tbody th[scope=row]")]
            .map(head => head.getBoundingClientRect().left - one.getBoundingClientRect().left)"""
    )
    assert max(abs(place) for place in places) <= 1
    assert too_wide(page) == []


def test_the_table_is_read_and_filtered_with_keys(enter: Enter, site: Site) -> None:
    page = enter(site, "en/quality/", viewport={"width": 320, "height": 640})
    page.get_by_role("heading", name="Offer by offer").focus()
    tab_to(page, choice(page, "Confirmed by the provider"))
    page.keyboard.type("Stale")
    page.keyboard.press("Enter")
    expect_offers(page, titles(site, freshness="stale"))
    tab_to(page, page.get_by_role("button", name="Remove all filters"))
    page.keyboard.press("Enter")
    expect_offers(page, titles(site))
    tab_to(page, grid(page))
    page.keyboard.press("ArrowRight")
    expect(grid(page)).not_to_have_js_property("scrollLeft", 0)
