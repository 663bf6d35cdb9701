"""The JSON Schemas accept what the reader accepts, typed as an editor types it, and refuse what it refuses."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import orjson
import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.records.discover import RecordKind, discover
from generator.records.schema import record_schema

BASE = "https://registry.example.org"
PROVIDERS = Path(__file__).parents[2] / "providers"
FILES, _FOUND = discover(PROVIDERS, "providers")
SAMPLES = [(file.path, file.kind) for file in FILES]


@cache
def validator(kind: RecordKind) -> Draft202012Validator:
    schema = record_schema(kind, BASE)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


class Editor(yaml.CSafeLoader):
    """Reads YAML as editors do: numbers and truth values of YAML 1.2, where `no` is a word and a date is a text."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", "~nN"),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


def as_editors_see(file: Path) -> Any:
    """Read YAML with numbers and truth values, as an editor does."""
    return yaml.load(file.read_text(encoding="utf-8-sig"), Loader=Editor)  # noqa: S506 - a safe loader


def sample_offer() -> dict[str, Any]:
    record = as_editors_see(PROVIDERS / "nadwarcianska/offers/python-for-measurements.yml")
    assert isinstance(record, dict)
    return record


def complaints(record: object, kind: RecordKind = RecordKind.OFFER) -> list[str]:
    return [error.message for error in validator(kind).iter_errors(record)]


@pytest.mark.parametrize(("file", "kind"), SAMPLES, ids=[file.shown for file in FILES])
def test_every_sample_record_is_valid_in_an_editor(file: Path, kind: RecordKind) -> None:
    assert complaints(as_editors_see(file), kind) == []


def test_there_are_samples_of_every_kind() -> None:
    assert len(SAMPLES) >= 18
    assert {kind for _, kind in SAMPLES} == set(RecordKind)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"titel": {"en": "A"}}, "unknown key"),
        ({"title": None}, "a key without value"),
        ({"title": {}}, "no language"),
        ({"title": {"english": "A"}}, "no language tag"),
        ({"title": "A"}, "text without language"),
        ({"checked": "12.10.2026"}, "no ISO date"),
        ({"uuid": "12"}, "no uuid"),
        ({"uuid": "not_stated"}, "a required key cannot be not stated"),
        ({"credential": {"uuid": "25d897bd-3b72-45af-b9a9-423ff67ad564", "level": {"basis": "certain"}}}, "no basis"),
        ({"credential": "Data for officials"}, "no name of a credential"),
        ({"credential": "one/two/three"}, "no provider and credential"),
        ({"links": {"page": "example"}}, "no web address"),
        ({"runs": {"id": "a"}}, "no list"),
        ({"duration": "P1Y2M"}, "two units"),
        ({"duration": "P²W"}, "no digit"),
        ({"duration": "P1000W"}, "too long"),
        ({"price": {"learning": {"amount": "١٢", "currency": "PLN"}}}, "digits of another script"),
        ({"links": {"page": "https://[x].example/"}}, "no host"),
    ],
)
def test_it_refuses(change: dict[str, Any], why: str) -> None:
    assert complaints({**sample_offer(), **change}), why


def test_a_required_key_must_be_there() -> None:
    record = sample_offer()
    del record["title"]
    assert complaints(record) == ["'title' is a required property"]


@pytest.mark.parametrize(
    "change",
    [
        {"price": "not_stated"},
        {"price": {"category": "paid", "learning": "not_stated"}},
        {"credential": "measuring-with-python"},
        {"credential": "nadwarcianska/measuring-with-python"},
        {"code": 2027},
        {"runs": [{"id": 2027}]},
        {"price": {"learning": {"amount": 720.5, "currency": "PLN"}}},
        {"credential": {"uuid": "25d897bd-3b72-45af-b9a9-423ff67ad564", "quality_assurance": "inherited"}},
    ],
)
def test_it_accepts(change: dict[str, Any]) -> None:
    assert complaints({**sample_offer(), **change}) == []


@pytest.mark.parametrize("kind", RecordKind)
def test_patterns_mean_the_same_in_every_language(kind: RecordKind) -> None:
    """ECMAScript (with its flag u, as JSON Schema asks) knows no \\Z and escapes nothing that needs none."""
    written = orjson.dumps(record_schema(kind, BASE)).decode()
    patterns = set(re.findall(r'"pattern":("(?:[^"\\]|\\.)*")', written))
    assert patterns
    for pattern in map(orjson.loads, patterns):
        assert pattern[0] + pattern[-1] == "^$"
        assert set(re.findall(r"\\(.)", pattern)) <= {"s", ".", "[", "]", "\\"}
        assert "(?" not in pattern


def test_it_names_itself_where_editors_find_it() -> None:
    assert record_schema(RecordKind.OFFER, BASE)["$id"] == f"{BASE}/data/v1/schema/offer.json"


def test_keys_are_explained_to_who_types() -> None:
    properties = record_schema(RecordKind.OFFER, BASE)["properties"]
    assert "ISCED-F" in properties["field"]["description"]
