"""What an import has to say about a row: nothing that a table holds is lost without a word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What became of a value, where it did not simply reach its place."""

    NOT_PLACED = "not placed"
    """The record does not hold it."""
    LEFT_OUT = "left out"
    """The mapping says, with a reason, that the column is not wanted."""
    CHANGED = "changed"
    """The record holds it in another form, such as without HTML tags."""
    LEFT_OPEN = "left open"
    """The record holds it, but something one might conclude from it is not stated."""
    ASSUMED = "assumed"
    """The record holds it, and something about it rests on the mapping instead of the table."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One value of a row, and why it is not just where the mapping sends it."""

    row: int
    column: str
    value: str
    fate: Fate
    reason: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A row that gave no record at all, and why."""

    row: int
    reason: str
