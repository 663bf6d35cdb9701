"""Nothing moves under the reader's finger: pages keep the place of what a slow network or a script brings later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.site.serving import Site

pytestmark = pytest.mark.browser

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
"""About a third-generation mobile network: milliseconds, bytes per second."""
STEADY = 0.02
"""Layout shift that is not noticed: a fifth of what Core Web Vitals call good. Three lines of chips move by a line."""
WATCH = """
self.shifted = [];
new PerformanceObserver((seen) => {
  for (const { value, sources } of seen.getEntries())
    shifted.push([value, sources.map((one) => one.node?.outerHTML?.slice(0, 80))]);
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize(
    "path",
    [
        "en/",
        "pl/deadlines/",
        "en/fields/07/",
        "en/search/",
        "en/search/?q=water",
        "en/search/?participation=online",
        "pl/search/?participation=online&participation=blended&price=free",
        "en/quality/",
        "pl/quality/?element=level&state=not-stated",
    ],
)
def test_nothing_moves_while_a_page_arrives(enter: Callable[..., Page], site: Site, path: str, width: int) -> None:
    page = enter(site, "en/about/", viewport={"width": width, "height": 800})
    page.clock.set_fixed_time("2026-11-20T12:00:00Z")
    page.add_init_script(WATCH)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network.send("Network.emulateNetworkConditions", SLOW)
    page.goto(site.address + path, wait_until="networkidle")
    expect(page.get_by_role("main").get_by_role("heading").first).to_be_visible()
    expect(page.locator("[data-asked]")).to_have_count(0)
    if "/search/?" in path:
        expect(page.locator("#search-results")).to_have_attribute("aria-busy", "false")
        expect(page.locator("#search-results > li").first).to_be_visible()
    shifted = page.evaluate("shifted")
    assert sum(value for value, _sources in shifted) <= STEADY, shifted
