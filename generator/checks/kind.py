"""A record is what it says it is: only assessed learning outcomes make a micro-credential.

Drafts are exempt: they are unfinished and published nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.places import key_at, value_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.records.credential import Credential
    from generator.records.offer import Offer
    from generator.records.yaml import Document

MICRO_CREDENTIAL = "micro-credential"
DEFINITION = "CELEX 32022H0627(02), definition of a micro-credential"

NO_OUTCOMES = define_rule(
    "OFF001",
    Severity.ERROR,
    "A micro-credential without learning outcomes",
    reason="A micro-credential is the record of learning outcomes; without them nobody can tell what it proves.",
    remedy="Add `credential:` with `learning_outcomes:`, or write `kind: learning-opportunity`.",
    source=f"{DEFINITION}; Annex I, element 6",
)
NO_ASSESSMENT = define_rule(
    "OFF002",
    Severity.ERROR,
    "A micro-credential without an assessment",
    reason="Its learning outcomes must have been assessed against criteria; attendance or self-assessment alone "
    "do not do that.",
    remedy="Name the kind of assessment under `assessment: types:`, or write `kind: learning-opportunity`.",
    source=f"{DEFINITION}; Annex I, element 9",
)
COULD_BE_MICRO_CREDENTIAL = define_rule(
    "OFF003",
    Severity.NOTE,
    "A learning opportunity that could be a micro-credential",
    reason="It has learning outcomes that are assessed, which is what makes a micro-credential.",
    remedy="If a credential is awarded for it, write `kind: micro-credential`; otherwise leave it.",
    source=DEFINITION,
)


def learning_outcomes(offer: Offer, document: Document) -> Iterator[Diagnostic]:
    """A micro-credential has a credential with learning outcomes."""
    if _claims_to_be_one(offer) and not (offer.credential and offer.credential.learning_outcomes):
        where = key_at(document, ("credential",)) if offer.credential else value_at(document, ("kind",))
        yield Diagnostic(NO_OUTCOMES, where, "expected a credential with learning outcomes, got none")


def assessment(offer: Offer, document: Document) -> Iterator[Diagnostic]:
    """Somebody other than the learner assesses the outcomes of a micro-credential."""
    if not _claims_to_be_one(offer) or offer.credential is None:
        return
    stated = offer.credential.assessment
    if is_assessed(offer.credential):
        return
    path = ("credential", "assessment", "types") if stated and stated.types else ("credential", "assessment")
    if stated and stated.types:
        got = f"only {' and '.join(vocabulary('assessment-types').label(one, 'en').lower() for one in stated.types)}"
    else:
        got = "`not_applicable`" if stated and stated.not_applicable else "none"
    message = f"expected an assessment by somebody else than the learner, got {got}"
    yield Diagnostic(NO_ASSESSMENT, key_at(document, path), message)


def could_be_micro_credential(offer: Offer, document: Document) -> Iterator[Diagnostic]:
    """A learning opportunity with assessed outcomes may have been described too modestly."""
    credential = offer.credential
    if offer.kind != "learning-opportunity" or credential is None or not credential.learning_outcomes:
        return
    if credential.assessment and credential.assessment.types and is_assessed(credential):
        message = "expected `micro-credential` where learning outcomes are assessed, got `learning-opportunity`"
        yield Diagnostic(COULD_BE_MICRO_CREDENTIAL, value_at(document, ("kind",)), message)


def is_assessed(credential: Credential) -> bool:
    """Tell whether a kind of assessment is stated that counts; an unknown code gets the benefit of the doubt."""
    concepts = [vocabulary("assessment-types").get(one) for one in _types(credential)]
    return any(concept is None or concept.assessed for concept in concepts)


def _types(credential: Credential) -> tuple[str, ...]:
    return credential.assessment.types if credential.assessment else ()


def _claims_to_be_one(offer: Offer) -> bool:
    return offer.kind == MICRO_CREDENTIAL and offer.status != "draft"
