"""Which pages exist, for the site map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.facets import by_broad_field, without_field
from generator.feeds.sitemap import SitemapPage
from generator.pages.list_pages import NO_FIELD, PAGE_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.catalogue.graph import Catalogue
    from generator.pages.engine import Prose
    from generator.settings import Settings


def sitemap_pages(catalogue: Catalogue, settings: Settings, prose: Mapping[str, Prose]) -> Iterator[SitemapPage]:
    """List the pages that search engines should know, with the day their record was last confirmed."""

    languages = settings.languages
    for page in (addresses.home, addresses.fields, addresses.providers, addresses.search, addresses.data_page):
        yield SitemapPage({language: page(language) for language in languages})
    for code, number in _lists(catalogue):
        yield SitemapPage({language: addresses.field(language, code, number) for language in languages})
    for one in catalogue.providers:
        yield SitemapPage({language: addresses.provider(language, one.id) for language in languages}, one.checked)
    for offer in catalogue.with_page:
        if offer.status != "withdrawn":
            places = {language: addresses.offer(language, offer.provider, offer.id) for language in languages}
            yield SitemapPage(places, offer.checked)
    for version in catalogue.credential_by_identity.values():
        at = (version.provider, version.id, version.version)
        yield SitemapPage({language: addresses.credential(language, *at) for language in languages})
    yield from _editorial(settings, prose)


def _lists(catalogue: Catalogue) -> Iterator[tuple[str, int]]:
    """Yield code and number of every page of the lists by field that shows an offer."""
    lists = {**by_broad_field(catalogue.listed), NO_FIELD: without_field(catalogue.listed)}
    for code, offers in lists.items():
        for start in range(0, len(offers), PAGE_SIZE):
            yield code, start // PAGE_SIZE + 1


def _editorial(settings: Settings, prose: Mapping[str, Prose]) -> Iterator[SitemapPage]:
    found: dict[str, dict[str, str]] = {}
    for language in settings.languages:
        for path in prose[language].pages:
            rest = path.partition("/")[2].removesuffix("index.html")
            if rest:
                found.setdefault(rest, {})[language] = f"{language}/{rest}"
    for rest in sorted(found):
        yield SitemapPage(found[rest])
