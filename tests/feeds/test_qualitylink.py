"""The files for QualityLink follow the rules of its running code, of which its published shapes check only a few."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pyshacl
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from pyoxigraph import Literal as OxiLiteral
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import XSD

from generator.catalogue.transparency import ELEMENTS
from generator.feeds import qualitylink
from generator.feeds.elm_opportunity import NO_FIELD
from generator.feeds.elm_terms import Statement
from generator.feeds.feed import DRAFT, Reason
from generator.feeds.qualitylink_parts import parts_named_by_content
from tests import record_cases
from tests.builders import (
    a_catalogue,
    a_credential,
    a_provider,
    a_provider_summary,
    an_offer,
    an_offer_summary,
    catalogue_of_files,
    some_settings,
)
from tests.oracles import oracle
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rdflib.term import Node

    from generator.catalogue.graph import Catalogue
    from generator.records.offer import Offer
    from generator.records.provider import Provider

ELM = Namespace("http://data.europa.eu/snb/model/elm/")
ELM33 = Namespace("http://data.europa.eu/snb/model/ontology/")
QL = Namespace("http://data.quality-link.eu/ontology/v1#")
DCT = Namespace("http://purl.org/dc/terms/")
ADMS = Namespace("http://www.w3.org/ns/adms#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SH = Namespace("http://www.w3.org/ns/shacl#")
BASE = "https://registry.example.org/id/"
OFFER = URIRef(f"{BASE}offer/3f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c11")
CREDENTIAL = URIRef(f"{BASE}credential/0b8f6a1e-52a7-4d5f-8b55-6f9d8f1b2c3d/2")
DEQAR = URIRef("https://data.deqar.eu/institution/9999")
REGISTERED = {"framework": "prk", "level": "6", "basis": "registered", "register_code": "13456"}
OUTCOMES = [
    {"text": {"en": "Evaluates a set.", "pl": "Ocenia zbiór."}, "kind": "skill", "criteria": {"en": "Finds errors."}},
    {"text": {"en": "Draws a chart."}, "kind": "skill"},
]
FILE = "feeds/qualitylink/sample-university.ttl"


def a_university(*more: dict[str, str], **changes: Any) -> Provider:
    identifiers = [{"scheme": "schac", "value": "sample-university.example"}, *more]
    return a_provider(type="higher-education-institution", identifiers=identifiers, **changes)


def offered(**changes: Any) -> Offer:
    credential = a_credential(level=REGISTERED, learning_outcomes=OUTCOMES, **changes.pop("credential", {}))
    return an_offer(credential=credential, **changes)


def files(catalogue: Catalogue) -> dict[str, bytes]:
    return {file.path: file.content for file in qualitylink.files(catalogue, some_settings())}


def graph(folder: Path, *offers: Offer, provider: Provider | None = None) -> Graph:
    catalogue = a_catalogue(offers or (offered(),), folder, providers=[provider or a_university()])
    return Graph().parse(data=files(catalogue)[FILE], format="turtle")


def samples(folder: Path) -> Iterator[tuple[str, Graph]]:
    for path, content in files(catalogue_of_files(ROOT / "providers", folder)).items():
        if path.endswith(".ttl"):
            yield path, Graph().parse(data=content, format="turtle")


@cache
def shapes() -> Graph:
    return Graph().parse(oracle("qualitylink/ontology-shacl.ttl"), format="turtle")


def complaints(found: Graph) -> set[tuple[str, str]]:
    """Return what the published shapes complain about: (local name of the path, kind of constraint)."""
    # The ontology stands in the file of the shapes: without it a subclass would not be known as one.
    _, report, _ = pyshacl.validate(found, shacl_graph=shapes(), ont_graph=shapes(), inference="none")
    assert isinstance(report, Graph)
    return {
        (_local(report.value(one, SH.resultPath)), _local(report.value(one, SH.sourceConstraintComponent)))
        for one in report.subjects(RDF.type, SH.ValidationResult)
    }


def _local(iri: object) -> str:
    return str(iri).rpartition("#")[2].rpartition("/")[2].removesuffix("ConstraintComponent")


# ------------------------------------------------------------------------------------------------- conformance


def test_the_samples_conform(tmp_path: Path) -> None:
    found = dict(samples(tmp_path))
    assert found
    for path, one in found.items():
        focus = set(one.subjects(RDF.type, QL.LearningOpportunitySpecification))
        assert focus, path
        assert set(one.subjects(RDF.type, QL.LearningOpportunityInstance)), path
        assert complaints(one) == set(), path


def _without(path: URIRef) -> Callable[[Graph], object]:
    return lambda found: found.remove((None, path, None))


MUTATIONS: dict[str, tuple[Callable[[Graph], object], tuple[str, str]]] = {
    "no title": (_without(DCT.title), ("title", "MinCount")),
    "no identifier": (_without(ADMS.identifier), ("identifier", "MinCount")),
    "no outcome": (_without(ELM33.learningOutcome), ("learningOutcome", "MinCount")),
    "no language": (_without(DCT.language), ("language", "MinCount")),
    "no field": (_without(ELM33.ISCEDFCode), ("ISCEDFCode", "MinCount")),
    "no level": (_without(ELM33.EQFLevel), ("EQFLevel", "MinCount")),
    "no provider": (_without(ELM33.providedBy), ("providedBy", "MinCount")),
    "a provider that is no university": (
        lambda found: found.remove((None, RDF.type, QL.HigherEducationInstitution)),
        ("providedBy", "Class"),
    ),
    "only the old namespace": (
        lambda found: found.remove((None, ELM33.learningAchievementSpecification, None)),
        ("learningAchievementSpecification", "MinCount"),
    ),
    "a word for true": (
        lambda found: found.set((CREDENTIAL, QL.isActive, Literal("yes"))),
        ("isActive", "Datatype"),
    ),
    "a day without time": (
        lambda found: found.set((OFFER, DCT.modified, Literal("2026-10-12", datatype=XSD.date))),
        ("modified", "Datatype"),
    ),
    "two languages to ask in": (
        lambda found: found.add((OFFER, ELM33.defaultLanguage, URIRef("http://example.org/language"))),
        ("defaultLanguage", "MaxCount"),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", MUTATIONS)
def test_the_shapes_notice(name: str, tmp_path: Path) -> None:
    found = graph(tmp_path)
    assert complaints(found) == set()
    change, expected = MUTATIONS[name]
    change(found)
    assert expected in complaints(found)


# ------------------------------------------------------------------------------------ rules of the running code


def test_records_are_iris_with_both_classes_in_both_namespaces(tmp_path: Path) -> None:
    found = graph(tmp_path)
    specification = {ELM.Qualification, ELM33.Qualification, QL.LearningOpportunitySpecification}
    instance = {ELM.LearningOpportunity, ELM33.LearningOpportunity, QL.LearningOpportunityInstance}
    assert set(found.objects(CREDENTIAL, RDF.type)) == specification
    assert set(found.objects(OFFER, RDF.type)) == instance


def test_every_statement_of_the_model_stands_in_both_namespaces(tmp_path: Path) -> None:
    def other(term: object) -> object:
        return URIRef(term.replace(str(ELM), str(ELM33))) if isinstance(term, URIRef) else term

    for _, found in samples(tmp_path):
        old = {one for one in found if str(one[1]).startswith(str(ELM)) or str(one[2]).startswith(str(ELM))}
        assert len(old) > 50
        assert all((subject, other(predicate), other(target)) in found for subject, predicate, target in old)


def test_parts_are_named_after_their_content_and_have_one_parent(tmp_path: Path) -> None:
    for path, found in samples(tmp_path):
        parents: dict[URIRef, set[object]] = {}
        for subject, predicate, target in found:
            assert not isinstance(subject, BNode), path
            assert not isinstance(target, BNode), path
            if isinstance(target, URIRef) and "#" in target and (target, None, None) in found and predicate != RDF.type:
                parents.setdefault(target, set()).add(subject)
                assert target.startswith(str(subject)) or re.search(r"#(schac|orgreg)$", target), target
                if not re.search(r"#(schac|orgreg)$", target):
                    assert re.fullmatch(rf"{_local(predicate)}-[0-9a-f]{{10}}", target[len(subject) + 1 :]), target
        assert parents
        assert all(len(one) == 1 for one in parents.values()), path


def test_a_changed_part_gets_a_new_name_and_the_others_keep_theirs(tmp_path: Path) -> None:
    def parts(found: Graph, predicate: URIRef) -> set[object]:
        return set(found.objects(None, predicate))

    before = graph(tmp_path / "a", offered())
    after = graph(tmp_path / "b", offered(duration="P8W", prerequisites={"text": {"en": "A laptop."}}))
    assert parts(before, ELM.entryRequirement).isdisjoint(parts(after, ELM.entryRequirement))
    assert parts(before, ELM.learningOutcome) == parts(after, ELM.learningOutcome)
    assert parts(before, ELM.provenBy) == parts(after, ELM.provenBy)


def test_a_part_of_a_part_changes_the_names_on_the_way() -> None:
    def told(text: str) -> list[Statement]:
        literal = OxiLiteral(text)
        return [
            Statement("x:r", "x/has", "x:r#a"),
            Statement("x:r#a", "x/has", "x:r#b"),
            Statement("x:r#b", "x/says", literal),
        ]

    one, two = (list(parts_named_by_content(told(text), "x:r")) for text in ("a", "b"))
    assert [len(one), len(two)] == [3, 3]
    assert {each.subject for each in one} & {each.subject for each in two} == {"x:r"}


def test_no_statement_links_records_but_an_instance_its_specification(tmp_path: Path) -> None:
    allowed = {ELM.learningAchievementSpecification, ELM33.learningAchievementSpecification}
    replacing = offered(id="b", uuid="4f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c12")
    old = offered(
        status="withdrawn",
        replaced_by="b",
        credential={"uuid": "5b8f6a1e-52a7-4d5f-8b55-6f9d8f1b2c3d"},
    )
    for found in (graph(tmp_path / "two", old, replacing), *(one for _, one in samples(tmp_path / "samples"))):
        kinds = (QL.LearningOpportunitySpecification, QL.LearningOpportunityInstance)
        records = {subject for kind in kinds for subject in found.subjects(RDF.type, kind)}
        for subject, predicate, target in found:
            if target in records:
                assert predicate in allowed, (subject, predicate, target)


def test_a_retired_record_stays_and_leads_to_its_successor_through_a_reference(tmp_path: Path) -> None:
    old_uuid = "5b8f6a1e-52a7-4d5f-8b55-6f9d8f1b2c3d"
    old = offered(id="old", uuid="4f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c12", status="withdrawn",
                  replaced_by="data-for-officials", credential={"uuid": old_uuid})  # fmt: skip
    found = graph(tmp_path, offered(), old)
    retired = URIRef(f"{BASE}credential/{old_uuid}/2")
    assert found.value(retired, QL.isActive) == Literal(False)
    assert found.value(CREDENTIAL, QL.isActive) == Literal(True)
    reference = found.value(retired, QL.supersededBy)
    assert (reference, RDF.type, QL.LearningOpportunitySpecificationReference) in found
    assert found.value(reference, SKOS.prefLabel) == Literal("Data for public officials", lang="en")
    identifier = found.value(reference, ADMS.identifier)
    of_successor = found.value(CREDENTIAL, ADMS.identifier)
    assert found.value(identifier, SKOS.notation) == found.value(of_successor, SKOS.notation)
    assert complaints(found) == set()


def test_an_earlier_version_stays_as_inactive(tmp_path: Path) -> None:
    providers = record_cases.lay_out("valid", "credential-of-two-offers", tmp_path)
    college = providers / "river-college"
    provider = (college / "provider.yml").read_text(encoding="utf-8")
    provider = re.sub(r"^type:.*$", "type: higher-education-institution", provider, flags=re.MULTILINE)
    (college / "provider.yml").write_text(
        provider + "identifiers:\n- {scheme: schac, value: river-college.example}\n", encoding="utf-8"
    )
    level = "level: {framework: prk, level: 6, basis: registered, register_code: X, source: 'https://r.example/x'}\n"
    outcomes = (
        "learning_outcomes:\n- {text: {en: 'Tidies data.'}, kind: skill}\n- {text: {en: 'Draws.'}, kind: skill}\n"
    )
    for file in college.rglob("credentials/**/*.yml"):
        text = re.sub(r"^learning_outcomes:.*?(?=^\w)", "", file.read_text(encoding="utf-8"), flags=re.M | re.S)
        file.write_text(
            re.sub(r"^level:.*?(?=^\w|\Z)", "", text, flags=re.M | re.S) + level + outcomes, encoding="utf-8"
        )
    for file in college.glob("offers/data-*.yml"):
        file.write_text(file.read_text(encoding="utf-8") + "field: ['0688']\n", encoding="utf-8")
    made = files(catalogue_of_files(providers, tmp_path / "cache"))
    found = Graph().parse(data=made["feeds/qualitylink/river-college.ttl"], format="turtle")
    active = {str(one)[-2:]: bool(state) for one, state in found.subject_objects(QL.isActive)}
    assert active == {"/1": False, "/2": True}
    assert len(set(found.subject_objects(QL.supersededBy))) == 1
    assert complaints(found) == set()


def test_a_university_in_deqar_has_the_iri_of_deqar(tmp_path: Path) -> None:
    found = graph(tmp_path, provider=a_university({"scheme": "deqar", "value": "DEQARINST9999"}))
    for record, predicate in ((OFFER, ELM.providedBy), (OFFER, DCT.publisher), (CREDENTIAL, DCT.publisher)):
        assert set(found.objects(record, predicate)) == {DEQAR}
    types = {ELM.Organisation, ELM33.Organisation, QL.HigherEducationInstitution}
    assert {one for _, one in found.predicate_objects(DEQAR)} == types | {found.value(DEQAR, ADMS.identifier)}
    identifier = found.value(DEQAR, ADMS.identifier)
    assert found.value(identifier, SKOS.notation) == Literal("sample-university.example")
    assert complaints(found) == set()


def test_another_university_is_named(tmp_path: Path) -> None:
    found = graph(tmp_path)
    provider = found.value(OFFER, ELM.providedBy)
    assert str(provider).startswith(f"{BASE}provider/")
    labels = {one.language for one in found.objects(provider, SKOS.prefLabel) if isinstance(one, Literal)}
    assert "en" in labels


def english(found: Graph, subject: Node) -> list[Literal]:
    titles = (title for title in found.objects(subject, DCT.title) if isinstance(title, Literal))
    return [title for title in titles if title.language == "en"]


def test_titles_types_and_outcomes_are_what_is_indexed(tmp_path: Path) -> None:
    for path, found in samples(tmp_path):
        for one in found.subjects(RDF.type, QL.LearningOpportunitySpecification):
            assert "en" in {text.language for text in found.objects(one, DCT.title) if isinstance(text, Literal)}, path
            outcomes = [found.objects(each, DCT.title) for each in found.objects(one, ELM.learningOutcome)]
            english = [
                text for texts in outcomes for text in texts if isinstance(text, Literal) and text.language == "en"
            ]
            assert len(english) >= 2, path
            assert found.value(one, DCT.type), path
            assert (found.value(one, DCT.modified) or Literal("")).datatype == XSD.dateTime  # type: ignore[union-attr]  # a literal
            assert found.value(one, QL.isActive).datatype == XSD.boolean  # type: ignore[union-attr]  # a literal
            for point in (p for node in found.objects(one, ELM.creditPoint) for p in found.objects(node, ELM.point)):
                assert re.fullmatch(r"[0-9]+(\.[0-9]+)?", str(point)), path
        for one in found.subjects(RDF.type, QL.LearningOpportunityInstance):
            assert found.value(one, DCT.type) is None, path


def test_a_paused_offer_keeps_its_specification_inactive(tmp_path: Path) -> None:
    assert graph(tmp_path, offered(status="paused")).value(CREDENTIAL, QL.isActive) == Literal(False)


def test_a_specification_is_active_while_one_of_its_offers_can_be_had(tmp_path: Path) -> None:
    paused = offered(id="b", uuid="4f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c12", status="paused")
    found = graph(tmp_path, offered(), paused)
    assert list(found.objects(CREDENTIAL, QL.isActive)) == [Literal(True)]
    assert len(set(found.subjects(RDF.type, QL.LearningOpportunityInstance))) == 2


def test_files_have_no_mark_and_parse_again_to_the_same(tmp_path: Path) -> None:
    for path, content in files(catalogue_of_files(ROOT / "providers", tmp_path)).items():
        if path.endswith(".ttl"):
            assert content.startswith(b"@prefix adms:")
            again = Graph().parse(data=content, format="turtle")
            assert set(again) == set(Graph().parse(data=again.serialize(format="nt"), format="nt"))
            assert not [one for triple in again for one in triple if isinstance(one, URIRef) and " " in one]


# ------------------------------------------------------------------------------------------------- left out


@pytest.mark.parametrize(
    ("offer", "provider", "expected"),
    [
        (offered(), a_university(), ()),
        (offered(), a_provider(type="company"), (qualitylink.NO_UNIVERSITY,)),
        (
            offered(),
            a_provider(type="higher-education-institution", identifiers=None),
            (qualitylink.NO_IDENTIFIER,),
        ),
        (an_offer(credential=a_credential(learning_outcomes=OUTCOMES)), a_university(), (qualitylink.NO_LEVEL,)),
        (offered(title={"pl": "Dane"}), a_university(), (qualitylink.NO_ENGLISH_TITLE,)),
        (an_offer(credential=a_credential(level=REGISTERED)), a_university(), (qualitylink.FEW_OUTCOMES,)),
        (offered(field=None), a_university(), (NO_FIELD,)),
        (offered(status="draft"), a_university(), (DRAFT,)),
    ],
)
def test_it_says_why_an_offer_is_left_out(
    tmp_path: Path, offer: Offer, provider: Provider, expected: tuple[Reason, ...]
) -> None:
    assert qualitylink.reasons(an_offer_summary(offer), a_provider_summary(provider)) == expected
    assert (FILE in files(a_catalogue([offer], tmp_path, providers=[provider]))) is not bool(expected)


# ------------------------------------------------------------------------------------------------ manifests


def test_manifests_conform_and_lead_to_the_files(tmp_path: Path) -> None:
    made = files(a_catalogue([offered()], tmp_path, providers=[a_university({"scheme": "deqar", "value": "9999"})]))
    schema = json.loads(oracle("qualitylink/manifest-v1.schema.json").read_bytes())
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    manifests = {path: json.loads(content) for path, content in made.items() if path.endswith(".json")}
    assert set(manifests) == {qualitylink.MANIFEST, "feeds/qualitylink/sample-university.json"}
    for manifest in manifests.values():
        assert [error.message for error in validator.iter_errors(manifest)] == []
        (source,) = manifest["sources"]
        assert source["path"] == f"https://registry.example.org/{FILE}"
        assert source["refresh"] == 24
        assert source["type"] == "elm"
    own = manifests["feeds/qualitylink/sample-university.json"]
    assert own["meta"] == {"schac": "sample-university.example", "deqarid": "9999"}


def test_the_line_for_the_dns_ends_with_the_address_of_the_manifest() -> None:
    expected = "v=qldiscover1; m=https://registry.example.org/feeds/qualitylink/a.json"
    assert qualitylink.dns_text("a", some_settings()) == expected


def test_without_anything_to_harvest_there_is_no_file(tmp_path: Path) -> None:
    assert files(a_catalogue([an_offer()], tmp_path, providers=[a_provider()])) == {}


def test_what_it_cannot_carry_is_in_the_table(tmp_path: Path) -> None:
    found = graph(tmp_path)
    place = {
        "title": DCT.title,
        "awarding-body": ELM.awardingBody,
        "learning-outcomes": ELM.learningOutcome,
        "workload": ELM.volumeOfLearning,
        "level": ELM.EQFLevel,
        "participation": ELM.mode,
        "further-information": ELM.additionalNote,
    }
    assert set(place) | set(qualitylink.FEED.cannot_carry) == set(ELEMENTS)
    assert not set(place) & set(qualitylink.FEED.cannot_carry)
    assert all((None, predicate, None) in found for predicate in place.values())
