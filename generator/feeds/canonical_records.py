"""Canonical documents of organisations that are only referred to and of pathways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.feeds.canonical_parts import Json, frame, ids_of, organisations, stated, to_json
from generator.feeds.feed import OutputFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.pathways import Counted, PathwaySummary, Stack
    from generator.settings import Settings

PathAndFile = tuple[str, OutputFile]
"""The path of the present document of a record, and that document or a copy of it for a former id."""


def organisations_document(catalogue: Catalogue, settings: Settings) -> Json:
    """Return the document of all organisations that are only referred to; without any, the list is empty."""
    base = settings.identifier_base
    kept = {one.digest for one in catalogue.organisations}
    entries = [one for digest in sorted(kept) for one in catalogue.store.open_organisations(digest).organisations]
    return {
        "organisations": [
            {**stated(one), "identifier": addresses.provider_identifier(base, one.uuid)}
            for one in sorted(entries, key=lambda one: one.id)
        ],
        "document": settings.absolute(addresses.ORGANISATIONS_JSON),
        **frame("organisations-document", settings),
    }


def pathway_document(stack: Stack, catalogue: Catalogue, settings: Settings) -> Json:
    """Return the canonical document of a pathway, with the credentials that it names by `<provider>/<credential>`."""
    pathway = stack.pathway
    record = catalogue.store.open_pathway(pathway)
    document = {
        **stated(record),
        "status": record.status,
        "provider": pathway.provider,
        "receiver": pathway.receiver,
        "organisations": organisations(
            (pathway.provider, *pathway.references), catalogue.organisation_by_id, settings.identifier_base
        ),
        "credentials": {key: _counted(one, settings) for key, one in stack.counted.items()},
        **_places(pathway, settings),
        **frame("pathway-document", settings),
    }
    return {**document, "successor": pathway.replaced_by} if pathway.replaced_by else document


def record_files(catalogue: Catalogue, settings: Settings) -> Iterator[PathAndFile]:
    """Yield the documents of all records that are neither providers nor offers nor credentials, and their copies."""
    for stack in catalogue.stacks.values():
        pathway = stack.pathway
        content = to_json(pathway_document(stack, catalogue, settings))
        for provider in ids_of(pathway.provider, catalogue.organisation_by_id):
            for name in (pathway.id, *pathway.formerly):
                own = addresses.pathway_json(pathway.provider, pathway.id)
                yield own, OutputFile(addresses.pathway_json(provider, name), content)


def index_entries(catalogue: Catalogue, settings: Settings) -> Json:
    """Return the entries of these records in the index of everything, by kind."""
    return {"pathways": [_pathway_entry(one.pathway, settings) for one in catalogue.stacks.values()]}


def _places(pathway: PathwaySummary, settings: Settings) -> Json:
    """Return the permanent identifier of a pathway, its pages and its document."""
    at = (pathway.provider, pathway.id)
    return {
        "identifier": addresses.pathway_identifier(settings.identifier_base, pathway.uuid),
        "addresses": {one: settings.absolute(addresses.pathway(one, *at)) for one in settings.languages},
        "document": settings.absolute(addresses.pathway_json(*at)),
    }


def _counted(credential: Counted, settings: Settings) -> Json:
    """Return what is known of a credential that counts: its title, its credits and where its document is."""
    at = (credential.provider, credential.id)
    own = credential.version
    path = addresses.offer_json(*at) if own is None else addresses.credential_json(*at, own)
    points = credential.credits
    return {
        "uuid": credential.uuid,
        "title": dict(credential.title),
        **({"credits": {"system": points[0], "amount": points[1]}} if points else {}),
        **({"document": settings.absolute(path)} if credential.has_page else {}),
    }


def _pathway_entry(pathway: PathwaySummary, settings: Settings) -> Json:
    entry: Json = {
        "id": pathway.id,
        "provider": pathway.provider,
        "title": dict(pathway.title),
        "status": pathway.status,
        **_places(pathway, settings),
    }
    return {**entry, "checked": pathway.checked.isoformat()} if pathway.checked else entry
