"""On paper an offer takes two sheets of A4, and what a reader needs stands on them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.site.serving import Site

pytestmark = pytest.mark.browser

LONGEST = 4


def sheets(page: Page) -> int:
    """Return the number of sheets of A4 that the browser prints of a page."""
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4", prefer_css_page_size=True)))


def longest(site: Site, language: str) -> list[str]:
    """Return the addresses of the offers with the longest pages."""
    pages = sorted(site.folder.glob(f"{language}/offers/*/*/index.html"), key=lambda one: -one.stat().st_size)
    return [f"{one.parent.relative_to(site.folder).as_posix()}/" for one in pages[:LONGEST]]


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_longest_offers_print_on_two_sheets(enter: Callable[..., Page], site: Site, language: str) -> None:
    printed = {address: sheets(enter(site, address)) for address in longest(site, language)}
    assert printed == dict.fromkeys(printed, 2)


def test_paper_says_where_the_page_is_and_keeps_what_is_open(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/offers/nadwarcianska/python-for-measurements/")
    page.emulate_media(media="print")
    expect(page.get_by_role("img", name="QR code of the short address")).to_be_visible()
    expect(page.get_by_text("registry.example.org/o/jc8jycd6/")).to_be_visible()
    questions = page.get_by_role("region", name="Ask the provider")
    expect(questions.get_by_role("listitem").first).to_be_visible()
    expect(questions.get_by_text("mikro@nadwarcianska.example", exact=True)).to_be_visible()
    statement = page.get_by_role("region", name="The transparency statement")
    expect(statement.get_by_role("term")).to_have_count(16)
    expect(statement.get_by_text("On the issued credential", exact=True)).to_have_count(3)
    expect(page.get_by_role("navigation", name="On this page")).to_be_hidden()
    expect(page.get_by_role("link", name="Apply at the provider")).to_be_hidden()


def test_paper_is_black_on_white_in_the_dark_scheme(enter: Callable[..., Page], site: Site, tmp_path: Path) -> None:
    page = enter(site, "en/offers/nadwarcianska/python-for-measurements/", color_scheme="dark")
    page.emulate_media(media="print")
    colours = page.evaluate(
        "() => [getComputedStyle(document.querySelector('h1')).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert colours[0] == "rgb(0, 0, 0)"
    assert colours[1] in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
