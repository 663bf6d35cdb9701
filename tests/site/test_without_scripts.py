"""Browsing where scripts are switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.site.serving import Site

pytestmark = pytest.mark.browser


def follow(page: Page, name: str, heading: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()


def test_every_step_from_home_to_a_provider(enter: Callable[..., Page], any_site: Site) -> None:
    page = enter(any_site, "en/", java_script_enabled=False)
    follow(page, "Field", "Browse by field")
    follow(page, "Engineering", "Engineering")
    follow(page, "Installing and starting up heat pumps", "Installing and starting up heat pumps in homes")
    follow(page, "Spichlerz Vocational Skills Centre", "Spichlerz Vocational Skills Centre")
    follow(page, "E-invoicing in a small business", "E-invoicing in a small business")


def test_a_wish_on_the_home_page_leads_to_offers(enter: Callable[..., Page], any_site: Site) -> None:
    page = enter(any_site, "en/", java_script_enabled=False)
    follow(page, "It costs nothing", "Price: Free")
    assert page.get_by_role("main").get_by_role("heading", level=2).count() > 0


def test_a_long_list_can_be_read_by_title(enter: Callable[..., Page], any_site: Site) -> None:
    page = enter(any_site, "en/kinds/micro-credential/", java_script_enabled=False)
    titles = page.get_by_role("main").get_by_role("heading", level=2)
    by_next_start = titles.all_inner_texts()
    follow(page, "By title", "Micro-credential")
    by_title = titles.all_inner_texts()
    assert by_title != by_next_start
    assert by_title == sorted(by_next_start, key=str.casefold)
    follow(page, "By next start", "Micro-credential")
    assert titles.all_inner_texts() == by_next_start


def test_search_page_leads_to_the_browse_pages(enter: Callable[..., Page], any_site: Site) -> None:
    page = enter(any_site, "en/search/", java_script_enabled=False)
    expect(page.get_by_role("searchbox")).to_be_hidden()
    follow(page, "Field", "Browse by field")


def test_nothing_is_shown_that_cannot_work(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/offers/spichlerz/heat-pumps/", java_script_enabled=False)
    expect(page.get_by_role("radio")).to_have_count(0)
    expect(page.get_by_role("link", name="Apply at the provider")).to_be_visible()
