"""Our own JSON: everything the records state, under the same keys as in YAML, with what follows from it.

A key that is missing was not stated; `not_applicable` stays as it was given. Keys are sorted and nothing depends on
the day of the build, so the same records give the same bytes.
"""

from __future__ import annotations

from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.freshness import Ages, fresh_until, stale_after
from generator.catalogue.transparency import ELEMENTS, states_of
from generator.feeds.canonical_parts import Json, frame, ids_of, organisation, organisations, stated, to_json
from generator.feeds.canonical_records import index_entries, organisations_document, own_addresses, record_files
from generator.feeds.canonical_schema import document_schema, index_schema
from generator.feeds.changes import WrittenDocument, change_files
from generator.feeds.feed import ONLY_ON_CREDENTIAL, Feed, OutputFile
from generator.languages import N_
from generator.records.discover import RecordKind
from generator.records.schema import record_schema, schema_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import CredentialSummary, OfferSummary, ProviderSummary
    from generator.records.credential import CredentialRecord
    from generator.records.offer import Offer
    from generator.records.provider import Provider
    from generator.settings import Settings

INDEX = "data/v1/index.json"


def offer_document(
    offer: Offer, summary: OfferSummary, providers: Mapping[str, OrganisationSummary], settings: Settings
) -> Json:
    """Return the canonical document of an offer; of `providers` only those that the offer refers to are read."""
    base = settings.identifier_base
    document = frame("offer-document", settings) | stated(offer)
    document |= {
        "status": offer.status,
        "provider": summary.provider,
        "organisations": organisations((summary.provider, *summary.references), providers, base),
        "elements": [
            {"number": number, "key": key, "state": state.value}
            for number, (key, state) in enumerate(zip(ELEMENTS, states_of(summary.states), strict=True), start=1)
        ],
        "identifier": addresses.offer_identifier(base, offer.uuid),
        "addresses": _offer_addresses(summary, settings),
        "document": settings.absolute(addresses.offer_json(summary.provider, summary.id)),
    }
    if offer.credential:
        document["credential"]["version"] = offer.credential.version
        credential = addresses.credential_identifier(base, offer.credential.uuid, offer.credential.version)
        document["credential_identifier"] = credential
        if summary.credential_key and summary.credential_has_page:
            provider, _, name = summary.credential_key.partition("/")
            own = addresses.credential_json(provider, name, offer.credential.version)
            document["credential_document"] = settings.absolute(own)
    if summary.replaced_by:
        document["successor"] = summary.replaced_by
    if summary.checked:
        document |= freshness_days(summary.checked, settings)
    return document


OF_PEOPLE = ("maintainers",)
"""Keys of a provider that the registry needs and nobody harvests: they name people."""


def provider_document(provider: Provider, summary: ProviderSummary, settings: Settings) -> Json:
    """Return the canonical document of a provider, without the handles of the people who look after its records."""
    own = {key: value for key, value in stated(provider).items() if key not in OF_PEOPLE}
    return {
        **frame("provider-document", settings),
        **own,
        "identifier": addresses.provider_identifier(settings.identifier_base, provider.uuid),
        "addresses": _provider_addresses(summary, settings),
        "document": settings.absolute(addresses.provider_json(summary.id)),
    }


def credential_document(
    record: CredentialRecord,
    summary: CredentialSummary,
    offers: Sequence[OfferSummary],
    present: int,
    providers: Mapping[str, OrganisationSummary],
    settings: Settings,
) -> Json:
    """Return the canonical document of a version of a credential that has a file of its own.

    `offers` are those that lead to it, `present` is the version that is issued now.
    """
    base = settings.identifier_base
    return {
        **frame("credential-document", settings),
        **stated(record),
        "version": record.version,
        "provider": summary.provider,
        "organisations": organisations((summary.provider, *summary.references), providers, base),
        "offers": [one.key for one in offers],
        "present_version": present,
        "identifier": addresses.credential_identifier(base, record.uuid, record.version),
        "addresses": _credential_addresses(summary, settings),
        "document": _credential_json(summary, settings),
    }


