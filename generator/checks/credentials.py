"""Credentials with files of their own, and the offers that name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.awarded import offers_by_credential
from generator.checks.kind import (
    COULD_BE_MICRO_CREDENTIAL,
    MICRO_CREDENTIAL,
    NO_ASSESSMENT,
    NO_OUTCOMES,
    TOO_MODEST,
    WITH_OUTCOMES,
    is_assessed,
    not_assessed,
    only,
)
from generator.checks.references import closest
from generator.diagnostics import Severity, define_rule
from generator.records.discover import RecordKind
from generator.records.reader import credential_key, did_you_mean
from generator.records.scalars import describe
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.catalogue.summary import CredentialSummary
    from generator.checks.scope import Scope
    from generator.diagnostics import Diagnostic

NO_CREDENTIAL = define_rule(
    "REF006",
    Severity.ERROR,
    "A reference to a credential that does not exist",
    reason="The page of the offer could not say what one learns and gets.",
    remedy="Write the id of a credential of this provider, or <provider>/<credential>; or put the credential itself "
    "below the key.",
)
WITHOUT_OFFER = define_rule(
    "CRD006",
    Severity.NOTE,
    "A credential to which no offer leads",
    reason="Its page says that there is no course at present, and lists and search do not show it.",
    remedy="Leave it if an offer is to come; for a credential by validation only, add an offer whose `participation` "
    "is `not_applicable`; if it is no longer issued, add `valid_until`.",
)


def named(scope: Scope) -> Iterator[Diagnostic]:
    """A credential that an offer names has a file. An offer without it is not sound, so those are the ones to read."""
    known = scope.known_credentials()
    for shown, key, written in _named_by_broken(scope):
        if key not in known:
            message = say("expected the id of a credential, got {found}", found=describe(written))
            yield scope.find(NO_CREDENTIAL, shown, ("credential",), message, did_you_mean(closest(key, known)))


def outcomes_and_assessment(scope: Scope) -> Iterator[Diagnostic]:
    """A credential has what its micro-credentials need; said once in its file, however many offers name it."""
    offers = offers_by_credential(scope)
    for credential in _present(scope):
        leading = [one for one in offers.get(credential.key, ()) if one.kind == MICRO_CREDENTIAL and one.has_page]
        if not leading:
            continue
        types = credential.assessment_types
        if not credential.has_outcomes:
            fix = say(
                "Add `learning_outcomes:` here, or write `kind: learning-opportunity` in the offers that name it."
            )
            yield scope.find(NO_OUTCOMES, credential.shown, ("id",), WITH_OUTCOMES, fix)
        if not is_assessed(types):
            path = ("assessment", "types") if types else ("id",)
            yield scope.find(NO_ASSESSMENT, credential.shown, path, not_assessed(only(types)))


def too_modest(scope: Scope) -> Iterator[Diagnostic]:
    """A learning opportunity that names a credential with assessed outcomes may be more than that."""
    present = {one.key: one for one in _present(scope)}
    for offer in scope.offers:
        credential = present.get(offer.credential_key or "")
        modest = offer.kind == "learning-opportunity" and credential is not None and credential.has_outcomes
        if modest and credential is not None and is_assessed(credential.assessment_types):
            yield scope.find(COULD_BE_MICRO_CREDENTIAL, offer.shown, ("kind",), TOO_MODEST)


def without_offer(scope: Scope) -> Iterator[Diagnostic]:
    """An offer leads to each credential that is still issued."""
    led_to = {offer.credential_key for offer in scope.offers if offer.status in ("published", "paused")}
    led_to |= {key for _, key, _ in _named_by_broken(scope)}
    for credential in _present(scope):
        if credential.valid_until is None and credential.key not in led_to:
            message = say("expected an offer that names `{credential}`, got none", credential=credential.id)
            yield scope.find(WITHOUT_OFFER, credential.shown, ("id",), message)


def _present(scope: Scope) -> Iterator[CredentialSummary]:
    return (one for one in scope.credentials if one.is_present)


def _named_by_broken(scope: Scope) -> Iterator[tuple[str, str, str]]:
    """Yield the file of each offer that is not sound and names a credential, its key, and what is written."""
    for shown in sorted(scope.broken):
        file = scope.by_path[shown]
        if file.kind is RecordKind.OFFER:
            for _, written in scope.values(shown, "credential"):
                yield shown, credential_key(written, file.provider) or "", written
