"""The template for issuers conforms to the profile of European Digital Credentials and shows what is to be filled."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pyshacl
import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from generator.catalogue.transparency import ELEMENTS
from generator.feeds import edc
from generator.feeds.elm_opportunity import NO_COUNTRY
from generator.feeds.feed import DRAFT, Reason
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
    from collections.abc import Callable
    from pathlib import Path

    from generator.catalogue.graph import Catalogue
    from generator.records.offer import Offer
    from generator.records.provider import Provider

Json = dict[str, Any]

ELM = Namespace("http://data.europa.eu/snb/model/elm/")
DCT = Namespace("http://purl.org/dc/terms/")
SH = Namespace("http://www.w3.org/ns/shacl#")
CREDENTIAL = URIRef("https://registry.example.org/id/credential/0b8f6a1e-52a7-4d5f-8b55-6f9d8f1b2c3d/2")
ADDRESS = "feeds/edc/0b8f6a1e-52a7-4d5f-8b55-6f9d8f1b2c3d/2.jsonld"
REGISTERED = {"framework": "prk", "level": "6", "basis": "registered", "register_code": "13456"}


def documents(catalogue: Catalogue) -> dict[str, Json]:
    return {one.path: json.loads(one.content) for one in edc.files(catalogue, some_settings())}


def document(folder: Path, **changes: Any) -> Json:
    catalogue = a_catalogue([an_offer(credential=a_credential(**changes))], folder, providers=[a_provider()])
    return documents(catalogue)[ADDRESS]


@cache
def context() -> Json:
    loaded: Json = json.loads(oracle("elm/edc-ap-context.jsonld").read_bytes())["@context"]
    return loaded


def graph(template: Json) -> Graph:
    """Read a template with the official context; that of the W3C only adds `id` and `type` to what is used here."""
    assert template["@context"] == list(edc.CONTEXT)
    known = [{"id": "@id", "type": "@type"}, context()]
    return Graph().parse(data=json.dumps({**template, "@context": known}), format="json-ld")


@cache
def shapes() -> Graph:
    return Graph().parse(oracle("elm/EDC-generic-no-cv.ttl"), format="turtle")


def complaints(found: Graph) -> set[tuple[str, str]]:
    _, report, _ = pyshacl.validate(found, shacl_graph=shapes(), inference="none")
    assert isinstance(report, Graph)
    return {
        (_local(report.value(one, SH.resultPath)), _local(report.value(one, SH.sourceConstraintComponent)))
        for one in report.subjects(RDF.type, SH.ValidationResult)
    }


def _local(iri: object) -> str:
    return str(iri).rpartition("#")[2].rpartition("/")[2].removesuffix("ConstraintComponent")


def focus_nodes(found: Graph) -> int:
    targets = set(shapes().objects(None, SH.targetClass))
    return sum(1 for _, kind in found.subject_objects(RDF.type) if kind in targets)


def keys(value: object) -> set[str]:
    if isinstance(value, list):
        return {key for one in value for key in keys(one)}
    if not isinstance(value, dict):
        return set()
    told = {key for key, one in value.items() if not isinstance(one, dict) or ("en" not in one and "pl" not in one)}
    texts = {key for key, one in value.items() if key not in told}
    return told | texts | {key for name in told for key in keys(value[name])}


@pytest.mark.slow
def test_the_samples_conform(tmp_path: Path) -> None:
    templates = documents(catalogue_of_files(ROOT / "providers", tmp_path))
    assert len(templates) > 30
    together = Graph()
    for path, template in templates.items():
        found = graph({**template, "id": f"urn:placeholder:{path}"})
        assert focus_nodes(found) > 15, path
        # A word that the context does not know would vanish without a sound.
        assert keys({key: one for key, one in template.items() if key != "@context"}) - {"id", "type"} <= set(context())
        if "slievebawn" in json.dumps(template) or path == min(templates):
            assert complaints(found) == set(), path
        together += found
    assert len(set(together.subjects(RDF.type, ELM.LearningAchievementSpecification))) > 20


@pytest.mark.slow
def test_every_template_of_the_samples_conforms(tmp_path: Path) -> None:
    for path, template in documents(catalogue_of_files(ROOT / "providers", tmp_path)).items():
        assert complaints(graph(template)) == set(), path


def _without(path: URIRef) -> Callable[[Graph], object]:
    return lambda found: found.remove((None, path, None))


MUTATIONS: dict[str, tuple[Callable[[Graph], object], tuple[str, str]]] = {
    "no title": (_without(DCT.title), ("title", "MinCount")),
    "nobody awards": (_without(ELM.awardedBy), ("awardedBy", "MinCount")),
    "no awarding body": (_without(ELM.awardingBody), ("awardingBody", "MinCount")),
    "no claim": (_without(ELM.hasClaim), ("hasClaim", "MinCount")),
    "no grade": (_without(ELM.grade), ("grade", "MinCount")),
    "no country": (_without(ELM.countryCode), ("countryCode", "MinCount")),
    "a grade that is a word": (
        lambda found: found.set((URIRef("urn:placeholder:assessment"), ELM.grade, Literal("5"))),
        ("grade", "Class"),
    ),
    "a date without time": (
        lambda found: found.set((URIRef("urn:placeholder:awarding"), ELM.awardingDate, Literal("2027-01-01"))),
        ("awardingDate", "Datatype"),
    ),
    "credits that are a number": (
        lambda found: found.set((URIRef(f"{CREDENTIAL}#credits"), ELM.point, Literal(3))),
        ("point", "Datatype"),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", MUTATIONS)
def test_the_shapes_notice(name: str, tmp_path: Path) -> None:
    found = graph(document(tmp_path))
    assert complaints(found) == set()
    change, expected = MUTATIONS[name]
    change(found)
    assert expected in complaints(found)


def test_what_the_issuer_fills_is_plain_to_see(tmp_path: Path) -> None:
    made = document(tmp_path)
    assert made["givenName"] == {"en": edc.GIVEN_NAME}
    assert made["familyName"] == {"en": edc.FAMILY_NAME}
    claim = made["hasClaim"]
    assert claim["awardedBy"]["awardingDate"].startswith("9999-12-31T")
    assert claim["provenBy"]["grade"]["noteLiteral"] == {"en": edc.GRADE}


def test_the_specification_is_the_version_of_the_credential(tmp_path: Path) -> None:
    found = graph(document(tmp_path))
    (claim,) = found.subjects(RDF.type, ELM.LearningAchievement)
    assert found.value(claim, ELM.specifiedBy) == CREDENTIAL
    assert found.value(found.value(claim, ELM.provenBy), ELM.specifiedBy) == URIRef(f"{CREDENTIAL}#assessment")
    assert {str(one) for one in found.objects(None, ELM.idVerification)} == {
        "http://data.europa.eu/snb/supervision-verification/70be69aaf9"
    }


def test_only_a_registered_level_is_a_level_of_the_eqf(tmp_path: Path) -> None:
    claimed = graph(document(tmp_path / "claimed"))
    assert not set(claimed.subject_objects(ELM.EQFLevel))
    assert claimed.value(CREDENTIAL, ELM.educationLevel)
    registered = graph(document(tmp_path / "registered", level=REGISTERED))
    assert (CREDENTIAL, RDF.type, ELM.Qualification) in registered
    assert str(registered.value(CREDENTIAL, ELM.EQFLevel)) == "http://data.europa.eu/snb/eqf/6"
    assert complaints(registered) == set()


def test_of_several_kinds_of_assessment_the_title_names_all(tmp_path: Path) -> None:
    made = document(tmp_path, assessment={"types": ["project", "oral-exam"]})
    specified = made["hasClaim"]["specifiedBy"]["provenBy"]
    assert isinstance(specified["dcType"], dict)
    assert specified["title"]["en"].count(",") == 1
    assert complaints(graph(made)) == set()


def test_without_assessment_there_is_no_grade_to_fill(tmp_path: Path) -> None:
    made = document(tmp_path, assessment=None)
    assert "provenBy" not in made["hasClaim"]
    assert complaints(graph(made)) == set()


def test_where_nobody_can_be_named_as_issuer_there_is_no_template(tmp_path: Path) -> None:
    assert documents(a_catalogue([an_offer()], tmp_path, providers=[a_provider(country=None)])) == {}
    drafts = a_catalogue([an_offer(status="draft")], tmp_path / "drafts", providers=[a_provider()])
    assert documents(drafts) == {}


@pytest.mark.parametrize(
    ("offer", "provider", "reasons"),
    [
        (an_offer(), a_provider(), ()),
        (an_offer(), a_provider(country=None), (NO_COUNTRY,)),
        (an_offer(credential=a_credential(awarded_by=[])), a_provider(), (edc.NO_AWARDING_BODY,)),
        (an_offer(status="draft"), a_provider(), (DRAFT,)),
    ],
)
def test_it_says_why_there_is_no_template(
    tmp_path: Path, offer: Offer, provider: Provider, reasons: tuple[Reason, ...]
) -> None:
    assert edc.reasons(an_offer_summary(offer), a_provider_summary(provider)) == reasons
    assert bool(documents(a_catalogue([offer], tmp_path, providers=[provider]))) is not bool(reasons)


def test_whom_to_write_to_is_in_no_template(tmp_path: Path) -> None:
    contact = {"unit": {"en": "Study office"}, "email": "office@sample-university.example", "phone": "+48 22 000 00 00"}
    provider = a_provider(contact=contact)
    made = json.dumps(documents(a_catalogue([an_offer()], tmp_path, providers=[provider]))[ADDRESS])
    assert not any(one in made for one in ("Study office", "office@", "+48", "contactPoint", "mailto:"))


def test_the_order_of_records_does_not_change_a_byte(tmp_path: Path) -> None:
    credential = a_credential(uuid="33333333-3333-4333-8333-333333333333")
    other = an_offer(id="b", uuid="22222222-2222-4222-8222-222222222222", credential=credential)
    settings = some_settings()
    one, two = (
        {file.path: file.content for file in edc.files(a_catalogue(offers, tmp_path), settings)}
        for offers in ([an_offer(), other], [other, an_offer()])
    )
    assert len(one) == 2
    assert one == two


def test_offers_of_one_credential_state_participation_and_prerequisites_themselves(tmp_path: Path) -> None:
    single = document(tmp_path / "single")["hasClaim"]["specifiedBy"]
    assert {"mode", "entryRequirement"} <= set(single)
    providers = record_cases.lay_out("valid", "credential-of-two-offers", tmp_path)
    with (providers / "river-college/offers/data-basics.yml").open("a", encoding="utf-8") as stream:
        stream.write("prerequisites: {text: {en: A laptop}}\n")
    made = documents(catalogue_of_files(providers, tmp_path / "cache"))
    assert {path.rpartition("/")[2] for path in made} >= {"1.jsonld", "2.jsonld"}
    assert not any({"mode", "entryRequirement"} & keys(one) or "A laptop" in json.dumps(one) for one in made.values())


def test_what_it_cannot_carry_is_in_the_table(tmp_path: Path) -> None:
    found = graph(document(tmp_path))
    place = {
        "title": DCT.title,
        "issuer-country": ELM.countryCode,
        "awarding-body": ELM.awardingBody,
        "learning-outcomes": ELM.learningOutcome,
        "workload": ELM.volumeOfLearning,
        "supervision": ELM.idVerification,
        "further-information": ELM.additionalNote,
    }
    assert set(place) | set(edc.FEED.cannot_carry) == set(ELEMENTS)
    assert not set(place) & set(edc.FEED.cannot_carry)
    assert all((None, predicate, None) in found for predicate in place.values())
