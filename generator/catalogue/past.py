"""What an offer said before, read from the contents that git remembers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from generator.catalogue.record_summary import full_key
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

    They end where the record was another one, since git takes files for renamed that are only alike, and where its
    content was removed: what stood there before is told nowhere any more. Drafts are left out, they were no pages.
    """
    if len(timeline.moments) == 1:
        return Past((PastVersion(timeline.first.day),), timeline.first.day)
    moments = {*timeline.moments, timeline.first}
    # Each content is parsed once, not once for either question: half the time of reading a history.
    read = {blob: _reading(RecordKind.OFFER, contents.get(blob), summary) for blob in {one.offer for one in moments}}
    bare = {one: _offer_of(read[one.offer]) for one in moments}
    ours = list(takewhile(lambda one: _is_ours(bare[one], summary), timeline.moments))
    public = [one for one in ours if not _is_draft(bare[one])]
    versions = tuple(PastVersion(one.day, _whole(read[one.offer], one, contents, summary)) for one in public)
    if len(ours) < len(timeline.moments):
        was_removed = _was_removed(bare[timeline.moments[len(ours)]])
        return Past(versions, public[-1].day if public and not was_removed else None)
    if public and _is_draft(bare[ours[-1]]):
        return Past(versions, public[-1].day)
    first = bare[timeline.first]
    is_first = _is_ours(first, summary) and not _is_draft(first) and not (first and first.formerly)
    return Past(versions, timeline.first.day if is_first else None)


def _is_ours(offer: Offer | None, summary: OfferSummary) -> bool:
    return offer is None or (offer.uuid == summary.uuid and not _was_removed(offer))


def _was_removed(offer: Offer | None) -> bool:
    return offer is not None and offer.removal is not None


def _is_draft(offer: Offer | None) -> bool:
    return offer is not None and offer.status == "draft"


def _offer_of(reading: Reading | None) -> Offer | None:
    """Return an offer without the credential that it names; None if today's model cannot read it."""
    return reading.record if reading is not None and isinstance(reading.record, Offer) else None


def _whole(
    reading: Reading | None, moment: Moment, contents: Mapping[str, bytes], summary: OfferSummary
) -> Offer | None:
    """Return an offer with the credential that it named then; None if today's model cannot read either."""
    offer = _offer_of(reading)
    if reading is None or offer is None or reading.credential is None:
        return offer
    if full_key(reading.credential, summary.provider) != summary.credential_key:
        # What is known of the other credential's file is its present history, not that of then.
        return None
    named = _reading(RecordKind.CREDENTIAL, contents.get(moment.credential or ""), summary)
    if named is None or not isinstance(named.record, CredentialRecord):
        return None
    return offer.model_copy(update={"credential": named.record.inside_offer(offer.title)})


def _reading(kind: RecordKind, content: bytes | None, summary: OfferSummary) -> Reading | None:
    source = decode(content, summary.shown) if content is not None else None
    if source is None or isinstance(source, Diagnostic):
        return None
    return read_text(RecordFile(kind, summary.provider, summary.id, Path(), summary.shown), source)
