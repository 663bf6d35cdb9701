"""Ask the check of records about a record before it is written: an import writes none that the check would refuse."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.checks.record_rules import check_record
from generator.diagnostics import Severity
from generator.records.discover import RecordFile, RecordKind
from generator.records.offer import Offer
from generator.records.source import Source, Span
from generator.records.yaml import Places, with_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.records.provider import Provider
    from generator.records.yaml import NodePath


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that a record cannot hold: its path as far as it is known, and the reason."""

    path: tuple[int | str, ...]
    reason: str


def first_error(record: Offer | Provider, tree: dict[str, Any]) -> Fault | None:
    """Return the first thing in a record that the check calls an error, or None; `tree` holds its values.

    The record stands in no file yet: in place of its lines the paths of its values are counted.
    """
    paths = list(_paths(tree))
    spans = {path: Span(number, 1, number, 1, 0, 0) for number, path in enumerate(paths, 1)}
    document = with_places(Source("", ""), tree, Places(spans))
    kind = RecordKind.OFFER if isinstance(record, Offer) else RecordKind.PROVIDER
    for found in check_record(RecordFile(kind, "", record.id, Path(), ""), record, document):
        if found.severity is Severity.ERROR:
            return Fault(paths[found.location.line - 1], str(found.message))
    return None


def _paths(value: Any, path: NodePath = ()) -> Iterator[NodePath]:
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in inside:
        yield from _paths(inner, (*path, step))
