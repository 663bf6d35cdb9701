"""Build and publish the catalogue. `build` is the table of contents; everything else is a chapter."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
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
from generator.publish.keys import digest_of, made_by
from generator.publish.last_good import read_last_good, remember_last_good
from generator.publish.ledger import Entry, carry_over, keep_ledger, note_of, read_ledger
from generator.publish.manifest import (
    CHECKSUMS,
    MANIFEST,
    SEARCH_CHECKSUMS,
    SEARCH_FOLDER,
    FileEntry,
    Manifest,
    files_of,
    search_sha256sums,
    sha256sums,
)
from generator.publish.plan import record_pages
from generator.publish.remembered import Remembered, remember
from generator.publish.render_job import Made, render_jobs
from generator.publish.render_job import Order as JobOrder
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
    from generator.publish.ledger import Ledger
    from generator.publish.stage import Stage
    from generator.settings import Settings

PROSE_SECONDS = 120.0
JOBS_PER_BATCH = 25
"""Small batches keep all workers busy to the end; each asks git once, which takes some milliseconds."""

REST = "rest"
"""The entry of the ledger for all files that are not pages of records."""

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

    Of the files, those of `rendered` were made, those of `carried` taken over from the published site as they were.
    `unchanged` tells that this was so of all of them: the published site was left alone. `no_history` says which offers
    have no history, and why.
    """

    inspection: Inspection
    published: bool
    rendered: int = 0
    carried: int = 0
    unchanged: bool = False
    no_history: Wording = NOTHING

    @property
    def files(self) -> int:
        """Return the number of files of the site."""
        return self.rendered + self.carried


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
        before, common = read_ledger(settings.cache, stage.output), made_by(renderer)
        rest = _carry_rest(common, settings, catalogue, prose, brand, before, stage)
        jobs = JobOrder(renderer, catalogue.store, stage.directory, stage.output, common, for_search=not rest.carried)
        made = _write_record_pages(jobs, catalogue, remembered, before, order, progress)
        if not rest.carried:
            _write_pictures(settings, catalogue, brand, stage)
            measured = _write_feeds(settings, catalogue, prose, stage, order, progress)
            _write_site_pages(renderer, catalogue, prose, measured, stage, progress)
            _write_search(renderer, catalogue, made, stage, progress)
        _verify(settings, stage, before, (*made, rest), order, progress)
        files = _write_manifest(stage, (*made, rest))
        if order.key is not None:
            sign(stage.directory, order.key, f"{CHECKSUMS} of {settings.base_url}")
        ledger = _ledger(stage, files, made, rest)
        unchanged = stage.repeats_published()
        if not unchanged:
            stage.publish()
    keep_ledger(settings.cache, stage.output, ledger)
    remember_last_good(settings.cache, order.output, order.shown, inspection.digests)
    carried = sum(len(one.files) for one in (*made, rest) if one.carried)
    return Outcome(inspection, True, len(files) - carried, carried, unchanged, remembered.missing)


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
        return {one: prose_of(settings, one, brand, stage.scratch / one) for one in settings.languages}


def prose_of(settings: Settings, language: str, brand: Brand, scratch: Path) -> Prose:
    """Let mkdocs render the editorial pages and the frame of a language below `scratch`."""
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


def _carry_rest(
    common: str,
    settings: Settings,
    catalogue: Catalogue,
    prose: Mapping[str, Prose],
    brand: Brand,
    before: Ledger,
    stage: Stage,
) -> Made:
    """Take over all files that are not pages of records if nothing that they are made from has changed."""
    records = [getattr(catalogue, field.name) for field in fields(catalogue)]
    pictures = {place: (settings.providers / place).read_bytes() for place in _places(catalogue)}
    key = digest_of(common, records, prose, brand, pictures)
    entry = before.get(REST)
    if entry is not None and entry.key == key and carry_over(entry, stage.output, stage.directory):
        return Made(REST, key, _measured(entry), carried=True)
    return Made(REST, key, {}, carried=False)


def _write_record_pages(
    job_order: JobOrder,
    catalogue: Catalogue,
    remembered: Remembered,
    before: Ledger,
    order: Order,
    progress: Progress,
) -> tuple[Made, ...]:
    jobs = [(job, before.get(job.name)) for job in record_pages(catalogue, remembered.timelines)]
    work, batches = partial(render_jobs, job_order), in_batches(jobs, JOBS_PER_BATCH)
    with progress.stage("Rendering pages of records", len(jobs)) as advance:
        return tuple(
            one for made in map_batches(work, batches, workers=order.workers, progress=advance) for one in made
        )


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
    for place in _places(catalogue):
        stage.write(addresses.picture(place), (settings.providers / place).read_bytes())
    for path, content in brand.files.items():
        stage.write(path, content)


def _places(catalogue: Catalogue) -> list[str]:
    """Return where the pictures of records stand below their folder."""
    places = {one.picture for one in catalogue.providers} | {one.picture for one in catalogue.with_page}
    return sorted(filter(None, places))


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
    renderer: Renderer, catalogue: Catalogue, made: Sequence[Made], stage: Stage, progress: Progress
) -> None:
    by_address = {record.address: record for one in made for record in one.search}
    with progress.stage("Indexing for search"):
        for language in renderer.settings.languages:
            words, folder = renderer.words(language), f"{SEARCH_FOLDER}/{language}"
            offers = in_order(catalogue.listed, words, renderer.as_of)
            found = [by_address[addresses.offer(language, offer.provider, offer.id)] for offer in offers]
            write_index(found, stage.directory / folder, language=language, published=stage.output / folder)
            for column in columns(catalogue, offers, words):
                stage.write(column.address, column.content)


def _verify(
    settings: Settings, stage: Stage, before: Ledger, made: Sequence[Made], order: Order, progress: Progress
) -> None:
    """Verify the links of pages made now, and those of all pages if something that they may lead to has gone."""
    pages = html_pages(stage.directory)
    earlier = (path for entry in before.values() for path in entry.files)
    # The names of the index change with its words; who leads there is made together with it.
    if all((stage.directory / path).is_file() for path in earlier if not path.startswith(f"{SEARCH_FOLDER}/")):
        carried = {path for one in made if one.carried for path in one.files}
        pages = [page for page in pages if page not in carried]
    with progress.stage("Verifying links", len(pages)) as advance:
        verify_links(stage.directory, settings.base_path, pages, workers=order.workers, progress=advance)


def _write_manifest(stage: Stage, made: Sequence[Made]) -> dict[str, FileEntry]:
    """Write what lists all files, and keep the times of those that did not change; return the files."""
    known = {path: FileEntry(one.sha256, one.size) for each in made for path, one in each.files.items()}
    files = files_of(stage.directory, known)
    manifest = Manifest.of(files)
    stage.write(MANIFEST, manifest.to_json())
    stage.write(CHECKSUMS, sha256sums(manifest))
    stage.write(SEARCH_CHECKSUMS, search_sha256sums(files))
    keep_times(stage.directory, files, stage.output)
    return files


def _ledger(stage: Stage, files: Mapping[str, FileEntry], made: Sequence[Made], rest: Made) -> Ledger:
    """Return what the next build needs to know of the staged site."""
    named = {path for one in made for path in one.files}
    groups = [*((one.name, one.key, one.files) for one in made), (REST, rest.key, files.keys() - named)]
    return {
        name: Entry(key, {path: note_of(stage.directory / path, files[path].sha256) for path in paths})
        for name, key, paths in groups
    }


def _measured(entry: Entry) -> dict[str, Measured]:
    return {path: Measured(note.size, note.sha256) for path, note in entry.files.items()}
