"""The catalogue as a whole: summaries of all records and how they hang together."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from generator.catalogue.axes import narrow, shelve
from generator.catalogue.pathways import Counted, Stack
from generator.catalogue.recognition import Recognised
from generator.catalogue.support import Granted
from generator.catalogue.transparency import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.catalogue.axes import Shelves
    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.pathways import PathwaySummary
    from generator.catalogue.recognition import RecognitionSummary
    from generator.catalogue.record_summary import RecordSummary
    from generator.catalogue.store import RecordStore
    from generator.catalogue.summary import CredentialSummary, OfferSummary, ProviderSummary
    from generator.catalogue.support import SupportSummary

Key = TypeVar("Key", bound="str | tuple[str, int]")
Grouped = TypeVar("Grouped", bound="OfferSummary | CredentialSummary | Stack | RecordSummary")


@dataclass(frozen=True)
class Catalogue:
    """All records, sorted by identifier; credentials are those with files of their own.

    `organisations` are those that are only referred to, `recognition` what receivers say of credentials, `support`
    what learners can ask for. Build it with `catalogue_of`.
    """

    providers: tuple[ProviderSummary, ...]
    offers: tuple[OfferSummary, ...]
    store: RecordStore
    credentials: tuple[CredentialSummary, ...] = ()
    organisations: tuple[OrganisationSummary, ...] = ()
    pathways: tuple[PathwaySummary, ...] = ()
    recognition: tuple[RecognitionSummary, ...] = ()
    support: tuple[SupportSummary, ...] = ()

    @cached_property
    def provider_by_id(self) -> Mapping[str, ProviderSummary]:
        """Return the providers by id."""
        return {provider.id: provider for provider in self.providers}

    @cached_property
    def organisation_by_id(self) -> Mapping[str, OrganisationSummary]:
        """Return whatever a record may name as an organisation, by id: the providers and those only referred to."""
        return {**{one.id: one for one in self.organisations}, **self.provider_by_id}

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
        return shelve(self.with_page, self.organisation_by_id)

    @cached_property
    def narrowed(self) -> Mapping[tuple[str, str], Shelves]:
        """Return the offers behind a value of an axis, by axis and value, on the shelves of a second one."""
        return narrow(self.shelves)

    @cached_property
    def versions_by_credential(self) -> Mapping[str, tuple[CredentialSummary, ...]]:
        """Return the versions of each credential with a file of its own, the earliest first, by its key.

        Without the present version, or without their provider, the earlier ones are left out: a build that goes on
        although records are broken could not say what has become of the credential.
        """
        grouped = _grouped((one.key, one) for one in self.credentials if one.provider in self.provider_by_id)
        return {key: versions for key, versions in grouped.items() if versions[-1].is_present}

    @cached_property
    def versions_by_provider(self) -> Mapping[str, tuple[tuple[CredentialSummary, ...], ...]]:
        """Return the credentials that have pages, each with its versions, by the id of their provider.

        A credential of one version to which one offer leads is told on the page of that offer, wherever it stands:
        to move it from the offer into a file of its own changes no page and no feed.
        """
        told_by_offer = {one.credential_key for one in self.with_page if not one.credential_has_page}
        grouped: defaultdict[str, list[tuple[CredentialSummary, ...]]] = defaultdict(list)
        for key, versions in self.versions_by_credential.items():
            if key in told_by_offer:
                continue
            grouped[versions[0].provider].append(versions)
        return {key: tuple(members) for key, members in grouped.items()}

    @cached_property
    def credential_by_identity(self) -> Mapping[tuple[str, int], CredentialSummary]:
        """Return the versions of credentials that have pages, by uuid and version."""
        credentials = (each for of_provider in self.versions_by_provider.values() for each in of_provider)
        return {one.identity: one for versions in credentials for one in versions}

    @cached_property
    def offers_by_credential(self) -> Mapping[tuple[str, int], tuple[OfferSummary, ...]]:
        """Return the offers with a page that lead to a credential with a file of its own, by uuid and version."""
        shared = (offer for offer in self.with_page if offer.credential_key)
        return _grouped((offer.credential, offer) for offer in shared if offer.credential)

    @cached_property
    def present_credentials(self) -> Mapping[str, CredentialSummary]:
        """Return the present versions of the credentials with files of their own, by `<provider>/<credential>`."""
        return {one.key: one for one in self.credentials if one.is_present}

    def counted(self, key: str) -> Counted | None:
        """Return the credential that a pathway names: a file of that name, else the credential of the offer so called.

        So a credential may move from inside an offer into a file of its own, and no pathway has to be changed. One
        that is told on the page of its only offer is shown by that offer, wherever it stands.
        """
        offer = self.offer_by_key.get(key)
        credential = self.present_credentials.get(key) or self.present_credentials.get(
            offer.credential_key if offer and offer.credential_key else ""
        )
        leading = self.offers_by_credential.get(credential.identity, ()) if credential else ()
        if leading and not leading[0].credential_has_page:
            offer, credential = leading[0], None
        if credential is not None:
            return Counted(
                uuid=credential.uuid,
                provider=credential.provider,
                id=credential.id,
                title=credential.title,
                credits=_points(credential.credits),
                version=credential.version,
                has_page=credential.identity in self.credential_by_identity,
                is_offered=any(one.is_published for one in leading),
            )
        if offer is None or offer.credential is None:
            return None
        return Counted(
            uuid=offer.credential[0],
            provider=offer.provider,
            id=offer.id,
            title=offer.title,
            credits=_points(offer.credits),
            has_page=offer.has_page and offer.provider in self.provider_by_id,
            is_offered=offer.is_published,
        )

    @cached_property
    def pathway_by_key(self) -> Mapping[str, PathwaySummary]:
        """Return the pathways by `<provider>/<pathway>`."""
        return {one.key: one for one in self.pathways}

    @cached_property
    def stacks(self) -> Mapping[str, Stack]:
        """Return the pathways that have a page with the credentials that they name, by `<provider>/<pathway>`."""
        with_page = (one for one in self.pathways if one.has_page and one.provider in self.provider_by_id)
        return {one.key: self.stack_of(one) for one in with_page}

    def stack_of(self, pathway: PathwaySummary) -> Stack:
        """Return a pathway with the credentials that it names."""
        found = ((key, self.counted(key)) for key in dict.fromkeys(pathway.named()))
        return Stack(pathway, {key: one for key, one in found if one is not None})

    @cached_property
    def stacks_by_provider(self) -> Mapping[str, tuple[Stack, ...]]:
        """Return the pathways that have a page, by the id of their provider."""
        return _grouped((one.pathway.provider, one) for one in self.stacks.values())

    @cached_property
    def stacks_by_credential(self) -> Mapping[str, tuple[Stack, ...]]:
        """Return the published pathways in which a credential counts or that award it, by its UUID."""
        published = (one for one in self.stacks.values() if one.pathway.is_published)
        return _grouped((uuid, one) for one in published for uuid in sorted(one.credentials))

    @cached_property
    def published_recognition(self) -> tuple[RecognitionSummary, ...]:
        """Return the statements of recognition that have an address: everything but drafts (see `with_page`)."""
        return tuple(one for one in self.recognition if one.has_page and one.provider in self.provider_by_id)

    @cached_property
    def recognition_by_receiver(self) -> Mapping[str, tuple[RecognitionSummary, ...]]:
        """Return the statements of recognition that have an address, by the id of their receiver."""
        return _grouped((one.provider, one) for one in self.published_recognition)

    @cached_property
    def statements_by_credential(self) -> Mapping[str, tuple[RecognitionSummary, ...]]:
        """Return the statements of recognition that name a credential, withdrawn ones included, by its UUID."""
        named = ((self.counted(key), one) for one in self.published_recognition for key in one.credentials)
        return _grouped(dict.fromkeys((credential.uuid, one) for credential, one in named if credential is not None))

    def recognised(self, receiver: str) -> tuple[Recognised, ...]:
        """Return the statements of a receiver that have an address, each with the credentials that it names."""
        stated = self.recognition_by_receiver.get(receiver, ())
        found = ((one, {key: self.counted(key) for key in one.credentials}) for one in stated)
        return tuple(Recognised(one, {key: each for key, each in of.items() if each}) for one, of in found)

    @cached_property
    def published_support(self) -> tuple[SupportSummary, ...]:
        """Return the support for learners that has an address: everything but drafts (see `with_page`)."""
        return tuple(one for one in self.support if one.has_page and one.provider in self.provider_by_id)

    @cached_property
    def support_by_key(self) -> Mapping[str, SupportSummary]:
        """Return the support for learners that has an address, by `<provider>/<support>`."""
        return {one.key: one for one in self.published_support}

    @cached_property
    def support_by_provider(self) -> Mapping[str, tuple[SupportSummary, ...]]:
        """Return the support for learners that has an address, by the id of its provider."""
        return _grouped((one.provider, one) for one in self.published_support)

    @cached_property
    def offer_with_page(self) -> Mapping[str, OfferSummary]:
        """Return the offers that have a page, by `<provider>/<offer>`."""
        return {one.key: one for one in self.with_page}

    def granted(self, provider: str) -> tuple[Granted, ...]:
        """Return the support for learners of a provider that has an address, each with the offers that name it."""
        own = self.support_by_provider.get(provider, ())
        return tuple(Granted(one, self.offers_by_support.get(one.key, ())) for one in own)

    @cached_property
    def offers_by_support(self) -> Mapping[str, tuple[OfferSummary, ...]]:
        """Return the offers with a page that name support for learners, by its key."""
        return _grouped((key, offer) for offer in self.with_page for key in offer.support)

    def stacks_of(self, uuid: str, towards: Iterable[str]) -> tuple[Stack, ...]:
        """Return the pathways in which a credential counts, then those towards which it only says that it counts."""
        counting = self.stacks_by_credential.get(uuid, ())
        named = (self.stacks[key] for key in towards if key in self.stacks)
        return tuple({one.pathway.key: one for one in (*counting, *named)}.values())

    def stacks_of_offer(self, offer: OfferSummary) -> tuple[Stack, ...]:
        """Return the pathways that have to do with the credential of an offer (see `stacks_of`)."""
        if offer.credential is None:
            return ()
        credential = self.present_credentials.get(offer.credential_key or "")
        return self.stacks_of(offer.credential[0], credential.towards if credential else offer.towards)


def _points(credits_: tuple[str, str, str] | None) -> tuple[str, str] | None:
    """Return system and amount of credits, wherever there are any."""
    return credits_[:2] if credits_ is not None and credits_[2] != "none" else None


def catalogue_of(
    providers: Iterable[ProviderSummary],
    offers: Iterable[OfferSummary],
    store: RecordStore,
    credentials: Iterable[CredentialSummary] = (),
    organisations: Iterable[OrganisationSummary] = (),
    pathways: Iterable[PathwaySummary] = (),
    recognition: Iterable[RecognitionSummary] = (),
    support: Iterable[SupportSummary] = (),
    before: Catalogue | None = None,
) -> Catalogue:
    """Put the summaries together and decide what depends on other records.

    What was decided of an offer `before` is taken over if it is the same still.
    """
    by_id = {provider.id: provider for provider in providers}
    others = {one.id: one for one in organisations}
    known = tuple(credentials)
    earlier = before.offer_by_key if before is not None else {}
    states = [_decided(offer, by_id, others, earlier.get(offer.key)) for offer in offers]
    decided = _with_credential_pages(states, by_id, known)
    return Catalogue(
        tuple(by_id[key] for key in sorted(by_id)),
        tuple(sorted(decided, key=lambda offer: offer.key)),
        store,
        tuple(sorted(known, key=lambda one: (one.key, one.version, not one.is_present))),
        tuple(others[key] for key in sorted(others)),
        tuple(sorted(pathways, key=lambda one: one.key)),
        tuple(sorted(recognition, key=lambda one: one.key)),
        tuple(sorted(support, key=lambda one: one.key)),
    )


def _with_credential_pages(
    offers: Sequence[OfferSummary], providers: Mapping[str, ProviderSummary], credentials: Sequence[CredentialSummary]
) -> Iterator[OfferSummary]:
    """Decide of each offer whether its credential has pages of its own: several versions, or several offers."""
    versions = Counter(one.key for one in credentials)
    leading = Counter(one.credential_key for one in offers if one.has_page and one.provider in providers)
    for offer in offers:
        key = offer.credential_key
        has_page = key is not None and (versions[key] > 1 or leading[key] != 1)
        yield offer if has_page == offer.credential_has_page else replace(offer, credential_has_page=has_page)


def _decided(
    offer: OfferSummary,
    providers: Mapping[str, ProviderSummary],
    others: Mapping[str, OrganisationSummary],
    earlier: OfferSummary | None,
) -> OfferSummary:
    awarding = [found for one in offer.awarded_by if (found := providers.get(one) or others.get(one))]
    provider = providers.get(offer.provider)
    states = resolve(
        offer.states,
        country_is_stated=bool(awarding) and all(one.country for one in awarding),
        quality_is_stated=provider is not None and provider.has_quality_assurance,
    )
    # To copy 10,000 offers takes two thirds of the time to put a catalogue together.
    if earlier is not None and _what(earlier) == (offer.digest, offer.shown, states):
        return earlier
    return replace(offer, states=states)


def _what(offer: OfferSummary) -> tuple[str, str, str]:
    """Return what an offer that was decided of says: its record, its file, and the states of its elements."""
    return offer.digest, offer.shown, offer.states


def _grouped(pairs: Iterable[tuple[Key, Grouped]]) -> Mapping[Key, tuple[Grouped, ...]]:
    groups: defaultdict[Key, list[Grouped]] = defaultdict(list)
    for key, one in pairs:
        groups[key].append(one)
    return {key: tuple(members) for key, members in groups.items()}
