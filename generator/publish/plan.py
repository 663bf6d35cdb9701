"""What a worker needs to render the pages of one offer, or those of a provider and its other records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.history import Timeline
    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.pathways import PathwaySummary, Stack
    from generator.catalogue.recognition import Recognised, RecognitionSummary
    from generator.catalogue.summary import CredentialSummary, OfferSummary, ProviderSummary
    from generator.catalogue.support import Granted, SupportSummary

NO_TIMELINES: Mapping[str, Timeline] = {}


@dataclass(frozen=True, slots=True)
class CredentialVersions:
    """All versions of a credential, the earliest first, and the offers that lead to a version, by its number."""

    versions: tuple[CredentialSummary, ...]
    offers: Mapping[int, tuple[OfferSummary, ...]]


@dataclass(frozen=True, slots=True)
class OwnRecords:
    """The records of a provider that no offer's pages show, and all its offers; `replacing` succeed its pathways."""

    offers: tuple[OfferSummary, ...]
    credentials: tuple[CredentialVersions, ...]
    pathways: tuple[Stack, ...]
    replacing: Mapping[str, PathwaySummary]
    recognised: tuple[Recognised, ...]
    granted: tuple[Granted, ...]


@dataclass(frozen=True, slots=True)
class RecordPages:
    """One job: an offer, or with `own` the pages of a provider, of its credentials and of its pathways.

    It has the summaries of all records that these pages show, and of no others: a page is made anew only if its job has
    changed (`keys`). Of the credentials of the job, `stacks` has the pathways in which they count and `recognition`
    what receivers state of them or once did, by UUID; `support` is what the offer names, by key.

    `own_pages` and `leading` have the credential of the offer if it has a page of its own, and all offers
    that lead to it, by uuid and version. `timeline` is what git remembers of the offer.
    """

    provider: ProviderSummary
    offer: OfferSummary | None
    own: OwnRecords | None
    providers: Mapping[str, OrganisationSummary]
    successors: Mapping[str, OfferSummary]
    own_pages: Mapping[tuple[str, int], CredentialSummary]
    leading: Mapping[tuple[str, int], tuple[OfferSummary, ...]]
    stacks: Mapping[str, tuple[Stack, ...]]
    recognition: Mapping[str, tuple[RecognitionSummary, ...]]
    support: Mapping[str, SupportSummary]
    timeline: Timeline | None

    @property
    def name(self) -> str:
        """Return the name of the job, by which the next build knows it again."""
        return f"offers/{self.offer.key}" if self.offer is not None else f"providers/{self.provider.id}"


def record_pages(catalogue: Catalogue, timelines: Mapping[str, Timeline] = NO_TIMELINES) -> Iterator[RecordPages]:
    """Cut the pages of all records into jobs, each with what git remembers of its offer."""
    for provider in catalogue.providers:
        yield provider_job(catalogue, provider)
        for offer in catalogue.offers_by_provider.get(provider.id, ()):
            yield offer_job(catalogue, provider, offer, timelines.get(offer.key))


def provider_job(catalogue: Catalogue, provider: ProviderSummary) -> RecordPages:
    """Return the job for the pages of a provider, of its credentials and of its pathways."""
    return _job(catalogue, provider, own=_own_records(catalogue, provider))


def offer_job(
    catalogue: Catalogue, provider: ProviderSummary, offer: OfferSummary, timeline: Timeline | None = None
) -> RecordPages:
    """Return the job for the pages of an offer that has any."""
    return _job(catalogue, provider, offer, timeline=timeline)


def _own_records(catalogue: Catalogue, provider: ProviderSummary) -> OwnRecords:
    pathways = catalogue.stacks_by_provider.get(provider.id, ())
    return OwnRecords(
        offers=catalogue.offers_by_provider.get(provider.id, ()),
        credentials=_credentials(catalogue, provider),
        pathways=pathways,
        replacing=_replacing(catalogue, pathways),
        recognised=catalogue.recognised(provider.id),
        granted=catalogue.granted(provider.id),
    )


