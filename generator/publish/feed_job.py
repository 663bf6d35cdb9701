"""The work of one worker on feeds: make the files of some of them, or take over what is published."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.feeds.registry import DESCRIBED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.catalogue.graph import Catalogue
    from generator.feeds.feed import Feed
    from generator.publish.ledger import Entry
    from generator.publish.press import Made, Press
    from generator.settings import Settings


def write_feeds(
    press: Press, catalogue: Catalogue, settings: Settings, key: str, feeds: Sequence[tuple[str, Entry | None]]
) -> list[Made]:
    """Write the files of the feeds of these names, each with its entry in the ledger of the published site.

    `key` is what they are made from. Each feed opens all records for itself, which is nearly half of its time: 1,000
    offers take 8.2 s in one process and 6.6 s in two, of which the start of the workers is one.
    """
    named = {feed.name: feed for feed in DESCRIBED}
    return [
        press.make(entry_name(name), key, entry, partial(_files, named[name], catalogue, settings))
        for name, entry in feeds
    ]


def entry_name(feed: str) -> str:
    """Return the name of the entry with the files of a feed."""
    return f"feeds/{feed}"


def _files(feed: Feed, catalogue: Catalogue, settings: Settings) -> Iterator[tuple[str, bytes]]:
    return ((file.path, file.content) for file in feed.files(catalogue, settings))
