"""A registry with a colour and a logo of its own, as people see it in both schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.site.serving import build_site, copy_registry, served
from tests.site.sound import AXE, too_wide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.site.serving import Site

LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 180 48">
<circle cx="24" cy="24" r="22" fill="{}"/><path d="M60 14h110v8H60zM60 28h80v6H60z" fill="{}"/></svg>"""
BRAND = """
    brand:
      colour: "#0a6b3d"
      colours:
        light: {accent: "#8a1538"}
        dark: {focus: "#ffe08a"}
      logo: content/logo.svg
      logo_dark: logo-dark.svg
"""
pytestmark = pytest.mark.xdist_group("branded")

GREEN = "rgb(10, 107, 61)"
PAGES = ["en/", "pl/", "en/offers/nadwarcianska/python-for-measurements/", "en/about/", "en/search/"]


@pytest.fixture(scope="module")
def branded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    registry = copy_registry(tmp_path_factory.mktemp("branded") / "registry")
    (registry / "content/logo.svg").write_text(LOGO.format("#0a6b3d", "#10231a"), encoding="utf-8")
    (registry / "logo-dark.svg").write_text(LOGO.format("#7fd0a5", "#ffffff"), encoding="utf-8")
    with (registry / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(BRAND)
    with served(build_site(registry, registry.parent / "site")) as site:
        yield site


def colour(page: Page, selector: str, name: str = "color") -> str:
    found: str = page.locator(selector).first.evaluate(f"(element) => getComputedStyle(element)['{name}']")
    return found


def token(page: Page, name: str) -> str:
    found: str = page.evaluate(f"() => getComputedStyle(document.documentElement).getPropertyValue('--mc-{name}')")
    return found.strip()


def logo(page: Page) -> str:
    """Return the address of the one logo that can be seen."""
    link = page.get_by_role("banner").get_by_role("link", name="Registry of micro-credentials", exact=True)
    shown = link.get_by_role("img", name="Registry of micro-credentials", exact=True)
    expect(shown).to_have_count(1)
    expect(shown).to_be_visible()
    assert shown.evaluate("(image) => image.complete && image.naturalWidth > 0 && image.clientHeight >= 30")
    return str(shown.get_attribute("src")).rpartition("/")[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_with_another_look_stay_accessible(
    enter: Callable[..., Page], branded: Site, path: str, scheme: str
) -> None:
    page = enter(branded, path, color_scheme=scheme)
    assert Axe().run(page, options=AXE).response["violations"] == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert too_wide(page) == []


def test_colours_are_those_of_the_registry_in_the_light_scheme(enter: Callable[..., Page], branded: Site) -> None:
    page = enter(branded, "en/about/", color_scheme="light")
    assert colour(page, "main p a") == GREEN
    assert colour(page, "footer", "backgroundColor") == "rgb(6, 64, 37)"
    assert token(page, "accent") == "#8a1538"
    assert logo(page) == "logo.svg"


def test_a_choice_of_the_reader_goes_before_the_wish_of_the_system(enter: Callable[..., Page], branded: Site) -> None:
    page = enter(branded, "en/about/", color_scheme="dark")
    by_wish = colour(page, "main p a")
    assert by_wish not in {GREEN, "rgb(164, 196, 244)"}
    assert (logo(page), token(page, "focus")) == ("logo-dark.svg", "#ffe08a")
    page.get_by_role("radio", name="Light").check(force=True)
    assert colour(page, "main p a") == GREEN
    assert logo(page) == "logo.svg"
    page.emulate_media(color_scheme="light")
    page.get_by_role("radio", name="Dark").check(force=True)
    assert colour(page, "main p a") == by_wish
    assert logo(page) == "logo-dark.svg"


def test_paper_stays_black_on_white(enter: Callable[..., Page], branded: Site) -> None:
    page = enter(branded, "en/about/", color_scheme="dark")
    page.emulate_media(media="print")
    assert [token(page, name) for name in ("link", "title", "band", "accent")] == ["#000", "#000", "#fff", "#000"]
    assert logo(page) == "logo.svg"


def test_the_colour_of_the_browser_follows(enter: Callable[..., Page], branded: Site) -> None:
    page = enter(branded, "en/", color_scheme="light")
    told = [one.get_attribute("content") for one in page.locator("meta[name=theme-color]").all()]
    assert told == ["#03" + told[0][3:], "#064025"]  # type: ignore[index]


def test_nothing_is_styled_inline(branded: Site) -> None:
    text = (branded.folder / "en/index.html").read_text(encoding="utf-8")
    assert "style=" not in text
    assert text.index("components.css") < text.index("brand.css") < text.index("print.css")
