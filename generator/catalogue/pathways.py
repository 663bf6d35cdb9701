"""Pathways: their tiers with the credentials that count in them, and which tiers somebody has reached."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from generator.catalogue.record_summary import RecordSummary, full_key
from generator.records.discover import RecordKind
from generator.records.references import named_organisations

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from generator.records.pathway import CreditPoints, Pathway, Requirement, Tier


@dataclass(frozen=True, slots=True)
class Needed:
    """One requirement of a tier; of its four forms the one that is not empty.

    `of` has keys of credentials: so many of them as `choose` says, or as many as make up `credits` (system, amount).
    `tier` is the id of an earlier tier. Where all are empty, only the receiver can tell: a thesis, a talk.
    """

    choose: int = 0
    of: tuple[str, ...] = ()
    credits: tuple[str, str] | None = None
    tier: str = ""

    @property
    def is_text(self) -> bool:
        """Tell whether only the receiver can tell that it is fulfilled."""
        return not self.of and not self.tier


@dataclass(frozen=True, slots=True)
class TierSummary:
    """One step of a pathway; `award` is the key of the credential that one holds then, or nothing."""

    id: str
    title: Mapping[str, str]
    award: str
    requires: tuple[Needed, ...]


@dataclass(frozen=True, slots=True)
class PathwaySummary(RecordSummary):
    """What links, references and rules need to know of a pathway."""

    title: Mapping[str, str]
    receiver: str
    replaced_by: str | None
    valid_until: date | None
    tiers: tuple[TierSummary, ...]

    def named(self) -> Iterator[str]:
        """Yield the key of each credential in the order of the tiers, as often as it is named."""
        for tier in self.tiers:
            for needed in tier.requires:
                yield from needed.of
            if tier.award:
                yield tier.award


@dataclass(frozen=True, slots=True)
class Counted:
    """A credential that counts in a pathway, be it in a file of its own or inside an offer.

    `credits` are system and amount, where any are stated; `version` is that of a credential with a page of its own.
    `is_offered` tells whether an offer leads to it at present.
    """

    uuid: str
    provider: str
    id: str
    title: Mapping[str, str]
    credits: tuple[str, str] | None
    version: int | None = None
    has_page: bool = True
    is_offered: bool = True


@dataclass(frozen=True)
class Stack:
    """A pathway together with the credentials that its tiers name, by key; what does not exist is missing there."""

    pathway: PathwaySummary
    counted: Mapping[str, Counted]

    @cached_property
    def credentials(self) -> frozenset[str]:
        """Return the UUIDs of all credentials that count in it or are awarded by it."""
        return frozenset(one.uuid for one in self.counted.values())

    def tiers_with(self, uuid: str) -> tuple[TierSummary, ...]:
        """Return the tiers for which a credential counts."""
        keys = {key for key, one in self.counted.items() if one.uuid == uuid}
        return tuple(tier for tier in self.pathway.tiers if any(keys & set(needed.of) for needed in tier.requires))

    def tiers_awarding(self, uuid: str) -> tuple[TierSummary, ...]:
        """Return the tiers at which one is given a credential."""
        keys = {key for key, one in self.counted.items() if one.uuid == uuid}
        return tuple(tier for tier in self.pathway.tiers if tier.award in keys)


def reached(stack: Stack, held: Collection[str], confirmed: Collection[str] = ()) -> tuple[str, ...]:
    """Return the ids of the tiers that somebody has reached who holds credentials with these UUIDs, in their order.

    Each requirement looks at everything that is held, so one credential may fulfil several. Who holds the award of a
    tier has reached it. `confirmed` has the tiers whose requirements in words the receiver has confirmed. Nobody is
    entitled to anything by this: the receiver decides.
    """
    found: dict[str, None] = {}
    for tier in stack.pathway.tiers:
        award = stack.counted.get(tier.award)
        if (award is not None and award.uuid in held) or all(
            _is_fulfilled(needed, stack, held, found, tier.id in confirmed) for needed in tier.requires
        ):
            found[tier.id] = None
    return tuple(found)


def _is_fulfilled(
    needed: Needed, stack: Stack, held: Collection[str], earlier: Collection[str], is_confirmed: bool
) -> bool:
    if needed.is_text:
        return is_confirmed
    if needed.tier:
        return needed.tier in earlier
    having = {one.uuid: one for key in needed.of if (one := stack.counted.get(key)) and one.uuid in held}
    if needed.credits is None:
        return len(having) >= needed.choose
    system, amount = needed.credits
    return credits_of(having.values(), system) >= Decimal(amount)


def credits_of(credentials: Collection[Counted], system: str) -> Decimal:
    """Return how many credits of a system credentials make up; those that state none count nothing."""
    stated = [one.credits for one in credentials if one.credits is not None]
    return sum((Decimal(amount) for name, amount in stated if name == system), Decimal(0))


def summarise_pathway(record: Pathway, provider: str, digest: str, shown: str) -> PathwaySummary:
    """Summarise a pathway; bare names of credentials mean those of the same provider."""
    receiver = record.receiver or provider
    return PathwaySummary(
        provider=provider,
        id=record.id,
        uuid=record.uuid,
        checked=record.checked,
        references=tuple(sorted({receiver, *named_organisations(RecordKind.PATHWAY, record)})),
        digest=digest,
        shown=shown,
        formerly=record.formerly,
        status=record.status,
        title=record.title,
        receiver=receiver,
        replaced_by=full_key(record.replaced_by, provider) if record.replaced_by else None,
        valid_until=record.valid_until,
        tiers=tuple(_tier(one, provider) for one in record.tiers),
    )


def _tier(tier: Tier, provider: str) -> TierSummary:
    award = tier.award.credential if tier.award else None
    return TierSummary(
        id=tier.id,
        title=tier.title,
        award=full_key(award, provider) if award else "",
        requires=tuple(_needed(one, provider) for one in tier.requires),
    )


def _needed(requirement: Requirement, provider: str) -> Needed:
    of = tuple(full_key(one, provider) for one in requirement.of)
    return Needed(
        choose=len(of) if requirement.choose is None else requirement.choose,
        of=of,
        credits=_points(requirement.credits),
        tier=requirement.tier or "",
    )


def _points(points: CreditPoints | None) -> tuple[str, str] | None:
    return (points.system, points.amount) if points else None
