"""The sitemap names every page in every language, and stays within the limits of the protocol."""

from __future__ import annotations

import datetime

import pytest
from lxml import etree

from generator.feeds.sitemap import SitemapPage, sitemap
from tests.builders import some_settings
from tests.oracles import oracle

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
BASE = "https://registry.example.org/"


def pages(count: int) -> list[SitemapPage]:
    day = datetime.date(2026, 10, 12)
    return [SitemapPage({"pl": f"pl/offers/a/{n}/", "en": f"en/offers/a/{n}/"}, day) for n in range(count)]


def made(count: int, **limits: int) -> dict[str, bytes]:
    return {file.path: file.content for file in sitemap(pages(count), some_settings(), **limits)}


def test_each_language_is_a_url_that_names_the_others() -> None:
    root = etree.fromstring(made(1)["sitemap.xml"])
    assert root.xpath("//s:loc/text()", namespaces=NAMES) == [f"{BASE}pl/offers/a/0/", f"{BASE}en/offers/a/0/"]
    links = [(one.get("hreflang"), one.get("href")) for one in root.xpath("//s:url[1]/x:link", namespaces=NAMES)]
    assert links == [
        ("pl", f"{BASE}pl/offers/a/0/"),
        ("en", f"{BASE}en/offers/a/0/"),
        ("x-default", f"{BASE}pl/offers/a/0/"),
    ]
    assert root.xpath("//s:lastmod/text()", namespaces=NAMES) == ["2026-10-12"] * 2


def test_a_page_in_one_language_without_date_has_neither_alternates_nor_lastmod() -> None:
    (content, *_) = [file.content for file in sitemap([SitemapPage({"pl": "pl/a/"})], some_settings())]
    assert b"alternate" not in content
    assert b"lastmod" not in content


@pytest.mark.parametrize("limits", [{"maximum_urls": 4}, {"maximum_bytes": 2200}])
def test_it_is_split_without_losing_a_page(limits: dict[str, int]) -> None:
    files = made(5, **limits)
    index = etree.fromstring(files["sitemap.xml"])
    parts = [loc.removeprefix(BASE) for loc in index.xpath("//s:sitemap/s:loc/text()", namespaces=NAMES)]
    assert len(parts) > 1
    found = [etree.fromstring(files[part]).xpath("//s:loc/text()", namespaces=NAMES) for part in parts]
    assert len({loc for part in found for loc in part}) == 10
    assert all(len(part) <= limits.get("maximum_urls", 10) for part in found)
    assert all(len(files[part]) <= limits.get("maximum_bytes", 10**6) for part in parts)


def test_addresses_are_escaped() -> None:
    (content, *_) = [file.content for file in sitemap([SitemapPage({"pl": "pl/?a=1&b=2"})], some_settings())]
    assert etree.fromstring(content).xpath("//s:loc/text()", namespaces=NAMES) == [f"{BASE}pl/?a=1&b=2"]


def test_robots_names_the_sitemap() -> None:
    assert b"\nSitemap: https://registry.example.org/sitemap.xml\n" in made(1)["robots.txt"]


def test_it_conforms_to_the_official_schema() -> None:
    schema = official_schema()
    schema.assertValid(etree.fromstring(made(3)["sitemap.xml"]))
    broken = made(3)["sitemap.xml"].replace(b"<lastmod>2026-10-12", b"<lastmod>12.10.2026")
    assert not schema.validate(etree.fromstring(broken))


def official_schema() -> etree.XMLSchema:
    """Load the schema with xml.xsd from its own folder: nothing is fetched."""
    file = oracle("sitemap/catalogue-sitemap.xsd")
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local())
    return etree.XMLSchema(etree.parse(file, parser))


class _Local(etree.Resolver):
    def resolve(self, url: str, _public_id: str, context: object) -> object:
        if url.startswith("http"):
            return self.resolve_filename(str(oracle(f"sitemap/{url.rpartition('/')[2]}")), context)
        return None


def test_robots_names_the_data_for_whoever_looks_there() -> None:
    made = {file.path: file.content.decode() for file in sitemap([], some_settings(), ["feeds/a.json", "feeds/b.ttl"])}
    assert made["robots.txt"].endswith(
        "# https://registry.example.org/feeds/a.json\n# https://registry.example.org/feeds/b.ttl\n"
    )
