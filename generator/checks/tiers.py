"""The tiers of a pathway can be reached one after another, as far as one can tell from the record alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue.record_summary import full_key
from generator.checks.places import key_at, value_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.records.scalars import describe
from generator.wording import NOTHING, Series, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.records.discover import RecordFile
    from generator.records.pathway import Pathway, Requirement
    from generator.records.yaml import Document, NodePath

STACKING = "CELEX 32022H0627(02), Annex II, principle 5"

TOO_MANY_TO_CHOOSE = define_rule(
    "PTH002",
    Severity.ERROR,
    "A choice that cannot be made",
    reason="Nobody can choose more credentials than are named, and to choose none is no requirement.",
    remedy="Write a number from 1 up to the number of credentials, or leave `choose` out if all are needed.",
)
NO_EARLIER_TIER = define_rule(
    "PTH003",
    Severity.ERROR,
    "A tier that requires one which does not stand before it",
    reason="A pathway is climbed from its first tier; what requires itself or a later tier can never be reached.",
    remedy="Write the id of a tier that stands further up in the list, or change the order of the tiers.",
)
TIER_TWICE = define_rule(
    "PTH005",
    Severity.ERROR,
    "Two tiers of a pathway with the same id",
    reason="A requirement names a tier by its id; it could mean either.",
    remedy="Give each tier an id of its own, and correct the requirements that mean it.",
)
NAMED_TWICE = define_rule(
    "PTH004",
    Severity.ERROR,
    "A credential that stands twice in one choice",
    reason="It is held once and counts once; a choice between a credential and itself is none.",
    remedy="Delete one of the two. A credential with a file of its own and the offers that lead to it are one and the "
    "same.",
)
FULFILLED_ALREADY = define_rule(
    "PTH009",
    Severity.WARNING,
    "A choice that an earlier tier has made already",
    reason="Each requirement looks at everything that one holds. Whoever has reached the earlier tier fulfils this one "
    "too, so it asks for nothing.",
    remedy="If further credentials are meant, write how many are needed in all; otherwise delete the requirement.",
)
NOT_WHERE_IT_SAYS = define_rule(
    "PTH010",
    Severity.WARNING,
    "A statement of the receiver without a source",
    reason="Readers rely on what the receiver itself says; without a source nobody can look it up.",
    remedy="Add `source:` with the page of the receiver, or delete `asserted_by` if only the provider says it.",
    source=STACKING,
)
NO_REASON = define_rule(
    "PTH011",
    Severity.WARNING,
    "A withdrawn pathway without a reason",
    reason="Its page stays; whoever is on the way wants to know what has happened.",
    remedy="Add `reason:` with one sentence in each language.",
)


def tier_ids(_file: RecordFile, pathway: Pathway, document: Document) -> Iterator[Diagnostic]:
    """Each tier has an id of its own."""
    first: dict[str, int] = {}
    for index, tier in enumerate(pathway.tiers):
        where = value_at(document, ("tiers", index, "id"))
        if tier.id in first:
            message = say(
                "expected an id that no other tier has, got `{id}` (first in line {line})",
                id=tier.id,
                line=first[tier.id],
            )
            yield Diagnostic(TIER_TWICE, where, message)
        first.setdefault(tier.id, where.line)


def choices(_file: RecordFile, pathway: Pathway, document: Document) -> Iterator[Diagnostic]:
    """One can choose as many credentials as are asked for."""
    for path, requirement in _requirements(pathway):
        number = len(requirement.of)
        if requirement.choose is not None and not 1 <= requirement.choose <= number:
            message = say("expected a number from 1 to {most}, got {choose}", most=number, choose=requirement.choose)
            yield Diagnostic(TOO_MANY_TO_CHOOSE, value_at(document, (*path, "choose")), message)


def earlier_tiers(_file: RecordFile, pathway: Pathway, document: Document) -> Iterator[Diagnostic]:
    """A tier requires only tiers that stand before it."""
    for index, tier in enumerate(pathway.tiers):
        earlier = [one.id for one in pathway.tiers[:index]]
        for number, requirement in enumerate(tier.requires):
            if requirement.tier is not None and requirement.tier not in earlier:
                message = say("expected the id of an earlier tier, got {found}", found=describe(requirement.tier))
                listed = Series(tuple(f"`{one}`" for one in earlier))
                fix = say("Earlier tiers: {tiers}.", tiers=listed) if earlier else NOTHING
                where = value_at(document, ("tiers", index, "requires", number, "tier"))
                yield Diagnostic(NO_EARLIER_TIER, where, message, fix)


def repetitions(file: RecordFile, pathway: Pathway, document: Document) -> Iterator[Diagnostic]:
    """No credential stands twice in one choice."""
    for path, requirement in _requirements(pathway):
        first: set[str] = set()
        for index, named in enumerate(requirement.of):
            key = full_key(named, file.provider)
            if key in first:
                message = say("expected a credential that is not named before, got {found}", found=describe(named))
                yield Diagnostic(NAMED_TWICE, value_at(document, (*path, "of", index)), message)
            first.add(key)


def empty_choices(file: RecordFile, pathway: Pathway, document: Document) -> Iterator[Diagnostic]:
    """What a tier requires is more than what the tiers that it builds on have required."""
    fulfilled: dict[str, list[tuple[frozenset[str], int]]] = {}
    for index, tier in enumerate(pathway.tiers):
        before = [choice for one in tier.requires for choice in fulfilled.get(one.tier or "", ())]
        own: list[tuple[frozenset[str], int]] = []
        for number, requirement in enumerate(tier.requires):
            if not requirement.of or requirement.credits is not None:
                continue
            of = frozenset(full_key(one, file.provider) for one in requirement.of)
            choose = len(of) if requirement.choose is None else requirement.choose
            own.append((of, choose))
            if choose and any(chosen_from <= of and chosen >= choose for chosen_from, chosen in before):
                key = "of" if requirement.choose is None else "choose"
                where = key_at(document, ("tiers", index, "requires", number, key))
                message = say("expected more than the earlier tier requires, got nothing new")
                yield Diagnostic(FULFILLED_ALREADY, where, message)
        fulfilled[tier.id] = [*before, *own]


def said_by_the_receiver(_file: RecordFile, pathway: Pathway, document: Document) -> Iterator[Diagnostic]:
    """What the receiver or a register says can be looked up; a receiver that publishes here needs no other place."""
    own = pathway.receiver is None
    if pathway.asserted_by != "provider" and pathway.source is None and not own:
        message = say("expected `source` beside `asserted_by: {asserter}`, got nothing", asserter=pathway.asserted_by)
        yield Diagnostic(NOT_WHERE_IT_SAYS, value_at(document, ("asserted_by",)), message)


def reasons(_file: RecordFile, pathway: Pathway, document: Document) -> Iterator[Diagnostic]:
    """A withdrawn pathway says why."""
    if pathway.status == "withdrawn" and pathway.reason is None:
        message = say("expected `reason` beside `status: {status}`, got nothing", status=pathway.status)
        yield Diagnostic(NO_REASON, value_at(document, ("status",)), message)


TIER_RULES = (tier_ids, choices, earlier_tiers, repetitions, empty_choices, said_by_the_receiver, reasons)
"""Rules for a pathway, all that need nothing but its own file."""


def _requirements(pathway: Pathway) -> Iterator[tuple[NodePath, Requirement]]:
    for index, tier in enumerate(pathway.tiers):
        for number, requirement in enumerate(tier.requires):
            yield ("tiers", index, "requires", number), requirement
