"""Read all records, apply every rule, and put the catalogue together: one run reports everything."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from generator.catalogue.graph import Catalogue, catalogue_of
from generator.catalogue.organisation import OrganisationsSummary, summarise_organisations
from generator.catalogue.pathways import PathwaySummary, summarise_pathway
from generator.catalogue.recognition import RecognitionSummary, summarise_recognition
from generator.catalogue.store import RecordStore, joint_digest, record_digest
from generator.catalogue.summary import (
    CredentialSummary,
    OfferSummary,
    ProviderSummary,
    summarise_credential,
    summarise_offer,
    summarise_provider,
)
from generator.catalogue.support import SupportSummary, summarise_support
from generator.checks.catalogue_rules import STALE_DAYS, check_catalogue
from generator.checks.jurisdiction import EUROPE
from generator.checks.record_rules import check_record
from generator.checks.waivers import read_waivers
from generator.diagnostics import Diagnostic, Severity, has_errors, in_reading_order
from generator.records.credential import Credential, CredentialRecord
from generator.records.discover import RecordFile, RecordKind, discover
from generator.records.offer import Offer
from generator.records.organisation import Organisations
from generator.records.pathway import Pathway
from generator.records.provider import Provider
from generator.records.reader import Reading, Record, read_text
from generator.records.recognition import RecognitionStatement
from generator.records.source import decode, read_content
from generator.records.support import LearnerSupport
from generator.workers import in_batches, map_batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from generator.checks.jurisdiction import Jurisdiction

Summary = (
    OfferSummary
    | ProviderSummary
    | CredentialSummary
    | OrganisationsSummary
    | PathwaySummary
    | RecognitionSummary
    | SupportSummary
)

_REMOVAL = re.compile(rb"^removal\s*:", re.MULTILINE)

BATCH = 100


@dataclass(frozen=True)
class Inspected:
    """What one file gave: the summary of a record that may be published (or none), and the findings.

    `credential` is the key of the credential that an offer names, whether there is such a credential or not.
    """

    shown: str
    summary: Summary | None
    diagnostics: tuple[Diagnostic, ...]
    credential: str | None = None


@dataclass(frozen=True)
class Inspection:
    """The catalogue of all sound records, and everything that was found.

    `waived` are the findings for which the editors have granted an exception; they count for nothing. `digests` maps
    each record that can be published to its digest in the store, by the path people know.
    """

    catalogue: Catalogue
    diagnostics: tuple[Diagnostic, ...]
    digests: Mapping[str, str] = field(default_factory=dict)
    waived: tuple[Diagnostic, ...] = ()


def inspect_records(
    providers: Path,
    *,
    shown: str,
    cache: Path,
    as_of: date,
    workers: int = 1,
    stale_days: int = STALE_DAYS,
    jurisdiction: Jurisdiction = EUROPE,
    last_good: Mapping[str, str] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Inspection:
    """Read and check all records below `providers`.

    With `last_good` (digests by path, from an earlier inspection) a record with an error is replaced by its last
    sound version, or left out if the store does not have it.
    """
    files, found = discover(providers, shown)
    waivers = read_waivers(providers, shown, files)
    store = RecordStore(cache / "records")
    inspected = inspect_files(store, files, workers=workers, progress=progress)
    by_path = {file.shown: file for file in files}
    everything = [*found, *(each for one in inspected for each in one.diagnostics)]
    broken = {one.shown for one in inspected if one.summary is None}
    summaries = [one.summary for one in inspected if one.summary is not None]
    catalogue = catalogue_from(summaries, store)
    of_catalogue = tuple(
        check_catalogue(
            catalogue, by_path, broken=broken, as_of=as_of, stale_days=stale_days, jurisdiction=jurisdiction
        )
    )
    everything += of_catalogue
    if last_good is not None:
        errors = (one for one in waivers.except_from(of_catalogue) if one.severity is Severity.ERROR)
        broken |= {one.location.path for one in errors}
        broken |= _with_broken_credential(catalogue, broken)
        chosen = (
            _last_good(store, by_path[one.shown], last_good) if one.shown in broken else one.summary
            for one in inspected
            if not (one.shown in broken and _is_being_removed(by_path[one.shown]))
        )
        summaries = [one for one in chosen if one is not None]
        catalogue = catalogue_from(summaries, store)
    digests = {one.shown: one.digest for one in summaries}
    counted, waived = waivers.apply(everything, as_of)
    return Inspection(catalogue, in_reading_order(counted), digests, in_reading_order(waived))


def inspect_files(
    store: RecordStore,
    files: Sequence[RecordFile],
    *,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> list[Inspected]:
    """Read and check files one by one; credentials first, since offers are kept together with those they name."""

    def inspect_some(some: list[RecordFile], shared: Mapping[str, str]) -> list[Inspected]:
        work = partial(inspect_batch, store, shared)
        batches = map_batches(work, in_batches(some, BATCH), workers=workers, progress=progress)
        return [one for batch in batches for one in batch]

    of_credentials = [file for file in files if file.kind is RecordKind.CREDENTIAL]
    inspected = inspect_some(of_credentials, {})
    others = [file for file in files if file.kind is not RecordKind.CREDENTIAL]
    return inspected + inspect_some(others, shared_digests(one.summary for one in inspected))


def catalogue_from(known: Sequence[Summary], store: RecordStore, before: Catalogue | None = None) -> Catalogue:
    """Put the catalogue together from the summaries of sound records; see `catalogue_of` for `before`."""
    return catalogue_of(
        (one for one in known if isinstance(one, ProviderSummary)),
        (one for one in known if isinstance(one, OfferSummary)),
        store,
        (one for one in known if isinstance(one, CredentialSummary)),
        (entry for one in known if isinstance(one, OrganisationsSummary) for entry in one.entries),
        (one for one in known if isinstance(one, PathwaySummary)),
        (one for one in known if isinstance(one, RecognitionSummary)),
        (one for one in known if isinstance(one, SupportSummary)),
        before,
    )


def shared_digests(summaries: Iterable[Summary | None]) -> dict[str, str]:
    """Return the digests of the credentials that offers may name, by their keys."""
    known = (one for one in summaries if isinstance(one, CredentialSummary))
    return {one.key: one.digest for one in known if one.is_present}


def _with_broken_credential(catalogue: Catalogue, broken: set[str]) -> set[str]:
    keys = {one.key for one in catalogue.credentials if one.is_present and one.shown in broken}
    return {offer.shown for offer in catalogue.offers if offer.credential_key in keys}


def inspect_batch(store: RecordStore, shared: Mapping[str, str], files: Sequence[RecordFile]) -> list[Inspected]:
    """Read and check some files; sound records are kept in the store."""
    return [inspect_file(store, shared, file) for file in files]


def inspect_file(store: RecordStore, shared: Mapping[str, str], file: RecordFile) -> Inspected:
    """Read and check one file, or take it from the store if the very same content was read before.

    The file is read once: what is kept under a digest is made from just the bytes of that digest. `shared` has the
    digests of the credentials that offers may name; an offer whose credential is missing there cannot be published.
    """
    content = read_content(file.path, file.shown)
    if isinstance(content, Diagnostic):
        return Inspected(file.shown, None, (content,))
    digest = record_digest(file.kind, file.key, content)
    name = store.find_credential_name(digest) if file.kind is RecordKind.OFFER else None
    wanted = joint_digest(digest, shared[name]) if name is not None and name in shared else digest
    kept = store.find(file.kind, wanted)
    if kept is not None:
        return Inspected(file.shown, _summary(kept, file, wanted, name), (), name)
    source = decode(content, file.shown)
    if isinstance(source, Diagnostic):
        return Inspected(file.shown, None, (source,))
    reading = read_text(file, source)
    if reading.record is None:
        return Inspected(file.shown, None, reading.diagnostics, reading.credential)
    return _checked(store, shared, reading, reading.record, digest)


def _checked(store: RecordStore, shared: Mapping[str, str], reading: Reading, record: Record, digest: str) -> Inspected:
    file, key = reading.file, reading.credential
    assert reading.document is not None  # noqa: S101 - a record comes with its document
    diagnostics = (*reading.diagnostics, *check_record(file, record, reading.document))
    # What is wrong with the credential that an offer names, or that there is none, is reported elsewhere.
    if has_errors(diagnostics) or (key is not None and key not in shared):
        return Inspected(file.shown, None, diagnostics, key)
    if key is not None and isinstance(record, Offer):
        store.keep_credential_name(digest, key)
        digest = joint_digest(digest, shared[key])
        named = store.open_credential(shared[key])
        # Of what was removed nothing is told, not even what the file of its credential says.
        told = (
            Credential(uuid=named.uuid, version=named.version) if record.removal else named.inside_offer(record.title)
        )
        record = record.model_copy(update={"credential": told})
    # A record with warnings is kept under another name, so that its warnings are found again next time.
    name = record_digest(file.kind, "with findings", digest.encode()) if diagnostics else digest
    store.keep(name, record)
    if key is not None:
        store.keep_credential_name(name, key)
    return Inspected(file.shown, _summary(record, file, name, key), diagnostics, key)


def _summary(record: Record, file: RecordFile, digest: str, credential: str | None) -> Summary:
    summary: Summary
    match record:
        case Offer():
            summary = summarise_offer(record, file.provider, digest, file.shown, credential)
        case CredentialRecord():
            is_present = file.version is None
            summary = summarise_credential(record, file.provider, digest, file.shown, is_present=is_present)
        case Provider():
            summary = summarise_provider(record, digest, file.shown)
        case Pathway():
            summary = summarise_pathway(record, file.provider, digest, file.shown)
        case RecognitionStatement():
            summary = summarise_recognition(record, file.provider, digest, file.shown)
        case LearnerSupport():
            summary = summarise_support(record, file.provider, digest, file.shown)
        case Organisations():
            summary = summarise_organisations(record, digest, file.shown)
    return summary


def _is_being_removed(file: RecordFile) -> bool:
    """Tell whether a broken record says that its content was removed: then an earlier version must not come back."""
    try:
        return _REMOVAL.search(file.path.read_bytes()) is not None
    except OSError:
        return False


def _last_good(store: RecordStore, file: RecordFile, last_good: Mapping[str, str]) -> Summary | None:
    digest = last_good.get(file.shown)
    record = store.find(file.kind, digest) if digest is not None else None
    if digest is None or record is None:
        return None
    summary = _summary(record, file, digest, store.find_credential_name(digest))
    # The picture of an earlier version may be what is wrong; pages do without it.
    return replace(summary, picture=None) if isinstance(summary, OfferSummary | ProviderSummary) else summary
