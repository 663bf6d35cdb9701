"""A blended intensive programme is what Erasmus+ calls by this name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.awarded import ects
from generator.diagnostics import Severity, define_rule
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.catalogue.summary import OfferSummary
    from generator.checks.scope import Scope
    from generator.diagnostics import Diagnostic

NOT_INTENSIVE = define_rule(
    "OFF020",
    Severity.WARNING,
    "A blended intensive programme that lacks what makes one",
    reason="Learners can get a mobility grant for one only if there are 5 to 30 days on site and a virtual part, at "
    "least three institutions of three countries, and at least 3 ECTS credits.",
    remedy="Correct the record, or write another `type`.",
    source="Erasmus+ Programme Guide 2024, blended intensive programmes",
)

DAYS = range(5, 31)
LEAST_CREDITS = 3
LEAST_COUNTRIES = 3
WITH_VIRTUAL_PART = ("blended", "hybrid")


def intensive_programmes(scope: Scope) -> Iterator[Diagnostic]:
    """What is called a blended intensive programme has all the features of one."""
    for offer in scope.offers:
        if offer.intensive is not None and offer.status != "withdrawn":
            yield from _participation(scope, offer)
            yield from _organisations(scope, offer)
            yield from _credits(scope, offer)


def _participation(scope: Scope, offer: OfferSummary) -> Iterator[Diagnostic]:
    days = offer.intensive.onsite_days if offer.intensive else None
    if days not in DAYS:
        found = str(days) if days is not None else say("nothing")
        message = say("expected 5 to 30 days on site, got {found}", found=found)
        yield scope.find(NOT_INTENSIVE, offer.shown, ("participation", "onsite_days"), message)
    if offer.mode not in WITH_VIRTUAL_PART:
        found = f"`{offer.mode}`" if offer.mode else say("nothing")
        message = say("expected `blended` or `hybrid`, since a part is virtual, got {found}", found=found)
        yield scope.find(NOT_INTENSIVE, offer.shown, ("participation", "mode"), message)


def _organisations(scope: Scope, offer: OfferSummary) -> Iterator[Diagnostic]:
    known = scope.catalogue.organisation_by_id
    delivering = offer.intensive.delivered_by if offer.intensive else ()
    named = {offer.provider, *offer.awarded_by, *delivering}
    if not named <= known.keys():
        return  # who is missing is reported; of which country they are nobody knows
    countries = {known[one].country for one in named} - {None}
    if len(countries) < LEAST_COUNTRIES:
        message = say(
            "expected organisations of at least 3 countries in `awarded_by` and `delivered_by`, got {number}",
            number=len(countries),
        )
        yield scope.find(NOT_INTENSIVE, offer.shown, ("type",), message)


def _credits(scope: Scope, offer: OfferSummary) -> Iterator[Diagnostic]:
    amount = ects(offer)
    if amount is None or amount < LEAST_CREDITS:
        found = f"{amount} ECTS" if amount is not None else say("nothing")
        message = say("expected at least 3 ECTS, got {found}", found=found)
        yield scope.find(NOT_INTENSIVE, offer.shown, ("credential", "workload", "credits", "amount"), message)