def index_document(catalogue: Catalogue, settings: Settings) -> Json:
    """Return the index of all organisations, of all offers that have a page and of the credentials that have one."""
    return {
        "name": dict(settings.options.name),
        "publisher": dict(settings.options.publisher.name),
        "providers": [_provider_entry(one, settings) for one in catalogue.providers],
        "organisations": [
            {"id": one.id, **organisation(one, settings.identifier_base)} for one in catalogue.organisations
        ],
        "offers": [_offer_entry(one, settings) for one in catalogue.with_page],
        "credentials": [_credential_entry(one, settings) for one in catalogue.credential_by_identity.values()],
        **index_entries(catalogue, settings),
        **frame("index", settings),
    }


def offer_files(
    offer: Offer, summary: OfferSummary, providers: Mapping[str, OrganisationSummary], settings: Settings
) -> Iterator[OutputFile]:
    """Yield the document of an offer and its copies at former addresses; nothing for a draft.

    A copy gives way to an offer that bears the id now; who knows the whole catalogue leaves those out (see `files`).
    """
    if not summary.has_page:
        return
    content = to_json(offer_document(offer, summary, providers, settings))
    for provider_id in ids_of(summary.provider, providers):
        for offer_id in (offer.id, *offer.formerly):
            yield OutputFile(addresses.offer_json(provider_id, offer_id), content)


def provider_files(provider: Provider, summary: ProviderSummary, settings: Settings) -> Iterator[OutputFile]:
    """Yield the document of a provider and its copies at former addresses."""
    content = to_json(provider_document(provider, summary, settings))
    for provider_id in (provider.id, *provider.formerly):
        yield OutputFile(addresses.provider_json(provider_id), content)


def credential_files(
    record: CredentialRecord,
    summary: CredentialSummary,
    offers: Sequence[OfferSummary],
    present: int,
    providers: Mapping[str, OrganisationSummary],
    settings: Settings,
) -> Iterator[OutputFile]:
    """Yield the document of a version of a credential and its copies under former ids of its provider."""
    content = to_json(credential_document(record, summary, offers, present, providers, settings))
    for provider_id in ids_of(summary.provider, providers):
        yield OutputFile(addresses.credential_json(provider_id, record.id, record.version), content)


def catalogue_files(catalogue: Catalogue, settings: Settings) -> Iterator[OutputFile]:
    """Yield what belongs to no single record: the index and the schemas."""
    base = settings.identifier_base
    yield OutputFile(INDEX, to_json(index_document(catalogue, settings)))
    yield OutputFile(addresses.ORGANISATIONS_JSON, to_json(organisations_document(catalogue, settings)))
    for kind in RecordKind:
        yield OutputFile(schema_address(kind.value), to_json(record_schema(kind, base, settings.options.languages)))
        yield OutputFile(schema_address(f"{kind.value}-document"), to_json(document_schema(kind, base)))
    yield OutputFile(schema_address("index"), to_json(index_schema(base)))


def files(catalogue: Catalogue, settings: Settings) -> Iterator[OutputFile]:
    """Yield all files of canonical JSON; each path once, present records before copies for former ids."""
    yield from catalogue_files(catalogue, settings)
    yield from (file for _, file in _documents(catalogue, settings))


def files_and_changes(catalogue: Catalogue, settings: Settings) -> Iterator[OutputFile]:
    """Yield all files of canonical JSON, then the lists of changes and tombstones, which hold their checksums."""
    yield from catalogue_files(catalogue, settings)
    written = []
    for path, file in _documents(catalogue, settings):
        yield file
        written.append(WrittenDocument.of(path, file))
    yield from change_files(written, catalogue, settings)


def _documents(catalogue: Catalogue, settings: Settings) -> Iterator[tuple[str, OutputFile]]:
    """Yield each document and each copy with the path of the document; a copy gives way to what bears its id now."""
    taken = {addresses.offer_json(one.provider, one.id) for one in catalogue.with_page}
    taken |= {addresses.provider_json(one.id) for one in catalogue.providers}
    taken |= {_credential_path(one) for versions in catalogue.versions_by_credential.values() for one in versions}
    taken.update(own_addresses(catalogue))
    for path, file in chain(_record_files(catalogue, settings), record_files(catalogue, settings)):
        if file.path == path or file.path not in taken:
            taken.add(file.path)
            yield path, file


