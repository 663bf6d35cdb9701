"""The documents for Europass conform to QDR XML 3.3.1 and say what the graph of ELM says."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from generator.catalogue.transparency import ELEMENTS
from generator.feeds import elm, qdr
from generator.vocabularies import vocabulary
from tests.builders import a_catalogue, a_credential, a_provider, an_offer, catalogue_of_files, some_settings
from tests.oracles import oracle
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from generator.catalogue.graph import Catalogue
    from generator.records.offer import Offer

LOQ = {"q": qdr.NAMESPACE, "skos": "http://www.w3.org/2004/02/skos/core#"}
REGISTERED = {"framework": "prk", "level": "6", "basis": "registered", "register_code": "13456"}
OFFER = "https://registry.example.org/id/offer/3f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c11"
CREDENTIAL = "https://registry.example.org/id/credential/0b8f6a1e-52a7-4d5f-8b55-6f9d8f1b2c3d/2"
OTHER = "4f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c12"


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(oracle("elm/xsd-3.3.1/loq.xsd")))


def complaints(content: bytes) -> list[str]:
    found = schema()
    found.validate(etree.fromstring(content))
    return [entry.message for entry in found.error_log]


def documents(catalogue: Catalogue) -> tuple[bytes, bytes]:
    made = {file.path: file.content for file in elm.files(catalogue, some_settings())}
    return made[qdr.OPPORTUNITIES], made[qdr.QUALIFICATIONS]


def written(folder: Path, *offers: Offer) -> bytes:
    return documents(a_catalogue(offers or (an_offer(),), folder, providers=[a_provider()]))[0]


def texts(content: bytes, path: str) -> list[str]:
    """Return the texts and addresses that an XPath finds; local names without prefix are those of the format."""
    found = etree.fromstring(content).xpath(re.sub(r"(?<![:@\w'])([a-zA-Z]+)(?![\w:(])", r"q:\1", path), namespaces=LOQ)
    assert isinstance(found, list)
    return [str(one.text) if isinstance(one, etree._Element) else str(one) for one in found]


# ------------------------------------------------------------------------------------------------- conformance


@pytest.mark.slow
def test_the_samples_conform_and_hold_every_offer_of_the_elm_feed(tmp_path: Path) -> None:
    catalogue = catalogue_of_files(ROOT / "providers", tmp_path)
    opportunities, qualifications = documents(catalogue)
    assert complaints(opportunities) == []
    assert complaints(qualifications) == []
    described = [one for one in catalogue.with_page if one.fields]
    assert len(texts(opportunities, "//learningOpportunity/@id")) == len(described) >= 12
    registered = texts(qualifications, "//qualification/@id")
    assert len(registered) >= 2
    assert set(texts(opportunities, "//qualificationReference/@id")) == set(registered)
    assert texts(opportunities, "//qualification/@id") == []


def test_a_registry_without_offers_makes_valid_documents(tmp_path: Path) -> None:
    for content in documents(a_catalogue([], tmp_path, providers=[a_provider()])):
        assert complaints(content) == []


def _swap(content: bytes, old: str, new: str) -> bytes:
    assert old.encode() in content, old
    return content.replace(old.encode(), new.encode(), 1)


MUTATIONS: dict[str, tuple[str, str, str]] = {
    "the namespace of 3.2": (qdr.NAMESPACE, elm.FEED.profile, "No matching global declaration"),
    "a duration in weeks": ("<duration>P56D<", "<duration>P8W<", "not a valid value of the atomic type 'xs:duration'"),
    "a date without time": ("<modified>2026-10-12T00:00:00<", "<modified>2026-10-12<", "'xs:dateTime'"),
    "a level of the EQF that no register awards": (
        '<educationLevel uri="http://data.europa.eu/snb/qdr/c_cb086da3">',
        '<EQFLevel uri="http://data.europa.eu/snb/eqf/6"/><educationLevel uri="http://data.europa.eu/snb/qdr/c">',
        "EQFLevel': This element is not expected",
    ),
    "an unknown mode": ("920fbb3cbe", "c_3a90b26d", "facet 'enumeration'"),
    "an unknown field": ("isced-f/0688", "isced-f/9999x", "facet 'enumeration'"),
    "a provider that is not there": ('<providedBy idref="', '<providedBy idref="https://x.example/', "No match found"),
    "a status before its place": ("<duration>", "<status>released</status><duration>", "not expected"),
    "a text without language": ('<noteLiteral language="en">', "<noteLiteral>", "'language' is required"),
    "a price that is no number": ("<value>720.00<", "<value>720,00<", "xs:decimal"),
    "an unknown currency": ("currency/PLN", "currency/ZŁ", "facet 'enumeration'"),
    "an element for verifying identity": ("<language uri", "<idVerification/><language uri", "not expected"),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_the_schema_notices(name: str, tmp_path: Path) -> None:
    content = written(tmp_path, an_offer(participation={"mode": "online"}))
    assert complaints(content) == []
    old, new, expected = MUTATIONS[name]
    assert any(expected in one for one in complaints(_swap(content, old, new)))


@pytest.mark.parametrize("tag", ["homepage", "ISCEDFCode", "legalName", "countryCode", "defaultLanguage"])
def test_the_schema_notices_what_is_missing(tag: str, tmp_path: Path) -> None:
    root = etree.fromstring(written(tmp_path))
    for one in list(root.iter(f"{{{qdr.NAMESPACE}}}{tag}")):
        parent = one.getparent()
        assert parent is not None
        parent.remove(one)
    assert complaints(etree.tostring(root))


def test_the_schema_notices_an_identifier_that_stands_twice(tmp_path: Path) -> None:
    content = written(tmp_path, an_offer(code="KU-1"))
    twice = "<identifier><skos:notation>KU-1</skos:notation></identifier>"
    assert any("Duplicate key-sequence" in one for one in complaints(_swap(content, twice, twice + twice)))


def test_concepts_younger_than_the_schema_are_known() -> None:
    """Whatever the records may name is in the lists of the schema, or among those that are carried as notes."""
    lists = oracle("elm/xsd-3.3.1/loq.xsd").parent / "cv"
    listed = {
        value
        for file in lists.glob("*.xsd")
        for value in re.findall(r'enumeration value="([^"]+)"', file.read_text(encoding="utf-8"))
    }
    names = ("participation-modes", "learning-schedules", "learning-opportunity-types", "assessment-types", "fields")
    others = ("credit-systems", "currencies", "countries", "languages", "eqf-levels", "skill-types")
    concepts = [concept.iri for name in (*names, *others) for concept in vocabulary(name) if concept.iri]
    levels = [iri for framework in vocabulary("national-frameworks") for iri in framework.levels.values()]
    assert {iri for iri in (*concepts, *levels) if iri not in listed} == qdr.NEWER_TERMS


# ---------------------------------------------------------------------------------------------------- contents


def test_facts_of_an_offer_are_carried(tmp_path: Path) -> None:
    content = written(tmp_path, an_offer(code="KU-1"))
    assert texts(content, "//learningOpportunity/@id") == [OFFER]
    assert texts(content, "//learningOpportunity/title[@language='en']") == ["Data for public officials"]
    assert texts(content, "//learningOpportunity/identifier/skos:notation") == ["KU-1"]
    assert texts(content, "//learningOpportunity/status") == ["released"]
    assert texts(content, "//learningOpportunity/applicationDeadline") == ["2026-11-30T23:59:59"]
    assert texts(content, "//priceDetail/amount/value") == ["720.00"]
    assert texts(content, "//learningAchievementSpecification/creditPoint/point") == ["2.50"]
    assert texts(content, "//learningAchievementSpecification/volumeOfLearning") == ["PT75H"]
    named = texts(content, "//educationLevel/skos:prefLabel[@language='en']")
    assert named == ["Polish National Qualifications Framework 6"]
    assert texts(content, "//learningOutcome/title[@language='pl']") == ["Ocenia jakość zbioru."]
    assert texts(content, "//learningOutcome/relatedESCOSkill/@uri") == [
        "http://data.europa.eu/esco/skill/5fd5c985-eaaa-47aa-8314-62359c54505a"
    ]


def test_a_mode_younger_than_the_schema_is_a_note(tmp_path: Path) -> None:
    content = written(tmp_path, an_offer(participation={"mode": "hybrid"}))
    assert complaints(content) == []
    assert texts(content, "//learningOpportunity/mode") == []
    assert "Hybrid" in texts(content, "//learningOpportunity/additionalNote/noteLiteral[@language='en']")


def test_a_qualification_stands_in_a_document_of_its_own(tmp_path: Path) -> None:
    offer = an_offer(credential=a_credential(level=REGISTERED))
    opportunities, qualifications = documents(a_catalogue([offer], tmp_path, providers=[a_provider()]))
    assert complaints(opportunities) == complaints(qualifications) == []
    assert texts(qualifications, "//qualification/@id") == [CREDENTIAL]
    assert texts(qualifications, "//qualification/EQFLevel/@uri") == ["http://data.europa.eu/snb/eqf/6"]
    assert texts(qualifications, "//organisation/legalName[@language='en']")
    assert texts(opportunities, "//qualificationReference/@id") == [CREDENTIAL]
    assert texts(opportunities, "//learningOutcome/@id") == []
    assert len(texts(qualifications, "//learningOutcome/@id")) == 1


def test_a_code_that_two_offers_share_is_stated_once(tmp_path: Path) -> None:
    second = an_offer(id="b", uuid=OTHER, code="KU-1", credential=None)
    content = written(tmp_path, an_offer(code="KU-1"), second)
    assert complaints(content) == []
    assert texts(content, "//identifier/skos:notation").count("KU-1") == 1


def test_withdrawn_and_paused_offers_are_not_published_anymore(tmp_path: Path) -> None:
    for status in ("withdrawn", "paused"):
        content = written(tmp_path / status, an_offer(status=status))
        assert texts(content, "//learningOpportunity/status") == ["not-published-anymore"]


def test_text_that_looks_like_markup_stays_text(tmp_path: Path) -> None:
    title = {"en": 'Fish & <b>chips</b> "to go"'}
    content = written(tmp_path, an_offer(title=title))
    assert complaints(content) == []
    assert texts(content, "//learningOpportunity/title") == [title["en"]]


def test_what_it_cannot_carry_is_in_the_table(tmp_path: Path) -> None:
    content = written(tmp_path)
    place = {
        "title": "//learningOpportunity/title",
        "awarding-body": "//awardingOpportunity/awardingBody",
        "learning-outcomes": "//learningOutcome/title",
        "workload": "//learningAchievementSpecification/volumeOfLearning",
        "further-information": "//learningAchievementSpecification/additionalNote",
    }
    assert all(texts(content, path) for path in place.values())
    assert set(place) | set(elm.FEED_QDR.cannot_carry) == set(ELEMENTS)
    assert not set(place) & set(elm.FEED_QDR.cannot_carry)
