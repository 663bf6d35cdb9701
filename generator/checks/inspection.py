"""Read all records, apply every rule, and put the catalogue together: one run reports everything."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from generator.catalogue.graph import Catalogue, catalogue_of
from generator.catalogue.store import RecordStore, record_digest
from generator.catalogue.summary import OfferSummary, ProviderSummary, summarise_offer, summarise_provider
from generator.checks.catalogue_rules import STALE_DAYS, check_catalogue
from generator.checks.record_rules import check_record
from generator.diagnostics import Diagnostic, Severity, has_errors, in_reading_order
from generator.records.discover import RecordFile, discover
from generator.records.offer import Offer
from generator.records.reader import Reading, read_text
from generator.records.source import decode, read_content
from generator.workers import in_batches, map_batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from generator.records.provider import Provider

Summary = OfferSummary | ProviderSummary

BATCH = 100


@dataclass(frozen=True)
class Inspected:
    """What one file gave: the summary of a record that may be published (or none), and the findings."""

    shown: str
    summary: Summary | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Inspection:
    """The catalogue of all sound records, and everything that was found.

    `digests` maps each record that can be published to its digest in the store, by the path people know.
    """

    catalogue: Catalogue
    diagnostics: tuple[Diagnostic, ...]
    digests: Mapping[str, str] = field(default_factory=dict)


def inspect_records(
    providers: Path,
    *,
    shown: str,
    cache: Path,
    as_of: date,
    workers: int = 1,
    stale_days: int = STALE_DAYS,
    last_good: Mapping[str, str] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Inspection:
    """Read and check all records below `providers`.

    With `last_good` (digests by path, from an earlier inspection) a record with an error is replaced by its last
    sound version, or left out if the store does not have it.
    """
    files, found = discover(providers, shown)
    store = RecordStore(cache / "records")
    batches = in_batches(files, BATCH)
    inspected = [
        one
        for batch in map_batches(partial(inspect_batch, store), batches, workers=workers, progress=progress)
        for one in batch
    ]
    by_path = {file.shown: file for file in files}
    everything = [*found, *(each for one in inspected for each in one.diagnostics)]
    broken = {one.shown for one in inspected if one.summary is None}
    catalogue = _catalogue((one.summary for one in inspected), store)
    of_catalogue = tuple(check_catalogue(catalogue, by_path, broken=broken, as_of=as_of, stale_days=stale_days))
    everything += of_catalogue
    if last_good is not None:
        broken |= {one.location.path for one in of_catalogue if one.severity is Severity.ERROR}
        catalogue = _catalogue(
            (
                _last_good(store, by_path[one.shown], last_good) if one.shown in broken else one.summary
                for one in inspected
            ),
            store,
        )
    published: tuple[Summary, ...] = (*catalogue.providers, *catalogue.offers)
    digests = {one.shown: one.digest for one in published}
    return Inspection(catalogue, in_reading_order(everything), digests)


def _catalogue(summaries: Iterable[Summary | None], store: RecordStore) -> Catalogue:
    known = [one for one in summaries if one is not None]
    return catalogue_of(
        (one for one in known if isinstance(one, ProviderSummary)),
        (one for one in known if isinstance(one, OfferSummary)),
        store,
    )


def inspect_batch(store: RecordStore, files: Sequence[RecordFile]) -> list[Inspected]:
    """Read and check some files; sound records are kept in the store."""
    return [inspect_file(store, file) for file in files]


def inspect_file(store: RecordStore, file: RecordFile) -> Inspected:
    """Read and check one file, or take it from the store if the very same content was read before.

    The file is read once: what is kept under a digest is made from just the bytes of that digest.
    """
    content = read_content(file.path, file.shown)
    if isinstance(content, Diagnostic):
        return Inspected(file.shown, None, (content,))
    digest = record_digest(file.kind, f"{file.provider}/{file.id}", content)
    kept = store.find(file.kind, digest)
    if kept is not None:
        return Inspected(file.shown, _summary(kept, file.provider, digest, file.shown), ())
    source = decode(content, file.shown)
    if isinstance(source, Diagnostic):
        return Inspected(file.shown, None, (source,))
    reading = read_text(file, source)
    if reading.record is None:
        return Inspected(file.shown, None, reading.diagnostics)
    return _checked(store, reading, reading.record, digest)


def _checked(store: RecordStore, reading: Reading, record: Provider | Offer, digest: str) -> Inspected:
    file = reading.file
    assert reading.document is not None  # noqa: S101 - a record comes with its document
    diagnostics = (*reading.diagnostics, *check_record(file, record, reading.document))
    if has_errors(diagnostics):
        return Inspected(file.shown, None, diagnostics)
    # A record with warnings is kept under another name, so that its warnings are found again next time.
    name = record_digest(file.kind, "with findings", digest.encode()) if diagnostics else digest
    store.keep(name, record)
    return Inspected(file.shown, _summary(record, file.provider, name, file.shown), diagnostics)


def _summary(record: Provider | Offer, provider: str, digest: str, shown: str) -> Summary:
    if isinstance(record, Offer):
        return summarise_offer(record, provider, digest, shown)
    return summarise_provider(record, digest, shown)


def _last_good(store: RecordStore, file: RecordFile, last_good: Mapping[str, str]) -> Summary | None:
    digest = last_good.get(file.shown)
    record = store.find(file.kind, digest) if digest is not None else None
    if digest is None or record is None:
        return None
    return _summary(record, file.provider, digest, file.shown)
