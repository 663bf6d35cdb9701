"""What the last import wrote, so that the next one can tell who changed a value since: the table or a person.

It stands beside the records of a provider in a hidden file, one record a line, which belongs into git with them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

NAME = ".imported.jsonl"


@dataclass(frozen=True, slots=True)
class Noted:
    """The values that an import gave a record, as text, and the lines about what it could not place."""

    uuid: str
    source: str
    values: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read_base(folder: Path) -> dict[str, Noted]:
    """Return by UUID what the last import wrote into a provider's folder; what cannot be read is not known."""
    try:
        lines = (folder / NAME).read_bytes().splitlines()
    except OSError:
        return {}
    found = filter(None, map(_noted, lines))
    return {one.uuid: one for one in found}


def _noted(line: bytes) -> Noted | None:
    try:
        given = orjson.loads(line)
        return Noted(str(given["uuid"]), str(given["source"]), dict(given["values"]), tuple(map(str, given["notes"])))
    except (ValueError, KeyError, TypeError):
        return None


def base_text(noted: Iterable[Noted]) -> str:
    """Return the file of what an import wrote, sorted, so that git shows just the records that changed."""
    return "".join(f"{orjson.dumps(one).decode()}\n" for one in sorted(noted, key=lambda one: one.uuid))
