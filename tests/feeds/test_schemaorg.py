"""Structured data says only what the record states, in terms that schema.org knows."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pyshacl
import pytest
from rdflib import RDF, RDFS, Graph, Namespace

from generator.catalogue.transparency import ELEMENTS
from generator.feeds.schemaorg import FEED, ItemLists, offer_graph, provider_graph, to_script
from tests.builders import (
    a_catalogue,
    a_credential,
    a_provider,
    a_provider_summary,
    an_offer,
    an_offer_summary,
    some_settings,
)
from tests.oracles import oracle

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.term import Node

    from generator.records.offer import Offer

SCHEMA = Namespace("http://schema.org/")
SH = Namespace("http://www.w3.org/ns/shacl#")
VALID = Namespace("http://schema.org/validation#")
# Their shapes as published ask for nodes where everybody, the vocabulary's own examples too, writes literals.
LITERALS = ("Text", "Number", "Integer", "Float", "Boolean", "Date", "DateTime", "Time", "Duration")
Json = dict[str, Any]


def page(offer: Offer, language: str = "en") -> Json:
    providers = {"sample-university": a_provider_summary(a_provider())}
    return offer_graph(offer, an_offer_summary(offer), providers, some_settings(), language, [("Home", f"{language}/")])


def node(document: Json, kind: str) -> Json:
    return next(one for one in document["@graph"] if one["@type"] == kind)


def course(offer: Offer, language: str = "en") -> Json:
    return node(page(offer, language), "Course")


def test_the_course_is_told_in_the_language_of_the_page() -> None:
    assert course(an_offer(), "pl")["name"] == "Dane w urzędzie"
    assert course(an_offer(), "en")["description"] == "A short course."
    assert course(an_offer(), "pl")["@id"] == course(an_offer(), "en")["@id"]


def test_each_run_is_an_instance() -> None:
    (instance,) = course(an_offer())["hasCourseInstance"]
    assert (instance["startDate"], instance["endDate"]) == ("2027-01-11", "2027-03-07")
    assert instance["eventAttendanceMode"]["@id"].endswith("MixedEventAttendanceMode")


def test_only_micro_credentials_award_a_credential() -> None:
    awarded = course(an_offer())["educationalCredentialAwarded"]
    assert awarded["@id"].endswith("/id/credential/0b8f6a1e-52a7-4d5f-8b55-6f9d8f1b2c3d/2")
    assert awarded["credentialCategory"] == "Micro-credential"
    assert "educationalCredentialAwarded" not in course(an_offer(kind="learning-opportunity"))


def test_a_price_is_given_only_when_stated() -> None:
    assert course(an_offer())["offers"]["price"] == "720.00"
    assert "offers" not in course(an_offer(price=None))
    assert "offers" not in course(an_offer(price={"category": "paid"}))
    assert course(an_offer(price={"category": "free"}))["isAccessibleForFree"] is True
    assert "isAccessibleForFree" not in course(an_offer(price={"category": "partly-free"}))


def test_what_cannot_be_obtained_now_has_neither_price_nor_runs() -> None:
    told = course(an_offer(status="withdrawn"))
    assert told["creativeWorkStatus"] == "Withdrawn"
    assert not {"offers", "hasCourseInstance"} & set(told)


def test_a_claimed_level_and_credits_that_are_not_awarded_stay_out() -> None:
    credits_ = {"credits": {"system": "ects", "amount": "3", "status": "equivalent"}}
    told = course(an_offer(credential=a_credential(workload=credits_)))
    assert not {"educationalLevel", "numberOfCredits", "timeRequired"} & set(told)


def test_what_it_cannot_carry_is_in_the_table() -> None:
    """Each element has a place in the graph, except those of which the table says that they have none."""
    told = course(an_offer())
    place = {
        "title": told["name"],
        "issuer-country": told["educationalCredentialAwarded"]["provider"][0]["address"]["addressCountry"],
        "awarding-body": told["educationalCredentialAwarded"]["provider"][0]["name"],
        "learning-outcomes": told["teaches"][0]["name"],
        "workload": told["timeRequired"],
        "participation": told["hasCourseInstance"][0]["courseMode"],
        "prerequisites": told["coursePrerequisites"],
    }
    assert all(place.values())
    assert set(place) | set(FEED.cannot_carry) == set(ELEMENTS)
    assert not set(place) & set(FEED.cannot_carry)
    lost = ("A project with a defence.", "Pass or fail", "Counts towards a diploma.", "Bring a laptop.")
    assert not any(text in json.dumps(told) for text in lost)


def test_a_bare_offer_states_nothing_of_its_own() -> None:
    bare = an_offer(**dict.fromkeys(["summary", "description", "field", "credential", "price", "runs", "links"]))
    told = course(bare)
    assert set(told) == {
        *("@type", "@id", "name", "url", "provider", "inLanguage", "sdLicense", "coursePrerequisites"),
    }


def test_the_trail_leads_from_home_to_the_page() -> None:
    trail = node(page(an_offer()), "BreadcrumbList")["itemListElement"]
    assert [one["name"] for one in trail] == ["Home", "Data for public officials"]
    assert [one["position"] for one in trail] == [1, 2]


def test_a_list_names_and_describes_its_offers(tmp_path: Path) -> None:
    catalogue = a_catalogue([an_offer()], tmp_path)
    told = ItemLists(catalogue.provider_by_id, some_settings(), "en").of(
        "Software", "en/fields/0688/", catalogue.listed
    )
    (entries,) = told["@graph"]
    assert entries["numberOfItems"] == 1
    assert entries["itemListElement"][0]["item"]["description"] == "Analysis and visualisation."


def test_text_cannot_leave_the_script_element() -> None:
    nasty = "</script><script>alert(1)</script><!-- & \u2028\u2029."
    script = to_script(page(an_offer(title={"en": nasty})))
    assert not set("<>&\u2028\u2029") & set(script)
    assert node(json.loads(script), "Course")["name"] == nasty


# ------------------------------------------------------------------------------------------- the vocabulary's word


def triples(document: Json) -> Graph:
    context = json.loads(oracle("schemaorg/30.0/schemaorgcontext.jsonld").read_text(encoding="utf-8"))
    return Graph().parse(data=json.dumps({**document, **context}), format="json-ld")


def all_pages() -> list[Json]:
    provider = a_provider(
        address={"en": "1 Sample Street"},
        contact={"email": "office@sample-university.example", "phone": "+48 1"},
        identifiers=[{"scheme": "schac", "value": "sample-university.example"}],
    )
    summary = a_provider_summary(provider)
    registered = {"framework": "prk", "level": "6", "basis": "registered", "register_code": "1"}
    offers = [an_offer(), an_offer(credential=a_credential(level=registered), target_groups={"en": "Officials"})]
    listed = ItemLists({provider.id: summary}, some_settings(), "en").of("All", "en/", [an_offer_summary(offers[0])])
    return [*map(page, offers), provider_graph(provider, summary, some_settings(), "en"), listed]


@cache
def shapes() -> Graph:
    """Load the published shapes, corrected: literals where literals are meant, a link or a literal for URLs."""
    graph = Graph().parse(oracle("schemaorg/30.0/schemaorg-shapes.shacl"), format="turtle")
    for name in LITERALS:
        graph.set((VALID[f"ValidSchema{name}"], SH.nodeKind, SH.Literal))
    graph.set((VALID.ValidSchemaURL, SH.nodeKind, SH.IRIOrLiteral))
    return graph


@cache
def vocabulary() -> Graph:
    return Graph().parse(oracle("schemaorg/30.0/schemaorg-all-http.ttl"), format="turtle")


def conforms(data: Graph) -> tuple[bool, str]:
    subclasses = Graph().parse(oracle("schemaorg/30.0/schemaorg-subclasses.shacl"), format="turtle")
    ok, _, text = pyshacl.validate(data + subclasses, shacl_graph=shapes(), inference="none")
    return bool(ok), str(text)


def unknown_uses(data: Graph) -> set[tuple[Node, Node]]:
    """Return properties that the vocabulary does not know, or not for such a thing (the shapes are not closed)."""
    found = set()
    for subject, kind in data.subject_objects(RDF.type):
        broader = set(vocabulary().transitive_objects(kind, RDFS.subClassOf))
        for predicate in set(data.predicates(subject)) - {RDF.type}:
            if not broader & set(vocabulary().objects(predicate, SCHEMA.domainIncludes)):
                found.add((kind, predicate))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("number", range(4))
def test_pages_conform_to_the_vocabulary(number: int) -> None:
    data = triples(all_pages()[number])
    targets = set(shapes().objects(None, SH.targetClass)) & set(data.objects(None, RDF.type))
    assert len(targets) >= 3
    assert unknown_uses(data) == set()
    ok, text = conforms(data)
    assert ok, text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("hasCourseInstance", {"@type": "CourseInstance", "courseWorkload": {"@type": "Thing"}}),
        ("courseCode", {"@id": "x:y"}),
    ],
)
def test_the_shapes_can_fail(key: str, value: Json) -> None:
    document = page(an_offer())
    node(document, "Course")[key] = value
    assert not conforms(triples(document))[0]


@pytest.mark.slow
def test_the_vocabulary_check_can_fail() -> None:
    document = page(an_offer())
    node(document, "Course")["startDate"] = "2027-01-11"
    assert unknown_uses(triples(document)) == {(SCHEMA.Course, SCHEMA.startDate)}
