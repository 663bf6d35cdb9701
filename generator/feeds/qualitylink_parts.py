"""The parts of a record named after what they say, so that QualityLink's comparison of two harvests is right."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from generator.feeds.elm_terms import RDF, Statement
from generator.feeds.literals import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

TYPE = f"{RDF}type"


def parts_named_by_content(statements: Iterable[Statement], record: str) -> Iterator[Statement]:
    """Yield the statements about a record; each part gets its parent's name, its property and a digest of itself.

    A harvester that compares two states then sees a changed part as a new one, and an unchanged one as the same.
    """
    said: dict[str, list[Statement]] = {}
    for one in statements:
        said.setdefault(one.subject, []).append(one)
    yield from _renamed(said, record, record)


def _renamed(said: Mapping[str, Sequence[Statement]], iri: str, named: str) -> Iterator[Statement]:
    for one in said.get(iri, ()):
        if not _is_part(one, said):
            yield Statement(named, one.predicate, one.target)
            continue
        target = str(one.target)
        link = "-" if "#" in named else "#"
        name = f"{named}{link}{local_name(one.predicate)}-{_digest(said, target)}"
        yield Statement(named, one.predicate, name)
        yield from _renamed(said, target, name)


def _is_part(one: Statement, said: Mapping[str, Sequence[Statement]]) -> bool:
    return isinstance(one.target, str) and "#" in one.target and one.target in said and one.predicate != TYPE


def _digest(said: Mapping[str, Sequence[Statement]], iri: str) -> str:
    """Return ten letters that stand for what is said of a part and its own parts, whatever they were called."""
    lines = sorted(
        f"{one.predicate} {_digest(said, str(one.target)) if _is_part(one, said) else one.target}" for one in said[iri]
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:10]
