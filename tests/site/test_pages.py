"""Every kind of page, in both languages and colour schemes, in windows of three widths: accessible, calm, whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.sound import AXE, COLOURS, WITHOUT_COLOURS, too_wide, violations
from tests.site.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.site.serving import Site

pytestmark = pytest.mark.browser

WIDTHS = {"en": (320, 768, 1280), "pl": (320, 1280)}
HEIGHTS = {320: 800, 768: 1024, 1280: 800}
"""The windows of a phone, of a tablet (where the layout of columns changes) and of a desk."""
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
FILTERS = re.compile("^(Filters|Filtry)")
GROUND = "getComputedStyle(document.body).backgroundColor"


class Colours(Enum):
    """How closely the colours of a page are looked at."""

    ALL = "all texts"
    SAMPLED = "some texts of each way to draw them"
    OF_THE_OTHER_LANGUAGE = "they are those of the same page in the other language"


LOOKED_AT = {
    ("en", 320): Colours.SAMPLED,
    ("en", 768): Colours.SAMPLED,
    ("en", 1280): Colours.ALL,
    ("pl", 320): Colours.SAMPLED,
    ("pl", 1280): Colours.OF_THE_OTHER_LANGUAGE,
}


@dataclass(frozen=True)
class Look:
    """A browser context as one reader has it, with the page that is reused."""

    page: Page
    watch: Watch


@pytest.fixture(scope="session")
def looks(browser: Browser, site: Site) -> Iterator[dict[int, Look]]:
    """One browser per width; the colours are changed while a page is open, which then need not be loaded again."""
    contexts = {
        width: browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", has_touch=width == 320
        )
        for width, height in HEIGHTS.items()
    }
    yield {width: Look(context.new_page(), Watch(context, site.address)) for width, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize("language", WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_page_is_accessible_calm_and_whole(looks: dict[int, Look], site: Site, kind: str, language: str) -> None:
    for width in WIDTHS[language]:
        _open(looks[width], f"{site.address}{language}/{KINDS[kind]}", kind)
        _expect_sound(looks[width], language, LOOKED_AT[language, width])


@pytest.mark.parametrize("width", WIDTHS["pl"])
def test_first_page_is_accessible_calm_and_whole(looks: dict[int, Look], site: Site, width: int) -> None:
    _open(looks[width], site.address, "language-choice")
    _expect_sound(looks[width], "pl", Colours.ALL)


# What may go wrong with colours: letters, links in a text, the ground, a veil over part of a page.
FAULTS = (
    ".mc-card p { color: #999 !important; }",
    "main a { color: #ccc !important; }",
    "dd { color: #aaa !important; }",
    "footer { background: #777 !important; }",
    "label { opacity: 0.5; }",
)
DRAW = """style => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [sheet];
}"""


@pytest.mark.parametrize("kind", ["home", "offer", "quality", "data"])
def test_some_texts_of_each_way_to_draw_them_show_every_fault_of_colours(
    looks: dict[int, Look], site: Site, kind: str
) -> None:
    page = looks[1280].page
    _open(looks[1280], f"{site.address}en/{KINDS[kind]}", kind)
    told = 0
    for fault in FAULTS:
        page.evaluate(DRAW, fault)
        everything, sample = ({one.partition(":")[0] for one in violations(page, how)} for how in (AXE, COLOURS))
        assert everything == sample, fault
        told += len(sample)
    assert told >= 2


def _open(look: Look, address: str, kind: str) -> None:
    look.watch.take()
    look.watch.allow_missing(address if kind == "not-found" else "")
    look.page.emulate_media(color_scheme="light")
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


def _expect_sound(look: Look, language: str, colours: Colours) -> None:
    """Look at the page in both colour schemes; what is no matter of colours is the same in both."""
    page = look.page
    found = violations(page, AXE if colours is Colours.ALL else WITHOUT_COLOURS)
    if colours is Colours.SAMPLED:
        found += violations(page, COLOURS)
    assert found == [], page.viewport_size
    assert too_wide(page) == []
    light = page.evaluate(GROUND)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(GROUND) != light
    found = [] if colours is Colours.OF_THE_OTHER_LANGUAGE else violations(page, COLOURS)
    assert found == [], page.viewport_size
    assert too_wide(page) == []
    assert look.watch.take() == []
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.evaluate("document.documentElement.lang") == language
