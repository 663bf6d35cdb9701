"""Which pages exist, for the site map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.facets import by_broad_field, without_field
from generator.feeds.sitemap import SitemapPage
from generator.pages.list_pages import NO_FIELD, PAGE_SIZE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from generator.catalogue.graph import Catalogue
    from generator.pages.engine import Prose
    from generator.settings import Settings


def sitemap_pages(catalogue: Catalogue, settings: Settings, prose: Mapping[str, Prose]) -> Iterator[SitemapPage]:
    """List the pages that search engines should know, with the day their record was last confirmed."""

    def in_all(address: Callable[[str], str], lastmod: date | None = None) -> SitemapPage:
        return SitemapPage({language: address(language) for language in settings.languages}, lastmod)

    for page in (addresses.home, addresses.fields, addresses.providers, addresses.search, addresses.data_page):
        yield in_all(page)
    for code, page_number in _lists(catalogue):
        yield in_all(lambda language, one=(code, page_number): addresses.field(language, *one))  # type: ignore[misc]
    for provider in catalogue.providers:
        yield in_all(lambda language, one=provider: addresses.provider(language, one.id), provider.checked)  # type: ignore[misc]
    for offer in catalogue.with_page:
        if offer.status != "withdrawn":
            yield in_all(lambda language, one=offer: addresses.offer(language, one.provider, one.id), offer.checked)  # type: ignore[misc]
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
        yield SitemapPage(found[rest], None)