def _record_files(catalogue: Catalogue, settings: Settings) -> Iterator[tuple[str, OutputFile]]:
    """Yield each file of a record with the path of the record's document (copies have another path)."""
    for provider in catalogue.providers:
        record = catalogue.store.open_provider(provider)
        for file in provider_files(record, provider, settings):
            yield addresses.provider_json(provider.id), file
    for offer in catalogue.with_page:
        opened = catalogue.store.open_offer(offer)
        for file in offer_files(opened, offer, catalogue.organisation_by_id, settings):
            yield addresses.offer_json(offer.provider, offer.id), file
    for versions in catalogue.versions_by_credential.values():
        for version in versions:
            leading = catalogue.offers_by_credential.get(version.identity, ())
            kept = catalogue.store.open_credential(version)
            present = versions[-1].version
            for file in credential_files(kept, version, leading, present, catalogue.organisation_by_id, settings):
                yield _credential_path(version), file


def _offer_addresses(summary: OfferSummary, settings: Settings) -> dict[str, str]:
    return {
        language: settings.absolute(addresses.offer(language, summary.provider, summary.id))
        for language in settings.languages
    }


def _provider_addresses(summary: ProviderSummary, settings: Settings) -> dict[str, str]:
    return {language: settings.absolute(addresses.provider(language, summary.id)) for language in settings.languages}


def _credential_path(summary: CredentialSummary) -> str:
    return addresses.credential_json(summary.provider, summary.id, summary.version)


def _credential_json(summary: CredentialSummary, settings: Settings) -> str:
    return settings.absolute(_credential_path(summary))


def _credential_addresses(summary: CredentialSummary, settings: Settings) -> dict[str, str]:
    at = (summary.provider, summary.id, summary.version)
    return {language: settings.absolute(addresses.credential(language, *at)) for language in settings.languages}


def _credential_entry(summary: CredentialSummary, settings: Settings) -> Json:
    return {
        "id": summary.id,
        "provider": summary.provider,
        "version": summary.version,
        "title": dict(summary.title),
        "identifier": addresses.credential_identifier(settings.identifier_base, summary.uuid, summary.version),
        "addresses": _credential_addresses(summary, settings),
        "document": _credential_json(summary, settings),
    }


def _provider_entry(summary: ProviderSummary, settings: Settings) -> Json:
    entry: Json = {
        "id": summary.id,
        **organisation(summary, settings.identifier_base),
        "addresses": _provider_addresses(summary, settings),
        "document": settings.absolute(addresses.provider_json(summary.id)),
    }
    return {**entry, "checked": summary.checked.isoformat()} if summary.checked else entry


def _offer_entry(summary: OfferSummary, settings: Settings) -> Json:
    entry: Json = {
        "id": summary.id,
        "provider": summary.provider,
        "identifier": addresses.offer_identifier(settings.identifier_base, summary.uuid),
        "title": dict(summary.title),
        "status": summary.status,
        "kind": summary.kind,
        "addresses": _offer_addresses(summary, settings),
        "document": settings.absolute(addresses.offer_json(summary.provider, summary.id)),
    }
    if summary.checked is None:
        return entry
    return {**entry, "checked": summary.checked.isoformat(), **freshness_days(summary.checked, settings)}


def freshness_days(checked: date, settings: Settings) -> dict[str, str]:
    """Return the days on which a record that was confirmed on a day stops being fresh, and after which it is stale."""
    ages = Ages.of(settings)
    return {
        "fresh_until": fresh_until(checked, ages).isoformat(),
        "stale_after": stale_after(checked, ages).isoformat(),
    }


FEED = Feed(
    name="canonical",
    title=N_("Canonical JSON"),
    media_type="application/json",
    profile="data/v1/schema/offer-document.json",
    version="1",
    address=INDEX,
    provider_address="data/v1/providers/{provider}.json",
    offer_address="data/v1/offers/{provider}/{offer}.json",
    credential_address="data/v1/credentials/{provider}/{credential}/{version}.json",
    other_addresses=(
        addresses.ORGANISATIONS_JSON,
        addresses.pathway_json("{provider}", "{pathway}"),
        addresses.recognition_json("{receiver}", "{statement}"),
        addresses.support_json("{provider}", "{support}"),
    ),
    files=files_and_changes,
    cannot_carry=MappingProxyType(
        {
            "learner": ONLY_ON_CREDENTIAL,
            "date-of-issue": ONLY_ON_CREDENTIAL,
            "grade": N_("Only the grading scheme; the grade exists on the credential that a learner is issued."),
        }
    ),
)
