"""Pathways and the credentials that count in them, seen over the whole catalogue."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from generator.catalogue.pathways import credits_of
from generator.catalogue.record_summary import full_key
from generator.checks.references import closest_key
from generator.checks.tiers import NAMED_TWICE, STACKING
from generator.diagnostics import Severity, define_rule
from generator.records.discover import RecordKind
from generator.records.reader import did_you_mean
from generator.records.scalars import describe
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.catalogue.pathways import Needed, Stack
    from generator.checks.scope import Scope
    from generator.diagnostics import Diagnostic
    from generator.records.yaml import NodePath

NO_CREDENTIAL = define_rule(
    "PTH001",
    Severity.ERROR,
    "A pathway that names a credential which does not exist",
    reason="Nobody can collect it, and the page of the pathway could not say what it is.",
    remedy="Write <provider>/<credential>, or <credential> for one of the same provider; a credential that stands "
    "inside an offer is named like the offer.",
)
NOT_ENOUGH_CREDITS = define_rule(
    "PTH006",
    Severity.NOTE,
    "Credits that the named credentials do not make up",
    reason="Even who holds all of them would not have enough credits to reach the tier, as far as their records state "
    "credits.",
    remedy="Correct the number, name further credentials, or state the credits of those that are named.",
)
NO_PATHWAY = define_rule(
    "PTH007",
    Severity.ERROR,
    "A credential that counts towards a pathway which does not exist",
    reason="Learners are told that it leads somewhere, and the page could not say where.",
    remedy="Write the id of a pathway as <provider>/<pathway>, or say in `text` what it counts towards.",
    source=STACKING,
)
NOT_NAMED_THERE = define_rule(
    "PTH008",
    Severity.WARNING,
    "A credential that its pathway does not name",
    reason="The credential says that it counts there; the pathway, which the receiver goes by, does not know it.",
    remedy="Name the credential in a tier of the pathway, or delete the pathway from `towards`.",
    source=STACKING,
)
NO_SUCCESSOR = define_rule(
    "PTH012",
    Severity.ERROR,
    "A pathway replaced by one that does not exist or has no page",
    reason="Whoever comes to the old pathway is sent to the new one.",
    remedy="Write the id of a pathway that is no draft, as <pathway> or <provider>/<pathway>.",
)
OVER = define_rule(
    "PTH013",
    Severity.WARNING,
    "A published pathway that holds no longer",
    reason="Learners would collect credentials for something that is over.",
    remedy="Correct `valid_until`, or write `status: withdrawn` with a reason.",
)
DRAFT_AS_GOAL = define_rule(
    "PTH014",
    Severity.WARNING,
    "A credential that counts towards a draft or a withdrawn pathway",
    reason="A draft has no page, and what was withdrawn can no longer be reached.",
    remedy="Publish the pathway, or delete it from `towards`.",
)


def credentials(scope: Scope) -> Iterator[Diagnostic]:
    """Every credential that a pathway names exists."""
    known = scope.known_to_count()
    unsound = {one.shown for one in scope.pathways if not known.issuperset(one.named())}
    unsound |= {shown for shown in scope.broken if scope.by_path[shown].kind is RecordKind.PATHWAY}
    for shown in sorted(unsound):
        for pattern in ("tiers.*.requires.*.of.*", "tiers.*.award.credential"):
            for path, named in scope.values(shown, pattern):
                key = full_key(named, scope.by_path[shown].provider)
                if key not in known:
                    message = say("expected the name of a credential, got {found}", found=describe(named))
                    yield scope.find(NO_CREDENTIAL, shown, path, message, did_you_mean(closest_key(key, known)))


def without_credential(scope: Scope) -> Iterator[Diagnostic]:
    """What a pathway names is no learning opportunity: only credentials stack up."""
    broken = {scope.by_path[one].key for one in scope.broken}
    for stack in _stacks(scope):
        offers = [key for key in stack.pathway.named() if key not in stack.counted and key not in broken]
        chosen = {key for key in offers if key in scope.catalogue.offer_by_key}
        for path, key in _places(stack) if chosen else ():
            if key in chosen:
                message = say("expected the name of a credential, got the offer `{offer}`, which has none", offer=key)
                yield scope.find(NO_CREDENTIAL, stack.pathway.shown, path, message)


def repetitions(scope: Scope) -> Iterator[Diagnostic]:
    """No credential stands twice in one choice under two names, such as its own and that of an offer."""
    for stack in _stacks(scope):
        for path, needed in _needed(stack):
            first: dict[str, str] = {}
            for index, key in enumerate(needed.of):
                found = stack.counted.get(key)
                other = first.setdefault(found.uuid, key) if found else key
                if other != key:
                    message = say(
                        "expected a credential that is not named before, got `{key}`, the same as `{other}`",
                        key=key,
                        other=other,
                    )
                    yield scope.find(NAMED_TWICE, stack.pathway.shown, (*path, "of", index), message)


def enough_credits(scope: Scope) -> Iterator[Diagnostic]:
    """All credentials together make up the credits that a tier requires."""
    for stack in _stacks(scope):
        for path, needed in _needed(stack):
            found = {one.uuid: one for key in needed.of if (one := stack.counted.get(key))}
            if needed.credits is None or len(found) < len(needed.of):
                continue
            system, amount = needed.credits
            most = credits_of(found.values(), system)
            if most < Decimal(amount):
                message = say(
                    "expected at most {most} credits of {system}, got {amount}",
                    most=str(most),
                    system=f"`{system}`",
                    amount=amount,
                )
                yield scope.find(NOT_ENOUGH_CREDITS, stack.pathway.shown, (*path, "credits", "amount"), message)


def goals(scope: Scope) -> Iterator[Diagnostic]:
    """A pathway towards which a credential counts exists, is published, and names the credential."""
    known = scope.known_pathways()
    for shown, prefix, uuid, towards in _pointing(scope):
        for index, key in enumerate(towards):
            path = (*prefix, "stackability", "towards", index)
            if key not in known:
                message = say("expected the id of a pathway, got `{key}`", key=key)
                yield scope.find(NO_PATHWAY, shown, path, message, did_you_mean(closest_key(key, known)))
                continue
            pathway = scope.catalogue.pathway_by_key.get(key)
            if pathway is None or pathway.shown in scope.broken:
                continue
            if not pathway.is_published:
                message = say("expected a published pathway, got `{key}` (`{status}`)", key=key, status=pathway.status)
                yield scope.find(DRAFT_AS_GOAL, shown, path, message)
            elif key in scope.catalogue.stacks and uuid not in scope.catalogue.stacks[key].credentials:
                message = say("expected a pathway that names this credential, got `{key}`, which does not", key=key)
                yield scope.find(NOT_NAMED_THERE, shown, path, message)


def goals_of_broken(scope: Scope) -> Iterator[Diagnostic]:
    """Say of broken records too where they count towards a pathway that does not exist."""
    known = scope.known_pathways()
    for shown in sorted(scope.broken):
        file = scope.by_path[shown]
        for pattern in ("stackability.towards.*", "credential.stackability.towards.*"):
            for path, named in scope.values(shown, pattern) if file.version is None else ():
                key = full_key(named, file.provider)
                if key not in known:
                    message = say("expected the id of a pathway, got `{key}`", key=key)
                    yield scope.find(NO_PATHWAY, shown, path, message, did_you_mean(closest_key(key, known)))


def successors(scope: Scope) -> Iterator[Diagnostic]:
    """A pathway is replaced by one that has a page."""
    known = scope.known_pathways()
    for pathway in scope.pathways:
        key = pathway.replaced_by
        found = scope.catalogue.pathway_by_key.get(key or "")
        if key is not None and (key not in known or (found is not None and not found.has_page)):
            message = say("expected the id of a pathway with a page, got `{key}`", key=key)
            fix = did_you_mean(closest_key(key, known - {key, pathway.key}))
            yield scope.find(NO_SUCCESSOR, pathway.shown, ("replaced_by",), message, fix)


def ends(scope: Scope) -> Iterator[Diagnostic]:
    """A published pathway is in force on the day of the check."""
    for pathway in scope.pathways:
        if pathway.is_published and pathway.valid_until is not None and pathway.valid_until < scope.as_of:
            message = say(
                "expected a last day from {today} on, got {day}", today=str(scope.as_of), day=str(pathway.valid_until)
            )
            yield scope.find(OVER, pathway.shown, ("valid_until",), message)


def _stacks(scope: Scope) -> Iterator[Stack]:
    return (scope.catalogue.stack_of(one) for one in scope.pathways)


def _needed(stack: Stack) -> Iterator[tuple[NodePath, Needed]]:
    for index, tier in enumerate(stack.pathway.tiers):
        for number, needed in enumerate(tier.requires):
            yield ("tiers", index, "requires", number), needed


def _places(stack: Stack) -> Iterator[tuple[NodePath, str]]:
    """Yield where each credential is named, and its key."""
    for path, needed in _needed(stack):
        yield from (((*path, "of", index), key) for index, key in enumerate(needed.of))
    for index, tier in enumerate(stack.pathway.tiers):
        if tier.award:
            yield ("tiers", index, "award", "credential"), tier.award


def _pointing(scope: Scope) -> Iterator[tuple[str, NodePath, str, tuple[str, ...]]]:
    """Yield file, path and UUID of each credential that says towards what it counts, and the keys it names."""
    for offer in scope.offers:
        if offer.towards and offer.credential is not None:
            yield offer.shown, ("credential",), offer.credential[0], offer.towards
    for credential in scope.credentials:
        if credential.towards and credential.is_present:
            yield credential.shown, (), credential.uuid, credential.towards
