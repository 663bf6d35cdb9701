"""Canonical documents of all records that are neither providers nor offers nor credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.feeds.canonical_parts import Json, frame, ids_of, organisations, stated, to_json
from generator.feeds.feed import OutputFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.pathways import Counted, PathwaySummary, Stack
    from generator.catalogue.recognition import RecognitionSummary
    from generator.catalogue.record_summary import RecordSummary
    from generator.catalogue.support import SupportSummary
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


def recognition_document(statement: RecognitionSummary, catalogue: Catalogue, settings: Settings) -> Json:
    """Return the canonical document of a statement of recognition, with the credentials that it names."""
    record = catalogue.store.open_recognition(statement)
    found = {key: one for key in statement.credentials if (one := catalogue.counted(key)) is not None}
    # The title of a draft is nobody's business yet.
    named = {key: one for key, one in found.items() if one.has_page}
    return {
        **stated(record),
        "status": record.status,
        "receiver": statement.provider,
        "organisations": organisations(
            (statement.provider, *(one.provider for one in named.values())),
            catalogue.organisation_by_id,
            settings.identifier_base,
        ),
        "recognised": {key: _counted(one, settings) for key, one in named.items()},
        **_places_of_recognition(statement, settings),
        **frame("recognition-document", settings),
    }


def support_document(support: SupportSummary, catalogue: Catalogue, settings: Settings) -> Json:
    """Return the canonical document of support for learners, with the offers that name it."""
    record = catalogue.store.open_support(support)
    return {
        **stated(record),
        "status": record.status,
        "provider": support.provider,
        "organisations": organisations(
            (support.provider, *support.references), catalogue.organisation_by_id, settings.identifier_base
        ),
        "offers": [one.key for one in catalogue.offers_by_support.get(support.key, ())],
        **_places_of_support(support, settings),
        **frame("support-document", settings),
    }


def record_files(catalogue: Catalogue, settings: Settings) -> Iterator[PathAndFile]:
    """Yield the documents of all records that are neither providers nor offers nor credentials, and their copies."""
    for stack in catalogue.stacks.values():
        document = pathway_document(stack, catalogue, settings)
        yield from _copies(addresses.pathway_json, stack.pathway, document, catalogue)
    for statement in catalogue.published_recognition:
        document = recognition_document(statement, catalogue, settings)
        yield from _copies(addresses.recognition_json, statement, document, catalogue)
    for support in catalogue.published_support:
        yield from _copies(addresses.support_json, support, support_document(support, catalogue, settings), catalogue)


def _copies(
    address: Callable[[str, str], str], record: RecordSummary, document: Json, catalogue: Catalogue
) -> Iterator[PathAndFile]:
    """Yield a document at its address and at those of former ids, of the record and of its provider."""
    content = to_json(document)
    for provider in ids_of(record.provider, catalogue.organisation_by_id):
        for name in (record.id, *record.formerly):
            yield address(record.provider, record.id), OutputFile(address(provider, name), content)


def own_addresses(catalogue: Catalogue) -> Iterator[str]:
    """Yield the addresses of the documents of these records, without those of former ids."""
    yield from (addresses.pathway_json(one.pathway.provider, one.pathway.id) for one in catalogue.stacks.values())
    yield from (addresses.recognition_json(one.provider, one.id) for one in catalogue.published_recognition)
    yield from (addresses.support_json(one.provider, one.id) for one in catalogue.published_support)


def index_entries(catalogue: Catalogue, settings: Settings) -> Json:
    """Return the entries of these records in the index of everything, by kind."""
    return {
        "pathways": [_pathway_entry(one.pathway, settings) for one in catalogue.stacks.values()],
        "recognition": [
            {**_entry(one), "effect": one.effect, **_places_of_recognition(one, settings)}
            for one in catalogue.published_recognition
        ],
        "support": [
            {**_entry(one), "title": dict(one.title), **_places_of_support(one, settings)}
            for one in catalogue.published_support
        ],
    }


def _places(pathway: PathwaySummary, settings: Settings) -> Json:
    """Return the permanent identifier of a pathway, its pages and its document."""
    at = (pathway.provider, pathway.id)
    return {
        "identifier": addresses.pathway_identifier(settings.identifier_base, pathway.uuid),
        "addresses": {one: settings.absolute(addresses.pathway(one, *at)) for one in settings.languages},
        "document": settings.absolute(addresses.pathway_json(*at)),
    }


def _places_of_recognition(statement: RecognitionSummary, settings: Settings) -> Json:
    at = (statement.provider, statement.id)
    return {
        "identifier": addresses.recognition_identifier(settings.identifier_base, statement.uuid),
        "addresses": {one: settings.absolute(addresses.recognition(one, *at)) for one in settings.languages},
        "document": settings.absolute(addresses.recognition_json(*at)),
    }


def _places_of_support(support: SupportSummary, settings: Settings) -> Json:
    at = (support.provider, support.id)
    return {
        "identifier": addresses.support_identifier(settings.identifier_base, support.uuid),
        "addresses": {one: settings.absolute(addresses.support(one, *at)) for one in settings.languages},
        "document": settings.absolute(addresses.support_json(*at)),
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
    return {**_entry(pathway), "title": dict(pathway.title), **_places(pathway, settings)}


def _entry(record: RecordSummary) -> Json:
    entry: Json = {"id": record.id, "provider": record.provider, "status": record.status}
    return {**entry, "checked": record.checked.isoformat()} if record.checked else entry
