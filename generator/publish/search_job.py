"""The work of one worker on the search index: open offers and tell what should be found of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.search.records import search_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.catalogue.store import RecordStore
    from generator.catalogue.summary import OfferSummary, ProviderSummary
    from generator.pages.render import Renderer
    from generator.search.index import SearchRecord


def search_records_of(
    renderer: Renderer, store: RecordStore, language: str, offers: Sequence[tuple[OfferSummary, ProviderSummary]]
) -> list[SearchRecord]:
    """Return the search records of offers in a language, each offer with its provider."""
    words = renderer.words(language)
    return [
        search_record(store.open_offer(offer), offer, provider, words, renderer.as_of, renderer.ages)
        for offer, provider in offers
    ]
