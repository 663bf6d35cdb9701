"""Take the pictures in docs/screens: each page kind at 360 and 1280 px, some at 768 px and dark.

Run by `make screens`, judged by people.

python -m tests.screens SITE FOLDER [--real]
"""

from __future__ import annotations

import base64
import shutil
import sys
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from playwright.sync_api import sync_playwright

from generator.serving.server import SiteHandler, SiteServer
from tests.conftest import QUIET

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LIMIT = 40_000
"""Bytes a picture may have, so that the repository stays light."""

HEIGHT = 1300
DAY = "2026-11-20T09:00:00Z"
SCALES = {360: 1.0, 768: 0.75, 1280: 0.625}
"""Wide pictures are stored smaller than they were taken."""
PAGES = {
    "home": "en/",
    "browse": "pl/browse/",
    "fields": "pl/fields/",
    "field-list": "pl/fields/07/",
    "offer": "en/offers/nadwarcianska/python-for-measurements/",
    "deadlines": "en/deadlines/",
    "starts": "pl/starts/2027-02/",
    "validation": "en/offers/donauwinkel/community-interpreting-validation/",
    "credential-earlier": "en/credentials/donauwinkel/vineyard-climate/1/",
    "statement": "pl/offers/spichlerz/heat-pumps/#statement",
    "principles": "en/offers/nadwarcianska/python-for-measurements/#principles",
    "ask": "pl/offers/elbmarschen/dyke-watch/#ask",
    "join": "en/offers/donauwinkel/community-interpreting-validation/#join",
    "removed": "en/offers/passe-cable/stories-of-our-street/",
    "quality": "en/quality/",
    "quality-grid": "en/quality/#grid",
    "decisions": "pl/decisions/",
    "completeness": "en/providers/nadwarcianska/#completeness",
    "withdrawn": "pl/offers/spichlerz/invoices-in-spreadsheets/",
    "opportunity": "en/offers/passe-cable/repair-workshop/",
    "pathway": "en/pathways/nadwarcianska/water-in-steps/",
    "provider": "pl/providers/nadwarcianska/",
    "recognised": "en/offers/elbmarschen/harbour-after-harbour/#recognised",
    "receiver": "pl/providers/nadwarcianska/#recognition",
    "support": "pl/providers/mosty/#support",
    "narrowed": "pl/fields/07/participation/blended/",
    "without-course": "en/without-course/yes/",
    "search": "pl/search/?participation=online",
    "no-hits": "en/search/?q=data+sauna",
    "data": "en/data/",
    "data-elements": "pl/data/#elements",
    "rules": "pl/rules/",
    "rule": "en/rules/OFF012/",
    "editorial": "pl/micro-credentials/",
    "advice": "en/advice/choose/",
    "elements": "pl/advice/elements/",
    "not-found": "pl/404.html",
}
DARK = (
    *("home", "browse", "field-list", "narrowed", "deadlines", "search"),
    *("offer", "statement", "principles", "quality-grid", "provider"),
)
"""Pages that are also taken as a dark tablet shows them."""
REAL_PAGES = {
    "real-home": "en/",
    "real-list": "en/teaching-languages/fr/",
    "real-month-past": "pl/starts/2025-10/",
    "real-offer-french": "pl/offers/access42/rgaa-auditer-l-accessibilite-numerique-des-sites-web/",
    "real-offer-polish": "pl/offers/accens/dostepna-dokumentacja/",
    "real-offer-self-paced": "en/offers/employment-and-social-development-canada-government-of-canada/"
    "esdc-self-paced-web-accessibility-course/",
    "real-provider": "en/providers/university-of-south-australia-in-partnership-with-the-centre-for-inclusive/",
    "real-narrowed": "en/teaching-languages/en/prices/free/",
    "real-search": "pl/search/?q=dostepnosc",
    "real-words": "en/search/?q=german",
}
"""Pages of the site that is made from the real list of courses."""


def main(site: Path, folder: Path) -> None:
    """Take all pictures of a built site."""
    folder.mkdir(parents=True, exist_ok=True)
    server = SiteServer(("127.0.0.1", 0), partial(SiteHandler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        real = "--real" in sys.argv
        for width in (360, 1280):
            page = window(browser, width, "light")
            for name, address in (REAL_PAGES if real else PAGES).items():
                (folder / f"{name}-{width}.webp").write_bytes(picture(page, base + address, SCALES[width]))
        page = window(browser, 768, "dark")
        for name in () if real else DARK:
            (folder / f"{name}-768-dark.webp").write_bytes(picture(page, base + PAGES[name], SCALES[768]))
    server.shutdown()


def window(browser: Browser, width: int, scheme: Literal["light", "dark"]) -> Page:
    """Open a window on the day for which the site is built."""
    page = browser.new_page(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
    page.clock.set_fixed_time(DAY)
    return page


def picture(page: Page, address: str, scale: float) -> bytes:
    """Return what the window shows of a page as WebP of at most LIMIT bytes."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(700)  # the way to an anchor is animated
    size = page.viewport_size
    assert size is not None
    clip = {"x": 0, "y": page.evaluate("scrollY"), **size, "scale": scale}
    session = page.context.new_cdp_session(page)
    for quality in range(70, 5, -8):
        answer = session.send("Page.captureScreenshot", {"format": "webp", "quality": quality, "clip": clip})
        content = base64.b64decode(answer["data"])
        if len(content) <= LIMIT:
            return content
    raise SystemExit(f"{page.url} does not fit into {LIMIT} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
