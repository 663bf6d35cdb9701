"""What a published file says of an offer or a provider, as a tree of values that is not yet a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.importers.remarks import Fate

Tree = dict[str, Any]

NO_PLACE = "a record has no place for it"


@dataclass(frozen=True, slots=True)
class Left:
    """A value that did not simply reach its place: its property in the file, and why."""

    name: str
    value: str
    reason: str = NO_PLACE
    fate: Fate = Fate.NOT_PLACED


@dataclass(frozen=True, slots=True)
class PublishedOffer:
    """An offer of a file: its number there, what it is called in every export, and what is said of it.

    `provider` and `awarded_by` are how the file calls organisations, `language` is that of texts that do not name
    theirs. With a `fault` no record can be made.
    """

    number: int
    identifier: str
    provider: str
    tree: Tree
    awarded_by: tuple[str, ...] = ()
    lost: tuple[Left, ...] = ()
    fault: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class PublishedProvider:
    """An organisation: how the file calls it, and what it is called in every export."""

    name: str
    identifier: str
    tree: Tree
    lost: tuple[Left, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """A file that was read: what it is, its offers and the providers that they name, and how much it says.

    `beside` names what belongs to no offer.
    """

    form: str
    offers: tuple[PublishedOffer, ...]
    providers: tuple[PublishedProvider, ...]
    statements: int
    beside: tuple[str, ...] = ()
