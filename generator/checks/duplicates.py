"""The same thing is not offered twice: two published offers are told apart by title and page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import Severity, define_rule
from generator.vocabularies.suggestions import folded
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.catalogue.summary import OfferSummary
    from generator.checks.scope import Scope
    from generator.diagnostics import Diagnostic

SAME_TITLE = define_rule(
    "DUP001",
    Severity.WARNING,
    "Two offers of a provider with the same title",
    reason="In lists and in search results nobody can tell them apart; mostly a record was copied, or imported twice.",
    remedy="Delete one of the two, or say in the title what is different. Two ways to the same credential may share "
    "a title: give the credential a file of its own that both name.",
)
SAME_PAGE = define_rule(
    "DUP002",
    Severity.NOTE,
    "Two offers with the same page",
    reason="A learner who follows the link has to look for the offer on the page of several; or a record was copied.",
    remedy="Give each offer the address of its own page if it has one; delete one of the two if they are the same.",
)


def titles(scope: Scope) -> Iterator[Diagnostic]:
    """Each published offer of a provider has a title of its own in every language."""
    first: dict[tuple[str, str, str], OfferSummary] = {}
    for offer in _published(scope):
        for language, title in offer.title.items():
            other = first.setdefault((offer.provider, language, folded(title)), offer)
            if not _same_credential(offer, other):
                message = say("expected a title of its own, got the one of `{offer}`", offer=other.id)
                yield scope.find(SAME_TITLE, offer.shown, ("title", language), message)
                break


def pages(scope: Scope) -> Iterator[Diagnostic]:
    """Each published offer has a page of its own."""
    first: dict[str, OfferSummary] = {}
    for offer in _published(scope):
        if offer.page is not None:
            other = first.setdefault(_plain(offer.page), offer)
            if not _same_credential(offer, other):
                message = say("expected an address of its own, got the one of `{offer}`", offer=other.key)
                yield scope.find(SAME_PAGE, offer.shown, ("links", "page"), message)


def _published(scope: Scope) -> Iterator[OfferSummary]:
    return (offer for offer in scope.offers if offer.is_published)


def _same_credential(offer: OfferSummary, other: OfferSummary) -> bool:
    """Tell whether two offers are one, or lead to one credential; then they may share what is said of it."""
    return offer is other or (offer.credential_key is not None and offer.credential_key == other.credential_key)


def _plain(address: str) -> str:
    """Return an address without what does not change the page."""
    return address.partition("://")[2].partition("#")[0].removeprefix("www.").rstrip("/")
