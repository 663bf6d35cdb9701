"""What the last import wrote, so that the next one can tell who changed a value since: the table or a person.

It stands beside the records of a provider in a hidden file, one record a line, which belongs into git with them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

NAME = ".imported.jsonl"


@dataclass(frozen=True, slots=True)
class Noted:
    """The values that an import gave a record, as text, and the lines about what it could not place.

    `unknown` are the keys of values that stood in the record when no note told who had written them.
    """

    uuid: str
    source: str
    values: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


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
        notes, unknown = (tuple(map(str, given.get(name, ()))) for name in ("notes", "unknown"))
        return Noted(str(given["uuid"]), str(given["source"]), dict(given["values"]), notes, unknown)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def base_text(noted: Iterable[Noted]) -> str:
    """Return the file of what an import wrote, sorted, so that git shows just the records that changed."""
    lines = (_line(one) for one in sorted(noted, key=lambda one: one.uuid))
    return "".join(f"{orjson.dumps(line).decode()}\n" for line in lines)


def _line(noted: Noted) -> dict[str, Any]:
    line = asdict(noted)
    if not noted.unknown:
        del line["unknown"]
    return line
