"""What a worker needs to render the pages of some offers of one provider, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.summary import OfferSummary, ProviderSummary

OFFERS_PER_JOB = 50


@dataclass(frozen=True, slots=True)
class RecordPages:
    """One job: some offers of a provider, and the summaries of all records they refer to.

    `all_offers` is filled in the provider's first job only, which also renders the page of the provider.
    """

    provider: ProviderSummary
    offers: tuple[OfferSummary, ...]
    all_offers: tuple[OfferSummary, ...] | None
    providers: Mapping[str, ProviderSummary]
    successors: Mapping[str, OfferSummary]


def record_pages(catalogue: Catalogue) -> Iterator[RecordPages]:
    """Cut the pages of all records into jobs."""
    with_page = {offer.key: offer for offer in catalogue.with_page}
    for provider in catalogue.providers:
        offers = catalogue.offers_by_provider.get(provider.id, ())
        for start in range(0, max(1, len(offers)), OFFERS_PER_JOB):
            chosen = offers[start : start + OFFERS_PER_JOB]
            yield RecordPages(
                provider=provider,
                offers=chosen,
                all_offers=offers if start == 0 else None,
                providers=_referenced(catalogue, provider, chosen),
                successors={
                    one.replaced_by: with_page[one.replaced_by] for one in chosen if one.replaced_by in with_page
                },
            )


def _referenced(
    catalogue: Catalogue, provider: ProviderSummary, offers: tuple[OfferSummary, ...]
) -> Mapping[str, ProviderSummary]:
    named = {provider.id, *provider.alliances, *(one for offer in offers for one in offer.references)}
    return {one: catalogue.provider_by_id[one] for one in sorted(named) if one in catalogue.provider_by_id}
