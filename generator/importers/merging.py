"""Bring a new table into a record that people have worked on: three ways, value by value.

What only the table changed since the last import is taken over; what a person changed is kept and named. A list is
one value: nobody can tell which of its entries a correction belonged to once they have moved.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.importers.fitting import shown
from generator.records.edit import as_written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.records.yaml import NodePath


class _Absent(Enum):
    ABSENT = "nothing"


ABSENT = _Absent.ABSENT
Maybe: TypeAlias = "Any"


@dataclass(frozen=True, slots=True)
class Kept:
    """A value of a record that the table does not replace: its key, what the table says, and why it stays."""

    key: str
    table: str
    reason: str


@dataclass(frozen=True)
class Merged:
    """What a record should say, and which of its values differ from the table because of a person."""

    values: dict[str, Any]
    kept: tuple[Kept, ...] = ()


@dataclass
class _Merging:
    base_is_known: bool
    kept: list[Kept] = field(default_factory=list)

    def merge(self, base: Maybe, current: Maybe, new: Maybe, path: NodePath) -> Maybe:
        """Return what a value should be, or ABSENT."""
        if isinstance(current, dict) and (isinstance(new, dict) or (new is ABSENT and isinstance(base, dict))):
            return self.merge_keys(base if isinstance(base, dict) else {}, current, {} if new is ABSENT else new, path)
        written = ABSENT if new is ABSENT else as_written(new)
        if current == written or (written == base and base is ABSENT):
            return current
        if current == base and self.base_is_known:
            return new
        self.keep(path, current, new)
        return current

    def merge_keys(
        self, base: dict[str, Any], current: dict[str, Any], new: dict[str, Any], path: NodePath
    ) -> dict[str, Any] | _Absent:
        found: dict[str, Any] = {}
        for key in (*new, *(one for one in current if one not in new)):
            sides = [side.get(key, ABSENT) for side in (base, current, new)]
            merged = self.merge(sides[0], sides[1], sides[2], (*path, key))
            if merged is not ABSENT:
                found[key] = merged
        return found or ABSENT

    def keep(self, path: NodePath, current: Maybe, new: Maybe) -> None:
        reason = "changed by hand" if current is not ABSENT else "removed by hand"
        if not self.base_is_known:
            reason = "nothing tells whether it was changed by hand, since the last import left no note"
        self.kept.append(Kept(".".join(map(str, path)), "nothing" if new is ABSENT else shown(new), reason))


def merge_record(base: Mapping[str, Any] | None, current: Mapping[str, Any], new: Mapping[str, Any]) -> Merged:
    """Return what a record should say after an import.

    `base` is what the last import wrote (None: not known), `current` what the file says, `new` what the table gives.
    The row of the table is not compared; it follows the table where something else changes too.
    """
    known = base is not None
    merging = _Merging(known)
    before = dict(base) if base is not None else as_written(without_row(new))
    merged = merging.merge(before, dict(without_row(current)), dict(without_row(new)), ())
    values: dict[str, Any] = {} if merged is ABSENT else merged
    row = _row(current) if as_written(values) == without_row(current) else _row(new)
    if _row(current) is not None and isinstance(values.get("source"), dict):
        values = {**values, "source": {**values["source"], "row": row}}
    return Merged(values, tuple(merging.kept))


def without_row(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a record without the row of the table, which moves when others come and go."""
    source = values.get("source")
    if not isinstance(source, dict):
        return dict(values)
    return {**values, "source": {key: value for key, value in source.items() if key != "row"}}


def _row(values: Mapping[str, Any]) -> Any:
    source = values.get("source")
    return source.get("row") if isinstance(source, dict) else None
