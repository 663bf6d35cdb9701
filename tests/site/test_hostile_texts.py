"""Texts that break layouts and templates stay texts, on the narrowest phone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.site.serving import Site, build_site, copy_registry, served
from tests.site.sound import COLOURS, WITHOUT_COLOURS, too_wide, violations
from tests.site.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("hostile texts")]

PHONE = {"width": 320, "height": 640}
MOST = 300
"""So many characters a title may have."""
LANGUAGES = ("en", "pl")
TEXTS: dict[str, dict[str, str]] = {
    "markup": dict.fromkeys(
        LANGUAGES, '1 < 2 & 3 > 2: {{ 7*7 }} {% x %} &amp; &lt;script&gt; " onload="alert(1) ${x} $\' --> <3'
    ),
    "a word without end": dict.fromkeys(LANGUAGES, ("Wärmepumpeninbetriebnahme" * 20)[:MOST]),
    "right to left": {"ar": "دورة قصيرة في إدارة المياه (2027) – STEM"},
    "emoji": dict.fromkeys(LANGUAGES, "👩🏽‍🔬🏳️‍🌈🇵🇱" * 20),
    "as long as it may be": dict.fromkeys(
        LANGUAGES, ("Bees, water and the long way to both of them: " * 9)[:MOST].strip()
    ),
}
KINDS = tuple(TEXTS)
LISTS = ("en/fields/07", "en/fields/04", "en/deadlines")
PAGES = {
    "home": "en/",
    "home in Polish": "pl/",
    "browse": "en/browse/",
    "values of an axis": "en/fields/",
    "list": "en/fields/07/",
    "list narrowed": "en/fields/07/participation/blended/",
    "list by title": "en/fields/07/by-title/",
    "skills": "en/skills/",
    "alliances": "en/alliances/",
    "free": "en/free/",
    "deadlines": "en/deadlines/",
    "providers": "en/providers/",
    "organisations": "en/organisations/",
    "quality": "en/quality/",
    "quality with rows of the script": "en/quality/?element=title&state=stated",
    "search": "en/search/",
    "search with hits": "en/search/?q=bees",
    "search for a long word": f"en/search/?q={'W' * MOST}",
    "search for markup": "en/search/?q=%3Cscript%3Ealert(3)%3C/script%3E&price=free",
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample catalogue, in which every provider and offer has a hostile name."""
    registry = copy_registry(tmp_path_factory.mktemp("hostile") / "registry")
    for number, file in enumerate(sorted((registry / "providers").glob("*/offers/*.yml"))):
        _change(file, title=_text(number), summary=_text(number + 1))
    for number, file in enumerate(sorted((registry / "providers").glob("*/provider.yml"))):
        _change(file, name=_text(number))
    with served(build_site(registry, registry.parent / "site")) as shown:
        yield shown


def _text(number: int) -> dict[str, str]:
    return TEXTS[KINDS[number % len(KINDS)]]


def _change(file: Path, **texts: dict[str, str]) -> None:
    record: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    if "removal" in record:
        return
    record |= texts
    for key, within in (("group", "runs"), ("label", "skills")):
        for one in record.get(within, ()):
            if key in one:
                one[key] = texts["title"]
    file.write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False), encoding="utf-8")


@pytest.fixture(scope="module")
def phone(browser: Browser, hostile: Site) -> Iterator[tuple[Page, Watch]]:
    """A phone that notes what a page says or asks for; a dialog would be markup that came alive."""
    context = browser.new_context(viewport=PHONE, has_touch=True, reduced_motion="reduce")
    watch = Watch(context, hostile.address)
    context.on("dialog", lambda dialog: watch.complaints.append(f"dialog: {dialog.message}"))
    yield context.new_page(), watch
    context.close()


@pytest.mark.parametrize("kind", PAGES)
def test_page_stays_whole(phone: tuple[Page, Watch], hostile: Site, kind: str) -> None:
    page, watch = phone
    watch.take()
    page.goto(hostile.address + PAGES[kind])
    if kind.startswith("search"):
        expect(page.get_by_role("status")).not_to_be_empty()
    expect(page.locator("[data-asked]")).to_have_count(0)
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    if kind.startswith("search"):
        page.get_by_role("button", name=re.compile("^Filters")).click()
    if kind in ("search", "search with hits"):
        expect(page.get_by_role("checkbox").last).to_have_accessible_name(re.compile(r"\d$"))
    expect_sound(page, watch)


@pytest.mark.parametrize("kind", KINDS)
def test_offer_and_its_provider_stay_whole(phone: tuple[Page, Watch], hostile: Site, kind: str) -> None:
    page, watch = phone
    offers = sorted((hostile.folder / "data/v1/offers").glob("*/*.json"))
    text = next(iter(TEXTS[kind].values()))
    file = next(one for one in offers if yaml.safe_load(one.read_bytes())["title"] == TEXTS[kind])
    page.goto(f"{hostile.address}en/offers/{file.parent.name}/{file.stem}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    expect_sound(page, watch)
    page.goto(f"{hostile.address}en/providers/{file.parent.name}/")
    expect_sound(page, watch)


@pytest.mark.parametrize("kind", KINDS)
def test_card_says_the_text_as_written(hostile: Site, kind: str) -> None:
    language, text = next(iter(TEXTS[kind].items()))
    links = [link for path in LISTS for link in _links(hostile.folder / path / "index.html") if link.text == text]
    assert links
    marks = ("ar", "rtl") if language == "ar" else (None, None)
    assert {(link.get("lang"), link.get("dir")) for link in links} == {marks}


def _links(file: Path) -> list[lxml.html.HtmlElement]:
    return list(lxml.html.document_fromstring(file.read_text(encoding="utf-8")).iter("a"))


def expect_sound(page: Page, watch: Watch) -> None:
    """Nothing sticks out, hides or comes alive."""
    assert too_wide(page) == []
    assert cut_off(page) == []
    assert violations(page, WITHOUT_COLOURS) + violations(page, COLOURS) == []
    assert watch.take() == []


def cut_off(page: Page) -> list[str]:
    """Return the texts of which a part lies outside of their box, where nobody can read it."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("main :is(h1, h2, h3, p, a, li, dd, label)")]
            .filter((element) => element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1)
            .map((element) => `${element.scrollWidth} > ${element.clientWidth}: ${element.outerHTML.slice(0, 200)}`)"""
    )
    return found
