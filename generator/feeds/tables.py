"""The catalogue as tables for people with a spreadsheet or a notebook: CSV, JSON lines, and a Data Package of both.

The Data Package (Frictionless, version 1) describes each column, says how the tables hang together, and has length and
SHA-256 of each file. Several codes in one cell are separated by spaces; an empty cell means: not stated.
"""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import orjson

from generator.catalogue import addresses
from generator.catalogue.freshness import Ages, fresh_until, stale_after
from generator.catalogue.transparency import LETTERS, ElementState
from generator.feeds.canonical import offer_document
from generator.feeds.canonical_parts import to_json
from generator.feeds.feed import ONLY_ON_CREDENTIAL, Feed, OutputFile
from generator.languages import N_, in_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.catalogue.freshness import Timing
    from generator.catalogue.graph import Catalogue
    from generator.catalogue.summary import OfferSummary, ProviderSummary
    from generator.settings import Settings

Json = dict[str, Any]
Cells = dict[str, object]

FOLDER = "data/v1/"
PACKAGE = f"{FOLDER}datapackage.json"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, its type in Table Schema, and what it holds."""

    name: str
    type: str
    description: str
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its columns, its rows; the first column identifies a row where `has_key` says so."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Cells]
    has_key: bool = True
    refers: tuple[str, str, str] | None = None
    """The column that names a row of another table, that table, and the column there."""


def _titles(what: str, settings: Settings) -> tuple[Column, ...]:
    languages = settings.languages
    return tuple(Column(f"{what}_{one}", "string", f"The {what} in the language `{one}`.") for one in languages)


def offers_table(catalogue: Catalogue, settings: Settings) -> Table:
    """Return one row for each offer that has a page."""
    columns = (
        Column("identifier", "string", "The permanent identifier of the offer.", is_required=True),
        Column("provider", "string", "The id of its provider.", is_required=True),
        Column("id", "string", "Its id there.", is_required=True),
        Column("kind", "string", "micro-credential or learning-opportunity.", is_required=True),
        Column("status", "string", "published, paused or withdrawn.", is_required=True),
        Column("title", "string", "The title in its first language.", is_required=True),
        *_titles("title", settings),
        Column("fields", "string", "Fields of education, ISCED-F 2013."),
        Column("purposes", "string", "What the learning is for."),
        Column("teaching_languages", "string", "Languages of teaching, ISO 639-1."),
        Column("mode", "string", "Form of participation."),
        Column("pace", "string", "scheduled or self-paced."),
        Column("credits_system", "string", "The system of the credits."),
        Column("credits", "number", "How many credits."),
        Column("credits_status", "string", "Whether credits are awarded, or equivalent only."),
        Column("hours", "number", "Hours of work of a typical learner."),
        Column("level_framework", "string", "The qualifications framework of the level."),
        Column("level", "integer", "The level there."),
        Column("level_basis", "string", "On what the level rests: registered, claimed or descriptors-only."),
        Column("price_category", "string", "free, partly-free, paid or subscription."),
        Column("price_learning", "number", "The price of learning."),
        Column("price_currency", "string", "Its currency, ISO 4217."),
        Column("elements_stated", "integer", "How many of the 16 elements of Annex I the record states."),
        Column("elements_not_stated", "integer", "How many it does not state."),
        Column("checked", "date", "When the provider last confirmed the record."),
        Column("fresh_until", "date", "The last day on which the registry calls it fresh."),
        Column("stale_after", "date", "The day after which the registry calls it stale."),
        Column("page", "string", "The page of the offer in the first language of the registry.", is_required=True),
        Column("document", "string", "Everything about it as JSON.", is_required=True),
    )
    offers = (_offer(one, settings) for one in catalogue.with_page)
    return Table("offers", "Offers", columns, offers, refers=("provider", "providers", "id"))


def _offer(offer: OfferSummary, settings: Settings) -> Cells:
    first, ages = settings.languages[0], Ages.of(settings)
    system, amount, status = offer.credits or ("", "", "")
    framework, level, basis = offer.level or ("", None, "")
    price, currency = offer.learning_price or ("", "")
    return {
        "identifier": addresses.offer_identifier(settings.identifier_base, offer.uuid),
        "provider": offer.provider,
        "id": offer.id,
        "kind": offer.kind,
        "status": offer.status,
        "title": in_language(offer.title, next(iter(offer.title))),
        **{f"title_{one}": offer.title.get(one) for one in settings.languages},
        "fields": " ".join(offer.fields),
        "purposes": " ".join(offer.purposes),
        "teaching_languages": " ".join(offer.teaching_languages),
        "mode": offer.mode,
        "pace": offer.pace,
        "credits_system": system,
        "credits": amount,
        "credits_status": status,
        "hours": offer.hours,
        "level_framework": framework,
        "level": level,
        "level_basis": basis,
        "price_category": offer.price,
        "price_learning": price,
        "price_currency": currency,
        "elements_stated": offer.states.count(LETTERS[ElementState.STATED]),
        "elements_not_stated": offer.states.count(LETTERS[ElementState.NOT_STATED]),
        "checked": offer.checked,
        "fresh_until": fresh_until(offer.checked, ages) if offer.checked else None,
        "stale_after": stale_after(offer.checked, ages) if offer.checked else None,
        "page": settings.absolute(addresses.offer(first, offer.provider, offer.id)),
        "document": settings.absolute(addresses.offer_json(offer.provider, offer.id)),
    }


def runs_table(catalogue: Catalogue, settings: Settings) -> Table:
    """Return one row for each run of an offer that has a page."""
    columns = (
        Column("offer", "string", "The permanent identifier of the offer.", is_required=True),
        Column("run", "string", "The id of the run there.", is_required=True),
        Column("start", "date", "The first day."),
        Column("end", "date", "The last day."),
        Column("apply_from", "date", "From when one can apply."),
        Column("apply_by", "date", "The last day to apply."),
        Column("rolling", "boolean", "Whether one can begin at any time."),
        Column("status", "string", "What is known of this run."),
    )
    rows = (
        {"offer": addresses.offer_identifier(settings.identifier_base, offer.uuid), **_run(run)}
        for offer in catalogue.with_page
        for run in offer.runs
    )
    return Table("runs", "Runs of the offers", columns, rows, has_key=False, refers=("offer", "offers", "identifier"))


def _run(run: Timing) -> Cells:
    return {
        "run": run.id,
        "start": run.start,
        "end": run.end,
        "apply_from": run.apply_from,
        "apply_by": run.apply_by,
        "rolling": "true" if run.rolling else "",
        "status": run.status,
    }


def providers_table(catalogue: Catalogue, settings: Settings) -> Table:
    """Return one row for each provider."""
    columns = (
        Column("id", "string", "The id of the provider.", is_required=True),
        Column("identifier", "string", "Its permanent identifier.", is_required=True),
        Column("type", "string", "What kind of organisation it is.", is_required=True),
        *_titles("name", settings),
        Column("country", "string", "ISO 3166-1 code of the country."),
        Column("homepage", "string", "Its own homepage."),
        Column("checked", "date", "When it last confirmed its record."),
        Column("document", "string", "Everything about it as JSON.", is_required=True),
    )
    return Table("providers", "Providers", columns, (_provider(one, settings) for one in catalogue.providers))


def _provider(provider: ProviderSummary, settings: Settings) -> Cells:
    return {
        "id": provider.id,
        "identifier": addresses.provider_identifier(settings.identifier_base, provider.uuid),
        "type": provider.type,
        **{f"name_{one}": provider.name.get(one) for one in settings.languages},
        "country": provider.country,
        "homepage": provider.homepage,
        "checked": provider.checked,
        "document": settings.absolute(addresses.provider_json(provider.id)),
    }


def to_csv(table: Table) -> bytes:
    """Return a table as CSV (RFC 4180, UTF-8)."""
    out = io.StringIO()
    names = [one.name for one in table.columns]
    writer = csv.DictWriter(out, names)
    writer.writeheader()
    writer.writerows({name: "" if row[name] is None else str(row[name]) for name in names} for row in table.rows)
    return out.getvalue().encode()


def json_lines(catalogue: Catalogue, settings: Settings) -> bytes:
    """Return the canonical document of each offer that has a page, one a line."""
    opened = ((catalogue.store.open_offer(one), one) for one in catalogue.with_page)
    documents = (offer_document(offer, one, catalogue.organisation_by_id, settings) for offer, one in opened)
    option = orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    return b"".join(orjson.dumps(document, option=option) for document in documents)


def files(catalogue: Catalogue, settings: Settings) -> Iterator[OutputFile]:
    """Yield the tables, the JSON lines, and the package that describes them."""
    tables = [make(catalogue, settings) for make in (offers_table, runs_table, providers_table)]
    written = [(table, to_csv(table)) for table in tables]
    lines = json_lines(catalogue, settings)
    for table, content in written:
        yield OutputFile(f"{FOLDER}{table.name}.csv", content)
    yield OutputFile(f"{FOLDER}offers.jsonl", lines)
    yield OutputFile(PACKAGE, to_json(_package(written, lines, settings)))


def _package(written: Sequence[tuple[Table, bytes]], lines: bytes, settings: Settings) -> Json:
    licence = settings.options.licence
    return {
        "profile": "data-package",
        "name": "catalogue",
        "title": str(in_language(settings.options.name, "en")),
        "homepage": settings.absolute(""),
        **({"licenses": [{"path": licence, "title": licence}]} if licence else {}),
        "resources": [
            *(_table_resource(table, content) for table, content in written),
            {
                "name": "offers-as-json-lines",
                "title": "Everything about each offer, one JSON document a line",
                "path": "offers.jsonl",
                "profile": "data-resource",
                "type": "file",  # readers would take it for a table of many columns
                "mediatype": "application/x-ndjson",
                **_measured(lines),
            },
        ],
    }


def _table_resource(table: Table, content: bytes) -> Json:
    schema: Json = {"fields": [_field(one) for one in table.columns], "missingValues": [""]}
    if table.has_key:
        schema["primaryKey"] = table.columns[0].name
    if table.refers:
        column, other, there = table.refers
        schema["foreignKeys"] = [{"fields": column, "reference": {"resource": other, "fields": there}}]
    return {
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
        **_measured(content),
    }


def _field(column: Column) -> Json:
    field = {"name": column.name, "type": column.type, "description": column.description}
    return {**field, "constraints": {"required": True}} if column.is_required else field


def _measured(content: bytes) -> Json:
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


_IN_NO_TABLE = (
    *("issuer-country", "awarding-body", "learning-outcomes", "assessment", "quality-assurance"),
    *("prerequisites", "supervision", "grade", "stackability", "further-information"),
)

FEED = Feed(
    name="tables",
    title=N_("Tables (CSV), JSON lines and Data Package"),
    media_type="text/csv",
    profile="https://specs.frictionlessdata.io/data-package/",
    version="1",
    address=PACKAGE,
    other_addresses=tuple(f"{FOLDER}{one}" for one in ("offers.csv", "runs.csv", "providers.csv", "offers.jsonl")),
    files=files,
    cannot_carry=MappingProxyType(
        {
            **dict.fromkeys(("learner", "date-of-issue"), ONLY_ON_CREDENTIAL),
            **dict.fromkeys(_IN_NO_TABLE, N_("In no table; the JSON lines have all of it.")),
        }
    ),
)
