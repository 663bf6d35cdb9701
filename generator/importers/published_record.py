"""What a published file says of an offer or a provider, as a tree of values that is not yet a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PublishedOffer:
    """An offer of a file: its number there, its identifier and that of its provider, and what is said of it.

    `awarded_by` are identifiers of organisations. `lost` has properties and values that records have no place for. With
    a `fault` no record can be made.
    """

    number: int
    identifier: str
    provider: str
    tree: Tree
    awarded_by: tuple[str, ...] = ()
    lost: tuple[tuple[str, str], ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class PublishedProvider:
    """An organisation of a file."""

    identifier: str
    tree: Tree
    lost: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """A file that was read: what it is, its offers and the providers that they name, and how much it says."""

    form: str
    offers: tuple[PublishedOffer, ...]
    providers: tuple[PublishedProvider, ...]
    statements: int
