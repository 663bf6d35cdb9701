"""What a published file says, as resources with values: the common form of RDF and of QDR XML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Text:
    """A literal, with its language if it has one."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A reference to another resource, by its IRI."""

    iri: str


Value = Text | Link


@dataclass
class Resource:
    """A resource: its classes and values by the local names of the model, whatever its edition.

    What was asked for is remembered in `taken`, so that the rest can be named.
    """

    iri: str
    kinds: set[str] = field(default_factory=set)
    values: dict[str, list[Value]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def add(self, name: str, value: Value) -> None:
        """Add a value, each once."""
        values = self.values.setdefault(name, [])
        if value not in values:
            values.append(value)

    def of(self, name: str) -> list[Value]:
        """Return the values of a property and remember that they were asked for."""
        self.taken.add(name)
        return self.values.get(name, [])

    def links(self, name: str) -> list[str]:
        """Return the IRIs that a property leads to."""
        return [one.iri for one in self.of(name) if isinstance(one, Link)]

    def text(self, name: str) -> str | None:
        """Return the first literal of a property."""
        return next((one.text for one in self.of(name) if isinstance(one, Text)), None)

    def texts(self, name: str) -> dict[str, str]:
        """Return the literals of a property by language; the first of each counts, one without language is English."""
        found: dict[str, str] = {}
        for one in self.of(name):
            if isinstance(one, Text):
                found.setdefault(one.language.lower() or "en", one.text)
        return found


@dataclass
class Resources:
    """All resources of a file, by IRI, in the order of the file; `statements` counts what it says."""

    by_iri: dict[str, Resource] = field(default_factory=dict)
    statements: int = 0

    def at(self, iri: str) -> Resource:
        """Return a resource; one of which nothing is said is empty."""
        return self.by_iri.setdefault(iri, Resource(iri))

    def of_kind(self, *kinds: str) -> Iterator[Resource]:
        """Yield the resources of one of these classes."""
        wanted = set(kinds)
        yield from [one for one in self.by_iri.values() if one.kinds & wanted]

    def follow(self, resource: Resource, name: str) -> list[Resource]:
        """Return the resources that a property leads to."""
        return [self.at(iri) for iri in resource.links(name)]

    def notes(self, resource: Resource, name: str) -> list[tuple[str, dict[str, str]]]:
        """Return the notes of a property: the last part of each note's name, and its texts."""
        return [(_part(one.iri), one.texts("noteLiteral")) for one in self.follow(resource, name)]


def _part(iri: str) -> str:
    """Return how the registry's own files call a part: what stands behind the last `#` or `-` sign of its parent."""
    return iri.rpartition("#")[2]
