"""The document of a statement of recognition: what the receiver says, of which credentials, at which addresses."""

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

FOLDER = "data/v1/recognition/quay-alliance"
BASE = "https://registry.example.org"


@pytest.fixture
def providers(tmp_path: Path) -> Path:
    providers = record_cases.lay_out("valid", "statement-of-recognition", tmp_path)
    with (providers / "quay-alliance/provider.yml").open("a", encoding="utf-8") as stream:
        stream.write("formerly: [port-alliance]\n")
    with (providers / "quay-alliance/recognition/data-courses.yml").open("a", encoding="utf-8") as stream:
        stream.write("formerly: [data-course]\n")
    return providers


def documents(providers: Path) -> dict[str, Any]:
    made = list(canonical.files(catalogue_of_files(providers, providers.parent / "cache"), some_settings()))
    assert len({file.path for file in made}) == len(made)
    return {file.path: orjson.loads(file.content) for file in made}


def test_it_says_what_the_receiver_says_and_of_which_credentials(providers: Path) -> None:
    document = documents(providers)[f"{FOLDER}/data-courses.json"]
    assert document["status"] == "published"
    assert document["receiver"] == "quay-alliance"
    assert document["effect"] == "elective"
    assert document["credits"] == "2.0"
    assert document["identifier"] == f"{BASE}/id/recognition/88d2c3b4-4a59-4e68-8f77-000000000001"
    assert document["addresses"]["pl"] == f"{BASE}/pl/providers/quay-alliance/#recognition-data-courses"
    assert set(document["organisations"]) == {"quay-alliance", "river-college"}
    assert document["recognised"] == {
        "river-college/data-basics": {
            "uuid": "44d2c3b4-4a59-4e68-8f77-000000000005",
            "title": {"pl": "Podstawy danych", "en": "Data basics"},
            "document": f"{BASE}/data/v1/offers/river-college/data-basics.json",
        }
    }


def test_documents_conform_to_the_schema_they_name(providers: Path) -> None:
    made = documents(providers)
    schema = made["data/v1/schema/recognition-document.json"]
    Draft202012Validator.check_schema(schema)
    for name in ("data-courses", "old-plan"):
        document = made[f"{FOLDER}/{name}.json"]
        assert document["$schema"] == schema["$id"]
        Draft202012Validator(schema).validate(document)
        assert list(Draft202012Validator(schema).iter_errors({**document, "unknown": 1}))


def test_index_lists_all_but_drafts(providers: Path) -> None:
    made = documents(providers)
    index = made["data/v1/index.json"]
    Draft202012Validator(made["data/v1/schema/index.json"]).validate(index)
    assert [(one["id"], one["status"], one["effect"]) for one in index["recognition"]] == [
        ("data-courses", "published", "elective"),
        ("old-plan", "withdrawn", "exemption"),
    ]
    assert f"{FOLDER}/planned.json" not in made


def test_former_ids_keep_a_copy(providers: Path) -> None:
    made = documents(providers)
    for old in ("quay-alliance/data-course", "port-alliance/data-course", "port-alliance/data-courses"):
        assert made[f"data/v1/recognition/{old}.json"] == made[f"{FOLDER}/data-courses.json"]


def test_the_title_of_a_draft_is_not_told(providers: Path) -> None:
    offer = providers / "river-college/offers/data-basics.yml"
    offer.write_text(offer.read_text(encoding="utf-8") + "status: draft\n", encoding="utf-8")
    document = documents(providers)[f"{FOLDER}/data-courses.json"]
    assert document["recognised"] == {}
    assert "Data basics" not in str(document)
