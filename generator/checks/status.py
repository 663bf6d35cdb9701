"""The life of an offer is told without contradiction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.places import key_at, value_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.records.offer import Offer
    from generator.records.yaml import Document

NO_DAY_OF_WITHDRAWAL = define_rule(
    "OFF004",
    Severity.ERROR,
    "A withdrawn offer without the day of its withdrawal",
    reason="People who hold the credential, and catalogues that copied the offer, need to know since when it is gone.",
    remedy="Add `withdrawn_on:` with the date, such as 2027-01-31.",
)
NO_REASON = define_rule(
    "OFF005",
    Severity.WARNING,
    "A paused or withdrawn offer without a reason",
    reason="Its page stays; a learner who comes from an old link wants to know what happened.",
    remedy="Add `reason:` with one sentence in each language.",
)
SUCCESSOR_TOO_EARLY = define_rule(
    "OFF006",
    Severity.WARNING,
    "A published offer that is said to be replaced",
    reason="Its page sends learners away although they can still enrol.",
    remedy="Write `status: withdrawn` or `status: paused`, or delete `replaced_by`.",
)
WITHDRAWN_TOO_EARLY = define_rule(
    "OFF007",
    Severity.WARNING,
    "A day of withdrawal on an offer that is not withdrawn",
    reason="The record says two different things about whether the offer still exists.",
    remedy="Write `status: withdrawn`, or delete `withdrawn_on`.",
)


def withdrawal(offer: Offer, document: Document) -> Iterator[Diagnostic]:
    """A withdrawn offer has a day of withdrawal, and no other has one."""
    if offer.status == "withdrawn" and offer.withdrawn_on is None:
        message = say("expected `withdrawn_on` beside `status: withdrawn`, got nothing")
        yield Diagnostic(NO_DAY_OF_WITHDRAWAL, value_at(document, ("status",)), message)
    if offer.status != "withdrawn" and offer.withdrawn_on is not None:
        message = say("expected `status: withdrawn` beside `withdrawn_on`, got `{status}`", status=offer.status)
        yield Diagnostic(WITHDRAWN_TOO_EARLY, key_at(document, ("withdrawn_on",)), message)


def reasons(offer: Offer, document: Document) -> Iterator[Diagnostic]:
    """A paused or withdrawn offer says why."""
    if offer.status in ("paused", "withdrawn") and offer.reason is None and offer.removal is None:
        message = say("expected `reason` beside `status: {status}`, got nothing", status=offer.status)
        yield Diagnostic(NO_REASON, value_at(document, ("status",)), message)


def successors(offer: Offer, document: Document) -> Iterator[Diagnostic]:
    """A published offer has no successor yet."""
    if offer.status == "published" and offer.replaced_by is not None:
        message = say("expected no successor of a published offer, got `replaced_by`")
        yield Diagnostic(SUCCESSOR_TOO_EARLY, key_at(document, ("replaced_by",)), message)
