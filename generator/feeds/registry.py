"""All feeds, in the order in which the page for aggregators lists them. A new format is one module, named here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.feeds import (
    atom,
    badges,
    canonical,
    changes,
    dcat,
    deadlines,
    edc,
    elm,
    moochub,
    qualitylink,
    schemaorg,
    sitemap,
    tables,
)
from generator.feeds.feed import Feed, Measured, OutputFile, whole_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.catalogue.graph import Catalogue
    from generator.settings import Settings

__all__ = ["FEEDS", "Feed", "OutputFile", "feed_files"]

DESCRIBED: tuple[Feed, ...] = (
    canonical.FEED,
    tables.FEED,
    schemaorg.FEED,
    elm.FEED,
    elm.FEED_3_3,
    elm.FEED_QDR,
    qualitylink.FEED,
    moochub.FEED,
    badges.FEED,
    edc.FEED,
    atom.FEED,
    deadlines.FEED,
    changes.FEED,
)
"""The feeds with the data itself; one more describes them."""

FEEDS = (*DESCRIBED, dcat.FEED, sitemap.FEED, sitemap.CHECKSUMS_FEED)
"""All feeds. The last two are made with the pages of the site and after them."""


def feed_files(catalogue: Catalogue, settings: Settings) -> Iterator[OutputFile]:
    """Yield every file of every feed; the paths are distinct. What describes the others comes last."""
    measured: dict[str, Measured] = {}
    for feed in DESCRIBED:
        yield from files_of(feed, catalogue, settings, measured)
    yield from description_files(catalogue, settings, measured)


def files_of(
    feed: Feed, catalogue: Catalogue, settings: Settings, measured: dict[str, Measured]
) -> Iterator[OutputFile]:
    """Yield the files of one feed that holds data.

    `measured` gets size and checksum of each file for the whole catalogue, by its address, as it is yielded.
    """
    yield from _measuring(feed.files(catalogue, settings), settings, measured)


def description_files(catalogue: Catalogue, settings: Settings, measured: dict[str, Measured]) -> Iterator[OutputFile]:
    """Yield what describes the other feeds, whose files `measured` has."""
    description = dcat.files(DESCRIBED, dict(measured), catalogue, settings)
    yield from _measuring(description, settings, measured)


def _measuring(files: Iterator[OutputFile], settings: Settings, measured: dict[str, Measured]) -> Iterator[OutputFile]:
    named = {address for feed in FEEDS for address, _ in whole_files(feed, settings)}
    for file in files:
        if file.path in named:
            measured[file.path] = Measured.of(file.content)
        yield file
