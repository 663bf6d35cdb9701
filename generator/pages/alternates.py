"""The same offer for programs: the files of the feeds that carry it; its provider's page says why others do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.feeds import deadlines
from generator.feeds.registry import FEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.feeds.feed import Feed
    from generator.pages.told import Told


SHORT_NAMES = {
    "canonical": "JSON",
    "tables": "CSV",
    "elm-3.2": "ELM 3.2",
    "elm-3.3": "ELM 3.3",
    "qdr": "Europass QDR",
    "qualitylink": "QualityLink",
    "moochub": "MOOChub",
    "open-badges": "Open Badges",
    "edc-template": "European Digital Credentials",
    "atom": "Atom",
    "deadlines": "iCalendar",
}
"""The proper names of the formats, the same in all languages; the page for aggregators says what each one is."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """A file that carries the offer, the smallest one of its feed."""

    name: str
    address: str
    media_type: str


def alternates(told: Told, calendar: str) -> tuple[Alternate, ...]:
    """Return a file of each feed that carries an offer; `calendar` is that of the offer, if it has one."""
    provider = told.providers.get(told.provider.id)
    carrying = (feed for feed in FEEDS if feed.of_offers and not feed.reasons(told.summary, provider))
    return tuple(file for feed in carrying for file in _files(feed, told, calendar))


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
        yield Alternate(SHORT_NAMES[feed.name], address, feed.media_type)
