"""A learner finds an online course taught in Polish that costs nothing and begins in spring, on five roads."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.test_keyboard import tab_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.site.serving import Site

pytestmark = pytest.mark.browser

SPRING = re.compile(r"2027-0[345]-")
"""Days on which a run begins in spring."""


@pytest.fixture(scope="session")
def wished(site: Site) -> str:
    """The English title of the only offer that fulfils the wish, as the published JSON tells."""
    found = []
    for file in (site.folder / "data/v1/offers").glob("*/*.json"):
        offer = json.loads(file.read_bytes())
        begins = any(SPRING.match(run.get("start", "")) for run in offer.get("runs", []))
        is_free = offer.get("price", {}).get("category") == "free"
        is_online = offer.get("participation", {}).get("mode") == "online"
        if offer["status"] == "published" and begins and is_free and is_online and "pl" in offer["teaching_languages"]:
            found.append(str(offer["title"]["en"]))
    assert len(found) == 1, "the samples hold exactly one such offer"
    return found[0]


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("main").get_by_role("link", name=name).first.click()


def card(page: Page, title: str) -> Locator:
    return page.get_by_role("main").get_by_role("listitem").filter(has=page.get_by_role("heading", name=title)).first


def expect_the_offer(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def browse(page: Page, title: str) -> None:
    """Come from the home page by the wish that it costs nothing; the card tells the rest."""
    follow(page, "It costs nothing")
    expect(page.get_by_role("heading", level=1)).to_have_text("Price: Free")
    expect(card(page, title)).to_contain_text("Online")
    expect(card(page, title)).to_contain_text("2027")
    follow(page, title)
    expect_the_offer(page, title)


def box(page: Page, group: str, label: str) -> Locator:
    return page.get_by_role("group", name=group).get_by_role("checkbox", name=re.compile(f"^{label}"))


def unfold(page: Page, group: str) -> Locator:
    return page.locator("summary").get_by_text(group, exact=True)


CHOICES = (("Participation", "Online"), ("Teaching language", "Polish"), ("Price", "Free"))


def choose_spring(page: Page) -> None:
    dates = page.get_by_role("group", name="Start month")
    dates.get_by_label("From", exact=True).fill("2027-03-01")
    dates.get_by_label("To", exact=True).fill("2027-05-31")
    dates.get_by_label("To", exact=True).press("Enter")
    expect(page).to_have_url(re.compile("start-from=2027-03-01&start-to=2027-05-31"))


def test_by_browsing(enter: Callable[..., Page], site: Site, wished: str) -> None:
    browse(enter(site, "en/"), wished)


def test_without_scripts(enter: Callable[..., Page], site: Site, wished: str) -> None:
    browse(enter(site, "en/", java_script_enabled=False), wished)


def test_by_searching(enter: Callable[..., Page], site: Site, wished: str) -> None:
    page = enter(site, "en/search/")
    for group, label in CHOICES:
        unfold(page, group).click()
        box(page, group, label).check()
    unfold(page, "Start month").click()
    choose_spring(page)
    results = page.get_by_role("region", name="Results")
    expect(results.get_by_role("heading", level=3)).to_have_text([wished])
    expect(page.get_by_role("status")).to_have_text("1 offer, 4 filters")
    results.get_by_role("link", name=wished).click()
    expect_the_offer(page, wished)


def test_with_the_keyboard_alone(enter: Callable[..., Page], site: Site, wished: str) -> None:
    page = enter(site, "en/search/")
    for group, label in CHOICES:
        page.get_by_role("searchbox").first.focus()
        tab_to(page, unfold(page, group).locator("xpath=ancestor-or-self::summary"))
        page.keyboard.press("Enter")
        tab_to(page, box(page, group, label))
        page.keyboard.press("Space")
        expect(box(page, group, label)).to_be_checked()
    offer = page.get_by_role("region", name="Results").get_by_role("link", name=wished)
    tab_to(page, offer)
    page.keyboard.press("Enter")
    expect_the_offer(page, wished)


def test_on_a_phone(enter: Callable[..., Page], site: Site, wished: str) -> None:
    page = enter(site, "en/search/", viewport={"width": 360, "height": 740}, has_touch=True)
    expect(unfold(page, "Price")).to_be_hidden()
    page.get_by_role("button", name="Filters").tap()
    for group, label in CHOICES:
        unfold(page, group).tap()
        box(page, group, label).tap()
    unfold(page, "Start month").tap()
    choose_spring(page)
    expect(page.get_by_role("button", name="Filters 4")).to_be_visible()
    page.get_by_role("button", name="Filters 4").tap()
    page.get_by_role("region", name="Results").get_by_role("link", name=wished).tap()
    expect_the_offer(page, wished)