def _job(
    catalogue: Catalogue,
    provider: ProviderSummary,
    offer: OfferSummary | None = None,
    own: OwnRecords | None = None,
    timeline: Timeline | None = None,
) -> RecordPages:
    offers = (offer,) if offer is not None else ()
    with_page, known = catalogue.offer_with_page, catalogue.support_by_key
    named = {one.credential for one in offers if one.credential and one.credential_key}
    stacks = _stacks(catalogue, offers, own)
    recognition = _recognition(catalogue, offers, own)
    return RecordPages(
        provider=provider,
        offer=offer,
        own=own,
        providers=_referenced(catalogue, provider, offers, own, stacks, recognition),
        successors={key: with_page[key] for one in offers if (key := one.replaced_by or "") in with_page},
        own_pages={
            one: catalogue.credential_by_identity[one]
            for one in sorted(named)
            if one in catalogue.credential_by_identity
        },
        leading={one: catalogue.offers_by_credential.get(one, ()) for one in sorted(named)},
        stacks=stacks,
        recognition=recognition,
        support={key: known[key] for one in offers for key in one.support if key in known},
        timeline=timeline,
    )


def _stacks(
    catalogue: Catalogue, offers: tuple[OfferSummary, ...], own: OwnRecords | None
) -> Mapping[str, tuple[Stack, ...]]:
    found = {one.credential[0]: catalogue.stacks_of_offer(one) for one in offers if one.credential}
    present = (one.versions[-1] for one in own.credentials) if own else ()
    found |= {one.uuid: catalogue.stacks_of(one.uuid, one.towards) for one in present}
    return {uuid: stacks for uuid, stacks in found.items() if stacks}


def _recognition(
    catalogue: Catalogue, offers: tuple[OfferSummary, ...], own: OwnRecords | None
) -> Mapping[str, tuple[RecognitionSummary, ...]]:
    uuids = {one.credential[0] for one in offers if one.credential}
    uuids |= {one.versions[-1].uuid for one in own.credentials} if own else set()
    stated = catalogue.statements_by_credential
    return {uuid: stated[uuid] for uuid in sorted(uuids) if uuid in stated}


def _replacing(catalogue: Catalogue, pathways: tuple[Stack, ...]) -> Mapping[str, PathwaySummary]:
    keys = (one.pathway.replaced_by or "" for one in pathways)
    return {key: catalogue.stacks[key].pathway for key in keys if key in catalogue.stacks}


def _credentials(catalogue: Catalogue, provider: ProviderSummary) -> tuple[CredentialVersions, ...]:
    by_identity = catalogue.offers_by_credential
    return tuple(
        CredentialVersions(versions, {one.version: by_identity.get(one.identity, ()) for one in versions})
        for versions in catalogue.versions_by_provider.get(provider.id, ())
    )


def _referenced(
    catalogue: Catalogue,
    provider: ProviderSummary,
    offers: tuple[OfferSummary, ...],
    own: OwnRecords | None,
    stacks: Mapping[str, tuple[Stack, ...]],
    recognition: Mapping[str, tuple[RecognitionSummary, ...]],
) -> Mapping[str, OrganisationSummary]:
    named = {provider.id, *provider.alliances, *(one for offer in offers for one in offer.references)}
    named.update(one.provider for several in recognition.values() for one in several)
    if own is not None:
        named.update(_named_by(own))
    for stack in (one for several in stacks.values() for one in several):
        named.update(_named_in(stack))
    known = catalogue.organisation_by_id
    return {one: known[one] for one in sorted(named) if one in known}


def _named_by(own: OwnRecords) -> Iterator[str]:
    """Yield the organisations that the pages of a provider's other records name."""
    for credential in own.credentials:
        yield from (body for version in credential.versions for body in version.references)
        yield from (offer.provider for leading in credential.offers.values() for offer in leading)
    for stack in own.pathways:
        yield from _named_in(stack)
    for recognised in own.recognised:
        yield from (one.provider for one in recognised.counted.values())
    for granted in own.granted:
        yield from granted.support.references


def _named_in(stack: Stack) -> Iterator[str]:
    yield from (stack.pathway.provider, *stack.pathway.references)
    yield from (one.provider for one in stack.counted.values())
