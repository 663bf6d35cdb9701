"""Every kind of page, in both languages and colour schemes, on a phone and on a desk: accessible, calm, whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.site.sound import AXE, too_wide
from tests.site.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.site.serving import Site

pytestmark = pytest.mark.browser

LANGUAGES = ("pl", "en")
SCHEMES = ("light", "dark")
WIDTHS = (320, 1280)
KINDS = {
    "home": "",
    "browse": "browse/",
    "deadlines": "deadlines/",
    "levels": "levels/",
    "level-claimed": "levels/claimed-6/",
    "list-without-offers": "levels/1/",
    "month-ahead": "starts/2027-02/",
    "month-past": "starts/2026-09/",
    "alliance": "alliances/watershed-alliance/",
    "fields": "fields/",
    "field": "fields/07/",
    "field-narrowed": "fields/07/participation/blended/",
    "providers": "providers/",
    "provider": "providers/spichlerz/",
    "provider-with-texts-in-other-languages": "providers/kivijoki/",
    "offer": "offers/nadwarcianska/water-decisions/",
    "offer-of-an-alliance": "offers/watershed-alliance/flood-ready-city/",
    "offer-paused": "offers/slievebawn/leading-remote-teams/",
    "offer-withdrawn": "offers/spichlerz/invoices-in-spreadsheets/",
    "offer-removed": "offers/passe-cable/stories-of-our-street/",
    "offer-with-nothing-but-a-page": "offers/mosty/canteen-kitchen/",
    "learning-opportunity": "offers/passe-cable/repair-workshop/",
    "offer-by-validation-only": "offers/donauwinkel/community-interpreting-validation/",
    "offer-of-a-shared-credential": "offers/donauwinkel/vineyard-climate-evenings/",
    "organisations": "organisations/",
    "pathway": "pathways/nadwarcianska/water-in-steps/",
    "pathway-withdrawn": "pathways/nadwarcianska/hydrology-two-plus-one/",
    "offer-with-support": "offers/spichlerz/heat-pumps/",
    "offer-that-a-receiver-recognises": "offers/elbmarschen/harbour-after-harbour/",
    "offer-of-a-pathway": "offers/elbmarschen/dangerous-goods-desk/",
    "provider-with-credentials": "providers/donauwinkel/",
    "credential": "credentials/donauwinkel/vineyard-climate/2/",
    "credential-of-an-earlier-version": "credentials/donauwinkel/vineyard-climate/1/",
    "credential-without-an-offer": "credentials/donauwinkel/easy-language-guiding/1/",
    "search": "search/",
    "search-with-results": "search/?q=python",
    "search-with-filters": "search/?field=07&field=05&participation=on-site",
    "search-without-hits": "search/?q=water&participation=work-based",
    "quality": "quality/",
    "quality-filtered": "quality/?element=level&state=not-stated",
    "decisions": "decisions/",
    "data": "data/",
    "rules": "rules/",
    "rule": "rules/OFF012/",
    "rule-of-the-import": "rules/IMP010/",
    "about": "about/",
    "micro-credentials": "micro-credentials/",
    "submit": "submit/",
    "advice": "advice/",
    "advice-choose": "advice/choose/",
    "advice-check": "advice/check/",
    "advice-elements": "advice/elements/",
    "advice-principles": "advice/principles/",
    "advice-glossary": "advice/glossary/",
    "aggregators": "aggregators/",
    "accessibility": "accessibility/",
    "privacy": "privacy/",
    "not-found": "nowhere/at/all/",
}
TABLET: ViewportSize = {"width": 768, "height": 1024}
FILTERS = re.compile("^(Filters|Filtry)")


@dataclass(frozen=True)
class Look:
    """A browser context as one reader has it, with the page that is reused."""

    page: Page
    watch: Watch


@pytest.fixture(scope="session", params=[(scheme, width) for scheme in SCHEMES for width in WIDTHS], ids=str)
def look(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Look]:
    """One browser per colour scheme and width."""
    scheme, width = request.param
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce", has_touch=width == 320
    )
    yield Look(context.new_page(), Watch(context, site.address))
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_page_is_accessible_calm_and_whole(look: Look, site: Site, kind: str, language: str) -> None:
    _open(look, f"{site.address}{language}/{KINDS[kind]}", kind)
    _expect_sound(look, language)


@pytest.fixture(scope="session", params=SCHEMES)
def tablet(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Look]:
    """A browser whose window lies between a phone's and a desk's, where the layout of columns changes."""
    context = browser.new_context(color_scheme=request.param, viewport=TABLET, reduced_motion="reduce")
    yield Look(context.new_page(), Watch(context, site.address))
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_page_is_sound_on_a_tablet(tablet: Look, site: Site, kind: str) -> None:
    _open(tablet, f"{site.address}en/{KINDS[kind]}", kind)
    _expect_sound(tablet, "en")


def test_first_page_is_accessible_calm_and_whole(look: Look, site: Site) -> None:
    _open(look, site.address, "language-choice")
    _expect_sound(look, "pl")


def _open(look: Look, address: str, kind: str) -> None:
    look.watch.take()
    look.watch.allow_missing(address if kind == "not-found" else "")
    look.page.goto(address)
    if kind.startswith("search"):
        _wait_for_search(look.page, found=kind in ("search-with-results", "search-with-filters"))
    expect(look.page.locator("[data-asked]")).to_have_count(0)
    # What can be unfolded is a part of the page.
    look.page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    if kind.startswith("search"):
        filters = look.page.get_by_role("button", name=FILTERS)
        if filters.is_visible() and filters.get_attribute("aria-expanded") == "false":
            filters.click()
        expect(look.page.get_by_role("checkbox").last).to_have_accessible_name(re.compile(r"\d$"))


def _wait_for_search(page: Page, *, found: bool) -> None:
    expect(page.get_by_role("status")).not_to_be_empty()
    results = page.get_by_role("heading", level=3)
    if found:
        expect(results.first).to_be_visible()


def _expect_sound(look: Look, language: str) -> None:
    page = look.page
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()
    assert look.watch.take() == []
    assert too_wide(page) == []
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.evaluate("document.documentElement.lang") == language
