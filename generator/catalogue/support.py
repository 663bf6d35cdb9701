"""Support for learners as the catalogue knows it: who pays, and until when one can ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue.record_summary import RecordSummary
from generator.records.discover import RecordKind
from generator.records.references import named_organisations

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.catalogue.summary import OfferSummary
    from generator.records.support import LearnerSupport


@dataclass(frozen=True, slots=True)
class SupportSummary(RecordSummary):
    """What links, references and rules need to know of support for learners."""

    title: Mapping[str, str]
    covers: tuple[str, ...]
    apply_from: date | None
    apply_by: date | None
    valid_until: date | None

    def over(self, as_of: date) -> str | None:
        """Return the key of the day that has passed so that nobody can ask for it any more; the day itself counts."""
        passed = {"apply_by": self.apply_by, "valid_until": self.valid_until}
        return next((key for key, day in passed.items() if day is not None and day < as_of), None)


@dataclass(frozen=True, slots=True)
class Granted:
    """Support for learners together with the offers with a page that name it."""

    support: SupportSummary
    offers: tuple[OfferSummary, ...]


def summarise_support(record: LearnerSupport, provider: str, digest: str, shown: str) -> SupportSummary:
    """Summarise support for learners."""
    return SupportSummary(
        provider=provider,
        id=record.id,
        uuid=record.uuid,
        checked=record.checked,
        references=tuple(sorted(named_organisations(RecordKind.SUPPORT, record))),
        digest=digest,
        shown=shown,
        formerly=record.formerly,
        status=record.status,
        title=record.title,
        covers=record.covers,
        apply_from=record.apply_from,
        apply_by=record.apply_by,
        valid_until=record.valid_until,
    )
