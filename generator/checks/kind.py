"""A record is what it says it is: only assessed learning outcomes make a micro-credential.

Drafts are exempt: they are unfinished and published nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.places import key_at, value_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.records.reader import named_credential
from generator.vocabularies import vocabulary
from generator.wording import Part, Term, Wording, say, together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.records.credential import Credential
    from generator.records.offer import Offer
    from generator.records.yaml import Document

MICRO_CREDENTIAL = "micro-credential"
WITH_OUTCOMES = say("expected a credential with learning outcomes, got none")
TOO_MODEST = say("expected `micro-credential` where learning outcomes are assessed, got `learning-opportunity`")
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
    """A micro-credential has a credential with learning outcomes; of one that is only named see `credentials`."""
    if named_credential(document) is not None:
        return
    if _claims_to_be_one(offer) and not (offer.credential and offer.credential.learning_outcomes):
        where = key_at(document, ("credential",)) if offer.credential else value_at(document, ("kind",))
        yield Diagnostic(NO_OUTCOMES, where, WITH_OUTCOMES)


def assessment(offer: Offer, document: Document) -> Iterator[Diagnostic]:
    """Somebody other than the learner assesses the outcomes of a micro-credential."""
    if not _claims_to_be_one(offer) or offer.credential is None:
        return
    stated = offer.credential.assessment
    if is_assessed(_types(offer.credential)):
        return
    path = ("credential", "assessment", "types") if stated and stated.types else ("credential", "assessment")
    got = "`not_applicable`" if stated and stated.not_applicable else only(_types(offer.credential))
    yield Diagnostic(NO_ASSESSMENT, key_at(document, path), not_assessed(got))


def could_be_micro_credential(offer: Offer, document: Document) -> Iterator[Diagnostic]:
    """A learning opportunity with assessed outcomes may have been described too modestly."""
    credential = offer.credential
    if offer.kind != "learning-opportunity" or credential is None or not credential.learning_outcomes:
        return
    if is_assessed(_types(credential)):
        yield Diagnostic(COULD_BE_MICRO_CREDENTIAL, value_at(document, ("kind",)), TOO_MODEST)


def is_assessed(types: Sequence[str]) -> bool:
    """Tell whether a kind of assessment is stated that counts; an unknown code gets the benefit of the doubt."""
    concepts = [vocabulary("assessment-types").get(one) for one in types]
    return any(concept is None or concept.assessed for concept in concepts)


def not_assessed(found: Part) -> Wording:
    """Say that there is no assessment that counts, and what there is instead."""
    return say("expected an assessment by somebody else than the learner, got {found}", found=found)


def only(types: Sequence[str]) -> Wording:
    """Say which kinds of assessment are stated, none of which counts."""
    concepts = vocabulary("assessment-types")
    names = [Term(concepts.name, one, concepts.label(one, "en").lower()) for one in types]
    return say("only {types}", types=together(names)) if names else say("none")


def _types(credential: Credential) -> tuple[str, ...]:
    return credential.assessment.types if credential.assessment else ()


def _claims_to_be_one(offer: Offer) -> bool:
    return offer.removal is None and offer.kind == MICRO_CREDENTIAL and offer.status != "draft"
