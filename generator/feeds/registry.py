"""All feeds, in the order in which the page for aggregators lists them. A new format is one module, named here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.feeds import atom, canonical, changes, deadlines, elm, moochub, schemaorg, tables
from generator.feeds.feed import Feed, OutputFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.catalogue.graph import Catalogue
    from generator.settings import Settings

__all__ = ["FEEDS", "Feed", "OutputFile", "feed_files"]

FEEDS: tuple[Feed, ...] = (
    canonical.FEED,
    tables.FEED,
    schemaorg.FEED,
    elm.FEED,
    elm.FEED_3_3,
    moochub.FEED,
    atom.FEED,
    deadlines.FEED,
    changes.FEED,
)


def feed_files(catalogue: Catalogue, settings: Settings) -> Iterator[OutputFile]:
    """Yield every file of every feed; the paths are distinct."""
    for feed in FEEDS:
        yield from feed.files(catalogue, settings)
