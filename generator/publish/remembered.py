"""What git remembers of the offers of a catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue.history import Timeline, read_history, timeline
from generator.wording import NOTHING, Wording, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.catalogue.graph import Catalogue


@dataclass(frozen=True, slots=True)
class Remembered:
    """The timelines of offers by their keys; `missing` says which offers have none, and why."""

    timelines: Mapping[str, Timeline]
    missing: Wording = NOTHING


def remember(catalogue: Catalogue, providers: Path) -> Remembered:
    """Ask git for the timelines of all offers that have pages."""
    offers = {one.key: _file(one.key, "offers") for one in catalogue.with_page}
    named = {one.key: _file(one.credential_key, "credentials") for one in catalogue.with_page if one.credential_key}
    history = read_history(providers, [*offers.values(), *named.values()])
    if history.unavailable:
        reason = say("Pages of offers do not say what changed: {reason}.", reason=history.unavailable)
        return Remembered({}, reason)
    files = history.files
    found = {key: timeline(files[file], files.get(named.get(key, ""))) for key, file in offers.items() if file in files}
    left_out = len(offers) - len(found)
    unknown = say(
        "Pages that do not say what changed, because the offer is not committed yet: {number}", number=left_out
    )
    return Remembered(found, unknown if left_out else NOTHING)


def _file(key: str, folder: str) -> str:
    """Return the path of a record below the folder of providers."""
    provider, _, name = key.partition("/")
    return f"{provider}/{folder}/{name}.yml"
