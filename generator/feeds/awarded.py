"""Every version of a micro-credential, for formats that issuers fill: badges and European Digital Credentials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.feeds.feed import DRAFT, Reason
from generator.languages import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import OfferSummary
    from generator.records.credential import Credential
    from generator.records.offer import Offer
    from generator.settings import Settings

MICRO_CREDENTIAL = "micro-credential"
NO_MICRO_CREDENTIAL = Reason(N_("Only a micro-credential is an achievement."))


@dataclass(frozen=True, slots=True)
class Awarded:
    """A version of a credential with what an offer or its own file says around it; `page` by language.

    `offer` is there where the credential stands inside one; `offers` are all that lead to it.
    """

    credential: Credential
    title: Mapping[str, str]
    told: Mapping[str, str] | None
    offers: tuple[OfferSummary, ...]
    offer: Offer | None
    page: Mapping[str, str]

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields of education that the offers state, each once."""
        return tuple(dict.fromkeys(code for one in self.offers for code in one.fields))

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages of the title, that of the credential document first."""
        main = next((one for one in self.credential.languages if one in self.title), next(iter(self.title)))
        return (main, *(one for one in self.title if one != main))


def reasons(offer: OfferSummary, _provider: OrganisationSummary | None) -> tuple[Reason, ...]:
    """Say why the credential of an offer is not among them; nothing when it is."""
    is_one = offer.kind == MICRO_CREDENTIAL and offer.credential is not None and offer.removed_on is None
    return tuple(reason for holds, reason in ((offer.has_page, DRAFT), (is_one, NO_MICRO_CREDENTIAL)) if not holds)


def all_awarded(catalogue: Catalogue, settings: Settings) -> Iterator[Awarded]:
    """Yield every version of a micro-credential once: those with files of their own, then those inside offers."""
    for identity, summary in catalogue.credential_by_identity.items():
        leading = catalogue.offers_by_credential.get(identity, ())
        if all(one.kind == MICRO_CREDENTIAL for one in leading):
            record = catalogue.store.open_credential(summary)
            at = (summary.provider, summary.id, summary.version)
            page = {one: addresses.credential(one, *at) for one in settings.languages}
            yield Awarded(record, record.title, None, leading, None, page)
    for offer in catalogue.with_page:
        if (
            offer.kind == MICRO_CREDENTIAL
            and offer.removed_on is None
            and offer.credential
            and offer.credential not in catalogue.credential_by_identity
        ):
            opened = catalogue.store.open_offer(offer)
            assert opened.credential is not None  # noqa: S101 - its summary has one
            page = {one: addresses.offer(one, offer.provider, offer.id) for one in settings.languages}
            title = opened.credential.title or opened.title
            yield Awarded(opened.credential, title, opened.description or opened.summary, (offer,), opened, page)
