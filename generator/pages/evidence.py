"""Claims and who makes them: quality assurance and the 16 elements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue.transparency import ELEMENTS, ElementState, states_of
from generator.feeds.literals import is_iri
from generator.pages import statements
from generator.pages.parts import Chip, Line, line, long, plain, short
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from generator.pages.told import CredentialTold, Told
    from generator.records.credential import LearningOutcome
    from generator.records.statement import Claim, Skill
    from generator.words import Words

STATE_ICONS = {
    ElementState.STATED: "stated",
    ElementState.NOT_STATED: "not-stated",
    ElementState.NOT_APPLICABLE: "not-applicable",
    ElementState.ON_CREDENTIAL: "on-credential",
}


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """A learning outcome with its criteria, and the skills of named frameworks that it develops."""

    text: tuple[Line, ...]
    criteria: tuple[Line, ...]
    skills: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim about quality and who makes it."""

    asserter: str
    asserted_by: str
    framework: str
    lines: tuple[Line, ...]
    source: str
    checked: str


@dataclass(frozen=True, slots=True)
class ElementView:
    """One element of Annex I with its one state."""

    number: int
    key: str
    name: str
    explanation: str
    state: Chip
    lines: tuple[Line, ...]


def outcome_view(outcome: LearningOutcome, told: CredentialTold) -> OutcomeView:
    words = told.words
    skills = tuple(_skill(one, words) for one in outcome.skills)
    return OutcomeView(short(outcome.text, words), short(outcome.criteria, words), skills)


def _skill(skill: Skill, words: Words) -> Line:
    """Return the name of a skill with a link to where it is defined."""
    shown = words.text(skill.label)
    href = skill.id if is_iri(skill.id) else ""
    return line(shown, words, href=href) if shown else Line(skill.id, href=href)


def asserter(asserted_by: str, words: Words, *, imported: bool = False) -> str:
    """Say who makes a claim; in a record taken over from a list the provider has said nothing."""
    _ = words.gettext
    said = {
        "provider": _("The list says") if imported else _("The provider says"),
        "register": _("A public register says"),
        "receiver": _("The receiver says"),
    }
    return said[asserted_by]


def claim_view(claim: Claim, words: Words, *, imported: bool = False) -> ClaimView:
    """Put a claim about quality into words, with who makes it."""
    _ = words.gettext
    scopes = {"institutional": _("About the institution"), "programme": _("About the programme")}
    return ClaimView(
        asserter=asserter(claim.asserted_by, words, imported=imported),
        asserted_by=claim.asserted_by,
        framework=words.term("quality-frameworks", claim.framework),
        lines=(
            *short(claim.body, words),
            *short(claim.procedure, words),
            *short(claim.decision, words),
            *long(claim.statement, words),
            *plain(scopes[claim.scope] if claim.scope else ""),
            *plain(_("Edition {edition}").format(edition=claim.edition) if claim.edition else ""),
            *plain(_("Decided on {date}").format(date=words.date(claim.issued)) if claim.issued else ""),
            *plain(_("Valid until {date}").format(date=words.date(claim.valid_until)) if claim.valid_until else ""),
            *((Line(_("Report"), href=claim.report),) if claim.report else ()),
        ),
        source=claim.source or "",
        checked=words.date(claim.checked) if claim.checked else "",
    )


def element_views(told: Told) -> tuple[ElementView, ...]:
    """Return the 16 elements in official order, each in exactly one state."""
    states = states_of(told.summary.states)
    return tuple(
        _element(number, key, state, told) for number, (key, state) in enumerate(zip(ELEMENTS, states, strict=True), 1)
    )


def element_tally(elements: tuple[ElementView, ...], words: Words) -> tuple[Chip, ...]:
    """Count the elements in each state; states that do not occur are left out."""
    counts = {state: sum(one.state.style == state.value for one in elements) for state in ElementState}
    return tuple(
        Chip(state.value, STATE_ICONS[state], _tally(state, number, words))
        for state, number in counts.items()
        if number
    )


def _tally(state: ElementState, number: int, words: Words) -> str:
    # Each message stands whole in its call: the collection of words for translators finds it only there.
    ngettext = words.ngettext
    return {
        ElementState.STATED: ngettext("{number} stated", "{number} stated", number),
        ElementState.NOT_STATED: ngettext("{number} not stated", "{number} not stated", number),
        ElementState.NOT_APPLICABLE: ngettext("{number} not applicable", "{number} not applicable", number),
        ElementState.ON_CREDENTIAL: ngettext(
            "{number} on the issued credential", "{number} on the issued credential", number
        ),
    }[state]


BRIEF = 160
"""A text of so many letters stands in the statement whole."""

FIRST = 2
"""So many lines of an element stand in the statement: enough to tell a level from one that is only claimed."""

_TOLD_IN = {
    "learning-outcomes": "understand",
    "workload": "understand",
    "participation": "understand",
    "prerequisites": "understand",
    "further-information": "understand",
    "assessment": "good",
    "supervision": "good",
    "quality-assurance": "good",
    "level": "recognised",
    "stackability": "recognised",
}
"""Where on the page the whole of an element stands."""


def _in_short(key: str, lines: tuple[Line, ...], told: Told) -> tuple[Line, ...]:
    """Return the first lines of an element that stands whole elsewhere on the page, with the way there.

    The statement is to be looked over at a glance; of the outcomes it gives the summary and their number.
    """
    section = _TOLD_IN.get(key)
    if section is None:
        return lines
    words = told.words
    if key == "learning-outcomes":
        number = len(told.credential.learning_outcomes) if told.credential else 0
        counted = words.ngettext("{number} learning outcome above", "{number} learning outcomes above", number)
        summary = tuple(line for line in lines if line.html is not None)
        return (*summary[:1], *((Line(counted, href=f"#{section}"),) if number else ()))
    brief = [line for line in lines if line.html is None or len(line.text) <= BRIEF][:FIRST]
    return (
        tuple(brief)
        if len(brief) == len(lines)
        else (*brief, Line(words.gettext("All of it above"), href=f"#{section}"))
    )


def _element(number: int, key: str, state: ElementState, told: Told) -> ElementView:
    _, words = told.words.gettext, told.words
    labels = {
        ElementState.STATED: _("Stated"),
        ElementState.NOT_STATED: _("Not stated in the list") if told.is_imported else _("Not stated by the provider"),
        ElementState.NOT_APPLICABLE: _("Not applicable"),
        ElementState.ON_CREDENTIAL: _("On the issued credential"),
    }
    # One of several awarding bodies without a country leaves the element unstated, whatever the others say.
    lines = _in_short(key, statements.LINES_OF_ELEMENT[key](told), told) if state is not ElementState.NOT_STATED else ()
    if state is ElementState.NOT_APPLICABLE and not lines:
        lines = plain(_("No micro-credential is issued"))
    concept = vocabulary("annex-elements").get(key)
    explanation = concept.explanation.get(words.language) or concept.explanation.get("en", "") if concept else ""
    chip = Chip(state.value, STATE_ICONS[state], labels[state])
    return ElementView(number, key, words.term("annex-elements", key), explanation, chip, lines)
