"""All feeds, in the order in which the page for aggregators lists them. A new format is one module, named here."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from generator.feeds import (
    atom,
    badges,
    canonical,
    changes,
    dcat,
    deadlines,
    elm,
    moochub,
    qualitylink,
    schemaorg,
    tables,
)
from generator.feeds.feed import Feed, OutputFile

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
    atom.FEED,
    deadlines.FEED,
    changes.FEED,
)
"""The feeds with the data itself; one more describes them."""

FEEDS = (*DESCRIBED, dcat.FEED)


def feed_files(catalogue: Catalogue, settings: Settings) -> Iterator[OutputFile]:
    """Yield every file of every feed; the paths are distinct. What describes the others comes last."""
    named = {address for address, _, _ in dcat.distributed(DESCRIBED, settings)}
    measured: dict[str, dcat.Measured] = {}
    for feed in DESCRIBED:
        for file in feed.files(catalogue, settings):
            yield file
            if file.path in named:
                measured[file.path] = dcat.Measured(len(file.content), hashlib.sha256(file.content).hexdigest())
    yield from dcat.files(DESCRIBED, measured, catalogue, settings)
