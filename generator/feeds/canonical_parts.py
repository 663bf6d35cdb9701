"""What all canonical documents are made of: their bytes, what frames them, and how they name organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from generator.catalogue import addresses
from generator.catalogue.summary import ProviderSummary
from generator.records.schema import schema_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.catalogue.organisation import OrganisationSummary
    from generator.records.statement import Statement
    from generator.settings import Settings

Json = dict[str, Any]


def to_json(document: Json) -> bytes:
    """Return a document as indented JSON with sorted keys and a line end."""
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def stated(record: Statement) -> Json:
    """Return what a record states, under the same keys as in YAML."""
    return record.model_dump(mode="json", exclude_unset=True, by_alias=True)


def frame(schema: str, settings: Settings) -> Json:
    """Return what every document says of itself: its schema, its licence, and that it is a sample."""
    framed: Json = {
        "$schema": f"{settings.identifier_base}/{schema_address(schema)}",
        "licence": settings.options.licence,
    }
    return {**framed, "sample": True} if settings.options.sample else framed


def ids_of(provider: str, known: Mapping[str, OrganisationSummary]) -> tuple[str, ...]:
    """Return the present id of a provider and its former ones."""
    found = known.get(provider)
    return (provider, *(found.formerly if isinstance(found, ProviderSummary) else ()))


def organisation(summary: OrganisationSummary, base: str) -> Json:
    """Return what a document says of an organisation that its record names."""
    described: Json = {
        "identifier": addresses.provider_identifier(base, summary.uuid),
        "name": dict(summary.name),
        "country": summary.country,
    }
    return {key: value for key, value in described.items() if value is not None}


def organisations(named: Iterable[str], known: Mapping[str, OrganisationSummary], base: str) -> Json:
    """Return what a document says of all organisations that its record names, by id."""
    return {one: organisation(known[one], base) for one in sorted(set(named)) if one in known}
