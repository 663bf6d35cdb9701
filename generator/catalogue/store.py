"""Validated records on disk, found by the digest of what they were made from.

At 100,000 offers the records would fill two gigabytes of memory; the catalogue holds summaries and opens a record
only while it is rendered. Losing the store never changes a result.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.records.offer import Offer
from generator.records.provider import Provider

if TYPE_CHECKING:
    from generator.catalogue.summary import OfferSummary, ProviderSummary
    from generator.records.discover import RecordKind


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


@dataclass(frozen=True, slots=True)
class RecordStore:
    """The folder that holds validated records as JSON."""

    folder: Path

    def _file(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.json"

    def has(self, digest: str) -> bool:
        """Tell whether a record is kept, which says that it was read without any finding."""
        return self._file(digest).is_file()

    def keep(self, digest: str, record: Provider | Offer) -> None:
        """Keep a record; a reader never sees half of one."""
        file = self._file(digest)
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary = file.with_suffix(f".{os.getpid()}.new")
        temporary.write_bytes(record.model_dump_json(exclude_unset=True, by_alias=True).encode())
        temporary.replace(file)

    def open_offer(self, summary: OfferSummary | str) -> Offer:
        """Open the record behind a summary or digest."""
        digest = summary if isinstance(summary, str) else summary.digest
        return Offer.model_validate_json(self._file(digest).read_bytes())

    def open_provider(self, summary: ProviderSummary | str) -> Provider:
        """Open the record behind a summary or digest."""
        digest = summary if isinstance(summary, str) else summary.digest
        return Provider.model_validate_json(self._file(digest).read_bytes())
