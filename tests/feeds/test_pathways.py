"""The document of a pathway: what the record says, the credentials it names, copies at former addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest
from jsonschema import Draft202012Validator

from generator.feeds import canonical
from tests import record_cases
from tests.builders import catalogue_of_files, some_settings

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "data/v1/pathways/river-college"
BASE = "https://registry.example.org"


@pytest.fixture
def documents(tmp_path: Path) -> dict[str, Any]:
    providers = record_cases.lay_out("valid", "pathway-of-three-tiers", tmp_path)
    with (providers / "river-college/provider.yml").open("a", encoding="utf-8") as stream:
        stream.write("formerly: [brook-college]\n")
    catalogue = catalogue_of_files(providers, tmp_path / "cache")
    made = list(canonical.files(catalogue, some_settings()))
    assert len({file.path for file in made}) == len(made)
    return {file.path: orjson.loads(file.content) for file in made}


def test_it_says_what_the_record_says_and_who_decides(documents: dict[str, Any]) -> None:
    document = documents[f"{FOLDER}/data-in-steps.json"]
    assert document["status"] == "published"
    assert document["receiver"] == "quay-alliance"
    assert document["tiers"][1]["requires"][0] == {"tier": "first"}
    assert document["tiers"][1]["requires"][1]["credits"] == {"system": "ects", "amount": "8"}
    assert document["identifier"] == f"{BASE}/id/pathway/66d2c3b4-4a59-4e68-8f77-000000000006"
    assert document["addresses"]["pl"] == f"{BASE}/pl/pathways/river-college/data-in-steps/"
    assert set(document["organisations"]) == {"river-college", "quay-alliance"}
    assert "successor" not in document


def test_it_tells_where_each_credential_is_described(documents: dict[str, Any]) -> None:
    credentials = documents[f"{FOLDER}/data-in-steps.json"]["credentials"]
    assert credentials["river-college/data-basics"] == {
        "uuid": "44d2c3b4-4a59-4e68-8f77-000000000005",
        "title": {"pl": "Podstawy danych", "en": "Data basics"},
        "credits": {"system": "ects", "amount": "3"},
        "document": f"{BASE}/data/v1/offers/river-college/data-basics.json",
    }
    # The only offer of this credential tells it, so that nothing changes where the credential stands.
    assert credentials["river-college/data-evenings"] == credentials["river-college/tidy-data"]
    own = credentials["river-college/clean-data"]["document"]
    assert own == f"{BASE}/data/v1/credentials/river-college/clean-data/1.json"
    assert all(one["document"].removeprefix(f"{BASE}/") in documents for one in credentials.values())


def test_documents_of_pathways_conform_to_the_schema_they_name(documents: dict[str, Any]) -> None:
    schema = documents["data/v1/schema/pathway-document.json"]
    Draft202012Validator.check_schema(schema)
    for name in ("data-in-steps", "data-of-old"):
        document = documents[f"{FOLDER}/{name}.json"]
        assert document["$schema"] == schema["$id"]
        Draft202012Validator(schema).validate(document)
        assert list(Draft202012Validator(schema).iter_errors({**document, "unknown": 1}))


def test_index_lists_them_with_their_status(documents: dict[str, Any]) -> None:
    index = documents["data/v1/index.json"]
    Draft202012Validator(documents["data/v1/schema/index.json"]).validate(index)
    assert [(one["id"], one["status"]) for one in index["pathways"]] == [
        ("data-in-steps", "published"),
        ("data-of-old", "withdrawn"),
    ]


def test_former_ids_keep_a_copy(documents: dict[str, Any]) -> None:
    present = documents[f"{FOLDER}/data-in-steps.json"]
    for old in ("river-college/data-stack", "brook-college/data-stack", "brook-college/data-in-steps"):
        assert documents[f"data/v1/pathways/{old}.json"] == present


def test_a_withdrawn_one_names_its_successor(documents: dict[str, Any]) -> None:
    assert documents[f"{FOLDER}/data-of-old.json"]["successor"] == "river-college/data-in-steps"
