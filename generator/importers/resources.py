"""What a published file says, as resources with values: the common form of RDF and of QDR XML.

Each value remembers whether somebody read it, so that all others can be named: nothing is lost without a word.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Found = TypeVar("Found")

_CONCEPTS = frozenset(("Concept", "ConceptScheme"))
_OF_CONCEPTS = frozenset(("prefLabel", "altLabel", "notation", "inScheme", "topConceptOf", "definition"))
INDEPENDENT = _CONCEPTS | {
    "LearningOpportunity",
    "LearningAchievementSpecification",
    "Qualification",
    "Organisation",
}
"""Classes of resources that are no part of the one that leads to them: what they say is told where they are read."""

SILENT = frozenset(("defaultLanguage", "modified"))
"""What says nothing that a draft could say: which texts count first, and when somebody else last changed them."""

_NUMBERS = re.compile(r"(\d+)", re.ASCII)
_DEPTH = 3
"""How many names of properties stand before a value."""


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

    `used` are the values that somebody read, `followed` the properties whose resources somebody reads.
    """

    iri: str
    home: Resources = field(repr=False, compare=False)
    kinds: set[str] = field(default_factory=set)
    values: dict[str, list[Value]] = field(default_factory=dict)
    used: set[tuple[str, Value]] = field(default_factory=set)
    followed: set[str] = field(default_factory=set)

    @property
    def is_named(self) -> bool:
        """Tell whether the file gives it a name of its own."""
        return not self.iri.startswith("_:")

    def add(self, name: str, value: Value) -> None:
        """Add a value, each once."""
        values = self.values.setdefault(name, [])
        if value not in values:
            values.append(value)

    def read_all(self, name: str, convert: Callable[[str], Found | None]) -> list[Found]:
        """Return what is made of the texts and IRIs of a property; those of which nothing is made stay unread."""
        found = []
        for value in self.values.get(name, ()):
            made = convert(value.text if isinstance(value, Text) else value.iri)
            if made is not None:
                self.used.add((name, value))
                found.append(made)
        return found

    def read(self, name: str, convert: Callable[[str], Found | None]) -> Found | None:
        """Return the first thing that can be made of a value; all others stay unread."""
        for value in self.values.get(name, ()):
            made = convert(value.text if isinstance(value, Text) else value.iri)
            if made is not None:
                self.used.add((name, value))
                return made
        return None

    def links(self, name: str) -> list[str]:
        """Return the IRIs that a property leads to."""
        found = [one for one in self.values.get(name, ()) if isinstance(one, Link)]
        self.used |= {(name, one) for one in found}
        return [one.iri for one in found]

    def text(self, name: str) -> str | None:
        """Return the first literal of a property."""
        for one in self.values.get(name, ()):
            if isinstance(one, Text) and one.text.strip():
                self.used.add((name, one))
                return one.text.strip()
        return None

    def texts(self, name: str) -> dict[str, str]:
        """Return the literals of a property by language, the first of each, that of the opportunity before others.

        One that does not name its language is in that of the texts around it, if the file says which.
        """
        found: dict[str, str] = {}
        for one in self.values.get(name, ()):
            if isinstance(one, Text) and one.text.strip():
                language = one.language.lower() or self.home.language
                if language and language not in found:
                    found[language] = one.text
                    self.used.add((name, one))
                    self.home.assumed |= not one.language
        main = self.home.language
        return {main: found[main]} | found if main in found else found

    def plain(self, *names: str) -> bool:
        """Tell whether a property has a literal that does not name its language."""
        values = (one for name in names for one in self.values.get(name, ()))
        return any(isinstance(one, Text) and not one.language for one in values)


