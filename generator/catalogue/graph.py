"""The catalogue as a whole: summaries of all records and how they hang together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from generator.catalogue.axes import shelve
from generator.catalogue.transparency import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.catalogue.axes import Shelves
    from generator.catalogue.store import RecordStore
    from generator.catalogue.summary import OfferSummary, ProviderSummary


@dataclass(frozen=True)
class Catalogue:
    """All providers and offers, sorted by identifier. Build it with `catalogue_of`."""

    providers: tuple[ProviderSummary, ...]
    offers: tuple[OfferSummary, ...]
    store: RecordStore

    @cached_property
    def provider_by_id(self) -> Mapping[str, ProviderSummary]:
        """Return the providers by id."""
        return {provider.id: provider for provider in self.providers}

    @cached_property
    def offer_by_key(self) -> Mapping[str, OfferSummary]:
        """Return the offers by `<provider>/<offer>`."""
        return {offer.key: offer for offer in self.offers}

    @cached_property
    def offers_by_provider(self) -> Mapping[str, tuple[OfferSummary, ...]]:
        """Return the offers with a page, by the id of their provider."""
        return _grouped((offer.provider, offer) for offer in self.with_page)

    @cached_property
    def with_page(self) -> tuple[OfferSummary, ...]:
        """Return the offers that have an address: everything but drafts.

        An offer without its provider has none either: a build that goes on although records are broken leaves it out.
        """
        return tuple(offer for offer in self.offers if offer.has_page and offer.provider in self.provider_by_id)

    @cached_property
    def listed(self) -> tuple[OfferSummary, ...]:
        """Return the offers that lists and search show: published ones."""
        return tuple(offer for offer in self.with_page if offer.is_published)

    @cached_property
    def shelves(self) -> Shelves:
        """Return the offers with a page by axis and value; lists show only the published ones among them."""
        return shelve(self.with_page, self.provider_by_id)


def catalogue_of(providers: Iterable[ProviderSummary], offers: Iterable[OfferSummary], store: RecordStore) -> Catalogue:
    """Put the summaries together and decide what depends on other records."""
    by_id = {provider.id: provider for provider in providers}
    decided = (_decided(offer, by_id) for offer in offers)
    return Catalogue(
        tuple(by_id[key] for key in sorted(by_id)), tuple(sorted(decided, key=lambda offer: offer.key)), store
    )


def _decided(offer: OfferSummary, providers: Mapping[str, ProviderSummary]) -> OfferSummary:
    awarding = [providers[one] for one in offer.awarded_by if one in providers]
    provider = providers.get(offer.provider)
    states = resolve(
        offer.states,
        country_is_stated=bool(awarding) and all(one.country for one in awarding),
        quality_is_stated=provider is not None and provider.has_quality_assurance,
    )
    return replace(offer, states=states)


def _grouped(pairs: Iterable[tuple[str, OfferSummary]]) -> Mapping[str, tuple[OfferSummary, ...]]:
    groups: defaultdict[str, list[OfferSummary]] = defaultdict(list)
    for key, offer in pairs:
        groups[key].append(offer)
    return {key: tuple(groups[key]) for key in sorted(groups)}
