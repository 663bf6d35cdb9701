"""The ten principles of Annex II, and what a record states for each of them: evidence, no score.

Source: Council Recommendation on a European approach to micro-credentials, CELEX 32022H0627(02), Annex II.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.catalogue.transparency import ElementState, states_of
from generator.feeds import elm
from generator.pages import statements
from generator.pages.assessment import assessment, supervision
from generator.pages.evidence import asserter
from generator.pages.parts import Line, contact_lines, long, plain, short
from generator.pages.registers import register_entry
from generator.pages.told import organisations
from generator.pages.trust import issuing, verify
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from generator.catalogue.pathways import PathwaySummary
    from generator.pages.recognition import RecognitionView
    from generator.pages.stacking import StackLink
    from generator.pages.told import Lines, Told


@dataclass(frozen=True, slots=True)
class Evidence:
    """What somebody states: who, what, where it can be looked up, and when that was last done."""

    asserter: str
    asserted_by: str
    lines: tuple[Line, ...]
    source: str = ""
    checked: str = ""


@dataclass(frozen=True, slots=True)
class PrincipleView:
    """One principle with the evidence for it; without any, nothing is stated."""

    number: int
    key: str
    name: str
    evidence: tuple[Evidence, ...]


def principle_views(
    told: Told, stacks: tuple[StackLink, ...], recognitions: tuple[RecognitionView, ...]
) -> tuple[PrincipleView, ...]:
    """Return the ten principles in official order, each with what is stated, by whom, where and when."""
    found: Mapping[str, Iterable[Evidence]] = {
        **{key: read(told) for key, read in _EVIDENCE.items()},
        "learning-pathways": _pathways(told, stacks),
        "recognition": _recognition(told, recognitions),
    }
    words = told.words
    return tuple(
        PrincipleView(
            number=number,
            key=concept.code,
            name=words.term("principles", concept.code),
            evidence=_joined(found[concept.code]),
        )
        for number, concept in enumerate(vocabulary("principles"), 1)
    )


def _said(
    told: Told, *lines: Line, asserted_by: str = "provider", source: str = "", checked: date | None = None
) -> Evidence:
    """Return what the provider or somebody else states; the record itself is confirmed on its own day."""
    day = checked or (told.offer.checked if asserted_by == "provider" and not source else None)
    said = asserter(asserted_by, told.words, imported=told.is_imported)
    return Evidence(said, asserted_by, lines, source, told.words.date(day) if day else "")


def _of_provider(told: Told, *lines: Line, source: str = "") -> Evidence:
    """Return what the record of the provider states: it is confirmed on a day of its own."""
    day = told.provider.checked
    return Evidence(
        asserter("provider", told.words), "provider", lines, source, told.words.date(day) if day and not source else ""
    )


def _joined(found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Put together what the same source says on the same day; leave out those who say nothing."""
    joined: list[Evidence] = []
    for one in found:
        if joined and replace(joined[-1], lines=()) == replace(one, lines=()):
            joined[-1] = replace(one, lines=(*joined[-1].lines, *one.lines))
        elif one.lines:
            joined.append(one)
    return tuple(joined)


def _labelled(label: str, lines: Lines) -> Lines:
    """Put a label before statements that would not say by themselves what they are about."""
    return (*plain(label), *lines) if lines else ()


def _quality(told: Told) -> Iterable[Evidence]:
    words = told.words
    for claim in statements.quality_claims(told):
        lines = (
            *plain(words.term("quality-frameworks", claim.framework)),
            *short(claim.body, words),
            *short(claim.decision, words),
        )
        yield _said(told, *lines, asserted_by=claim.asserted_by, source=claim.source or "", checked=claim.checked)


def _transparency(told: Told) -> Iterable[Evidence]:
    """Say how many elements are stated, and in which registers the provider stands."""
    _, words = told.words.gettext, told.words
    states = states_of(told.summary.states)
    stated, silent = states.count(ElementState.STATED), states.count(ElementState.NOT_STATED)
    pattern = _("{stated} of the 16 elements stated, {silent} not stated")
    whole = _("{stated} of the 16 elements stated; none that applies is missing")
    counted = (pattern if silent else whole).format(stated=words.number(stated), silent=words.number(silent))
    is_in_europass = not elm.reasons(told.summary, told.providers.get(told.provider.id))
    europass = _("Published as open data, in the formats of Europass among others")
    here = europass if is_in_europass else _("Published as open data")
    yield Evidence(_("This registry says"), "registry", plain(counted, here))
    for one in told.provider.identifiers:
        day, by = one.checked or told.provider.checked, one.asserted_by
        yield _said(told, register_entry(one, words), asserted_by=by, source=one.source or "", checked=day)


