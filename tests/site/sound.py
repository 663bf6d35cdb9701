"""What every page must be, whatever stands on it: accessible, and no wider than its window."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": RULES}}


def too_wide(page: Page) -> list[str]:
    """Return what stands beyond the edge, if the page can be scrolled sideways."""
    found: list[str] = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            const beyond = [...document.body.querySelectorAll("*")].filter(
                (element) => element.getBoundingClientRect().right > width + 1);
            return ["scrollWidth > clientWidth", ...beyond.slice(-5).map((element) => element.outerHTML.slice(0, 160))];
        }"""
    )
    return found
