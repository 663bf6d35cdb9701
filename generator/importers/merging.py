"""Bring a new table into a record that people have worked on: three ways, value by value.

What only the table changed since the last import is taken over; what a person changed is kept and named. A list is
one value: nobody can tell which of its entries a correction belonged to once they have moved.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from generator.importers.fitting import shown
from generator.records.edit import as_written
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.records.yaml import NodePath

NOT_TOLD = "nothing tells whether it was changed by hand, since the last import left no note"


class _Sign(Enum):
    """What stands in the place of a value: there is none, or nobody knows what the last import wrote."""

    ABSENT = "nothing"
    UNKNOWN = "unknown"


ABSENT = _Sign.ABSENT
UNKNOWN = _Sign.UNKNOWN


@dataclass(frozen=True, slots=True)
class Kept:
    """A value of a record that the table does not replace: its key, what the table says, and why it stays."""

    key: str
    table: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outdated:
    """A text that a person wrote in one language, while the table changed it in others."""

    key: str
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Merged:
    """What a record should say, what of it differs from the table because of a person, and what to note of the table.

    `unknown` are the keys of which nobody can tell who wrote them, until the table and the record agree.
    """

    values: dict[str, Any]
    noted: dict[str, Any]
    kept: tuple[Kept, ...] = ()
    unknown: tuple[str, ...] = ()
    outdated: tuple[Outdated, ...] = ()


@dataclass
class _Merging:
    pinned: Mapping[NodePath, NodePath]
    """Values that stay, each with the one that it goes with."""
    kept: dict[NodePath, Kept] = field(default_factory=dict)
    unknown: list[NodePath] = field(default_factory=list)
    former: dict[NodePath, Any] = field(default_factory=dict)
    """What was noted about pinned values: the table's are still to come."""
    outdated: list[Outdated] = field(default_factory=list)

    def merge(self, base: Any, current: Any, new: Any, path: NodePath) -> Any:
        """Return what a value should be, or ABSENT."""
        inside = {} if new is ABSENT and isinstance(base, dict) else new
        if isinstance(current, dict) and isinstance(inside, dict):
            return self.merge_keys(base if isinstance(base, dict) or base is UNKNOWN else {}, current, inside, path)
        written = ABSENT if new is ABSENT else as_written(new)
        if current == written or (new is ABSENT and base in (ABSENT, UNKNOWN)):
            return current
        if base is UNKNOWN:
            self.unknown.append(path)
            return self.keep(path, current, new, NOT_TOLD)
        if current != base:
            return self.keep(path, current, new, "changed by hand" if current is not ABSENT else "removed by hand")
        other = next((with_it for one, with_it in self.pinned.items() if _related(one, path)), None)
        if other is not None:
            self.former[path] = base
            return self.keep(path, current, new, f"it goes with `{_key(other)}`, which stays")
        return new

    def merge_keys(self, base: Any, current: dict[str, Any], new: dict[str, Any], path: NodePath) -> Any:
        found: dict[str, Any] = {}
        for key in (*new, *(one for one in current if one not in new)):
            before = UNKNOWN if base is UNKNOWN else base.get(key, ABSENT)
            merged = self.merge(before, current.get(key, ABSENT), new.get(key, ABSENT), (*path, key))
            if merged is not ABSENT:
                found[key] = merged
        self.compare_languages(current, found, new, path)
        return found or ABSENT

    def compare_languages(
        self, current: dict[str, Any], found: dict[str, Any], new: dict[str, Any], path: NodePath
    ) -> None:
        if not all(key.partition("-")[0] in vocabulary("languages") for key in current):
            return
        changed = tuple(key for key in current if as_written(found.get(key, "")) != current[key])
        by_hand = (key for key in current if key in found and current[key] != as_written(new.get(key, "")))
        if changed:
            self.outdated += [Outdated(_key((*path, key)), changed) for key in by_hand if key not in changed]

    def keep(self, path: NodePath, current: Any, new: Any, reason: str) -> Any:
        self.kept[path] = Kept(_key(path), "nothing" if new is ABSENT else shown(new), reason)
        return current


def merge_record(
    base: Mapping[str, Any] | None,
    current: Mapping[str, Any],
    new: Mapping[str, Any],
    *,
    unknown: Iterable[str] = (),
    together: Sequence[frozenset[NodePath]] = (),
) -> Merged:
    """Return what a record should say after an import.

    `base` is what the last import wrote (None: not known; `unknown` are keys of which it is not known), `current`
    what the file says, `new` what the table gives. Values that are `together` come from one column: if one of them
    stays, so do the others. The row of the table is not compared; it follows where something else changes too.
    """
    before = UNKNOWN if base is None else _with_unknown(base, unknown)
    pinned: dict[NodePath, NodePath] = {}
    while True:
        merging = _Merging(pinned)
        merged = merging.merge(before, dict(without_row(current)), dict(without_row(new)), ())
        more = _pinned(merging.kept, together)
        if more.keys() <= pinned.keys():
            break
        pinned = {**more, **pinned}
    values: dict[str, Any] = {} if merged is ABSENT else merged
    row = _row(current) if as_written(values) == without_row(current) else _row(new)
    if _row(current) is not None and isinstance(values.get("source"), dict):
        values = {**values, "source": {**values["source"], "row": row}}
    noted: Any = as_written(without_row(new))
    for path, value in merging.former.items():
        _put(noted, path, value)
    keys = tuple(map(_key, merging.unknown))
    return Merged(values, noted, tuple(merging.kept.values()), keys, tuple(merging.outdated))


def _pinned(kept: Iterable[NodePath], together: Sequence[frozenset[NodePath]]) -> dict[NodePath, NodePath]:
    """Return the values that stay because of one that is kept, each with that one."""
    return {
        other: one
        for one in kept
        for group in together
        if any(_related(one, member) for member in group)
        for other in group
        if not _related(one, other)
    }


def _with_unknown(base: Mapping[str, Any], unknown: Iterable[str]) -> dict[str, Any]:
    found = _copy(base)
    for key in unknown:
        _put(found, tuple(key.split(".")), UNKNOWN)
    return found


def _copy(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _copy(value) if isinstance(value, dict) else value for key, value in values.items()}


def _put(tree: dict[str, Any], path: NodePath, value: Any) -> None:
    """Set a value in nested mappings, or take it out where it is ABSENT."""
    *above, last = map(str, path)
    for step in above:
        inside = tree.get(step)
        tree[step] = tree = inside if isinstance(inside, dict) else {}
    if value is ABSENT:
        tree.pop(last, None)
    else:
        tree[last] = value


def _related(one: NodePath, other: NodePath) -> bool:
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]


def _key(path: NodePath) -> str:
    return ".".join(map(str, path))


def without_row(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a record without the row of the table, which moves when others come and go."""
    source = values.get("source")
    if not isinstance(source, dict):
        return dict(values)
    return {**values, "source": {key: value for key, value in source.items() if key != "row"}}


def _row(values: Mapping[str, Any]) -> Any:
    source = values.get("source")
    return source.get("row") if isinstance(source, dict) else None
