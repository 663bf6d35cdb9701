"""Support for learners and the offers that name it: it exists, it is still there, and it fits the offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue.record_summary import full_key
from generator.catalogue.summary import is_zero
from generator.checks.places import key_at, value_at
from generator.checks.references import closest_key
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.records.discover import RecordKind
from generator.records.reader import did_you_mean, limited
from generator.records.scalars import describe
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from generator.catalogue.summary import OfferSummary
    from generator.catalogue.support import SupportSummary
    from generator.checks.scope import Scope
    from generator.records.support import LearnerSupport
    from generator.records.yaml import Document

NO_SUPPORT = define_rule(
    "SUP001",
    Severity.ERROR,
    "An offer that names support which does not exist",
    reason="Learners would be told of help, and the page could not say who gives it, to whom and how to ask for it.",
    remedy="Write the name of a file in a folder support/, as <support> or <provider>/<support>, or delete it.",
)
NAMED_TWICE = define_rule(
    "SUP002",
    Severity.WARNING,
    "Support that an offer names twice",
    reason="Its page would show the same help twice.",
    remedy="Delete one of the two. A bare name means support of the same provider.",
)
NOT_IN_FORCE = define_rule(
    "SUP003",
    Severity.WARNING,
    "A published offer that names a draft of support, or support that was withdrawn",
    reason="Its page leaves out a draft, and what was withdrawn nobody can ask for.",
    remedy="Publish the support, or delete it from the offer.",
)
OVER = define_rule(
    "SUP004",
    Severity.NOTE,
    "Published support that one can no longer ask for",
    reason="Pages say that it is over; nobody who reads them can get it.",
    remedy="Write the new deadline if it goes on, or `status: withdrawn` with a reason if it does not.",
)
NO_REASON = define_rule(
    "SUP005",
    Severity.WARNING,
    "Withdrawn support without a reason",
    reason="It stays on the page of its provider; whoever had counted on it wants to know what has happened.",
    remedy="Add `reason:` with one sentence in each language.",
)
WITHDRAWN_TOO_EARLY = define_rule(
    "SUP006",
    Severity.WARNING,
    "A reason or a day of withdrawal beside support that is not withdrawn",
    reason="The record says two different things about whether one can still ask for it.",
    remedy="Write `status: withdrawn`, or delete the key.",
)
NO_OFFER = define_rule(
    "SUP007",
    Severity.NOTE,
    "Support that no offer names",
    reason="Learners look at the cost of an offer; there they find only what the offer names.",
    remedy="Name it under `support` in each offer that it is for, as <support> or <provider>/<support>.",
)
NOTHING_TO_COVER = define_rule(
    "SUP008",
    Severity.NOTE,
    "Support for what costs nothing",
    reason="The offer states that it is free of these costs, so there is nothing for which one could ask for help.",
    remedy="Correct `covers` in the support or the price of the offer, or delete the support from the offer.",
)
AT_ANOTHER_TIME = define_rule(
    "SUP009",
    Severity.NOTE,
    "Support that comes too late or ends too early for the offer",
    reason="Who needs it would have to apply before asking for it, or would begin when it is no longer granted.",
    remedy="Correct the dates, add the run that is meant, or delete the support from the offer.",
)
NO_WAY_TO_IT = define_rule(
    "SUP010",
    Severity.NOTE,
    "Support of which nothing says who can have it or how to get it",
    reason="A learner can neither tell whether it is meant for them nor ask for it.",
    remedy="Add `who`, `how` or `page`.",
)


def reasons(support: LearnerSupport, document: Document) -> Iterator[Diagnostic]:
    """What is withdrawn says why, and only what is withdrawn does."""
    if support.status == "withdrawn":
        if support.reason is None:
            message = say("expected `reason` beside `status: {status}`, got nothing", status=support.status)
            yield Diagnostic(NO_REASON, value_at(document, ("status",)), message)
        return
    for key in ("reason", "withdrawn_on"):
        if getattr(support, key) is not None:
            message = say("expected `status: withdrawn` beside `{key}`, got `{status}`", key=key, status=support.status)
            yield Diagnostic(WITHDRAWN_TOO_EARLY, key_at(document, (key,)), message)


def ways(support: LearnerSupport, document: Document) -> Iterator[Diagnostic]:
    """Published support says who can have it or how to get it."""
    if support.status == "published" and not (support.who or support.how or support.page):
        message = say("expected `who`, `how` or `page`, got none of them")
        yield Diagnostic(NO_WAY_TO_IT, value_at(document, ("id",)), message)


SUPPORT_RULES = (reasons, ways)
"""Rules for support, all that need nothing but its own file."""


def named(scope: Scope) -> Iterator[Diagnostic]:
    """Support that an offer names exists; said of broken offers too."""
    known = scope.known_support()
    unsound = {one.shown for one in scope.offers if not known.issuperset(one.support)}
    unsound |= {one for one in scope.broken if scope.by_path[one].kind is RecordKind.OFFER}
    for shown in sorted(unsound):
        yield from limited(shown, _missing(scope, shown, known))


def _missing(scope: Scope, shown: str, known: Collection[str]) -> Iterator[Diagnostic]:
    for path, written in scope.values(shown, "support.*"):
        key = full_key(written, scope.by_path[shown].provider)
        if key not in known:
            message = say("expected the id of support for learners, got {found}", found=describe(written))
            yield scope.find(NO_SUPPORT, shown, path, message, did_you_mean(closest_key(key, known)))


def repetitions(scope: Scope) -> Iterator[Diagnostic]:
    """No offer names the same support twice, be it under its bare name and its full one."""
    for offer in scope.offers:
        for index, key in enumerate(offer.support):
            if key in offer.support[:index]:
                message = say("expected support that is not named before, got `{key}`", key=key)
                yield scope.find(NAMED_TWICE, offer.shown, ("support", index), message)


def in_force(scope: Scope) -> Iterator[Diagnostic]:
    """What a published offer names is published too."""
    for offer, index, support in _pairs(scope):
        if not support.is_published:
            message = say(
                "expected published support, got `{key}` (`{status}`)", key=support.key, status=support.status
            )
            yield scope.find(NOT_IN_FORCE, offer.shown, ("support", index), message)


def ends(scope: Scope) -> Iterator[Diagnostic]:
    """Published support can be asked for on the day of the check; said once, however many offers name it."""
    for support in scope.support:
        key = support.over(scope.as_of)
        if support.is_published and key is not None:
            message = say(
                "expected a day from {today} on, got {day}", today=str(scope.as_of), day=str(getattr(support, key))
            )
            yield scope.find(OVER, support.shown, (key,), message)


def without_offer(scope: Scope) -> Iterator[Diagnostic]:
    """An offer names each published support; broken offers count too."""
    named_somewhere = {key for offer in scope.offers for key in offer.support}
    for shown in scope.broken:
        provider = scope.by_path[shown].provider
        named_somewhere.update(full_key(one, provider) for _, one in scope.values(shown, "support.*"))
    for support in scope.support:
        if support.is_published and support.key not in named_somewhere:
            message = say("expected an offer that names `{support}`, got none", support=support.id)
            yield scope.find(NO_OFFER, support.shown, ("id",), message)


def costs(scope: Scope) -> Iterator[Diagnostic]:
    """Support covers something that the offer charges, or may charge."""
    for offer, index, support in _pairs(scope):
        if support.is_published and support.covers and _free_of(offer).issuperset(support.covers):
            message = say("expected support for what one pays, got `{key}` beside a price of 0", key=support.key)
            yield scope.find(NOTHING_TO_COVER, offer.shown, ("support", index), message)


def _free_of(offer: OfferSummary) -> frozenset[str]:
    """Return which of its own costs an offer states to be nothing."""
    stated = {
        "learning": offer.learning_price,
        "credential": offer.credential_price,
        "application": offer.application_price,
    }
    return frozenset(key for key, price in stated.items() if is_zero(price) or offer.price == "free")


def times(scope: Scope) -> Iterator[Diagnostic]:
    """One can ask for support while one can still apply, and it is granted until the course begins.

    A run without the date in question may be any time, so that nothing can be said. That the deadline of support lies
    before or after that of one offer is nothing unusual: a voucher serves many offers.
    """
    for offer, index, support in _pairs(scope):
        deadlines, starts = [one.apply_by for one in offer.runs], [one.start for one in offer.runs]
        last = max((one for one in deadlines if one), default=None) if all(deadlines) else None
        first = min((one for one in starts if one), default=None) if all(starts) else None
        path = ("support", index)
        if last is not None and support.apply_from is not None and support.apply_from > last:
            message = say(
                "expected support that one can ask for by {day} (the last deadline), got `{key}`, from {first} on",
                day=str(last),
                key=support.key,
                first=str(support.apply_from),
            )
            yield scope.find(AT_ANOTHER_TIME, offer.shown, path, message)
        if first is not None and support.valid_until is not None and support.valid_until < first:
            message = say(
                "expected support that is granted on {day} (the first start), got `{key}`, until {last}",
                day=str(first),
                key=support.key,
                last=str(support.valid_until),
            )
            yield scope.find(AT_ANOTHER_TIME, offer.shown, path, message)


def _pairs(scope: Scope) -> Iterator[tuple[OfferSummary, int, SupportSummary]]:
    """Yield each published offer with the support that it names, and the place of that in its list; both are sound."""
    sound = {one.key: one for one in scope.support}
    for offer in scope.offers:
        for index, key in enumerate(offer.support if offer.is_published else ()):
            if key in sound and key not in offer.support[:index]:
                yield offer, index, sound[key]
