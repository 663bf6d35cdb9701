"""Read published RDF (Turtle, JSON-LD, RDF/XML) into resources. Nothing is loaded from the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse
from pyoxigraph import Literal as RdfLiteral

from generator.checks.reporters import visible
from generator.errors import UsageError
from generator.feeds.elm_terms import ELM_3_2, ELM_3_3, RDF
from generator.importers.resources import Link, Resources, Text, Value

if TYPE_CHECKING:
    from pyoxigraph import Quad, Triple

FORMATS = {"turtle": RdfFormat.TURTLE, "json-ld": RdfFormat.JSON_LD, "rdf-xml": RdfFormat.RDF_XML}
NAMES = {"turtle": "Turtle", "json-ld": "JSON-LD", "rdf-xml": "RDF/XML"}
NAMESPACES = (ELM_3_2.namespace, ELM_3_3.namespace)


def read_rdf(content: bytes, form: str, name: str) -> Resources:
    """Return the resources of a file. Raises UsageError for what is no RDF, or holds no statement of the model."""
    resources = Resources()
    seen: set[str] = set()
    try:
        for one in parse(content, format=FORMATS[form]):
            seen.add(_namespace(_iri(one.predicate)))
            _take(resources, one)
    except (SyntaxError, ValueError, OSError) as error:
        raise _unreadable(name, form, str(error)) from error
    if not seen & set(NAMESPACES):
        found = ", ".join(sorted(seen)[:6]) or "no statement"
        raise UsageError(
            f"{name}: expected the European Learning Model ({' or '.join(NAMESPACES)}), found {found}; "
            "nothing was written",
            remedy="Export learning opportunities in the European Learning Model, or import a table.",
        )
    return resources


def _unreadable(name: str, form: str, reason: str) -> UsageError:
    if "context" in reason.lower() and form == "json-ld":
        return UsageError(
            f"{name}: expected a context inside the file, found one on the web ({reason}); nothing was written",
            remedy="Write the context into the file, or export Turtle: an import loads nothing from the web.",
        )
    return UsageError(
        f"{name}: expected {NAMES[form]}, found a mistake: {visible(reason)}; nothing was written",
        remedy="Export the file again; it may have been cut off.",
    )


def _take(resources: Resources, one: Quad | Triple) -> None:
    subject, predicate, target = _iri(one.subject), _iri(one.predicate), one.object
    resources.statements += 1
    resource = resources.at(subject)
    if predicate == f"{RDF}type":
        resource.kinds.add(local_name(_iri(target)))
    else:
        value: Value = (
            Text(target.value, target.language or "") if isinstance(target, RdfLiteral) else Link(_iri(target))
        )
        resource.add(local_name(predicate), value)


def _iri(node: object) -> str:
    if isinstance(node, BlankNode):
        return f"_:{node.value}"
    return node.value if isinstance(node, NamedNode) else str(node)


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def local_name(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]
