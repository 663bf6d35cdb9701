"""Build and publish the catalogue. `build` is the table of contents; everything else is a chapter."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from generator.brand import read_brand, told_to_frame
from generator.catalogue import addresses
from generator.checks.inspection import Inspection, inspect_records
from generator.checks.jurisdiction import jurisdiction_of
from generator.diagnostics import has_errors
from generator.feeds.feed import Measured, no_files
from generator.feeds.registry import DESCRIBED, description_files
from generator.feeds.sitemap import sitemap
from generator.pages.chrome import chrome_words
from generator.pages.engine import render_prose
from generator.pages.inventory import sitemap_pages
from generator.pages.list_pages import in_order
from generator.pages.render import Renderer
from generator.pages.site_pages import site_pages
from generator.publish.feed_job import write_feeds
from generator.publish.last_good import read_last_good, remember_last_good
from generator.publish.manifest import (
    CHECKSUMS,
    MANIFEST,
    SEARCH_CHECKSUMS,
    SEARCH_FOLDER,
    manifest_of,
    search_sha256sums,
    sha256sums,
)
from generator.publish.plan import record_pages
from generator.publish.remembered import Remembered, remember
from generator.publish.render_job import render_jobs
from generator.publish.signature import refuse_missing_signer, sign
from generator.publish.sources import refuse_missing_folders
from generator.publish.stage import open_stage
from generator.publish.static import refuse_links, static_files
from generator.publish.times import keep_times
from generator.publish.verify import html_pages, verify_links
from generator.search.columns import columns
from generator.search.index import write_index
from generator.theme import find_theme
from generator.wording import NOTHING, Wording
from generator.words import Words
from generator.workers import in_batches, map_batches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from generator.brand import Brand
    from generator.catalogue.graph import Catalogue
    from generator.pages.engine import Prose
    from generator.progress import Progress
    from generator.publish.stage import Stage
    from generator.search.index import SearchRecord
    from generator.settings import Settings

PROSE_SECONDS = 120.0
JOBS_PER_BATCH = 4
"""Providers differ in size: small batches keep all workers busy to the end."""

OFFERS_FOR_WORKERS = 200
"""With fewer offers all feeds are written in less than the second that it takes to start workers."""


@dataclass(frozen=True)
class Order:
    """What a build was asked for. `shown` is how messages call the providers folder, `key` the secret key to sign."""

    output: Path
    as_of: date
    shown: str
    workers: int = 1
    keep_going: bool = False
    key: Path | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a build; `files` is 0 if nothing was published.

    `no_history` says which offers have no history, and why.
    """

    inspection: Inspection
    published: bool
    record_pages: int = 0
    files: int = 0
    no_history: Wording = NOTHING


def build(settings: Settings, order: Order, progress: Progress) -> Outcome:
    """Check all records, and publish the catalogue unless a record is broken.

    Raises CatalogueError if something else stops the build; the published site is then as it was.
    """
    refuse_missing_folders(settings)
    brand = read_brand(settings)
    if order.key is not None:
        refuse_missing_signer(order.key)
    inspection = _inspect(settings, order, progress)
    if has_errors(inspection.diagnostics) and not order.keep_going:
        return Outcome(inspection, published=False)
    catalogue = inspection.catalogue
    with open_stage(order.output) as stage:
        prose = _render_prose(settings, brand, stage, progress)
        shells = {language: prose[language].shell for language in settings.languages}
        editorial = frozenset(path.removesuffix("index.html") for one in prose.values() for path in one.pages)
        renderer = Renderer(settings, find_theme(settings.root), shells, order.as_of, brand.card, editorial)
        remembered = _remember(settings, catalogue, progress)
        pages, search = _write_record_pages(renderer, catalogue, remembered, stage, order, progress)
        _write_pictures(settings, catalogue, brand, stage)
        measured = _write_feeds(settings, catalogue, prose, stage, order, progress)
        _write_site_pages(renderer, catalogue, prose, measured, stage, progress)
        _write_search(renderer, catalogue, search, stage, progress)
        _verify(settings, stage, order, progress)
        files = _write_manifest(stage)
        if order.key is not None:
            sign(stage.directory, order.key, f"{CHECKSUMS} of {settings.base_url}")
        stage.publish()
    remember_last_good(settings.cache, order.output, order.shown, inspection.digests)
    return Outcome(inspection, True, pages, files, remembered.missing)


def _inspect(settings: Settings, order: Order, progress: Progress) -> Inspection:
    # Nearly all files there are records; to list these exactly takes ten times as long.
    files = sum(len(names) for _, _, names in os.walk(settings.providers))
    with progress.stage("Checking records", files) as advance:
        return inspect_records(
            settings.providers,
            shown=order.shown,
            cache=settings.cache,
            as_of=order.as_of,
            stale_days=settings.options.stale_days,
            jurisdiction=jurisdiction_of(settings.options),
            workers=order.workers,
            last_good=read_last_good(settings.cache, order.output, order.shown) if order.keep_going else None,
            progress=advance,
        )


