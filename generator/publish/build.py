"""Build and publish the catalogue. `build` is the table of contents; everything else is a chapter."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from generator.brand import read_brand
from generator.checks.inspection import Inspection, inspect_records
from generator.checks.jurisdiction import jurisdiction_of
from generator.diagnostics import Severity, has_errors
from generator.errors import PublishError
from generator.pages.render import Renderer
from generator.publish.editorial import prose_of
from generator.publish.keys import made_by
from generator.publish.last_good import read_last_good, remember_last_good
from generator.publish.ledger import Entry, keep_ledger, note_of, read_ledger
from generator.publish.manifest import (
    CHECKSUMS,
    MANIFEST,
    SEARCH_CHECKSUMS,
    SEARCH_FOLDER,
    FileEntry,
    Manifest,
    files_of,
    published_checksums,
    search_sha256sums,
    sha256sums,
)
from generator.publish.order import Order, Outcome, Tally
from generator.publish.press import Press
from generator.publish.remembered import Remembered, remember
from generator.publish.signature import refuse_missing_signer, sign
from generator.publish.sources import refuse_missing_folders
from generator.publish.stage import open_stage
from generator.publish.static import refuse_links
from generator.publish.times import keep_times
from generator.publish.up_to_date import keep_tally, look_for_changes
from generator.publish.verify import verify_links
from generator.publish.workshop import Workshop
from generator.theme import find_theme
from generator.wording import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from generator.brand import Brand
    from generator.catalogue.graph import Catalogue
    from generator.pages.engine import Prose
    from generator.progress import Progress
    from generator.publish.ledger import Ledger
    from generator.publish.press import Made
    from generator.publish.stage import Stage
    from generator.settings import Settings


def build(settings: Settings, order: Order, progress: Progress) -> Outcome:
    """Check all records, and publish the catalogue unless a record is broken.

    Raises CatalogueError if something else stops the build; the published site is then as it was.
    """
    refuse_missing_folders(settings)
    inputs, unchanged = look_for_changes(settings, order)
    if unchanged is not None:
        return unchanged
    brand = read_brand(settings)
    if order.key is not None:
        refuse_missing_signer(order.key)
    inspection = _inspect(settings, order, progress)
    if has_errors(inspection.diagnostics) and not order.keep_going:
        return Outcome(False, inspection.diagnostics, _tally(inspection))
    catalogue = inspection.catalogue
    with open_stage(order.output) as stage:
        prose = _render_prose(settings, brand, stage, progress)
        remembered = _remember(settings, catalogue, progress)
        before = read_ledger(settings.cache, stage.output)
        workshop = _open_workshop(settings, order, catalogue, prose, brand, stage, before, progress)
        pages = workshop.record_pages(remembered)
        feeds = workshop.feeds()
        made = [*pages, *feeds, *workshop.site_pages(feeds), workshop.pictures(), *workshop.search(pages)]
        _verify(settings, order, stage, before, made, progress)
        files = _write_lists(stage, before, made)
        if order.key is not None:
            sign(stage.directory, order.key, f"{CHECKSUMS} of {settings.base_url}")
        ledger = _ledger(stage, files, made)
        rendered = sum(len(one.fresh) for one in made)
        # To walk both sites takes a second at 10,000 offers: not where something is known to be new.
        is_the_same = not rendered and stage.repeats_published()
        if not is_the_same:
            stage.publish()
    tally = _tally(inspection, remembered, len(files))
    keep_ledger(settings.cache, stage.output, ledger)
    keep_tally(settings.cache, order.output, "" if has_errors(inspection.diagnostics) else inputs, tally)
    remember_last_good(settings.cache, order.output, order.shown, inspection.digests)
    return Outcome(True, inspection.diagnostics, tally, rendered, len(files) - rendered, is_the_same)


def _tally(inspection: Inspection, remembered: Remembered | None = None, files: int = 0) -> Tally:
    catalogue, found = inspection.catalogue, inspection.diagnostics
    return Tally(
        offers=len(catalogue.with_page),
        providers=len(catalogue.providers),
        files=files,
        findings=sum(one.severity is not Severity.ERROR for one in found),
        waived=len(inspection.waived),
        no_history=remembered.missing if remembered is not None else NOTHING,
    )


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


def _remember(settings: Settings, catalogue: Catalogue, progress: Progress) -> Remembered:
    with progress.stage("Reading the history"):
        return remember(catalogue, settings.providers)


def _open_workshop(
    settings: Settings,
    order: Order,
    catalogue: Catalogue,
    prose: Mapping[str, Prose],
    brand: Brand,
    stage: Stage,
    before: Ledger,
    progress: Progress,
) -> Workshop:
    shells = {language: prose[language].shell for language in settings.languages}
    editorial = frozenset(page.address for one in prose.values() for page in one.pages.values())
    renderer = Renderer(settings, find_theme(settings.root), shells, order.as_of, brand.card, editorial)
    press = Press(stage.directory, stage.output)
    return Workshop(renderer, catalogue, prose, brand, press, before, made_by(renderer), order.workers, progress)


def _verify(
    settings: Settings, order: Order, stage: Stage, before: Ledger, made: Sequence[Made], progress: Progress
) -> None:
    """Verify the links of pages made now, and those of all pages if something that they may lead to has gone."""
    there = {path for one in made for path in one.files}
    # The names of the index change with its words; who leads there is made together with it.
    gone = (path for entry in before.values() for path in entry.files if not path.startswith(f"{SEARCH_FOLDER}/"))
    changed = {path for one in made for path in one.fresh} if all(path in there for path in gone) else there
    pages = sorted(path for path in changed if path.endswith(".html"))
    with progress.stage("Verifying links", len(pages)) as advance:
        verify_links(stage.directory, settings.base_path, pages, workers=order.workers, progress=advance)


def _write_lists(stage: Stage, before: Ledger, made: Sequence[Made]) -> dict[str, FileEntry]:
    """Write what lists all files, and keep the times of those that did not change; return the files."""
    known = {path: FileEntry(one.sha256, one.size) for each in made for path, one in each.files.items()}
    files = files_of(stage.directory, known)
    manifest = Manifest.of(files)
    stage.write(MANIFEST, manifest.to_json())
    stage.write(CHECKSUMS, sha256sums(manifest))
    stage.write(SEARCH_CHECKSUMS, search_sha256sums(files))
    fresh = {path: one.sha256 for each in made for path, one in each.fresh.items()}
    keep_times(stage.directory, fresh, stage.output, _checksums(before, stage.output))
    return files


def _checksums(before: Ledger, output: Path) -> Mapping[str, str]:
    """Return the checksums of the published files, from its own lists if there is no ledger of it."""
    noted = {path: note.sha256 for entry in before.values() for path, note in entry.files.items()}
    if noted:
        return noted
    try:
        return published_checksums(output)
    except PublishError:
        return {}  # lists that are damaged tell of no times worth keeping


def _ledger(stage: Stage, files: Mapping[str, FileEntry], made: Sequence[Made]) -> Ledger:
    """Return what the next build needs to know of the staged site."""
    return {
        one.name: Entry(
            one.key if one.lasting else "",
            {path: note_of(stage.directory / path, files[path].sha256) for path in one.files},
        )
        for one in made
    }
