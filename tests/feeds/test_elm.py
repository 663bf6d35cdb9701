"""The ELM feed conforms to the LOQ shapes, claims nothing official that is not, and never changes by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyshacl
import pytest
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef

from generator.catalogue.transparency import ELEMENTS
from generator.feeds import elm
from generator.feeds.elm_opportunity import NO_COUNTRY, NO_FIELD
from generator.feeds.elm_terms import ELM_3_2, Description, turtle
from generator.feeds.feed import DRAFT, Reason
from generator.feeds.literals import days_duration, hours_duration
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

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.catalogue.graph import Catalogue
    from generator.records.offer import Offer
    from generator.records.provider import Provider

ELM = Namespace("http://data.europa.eu/snb/model/elm/")
DCT = Namespace("http://purl.org/dc/terms/")
ADMS = Namespace("http://www.w3.org/ns/adms#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SH = Namespace("http://www.w3.org/ns/shacl#")
ESCO = URIRef("http://data.europa.eu/esco/skill/5fd5c985-eaaa-47aa-8314-62359c54505a")
PROVIDERS = Path(__file__).parents[2] / "providers"
OFFER = URIRef("https://registry.example.org/id/offer/3f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c11")
CREDENTIAL = URIRef("https://registry.example.org/id/credential/0b8f6a1e-52a7-4d5f-8b55-6f9d8f1b2c3d/2")
REGISTERED = {"framework": "prk", "level": "6", "basis": "registered", "register_code": "13456"}


def files(catalogue: Catalogue) -> dict[str, bytes]:
    return {file.path: file.content for file in elm.files(catalogue, some_settings())}


def graph(folder: Path, *offers: Offer, provider: Provider | None = None) -> Graph:
    catalogue = a_catalogue(offers or (an_offer(),), folder, providers=[provider or a_provider()])
    return Graph().parse(data=files(catalogue)["feeds/elm/3.2/catalogue.ttl"], format="turtle")


def notes(found: Graph, subject: URIRef) -> str:
    literals = (
        literal
        for note in found.objects(subject, ELM.additionalNote)
        for literal in found.objects(note, ELM.noteLiteral)
    )
    return "\n".join(sorted(literals))


SHAPES = {
    "3.2": ("LOQ-constraints.pyshacl.ttl", "LOQ-constraints-mdr.ttl"),
    "3.3": ("LOQ-constraints.derived-3.3ns.ttl", "LOQ-constraints-mdr.derived-3.3ns.ttl"),
}


@cache
def shapes(edition: str = "3.2") -> Graph:
    """Load the shapes of classes and of vocabularies: the official ones, and those derived for the new namespace."""
    loaded = Graph()
    for name in SHAPES[edition]:
        loaded.parse(oracle(f"elm/pyshacl/{name}"), format="turtle")
    return loaded


def complaints(found: Graph, edition: str = "3.2") -> set[tuple[str, str]]:
    """Return what the shapes complain about: (local name of the path, kind of constraint)."""
    _, report, _ = pyshacl.validate(found, shacl_graph=shapes(edition), inference="none")
    assert isinstance(report, Graph)
    return {
        (_local(report.value(one, SH.resultPath)), _local(report.value(one, SH.sourceConstraintComponent)))
        for one in report.subjects(RDF.type, SH.ValidationResult)
    }


def _local(iri: object) -> str:
    return str(iri).rpartition("#")[2].rpartition("/")[2].removesuffix("ConstraintComponent")


def focus_nodes(found: Graph, edition: str = "3.2") -> int:
    targets = set(shapes(edition).objects(None, SH.targetClass))
    return sum(1 for _, kind in found.subject_objects(RDF.type) if kind in targets)


def samples(folder: Path) -> Catalogue:
    return catalogue_of_files(PROVIDERS, folder)


# ------------------------------------------------------------------------------------------------- conformance


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["3.2", "3.3"])
def test_every_file_of_the_samples_conforms(tmp_path: Path, edition: str) -> None:
    catalogue = samples(tmp_path)
    begin = f"feeds/elm/{edition}/"
    made = {path: one for path, one in files(catalogue).items() if path.startswith(begin) and path.endswith(".ttl")}
    assert len(made) == len(catalogue.providers) + 1
    offering = {f"{offer.provider}.ttl" for offer in catalogue.offers}
    for path, content in made.items():
        found = Graph().parse(data=content, format="turtle")
        assert focus_nodes(found, edition) > (50 if Path(path).name in offering else 5), path
        assert complaints(found, edition) == set(), path


@pytest.mark.slow
def test_the_editions_say_the_same_in_their_own_namespaces(tmp_path: Path) -> None:
    made = files(samples(tmp_path))
    for path, content in made.items():
        if path.startswith("feeds/elm/3.2/"):
            other = made[path.replace("/3.2/", "/3.3/")]
            assert content != other
            assert content.replace(b"/snb/model/elm/", b"/snb/model/ontology/") == other


@pytest.mark.slow
def test_json_ld_says_the_same_as_turtle(tmp_path: Path) -> None:
    made = files(samples(tmp_path))
    documents = [path for path in made if path.endswith(".jsonld")]
    assert len(documents) >= 20
    for path in documents:
        told = Graph().parse(data=made[path], format="json-ld")
        other = Graph().parse(data=made[path.replace(".jsonld", ".ttl")], format="turtle")
        assert len(told) > 30
        assert set(told) == set(other), path


@pytest.mark.slow
def test_the_whole_catalogue_holds_every_sample_that_states_its_field(tmp_path: Path) -> None:
    catalogue = samples(tmp_path)
    found = Graph().parse(data=files(catalogue)["feeds/elm/3.2/catalogue.ttl"], format="turtle")
    described = [one for one in catalogue.with_page if one.fields]
    assert len(set(found.subjects(RDF.type, ELM.LearningOpportunity))) == len(described) >= 12


def _without(path: URIRef) -> Callable[[Graph], object]:
    return lambda found: found.remove((None, path, None))


MUTATIONS: dict[str, tuple[Callable[[Graph], object], tuple[str, str]]] = {
    "no title": (_without(DCT.title), ("title", "MinCount")),
    "no homepage": (_without(URIRef("http://xmlns.com/foaf/0.1/homepage")), ("homepage", "MinCount")),
    "no provider": (_without(ELM.providedBy), ("providedBy", "MinCount")),
    "no specification": (
        lambda found: found.remove((OFFER, ELM.learningAchievementSpecification, None)),
        ("learningAchievementSpecification", "MinCount"),
    ),
    "no country": (_without(ELM.countryCode), ("countryCode", "MinCount")),
    "no legal name": (_without(URIRef("http://www.w3.org/ns/regorg#legalName")), ("legalName", "MinCount")),
    "two default languages": (
        lambda found: found.add(
            (OFFER, ELM.defaultLanguage, URIRef("http://publications.europa.eu/resource/authority/language/ENG"))
        ),
        ("defaultLanguage", "MaxCount"),
    ),
    "a credit point that is a number": (
        lambda found: found.set((URIRef(f"{CREDENTIAL}#credits"), ELM.point, Literal(3))),
        ("point", "Datatype"),
    ),
    "a date without time": (
        lambda found: found.set((OFFER, DCT.modified, Literal("2026-10-12"))),
        ("modified", "Datatype"),
    ),
    "a licence": (
        lambda found: found.add((OFFER, DCT.license, URIRef("https://creativecommons.org/licenses/by/4.0/"))),
        ("license", "Closed"),
    ),
    "concepts without scheme": (_without(SKOS.inScheme), ("inScheme", "HasValue")),
    "concepts that are none": (
        lambda found: found.remove((None, RDF.type, SKOS.Concept)),
        ("defaultLanguage", "Class"),
    ),
    "a scheme for ESCO": (
        lambda found: found.add((ESCO, SKOS.inScheme, URIRef("http://data.europa.eu/esco/concept-scheme/skills"))),
        ("inScheme", "Pattern"),
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


def test_the_shapes_notice_a_qualification_without_national_level(tmp_path: Path) -> None:
    found = graph(tmp_path, an_offer(credential=a_credential(level=REGISTERED)))
    assert complaints(found) == set()
    found.remove((None, ELM.NQFLevel, None))
    assert ("NQFLevel", "MinCount") in complaints(found)


def test_a_bare_learning_opportunity_conforms_with_a_specification_of_its_own(tmp_path: Path) -> None:
    bare = dict.fromkeys(
        ["summary", "description", "credential", "price", "runs", "links", "participation", "duration"]
    )
    found = graph(tmp_path, an_offer(**bare, kind="learning-opportunity"))
    assert found.value(OFFER, ELM.learningAchievementSpecification) == URIRef(f"{OFFER}#specification")
    assert complaints(found) == set()
    assert focus_nodes(found) > 10


# ---------------------------------------------------------------------------------------------------- contents


def test_identifiers_are_those_of_the_offer_and_the_credential_version(tmp_path: Path) -> None:
    found = graph(tmp_path)
    assert found.value(OFFER, ELM.learningAchievementSpecification) == CREDENTIAL
    assert (CREDENTIAL, RDF.type, ELM.LearningAchievementSpecification) in found


def test_no_blank_nodes(tmp_path: Path) -> None:
    assert not [one for triple in graph(tmp_path) for one in triple if isinstance(one, BNode)]


def test_a_claimed_level_is_no_eqf_level(tmp_path: Path) -> None:
    found = graph(tmp_path)
    assert not set(found.subject_objects(ELM.EQFLevel)) | set(found.subject_objects(ELM.NQFLevel))
    assert found.value(CREDENTIAL, ELM.educationLevel) == URIRef("http://data.europa.eu/snb/qdr/c_cb086da3")
    assert "Claimed by the provider" in notes(found, CREDENTIAL)


def test_a_registered_level_makes_a_qualification(tmp_path: Path) -> None:
    found = graph(tmp_path, an_offer(credential=a_credential(level=REGISTERED)))
    assert (CREDENTIAL, RDF.type, ELM.Qualification) in found
    assert found.value(CREDENTIAL, ELM.EQFLevel) == URIRef("http://data.europa.eu/snb/eqf/6")
    assert "13456" in notes(found, CREDENTIAL)


def test_a_level_that_outcomes_only_refer_to_is_no_level(tmp_path: Path) -> None:
    level = {"framework": "prk", "level": "6", "basis": "descriptors-only"}
    found = graph(tmp_path, an_offer(credential=a_credential(level=level)))
    assert found.value(CREDENTIAL, ELM.educationLevel) is None
    assert "no level is awarded" in notes(found, CREDENTIAL)


@pytest.mark.parametrize(
    ("status", "expected", "said"),
    [("awarded", True, ""), ("equivalent", False, "(ECTS): 3."), ("none", False, "No credits are awarded.")],
)
def test_credits_only_when_awarded(tmp_path: Path, status: str, expected: bool, said: str) -> None:
    workload = {"credits": {"system": "ects", "amount": "3", "status": status}}
    found = graph(tmp_path, an_offer(credential=a_credential(workload=workload)))
    assert bool(set(found.subjects(RDF.type, ELM.CreditPoint))) is expected
    assert said in notes(found, CREDENTIAL)
    assert ("ECTS" in notes(found, CREDENTIAL)) is (status == "equivalent")


@pytest.mark.parametrize(
    ("status", "expected"),
    [("published", "released"), ("paused", "not-published-anymore"), ("withdrawn", "not-published-anymore")],
)
def test_what_cannot_be_joined_is_not_released(tmp_path: Path, status: str, expected: str) -> None:
    assert str(graph(tmp_path, an_offer(status=status)).value(OFFER, ELM.status)) == expected


def test_both_legal_sentences_stand_beside_every_stack(tmp_path: Path) -> None:
    stated = notes(graph(tmp_path), CREDENTIAL)
    assert "no automatic entitlement" in stated
    assert "The receiving organisation or the competent authority decides." in stated
    assert "Decyduje organizacja przyjmująca lub właściwy organ." in stated


def test_the_price_is_an_amount_in_a_currency(tmp_path: Path) -> None:
    found = graph(tmp_path)
    amount = found.value(URIRef(f"{OFFER}#price-learning"), ELM.amount)
    assert str(found.value(amount, RDF.value)) == "720.00"
    assert str(found.value(amount, ELM.unit)).endswith("/currency/PLN")
    assert not set(graph(tmp_path / "b", an_offer(price=None)).subjects(RDF.type, ELM.PriceDetail))


def test_one_run_has_a_period_and_all_runs_their_deadline(tmp_path: Path) -> None:
    first = {"id": "a", "start": "2027-01-11", "end": "2027-03-07", "apply_by": "2026-11-30"}
    second = {"id": "b", "start": "2027-09-01", "apply_by": "2027-08-15"}
    one, both = graph(tmp_path, an_offer(runs=[first])), graph(tmp_path / "b", an_offer(runs=[first, second]))
    period = one.value(OFFER, DCT.temporal)
    assert str(one.value(period, ELM.startDate)) == "2027-01-11T00:00:00"
    assert both.value(OFFER, DCT.temporal) is None
    assert {str(day) for day in both.objects(OFFER, ELM.applicationDeadline)} == {
        "2026-11-30T23:59:59",
        "2027-08-15T23:59:59",
    }
    assert "2027-09-01" in str(both.value(URIRef(f"{OFFER}#schedule"), ELM.noteLiteral))


def test_a_file_describes_the_organisations_it_names(tmp_path: Path) -> None:
    partner = a_provider(id="partner", uuid="11111111-1111-4111-8111-111111111111")
    offer = an_offer(credential=a_credential(awarded_by=["sample-university", "partner"]))
    made = files(a_catalogue([offer], tmp_path, providers=[a_provider(), partner]))
    found = Graph().parse(data=made["feeds/elm/3.2/providers/sample-university.ttl"], format="turtle")
    assert len(set(found.subjects(RDF.type, ELM.Organisation))) == 2
    assert complaints(found) == set()


def test_two_names_for_one_skill_leave_one_label(tmp_path: Path) -> None:
    skill = {"framework": "esco", "id": str(ESCO), "label": {"en": "make digital content"}}
    credential = a_credential(
        uuid="11111111-1111-4111-8111-111111111111", learning_outcomes=[{"text": {"en": "Makes."}, "skills": [skill]}]
    )
    other = an_offer(id="b", uuid="22222222-2222-4222-8222-222222222222", credential=credential)
    found = graph(tmp_path, an_offer(), other)
    assert len(list(found.objects(ESCO, SKOS.prefLabel))) == 1
    assert complaints(found) == set()


# ---------------------------------------------------------------------------------------------------- left out


@pytest.mark.parametrize(
    ("offer", "provider", "reasons"),
    [
        (an_offer(), a_provider(), ()),
        (an_offer(field=None), a_provider(), (NO_FIELD,)),
        (an_offer(), a_provider(country=None), (NO_COUNTRY,)),
        (an_offer(status="draft"), a_provider(), (DRAFT,)),
    ],
)
def test_it_says_why_an_offer_is_left_out(
    tmp_path: Path, offer: Offer, provider: Provider, reasons: tuple[Reason, ...]
) -> None:
    assert elm.reasons(an_offer_summary(offer), a_provider_summary(provider)) == reasons
    found = graph(tmp_path, offer, provider=provider)
    assert bool(set(found.subjects(RDF.type, ELM.LearningOpportunity))) is not bool(reasons)


def test_what_it_cannot_carry_is_in_the_table(tmp_path: Path) -> None:
    """Each element has a place in the graph, except those of which the table says that they have none, or only text."""
    found = graph(tmp_path)
    place = {
        "title": DCT.title,
        "issuer-country": ELM.countryCode,
        "awarding-body": ELM.awardingBody,
        "learning-outcomes": ELM.learningOutcome,
        "workload": ELM.volumeOfLearning,
        "participation": ELM.mode,
        "further-information": ELM.additionalNote,
    }
    assert set(place) | set(elm.FEED.cannot_carry) == set(ELEMENTS)
    assert not set(place) & set(elm.FEED.cannot_carry)
    assert all((None, predicate, None) in found for predicate in place.values())
    assert "Bring a laptop." in notes(found, CREDENTIAL)


# ------------------------------------------------------------------------------------------------------- bytes


def test_the_order_of_records_does_not_change_a_byte(tmp_path: Path) -> None:
    other = an_offer(id="b", uuid="22222222-2222-4222-8222-222222222222", credential=None)
    one = files(a_catalogue([an_offer(), other], tmp_path))
    two = files(a_catalogue([other, an_offer()], tmp_path))
    assert one == two


_FINGERPRINT = """
import hashlib, pathlib, sys
from generator.feeds.registry import feed_files
from tests.builders import a_catalogue, an_offer, some_settings
made = feed_files(a_catalogue([an_offer()], pathlib.Path(sys.argv[1])), some_settings())
print(hashlib.sha256(b"".join(file.path.encode() + file.content for file in made)).hexdigest())
"""


@pytest.mark.slow
def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    """Another hash seed orders sets otherwise; the files must not show it."""
    digests = {
        subprocess.run(
            [sys.executable, "-c", _FINGERPRINT, str(tmp_path / seed)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(PROVIDERS.parent)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(digests) == 1


def test_statements_are_sorted_however_they_were_found() -> None:
    about = Description(ELM_3_2)
    for name in ("b", "c", "a"):
        about.text(f"https://registry.example.org/{name}", "noteLiteral", {"pl": name, "en": name})
    found = list(about.statements)
    lines = turtle(found, ELM_3_2).decode().splitlines()
    assert lines == sorted(lines)
    assert turtle(reversed(found), ELM_3_2) == turtle(found, ELM_3_2)


def test_the_head_is_sorted(tmp_path: Path) -> None:
    content = files(a_catalogue([an_offer()], tmp_path))["feeds/elm/3.2/catalogue.ttl"].decode()
    head = [line for line in content.splitlines() if line.startswith("@prefix")]
    assert head == sorted(head)
    assert content.startswith("@prefix adms:")


@pytest.mark.parametrize(
    ("hours", "expected"), [("75", "PT75H"), ("7.5", "PT7H30M"), ("0.25", "PT0H15M"), ("104.00", "PT104H")]
)
def test_hours_become_durations(hours: str, expected: str) -> None:
    assert hours_duration(hours) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("P8W", "P56D"), ("P2M", "P2M"), ("P1Y6M", "P1Y6M"), ("P1W3D", "P10D"), ("8 weeks", None), ("P", None)],
)
def test_weeks_become_days(text: str, expected: str | None) -> None:
    assert days_duration(text) == expected


# ------------------------------------------------------------------------------- a credential that two offers share


@pytest.fixture
def shared(tmp_path: Path) -> dict[str, Graph]:
    """The files of two offers of one credential, which differ in field, participation and prerequisites."""
    providers = record_cases.lay_out("valid", "credential-of-two-offers", tmp_path)
    more = {
        "data-basics": "field: ['0688']\nprerequisites: {text: {en: A laptop}}\n",
        "data-evenings": "field: ['0611', '0688']\nprerequisites: {none: true}\n",
    }
    for name, text in more.items():
        with (providers / f"river-college/offers/{name}.yml").open("a", encoding="utf-8") as stream:
            stream.write(text + "links: {page: 'https://river-college.example/data'}\n")
    made = files(catalogue_of_files(providers, tmp_path / "cache"))
    everything = made["feeds/elm/3.2/catalogue.ttl"].decode()
    assert everything.count("Tidies data") == 1
    return {
        path: Graph().parse(data=content, format="turtle") for path, content in made.items() if path.endswith(".ttl")
    }


@pytest.mark.parametrize("name", ["catalogue", "providers/river-college"])
def test_two_offers_share_one_specification(shared: dict[str, Graph], name: str) -> None:
    found = shared[f"feeds/elm/3.2/{name}.ttl"]
    opportunities = set(found.subjects(RDF.type, ELM.LearningOpportunity))
    specifications = set(found.objects(None, ELM.learningAchievementSpecification))
    assert (len(opportunities), len(specifications)) == (2, 1)
    (specification,) = specifications
    assert str(specification).endswith("/2")
    assert set(found.objects(specification, DCT.title)) == {
        Literal("Porządek w danych", lang="pl"),
        Literal("Tidy data", lang="en"),
    }
    assert len(set(found.objects(specification, ELM.ISCEDFCode))) == 2
    assert set(found.objects(specification, ELM.mode)) == set()
    assert set(found.objects(specification, ELM.entryRequirement)) == set()
    assert len(set(found.objects(None, ELM.mode))) == 2
    assert "/1" not in {str(one)[-2:] for one in found.subjects(RDF.type, ELM.LearningAchievementSpecification)}


def test_prerequisites_of_such_offers_stand_with_each_offer(shared: dict[str, Graph]) -> None:
    found = shared["feeds/elm/3.2/catalogue.ttl"]
    told = {notes(found, one) for one in found.subjects(RDF.type, ELM.LearningOpportunity) if isinstance(one, URIRef)}
    assert told == {"A laptop", "There are no prerequisites.\nNie ma warunków wstępnych."}


def test_shared_specification_conforms(shared: dict[str, Graph]) -> None:
    for path, found in shared.items():
        assert complaints(found, path.split("/")[2]) == set(), path


def test_title_of_a_credential_goes_before_that_of_its_offer(tmp_path: Path) -> None:
    found = graph(tmp_path, an_offer(credential=a_credential(title={"en": "Data analyst"})))
    assert set(found.objects(CREDENTIAL, DCT.title)) == {Literal("Data analyst", lang="en")}
