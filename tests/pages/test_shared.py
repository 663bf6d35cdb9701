"""Where the address of a page is passed on, programs show what the page itself says, and nothing from elsewhere."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from babel import Locale
from lxml import html as markup

from generator.brand import CARD_SIZE, STOCK_CARD
from generator.pages.head import Head, HeadPicture, head_html, territorial
from generator.pages.record_pages import SMALLEST_PICTURE
from generator.picture_size import picture_size
from tests.builders import some_settings, with_base_url
from tests.pages.rendered import change, page, written
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.html import HtmlElement

    from generator.settings import Settings

PROPERTIES = [
    "og:type",
    "og:title",
    "og:description",
    "og:url",
    "og:site_name",
    "og:locale",
    "og:locale:alternate",
    "og:image",
    "og:image:width",
    "og:image:height",
    "og:image:alt",
]
HOSTILE = "Say \"A & B\" 'now' </title><script>alert(1)</script>"


def head(address: str, title: str = "Title", settings: Settings | None = None, **said: object) -> HtmlElement:
    found = head_html(Head(address, **said), title, settings or some_settings(), STOCK_CARD)  # type: ignore[arg-type]
    return markup.fromstring(f"<html><head>{found}</head><body></body></html>")


def told(tree: HtmlElement, name: str) -> list[str]:
    return [str(value) for value in tree.xpath("//meta[@property=$name]/@content", name=name)]


def test_a_page_says_each_thing_once() -> None:
    tree = head("en/rules/", description="What is checked.")
    assert [str(one) for one in tree.xpath("//meta/@property")] == PROPERTIES
    assert told(tree, "og:url") == tree.xpath("//link[@rel='canonical']/@href")
    assert told(tree, "og:description") == tree.xpath("//meta[@name='description']/@content") == ["What is checked."]


def test_texts_of_records_stay_texts() -> None:
    tree = head("en/", title=HOSTILE, description=HOSTILE)
    assert (told(tree, "og:title"), told(tree, "og:description")) == ([HOSTILE], [HOSTILE])
    assert tree.xpath("//script") == []


def test_a_page_that_search_engines_leave_out_can_be_passed_on_all_the_same() -> None:
    tree = head("en/offers/a/b/", indexed=False)
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert told(tree, "og:title") == ["Title"]
    assert told(tree, "og:description") == []


def test_languages_are_those_in_which_the_page_exists() -> None:
    assert (told(head("pl/"), "og:locale"), told(head("pl/"), "og:locale:alternate")) == (["pl_PL"], ["en_US"])
    alone = head("en/about/", languages=["en"])
    assert (told(alone, "og:locale"), told(alone, "og:locale:alternate")) == (["en_US"], [])
    assert told(head("en/"), "og:site_name") == ["Registry"]
    assert told(head("pl/"), "og:site_name") == ["Rejestr"]


@pytest.mark.parametrize(
    ("language", "locale"),
    [
        ("pl", "pl_PL"),
        ("pt-BR", "pt_BR"),
        ("zh-Hant", "zh_TW"),
        ("sr-Latn-ME", "sr_ME"),
        ("ga", "ga_IE"),
        ("uk", "uk_UA"),
    ],
)
def test_a_language_is_told_with_a_country(language: str, locale: str) -> None:
    assert territorial(language) == locale
    assert Locale.parse(language, sep="-").language == locale[:2]


def test_the_card_stands_for_pages_without_a_picture() -> None:
    settings = with_base_url(some_settings(), "https://example.org/below/")
    tree = head("pl/", settings=settings)
    assert told(tree, "og:image") == ["https://example.org/below/assets/card.png"]
    assert [told(tree, f"og:image:{name}") for name in ("width", "height", "alt")] == [["1200"], ["630"], ["Rejestr"]]
    own = head("pl/", picture=HeadPicture("pictures/a.png", 300, 200, "A “cup” & saucer"))
    assert told(own, "og:image") == ["https://registry.example.org/pictures/a.png"]
    assert [told(own, f"og:image:{name}") for name in ("width", "height", "alt")] == [
        ["300"],
        ["200"],
        ["A “cup” & saucer"],
    ]


def test_without_a_card_no_picture_is_named() -> None:
    found = head_html(Head("en/"), "Title", some_settings(), None)
    assert "og:image" not in found
    assert "og:title" in found


def test_the_stock_card_is_small_and_has_the_size_that_is_told() -> None:
    content = (ROOT / "theme" / STOCK_CARD.address).read_bytes()
    assert picture_size(content) == CARD_SIZE == (STOCK_CARD.width, STOCK_CARD.height)
    assert len(content) <= 20_000


@pytest.fixture
def providers(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "providers", tmp_path / "providers")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "pl"])
def test_a_record_shows_its_own_picture_if_that_is_large_enough(providers: Path, language: str) -> None:
    site = written(providers)
    offer = markup.fromstring(page(site, f"{language}/offers/mosty/canteen-kitchen"))
    (shown,) = offer.xpath("//figure[contains(@class, 'mc-picture')]/img")
    assert told(offer, "og:image") == [f"https://registry.example.org/{shown.get('src').lstrip('./')}"]
    assert told(offer, "og:image:alt") == [shown.get("alt")]
    assert told(offer, "og:image:width") == ["800"]
    logo = markup.fromstring(page(site, f"{language}/providers/donauwinkel"))
    assert told(logo, "og:image") == ["https://registry.example.org/assets/card.png"]
    assert min(picture_size((providers / "donauwinkel/logo.png").read_bytes()) or ()) < SMALLEST_PICTURE


@pytest.mark.slow
def test_every_page_of_a_record_says_what_stands_on_it(providers: Path) -> None:
    change(providers / "mosty/offers/long-table.yml", '  en: "', '  en: "A & B “C”: ')
    site = written(providers)
    seen = 0
    for file in site.glob("e[n]/**/index.html"):
        tree = markup.fromstring(file.read_text(encoding="utf-8"))
        if not tree.xpath("//h1") or tree.xpath("//meta[@http-equiv='refresh']"):
            continue
        seen += 1
        assert told(tree, "og:url") == tree.xpath("//link[@rel='canonical']/@href"), file
        assert told(tree, "og:description") == tree.xpath("//meta[@name='description']/@content"), file
        (title,) = told(tree, "og:title")
        assert title.startswith(" ".join(tree.xpath("//h1")[0].text_content().split())), file
    assert seen > 15
