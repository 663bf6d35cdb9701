"""Addresses where there is no page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.site.serving import Site

pytestmark = pytest.mark.browser

TITLES = {"pl": "Nie ma tu strony", "en": "There is no page here"}


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("nowhere", "pl"),
        ("fr/offers/", "pl"),
        ("pl/offers/spichlerz/nowhere/", "pl"),
        ("en/offers/spichlerz/nowhere/at/all", "en"),
        ("en/nowhere.html", "en"),
        ("en/offers/", "en"),
    ],
)
def test_page_in_the_language_of_the_address(
    enter: Callable[..., Page], any_site: Site, path: str, language: str
) -> None:
    page = enter(any_site, path, missing=True)
    expect(page.get_by_role("heading", level=1, name=TITLES[language])).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == language
    page.get_by_role("main").get_by_role("link").first.click()
    expect(page).to_have_url(f"{any_site.address}{language}/search/")


@pytest.mark.parametrize(("language", "other", "name"), [("pl", "en", "English"), ("en", "pl", "Polski")])
def test_way_to_the_other_language(
    enter: Callable[..., Page], any_site: Site, language: str, other: str, name: str
) -> None:
    page = enter(any_site, f"{language}/a/b/c/", missing=True)
    page.get_by_role("main").get_by_role("link", name=name).click()
    expect(page).to_have_url(f"{any_site.address}{other}/")
