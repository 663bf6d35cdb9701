"""The 16 standard elements of Annex I, each in exactly one of four states.

Source: Council Recommendation on a European approach to micro-credentials, CELEX 32022H0627(02), Annex I.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.records.credential import Credential
    from generator.records.offer import Offer
    from generator.records.statement import Applicability


class ElementState(StrEnum):
    """How an element stands. There is no fifth state and never a blank."""

    STATED = "stated"
    """The provider states it."""
    NOT_STATED = "not-stated"
    """The provider has not said anything about it."""
    NOT_APPLICABLE = "not-applicable"
    """It does not apply, and the provider says why."""
    ON_CREDENTIAL = "on-credential"
    """It exists only on the credential that a learner is issued."""


LETTERS = {
    ElementState.STATED: "s",
    ElementState.NOT_STATED: "n",
    ElementState.NOT_APPLICABLE: "a",
    ElementState.ON_CREDENTIAL: "c",
}
_STATE_OF_LETTER = {letter: state for state, letter in LETTERS.items()}

ELEMENTS = (
    "learner",
    "title",
    "issuer-country",
    "awarding-body",
    "date-of-issue",
    "learning-outcomes",
    "workload",
    "level",
    "assessment",
    "participation",
    "quality-assurance",
    "prerequisites",
    "supervision",
    "grade",
    "stackability",
    "further-information",
)
"""The elements in the order of Annex I; element 1 stands first."""


COUNTRY = ELEMENTS.index("issuer-country")
AWARDING_BODY = ELEMENTS.index("awarding-body")
QUALITY_ASSURANCE = ELEMENTS.index("quality-assurance")
INHERITED = "i"
"""Stands for a state that depends on the organisations the record refers to, until `resolve` decides it."""


def element_states(offer: Offer) -> str:
    """Return the states of the 16 elements as 16 letters, in order (see `LETTERS` and `INHERITED`)."""
    letters = [LETTERS[_STATES[element](offer)] for element in ELEMENTS]
    credential = offer.credential
    if credential is None:
        # Nothing is awarded, so nobody has to be named who awards it.
        letters[COUNTRY] = letters[AWARDING_BODY] = LETTERS[ElementState.NOT_APPLICABLE]
        return "".join("a" if letter == "c" else letter for letter in letters)
    if credential.awarded_by:
        letters[COUNTRY] = INHERITED
    if credential.quality_assurance == "inherited":
        letters[QUALITY_ASSURANCE] = INHERITED
    return "".join(letters)


def resolve(letters: str, *, country_is_stated: bool, quality_is_stated: bool) -> str:
    """Decide the inherited states: the country of all awarding bodies, the quality assurance of the provider."""
    decided = list(letters)
    for position, is_stated in ((COUNTRY, country_is_stated), (QUALITY_ASSURANCE, quality_is_stated)):
        if decided[position] == INHERITED:
            decided[position] = LETTERS[_stated(is_stated)]
    return "".join(decided)


def states_of(letters: str) -> tuple[ElementState, ...]:
    """Return the 16 states behind the letters of a summary."""
    return tuple(_STATE_OF_LETTER[letter] for letter in letters)


def state_of(letters: str, element: str) -> ElementState:
    """Return the state of one element behind the letters of a summary."""
    return _STATE_OF_LETTER[letters[ELEMENTS.index(element)]]


def _stated(is_stated: object) -> ElementState:
    return ElementState.STATED if is_stated else ElementState.NOT_STATED


def _applicable(statement: Applicability | None) -> ElementState:
    """Return the state of a part that may say `not_applicable`; a part without any content states nothing."""
    if statement is None:
        return ElementState.NOT_STATED
    if statement.not_applicable is not None:
        return ElementState.NOT_APPLICABLE
    return _stated(says_something(statement))


def says_something(statement: BaseModel) -> bool:
    """Tell whether any key of a statement, or of the statements in it, has a value."""
    values = [getattr(statement, name) for name in statement.model_fields_set]
    return any(says_something(one) if isinstance(one, BaseModel) else one not in (None, (), {}) for one in values)


def _of_credential(read: Callable[[Credential], ElementState]) -> Callable[[Offer], ElementState]:
    def state(offer: Offer) -> ElementState:
        return read(offer.credential) if offer.credential else ElementState.NOT_STATED

    return state


def _grade(offer: Offer) -> ElementState:
    """Element 14: the grade stands on the credential, unless the provider says that none is awarded."""
    grading = offer.credential.grading if offer.credential else None
    if grading is not None and grading.not_applicable is not None:
        return ElementState.NOT_APPLICABLE
    return ElementState.ON_CREDENTIAL


def _workload(offer: Offer) -> ElementState:
    """Element 7: that of the credential, or the hours of an offer without one."""
    workload = offer.credential.workload if offer.credential else None
    return _applicable(workload) if workload is not None else _stated(offer.hours and says_something(offer.hours))


def _participation(offer: Offer) -> ElementState:
    stated = offer.participation
    if stated is not None and stated.not_applicable is not None:
        return ElementState.NOT_APPLICABLE
    return _stated(stated and stated.mode)


_STATES: dict[str, Callable[[Offer], ElementState]] = {
    "learner": lambda _: ElementState.ON_CREDENTIAL,
    "title": lambda _: ElementState.STATED,
    "issuer-country": lambda _: ElementState.NOT_STATED,
    "awarding-body": _of_credential(lambda credential: _stated(credential.awarded_by)),
    "date-of-issue": lambda _: ElementState.ON_CREDENTIAL,
    "learning-outcomes": _of_credential(lambda credential: _stated(credential.learning_outcomes)),
    "workload": _workload,
    "level": _of_credential(lambda credential: _applicable(credential.level)),
    "assessment": _of_credential(lambda credential: _applicable(credential.assessment)),
    "participation": _participation,
    "quality-assurance": _of_credential(lambda credential: _stated(credential.quality_assurance)),
    "prerequisites": lambda offer: _applicable(offer.prerequisites),
    "supervision": _of_credential(lambda credential: _applicable(credential.supervision)),
    "grade": _grade,
    "stackability": _of_credential(lambda credential: _applicable(credential.stackability)),
    "further-information": _of_credential(lambda credential: _stated(credential.further_information)),
}
