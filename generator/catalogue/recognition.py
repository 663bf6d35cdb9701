"""Statements of recognition as the catalogue knows them: which receiver says what of which credentials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue.record_summary import RecordSummary, full_key
from generator.records.discover import RecordKind
from generator.records.references import named_organisations

if TYPE_CHECKING:
    from datetime import date

    from generator.records.recognition import RecognitionStatement


@dataclass(frozen=True, slots=True)
class RecognitionSummary(RecordSummary):
    """What links, references and rules need to know of a statement; its provider is the receiver.

    `credentials` are named by `<provider>/<credential>`, or by the offer that leads to one.
    """

    effect: str
    credentials: tuple[str, ...]
    valid_until: date | None


def summarise_recognition(record: RecognitionStatement, provider: str, digest: str, shown: str) -> RecognitionSummary:
    """Summarise a statement of recognition; bare names of credentials mean those of the same provider."""
    return RecognitionSummary(
        provider=provider,
        id=record.id,
        uuid=record.uuid,
        checked=record.checked,
        references=tuple(sorted(named_organisations(RecordKind.RECOGNITION, record))),
        digest=digest,
        shown=shown,
        formerly=record.formerly,
        status=record.status,
        effect=record.effect,
        credentials=tuple(full_key(one, provider) for one in record.credentials),
        valid_until=record.valid_until,
    )