def _relevance(told: Told) -> Iterable[Evidence]:
    _, words, credential = told.words.gettext, told.words, told.credential
    relevance = credential.relevance if credential else None
    if relevance is not None:
        yield _said(told, *long(relevance.need, words), source=relevance.source or "")
        reviewed, following = relevance.reviewed, relevance.next_review
        yield _said(
            told,
            *plain(
                _("Content reviewed on {date}").format(date=words.date(reviewed)) if reviewed else "",
                _("Next review on {date}").format(date=words.date(following)) if following else "",
            ),
        )
    makers = tuple(one.organisation for one in told.offer.co_creators if one.organisation)
    named = tuple(line for one in told.offer.co_creators for line in short(one.name, words))
    yield _said(told, *_labelled(_("Made together with:"), (*organisations(told, makers), *named)))


def _assessment(told: Told) -> Iterable[Evidence]:
    words, credential = told.words, told.credential
    if credential is None:
        return
    outcomes = credential.learning_outcomes
    shown = sum(one.criteria is not None for one in outcomes)
    criteria = words.gettext("Criteria are stated for {number} of {all} learning outcomes").format(
        number=words.number(shown), all=words.number(len(outcomes))
    )
    first = assessment(told)[:1]
    yield _said(told, *first, *supervision(told)[:1], *(plain(criteria) if outcomes else ()))


def _pathways(told: Told, stacks: tuple[StackLink, ...]) -> Iterable[Evidence]:
    _, credential = told.words.gettext, told.credential
    stackable = credential.stackability if credential else None
    if stackable is not None and stackable.not_applicable is None:
        yield _said(told, *plain(told.words.term("stackability-types", stackable.type) if stackable.type else ""))
    for link, stack in zip(stacks, told.related.stacks, strict=True):
        yield Evidence(*_keeper(stack.pathway, told), (link.title, *link.lines))
    validation = told.offer.validation
    if validation is not None and validation.available is not None:
        way = {True: _("Can be had by validation, without the course"), False: _("Cannot be had without the course")}
        yield _said(told, *plain(way[validation.available]))


def _keeper(pathway: PathwaySummary, told: Told) -> tuple[str, str]:
    """Say who keeps the record of a pathway, for that is who says so: the provider, the receiver or somebody else."""
    words, keeper = told.words, pathway.provider
    if keeper == told.provider.id:
        return asserter("provider", words), "provider"
    if keeper == pathway.receiver:
        return asserter("receiver", words), "receiver"
    (named,) = organisations(told, [keeper])
    return words.gettext("{organisation} says").format(organisation=named.text), "receiver"


def _recognition(told: Told, recognitions: tuple[RecognitionView, ...]) -> Iterable[Evidence]:
    for one in recognitions:
        lines = (*plain(one.effect), *one.receiver)
        yield Evidence(one.asserter, one.asserted_by, lines, one.source, one.checked)
    credential = told.credential
    level = credential.level if credential else None
    if level is not None and level.not_applicable is None:
        yield _said(
            told,
            *statements.level(told)[:2],
            asserted_by=level.asserted_by,
            source=level.source or "",
            checked=level.checked,
        )


def _portability(told: Told) -> Iterable[Evidence]:
    yield _said(told, *issuing(told)[:4])


def _learners(told: Told) -> Iterable[Evidence]:
    _, words, said = told.words.gettext, told.words, told.provider.feedback
    if said is not None:
        summary = _("Summary of {date}").format(date=words.date(said.issued)) if said.issued else ""
        yield _of_provider(told, *long(said.learners, words), *plain(summary), source=said.report or "")
    features = told.offer.accessibility
    access = words.listed([words.term("accessibility-features", one) for one in features])
    yield _said(told, *_labelled(_("Accessibility of the course:"), plain(access)))


def _authenticity(told: Told) -> Iterable[Evidence]:
    _, words, credential = told.words.gettext, told.words, told.credential
    if credential is None:
        return
    seal = credential.issuing.seal if credential.issuing else None
    yield _said(
        told,
        *_labelled(_("Awarded by:"), organisations(told, credential.awarded_by)),
        *plain(words.term("seals", seal) if seal else ""),
    )
    yield _said(told, *verify(told))


def _guidance(told: Told) -> Iterable[Evidence]:
    words, provider = told.words, told.provider
    yield _of_provider(told, *contact_lines(provider.contact, words))
    yield _said(told, *long(told.offer.target_groups, words))


_EVIDENCE: Mapping[str, Callable[[Told], Iterable[Evidence]]] = {
    "quality": _quality,
    "transparency": _transparency,
    "relevance": _relevance,
    "valid-assessment": _assessment,
    "portability": _portability,
    "learner-centredness": _learners,
    "authenticity": _authenticity,
    "information-and-guidance": _guidance,
}
