"""The ways to the guides: from home, from the menu, from the foot of any page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.site.serving import Site

pytestmark = pytest.mark.browser

PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 800}


def expect_title(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def test_second_door_of_home_leads_to_advice_and_on(enter: Callable[..., Page], any_site: Site) -> None:
    page = enter(any_site, "en/", java_script_enabled=False)
    page.get_by_role("main").get_by_role("region", name="Get advice").get_by_role("link", name="All guides").click()
    expect_title(page, "Advice")
    page.get_by_role("main").get_by_role("link", name="How to choose an offer").first.click()
    expect_title(page, "How to choose an offer")
    page.get_by_role("main").get_by_role("link", name="search").first.click()
    expect_title(page, "Search")


@pytest.mark.parametrize(
    ("language", "menu", "entries"),
    [
        ("en", "Main menu", ["Browse", "Advice", "Submit", "Search"]),
        ("pl", "Menu główne", ["Przeglądaj", "Porady", "Zgłoś", "Szukaj"]),
    ],
)
def test_menu_fits_into_one_line_of_a_narrow_phone(
    enter: Callable[..., Page], site: Site, language: str, menu: str, entries: list[str]
) -> None:
    page = enter(site, f"{language}/advice/check/", viewport=PHONE)
    links = page.get_by_role("navigation", name=menu).get_by_role("link")
    shown = [(link.inner_text().strip(), link.bounding_box()) for link in links.all() if link.is_visible()]
    assert [text for text, _box in shown] == entries
    assert len({round(box["y"]) for _text, box in shown if box}) == 1


def test_menu_marks_advice_on_its_guides(enter: Callable[..., Page], site: Site) -> None:
    link = (
        enter(site, "en/advice/check/").get_by_role("navigation", name="Main menu").get_by_role("link", name="Advice")
    )
    expect(link).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize("name", ["About this registry", "Accessibility statement", "Privacy", "For aggregators"])
def test_foot_of_an_offer_leads_to(enter: Callable[..., Page], site: Site, name: str) -> None:
    page = enter(site, "en/offers/spichlerz/heat-pumps/")
    page.get_by_role("contentinfo").get_by_role("link", name=name).click()
    expect_title(page, name)


@pytest.mark.parametrize(("viewport", "beside"), [(PHONE, False), (DESK, True)])
def test_long_guide_shows_one_list_of_its_contents(
    enter: Callable[..., Page], site: Site, viewport: dict[str, int], beside: bool
) -> None:
    page = enter(site, "en/advice/principles/", viewport=viewport)
    shown = [link for link in page.get_by_role("link", name="6. Recognition").all() if link.is_visible()]
    assert len(shown) == 1
    assert page.get_by_role("navigation", name="On this page").is_visible() is beside
    shown[0].click()
    expect(page.get_by_role("heading", name="6. Recognition")).to_be_in_viewport()
