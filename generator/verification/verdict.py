"""What a look at a file tells: how much was found in it, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

MOST_FAULTS = 5
"""So many faults of a file are told; who mends them looks again."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a validator found in a file: a number of things it looked at, and faults.

    Zero things looked at is a fault wherever there must be some: data in another namespace, or an empty list, pass
    most validators.
    """

    counted: int
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A file of a built site, and the folder of the oracles if there is one."""

    site: Path
    file: str
    oracles: Path | None = None

    @property
    def path(self) -> Path:
        """Return where the file is."""
        return self.site / self.file

    def oracle(self, name: str) -> Path:
        """Return a file of the oracles; only checks that name it ask for it."""
        assert self.oracles is not None  # noqa: S101 - such checks are skipped without a folder
        return self.oracles / name


Validator: TypeAlias = Callable[[Place], Found]


def some(counted: int, faults: list[str], what: str) -> Found:
    """Return what was found where there must be something; `what` is a word for the things."""
    if not counted and not faults:
        faults = [f"expected {what}, found none"]
    return Found(counted, tuple(faults[:MOST_FAULTS]))
