"""The JSON Schema of the records, made from the model: what editors complete and underline while one types.

An editor sees YAML values, not text: `amount: 720.00` is a number there and `edition: 2015` too. The schema accepts
what the reader accepts (every scalar is text to it); the reader, not the schema, has the last word.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from generator.records.codes import CODES
from generator.records.completion import with_codes, with_languages
from generator.records.discover import RecordKind
from generator.records.reader import MODELS
from generator.records.scalars import IDENTIFIER
from generator.records.statement import NOT_STATED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DIALECT = "https://json-schema.org/draft/2020-12/schema"
CREDENTIAL_NAME = f"^({IDENTIFIER[1:-1]}/)?{IDENTIFIER[1:-1]}$"
"""How an offer names a credential of its own file: <credential>, or <provider>/<credential>."""

Schema = dict[str, Any]

_CALLED = {
    "organisations": "all organisations that are only referred to",
    "recognition": "one statement of recognition",
    "support": "support for learners",
}


def schema_address(name: str) -> str:
    """Return the address of a schema, relative to the site."""
    return f"data/v1/schema/{name}.json"


def record_schema(kind: RecordKind | str, identifier_base: str, languages: Sequence[str] = ()) -> Schema:
    """Return the JSON Schema (draft 2020-12) of the YAML records of a kind; optional keys accept `not_stated`.

    `languages` are those that an editor offers for a text; others are as good.
    """
    name = RecordKind(kind).value
    schema = _every_object(authored_schema(kind), _allow_not_stated)
    schema = _every_schema(schema, _as_editors_type)
    schema = with_languages(with_codes(schema, CODES[RecordKind(kind)]), languages)
    return {
        **schema,
        "$schema": DIALECT,
        "$id": f"{identifier_base}/{schema_address(name)}",
        "title": f"Record of {called(kind)}",
    }


@cache
def authored_schema(kind: RecordKind | str) -> Schema:
    """Return the schema of records as people write them, without what only an editor needs to know.

    It is kept, since making it takes longer than reading a record: callers must not change it.
    """
    schema = model_schema(kind)
    return _allow_named_credential(schema) if kind == RecordKind.OFFER else schema


def called(kind: RecordKind | str) -> str:
    """Return what the file of a kind of record describes, for the title of its schema."""
    name = RecordKind(kind).value
    return _CALLED.get(name, f"one {name}")


def texts_for_translators(
    _file: object,
    _keywords: object,
    _tags: object,
    options: object,  # noqa: ARG001 - what Babel passes, by name
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield how keys are explained, as an extraction method of Babel (theme/locale/babel.cfg)."""
    for kind in RecordKind:
        for text in dict.fromkeys(_descriptions(authored_schema(kind))):
            yield 1, "", text, [f"key of {kind}"]


def _descriptions(schema: Any) -> Iterator[str]:
    """Yield the descriptions within a schema that are one paragraph; others are for developers."""
    if isinstance(schema, dict):
        text = schema.get("description")
        if isinstance(text, str) and "\n" not in text:
            yield text
        for key, inner in schema.items():
            if key != "examples":
                yield from _descriptions(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _descriptions(inner)


@cache
def model_schema(kind: RecordKind | str) -> Schema:
    """Return the schema of validated records: values as the model has them, keys absent where nothing is stated."""
    schema = MODELS[RecordKind(kind)].model_json_schema()
    return _every_object(_every_schema(schema, _without_noise), _close_languages)


def _allow_named_credential(schema: Schema) -> Schema:
    """Let an offer name a credential instead of describing it; validated records hold the credential itself."""
    inside = schema["properties"]["credential"]
    described = {key: value for key, value in inside.items() if key in ("description", "examples")}
    named = {"type": "string", "pattern": CREDENTIAL_NAME, "maxLength": 161}
    rest = {key: value for key, value in inside.items() if key not in described}
    return {**schema, "properties": {**schema["properties"], "credential": {**described, "anyOf": [rest, named]}}}


def _without_noise(schema: Schema) -> Schema:
    """Drop generated titles and defaults, and null: a key without value is refused, a missing one is not stated."""
    kept = {key: value for key, value in schema.items() if key not in ("title", "default")}
    choices = [one for one in kept.get("anyOf", ()) if one != {"type": "null"}]
    if len(choices) == 1:
        del kept["anyOf"]
        kept = {**choices[0], **kept}
    return kept


def _close_languages(schema: Schema) -> Schema:
    """Refuse keys that are no language tags in texts by language."""
    return {"additionalProperties": False, **schema} if "patternProperties" in schema else schema


def _allow_not_stated(schema: Schema) -> Schema:
    properties = schema.get("properties")
    if not isinstance(properties, dict):
        return schema
    required = schema.get("required", ())
    return {
        **schema,
        "properties": {key: one if key in required else _or_not_stated(one) for key, one in properties.items()},
    }


def _or_not_stated(schema: Schema) -> Schema:
    described = {key: value for key, value in schema.items() if key == "description"}
    statement = {key: value for key, value in schema.items() if key != "description"}
    return {**described, "anyOf": [statement, {"const": NOT_STATED, "description": "The provider has not said."}]}


def _as_editors_type(schema: Schema) -> Schema:
    """Let free texts be numbers too, and identifiers whole numbers, as an unquoted 2027 is to an editor.

    Examples that are written as texts become what an editor takes them for.
    """
    if "examples" in schema:
        schema = {**schema, "examples": [_as_editors_value(one) for one in schema["examples"]]}
    if schema.get("type") != "string":
        return schema
    if schema.get("pattern") == IDENTIFIER:
        return {**schema, "type": ["string", "integer"]}
    return (
        schema
        if "pattern" in schema or "const" in schema or "enum" in schema
        else {**schema, "type": ["string", "number"]}
    )


def _as_editors_value(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_editors_value(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_as_editors_value(one) for one in value]
    return {"true": True, "false": False}.get(value, value)


def _every_schema(schema: Schema, change: Callable[[Schema], Schema]) -> Schema:
    """Apply a change to a schema and to every schema within it, the inner ones first."""
    inner: Schema = {}
    for key, value in schema.items():
        if key in ("properties", "patternProperties", "$defs"):
            inner[key] = {name: _every_schema(one, change) for name, one in value.items()}
        elif key in ("anyOf", "oneOf", "allOf"):
            inner[key] = [_every_schema(one, change) for one in value]
        elif key in ("items", "additionalProperties") and isinstance(value, dict):
            inner[key] = _every_schema(value, change)
        else:
            inner[key] = value
    return change(inner)


def _every_object(schema: Schema, change: Callable[[Schema], Schema]) -> Schema:
    return _every_schema(schema, lambda one: change(one) if one.get("type") == "object" else one)
