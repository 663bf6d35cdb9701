"""Which offers each feed carries, and why it leaves out the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.feeds.registry import FEEDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import OfferSummary
    from generator.feeds.feed import Feed, Reason


@dataclass(frozen=True, slots=True)
class Coverage:
    """What feeds with the same requirements make of some offers that have a page.

    `changed` is the last day that an offer they carry states as that of its last change. An offer may have several
    reasons.
    """

    feeds: tuple[Feed, ...]
    carried: int
    changed: date | None
    left_out: Mapping[Reason, tuple[OfferSummary, ...]]

    @property
    def mendable(self) -> Mapping[Reason, tuple[OfferSummary, ...]]:
        """Return what a record could state for the feeds to carry its offer, as far as nothing else stands against it.

        A course without a level in a register is simply not what QualityLink is about; nothing is wrong with it.
        """
        other = {one.key for reason, offers in self.left_out.items() if not reason.key for one in offers}
        found = {
            reason: tuple(one for one in offers if one.key not in other)
            for reason, offers in self.left_out.items()
            if reason.key
        }
        return {reason: offers for reason, offers in found.items() if offers}


def coverage(offers: Iterable[OfferSummary], organisations: Mapping[str, OrganisationSummary]) -> tuple[Coverage, ...]:
    """Say what each feed makes of offers; those without a page or content are not counted: nobody can mend them."""
    shown = [one for one in offers if one.has_page and one.removed_on is None]
    return tuple(_covered(feeds, shown, organisations) for feeds in _alike())


def _alike() -> Iterator[tuple[Feed, ...]]:
    """Yield the feeds that carry offers, those with the same requirements together."""
    groups: dict[object, list[Feed]] = {}
    for feed in FEEDS:
        if feed.of_offers:
            groups.setdefault(feed.reasons, []).append(feed)
    yield from map(tuple, groups.values())


def _covered(
    feeds: tuple[Feed, ...], offers: Sequence[OfferSummary], organisations: Mapping[str, OrganisationSummary]
) -> Coverage:
    left_out: dict[Reason, list[OfferSummary]] = {}
    carried: list[OfferSummary] = []
    for one in offers:
        reasons = feeds[0].reasons(one, organisations.get(one.provider))
        for reason in reasons:
            left_out.setdefault(reason, []).append(one)
        if not reasons:
            carried.append(one)
    changed = max((one.modified for one in carried if one.modified), default=None)
    return Coverage(feeds, len(carried), changed, {reason: tuple(found) for reason, found in left_out.items()})