def _render_prose(settings: Settings, brand: Brand, stage: Stage, progress: Progress) -> Mapping[str, Prose]:
    with progress.stage("Rendering editorial pages"):
        refuse_links(settings.root / "content", find_theme(settings.root).folder)
        return {one: _prose_of(settings, one, brand, stage.scratch / one) for one in settings.languages}


def _prose_of(settings: Settings, language: str, brand: Brand, scratch: Path) -> Prose:
    theme = find_theme(settings.root)
    return render_prose(
        config_file=settings.config_file,
        content=settings.root / "content",
        chrome=theme.chrome,
        language=language,
        languages=settings.languages,
        words=chrome_words(Words(language, theme.locale).gettext),
        sample=settings.options.sample,
        output=scratch,
        brand=told_to_frame(brand),
        timeout=PROSE_SECONDS,
    )


def _remember(settings: Settings, catalogue: Catalogue, progress: Progress) -> Remembered:
    with progress.stage("Reading the history"):
        return remember(catalogue, settings.providers)


def _write_record_pages(
    renderer: Renderer, catalogue: Catalogue, remembered: Remembered, stage: Stage, order: Order, progress: Progress
) -> tuple[int, list[SearchRecord]]:
    pages = 0
    search: list[SearchRecord] = []
    jobs = list(record_pages(catalogue, remembered.timelines))
    work = partial(render_jobs, renderer, catalogue.store, stage.directory)
    with progress.stage("Rendering pages of records", len(jobs)) as advance:
        for written in map_batches(work, in_batches(jobs, JOBS_PER_BATCH), workers=order.workers, progress=advance):
            pages += written.pages
            search += written.search
    return pages, search


def _write_site_pages(
    renderer: Renderer,
    catalogue: Catalogue,
    prose: Mapping[str, Prose],
    measured: Mapping[str, Measured],
    stage: Stage,
    progress: Progress,
) -> None:
    with progress.stage("Rendering lists and other pages"):
        for path, content in site_pages(renderer, catalogue, prose, measured):
            stage.write(path, content)
        for path, content in static_files(renderer.theme.assets):
            stage.write(path, content)


def _write_pictures(settings: Settings, catalogue: Catalogue, brand: Brand, stage: Stage) -> None:
    places = {one.picture for one in catalogue.providers} | {one.picture for one in catalogue.with_page}
    for place in sorted(filter(None, places)):
        stage.write(addresses.picture(place), (settings.providers / place).read_bytes())
    for path, content in brand.files.items():
        stage.write(path, content)


def _write_feeds(
    settings: Settings,
    catalogue: Catalogue,
    prose: Mapping[str, Prose],
    stage: Stage,
    order: Order,
    progress: Progress,
) -> Mapping[str, Measured]:
    """Write the feeds and the sitemap; return sizes and checksums of the files for the whole catalogue."""
    measured: dict[str, Measured] = {}
    names = [feed.name for feed in DESCRIBED if feed.files is not no_files]
    work = partial(write_feeds, catalogue, settings, stage.directory)
    workers = order.workers if len(catalogue.offers) >= OFFERS_FOR_WORKERS else 1
    with progress.stage("Writing feeds", len(names)) as advance:
        for found in map_batches(work, in_batches(names, 1), workers=workers, progress=advance):
            measured |= found
        for file in description_files(catalogue, settings, measured):
            stage.write(file.path, file.content)
        for file in sitemap(sitemap_pages(catalogue, settings, prose), settings, list(measured)):
            stage.write(file.path, file.content)
            measured[file.path] = Measured.of(file.content)
    return measured


def _write_search(
    renderer: Renderer, catalogue: Catalogue, records: Sequence[SearchRecord], stage: Stage, progress: Progress
) -> None:
    by_address = {record.address: record for record in records}
    with progress.stage("Indexing for search"):
        for language in renderer.settings.languages:
            words, folder = renderer.words(language), f"{SEARCH_FOLDER}/{language}"
            offers = in_order(catalogue.listed, words, renderer.as_of)
            found = [by_address[addresses.offer(language, offer.provider, offer.id)] for offer in offers]
            write_index(found, stage.directory / folder, language=language, published=stage.output / folder)
            for column in columns(catalogue, offers, words):
                stage.write(column.address, column.content)


def _verify(settings: Settings, stage: Stage, order: Order, progress: Progress) -> None:
    pages = html_pages(stage.directory)
    with progress.stage("Verifying links", len(pages)) as advance:
        verify_links(stage.directory, settings.base_path, pages, workers=order.workers, progress=advance)


def _write_manifest(stage: Stage) -> int:
    """Write what lists all files, and keep the times of those that did not change; return their number."""
    manifest, search = manifest_of(stage.directory), search_sha256sums(stage.directory)
    stage.write(MANIFEST, manifest.to_json())
    stage.write(CHECKSUMS, sha256sums(manifest))
    stage.write(SEARCH_CHECKSUMS, search)
    keep_times(stage.directory, manifest, stage.output)
    return len(manifest.files) + len(search.splitlines())
