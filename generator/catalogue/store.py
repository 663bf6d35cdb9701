"""Validated records on disk, found by the digest of what they were made from.

At 100,000 offers the records would fill two gigabytes of memory; the catalogue holds summaries and opens a record
only while it is rendered. Losing the store never changes a result.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from generator.cache import write_cached
from generator.records.discover import RecordKind
from generator.records.kept import from_kept
from generator.records.reader import MODELS, Record

if TYPE_CHECKING:
    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.pathways import PathwaySummary
    from generator.catalogue.recognition import RecognitionSummary
    from generator.catalogue.record_summary import RecordSummary
    from generator.catalogue.summary import CredentialSummary, OfferSummary, ProviderSummary
    from generator.catalogue.support import SupportSummary
    from generator.records.credential import CredentialRecord
    from generator.records.offer import Offer
    from generator.records.organisation import Organisations
    from generator.records.pathway import Pathway
    from generator.records.provider import Provider
    from generator.records.recognition import RecognitionStatement
    from generator.records.support import LearnerSupport

    AnySummary = OfferSummary | OrganisationSummary | CredentialSummary | RecordSummary


@cache
def _code_digest() -> bytes:
    """Return a digest of the code that decides what a record means, so that a new version reads everything anew."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for folder in ("records", "checks", "vocabularies", "catalogue"):
        for file in sorted((package / folder).rglob("*")):
            if file.suffix in (".py", ".yml"):
                digest.update(file.read_bytes())
    return digest.digest()


def record_digest(kind: RecordKind, identity: str, content: bytes) -> str:
    """Return the digest under which a record is kept: of its identity, its file's bytes and the code that reads it."""
    return hashlib.sha256(b"\0".join((_code_digest(), kind.encode(), identity.encode(), content))).hexdigest()


def joint_digest(digest: str, credential: str) -> str:
    """Return the digest under which an offer is kept together with the credential it names, by the digests of both."""
    return record_digest(RecordKind.OFFER, digest, credential.encode())


@dataclass(frozen=True, slots=True)
class RecordStore:
    """The folder that holds validated records as JSON, each after its checksum.

    An offer that names a credential is kept together with it. Beside its digest, and that of the offer's file alone,
    stands the key of the credential: who has read the file needs it to tell the digest of both.
    """

    folder: Path

    def _file(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.record"

    def _name_file(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.credential"

    def find(self, kind: RecordKind, digest: str) -> Record | None:
        """Return a record if it is kept, which says that it was read without any finding.

        What was damaged counts as absent; the digest tells what an older version kept.
        """
        try:
            return self._open(kind, digest)
        except (OSError, ValueError):
            return None

    def find_credential_name(self, digest: str) -> str | None:
        """Return the key of the credential that an offer names; None if it names none or was not read before."""
        try:
            return self._name_file(digest).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return None

    def keep_credential_name(self, digest: str, key: str) -> None:
        """Keep the key of the credential that an offer names. Raises CacheError if that cannot be done."""
        write_cached(self._name_file(digest), key.encode())

    def keep(self, digest: str, record: Record) -> None:
        """Keep a record; a reader never sees half of one. Raises CacheError if the folder cannot be written."""
        content = record.model_dump_json(exclude_unset=True, by_alias=True).encode()
        write_cached(self._file(digest), _checksum(content) + content)

    def open_offer(self, summary: OfferSummary | str) -> Offer:
        """Open the record behind a summary or digest."""
        return cast("Offer", self._open(RecordKind.OFFER, summary))

    def open_provider(self, summary: ProviderSummary | str) -> Provider:
        """Open the record behind a summary or digest."""
        return cast("Provider", self._open(RecordKind.PROVIDER, summary))

    def open_credential(self, summary: CredentialSummary | str) -> CredentialRecord:
        """Open the record behind a summary or digest."""
        return cast("CredentialRecord", self._open(RecordKind.CREDENTIAL, summary))

    def open_organisations(self, digest: str) -> Organisations:
        """Open the file of the organisations that are only referred to."""
        return cast("Organisations", self._open(RecordKind.ORGANISATIONS, digest))

    def open_pathway(self, summary: PathwaySummary | str) -> Pathway:
        """Open the record behind a summary or digest."""
        return cast("Pathway", self._open(RecordKind.PATHWAY, summary))

    def open_recognition(self, summary: RecognitionSummary | str) -> RecognitionStatement:
        """Open the record behind a summary or digest."""
        return cast("RecognitionStatement", self._open(RecordKind.RECOGNITION, summary))

    def open_support(self, summary: SupportSummary | str) -> LearnerSupport:
        """Open the record behind a summary or digest."""
        return cast("LearnerSupport", self._open(RecordKind.SUPPORT, summary))

    def _open(self, kind: RecordKind, summary: AnySummary | str) -> Record:
        digest = summary if isinstance(summary, str) else summary.digest
        content = self._file(digest).read_bytes()
        checksum, record = content[:_CHECKSUM], content[_CHECKSUM:]
        if checksum != _checksum(record):
            raise ValueError(f"the record kept as {digest} was damaged")
        return cast("Record", from_kept(MODELS[kind], record))


_CHECKSUM = 32
"""So many bytes stand before a record and show that it is whole, fifty times as fast as to validate it again."""


def _checksum(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
