"""Read published RDF (Turtle, JSON-LD, RDF/XML) into resources. Nothing is loaded from the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse
from pyoxigraph import Literal as RdfLiteral

from generator.checks.reporters import visible
from generator.errors import UsageError
from generator.feeds.elm_terms import ADMS, DCT, ELM_3_2, ELM_3_3, FOAF, RDF, ROV, SKOS
from generator.importers.resources import Link, Resources, Text, Value

if TYPE_CHECKING:
    from pyoxigraph import Quad, Triple

FORMATS = {"Turtle": RdfFormat.TURTLE, "JSON-LD": RdfFormat.JSON_LD, "RDF/XML": RdfFormat.RDF_XML}
NAMESPACES = (ELM_3_2.namespace, ELM_3_3.namespace)

_OF_MODEL = frozenset((*NAMESPACES, ADMS, DCT, FOAF, RDF, ROV, SKOS))
"""Namespaces whose local names the model uses; a name from elsewhere stays whole, so that nobody mistakes it."""

_SHOWN = 6


def read_rdf(content: bytes, form: str, name: str) -> Resources:
    """Return the resources of a file. Raises UsageError for what is no RDF, or holds no statement of the model."""
    resources = Resources()
    seen: set[str] = set()
    try:
        for one in parse(content, format=FORMATS[form]):
            seen |= _take(resources, one)
    except (SyntaxError, ValueError, OSError) as error:
        raise _unreadable(name, form, str(error)) from error
    if not seen & set(NAMESPACES):
        found = ", ".join(sorted(seen - {RDF})[:_SHOWN]) or "no statement"
        raise UsageError(
            f"{name}: expected the European Learning Model ({' or '.join(NAMESPACES)}), found {visible(found)}; "
            "nothing was written",
            remedy="Export learning opportunities in the European Learning Model, or import a table.",
        )
    resources.put_in_order()
    return resources


def _unreadable(name: str, form: str, reason: str) -> UsageError:
    if "LoadDocumentCallback" in reason:
        return UsageError(
            f"{name}: expected a context inside the file, found one on the web; nothing was written",
            remedy="Write the context into the file in place of its address, or export Turtle: an import loads "
            "nothing from the web.",
        )
    return UsageError(
        f"{name}: expected {form}, found a mistake: {visible(reason)}; nothing was written",
        remedy="Export the file again; it may have been cut off.",
    )


def _take(resources: Resources, one: Quad | Triple) -> set[str]:
    """Take a statement over; return the namespaces of its words."""
    subject, predicate, target = _iri(one.subject), _iri(one.predicate), one.object
    resources.statements += 1
    resource = resources.at(subject)
    if predicate == f"{RDF}type":
        resource.kinds.add(name_in_model(_iri(target)))
        return {_namespace(_iri(target))}
    resource.add(name_in_model(predicate), _value(target))
    return {_namespace(predicate)}


def _value(target: object) -> Value:
    return Text(target.value, target.language or "") if isinstance(target, RdfLiteral) else Link(_iri(target))


def _iri(node: object) -> str:
    if isinstance(node, BlankNode):
        return f"_:{node.value}"
    return node.value if isinstance(node, NamedNode) else str(node)


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def name_in_model(iri: str) -> str:
    """Return the last part of an IRI of the model, and any other IRI whole."""
    namespace = _namespace(iri)
    return iri[len(namespace) :] if namespace in _OF_MODEL else iri
