"""Where the files of a site are made, chapter by chapter; each tells what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.digests import digest_of
from generator.feeds.feed import Measured, no_files, whole_files
from generator.feeds.registry import DESCRIBED, FEEDS, description_files
from generator.feeds.sitemap import sitemap
from generator.pages.inventory import sitemap_pages
from generator.pages.list_pages import in_order
from generator.publish.feed_job import entry_name, write_feeds
from generator.publish.keys import feeds_made_from
from generator.publish.manifest import SEARCH_FOLDER
from generator.publish.page_job import SHARED, PageOrder, entries_of, write_pages
from generator.publish.plan import record_pages
from generator.publish.render_job import Order as RecordOrder
from generator.publish.render_job import render_jobs
from generator.publish.search_job import search_records_of
from generator.publish.static import static_files
from generator.search.columns import columns
from generator.search.index import write_index
from generator.workers import in_batches, map_batches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.brand import Brand
    from generator.catalogue.graph import Catalogue
    from generator.catalogue.summary import OfferSummary
    from generator.pages.engine import Prose
    from generator.pages.render import Renderer
    from generator.progress import Progress
    from generator.publish.ledger import Ledger
    from generator.publish.press import Made, Press
    from generator.publish.remembered import Remembered
    from generator.search.index import SearchRecord

JOBS_PER_BATCH = 25
"""Small batches keep all workers busy to the end; each asks git once, which takes some milliseconds."""

OFFERS_FOR_WORKERS = 200
"""With fewer offers feeds and lists are written in less than the second that it takes to start workers."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """All that the files of a site are made with: records, prose, templates, and what is published so far.

    `common` is the digest of what all pages have in common.
    """

    renderer: Renderer
    catalogue: Catalogue
    prose: Mapping[str, Prose]
    brand: Brand
    press: Press
    before: Ledger
    common: str
    workers: int
    progress: Progress

    def record_pages(self, remembered: Remembered) -> list[Made]:
        """Make the pages of all records."""
        order = RecordOrder(self.renderer, self.catalogue.store, self.press, self.common)
        jobs = [(job, self.before.get(job.name)) for job in record_pages(self.catalogue, remembered.timelines)]
        work, batches = partial(render_jobs, order), in_batches(jobs, JOBS_PER_BATCH)
        with self.progress.stage("Rendering pages of records", len(jobs)) as advance:
            return _joined(map_batches(work, batches, workers=self.workers, progress=advance))

    def feeds(self) -> list[Made]:
        """Make the feeds, then what describes them, and the sitemap."""
        settings = self.renderer.settings
        key = feeds_made_from(self.catalogue, settings, self.renderer.theme)
        names = [feed.name for feed in DESCRIBED if feed.files is not no_files]
        feeds = [(name, self.before.get(entry_name(name))) for name in names]
        work = partial(write_feeds, self.press, self.catalogue, settings, key)
        with self.progress.stage("Writing feeds", len(names)) as advance:
            made = _joined(map_batches(work, in_batches(feeds, 1), workers=self._few, progress=advance))
            return [*made, self._always("feeds of feeds", self._descriptions(made))]

    def _descriptions(self, made: Sequence[Made]) -> Iterator[tuple[str, bytes]]:
        settings, measured = self.renderer.settings, self._measured(made)
        pages = sitemap_pages(self.catalogue, settings, self.prose)
        for file in description_files(self.catalogue, settings, measured):
            yield file.path, file.content
        # The site map names the descriptions too, which are measured by now.
        for file in sitemap(pages, settings, list(measured)):
            yield file.path, file.content

    def _measured(self, feeds: Sequence[Made]) -> dict[str, Measured]:
        """Return sizes and checksums of the files for the whole catalogue, in an order that is always the same."""
        files = {path: one for made in feeds for path, one in made.files.items()}
        named = (address for feed in FEEDS for address, _ in whole_files(feed, self.renderer.settings))
        return {address: files[address] for address in named if address in files}

    def site_pages(self, feeds: Sequence[Made]) -> list[Made]:
        """Make the pages that no record owns, and the files that are published as they are."""
        measured, languages = self._measured(feeds), self.renderer.settings.languages
        order = PageOrder(self.renderer, self.catalogue, self.prose, measured, self.common)
        parts = [(one, entries_of(one, languages, self.before)) for one in (*languages, SHARED)]
        work = partial(write_pages, self.press, order)
        with self.progress.stage("Rendering lists and other pages", len(parts)) as advance:
            made = _joined(map_batches(work, in_batches(parts, 1), workers=self._few, progress=advance))
            return [*made, self._always("static files", static_files(self.renderer.theme.assets))]

    def pictures(self) -> Made:
        """Take over the pictures of records and of the brand."""
        providers = self.renderer.settings.providers
        stated = *(one.picture for one in self.catalogue.providers), *(one.picture for one in self.catalogue.with_page)
        places = set(filter(None, stated))
        of_records = ((addresses.picture(place), (providers / place).read_bytes()) for place in sorted(places))
        return self._always("pictures", chain(of_records, self.brand.files.items()))

    def search(self, pages: Sequence[Made]) -> list[Made]:
        """Make the index and the columns of each language; `pages` are those of all records."""
        keys = {made.name: made.key for made in pages}
        with self.progress.stage("Indexing for search"):
            return [made for one in self.renderer.settings.languages for made in self._search_in(one, keys)]

    def _search_in(self, language: str, keys: Mapping[str, str]) -> Iterator[Made]:
        words, name = self.renderer.words(language), f"{SEARCH_FOLDER}/{language}"
        offers = in_order(self.catalogue.listed, words, self.renderer.as_of)
        found = columns(self.catalogue, offers, words)
        yield self._always(f"columns/{language}", ((one.address, one.content) for one in found))
        key = digest_of(self.common, [keys[f"offers/{one.key}"] for one in offers])
        yield self.press.carry(name, key, self.before.get(name)) or self._indexed(name, key, language, offers)

    def _indexed(self, name: str, key: str, language: str, offers: Sequence[OfferSummary]) -> Made:
        folder, published = self.press.directory / name, self.press.published / name
        write_index(self._search_records(language, offers), folder, language=language, published=published)
        return self.press.adopt(name, key, self.before.get(name), name)

    def _search_records(self, language: str, offers: Sequence[OfferSummary]) -> Iterator[SearchRecord]:
        providers = self.catalogue.provider_by_id
        told = ((one, providers[one.provider]) for one in offers)
        work = partial(search_records_of, self.renderer, self.catalogue.store, language)
        yield from chain.from_iterable(map_batches(work, in_batches(told, JOBS_PER_BATCH), workers=self._few))

    @property
    def _few(self) -> int:
        return self.workers if len(self.catalogue.offers) >= OFFERS_FOR_WORKERS else 1

    def _always(self, name: str, files: Iterable[tuple[str, bytes]]) -> Made:
        """Make files whose making takes less time than to find out whether it is needed."""
        return self.press.write(name, "", self.before.get(name), files)


def _joined(batches: Iterable[Iterable[Made]]) -> list[Made]:
    return [one for batch in batches for one in batch]
