"""Walk through what a record states: its parts, and its texts and codes with their place in the file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from generator.records.statement import NOT_STATED, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.records.yaml import NodePath, Value


class ValueKind(Enum):
    """What a value is to its reader."""

    CODE = auto()
    """A word in no particular language: a code, a number, an address."""
    TEXT = auto()
    """A text in the language that stands in its path."""
    LANGUAGE = auto()
    """The tag of the language of a text: a key of the record."""


@dataclass(frozen=True, slots=True)
class StatedValue:
    """One text of a record and where it stands."""

    path: NodePath
    value: str
    kind: ValueKind


def parts(record: Statement, path: NodePath = ()) -> Iterator[tuple[NodePath, Statement]]:
    """Yield a record and every part of it that has keys of its own, in the order of the model."""
    yield path, record
    for name in _stated_names(record):
        yield from _parts_within(getattr(record, name), (*path, name))


def _parts_within(value: Any, path: NodePath) -> Iterator[tuple[NodePath, Statement]]:
    if isinstance(value, Statement):
        yield from parts(value, path)
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _parts_within(entry, (*path, index))


def stated_values(path: NodePath, part: Statement) -> Iterator[StatedValue]:
    """Yield the texts, codes and language tags that stand in one part, without those of the parts inside it."""
    for name in _stated_names(part):
        yield from _values(getattr(part, name), (*path, name), ValueKind.CODE)


def _values(value: Any, path: NodePath, kind: ValueKind) -> Iterator[StatedValue]:
    if isinstance(value, str):
        yield StatedValue(path, value, kind)
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _values(entry, (*path, index), kind)
    elif isinstance(value, dict):
        for language, text in value.items():
            yield StatedValue((*path, language), language, ValueKind.LANGUAGE)
            yield from _values(text, (*path, language), ValueKind.TEXT)


def texts_under(value: Value, steps: tuple[str, ...], path: NodePath = ()) -> Iterator[tuple[NodePath, str]]:
    """Yield the texts of a parsed file that stand under a path (`*`: any place in a list), sound or not."""
    if not steps:
        if isinstance(value, str) and value != NOT_STATED:
            yield path, value.strip()
    elif steps[0] == "*" and isinstance(value, list):
        for index, entry in enumerate(value):
            yield from texts_under(entry, steps[1:], (*path, index))
    elif isinstance(value, dict) and steps[0] in value:
        yield from texts_under(value[steps[0]], steps[1:], (*path, steps[0]))


def _stated_names(part: Statement) -> Iterator[str]:
    stated = part.model_fields_set
    return (name for name in type(part).model_fields if name in stated)
