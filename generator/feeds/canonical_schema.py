"""The JSON Schemas of the canonical documents: the record's own keys, and what was derived from them."""

from __future__ import annotations

from typing import Any

from generator.catalogue.transparency import ELEMENTS, ElementState
from generator.records.discover import RecordKind
from generator.records.schema import DIALECT, called, model_schema, schema_address

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string", "minLength": 1}
_IRI: Schema = {"type": "string", "format": "uri", "pattern": "^https?://"}
_TEXTS: Schema = {"type": "object", "minProperties": 1, "additionalProperties": _TEXT}
_ADDRESSES: Schema = {"type": "object", "minProperties": 1, "additionalProperties": _IRI}
_DAY: Schema = {"type": "string", "format": "date"}


def _object(properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    required = sorted(name for name in properties if name not in optional)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


_ORGANISATION = _object({"identifier": _IRI, "name": _TEXTS, "country": _TEXT}, optional=("country",))
_ELEMENT = _object(
    {
        "number": {"type": "integer", "minimum": 1, "maximum": 16},
        "key": {"enum": list(ELEMENTS)},
        "state": {"enum": [state.value for state in ElementState]},
    }
)
_COMMON: Schema = {
    "$schema": _IRI,
    "identifier": _IRI,
    "addresses": _ADDRESSES,
    "document": _IRI,
    "licence": _IRI,
    "sample": {"const": True},
}
_FRESHNESS: Schema = {"fresh_until": _DAY, "stale_after": _DAY}
OFFER_KEYS: Schema = {
    **_COMMON,
    "credential_identifier": _IRI,
    "credential_document": _IRI,
    "provider": _TEXT,
    "organisations": {"type": "object", "minProperties": 1, "additionalProperties": _ORGANISATION},
    "elements": {"type": "array", "items": _ELEMENT, "minItems": 16, "maxItems": 16},
    "successor": _TEXT,
    **_FRESHNESS,
}
PROVIDER_KEYS: Schema = _COMMON
ORGANISATIONS_KEYS: Schema = {key: _COMMON[key] for key in ("$schema", "document", "licence", "sample")}
CREDENTIAL_KEYS: Schema = {
    **_COMMON,
    "provider": _TEXT,
    "organisations": OFFER_KEYS["organisations"],
    "offers": {"type": "array", "items": _TEXT},
    "present_version": {"type": "integer", "minimum": 0},
}
_COUNTED = _object(
    {
        "uuid": _TEXT,
        "title": _TEXTS,
        "credits": _object({"system": _TEXT, "amount": _TEXT}),
        "document": _IRI,
    },
    optional=("credits", "document"),
)
PATHWAY_KEYS: Schema = {
    **_COMMON,
    "provider": _TEXT,
    "organisations": OFFER_KEYS["organisations"],
    "credentials": {"type": "object", "additionalProperties": _COUNTED},
    "successor": _TEXT,
}
RECOGNITION_KEYS: Schema = {
    **_COMMON,
    "receiver": _TEXT,
    "organisations": OFFER_KEYS["organisations"],
    "recognised": {"type": "object", "additionalProperties": _COUNTED},
}
SUPPORT_KEYS: Schema = {
    **_COMMON,
    "provider": _TEXT,
    "organisations": OFFER_KEYS["organisations"],
    "offers": {"type": "array", "items": _TEXT},
}
_DERIVED = {
    RecordKind.PROVIDER: PROVIDER_KEYS,
    RecordKind.OFFER: OFFER_KEYS,
    RecordKind.CREDENTIAL: CREDENTIAL_KEYS,
    RecordKind.PATHWAY: PATHWAY_KEYS,
    RecordKind.RECOGNITION: RECOGNITION_KEYS,
    RecordKind.SUPPORT: SUPPORT_KEYS,
    RecordKind.ORGANISATIONS: ORGANISATIONS_KEYS,
}
_SOMETIMES = ("sample", "credential_identifier", "credential_document", "successor", "fresh_until", "stale_after")
_ALWAYS = {
    RecordKind.OFFER: ("status",),
    RecordKind.CREDENTIAL: ("version",),
    RecordKind.PATHWAY: ("status", "receiver"),
    RecordKind.RECOGNITION: ("status",),
    RecordKind.SUPPORT: ("status",),
}
"""Keys of the record that a document has even where the record leaves them out."""
_ENTRY: Schema = {
    "id": _TEXT,
    "identifier": _IRI,
    "addresses": _ADDRESSES,
    "document": _IRI,
    "checked": _DAY,
}


def document_schema(kind: RecordKind, identifier_base: str) -> Schema:
    """Return the schema of the canonical documents of a kind of record."""
    derived = _DERIVED[kind]
    schema = model_schema(kind)
    if kind is RecordKind.ORGANISATIONS:
        schema = _with_identifiers(schema)
    always = [*(key for key in derived if key not in _SOMETIMES), *_ALWAYS.get(kind, ())]
    return {
        **schema,
        **_head(f"{kind.value}-document", f"Canonical document of {called(kind)}", identifier_base),
        "properties": {**schema["properties"], **derived},
        "required": sorted({*schema["required"], *always}),
    }


def _with_identifiers(schema: Schema) -> Schema:
    """Give each entry of the document of organisations the identifier by which feeds refer to it."""
    entry = schema["$defs"]["OrganisationRecord"]
    described = {
        **entry,
        "properties": {**entry["properties"], "identifier": _IRI},
        "required": sorted({*entry["required"], "identifier"}),
    }
    return {**schema, "$defs": {**schema["$defs"], "OrganisationRecord": described}}


def index_schema(identifier_base: str) -> Schema:
    """Return the schema of the index of everything that has a document."""
    provider = _object({**_ENTRY, "name": _TEXTS, "country": _TEXT}, optional=("checked", "country"))
    offer = _object(
        {**_ENTRY, **_FRESHNESS, "provider": _TEXT, "title": _TEXTS, "status": _TEXT, "kind": _TEXT},
        optional=("checked", *_FRESHNESS),
    )
    credential = _object(
        {**_ENTRY, "provider": _TEXT, "title": _TEXTS, "version": {"type": "integer"}}, optional=("checked",)
    )
    pathway = _object({**_ENTRY, "provider": _TEXT, "title": _TEXTS, "status": _TEXT}, optional=("checked",))
    recognition = _object({**_ENTRY, "provider": _TEXT, "status": _TEXT, "effect": _TEXT}, optional=("checked",))
    support = _object({**_ENTRY, "provider": _TEXT, "title": _TEXTS, "status": _TEXT}, optional=("checked",))
    organisation = _object({"id": _TEXT, **_ORGANISATION["properties"]}, optional=("country",))
    index = _object(
        {
            "$schema": _IRI,
            "name": _TEXTS,
            "publisher": _TEXTS,
            "licence": _IRI,
            "sample": {"const": True},
            "providers": {"type": "array", "items": provider},
            "organisations": {"type": "array", "items": organisation},
            "offers": {"type": "array", "items": offer},
            "credentials": {"type": "array", "items": credential},
            "pathways": {"type": "array", "items": pathway},
            "recognition": {"type": "array", "items": recognition},
            "support": {"type": "array", "items": support},
        },
        optional=("sample",),
    )
    return {**index, **_head("index", "Index of all records", identifier_base)}


def _head(name: str, title: str, identifier_base: str) -> Schema:
    return {"$schema": DIALECT, "$id": f"{identifier_base}/{schema_address(name)}", "title": title}
