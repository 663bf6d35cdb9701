"""What summaries take over from records: the parts that are more than one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.records.credential import Credential, Workload
    from generator.records.offer import Offer

INTENSIVE = "blended-intensive-programme"
"""The type of offer that is a mobility format with rules of its own."""


@dataclass(frozen=True, slots=True)
class SkillSummary:
    """A skill that an outcome develops: where it is named, its identifier there, and its name where one is given."""

    framework: str
    id: str
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlaceSummary:
    """A town in which an offer takes place; `country` is an ISO 3166-1 code."""

    country: str
    city: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ClaimedRecognition:
    """What an offer claims that a receiver does with its credential, as far as the receiver may have said so itself."""

    receiver: str
    effect: str
    credits: str | None
    asserted_by: str


@dataclass(frozen=True, slots=True)
class IntensiveProgramme:
    """What the rules of a mobility format look at; only offers of that format have it."""

    onsite_days: int | None
    delivered_by: tuple[str, ...]


def developed_skills(credential: Credential | None) -> tuple[SkillSummary, ...]:
    """Return the skills of all outcomes, each once; one that has a name somewhere keeps it."""
    found: dict[tuple[str, str], SkillSummary] = {}
    for outcome in credential.learning_outcomes if credential else ():
        for skill in outcome.skills:
            key = (skill.framework, skill.id)
            label = found[key].label if key in found and found[key].label else skill.label or {}
            found[key] = SkillSummary(*key, label)
    return tuple(found.values())


def places(record: Offer) -> tuple[PlaceSummary, ...]:
    """Return the towns that the offer or one of its runs names, each once."""
    stated = [*(record.participation.places if record.participation else ())]
    stated += [run.place for run in record.runs if run.place]
    found = [PlaceSummary(one.country, one.city) for one in stated if one.city]
    return tuple(one for number, one in enumerate(found) if one not in found[:number])


def session_times(record: Offer) -> tuple[str, ...]:
    """Return the times of the day or week at which runs that are not cancelled meet."""
    return tuple(dict.fromkeys(time for run in record.runs if run.status != "cancelled" for time in run.times))


def quality_frameworks(credential: Credential | None) -> tuple[str, ...]:
    """Return the frameworks under which a credential states its quality assurance, or `inherited` from the provider."""
    stated = credential.quality_assurance if credential else None
    if isinstance(stated, str):
        return (stated,)
    return tuple(dict.fromkeys(claim.framework for claim in stated or ()))


def stated_credits(workload: Workload | None) -> tuple[str, str, str] | None:
    """Return system, amount and status of credits; `none` has neither of the first two."""
    credits_ = workload.credits if workload else None
    return (credits_.system or "", credits_.amount or "0", credits_.status) if credits_ else None


def sourced_hours_per_credit(workload: Workload | None) -> str | None:
    """Return how many hours the provider counts for a credit, if it names a source for it."""
    credits_ = workload.credits if workload else None
    return credits_.hours_per_credit if credits_ and credits_.source else None


def claimed_recognition(record: Offer) -> tuple[ClaimedRecognition, ...]:
    """Return what an offer claims about recognition, in its order."""
    return tuple(
        ClaimedRecognition(one.receiver, one.effect, one.credits, one.asserted_by) for one in record.recognition
    )


def intensive_programme(record: Offer) -> IntensiveProgramme | None:
    """Return what the rules of the mobility format need, for an offer of that format."""
    if record.type != INTENSIVE:
        return None
    days = record.participation.onsite_days if record.participation else None
    return IntensiveProgramme(days, record.delivered_by)


def stated_level(credential: Credential | None) -> tuple[str, int | None, str] | None:
    """Return framework, level and basis of a level that is stated."""
    level = credential.level if credential else None
    if level is None or level.framework is None or level.basis is None:
        return None
    return level.framework, level.level, level.basis
