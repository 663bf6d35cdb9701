"""Statements of the European Learning Model as JSON-LD: one resource a line, with a context inside the file.

Names without a prefix are the model's own; nothing has to be loaded from the web to read a file.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import orjson
from pyoxigraph import Literal

from generator.feeds.elm_terms import RDF, XSD
from generator.feeds.literals import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.feeds.elm_terms import Description, ElmVersion

Json = dict[str, Any]

_TYPE = f"{RDF}type"


def json_nodes(about: Description) -> bytes:
    """Return the resources of a description, each a line with a comma before it, without the context."""
    version = about.version
    nodes: dict[str, Json] = {}
    value: Json | str
    for subject, predicate, target in about.statements:
        if subject not in nodes:
            nodes[subject] = {"@id": subject}
        if isinstance(target, Literal):
            name, value = _short(predicate, version), _literal(target, version)
        elif predicate == _TYPE:
            name, value = "@type", _short(target, version)
        else:
            name, value = _short(predicate, version), {"@id": target}
        nodes[subject].setdefault(name, []).append(value)
    return b"".join(b",\n" + orjson.dumps(nodes[iri]) for iri in sorted(nodes))


def json_ld(nodes: Iterable[bytes], version: ElmVersion) -> bytes:
    """Put lines of resources together into one document."""
    others = {name: iri for name, iri in version.prefixes.items() if name != "elm"}
    context = orjson.dumps({"@vocab": version.namespace, **others})
    body = b"".join(nodes).removeprefix(b",")
    return b'{"@context": ' + context + b',\n"@graph": [' + body + b"\n]}\n"


def _literal(literal: Literal, version: ElmVersion) -> Json:
    if literal.language:
        return {"@language": literal.language, "@value": literal.value}
    kind = literal.datatype.value
    return {"@value": literal.value} if kind == f"{XSD}string" else _typed(literal.value, _short(kind, version))


def _typed(value: str, kind: str) -> Json:
    return {"@type": kind, "@value": value}


@cache
def _short(iri: str, version: ElmVersion) -> str:
    """Return the name of a property, class or datatype in the context; there are few."""
    name = local_name(iri)
    names = {namespace: "" if name == "elm" else f"{name}:" for name, namespace in version.prefixes.items()}
    found = names.get(iri.removesuffix(name))
    return iri if found is None else f"{found}{name}"
