"""What an offer said before, read from the contents that git remembers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic
from generator.records.credential import CredentialRecord
from generator.records.discover import RecordFile, RecordKind
from generator.records.offer import Offer
from generator.records.reader import Reading, read_text
from generator.records.source import decode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.catalogue.history import Moment, Timeline
    from generator.catalogue.summary import OfferSummary


@dataclass(frozen=True, slots=True)
class PastVersion:
    """An offer as it was from a day on; without an offer it cannot be read any more, or nobody needs to."""

    day: date
    offer: Offer | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """The versions of an offer, the newest first, and since when it is published here, if that is known."""

    versions: tuple[PastVersion, ...]
    since: date | None


def past_of(timeline: Timeline, contents: Mapping[str, bytes], summary: OfferSummary) -> Past:
    """Read the versions of an offer.

    They end where the record was another one, or a draft: git takes files for renamed that are only alike.
    """
    if len(timeline.moments) == 1:
        return Past((PastVersion(timeline.first.day),), timeline.first.day)
    read = {one: _read(one, contents, summary) for one in {*timeline.moments, timeline.first}}
    versions = [PastVersion(one.day, read[one]) for one in timeline.moments]
    ours = list(takewhile(lambda one: _is_same(one.offer, summary), versions))
    while ours and _is_draft(ours[-1].offer):
        ours.pop()
    if len(ours) < len(versions):
        return Past(tuple(ours), ours[-1].day if ours else None)
    first = read[timeline.first]
    return Past(tuple(ours), timeline.first.day if _is_same(first, summary) and not _is_draft(first) else None)


def _is_same(offer: Offer | None, summary: OfferSummary) -> bool:
    return offer is None or offer.uuid == summary.uuid


def _is_draft(offer: Offer | None) -> bool:
    return offer is not None and offer.status == "draft"


def _read(moment: Moment, contents: Mapping[str, bytes], summary: OfferSummary) -> Offer | None:
    """Read an offer with the credential that it named then; None if today's model cannot."""
    reading = _reading(RecordKind.OFFER, contents.get(moment.offer), summary)
    if reading is None or not isinstance(reading.record, Offer) or reading.credential is None:
        return reading.record if reading is not None and isinstance(reading.record, Offer) else None
    named = _reading(RecordKind.CREDENTIAL, contents.get(moment.credential or ""), summary)
    if named is None or not isinstance(named.record, CredentialRecord):
        return None
    return reading.record.model_copy(update={"credential": named.record.inside_offer(reading.record.title)})


def _reading(kind: RecordKind, content: bytes | None, summary: OfferSummary) -> Reading | None:
    source = decode(content, summary.shown) if content is not None else None
    if source is None or isinstance(source, Diagnostic):
        return None
    return read_text(RecordFile(kind, summary.provider, summary.id, Path(), summary.shown), source)
