"""What a worker needs to render the pages of some offers of one provider, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.pathways import PathwaySummary, Stack
    from generator.catalogue.summary import CredentialSummary, OfferSummary, ProviderSummary

OFFERS_PER_JOB = 50


@dataclass(frozen=True, slots=True)
class CredentialVersions:
    """All versions of a credential, the earliest first, and the offers that lead to a version, by its number."""

    versions: tuple[CredentialSummary, ...]
    offers: Mapping[int, tuple[OfferSummary, ...]]


@dataclass(frozen=True, slots=True)
class RecordPages:
    """One job: some offers of a provider, and the summaries of all records they refer to.

    `all_offers` is filled in the provider's first job only, which also renders the pages of the provider, of its
    credentials and of its pathways; `replacing` has the successors of these. `stacks` are the pathways in which the
    credentials of the job count, by UUID.

    `own_pages` and `leading` have the credentials of offers that have pages of their own, and all offers
    that lead to them, by uuid and version.
    """

    provider: ProviderSummary
    offers: tuple[OfferSummary, ...]
    all_offers: tuple[OfferSummary, ...] | None
    providers: Mapping[str, OrganisationSummary]
    successors: Mapping[str, OfferSummary]
    credentials: tuple[CredentialVersions, ...]
    own_pages: Mapping[tuple[str, int], CredentialSummary]
    leading: Mapping[tuple[str, int], tuple[OfferSummary, ...]]
    pathways: tuple[Stack, ...]
    replacing: Mapping[str, PathwaySummary]
    stacks: Mapping[str, tuple[Stack, ...]]


def record_pages(catalogue: Catalogue) -> Iterator[RecordPages]:
    """Cut the pages of all records into jobs."""
    with_page = {offer.key: offer for offer in catalogue.with_page}
    for provider in catalogue.providers:
        offers = catalogue.offers_by_provider.get(provider.id, ())
        for start in range(0, max(1, len(offers)), OFFERS_PER_JOB):
            chosen = offers[start : start + OFFERS_PER_JOB]
            credentials = _credentials(catalogue, provider) if start == 0 else ()
            named = {one.credential for one in chosen if one.credential and one.credential_key}
            pathways = catalogue.stacks_by_provider.get(provider.id, ()) if start == 0 else ()
            stacks = _stacks(catalogue, chosen, credentials)
            yield RecordPages(
                provider=provider,
                offers=chosen,
                all_offers=offers if start == 0 else None,
                providers=_referenced(catalogue, provider, chosen, credentials, (pathways, *stacks.values())),
                successors={
                    one.replaced_by: with_page[one.replaced_by] for one in chosen if one.replaced_by in with_page
                },
                credentials=credentials,
                own_pages={
                    one: catalogue.credential_by_identity[one]
                    for one in sorted(named)
                    if one in catalogue.credential_by_identity
                },
                leading={one: catalogue.offers_by_credential.get(one, ()) for one in sorted(named)},
                pathways=pathways,
                replacing=_replacing(catalogue, pathways),
                stacks=stacks,
            )


def _stacks(
    catalogue: Catalogue, offers: tuple[OfferSummary, ...], credentials: tuple[CredentialVersions, ...]
) -> Mapping[str, tuple[Stack, ...]]:
    found = {one.credential[0]: catalogue.stacks_of_offer(one) for one in offers if one.credential}
    present = (one.versions[-1] for one in credentials)
    found |= {one.uuid: catalogue.stacks_of(one.uuid, one.towards) for one in present}
    return {uuid: stacks for uuid, stacks in found.items() if stacks}


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
    credentials: tuple[CredentialVersions, ...],
    stacks: Iterable[tuple[Stack, ...]],
) -> Mapping[str, OrganisationSummary]:
    named = {provider.id, *provider.alliances, *(one for offer in offers for one in offer.references)}
    for credential in credentials:
        named.update(body for version in credential.versions for body in version.references)
        named.update(offer.provider for leading in credential.offers.values() for offer in leading)
    for stack in (one for several in stacks for one in several):
        named.update((stack.pathway.provider, *stack.pathway.references))
        named.update(one.provider for one in stack.counted.values())
    known = catalogue.organisation_by_id
    return {one: known[one] for one in sorted(named) if one in known}
