"""The site without a mouse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.site.serving import Site

pytestmark = pytest.mark.browser

FAR = 40
"""More presses of the key than any page should need."""


def is_focused(target: Locator) -> bool:
    return bool(target.count()) and bool(target.first.evaluate("element => element === document.activeElement"))


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the focus is on the target, which may still be on its way."""
    expect(target.first).to_be_visible()
    for _press in range(FAR):
        page.keyboard.press("Tab")
        if is_focused(target):
            return
    pytest.fail(f"the focus never comes to {target}")


@pytest.mark.parametrize("path", ["", "en/", "en/offers/spichlerz/heat-pumps/", "en/search/", "en/about/"])
def test_first_stop_skips_to_the_content(enter: Callable[..., Page], site: Site, path: str) -> None:
    page = enter(site, path)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name=re.compile("^(Skip to the content|Przejdź do treści)$"))
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_what_has_the_focus_shows_it(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/offers/spichlerz/heat-pumps/")
    style = "getComputedStyle(document.activeElement.closest('label') ?? document.activeElement)"
    for _press in range(FAR):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        assert page.evaluate(f"{style}.outlineStyle") != "none", focused


def test_search_filter_and_open_an_offer(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/")
    tab_to(page, page.get_by_role("searchbox"))
    page.keyboard.type("water")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/search/\?q=water$"))
    offer = page.get_by_role("link", name="Deciding about water: models for local authorities")
    expect(offer).to_be_visible()
    tab_to(page, page.locator("summary").filter(has_text=re.compile("^Participation$")))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("checkbox", name=re.compile("^Blended")))
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("participation=blended$"))
    expect(page.get_by_role("status")).to_have_text("3 offers, 1 filter")
    tab_to(page, offer)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Deciding about water")).to_be_visible()


def test_colour_scheme_can_be_chosen_and_stays(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/", color_scheme="light")
    ground = "getComputedStyle(document.documentElement).colorScheme + getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    tab_to(page, page.get_by_role("radio", name="As on this device"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    dark = page.evaluate(ground)
    assert dark != light
    page.get_by_role("link", name="Providers").first.click()
    expect(page.get_by_role("heading", level=1, name="Providers")).to_be_visible()
    assert page.evaluate(ground) == dark
