"""Cards say how near a deadline is on the reader's day, wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.site.serving import Site

pytestmark = pytest.mark.browser

COUNTER = "Polish at the counter: clinic, school, office"
"""One applies for it until 4 December 2026."""


def said(enter: Callable[..., Page], site: Site, path: str, day: str) -> str:
    """Return what the card of the offer says about its next start on a day."""
    page = enter(site, "en/about/")
    page.clock.set_fixed_time(f"{day}T12:00:00Z")
    page.goto(site.address + path)
    card = page.get_by_role("main").get_by_role("listitem").filter(has=page.get_by_role("heading", name=COUNTER)).first
    expect(card).to_be_visible()
    return card.inner_text()


@pytest.mark.parametrize("path", ["en/deadlines/", "en/search/?q=counter"])
@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-20", "apply by 4 December 2026 closes in 14 days"),
        ("2026-12-03", "closes tomorrow"),
        ("2026-12-04", "closes today"),
        ("2026-12-05", "closed in the meantime"),
    ],
)
def test_days_are_counted_on_the_readers_day(
    enter: Callable[..., Page], site: Site, path: str, day: str, words: str
) -> None:
    assert words in " ".join(said(enter, site, path, day).split())


def test_a_deadline_that_is_far_is_only_a_date(enter: Callable[..., Page], site: Site) -> None:
    assert "closes" not in said(enter, site, "en/deadlines/", "2026-10-01")


def test_without_scripts_the_date_stands_there(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/deadlines/", java_script_enabled=False)
    expect(page.get_by_text("apply by 4 December 2026").first).to_be_visible()
