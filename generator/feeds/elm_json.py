"""Statements of the European Learning Model as JSON-LD: one resource a line, with a context inside the file.

Names without a prefix are the model's own; nothing has to be loaded from the web to read a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from pyoxigraph import Literal

from generator.feeds.elm_terms import RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.feeds.elm_terms import Description, ElmVersion, Statement

Json = dict[str, Any]

_TYPE = f"{RDF}type"


def json_nodes(about: Description) -> bytes:
    """Return the resources of a description, each a line with a comma before it, without the context."""
    prefixes = about.version.prefixes
    names = {iri: "" if name == "elm" else f"{name}:" for name, iri in prefixes.items()}
    nodes: dict[str, Json] = {}
    for statement in about.statements:
        node = nodes.setdefault(statement.subject, {"@id": statement.subject})
        _state(node, statement, names)
    return b"".join(b",\n" + orjson.dumps(nodes[iri]) for iri in sorted(nodes))


def json_ld(nodes: Iterable[bytes], version: ElmVersion) -> bytes:
    """Put lines of resources together into one document."""
    others = {name: iri for name, iri in version.prefixes.items() if name != "elm"}
    context = orjson.dumps({"@vocab": version.namespace, **others})
    body = b"".join(nodes).removeprefix(b",")
    return b'{"@context": ' + context + b',\n"@graph": [' + body + b"\n]}\n"


def _state(node: Json, statement: Statement, names: dict[str, str]) -> None:
    target = statement.target
    if isinstance(target, Literal):
        node.setdefault(_short(statement.predicate, names), []).append(_literal(target, names))
    elif statement.predicate == _TYPE:
        node.setdefault("@type", []).append(_short(target, names))
    else:
        node.setdefault(_short(statement.predicate, names), []).append({"@id": target})


def _literal(literal: Literal, names: dict[str, str]) -> Json:
    if literal.language:
        return {"@language": literal.language, "@value": literal.value}
    kind = literal.datatype.value
    return {"@value": literal.value} if kind == f"{XSD}string" else _typed(literal.value, _short(kind, names))


def _typed(value: str, kind: str) -> Json:
    return {"@type": kind, "@value": value}


def _short(iri: str, names: dict[str, str]) -> str:
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    name = names.get(iri[:cut])
    return iri if name is None else f"{name}{iri[cut:]}"
