"""What a harvester needs to stay up to date: the last change of each record, and what has ended or moved.

`changes.jsonl` has one line for each canonical document: who compares the checksums knows what to fetch again. Lines
are in the order of the dates that records state, the newest last; the same records give the same bytes.
`tombstones.json` says what can no longer be had, and at which other addresses a document stood.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import orjson

from generator.catalogue import addresses
from generator.catalogue.transparency import ELEMENTS
from generator.feeds.canonical_parts import to_json
from generator.feeds.feed import ONLY_ON_CREDENTIAL, Feed, OutputFile
from generator.languages import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from generator.catalogue.graph import Catalogue
    from generator.settings import Settings

Json = dict[str, Any]

CHANGES = "feeds/changes.jsonl"
TOMBSTONES = "feeds/tombstones.json"


@dataclass(frozen=True, slots=True)
class Changed:
    """A record with a document: its permanent identifier, its kind and status, and the day of its last change.

    `day` is what the record says: when it was confirmed, or withdrawn.
    """

    identifier: str
    kind: str
    status: str
    day: date | None


def _documents(catalogue: Catalogue, base: str) -> Iterator[tuple[str, Changed]]:
    """Yield the records that have a canonical document, with its address."""
    for provider in catalogue.providers:
        changed = Changed(addresses.provider_identifier(base, provider.uuid), "provider", "published", provider.checked)
        yield addresses.provider_json(provider.id), changed
    for offer in catalogue.with_page:
        changed = Changed(addresses.offer_identifier(base, offer.uuid), "offer", offer.status, offer.modified)
        yield addresses.offer_json(offer.provider, offer.id), changed
    # One that is told on the page of its offer is not listed: moving it into a file of its own changes nothing.
    for one in catalogue.credential_by_identity.values():
        changed = Changed(
            addresses.credential_identifier(base, one.uuid, one.version), "credential", "published", one.valid_from
        )
        yield addresses.credential_json(one.provider, one.id, one.version), changed
    for stack in catalogue.stacks.values():
        record = stack.pathway
        changed = Changed(addresses.pathway_identifier(base, record.uuid), "pathway", record.status, record.checked)
        yield addresses.pathway_json(record.provider, record.id), changed
    for said in catalogue.published_recognition:
        changed = Changed(addresses.recognition_identifier(base, said.uuid), "recognition", said.status, said.checked)
        yield addresses.recognition_json(said.provider, said.id), changed
    for support in catalogue.published_support:
        changed = Changed(addresses.support_identifier(base, support.uuid), "support", support.status, support.checked)
        yield addresses.support_json(support.provider, support.id), changed


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """A canonical document as it was written: at its present address, or as a copy at a former one."""

    present: str
    address: str
    sha256: str

    @classmethod
    def of(cls, present: str, file: OutputFile) -> WrittenDocument:
        """Note a document that stands at `present` too, or only there."""
        return cls(present, file.path, hashlib.sha256(file.content).hexdigest())


def change_files(written: Sequence[WrittenDocument], catalogue: Catalogue, settings: Settings) -> Iterator[OutputFile]:
    """Yield both lists, made from the documents that were written."""
    known = dict(_documents(catalogue, settings.identifier_base))
    listed = [one for one in written if one.present in known]
    here = [one for one in listed if one.address == one.present]
    lines = sorted(_line(known[one.present], one, settings) for one in here)
    yield OutputFile(CHANGES, b"".join(line for _, _, line in lines))
    ended = [
        {**_entry(known[one.present], one, settings), **_successor(catalogue, one.present, settings.identifier_base)}
        for one in sorted(here, key=lambda one: one.present)
        if known[one.present].status != "published"
    ]
    moved = [
        {"from": settings.absolute(one.address), "to": settings.absolute(one.present)}
        for one in sorted(listed, key=lambda one: one.address)
        if one.address != one.present
    ]
    yield OutputFile(TOMBSTONES, to_json({"ended": ended, "moved": moved}))


def _line(changed: Changed, document: WrittenDocument, settings: Settings) -> tuple[str, str, bytes]:
    entry = {**_entry(changed, document, settings), "sha256": document.sha256}
    line = orjson.dumps(entry, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)
    return entry.get("changed", ""), changed.identifier, line


def _entry(changed: Changed, document: WrittenDocument, settings: Settings) -> Json:
    entry = {
        "identifier": changed.identifier,
        "kind": changed.kind,
        "status": changed.status,
        "document": settings.absolute(document.present),
    }
    return {**entry, "changed": changed.day.isoformat()} if changed.day else entry


def _successor(catalogue: Catalogue, address: str, base: str) -> Json:
    key = address.removeprefix("data/v1/offers/").removesuffix(".json")
    offer = catalogue.offer_with_page.get(key)
    replacing = catalogue.offer_with_page.get(offer.replaced_by or "") if offer else None
    return {"replaced_by": addresses.offer_identifier(base, replacing.uuid)} if replacing else {}


FEED = Feed(
    name="changes",
    title=N_("Changes and tombstones"),
    media_type="application/x-ndjson",
    profile="",
    version="1",
    address=CHANGES,
    other_addresses=(TOMBSTONES,),
    of_offers=False,
    cannot_carry=MappingProxyType(
        {
            **dict.fromkeys(ELEMENTS, N_("It only says which documents to fetch again.")),
            **dict.fromkeys(("learner", "date-of-issue"), ONLY_ON_CREDENTIAL),
        }
    ),
)
"""Its files come with the canonical documents, whose checksums they hold."""
