"""Take the pictures in docs/screens: each page kind at 360 and 1280 px. Run by `make screens`, judged by people.

python -m tests.screens SITE FOLDER [--dark] [--real]
"""

from __future__ import annotations

import base64
import shutil
import sys
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from generator.commands.serve import SiteHandler, SiteServer
from tests.conftest import QUIET

if TYPE_CHECKING:
    from playwright.sync_api import Page

LIMIT = 40_000
"""Bytes a picture may have, so that the repository stays light."""

HEIGHTS = {360: 1300, 1280: 1300}
SCALES = {360: 1.0, 1280: 0.625}
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
    "withdrawn": "pl/offers/spichlerz/invoices-in-spreadsheets/",
    "opportunity": "en/offers/passe-cable/repair-workshop/",
    "pathway": "en/pathways/nadwarcianska/water-in-steps/",
    "provider": "pl/providers/nadwarcianska/",
    "recognised": "en/offers/elbmarschen/harbour-after-harbour/#recognised",
    "receiver": "pl/providers/nadwarcianska/#recognition",
    "support": "pl/providers/mosty/#support",
    "search": "pl/search/?participation=online",
    "data": "en/data/",
    "data-elements": "pl/data/#elements",
    "rules": "pl/rules/",
    "rule": "en/rules/OFF012/",
    "editorial": "pl/micro-credentials/",
    "advice": "en/advice/choose/",
    "elements": "pl/advice/elements/",
    "not-found": "pl/404.html",
}
REAL_PAGES = {
    "real-home": "en/",
    "real-list": "en/teaching-languages/fr/",
    "real-month-past": "pl/starts/2025-10/",
    "real-offer-french": "pl/offers/access42/rgaa-auditer-l-accessibilite-numerique-des-sites-web/",
    "real-offer-polish": "pl/offers/accens/dostepna-dokumentacja/",
    "real-offer-self-paced": "en/offers/employment-and-social-development-canada-government-of-canada/"
    "esdc-self-paced-web-accessibility-course/",
    "real-provider": "en/providers/university-of-south-australia-in-partnership-with-the-centre-for-inclusive/",
    "real-search": "pl/search/?q=dostepnosc",
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
        for width, height in HEIGHTS.items():
            scheme = "dark" if "--dark" in sys.argv else "light"
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            for name, address in (REAL_PAGES if "--real" in sys.argv else PAGES).items():
                page.goto(base + address)
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(700)  # the way to an anchor is animated
                (folder / f"{name}-{width}.webp").write_bytes(picture(page, SCALES[width]))
    server.shutdown()


def picture(page: Page, scale: float) -> bytes:
    """Return what the window shows as WebP of at most LIMIT bytes."""
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
