"""An organisation that is only referred to stands in every feed as a provider would, with its homepage for a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest
from jsonschema import Draft202012Validator
from rdflib import Graph, Namespace, URIRef

from generator.catalogue.transparency import ElementState, state_of
from generator.feeds import canonical, elm, schemaorg
from tests import record_cases
from tests.builders import catalogue_of_files, some_settings

if TYPE_CHECKING:
    from pathlib import Path

    from generator.catalogue.graph import Catalogue

ELM = Namespace("http://data.europa.eu/snb/model/elm/")
GUILD = "https://registry.example.org/id/provider/66d2c3b4-4a59-4e68-8f77-000000000006"
OFFER = "river-college/data-basics"


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    providers = record_cases.lay_out("valid", "organisations-only-referred-to", tmp_path)
    return catalogue_of_files(providers, tmp_path / "cache")


@pytest.fixture
def documents(catalogue: Catalogue) -> dict[str, Any]:
    return {file.path: orjson.loads(file.content) for file in canonical.files(catalogue, some_settings(sample=True))}


def test_one_document_holds_all_of_them(documents: dict[str, Any]) -> None:
    document = documents["data/v1/organisations.json"]
    schema = documents["data/v1/schema/organisations-document.json"]
    assert document["$schema"] == schema["$id"]
    Draft202012Validator(schema).validate(document)
    assert [one["id"] for one in document["organisations"]] == ["lock-school", "port-guild", "tide-alliance"]
    guild = document["organisations"][1]
    assert guild["identifier"] == GUILD
    assert guild["legal_name"] == {"pl": "Cech Portowy Rzemiosł Różnych"}
    assert guild["identifiers"] == [{"scheme": "krs", "value": "0000000000"}]


def test_an_entry_without_its_identifier_does_not_conform(documents: dict[str, Any]) -> None:
    document = documents["data/v1/organisations.json"]
    del document["organisations"][0]["identifier"]
    complaints = Draft202012Validator(documents["data/v1/schema/organisations-document.json"]).iter_errors(document)
    assert [one.message for one in complaints] == ["'identifier' is a required property"]


def test_the_index_and_the_offer_name_it(documents: dict[str, Any]) -> None:
    index = documents["data/v1/index.json"]
    Draft202012Validator(documents["data/v1/schema/index.json"]).validate(index)
    assert {"id": "lock-school", "name": {"en": "Lock School"}, "country": "NL"}.items() <= index["organisations"][
        0
    ].items()
    organisations = documents[f"data/v1/offers/{OFFER}.json"]["organisations"]
    assert set(organisations) == {"river-college", "port-guild", "tide-alliance", "lock-school"}
    assert organisations["port-guild"]["identifier"] == GUILD


def test_it_awards_in_elm(catalogue: Catalogue) -> None:
    files = {file.path: file.content for file in elm.files(catalogue, some_settings())}
    assert {path for path in files if path.endswith(".ttl")} == {
        f"feeds/elm/{edition}/{file}.ttl"
        for edition in ("3.2", "3.3")
        for file in ("catalogue", "providers/quay-alliance", "providers/river-college")
    }
    found = Graph().parse(data=files["feeds/elm/3.2/catalogue.ttl"], format="turtle")
    country = found.value(found.value(found.value(URIRef(GUILD), ELM.location), ELM.address), ELM.countryCode)
    assert str(country).endswith("/country/POL")


def test_its_country_is_that_of_the_issuer(catalogue: Catalogue) -> None:
    # Element 3 is stated only if the countries of all awarding bodies are.
    assert state_of(catalogue.offer_by_key[OFFER].states, "issuer-country") is ElementState.STATED


def test_offers_are_listed_under_an_alliance_without_a_folder(catalogue: Catalogue) -> None:
    shelf = catalogue.shelves["alliances"]["tide-alliance"]
    assert [offer.key for offer in shelf] == [OFFER, "river-college/first-aid"]


def test_schema_org_leads_to_its_homepage(catalogue: Catalogue) -> None:
    summary = catalogue.offer_by_key[OFFER]
    offer = catalogue.store.open_offer(summary)
    graph = schemaorg.offer_graph(offer, summary, catalogue.organisation_by_id, some_settings(), "en", [])
    course = graph["@graph"][0]
    bodies = {one["@id"]: one for one in course["educationalCredentialAwarded"]["provider"]}
    assert bodies[GUILD]["url"] == "https://port-guild.example/"
    assert bodies[GUILD]["name"] == "Port Guild"
