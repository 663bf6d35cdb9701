"""Statements of recognition: what a receiver says of credentials, and whether offers claim the same of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue.recognition import Answer, answer_to
from generator.catalogue.record_summary import full_key
from generator.checks.places import key_at, value_at
from generator.checks.references import closest_key
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.records.discover import RecordKind
from generator.records.reader import did_you_mean
from generator.records.scalars import describe
from generator.wording import either, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.catalogue.recognition import RecognitionSummary
    from generator.catalogue.summary import OfferSummary
    from generator.checks.scope import Scope
    from generator.records.recognition import RecognitionStatement
    from generator.records.yaml import Document, NodePath

RECOGNITION = "CELEX 32022H0627(02), Annex II, principle 6"

NO_CREDENTIAL = define_rule(
    "RCG001",
    Severity.ERROR,
    "A statement of recognition that names a credential which does not exist",
    reason="Nobody can hold it, and the page of the receiver could not say what it recognises.",
    remedy="Write <provider>/<credential>, or <credential> for one of your own; a credential that stands inside an "
    "offer is named like the offer.",
)
NAMED_TWICE = define_rule(
    "RCG002",
    Severity.ERROR,
    "A credential that a statement of recognition names twice",
    reason="It is held once and recognised once; readers would look for the difference.",
    remedy="Delete one of the two. A credential with a file of its own and the offers that lead to it are one and the "
    "same.",
)
NO_REASON = define_rule(
    "RCG003",
    Severity.WARNING,
    "A withdrawn statement of recognition without a reason",
    reason="It stays on the page of the receiver; whoever relied on it wants to know what has happened.",
    remedy="Add `reason:` with one sentence in each language.",
)
WITHDRAWN_TOO_EARLY = define_rule(
    "RCG004",
    Severity.WARNING,
    "A reason or a day of withdrawal in a statement of recognition that is not withdrawn",
    reason="The record says two different things about whether it still holds.",
    remedy="Write `status: withdrawn`, or delete `reason` and `withdrawn_on`.",
)
OVER = define_rule(
    "RCG005",
    Severity.NOTE,
    "A statement of recognition that holds no longer",
    reason="It is shown as over, on the page of the receiver and on those of the credentials.",
    remedy="If it still holds, write a later day under `valid_until`; otherwise it may stay as it is.",
)
CONTRADICTION = define_rule(
    "RCG006",
    Severity.WARNING,
    "A claim about recognition that contradicts the receiver",
    reason="Readers find two different answers side by side, and only the receiver decides.",
    remedy="Write what the receiver states, or ask the receiver to correct its statement.",
    source=RECOGNITION,
)
NO_STATEMENT = define_rule(
    "RCG007",
    Severity.NOTE,
    "A claim in the name of a receiver that has made no statement of its own here",
    reason="The receiver has a folder in this registry and can say so itself; then readers need not take it on trust.",
    remedy="Ask the receiver to write it down: `catalogue new recognition` begins the record in its folder.",
    source=RECOGNITION,
)
NO_LONGER = define_rule(
    "RCG008",
    Severity.WARNING,
    "A claim about recognition from which the receiver has stepped back",
    reason="Learners would rely on something that the receiver has withdrawn or let run out.",
    remedy="Delete the entry under `recognition`, or ask the receiver whether it still holds.",
    source=RECOGNITION,
)

ONLY_A_DRAFT = define_rule(
    "RCG009",
    Severity.WARNING,
    "A published statement of recognition that names a draft",
    reason="Nobody can hold the credential yet, and the page of the receiver leaves it out.",
    remedy="Wait with it until the credential is published, or write `status: draft` in the statement too.",
)


# ------------------------------------------------------------------------------------------ rules for a statement alone


def withdrawal(statement: RecognitionStatement, document: Document) -> Iterator[Diagnostic]:
    """A withdrawn statement says why, and no other one has a reason or a day of withdrawal."""
    if statement.status == "withdrawn":
        if statement.reason is None:
            message = say("expected `reason` beside `status: {status}`, got nothing", status=statement.status)
            yield Diagnostic(NO_REASON, value_at(document, ("status",)), message)
        return
    for key in ("reason", "withdrawn_on"):
        if getattr(statement, key) is not None:
            message = say(
                "expected `status: withdrawn` beside `{key}`, got `{status}`", key=key, status=statement.status
            )
            yield Diagnostic(WITHDRAWN_TOO_EARLY, key_at(document, (key,)), message)


# ------------------------------------------------------------------------------- rules for statements among the records


def credentials(scope: Scope) -> Iterator[Diagnostic]:
    """Every credential that a statement names exists."""
    known = scope.known_to_count()
    unsound = {one.shown for one in scope.recognition if not known.issuperset(one.credentials)}
    unsound |= {shown for shown in scope.broken if scope.by_path[shown].kind is RecordKind.RECOGNITION}
    for shown in sorted(unsound):
        for path, named in scope.values(shown, "credentials.*"):
            key = full_key(named, scope.by_path[shown].provider)
            if key not in known:
                message = say("expected the name of a credential, got {found}", found=describe(named))
                yield scope.find(NO_CREDENTIAL, shown, path, message, did_you_mean(closest_key(key, known)))


def without_credential(scope: Scope) -> Iterator[Diagnostic]:
    """What a statement names is no learning opportunity: there is nothing to recognise."""
    broken = {scope.by_path[one].key for one in scope.broken}
    for statement in scope.recognition:
        for path, key in _named(statement):
            is_offer = key in scope.catalogue.offer_by_key and key not in broken
            if is_offer and scope.catalogue.counted(key) is None:
                message = say("expected the name of a credential, got the offer `{offer}`, which has none", offer=key)
                yield scope.find(NO_CREDENTIAL, statement.shown, path, message)


def repetitions(scope: Scope) -> Iterator[Diagnostic]:
    """No credential stands twice in a statement, be it under one name or under its own and that of an offer."""
    for statement in scope.recognition:
        first: dict[str, str] = {}
        for path, key in _named(statement):
            found = scope.catalogue.counted(key)
            identity = found.uuid if found else key
            if identity in first:
                message = say(
                    "expected a credential that is not named before, got `{key}`, the same as `{other}`",
                    key=key,
                    other=first[identity],
                )
                yield scope.find(NAMED_TWICE, statement.shown, path, message)
            first.setdefault(identity, key)


def drafts(scope: Scope) -> Iterator[Diagnostic]:
    """What a published statement names is published, or was."""
    for statement in scope.recognition:
        for path, key in _named(statement) if statement.is_published else ():
            found = scope.catalogue.counted(key)
            if found is not None and not found.has_page:
                message = say("expected a credential with a page, got the draft `{credential}`", credential=key)
                yield scope.find(ONLY_A_DRAFT, statement.shown, path, message)


def ends(scope: Scope) -> Iterator[Diagnostic]:
    """A published statement is in force on the day of the check."""
    for one in scope.recognition:
        if one.is_published and one.valid_until is not None and one.valid_until < scope.as_of:
            message = say(
                "expected a last day from {today} on, got {day}", today=str(scope.as_of), day=str(one.valid_until)
            )
            yield scope.find(OVER, one.shown, ("valid_until",), message)


# ---------------------------------------------------------------------------------- what offers claim about receivers


def claims(scope: Scope) -> Iterator[Diagnostic]:
    """What an offer claims about a receiver is what the receiver itself states, where it states anything."""
    by_id = scope.catalogue.provider_by_id
    for offer in scope.offers:
        stated = _statements(scope, offer) if offer.recognition else ()
        for index, claim in enumerate(offer.recognition):
            answer, statements = answer_to(claim, stated, scope.as_of)
            if answer is Answer.OTHERWISE:
                yield _contradiction(scope, offer, index, statements)
            elif answer is Answer.NO_LONGER:
                yield _no_longer(scope, offer, index, statements[-1])
            elif answer is Answer.NONE and claim.asserted_by == "receiver" and claim.receiver in by_id:
                message = say("expected a statement in the folder of `{receiver}`, got none", receiver=claim.receiver)
                yield scope.find(NO_STATEMENT, offer.shown, ("recognition", index, "asserted_by"), message)


def _statements(scope: Scope, offer: OfferSummary) -> tuple[RecognitionSummary, ...]:
    """Return what receivers state about the credential of an offer, whether it still holds or not."""
    uuid = offer.credential[0] if offer.credential else ""
    stating = scope.catalogue.statements_by_credential.get(uuid, ())
    return tuple(one for one in stating if one.shown not in scope.broken)


def _contradiction(
    scope: Scope, offer: OfferSummary, index: int, statements: Sequence[RecognitionSummary]
) -> Diagnostic:
    """Find a claim that differs from what its receiver states: in the credits, or already in the effect."""
    claim = offer.recognition[index]
    is_alike = statements[0].effect == claim.effect
    said = [one.credits or "" for one in statements] if is_alike else [one.effect for one in statements]
    expected = either([f"`{one}`" for one in dict.fromkeys(said)])
    message = (
        say(
            "expected {credits} credits, as `{receiver}` itself states, got {found}",
            credits=expected,
            receiver=claim.receiver,
            found=f"`{claim.credits}`",
        )
        if is_alike
        else say(
            "expected {effect}, as `{receiver}` itself states, got {found}",
            effect=expected,
            receiver=claim.receiver,
            found=f"`{claim.effect}`",
        )
    )
    fix = say("The statement of the receiver: {file}.", file=statements[0].shown)
    return scope.find(
        CONTRADICTION, offer.shown, ("recognition", index, "credits" if is_alike else "effect"), message, fix
    )


def _no_longer(scope: Scope, offer: OfferSummary, index: int, statement: RecognitionSummary) -> Diagnostic:
    """Find a claim whose receiver once said the same and does so no longer."""
    message = (
        say(
            "expected what `{receiver}` still states, got what it stated until {day}",
            receiver=statement.provider,
            day=str(statement.valid_until),
        )
        if statement.is_published
        else say("expected what `{receiver}` still states, got what it has withdrawn", receiver=statement.provider)
    )
    fix = say("The statement of the receiver: {file}.", file=statement.shown)
    return scope.find(NO_LONGER, offer.shown, ("recognition", index, "effect"), message, fix)


def _named(statement: RecognitionSummary) -> Iterator[tuple[NodePath, str]]:
    """Yield where each credential is named, and its key."""
    for index, key in enumerate(statement.credentials):
        yield ("credentials", index), key
