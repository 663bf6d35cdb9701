"""Canonical JSON says what the record says, no more and no less, and is the same every time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from jsonschema import Draft202012Validator

from generator.catalogue.freshness import Ages, freshness
from generator.feeds import canonical
from generator.feeds.canonical_schema import (
    CREDENTIAL_KEYS,
    OFFER_KEYS,
    PATHWAY_KEYS,
    PROVIDER_KEYS,
    RECOGNITION_KEYS,
    SUPPORT_KEYS,
)
from generator.feeds.registry import FEEDS, feed_files
from generator.records.credential import CredentialRecord
from generator.records.offer import Offer
from generator.records.pathway import Pathway
from generator.records.provider import Provider
from generator.records.recognition import RecognitionStatement
from generator.records.support import LearnerSupport
from tests import record_cases
from tests.builders import (
    a_catalogue,
    a_credential,
    a_provider,
    an_offer,
    catalogue_of_files,
    some_settings,
)

if TYPE_CHECKING:
    from pathlib import Path

    from generator.records.offer import Offer as OfferRecord

OFFER_FILE = "data/v1/offers/sample-university/data-for-officials.json"


def published(folder: Path, *offers: OfferRecord, **settings: object) -> dict[str, bytes]:
    catalogue = a_catalogue(offers or (an_offer(),), folder)
    return {file.path: file.content for file in canonical.files(catalogue, some_settings(**settings))}


def offer_document(folder: Path, offer: OfferRecord, **settings: object) -> dict[str, Any]:
    document = orjson.loads(published(folder, offer, **settings)[f"data/v1/offers/sample-university/{offer.id}.json"])
    assert isinstance(document, dict)
    return document


def test_it_repeats_the_record_under_the_same_keys(tmp_path: Path) -> None:
    document = offer_document(tmp_path, an_offer())
    assert document["title"] == {"pl": "Dane w urzędzie", "en": "Data for public officials"}
    assert document["price"] == {"category": "paid", "learning": {"amount": "720.00", "currency": "PLN"}}
    assert document["runs"][0]["apply_by"] == "2026-11-30"
    assert document["credential"]["workload"]["credits"]["amount"] == "2.50"


def test_it_adds_identifiers_addresses_and_names(tmp_path: Path) -> None:
    document = offer_document(tmp_path, an_offer())
    base = "https://registry.example.org"
    assert document["identifier"] == f"{base}/id/offer/3f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c11"
    assert document["credential_identifier"] == f"{base}/id/credential/0b8f6a1e-52a7-4d5f-8b55-6f9d8f1b2c3d/2"
    assert document["addresses"]["pl"] == f"{base}/pl/offers/sample-university/data-for-officials/"
    assert document["provider"] == "sample-university"
    assert document["organisations"]["sample-university"]["name"]["en"] == "Sample University"
    assert document["licence"].startswith("https://creativecommons.org/")


def test_permanent_identifiers_do_not_follow_a_preview(tmp_path: Path) -> None:
    settings = {"base_url": "https://preview.example.net/7/"}
    document = offer_document(tmp_path, an_offer(), **settings)
    assert document["identifier"].startswith("https://registry.example.org/id/")
    assert document["addresses"]["en"].startswith("https://preview.example.net/7/en/")


def test_it_gives_the_sixteen_elements_in_order_with_their_states(tmp_path: Path) -> None:
    elements = offer_document(tmp_path, an_offer(prerequisites=None))["elements"]
    states = {element["key"]: element["state"] for element in elements}
    assert [element["number"] for element in elements] == list(range(1, 17))
    assert (states["issuer-country"], states["prerequisites"], states["learner"]) == (
        "stated",
        "not-stated",
        "on-credential",
    )


def test_what_is_not_stated_is_missing_and_not_applicable_stays(tmp_path: Path) -> None:
    reason = {"en": "No level is claimed."}
    price = {"category": "paid", "learning": "not_stated"}
    credential = a_credential(level={"not_applicable": reason}, grading=None)
    document = offer_document(tmp_path, an_offer(credential=credential, price=price))
    assert document["credential"]["level"] == {"not_applicable": reason}
    assert "grading" not in document["credential"]
    assert document["price"] == {"category": "paid"}


def test_samples_are_marked_and_others_are_not(tmp_path: Path) -> None:
    assert offer_document(tmp_path, an_offer(), sample=True)["sample"] is True
    assert "sample" not in offer_document(tmp_path, an_offer())


@pytest.mark.slow
def test_every_document_conforms_to_the_schema_it_names(tmp_path: Path) -> None:
    bare = an_offer(
        id="bare", uuid="11111111-1111-4111-8111-111111111111", credential=None, kind="learning-opportunity"
    )
    withdrawn = an_offer(id="old", uuid="22222222-2222-4222-8222-222222222222", status="withdrawn", replaced_by="bare")
    files = published(tmp_path, an_offer(), bare, withdrawn, sample=True)
    by_id = {}
    for path, content in files.items():
        if path.startswith("data/v1/schema/"):
            schema = orjson.loads(content)
            Draft202012Validator.check_schema(schema)
            by_id[schema["$id"]] = schema
            assert schema["$id"] == f"https://registry.example.org/{path}"
    documents = [orjson.loads(content) for path, content in files.items() if "/schema/" not in path]
    assert len(documents) == 6
    for document in documents:
        Draft202012Validator(by_id[document["$schema"]]).validate(document)
        assert list(Draft202012Validator(by_id[document["$schema"]]).iter_errors({**document, "unknown": 1}))


def test_derived_keys_hide_no_key_of_a_record() -> None:
    # The licence of a record takes the place of that of the registry.
    assert set(OFFER_KEYS) & set(Offer.model_fields) == {"licence"}
    assert set(CREDENTIAL_KEYS) & set(CredentialRecord.model_fields) == {"licence"}
    assert set(PROVIDER_KEYS) & set(Provider.model_fields) == {"licence"}
    assert not set(PATHWAY_KEYS) & set(Pathway.model_fields)
    assert not set(RECOGNITION_KEYS) & set(RecognitionStatement.model_fields)
    assert not set(SUPPORT_KEYS) & set(LearnerSupport.model_fields)


def test_the_licence_of_a_record_takes_the_place_of_that_of_the_registry(tmp_path: Path) -> None:
    own = "https://creativecommons.org/publicdomain/zero/1.0/"
    files = published(
        tmp_path, an_offer(licence=own), an_offer(id="other", uuid="11111111-1111-4111-8111-111111111111")
    )
    documents = [
        orjson.loads(files[f"data/v1/offers/sample-university/{one}.json"]) for one in ("data-for-officials", "other")
    ]
    assert [one["licence"] for one in documents] == [own, "https://creativecommons.org/licenses/by/4.0/"]


def test_the_index_lists_what_has_a_page(tmp_path: Path) -> None:
    draft = an_offer(id="draft", uuid="11111111-1111-4111-8111-111111111111", status="draft")
    paused = an_offer(id="paused", uuid="22222222-2222-4222-8222-222222222222", status="paused")
    files = published(tmp_path, an_offer(), draft, paused)
    index = orjson.loads(files["data/v1/index.json"])
    assert [(one["id"], one["status"]) for one in index["offers"]] == [
        ("data-for-officials", "published"),
        ("paused", "paused"),
    ]
    assert not any("draft" in path for path in files)
    assert index["providers"][0]["checked"] == "2026-11-02"


def test_former_ids_keep_a_copy_unless_another_offer_bears_the_id(tmp_path: Path) -> None:
    renamed = an_offer(formerly=["old-name", "a-taken", "z-taken"])
    first = an_offer(id="a-taken", uuid="11111111-1111-4111-8111-111111111111")
    last = an_offer(id="z-taken", uuid="22222222-2222-4222-8222-222222222222")
    made = list(canonical.files(a_catalogue([renamed, first, last], tmp_path), some_settings()))
    files = {file.path: file.content for file in made}
    assert len(files) == len(made)
    assert files["data/v1/offers/sample-university/old-name.json"] == files[OFFER_FILE]
    for taken in (first, last):
        assert orjson.loads(files[f"data/v1/offers/sample-university/{taken.id}.json"])["id"] == taken.id


def test_a_renamed_provider_keeps_the_addresses_of_its_documents(tmp_path: Path) -> None:
    catalogue = a_catalogue([an_offer()], tmp_path, providers=[a_provider(formerly=["polytechnic"])])
    paths = {file.path for file in canonical.files(catalogue, some_settings())}
    assert {
        "data/v1/providers/polytechnic.json",
        "data/v1/offers/polytechnic/data-for-officials.json",
        OFFER_FILE,
    } <= paths


def test_every_feed_gives_distinct_paths_and_the_same_bytes_again(tmp_path: Path) -> None:
    catalogue = a_catalogue([an_offer()], tmp_path)
    first = list(feed_files(catalogue, some_settings()))
    assert len({file.path for file in first}) == len(first)
    assert list(feed_files(catalogue, some_settings())) == first
    assert all(feed.address in {file.path for file in first} for feed in FEEDS if feed.address and not feed.with_pages)


def shared_credential(folder: Path, **settings: object) -> dict[str, Any]:
    """Return all documents of two offers of one credential that has an earlier version."""
    providers = record_cases.lay_out("valid", "credential-of-two-offers", folder)
    with (providers / "river-college/provider.yml").open("a", encoding="utf-8") as stream:
        stream.write("formerly: [brook-college]\n")
    catalogue = catalogue_of_files(providers, folder / "cache")
    return {file.path: orjson.loads(file.content) for file in canonical.files(catalogue, some_settings(**settings))}


def test_each_version_of_a_credential_has_a_document(tmp_path: Path) -> None:
    documents = shared_credential(tmp_path)
    folder = "data/v1/credentials/river-college/tidy-data"
    earlier, present = documents[f"{folder}/1.json"], documents[f"{folder}/2.json"]
    assert (earlier["version"], earlier["present_version"], earlier["offers"]) == (1, 2, [])
    assert present["offers"] == ["river-college/data-basics", "river-college/data-evenings"]
    assert present["learning_outcomes"][0]["text"]["en"] == "Tidies data"
    assert earlier["identifier"].endswith("/id/credential/44d2c3b4-4a59-4e68-8f77-000000000005/1")
    assert earlier["addresses"]["pl"].endswith("/pl/credentials/river-college/tidy-data/1/")
    assert documents["data/v1/credentials/brook-college/tidy-data/1.json"] == earlier
    assert [one["version"] for one in documents["data/v1/index.json"]["credentials"]] == [1, 2]


def test_offer_with_a_named_credential_looks_like_any_other(tmp_path: Path) -> None:
    documents = shared_credential(tmp_path)
    offer = documents["data/v1/offers/river-college/data-evenings.json"]
    assert offer["credential"]["learning_outcomes"][0]["text"]["en"] == "Tidies data"
    assert offer["credential_document"].endswith("/data/v1/credentials/river-college/tidy-data/2.json")
    assert offer["credential_identifier"].endswith("/2")


def test_documents_of_credentials_conform_to_the_schema_they_name(tmp_path: Path) -> None:
    documents = shared_credential(tmp_path, sample=True)
    schemas = {one["$id"]: one for path, one in documents.items() if "/schema/" in path}
    checked = [one for path, one in documents.items() if "/credentials/" in path or "/offers/" in path]
    assert len(checked) == 10
    for document in (*checked, documents["data/v1/index.json"]):
        Draft202012Validator(schemas[document["$schema"]]).validate(document)
        assert list(Draft202012Validator(schemas[document["$schema"]]).iter_errors({**document, "unknown": 1}))


def test_what_it_cannot_carry_exists_only_on_a_credential_that_was_issued(tmp_path: Path) -> None:
    """Everything that a record states stands in its document, under the same key."""
    assert set(canonical.FEED.cannot_carry) == {"learner", "date-of-issue", "grade"}
    made = {one.path: one.content for one in feed_files(a_catalogue([an_offer()], tmp_path), some_settings())}
    document = orjson.loads(made["data/v1/offers/sample-university/data-for-officials.json"])
    assert an_offer().model_dump(mode="json", exclude_unset=True, by_alias=True).items() <= document.items()


def test_freshness_is_told_as_the_days_on_which_it_changes(tmp_path: Path) -> None:
    offer = an_offer(checked="2026-10-12")
    document = offer_document(tmp_path, offer, fresh_days=100, stale_days=365)
    assert (document["fresh_until"], document["stale_after"]) == ("2027-01-20", "2027-10-12")
    ages = Ages.of(some_settings(fresh_days=100, stale_days=365))
    for day, state in (("2027-01-20", "fresh"), ("2027-01-21", "ageing"), ("2027-10-13", "stale")):
        assert freshness(offer.checked, date.fromisoformat(day), ages).value == state


def test_what_nobody_confirmed_has_no_freshness_and_far_days_break_nothing(tmp_path: Path) -> None:
    assert "fresh_until" not in offer_document(tmp_path / "silent", an_offer(checked=None))
    assert offer_document(tmp_path / "far", an_offer(checked="9999-12-01"))["stale_after"] == "9999-12-31"
