"""What is awarded, wherever it stands: inside an offer, or in a file of its own that several offers name."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.catalogue.summary import OfferSummary
from generator.checks.kind import MICRO_CREDENTIAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.catalogue.summary import CredentialSummary
    from generator.checks.scope import Scope
    from generator.records.yaml import NodePath

Holder = tuple["OfferSummary | CredentialSummary", "NodePath"]
"""A record that holds a credential, and the path at which it stands there."""


def awarded(scope: Scope) -> Iterator[Holder]:
    """Yield each credential that can be got or will be: not those of withdrawn offers, nor earlier versions."""
    for offer in scope.offers:
        if offer.credential is not None and offer.credential_key is None and offer.status != "withdrawn":
            yield offer, ("credential",)
    for credential in scope.credentials:
        if credential.is_present and credential.valid_until is None:
            yield credential, ()


def micro_credentials(scope: Scope) -> Iterator[Holder]:
    """Yield what is awarded as a micro-credential: a credential to which no offer leads counts as one."""
    leading = offers_by_credential(scope)
    for record, path in awarded(scope):
        offers = [record] if isinstance(record, OfferSummary) else leading.get(record.key, ())
        if not offers or any(one.kind == MICRO_CREDENTIAL for one in offers):
            yield record, path


def ects(record: OfferSummary | CredentialSummary) -> Decimal | None:
    """Return the ECTS credits of a credential; None where it has no credits, or those of another system."""
    if record.credits is None or record.credits[0] != "ects" or record.credits[2] == "none":
        return None
    return Decimal(record.credits[1])


def offers_by_credential(scope: Scope) -> Mapping[str, list[OfferSummary]]:
    """Return the offers that name a credential with a file of its own, by `<provider>/<credential>`."""
    offers: defaultdict[str, list[OfferSummary]] = defaultdict(list)
    for offer in scope.offers:
        if offer.credential_key is not None:
            offers[offer.credential_key].append(offer)
    return offers
