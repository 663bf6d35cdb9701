"""What readers of a built site load, compressed as a plain web server does it."""

from __future__ import annotations

import gzip
import shutil
import statistics
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from lxml import html

from benchmarks.measurements import Weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Response

LEVEL = 6
PACKED_ALREADY = (".woff2", ".png", ".webp", ".jpg")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


def compressed(content: bytes) -> int:
    """Return the size of a file as it is sent."""
    return len(gzip.compress(content, LEVEL, mtime=0))


def offer_pages(site: Path, languages: Sequence[str]) -> list[Path]:
    """Return the pages of offers of a site, below their languages."""
    return sorted(file for one in languages for file in (site / one / "offers").glob("*/*/index.html"))


def weigh(site: Path, languages: Sequence[str]) -> Weights:
    """Weigh the pages of offers, the columns of facets and, in Chromium if it is there, a visit and a search."""
    pages = {page: compressed(page.read_bytes()) for page in offer_pages(site, languages)}
    columns = [compressed(file.read_bytes()) for one in languages for file in (site / one / "search").glob("*.json")]
    heaviest = max(pages, key=lambda one: pages[one])
    weights = Weights(pages[heaviest], round(statistics.median(pages.values())), max(columns, default=0))
    chromium = shutil.which("chromium")
    if chromium is None:
        return weights
    return _looked_at(weights, site, heaviest, languages, chromium)


def _looked_at(weights: Weights, site: Path, page: Path, languages: Sequence[str], chromium: str) -> Weights:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  the rest goes without a browser

    with _served(site) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        visit = sum(_loaded(browser, f"{host}/{page.parent.relative_to(site).as_posix()}/").values())
        searches = {one: _first_search(browser, host, site, one) for one in languages}
        browser.close()
    return Weights(weights.heaviest_html, weights.median_html, weights.heaviest_column, visit, searches)


def _first_search(browser: Browser, host: str, site: Path, language: str) -> int:
    """Return what a first search for the words of a title loads: programs and parts of the index, columns, cards."""
    words = "+".join(_title(offer_pages(site, [language])[0]).split()[:2])
    loaded = _loaded(browser, f"{host}/{language}/search/?q={words}", "#search-results > li")
    return sum(size for address, size in loaded.items() if "/pagefind/" in address or ".json" in address)


def _title(page: Path) -> str:
    return str(html.parse(page).findtext(".//h1"))


def _loaded(browser: Browser, address: str, awaited: str = "h1") -> dict[str, int]:
    """Return the bytes that a first visit to an address loads, by address."""
    context = browser.new_context()
    page: Page = context.new_page()
    responses: list[Response] = []
    page.on("response", lambda one: responses.append(one))  # noqa: PLW0108  Playwright marks what it is given
    page.goto(address, wait_until="networkidle")
    page.locator(awaited).first.wait_for()
    loaded = {one.url: _sent(one) for one in responses}
    context.close()
    return loaded


def _sent(response: Response) -> int:
    body = response.body()
    is_packed = response.url.endswith(PACKED_ALREADY) or "/pagefind/" in response.url
    return len(body) if is_packed else compressed(body)


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
