"""The work of one worker: open records, render their pages, write them into the stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pages.record_pages import OfferInPlace, offer_pages, provider_pages
from generator.publish.stage import write_file
from generator.search.records import search_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.catalogue.store import RecordStore
    from generator.pages.render import Renderer
    from generator.publish.plan import RecordPages
    from generator.search.index import SearchRecord


@dataclass(frozen=True, slots=True)
class Written:
    """What a job wrote: the number of pages, and what search should find."""

    pages: int
    search: tuple[SearchRecord, ...]


def render_jobs(renderer: Renderer, store: RecordStore, directory: Path, jobs: Sequence[RecordPages]) -> Written:
    """Render and write the pages of some jobs below `directory`."""
    pages = 0
    search: list[SearchRecord] = []
    for job in jobs:
        for path, content in _pages_of_job(renderer, store, job):
            write_file(directory, path, content)
            pages += 1
        search.extend(_search_records(renderer, store, job))
    return Written(pages, tuple(search))


def _pages_of_job(renderer: Renderer, store: RecordStore, job: RecordPages) -> Iterator[tuple[str, bytes]]:
    provider = store.open_provider(job.provider)
    if job.all_offers is not None:
        yield from provider_pages(renderer, provider, job.provider, job.all_offers, job.providers)
    for summary in job.offers:
        offer = store.open_offer(summary)
        successor = job.successors.get(summary.replaced_by or "")
        yield from offer_pages(renderer, OfferInPlace(offer, summary, provider, job.providers, successor))


def _search_records(renderer: Renderer, store: RecordStore, job: RecordPages) -> Iterator[SearchRecord]:
    for summary in job.offers:
        if not summary.is_published:
            continue
        offer = store.open_offer(summary)
        for language in renderer.settings.languages:
            yield search_record(offer, summary, job.provider, renderer.words(language), renderer.as_of)
