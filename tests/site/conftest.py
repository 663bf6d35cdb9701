"""The sample catalogue, built once for all tests of this folder and served at the root and below a path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.shared import shared_folder
from tests.site.serving import SUB_PATH, Site, build_site, copy_registry, served
from tests.site.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

HERE = "tests/site/"
MILLISECONDS = 10_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests of this folder: each needs a whole site."""
    for item in items:
        if HERE in item.path.as_posix():
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built sites, shared by the workers of a test run."""
    with shared_folder(tmp_path_factory, "sites") as folder:
        registry = folder / "registry"
        if not registry.exists():
            copy_registry(registry)
        build_site(registry, folder / "root")
        build_site(registry, folder / "below", SUB_PATH)
    return folder


@pytest.fixture(scope="session")
def site(sites: Path) -> Iterator[Site]:
    """The sample catalogue at the root of its host."""
    with served(sites / "root") as shown:
        yield shown


@pytest.fixture(scope="session")
def site_below(sites: Path) -> Iterator[Site]:
    """The sample catalogue below a path of its host."""
    with served(sites / "below", SUB_PATH) as shown:
        yield shown


@pytest.fixture(scope="session", params=["root", "below"])
def any_site(request: pytest.FixtureRequest) -> Site:
    """The sample catalogue in both places."""
    found: Site = request.getfixturevalue("site" if request.param == "root" else "site_below")
    return found


@pytest.fixture
def enter(new_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Return a function that opens an address of a site in a browser of its own, and check that all stays calm.

    Its options are those of a browser context; `missing` says that the page does not exist.
    """
    watches: list[Watch] = []

    def open_page(site: Site, path: str = "", *, missing: bool = False, **options: Any) -> Page:
        context = new_context(**options)
        watches.append(Watch(context, site.address, missing=site.address + path if missing else ""))
        page = context.new_page()
        page.set_default_timeout(MILLISECONDS)
        answer = page.goto(site.address + path)
        assert answer is not None
        assert answer.status == (404 if missing else 200)
        return page

    yield open_page
    assert [complaint for watch in watches for complaint in watch.take()] == []
