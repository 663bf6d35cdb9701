"""The registry for open-data portals: one catalogue, one dataset, each feed a distribution. DCAT-AP 3.0.1.

Portals harvest a description, never the data: licence, dates, sizes and checksums of all other feeds stand here. Every
concept of an authority table that is used is described in the file itself.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from generator.catalogue import addresses
from generator.catalogue.transparency import ELEMENTS
from generator.feeds.elm_terms import find_term, language_term
from generator.feeds.feed import ONLY_ON_CREDENTIAL, Feed, OutputFile, whole_files
from generator.languages import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from generator.catalogue.graph import Catalogue
    from generator.feeds.elm_terms import Term
    from generator.feeds.feed import Measured
    from generator.settings import Settings

TURTLE, JSON_LD = "feeds/dcat/catalogue.ttl", "feeds/dcat/catalogue.jsonld"

DCAT = "http://www.w3.org/ns/dcat#"
DCT = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
VCARD = "http://www.w3.org/2006/vcard/ns#"
SPDX = "http://spdx.org/rdf/terms#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
DCATAP = "http://data.europa.eu/r5r/"
AUTHORITY = "http://publications.europa.eu/resource/authority/"

PREFIXES = {
    "dcat": DCAT,
    "dcatap": DCATAP,
    "dct": DCT,
    "foaf": FOAF,
    "rdf": RDF,
    "skos": SKOS,
    "spdx": SPDX,
    "vcard": VCARD,
    "xsd": XSD,
}

_MEDIA = {".csv": "text/csv", ".json": "application/json", ".ttl": "text/turtle", ".atom": "application/atom+xml"}
"""Kinds of files that have a registered media type; the others go without one."""

_FILE_TYPES = {".csv": "CSV", ".json": "JSON", ".ttl": "RDF_TURTLE", ".atom": "ATOM"}
_LICENCES = {
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0",
    "https://creativecommons.org/licenses/by/4.0/": "CC_BY_4_0",
    "https://creativecommons.org/licenses/by-sa/4.0/": "CC_BYSA_4_0",
}
"""The concepts of the Publications Office for the licences that open data mostly has."""


class _Graph:
    """The statements collected so far."""

    def __init__(self) -> None:
        self.triples: set[Triple] = set()

    def start(self, subject: str, *kinds: str) -> str:
        for kind in kinds:
            self.link(subject, f"{RDF}type", kind)
        return subject

    def link(self, subject: str, predicate: str, target: str) -> None:
        self.triples.add(Triple(NamedNode(subject), NamedNode(predicate), NamedNode(target)))

    def texts(self, subject: str, predicate: str, texts: Mapping[str, str]) -> None:
        for language, text in texts.items():
            self.triples.add(Triple(NamedNode(subject), NamedNode(predicate), Literal(text, language=language)))

    def value(self, subject: str, predicate: str, value: str, datatype: str) -> None:
        literal = Literal(value, datatype=NamedNode(f"{XSD}{datatype}"))
        self.triples.add(Triple(NamedNode(subject), NamedNode(predicate), literal))

    def concept(self, table: str, code: str, label: str, *kinds: str) -> str:
        """Describe a concept of an authority table and return its IRI."""
        iri, scheme = f"{AUTHORITY}{table}/{code}", f"{AUTHORITY}{table}"
        self.start(scheme, f"{SKOS}ConceptScheme")
        self.texts(scheme, f"{DCT}title", {"en": table})
        self.start(iri, f"{SKOS}Concept", *kinds)
        self.link(iri, f"{SKOS}inScheme", scheme)
        self.texts(iri, f"{SKOS}prefLabel", {"en": label})
        return iri

    def term(self, term: Term, *kinds: str) -> str:
        """Describe a language or country and return its IRI."""
        self.start(term.iri, f"{SKOS}Concept", *kinds)
        self.start(term.scheme, f"{SKOS}ConceptScheme")
        self.texts(term.scheme, f"{DCT}title", {"en": term.scheme.rpartition("/")[2]})
        self.link(term.iri, f"{SKOS}inScheme", term.scheme)
        self.texts(term.iri, f"{SKOS}prefLabel", dict(term.labels) or {"en": term.iri.rpartition("/")[2]})
        return term.iri


def files(
    feeds: Sequence[Feed], measured: Mapping[str, Measured], catalogue: Catalogue, settings: Settings
) -> Iterator[OutputFile]:
    """Yield the description of all feeds as Turtle and as JSON-LD; `measured` has what was written, by address."""
    graph = _Graph()
    _describe(graph, feeds, measured, catalogue, settings)
    ordered = sorted(graph.triples, key=lambda one: (str(one.subject), str(one.predicate), str(one.object)))
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()).encode()
    lines = (serialize(ordered, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"").splitlines(keepends=True)
    body = b"".join(lines[sum(line.startswith(b"@prefix ") for line in lines[: len(PREFIXES)]) :])
    yield OutputFile(TURTLE, head + body)
    yield OutputFile(JSON_LD, (serialize(ordered, format=RdfFormat.JSON_LD) or b"").rstrip() + b"\n")


def _describe(
    graph: _Graph, feeds: Sequence[Feed], measured: Mapping[str, Measured], catalogue: Catalogue, settings: Settings
) -> None:
    options, here = settings.options, f"{settings.identifier_base}/{TURTLE}"
    publisher, contact = _publisher(graph, here, settings)
    languages = [graph.term(term, f"{DCT}LinguisticSystem") for term in map(language_term, settings.languages) if term]
    licence, day = _licence(graph, options.licence), _last_day(catalogue)
    catalog = graph.start(f"{here}#catalogue", f"{DCAT}Catalog")
    dataset = graph.start(f"{here}#offers", f"{DCAT}Dataset")
    for subject in (catalog, dataset):
        graph.texts(subject, f"{DCT}title", options.name)
        graph.texts(subject, f"{DCT}description", options.lead or options.name)
        graph.link(subject, f"{DCT}publisher", publisher)
        for language in languages:
            graph.link(subject, f"{DCT}language", language)
        if day:
            graph.value(subject, f"{DCT}modified", day.isoformat(), "date")
    home, page = settings.absolute(""), settings.absolute(addresses.data_page(settings.languages[0]))
    graph.link(catalog, f"{FOAF}homepage", graph.start(home, f"{FOAF}Document"))
    graph.link(catalog, f"{DCT}license", licence)
    graph.link(catalog, f"{DCAT}dataset", dataset)
    graph.value(dataset, f"{DCT}identifier", dataset, "anyURI")
    graph.link(dataset, f"{DCAT}landingPage", graph.start(page, f"{FOAF}Document"))
    graph.link(dataset, f"{DCAT}theme", graph.concept("data-theme", "EDUC", "Education, culture and sport"))
    rights = graph.concept("access-right", "PUBLIC", "public", f"{DCT}RightsStatement")
    graph.link(dataset, f"{DCT}accessRights", rights)
    if contact:
        graph.link(dataset, f"{DCAT}contactPoint", contact)
    for number, (address, title, feed) in enumerate(distributed(feeds, settings), start=1):
        node = _distribution(graph, f"{here}#file-{number}", address, title, feed, settings)
        graph.link(dataset, f"{DCAT}distribution", node)
        graph.link(node, f"{DCT}license", licence)
        if address in measured:
            _measure(graph, node, measured[address])


def _publisher(graph: _Graph, here: str, settings: Settings) -> tuple[str, str]:
    """Describe who runs the registry, and the office to write to if there is one."""
    publisher = settings.options.publisher
    agent = graph.start(f"{here}#publisher", f"{FOAF}Agent")
    graph.texts(agent, f"{FOAF}name", publisher.name)
    if publisher.homepage:
        graph.link(agent, f"{FOAF}homepage", graph.start(publisher.homepage, f"{FOAF}Document"))
    country = find_term("countries", publisher.country)
    if country:
        graph.link(agent, f"{DCT}spatial", graph.term(country, f"{DCT}Location"))
    if not publisher.contact:
        return agent, ""
    office = graph.start(f"{here}#contact", f"{VCARD}Organization", f"{VCARD}Kind")
    graph.texts(office, f"{VCARD}fn", publisher.name)
    graph.link(office, f"{VCARD}hasEmail", f"mailto:{publisher.contact}")
    return agent, office


def _licence(graph: _Graph, address: str) -> str:
    code = _LICENCES.get(address)
    if code is None:
        return graph.start(address, f"{DCT}LicenseDocument")
    return graph.concept("licence", code, code.replace("_", " "), f"{DCT}LicenseDocument")


def _last_day(catalogue: Catalogue) -> date | None:
    """Return the last day that any record states as that of its last change."""
    days = [one.modified for one in catalogue.with_page] + [one.checked for one in catalogue.providers]
    return max((one for one in days if one is not None), default=None)


def distributed(feeds: Sequence[Feed], settings: Settings) -> Iterator[tuple[str, str, Feed]]:
    """Yield the files for the whole catalogue: address, English title, feed."""
    for feed in feeds:
        for address, told in whole_files(feed, settings):
            yield address, f"{feed.title}{told}", feed


def _distribution(graph: _Graph, node: str, address: str, title: str, feed: Feed, settings: Settings) -> str:
    ending, url = PurePosixPath(address).suffix, settings.absolute(address)
    graph.start(node, f"{DCAT}Distribution")
    graph.texts(node, f"{DCT}title", {"en": title})
    graph.link(node, f"{DCAT}accessURL", url)
    graph.link(node, f"{DCAT}downloadURL", url)
    if ending in _FILE_TYPES:
        code = _FILE_TYPES[ending]
        graph.link(node, f"{DCT}format", graph.concept("file-type", code, code, f"{DCT}MediaTypeOrExtent"))
        media = f"http://www.iana.org/assignments/media-types/{_MEDIA[ending]}"
        graph.link(node, f"{DCAT}mediaType", graph.start(media, f"{DCT}MediaType"))
    if "://" in feed.profile:
        graph.link(node, f"{DCT}conformsTo", graph.start(feed.profile, f"{DCT}Standard"))
    stable = graph.concept("planned-availability", "STABLE", "stable")
    graph.link(node, f"{DCATAP}availability", stable)
    return node


def _measure(graph: _Graph, node: str, measured: Measured) -> None:
    graph.value(node, f"{DCAT}byteSize", str(measured.size), "nonNegativeInteger")
    checksum = graph.start(f"{node}-checksum", f"{SPDX}Checksum")
    graph.link(checksum, f"{SPDX}algorithm", f"{SPDX}checksumAlgorithm_sha256")
    graph.start(f"{SPDX}checksumAlgorithm_sha256", f"{SPDX}ChecksumAlgorithm")
    graph.value(checksum, f"{SPDX}checksumValue", measured.sha256, "hexBinary")
    graph.link(node, f"{SPDX}checksum", checksum)


FEED = Feed(
    name="dcat",
    title=N_("Description for open-data portals (DCAT-AP)"),
    media_type="text/turtle",
    profile="http://data.europa.eu/r5r/",
    version="3.0.1",
    address=TURTLE,
    other_addresses=(JSON_LD,),
    of_offers=False,
    cannot_carry=MappingProxyType(
        {
            **dict.fromkeys(ELEMENTS, N_("It describes the feeds, not the offers.")),
            **dict.fromkeys(("learner", "date-of-issue"), ONLY_ON_CREDENTIAL),
        }
    ),
)
"""Its files are made last (see `registry`): they hold sizes and checksums of those of all other feeds."""
