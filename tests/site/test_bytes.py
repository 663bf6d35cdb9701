"""What the page of an offer weighs on its way to a reader, compressed as a plain web server does it."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Response

    from tests.site.serving import Site

HTML = 12 * 1024
FIRST_VISIT = 120_000
LEVEL = 6
"""The level that nginx and others use where nothing else is said is 1 to 6; tests/nginx.py uses this one."""

UNPACKED = (".woff2", ".png", ".webp", ".jpg")
"""What servers do not compress, since it is compressed already."""


def compressed(content: bytes) -> int:
    return len(gzip.compress(content, LEVEL, mtime=0))


def test_no_offer_of_the_samples_is_heavier_than_twelve_kilobytes(site: Site) -> None:
    pages = site.folder.glob("*/offers/*/*/index.html")
    weights = {one.parent.relative_to(site.folder).as_posix(): compressed(one.read_bytes()) for one in pages}
    assert len(weights) > 90
    assert {page: weight for page, weight in weights.items() if weight > HTML} == {}


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_first_visit_to_the_heaviest_offer(enter: Callable[..., Page], site: Site, width: int) -> None:
    heaviest = max(site.folder.glob("*/offers/*/*/index.html"), key=lambda one: one.stat().st_size)
    page = enter(site, "en/", viewport={"width": width, "height": 900})
    fetched: dict[str, int] = {}

    def weigh(response: Response) -> None:
        body = response.body()
        fetched[response.url] = len(body) if response.url.endswith(UNPACKED) else compressed(body)

    page.context.clear_cookies()
    fresh = page.context.new_page()
    fresh.on("response", weigh)
    fresh.goto(f"{site.address}{heaviest.parent.relative_to(site.folder).as_posix()}/", wait_until="networkidle")
    assert len(fetched) > 5
    assert sum(fetched.values()) <= FIRST_VISIT, fetched
