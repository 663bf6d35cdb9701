"""The work of one worker on pages that no record owns: those of a language, or those that are shared."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from generator.digests import digest_of
from generator.pages.site_pages import shared_pages, site_pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.catalogue.graph import Catalogue
    from generator.feeds.feed import Measured
    from generator.pages.engine import Prose
    from generator.pages.render import Page, Renderer
    from generator.publish.ledger import Entry
    from generator.publish.press import Made, Press

SHARED = ""
"""Stands for no language."""

_PREFIX = "page/"


@dataclass(frozen=True, slots=True)
class PageOrder:
    """What all pages are made from; `common` is the digest of what they have in common."""

    renderer: Renderer
    catalogue: Catalogue
    prose: Mapping[str, Prose]
    measured: Mapping[str, Measured]
    common: str


def write_pages(press: Press, order: PageOrder, languages: Sequence[tuple[str, Mapping[str, Entry]]]) -> list[Made]:
    """Write the pages of languages, each language with its entries in the ledger of the published site.

    A page is rendered only if its view has changed. Of a catalogue with 1,000 offers one changed offer is seen on 60 of
    3,000 lists; to make all views and their digests takes less than half of the time of rendering all pages.
    """
    return [
        press.make(name, digest_of(order.common, page.made_from), entries.get(name), partial(_files, page))
        for language, entries in languages
        for page in _pages(order, language)
        for name in (f"{_PREFIX}{page.path}",)
    ]


def entries_of(language: str, languages: Sequence[str], ledger: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return the entries of the pages of a language, or of the shared pages: those below none of the languages."""
    own = f"{_PREFIX}{language}/"
    of_languages = tuple(f"{_PREFIX}{one}/" for one in languages)
    return {
        name: entry
        for name, entry in ledger.items()
        if name.startswith(_PREFIX)
        and (name.startswith(own) if language != SHARED else not name.startswith(of_languages))
    }


def _pages(order: PageOrder, language: str) -> Iterator[Page]:
    if language == SHARED:
        return shared_pages(order.renderer, order.catalogue)
    return site_pages(order.renderer, order.catalogue, order.prose, order.measured, language)


def _files(page: Page) -> Iterator[tuple[str, bytes]]:
    yield page.path, page.render()
