"""What editors offer and underline: every key is explained, coded values are chosen from their lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from generator.records.codes import CODES
from generator.records.completion import MOST_CODES
from generator.records.discover import RecordFile, RecordKind, discover
from generator.records.schema import record_schema
from generator.vocabularies import vocabulary
from tests import record_cases
from tests.feeds.test_schema import BASE, as_editors_see

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMAS = {kind: record_schema(kind, BASE, ("pl", "en")) for kind in RecordKind}
BY_CODES = ("REC001", "REC002", "VOC001")


def described(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every key that a schema describes, with the schema of its values."""
    for name, one in {"": schema, **schema["$defs"]}.items():
        yield from ((f"{name}.{key}", value) for key, value in one.get("properties", {}).items())


@pytest.mark.parametrize("kind", RecordKind)
def test_every_key_is_explained(kind: RecordKind) -> None:
    assert [key for key, value in described(SCHEMAS[kind]) if not value.get("description")] == []


@pytest.mark.parametrize("kind", RecordKind)
def test_every_example_is_valid(kind: RecordKind) -> None:
    examples = 0
    for key, value in described(SCHEMAS[kind]):
        validator = Draft202012Validator({**value, "$defs": SCHEMAS[kind]["$defs"]})
        for place in (value, *value.get("anyOf", ())):
            for example in place.get("examples", ()):
                examples += 1
                assert [error.message for error in validator.iter_errors(example)] == [], key
    assert examples


@pytest.mark.parametrize(
    ("kind", "path", "name"), [(kind, path, name) for kind, table in CODES.items() for path, name in table.items()]
)
def test_coded_value_is_chosen_from_its_vocabulary(kind: RecordKind, path: str, name: str) -> None:
    schema = SCHEMAS[kind]
    found = [one for one in at(schema, schema, path.split(".")) if "$ref" in one]
    assert [one["$ref"] for one in found] == [f"#/$defs/{name}"]

    offered = schema["$defs"][name]
    codes = [concept.code for concept in vocabulary(name)]
    if len(codes) <= MOST_CODES:
        assert (offered["enum"], len(offered["enumDescriptions"])) == (codes, len(codes))
    else:
        assert [one["body"].strip('"') for one in offered["defaultSnippets"]] == codes


def at(schema: dict[str, Any], root: dict[str, Any], steps: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the alternatives under a path of keys."""
    for alternative in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from at(alternative, root, steps)
    if not steps:
        yield schema
    elif "$ref" in schema:
        yield from at(root["$defs"][schema["$ref"].rpartition("/")[2]], root, steps)
    elif steps[0] == "*" and "items" in schema:
        yield from at(schema["items"], root, steps[1:])
    elif steps[0] in schema.get("properties", {}):
        yield from at(schema["properties"][steps[0]], root, steps[1:])


def test_a_code_says_what_it_is_in_the_languages_of_the_project() -> None:
    definitions = SCHEMAS[RecordKind.OFFER]["$defs"]
    assert definitions["kinds"] == {
        "enum": ["micro-credential", "learning-opportunity"],
        "enumDescriptions": ["Micro-credential / Mikropoświadczenie", "Learning opportunity / Możliwość uczenia się"],
    }
    snippets = definitions["fields"]["defaultSnippets"]
    assert {"label": "011 Education / Kształcenie", "body": '"011"'} in snippets  # 011 is the number 11 to an editor


def test_the_languages_of_the_registry_are_offered_and_others_are_as_good() -> None:
    line = SCHEMAS[RecordKind.OFFER]["$defs"]["line"]
    assert list(line["properties"]) == ["pl", "en"]
    assert list(Draft202012Validator(line).iter_errors({"de": "Erste Hilfe"})) == []
    assert len(list(Draft202012Validator(line).iter_errors({"deutsch": "Erste Hilfe"}))) == 1


# -------------------------------------------------------------------------------------------- the cases of the rules


def problems(file: RecordFile) -> list[str]:
    validator = Draft202012Validator(SCHEMAS[file.kind])
    return [error.message for error in validator.iter_errors(as_editors_see(file.path))]


@pytest.mark.parametrize("name", record_cases.cases("valid"))
def test_valid_case_is_not_underlined(name: str, tmp_path: Path) -> None:
    for file in discover(record_cases.lay_out("valid", name, tmp_path), "providers")[0]:
        assert problems(file) == []


def is_about_records(name: str) -> bool:
    return name.startswith(BY_CODES) and not (record_cases.RECORDS / "invalid" / name / "waivers.yml").exists()


@pytest.mark.parametrize("name", [*filter(is_about_records, record_cases.cases("invalid"))])
def test_case_of_a_wrong_key_or_code_is_underlined(name: str, tmp_path: Path) -> None:
    files = discover(record_cases.lay_out("invalid", name, tmp_path), "providers")[0]
    assert any(problems(file) for file in files)
