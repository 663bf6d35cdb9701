"""Terms of the European Learning Model, and the collecting of triples about one resource after the other.

The model changed its namespace between 3.2 and 3.3; `ElmVersion` is the one switch. There are no blank nodes: parts
have IRIs by their path (`<offer>#price-learning`), so that harvesting twice gives the same nodes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from generator.vocabularies import Concept

DCT = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
ADMS = "http://www.w3.org/ns/adms#"
ROV = "http://www.w3.org/ns/regorg#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True, eq=False)
class ElmVersion:
    """An edition of the model: its number, as addresses show it, and its namespace. There is one of each."""

    number: str
    namespace: str

    @property
    def prefixes(self) -> dict[str, str]:
        """Return the prefixes of the files, sorted by name."""
        own = {
            "adms": ADMS,
            "dct": DCT,
            "elm": self.namespace,
            "foaf": FOAF,
            "rdf": RDF,
            "rov": ROV,
            "skos": SKOS,
            "xsd": XSD,
        }
        return dict(sorted(own.items()))


ELM_3_2 = ElmVersion("3.2", "http://data.europa.eu/snb/model/elm/")
ELM_3_3 = ElmVersion("3.3", "http://data.europa.eu/snb/model/ontology/")


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A concept that a file uses: consumers want it described, with its scheme, in the file itself."""

    iri: str
    scheme: str = ""
    labels: tuple[tuple[str, str], ...] = ()


def term_of(concept: Concept | None) -> Term | None:
    """Return the term of a concept; None for our own concepts, which have no IRI."""
    if concept is None or concept.iri is None:
        return None
    scheme = vocabulary(concept.vocabulary).scheme or concept.iri.rpartition("/")[0]
    return Term(concept.iri, scheme, tuple(sorted(concept.official_labels.items())))


@cache
def find_term(name: str, code: str | None) -> Term | None:
    """Return the term of a code in a vocabulary, or None."""
    return term_of(vocabulary(name).get(code)) if code else None


def language_term(tag: str) -> Term | None:
    """Return the term of a language; script and region of the tag are left out."""
    return find_term("languages", tag.partition("-")[0])


class Statement(NamedTuple):
    """What is said of a resource: its IRI, that of the property, and a literal or the IRI of another resource."""

    subject: str
    predicate: str
    target: str | Literal


@dataclass
class Description:
    """The statements collected so far, each once and in the order of the record, and the terms they use."""

    version: ElmVersion
    statements: dict[Statement, None] = field(default_factory=dict)
    terms: set[Term] = field(default_factory=set)

    def start(self, subject: str, kind: str) -> str:
        """Begin a resource of a class and return its IRI."""
        self.link(subject, f"{RDF}type", kind if "/" in kind else f"{self.version.namespace}{kind}")
        return subject

    def link(self, subject: str, predicate: str, target: str) -> None:
        """State a relation to another resource; a predicate without `/` is one of the model's own."""
        self._add(subject, predicate, target)

    def text(self, subject: str, predicate: str, texts: Mapping[str, str] | None) -> None:
        """State a text in each of its languages."""
        for language, text in (texts or {}).items():
            self._add(subject, predicate, Literal(text, language=language))

    def value(self, subject: str, predicate: str, value: str | None, datatype: str = "string") -> None:
        """State a typed value, unless it is None."""
        if value is not None:
            self._add(subject, predicate, Literal(value, datatype=NamedNode(f"{XSD}{datatype}")))

    def day(self, subject: str, predicate: str, day: date | None, *, end: bool = False) -> None:
        """State a day of the provider's own time zone, which is not given, by its first or its last second."""
        time = "23:59:59" if end else "00:00:00"
        self.value(subject, predicate, f"{day.isoformat()}T{time}" if day else None, "dateTime")

    def term(self, subject: str, predicate: str, term: Term | None) -> None:
        """State a concept, unless it is None, and remember to describe it."""
        if term is not None:
            self.terms.add(term)
            self.link(subject, predicate, term.iri)

    def note(self, subject: str, predicate: str, name: str, texts: Mapping[str, str] | None) -> None:
        """State a note as a part of the subject; no texts, no note."""
        if texts:
            note = self.start(part(subject, name), "Note")
            self.text(note, "noteLiteral", texts)
            self.link(subject, predicate, note)

    def web(self, subject: str, predicate: str, name: str, address: str | None, language: str = "") -> None:
        """State a web address as a part of the subject."""
        if address:
            resource = self.start(part(subject, name), "WebResource")
            self.value(resource, "contentUrl", address, "anyURI")
            self.term(resource, f"{DCT}language", language_term(language))
            self.link(subject, predicate, resource)

    def _add(self, subject: str, predicate: str, target: str | Literal) -> None:
        full = predicate if "/" in predicate else f"{self.version.namespace}{predicate}"
        self.statements[Statement(subject, full, target)] = None


def part(subject: str, name: str) -> str:
    """Return the IRI of a part: by a fragment, and by a longer fragment for a part of a part."""
    return f"{subject}-{name}" if "#" in subject else f"{subject}#{name}"


def describe_terms(terms: Iterable[Term], version: ElmVersion) -> Description:
    """Describe concepts and their schemes; ESCO skills stay without scheme, as the official shapes want them."""
    about = Description(version)
    labels: dict[str, dict[str, str]] = {}
    for term in sorted(terms):
        about.start(term.iri, f"{SKOS}Concept")
        if term.scheme:
            about.start(term.scheme, f"{SKOS}ConceptScheme")
            about.link(term.iri, f"{SKOS}inScheme", term.scheme)
        # Two records may name the same skill differently; a concept has one label per language.
        labels[term.iri] = {**dict(term.labels), **labels.get(term.iri, {})}
    for iri, texts in labels.items():
        about.text(iri, f"{SKOS}prefLabel", texts)
    return about


def turtle(statements: Iterable[Statement], version: ElmVersion) -> bytes:
    """Return statements as Turtle without its head, sorted by subject, predicate and target."""
    ordered = [
        Triple(
            _node(one.subject),
            _node(one.predicate),
            _node(one.target) if isinstance(one.target, str) else one.target,
        )
        for one in sorted(statements, key=_in_order)
    ]
    content = serialize(ordered, format=RdfFormat.TURTLE, prefixes=version.prefixes) or b""
    lines = content.splitlines(keepends=True)
    return b"".join(lines[sum(line.startswith(b"@prefix ") for line in lines[: len(version.prefixes)]) :])


_node = lru_cache(maxsize=2048)(NamedNode)
"""An IRI is checked each time a node is made of it, and most stand in several statements of a record."""


def _in_order(one: Statement) -> tuple[str, str, str]:
    # Statements are sorted before they become triples: the library's own texts take three times as long to compare.
    return one.subject, one.predicate, one.target if isinstance(one.target, str) else str(one.target)


def turtle_head(version: ElmVersion) -> bytes:
    """Return the lines that declare the prefixes, in a fixed order (the library's own order is by chance)."""
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in version.prefixes.items()).encode()
