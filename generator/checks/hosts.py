"""Links of an offer lead to its provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue.hosts import hosts_of
from generator.diagnostics import Severity, define_rule
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.catalogue.summary import OfferSummary
    from generator.checks.scope import Scope
    from generator.diagnostics import Diagnostic

FOREIGN_HOST = define_rule(
    "TXT005",
    Severity.WARNING,
    "A link to a site that is not the provider's",
    reason="Learners trust the registry that a link leads to the provider; a strange site may be a slip or a fraud.",
    remedy="Correct the address, or add the host to `domains` in provider.yml if it belongs to the provider.",
)


def foreign_hosts(scope: Scope) -> Iterator[Diagnostic]:
    """Pages of an offer stand on a host of its provider, of an awarding body or of one of its alliances.

    A provider that names neither domains nor a homepage cannot be compared with.
    """
    for offer in scope.offers:
        own = _own_hosts(scope, offer)
        foreign = [host for host in offer.link_hosts if own and not _belongs(host, own)]
        if foreign:
            yield from _at_links(scope, offer, foreign, own)


def _own_hosts(scope: Scope, offer: OfferSummary) -> list[str]:
    known = scope.catalogue.organisation_by_id
    provider = scope.catalogue.provider_by_id.get(offer.provider)
    if provider is None or not provider.hosts:
        return []
    around = (*offer.awarded_by, *provider.alliances)
    return [*provider.hosts, *(host for one in around if one in known for host in known[one].hosts)]


def _belongs(host: str, own: Sequence[str]) -> bool:
    return any(host == one or host.endswith(f".{one}") for one in own)


def _at_links(scope: Scope, offer: OfferSummary, foreign: list[str], own: list[str]) -> Iterator[Diagnostic]:
    for pattern in ("links.page", "links.apply"):
        for path, address in scope.values(offer.shown, pattern):
            for host in hosts_of(address):
                if host in foreign:
                    message = say("expected a link to {own}, got one to {host}", own=own[0], host=host)
                    yield scope.find(FOREIGN_HOST, offer.shown, path, message)