@dataclass
class Resources:
    """All resources of a file, by IRI, in the order of the file; `statements` counts what it says.

    `language` is that of texts that do not name theirs, and `assumed` tells whether there were any.
    """

    by_iri: dict[str, Resource] = field(default_factory=dict)
    statements: int = 0
    language: str = ""
    assumed: bool = False
    met: set[str] = field(default_factory=set)

    def at(self, iri: str) -> Resource:
        """Return a resource; one of which nothing is said is empty."""
        found = self.by_iri.get(iri)
        if found is None:
            found = self.by_iri[iri] = Resource(iri, self)
        return found

    def put_in_order(self) -> None:
        """Put properties and values into an order of their own: statements of RDF have none, and come in any."""
        for resource in self.by_iri.values():
            resource.values = {name: resource.values[name] for name in sorted(resource.values)}
            for values in resource.values.values():
                if len(values) > 1:
                    values.sort(key=self._order)

    def _order(self, value: Value) -> tuple[Any, ...]:
        """Return what sorts a value: texts by language, names with numbers by number, nodes without a name by words."""
        if isinstance(value, Text):
            return 0, value.language, value.text
        if not value.iri.startswith("_:"):
            return 1, [(len(one.lstrip("0")) if one.isdecimal() else -1, one) for one in _NUMBERS.split(value.iri)]
        found = self.by_iri.get(value.iri)
        inside = _each(found) if found else ()
        return 2, sorted((name, *_literal(one)) for name, one in inside)

    def speak(self, language: str) -> None:
        """Say in which language the next texts are that do not name theirs."""
        self.language, self.assumed = language, False

    def of_kind(self, *kinds: str) -> Iterator[Resource]:
        """Yield the resources of one of these classes."""
        wanted = set(kinds)
        yield from [one for one in self.by_iri.values() if one.kinds & wanted]

    def follow(self, resource: Resource, name: str) -> list[Resource]:
        """Return the resources that a property leads to."""
        resource.followed.add(name)
        return [self.at(iri) for iri in resource.links(name)]

    def first(self, resource: Resource, name: str) -> Resource | None:
        """Return the first resource that a property leads to; the others stay unread."""
        for one in resource.values.get(name, ()):
            if isinstance(one, Link):
                resource.followed.add(name)
                resource.used.add((name, one))
                return self.at(one.iri)
        return None

    def notes(self, resource: Resource, name: str) -> list[tuple[str, dict[str, str]]]:
        """Return the notes of a property: the last part of each note's name, and its texts."""
        return [(part_name(one.iri), one.texts("noteLiteral")) for one in self.follow(resource, name)]

    def unread(self, root: Resource, *, silent: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
        """Yield what nobody read of a resource and its parts: names of properties, and the value."""
        left: deque[tuple[Resource, tuple[str, ...]]] = deque([(root, ())])
        quiet = SILENT.union(silent)
        seen = {root.iri}
        while left:
            resource, path = left.popleft()
            self.met.add(resource.iri)
            for name, value in _each(resource):
                steps = (*path, name)[-_DEPTH:]
                part = self._part(resource, name, value, seen)
                if part is not None:
                    seen.add(part.iri)
                    left.append((part, steps))
                elif (name, value) not in resource.used and name not in quiet and not self._is_seen(value, seen):
                    yield ".".join(steps), self.shown(value)

    def _part(self, resource: Resource, name: str, value: Value, seen: set[str]) -> Resource | None:
        """Return the part that a value leads to and that is to be looked through, or None."""
        found = self.by_iri.get(value.iri) if isinstance(value, Link) else None
        if found is None or found.iri in seen or not found.values or found.kinds & INDEPENDENT:
            return None
        read_elsewhere = (name, value) in resource.used and name not in resource.followed
        return None if read_elsewhere else found

    def _is_seen(self, value: Value, seen: set[str]) -> bool:
        return isinstance(value, Link) and value.iri in seen

    def shown(self, value: Value) -> str:
        """Return a value as a report shows it: a concept and an organisation with their names."""
        if isinstance(value, Text):
            return value.text
        label = self._name(self.by_iri.get(value.iri))
        return f"{value.iri} ({label})" if label else value.iri

    def _name(self, resource: Resource | None) -> str:
        names = ("prefLabel", "title", "legalName", "altLabel")
        values = (one for name in names for one in (resource.values.get(name, ()) if resource else ()))
        return next((one.text for one in values if isinstance(one, Text)), "")

    def beside(self) -> Iterator[str]:
        """Yield the resources to which no offer and no provider leads, each with its class and name.

        It comes last, after all that is unread was asked for.
        """
        rest = {one.iri: one for one in self.by_iri.values() if one.values and not _is_concept(one)}
        rest = {iri: one for iri, one in rest.items() if iri not in self.met}
        named = {value.iri for one in rest.values() for _, value in _each(one) if isinstance(value, Link)}
        roots = [iri for iri, one in rest.items() if iri not in named or one.kinds & INDEPENDENT]
        for iri in (*roots, *rest):
            if iri not in self.met:
                kinds = ", ".join(sorted(rest[iri].kinds)) or "resource"
                yield f"{kinds} {self.shown(Link(iri))}" if rest[iri].is_named else f"{kinds} {self._name(rest[iri])}"
                for _ in self.unread(rest[iri]):
                    pass


def _literal(value: Value) -> tuple[str, str]:
    """Return the words of a value; a node without a name is called otherwise each time."""
    if isinstance(value, Text):
        return value.language, value.text
    return "", "" if value.iri.startswith("_:") else value.iri


def _is_concept(resource: Resource) -> bool:
    return bool(resource.kinds & _CONCEPTS) or resource.values.keys() <= _OF_CONCEPTS


def _each(resource: Resource) -> Iterator[tuple[str, Value]]:
    return ((name, value) for name, values in resource.values.items() for value in values)


def part_name(iri: str) -> str:
    """Return how the registry's own files call a part of a resource: what stands behind the last `#`."""
    return iri.rpartition("#")[2]
