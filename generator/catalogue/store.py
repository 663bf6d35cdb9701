"""Validated records on disk, found by the digest of what they were made from.

At 100,000 offers the records would fill two gigabytes of memory; the catalogue holds summaries and opens a record
only while it is rendered. Losing the store never changes a result.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from generator.errors import CacheError
from generator.records.discover import RecordKind
from generator.records.offer import Offer
from generator.records.provider import Provider

if TYPE_CHECKING:
    from generator.catalogue.summary import OfferSummary, ProviderSummary


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


def write_cached(file: Path, content: bytes) -> None:
    """Write a file below .cache; a reader never sees half of it. Raises CacheError if it cannot be written."""
    temporary = file.with_suffix(f".{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content)
        temporary.replace(file)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        remedy = "Give this user the right to write there, or remove the folder .cache: it holds nothing of worth."
        raise CacheError(f"{error.filename or file} could not be written: {error.strerror}", remedy=remedy) from error


@dataclass(frozen=True, slots=True)
class RecordStore:
    """The folder that holds validated records as JSON."""

    folder: Path

    def _file(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.json"

    def find(self, kind: RecordKind, digest: str) -> Provider | Offer | None:
        """Return a record if it is kept, which says that it was read without any finding.

        What was damaged, or kept by an older version whose records looked different, counts as absent.
        """
        try:
            return self.open_offer(digest) if kind is RecordKind.OFFER else self.open_provider(digest)
        except (OSError, ValidationError):
            return None

    def keep(self, digest: str, record: Provider | Offer) -> None:
        """Keep a record; a reader never sees half of one. Raises CacheError if the folder cannot be written."""
        write_cached(self._file(digest), record.model_dump_json(exclude_unset=True, by_alias=True).encode())

    def open_offer(self, summary: OfferSummary | str) -> Offer:
        """Open the record behind a summary or digest."""
        digest = summary if isinstance(summary, str) else summary.digest
        return Offer.model_validate_json(self._file(digest).read_bytes())

    def open_provider(self, summary: ProviderSummary | str) -> Provider:
        """Open the record behind a summary or digest."""
        digest = summary if isinstance(summary, str) else summary.digest
        return Provider.model_validate_json(self._file(digest).read_bytes())
