"""Look at a record as a micro-credential that is to be: element by element, in the order of Annex I.

Source: Council Recommendation on a European approach to micro-credentials, CELEX 32022H0627(02), Annex I.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.catalogue.transparency import ELEMENTS, ElementState, state_of
from generator.checks.kind import MICRO_CREDENTIAL, is_assessed
from generator.checks.outcomes import names_no_action
from generator.checks.titles import is_generic
from generator.pages.statements import LINES_OF_ELEMENT
from generator.pages.told import Told
from generator.readiness.advice import FIRST, MISSING, ON_CREDENTIAL, TO_DO
from generator.vocabularies import vocabulary
from generator.wording import NOTHING, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.checks.jurisdiction import Jurisdiction
    from generator.readiness.candidates import Candidate
    from generator.wording import Wording
    from generator.words import Words


class Verdict(StrEnum):
    """How an element stands on the way to a micro-credential."""

    READY = "ready"
    """It is there."""
    IMPROVE = "improve"
    """It is there, and could be better."""
    MISSING = "missing"
    """It must be stated and is not, or what is stated does not count."""
    OPEN = "open"
    """It is not stated; Annex I leaves it to the provider."""
    ON_CREDENTIAL = "on-credential"
    """It stands only on the credential that a learner is issued."""


class Need(StrEnum):
    """Whether an element has to be stated."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    ON_CREDENTIAL = "on-credential"


@dataclass(frozen=True)
class Row:
    """One element: what is there now, what is missing and what to do; empty where there is nothing to say."""

    number: int
    element: str
    name: str
    need: Need
    verdict: Verdict
    there: tuple[str, ...]
    missing: str
    to_do: str


@dataclass(frozen=True)
class Readiness:
    """What a record still needs. `steps` are the elements with something to do, the most important first."""

    shown: str
    title: str
    provider: str
    rows: tuple[Row, ...]
    steps: tuple[Row, ...]
    is_listed_as_one: bool

    @property
    def missing(self) -> int:
        """Return how many required elements are not there, or do not count."""
        return sum(row.verdict is Verdict.MISSING for row in self.rows)

    @property
    def is_ready(self) -> bool:
        """Tell whether nothing stands in the way of listing it as a micro-credential."""
        return self.missing == 0


def assess(candidate: Candidate, jurisdiction: Jurisdiction, words: Words) -> Readiness:
    """Return what a record still needs, in the reader's language."""
    required = _required(candidate, jurisdiction)
    told = Told(candidate.offer, candidate.summary, candidate.provider, candidate.organisations, words)
    rows = tuple(_row(number, element, told, required) for number, element in enumerate(ELEMENTS, 1))
    waiting = [row for row in rows if row.verdict in (Verdict.MISSING, Verdict.IMPROVE)]
    waiting.sort(key=lambda row: (row.element not in FIRST, row.verdict is Verdict.IMPROVE, row.number))
    return Readiness(
        shown=candidate.shown,
        title=str(words.text(candidate.offer.title) or ""),
        provider=str(words.text(candidate.provider.name) or ""),
        rows=rows,
        steps=tuple(waiting),
        is_listed_as_one=candidate.has_credential and candidate.offer.kind == MICRO_CREDENTIAL,
    )


def _required(candidate: Candidate, jurisdiction: Jurisdiction) -> frozenset[str]:
    profiles = jurisdiction.profiles_of(candidate.summary, candidate.organisations)
    gates = (gate for profile in profiles for gate in profile.gates if gate.kind == MICRO_CREDENTIAL)
    return frozenset(element for gate in gates for element in gate.elements)


def _row(number: int, element: str, told: Told, required: frozenset[str]) -> Row:
    words, state = told.words, state_of(told.summary.states, element)
    need = Need.REQUIRED if element in required else Need.OPTIONAL
    there = _there(element, told, state)
    verdict, points = Verdict.READY, _weak_points(element, told)
    if state is ElementState.ON_CREDENTIAL:
        need, verdict, points = Need.ON_CREDENTIAL, Verdict.ON_CREDENTIAL, [(NOTHING, ON_CREDENTIAL[element])]
    elif state is ElementState.NOT_STATED and element == "issuer-country" and _would_be_in(told):
        there, points = _would_be_in(told), [(NOTHING, say("Holds if this organisation awards it."))]
    elif state is ElementState.NOT_STATED:
        verdict = Verdict.MISSING if need is Need.REQUIRED else Verdict.OPEN
        points = points or [(MISSING[element], TO_DO[element])]
    elif points:
        verdict = Verdict.MISSING if element == "assessment" else Verdict.IMPROVE
    return Row(
        number=number,
        element=element,
        name=vocabulary("annex-elements").label(element, words.language),
        need=need,
        verdict=verdict,
        there=there,
        missing=_sentences([missing for missing, _ in points], words),
        to_do=_sentences([to_do for _, to_do in points], words),
    )


def _there(element: str, told: Told, state: ElementState) -> tuple[str, ...]:
    lines = tuple(line.text for line in LINES_OF_ELEMENT[element](told) if line.text)
    if state is ElementState.NOT_APPLICABLE:
        return (told.words.gettext("Not applicable"), *lines)
    return lines


def _would_be_in(told: Told) -> tuple[str, ...]:
    """Return the country of the provider where no awarding body is named yet."""
    country = told.provider.country if told.credential and not told.credential.awarded_by else None
    return (told.words.country_name(country),) if country else ()


def _sentences(parts: Sequence[Wording], words: Words) -> str:
    return " ".join(one.translated(words) for one in parts if one)


Point = tuple["Wording", "Wording"]
"""What is missing, and what to do about it."""


def _weak_points(element: str, told: Told) -> list[Point]:
    """Return what does not suffice about an element that is stated, and what to do about it."""
    found = _WEAK_POINTS.get(element)
    return found(told) if found is not None else []


def _title(told: Told) -> list[Point]:
    if not any(is_generic(title) for title in told.offer.title.values()):
        return []
    return [(say("The title does not say what one learns."), say("Find a title that tells it from any other course."))]


def _outcomes(told: Told) -> list[Point]:
    outcomes = told.credential.learning_outcomes if told.credential else ()
    without_criteria = sum(one.criteria is None for one in outcomes)
    topics = sum(names_no_action(one) for one in outcomes)
    points = []
    if topics:
        missing = say("Topics instead of what learners do: {number} of {total}.", number=topics, total=len(outcomes))
        points.append((missing, say("Begin each outcome with a verb for what can be seen: plans, evaluates, repairs.")))
    if without_criteria:
        missing = say("Outcomes without criteria: {number} of {total}.", number=without_criteria, total=len(outcomes))
        points.append((missing, say("Say for each outcome what a learner must show to have reached it.")))
    return points


def _assessment(told: Told) -> list[Point]:
    stated = told.credential.assessment if told.credential else None
    if stated is None or (stated.not_applicable is None and is_assessed(stated.types)):
        return []
    return [(say("Nobody else than the learner judges what was learned."), TO_DO["assessment"])]


def _quality(told: Told) -> list[Point]:
    own = told.credential.quality_assurance if told.credential else None
    if own is not None or not told.provider.quality_assurance:
        return []
    missing = say("Whether the quality assurance of the organisation covers it as well.")
    to_do = say("If that of the organisation covers it, say that it is inherited: `quality_assurance: inherited`.")
    return [(missing, to_do)]


_WEAK_POINTS: Mapping[str, Callable[[Told], list[Point]]] = {
    "title": _title,
    "learning-outcomes": _outcomes,
    "assessment": _assessment,
    "quality-assurance": _quality,
}
