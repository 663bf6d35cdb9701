"""Validators of RDF: official shapes (SHACL), and data that must be there for the shapes to look at."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.feeds.dcat import DCAT
from generator.feeds.elm_terms import ELM_3_2, ELM_3_3, XSD
from generator.feeds.literals import local_name
from generator.feeds.qualitylink_organisation import QL
from generator.verification.verdict import Found, Place, some

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib import Graph

Json = dict[str, Any]

SCHEMA_ORG_SHAPES = "http://schema.org/validation#"
SHACL = "http://www.w3.org/ns/shacl#"
LITERAL_SHAPES = ("Text", "Number", "Integer", "Float", "Boolean", "Date", "DateTime", "Time", "Duration")
_DURATION = re.compile(r"-?P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")
ALIASES = {"id": "@id", "type": "@type"}
"""What the context of the W3C adds to that of European Digital Credentials, as far as we use it."""


def turtle_parses(place: Place) -> Found:
    """Read Turtle; count statements."""
    from pyoxigraph import RdfFormat, parse  # noqa: PLC0415

    try:
        counted = sum(1 for _ in parse(path=str(place.path), format=RdfFormat.TURTLE))
    except (SyntaxError, ValueError, OSError) as error:
        return Found(0, (f"expected Turtle: {error}",))
    return some(counted, [], "statements")


def same_as_turtle(place: Place) -> Found:
    """Read JSON-LD with a context of its own and compare it with the Turtle file beside it; count statements."""
    from rdflib import Graph  # noqa: PLC0415

    told = Graph().parse(place.path, format="json-ld")
    beside = place.path.with_suffix(".ttl")
    if not beside.is_file():
        return Found(len(told), (f"expected {beside.name} beside it, found none",))
    missing = set(Graph().parse(beside, format="turtle")) ^ set(told)
    faults = [f"expected the same statements as in {beside.name}, {len(missing)} differ"] if missing else []
    return some(len(told), faults, "statements")


def loq_3_2(place: Place) -> Found:
    """Look at learning opportunities of ELM 3.2 with the shapes of classes and of vocabularies."""
    shapes = ("elm/pyshacl/LOQ-constraints.pyshacl.ttl", "elm/pyshacl/LOQ-constraints-mdr.ttl")
    return _conforms(place, _turtle(place), *shapes, kind=f"{ELM_3_2.namespace}Organisation")


def loq_3_3(place: Place) -> Found:
    """Look at learning opportunities of ELM 3.3 with the shapes derived for its namespace."""
    shapes = ("LOQ-constraints.derived-3.3ns.ttl", "LOQ-constraints-mdr.derived-3.3ns.ttl")
    kind = f"{ELM_3_3.namespace}Organisation"
    return _conforms(place, _turtle(place), *(f"elm/pyshacl/{name}" for name in shapes), kind=kind)


def qualitylink(place: Place) -> Found:
    """Look at a file for QualityLink with its shapes, which are an ontology as well."""
    kind = f"{QL}LearningOpportunitySpecification"
    return _conforms(place, _turtle(place), "qualitylink/ontology-shacl.ttl", kind=kind, with_ontology=True)


def dcat_ap(place: Place) -> Found:
    """Look at the description of the feeds with the shapes of DCAT-AP."""
    return _conforms(place, _turtle(place), "dcat-ap/3.0.1/dcat-ap-SHACL.ttl", kind=f"{DCAT}Dataset")


def digital_credential(place: Place) -> Found:
    """Look at a template for European Digital Credentials with the local copy of its context and its shapes."""
    from rdflib import Graph  # noqa: PLC0415

    template = json.loads(place.path.read_bytes())
    context = json.loads(place.oracle("elm/edc-ap-context.jsonld").read_bytes())["@context"]
    data = Graph().parse(data=json.dumps({**template, "@context": [ALIASES, context]}), format="json-ld")
    return _conforms(place, data, "elm/EDC-generic-no-cv.ttl", kind=f"{ELM_3_2.namespace}LearningAchievement")


def schema_org(place: Place) -> Found:
    """Look at the data inside a page with the shapes of schema.org, corrected where they refuse every literal."""
    from lxml import html  # noqa: PLC0415
    from rdflib import Graph  # noqa: PLC0415

    scripts = html.parse(str(place.path)).xpath("//script[@type='application/ld+json']/text()")
    context = json.loads(place.oracle("schemaorg/30.0/schemaorgcontext.jsonld").read_bytes())
    data = Graph()
    for script in scripts:
        data.parse(data=json.dumps({**json.loads(str(script)), **context}), format="json-ld")
    folder = place.oracle("schemaorg/30.0")
    faults = _report(data + _loaded((folder / "schemaorg-subclasses.shacl",)), _schema_org_shapes(folder))
    return some(_focus_nodes(data, _schema_org_shapes(folder)), faults, "things of schema.org")


def _turtle(place: Place) -> Graph:
    from rdflib import Graph  # noqa: PLC0415

    return Graph().parse(place.path, format="turtle")


def _conforms(place: Place, data: Graph, *names: str, kind: str, with_ontology: bool = False) -> Found:
    """Validate data in which a thing of a class must be: shapes pass over what is in another namespace."""
    from rdflib import RDF, URIRef  # noqa: PLC0415

    shapes = _loaded(tuple(place.oracle(name) for name in names))
    faults = _report(data, shapes, shapes if with_ontology else None)
    faults = [*_durations(place.path), *faults]
    if (None, RDF.type, URIRef(kind)) not in data:
        name = local_name(kind)
        faults.insert(0, f"expected something called {name} in the namespace {kind.removesuffix(name)}, found none")
    return some(_focus_nodes(data, shapes), faults, "data that the shapes look at")


def _durations(file: Path) -> list[str]:
    """Look at durations of a Turtle file as they are written: the type knows no weeks, and rdflib mends them."""
    from pyoxigraph import Literal, RdfFormat, parse  # noqa: PLC0415

    if file.suffix != ".ttl":
        return []
    targets = (one.triple.object for one in parse(path=str(file), format=RdfFormat.TURTLE))
    stated = {one.value for one in targets if isinstance(one, Literal) and one.datatype.value == f"{XSD}duration"}
    return [f"expected an xsd:duration, got {one}" for one in sorted(stated) if not _DURATION.fullmatch(one)]


@cache
def _loaded(files: tuple[Path, ...]) -> Graph:
    from rdflib import Graph  # noqa: PLC0415

    graph = Graph()
    for file in files:
        graph.parse(file, format="turtle")
    return graph


@cache
def _schema_org_shapes(folder: Path) -> Graph:
    """Load the published shapes: a literal where one is meant, a link or a literal for addresses."""
    from rdflib import Graph, Namespace  # noqa: PLC0415

    valid, shacl = Namespace(SCHEMA_ORG_SHAPES), Namespace(SHACL)
    graph = Graph().parse(folder / "schemaorg-shapes.shacl", format="turtle")
    for name in LITERAL_SHAPES:
        graph.set((valid[f"ValidSchema{name}"], shacl.nodeKind, shacl.Literal))
    graph.set((valid["ValidSchemaURL"], shacl.nodeKind, shacl.IRIOrLiteral))
    return graph


def _focus_nodes(data: Graph, shapes: Graph) -> int:
    from rdflib import RDF, Namespace  # noqa: PLC0415

    targets = set(shapes.objects(None, Namespace(SHACL).targetClass))
    return sum(1 for _, kind in data.subject_objects(RDF.type) if kind in targets)


def _report(data: Graph, shapes: Graph, ontology: Graph | None = None) -> list[str]:
    """Validate; return faults as `node property: message`, worded by the shapes. Recommendations are no faults."""
    import pyshacl  # noqa: PLC0415
    from rdflib import RDF, Graph, Namespace  # noqa: PLC0415

    shacl = Namespace(SHACL)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, ont_graph=ontology, inference="none")
    faults = []
    for one in report.subjects(RDF.type, shacl.ValidationResult) if isinstance(report, Graph) else ():
        if report.value(one, shacl.resultSeverity) == shacl.Violation:
            node, path = report.value(one, shacl.focusNode), local_name(str(report.value(one, shacl.resultPath)))
            kind = local_name(str(report.value(one, shacl.sourceConstraintComponent))).removesuffix(
                "ConstraintComponent"
            )
            faults.append(f"{node} {path}: {kind}: {report.value(one, shacl.resultMessage)}")
    return sorted(faults)
