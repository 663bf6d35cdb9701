"""Which offers feeds leave out although their records could state what is missing, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.reporters.visible import visible
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.checks.reporters.audience import Audience
    from generator.feeds.coverage import Coverage

NAMED = 3
"""So many offers are named; of the others their number is enough."""


def left_out_lines(groups: Sequence[Coverage], audience: Audience) -> list[str]:
    """Return a heading and a line for each reason; nothing if the feeds carry all that they are about."""
    lines = [line for group in groups for line in _lines(group, audience)]
    return [audience.words(say("Left out of feeds:")), *lines] if lines else []


def _lines(group: Coverage, audience: Audience) -> Iterator[str]:
    feeds = ", ".join(feed.name for feed in group.feeds)
    for reason, offers in group.mendable.items():
        named = ", ".join(visible(one.key) for one in offers[:NAMED])
        more = len(offers) - NAMED
        if more > 0:
            named = audience.words(say("{named} and {number} more", named=named, number=more))
        yield f"- {feeds}: {audience.reader.gettext(reason.text)} (`{reason.key}`) {named}"
