"""Open-data portals find every feed described: where it is, how large, under which licence."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

import pyshacl
import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from generator.catalogue.transparency import ELEMENTS
from generator.feeds import dcat
from generator.feeds.registry import DESCRIBED, feed_files
from tests.builders import a_catalogue, an_offer, catalogue_of_files, some_settings
from tests.oracles import oracle
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from generator.catalogue.graph import Catalogue

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
SH = Namespace("http://www.w3.org/ns/shacl#")
BASE = some_settings().absolute("")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of_files(ROOT / "providers", tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def published(samples: Catalogue) -> dict[str, bytes]:
    return {file.path: file.content for file in feed_files(samples, some_settings())}


@pytest.fixture
def described(published: dict[str, bytes]) -> Graph:
    return Graph().parse(data=published[dcat.TURTLE], format="turtle")


@cache
def shapes() -> Graph:
    return Graph().parse(oracle("dcat-ap/3.0.1/dcat-ap-SHACL.ttl"), format="turtle")


def complaints(found: Graph) -> set[tuple[str, str]]:
    _, report, _ = pyshacl.validate(found, shacl_graph=shapes(), inference="none")
    assert isinstance(report, Graph)
    return {
        (str(report.value(one, SH.resultPath)).rpartition("/")[2], str(report.value(one, SH.resultMessage)))
        for one in report.subjects(RDF.type, SH.ValidationResult)
        if report.value(one, SH.resultSeverity) == SH.Violation
    }


@pytest.mark.slow
def test_it_conforms_to_dcat_ap(described: Graph) -> None:
    assert complaints(described) == set()
    targets = set(shapes().objects(None, SH.targetClass))
    kinds = [kind for kind in described.objects(None, RDF.type) if kind in targets]
    assert len(kinds) > 20
    assert {DCAT.Catalog, DCAT.Dataset, DCAT.Distribution} <= set(kinds)


@pytest.mark.slow
@pytest.mark.parametrize("path", [DCT.publisher, DCT.title, DCT.description, DCAT.accessURL])
def test_the_shapes_can_fail(described: Graph, path: URIRef) -> None:
    described.remove((None, path, None))
    assert complaints(described) != set()


def test_every_file_for_the_whole_catalogue_is_described_truly(described: Graph, published: dict[str, bytes]) -> None:
    told = {}
    for node in described.subjects(RDF.type, DCAT.Distribution):
        address = str(described.value(node, DCAT.downloadURL)).removeprefix(BASE)
        content = published[address]
        assert described.value(node, DCAT.byteSize) == Literal(len(content), datatype=_xsd("nonNegativeInteger"))
        checksum = described.value(node, SPDX.checksum)
        assert str(described.value(checksum, SPDX.checksumValue)) == hashlib.sha256(content).hexdigest()
        assert described.value(node, DCT.license) is not None
        told[address] = node
    whole = {feed.address for feed in DESCRIBED if feed.address}
    assert whole | {"pl/feed.atom", "en/deadlines.ics", "data/v1/offers.csv", "feeds/tombstones.json"} <= set(told)


def _xsd(name: str) -> URIRef:
    return URIRef(f"http://www.w3.org/2001/XMLSchema#{name}")


def test_both_forms_say_the_same(described: Graph, published: dict[str, bytes]) -> None:
    other = Graph().parse(data=published[dcat.JSON_LD], format="json-ld")
    assert isomorphic(described, other)


def test_the_date_is_that_of_the_newest_record(described: Graph, samples: Catalogue) -> None:
    days = [one.modified for one in samples.with_page if one.modified] + [
        one.checked for one in samples.providers if one.checked
    ]
    (stated,) = set(described.objects(None, DCT.modified))
    assert str(stated) == max(days).isoformat()


def test_the_same_records_give_the_same_bytes(samples: Catalogue, published: dict[str, bytes]) -> None:
    again = {file.path: file.content for file in feed_files(samples, some_settings())}
    assert again[dcat.TURTLE] == published[dcat.TURTLE]
    assert again[dcat.JSON_LD] == published[dcat.JSON_LD]


def test_what_it_cannot_carry_is_in_the_table(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert set(dcat.FEED.cannot_carry) == set(ELEMENTS)
    one = a_catalogue([an_offer()], tmp_path_factory.mktemp("one"))
    content = next(file.content for file in feed_files(one, some_settings()) if file.path == dcat.TURTLE)
    assert b"Dane w urz" not in content
