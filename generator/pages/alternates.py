"""The same offer for programs: which files of which feeds carry it, and why other feeds leave it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.feeds import deadlines
from generator.feeds.registry import FEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.feeds.feed import Feed
    from generator.pages.told import Told


@dataclass(frozen=True, slots=True)
class Alternate:
    """A file that carries the offer, the smallest one of its feed."""

    name: str
    address: str
    media_type: str


@dataclass(frozen=True, slots=True)
class AlternatesView:
    """The files that carry an offer, and the feeds that leave it out, each with the first reason."""

    carried: tuple[Alternate, ...]
    left_out: tuple[tuple[str, str], ...]


def alternates_view(told: Told, calendar: str) -> AlternatesView:
    """Say of each feed where it carries an offer, or why it does not; `calendar` is that of the offer, if any."""
    carried: list[Alternate] = []
    left_out: list[tuple[str, str]] = []
    provider = told.providers.get(told.provider.id)
    for feed in FEEDS:
        if not feed.of_offers:
            continue
        reasons = feed.reasons(told.summary, provider)
        if reasons:
            left_out.append((told.words.gettext(feed.title), told.words.gettext(reasons[0].text)))
        else:
            carried += _files(feed, told, calendar)
    return AlternatesView(tuple(carried), tuple(left_out))


def _files(feed: Feed, told: Told, calendar: str) -> Iterator[Alternate]:
    """Yield the smallest file of a feed that has the offer in it; feeds inside the page have none."""
    if feed is deadlines.FEED:
        address = calendar
    else:
        of_credential = (one for one in feed.other_addresses if "{uuid}" in one)
        pattern = feed.offer_address or feed.provider_address or feed.address or next(of_credential, "")
        uuid, version = told.summary.credential or ("", 0)
        address = pattern.format(
            language=told.words.language,
            provider=told.summary.provider,
            offer=told.summary.id,
            uuid=uuid,
            version=version,
        )
    if address:
        yield Alternate(told.words.gettext(feed.title), address, feed.media_type)
