"""Which pages exist, for the site map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.axes import AXES, NARROWED, STARTS
from generator.feeds.sitemap import SitemapPage
from generator.pages.browse_pages import published
from generator.pages.list_pages import PAGE_SIZE
from generator.pages.provider_page import number_of_pages
from generator.pages.quality_page import number_of_quality_pages
from generator.rulebook import rulebook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.catalogue.axes import Axis
    from generator.catalogue.graph import Catalogue
    from generator.catalogue.summary import OfferSummary
    from generator.pages.engine import Prose
    from generator.settings import Settings


_SINGLE_PAGES = (
    addresses.home,
    addresses.browse,
    addresses.deadlines,
    addresses.providers,
    addresses.search,
    addresses.data_page,
    addresses.decisions,
    addresses.rules,
)


def sitemap_pages(catalogue: Catalogue, settings: Settings, prose: Mapping[str, Prose]) -> Iterator[SitemapPage]:
    """List the pages that search engines should know, with the day their record was last confirmed."""

    languages = settings.languages
    for page in _SINGLE_PAGES:
        yield SitemapPage({language: page(language) for language in languages})
    for code in rulebook():
        yield SitemapPage({language: addresses.rule(language, code) for language in languages})
    for axis in AXES:
        yield SitemapPage({language: addresses.axis(language, axis.name) for language in languages})
    yield from _lists(catalogue, languages)
    for number in range(1, number_of_quality_pages(catalogue) + 1):
        yield SitemapPage({language: addresses.quality(language, number) for language in languages})
    if catalogue.organisations:
        yield SitemapPage({language: addresses.organisations(language) for language in languages})
    for one in catalogue.providers:
        for number in range(1, number_of_pages(catalogue.offers_by_provider.get(one.id, ())) + 1):
            places = {language: addresses.provider(language, one.id, number) for language in languages}
            yield SitemapPage(places, one.checked)
    for offer in catalogue.with_page:
        if offer.status != "withdrawn":
            places = {language: addresses.offer(language, offer.provider, offer.id) for language in languages}
            yield SitemapPage(places, offer.checked)
    for version in catalogue.credential_by_identity.values():
        at = (version.provider, version.id, version.version)
        yield SitemapPage({language: addresses.credential(language, *at) for language in languages})
    for stack in catalogue.stacks.values():
        pathway = stack.pathway
        if pathway.is_published:
            places = {one: addresses.pathway(one, pathway.provider, pathway.id) for one in languages}
            yield SitemapPage(places, pathway.checked)
    yield from _editorial(settings, prose)


def _lists(catalogue: Catalogue, languages: Sequence[str]) -> Iterator[SitemapPage]:
    """Yield every page of a list that shows an offer.

    Months are left out: a past one is not for search engines, and no feed depends on the day of the build.
    """
    for axis in AXES:
        for value, offers in catalogue.shelves[axis.name].items():
            if axis is STARTS and value not in axis.permanent:
                continue
            for page in _pages(offers):
                yield SitemapPage({one: addresses.shelf(one, axis.name, value, page) for one in languages})
            yield from _narrowed_lists(catalogue, axis, value, languages)


def _narrowed_lists(catalogue: Catalogue, axis: Axis, value: str, languages: Sequence[str]) -> Iterator[SitemapPage]:
    for by in NARROWED.get(axis.name, ()):
        for other, offers in catalogue.narrowed[axis.name, value][by.name].items():
            shelf = (axis.name, value), (by.name, other)
            for page in _pages(offers):
                yield SitemapPage({one: addresses.narrowed(one, *shelf, page) for one in languages})


def _pages(offers: Sequence[OfferSummary]) -> Iterator[int]:
    """Yield the numbers of the pages on which a list shows its published offers."""
    for start in range(0, len(published(offers)), PAGE_SIZE):
        yield start // PAGE_SIZE + 1


def _editorial(settings: Settings, prose: Mapping[str, Prose]) -> Iterator[SitemapPage]:
    found: dict[str, dict[str, str]] = {}
    for language in settings.languages:
        for path in prose[language].pages:
            rest = path.partition("/")[2].removesuffix("index.html")
            if rest:
                found.setdefault(rest, {})[language] = f"{language}/{rest}"
    for rest in sorted(found):
        yield SitemapPage(found[rest])
