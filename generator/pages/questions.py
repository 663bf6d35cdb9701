"""The learner's questions, and what the record answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.pages import statements
from generator.pages.assessment import assessment, grade, supervision
from generator.pages.cost import amount
from generator.pages.parts import Line, Row, Section, line, long, plain, short, stated
from generator.pages.told import organisations

if TYPE_CHECKING:
    from generator.pages.told import CredentialTold, Lines, Told


def understand(told: Told) -> Section:
    _, words, offer = told.words.gettext, told.words, told.offer
    rows = (
        *stated(Row(_("In other words"), short(offer.market_title, words))),
        *stated(Row(_("Field"), _fields(told))),
        *stated(Row(_("Kind of learning"), _kind_of_learning(told))),
        Row(_("Workload"), statements.workload(told), asks="workload"),
        *_of_the_course(told),
        Row(_("Form of participation"), statements.participation(told), asks="participation"),
        Row(_("Prerequisites"), statements.prerequisites(told), asks="prerequisites"),
        *stated(Row(_("Further information"), statements.further_information(told))),
    )
    return Section("understand", _("Do I understand it?"), rows)


def join(told: Told) -> Section:
    """Say who can join and what one needs for it."""
    _, words, offer = told.words.gettext, told.words, told.offer
    several = len(offer.accessibility) > 2
    rows = (
        Row(_("Who can join"), _who_can_join(told), asks="who-can-join"),
        Row(_("Meant for"), _meant_for(told), asks="target-groups"),
        Row(_("Accessibility of the course"), _accessibility(told), enumerated=several, asks="accessibility"),
        *stated(Row(_("Help with access"), long(offer.accessibility_note, words))),
        Row(_("Technical requirements"), long(offer.technical_requirements, words), asks="technical-requirements"),
    )
    return Section("join", _("Can I join?"), rows)


def _fields(told: Told) -> Lines:
    """Return the fields, each with a link to the offers in its broad field."""
    words = told.words
    places = ((code, addresses.shelf(words.language, "fields", code[:2])) for code in told.offer.field)
    return tuple(Line(words.term("fields", code), address=place) for code, place in places)


def _kind_of_learning(told: Told) -> tuple[Line, ...]:
    offer, words = told.offer, told.words
    return plain(
        words.term("learning-opportunity-types", offer.type) if offer.type else "",
        words.term("learning-settings", offer.learning_setting) if offer.learning_setting else "",
    )


def _meant_for(told: Told) -> tuple[Line, ...]:
    offer, words = told.offer, told.words
    groups = (words.term("target-groups", one) for one in offer.target_group_types)
    occupations = tuple(
        line(shown, words, href=href) if shown else Line(one.id, href=href)
        for one in offer.occupations
        for shown, href in [(words.text(one.label), one.id if one.id.startswith("http") else "")]
    )
    return (*long(offer.target_groups, words), *plain(*groups), *occupations)


def _of_the_course(told: Told) -> tuple[Row, ...]:
    """Return what only a course has; where there is none, nothing of it is missing unless it is stated all the same."""
    _, words, offer = told.words.gettext, told.words, told.offer
    languages = plain(words.listed([words.language_name(one) for one in offer.teaching_languages]))
    duration = short(offer.duration_text, words) or plain(words.duration(offer.duration) if offer.duration else "")
    rows = (
        Row(_("Duration"), duration, asks="duration"),
        Row(_("Language of teaching"), languages, asks="teaching-languages"),
    )
    no_course = offer.participation is not None and offer.participation.not_applicable is not None
    return tuple(row for row in rows if row.lines or not no_course)


def _accessibility(told: Told) -> tuple[Line, ...]:
    return plain(*(told.words.term("accessibility-features", one) for one in told.offer.accessibility))


def _who_can_join(told: Told) -> tuple[Line, ...]:
    admission = told.offer.who_can_join
    if admission is None:
        return ()
    _ = told.words.gettext
    everyone = plain({True: _("Everyone"), False: _("Certain people only"), None: ""}[admission.everyone])
    return (*everyone, *long(admission.text, told.words), *organisations(told, admission.partners))


def good(told: CredentialTold) -> Section:
    _ = told.words.gettext
    rows = (
        Row(_("Assessment"), assessment(told), asks="assessment"),
        *(_of_the_credential(told) if told.credential else ()),
        *stated(Row(_("If you disagree with the result"), _appeal(told))),
        *stated(Row(_("Who needs it"), _need(told))),
        Row(_("Feedback of learners"), _feedback(told), asks="feedback"),
    )
    return Section("good", _("Is it good?"), rows)


def _of_the_credential(told: CredentialTold) -> tuple[Row, ...]:
    """Return what only an offer has that leads to a credential."""
    _ = told.words.gettext
    return (
        Row(_("Supervision and identity check"), supervision(told), asks="supervision"),
        Row(_("Grading"), grade(told), asks="grade"),
        Row(_("Review of the content"), _review(told), asks="review"),
    )


def _feedback(told: CredentialTold) -> Lines:
    """Return how the provider asks learners, and where the latest summary stands (Annex II, principle 8)."""
    said, words = told.provider.feedback, told.words
    if said is None or not (said.learners or said.report):
        return ()
    _ = words.gettext
    when = _("Summary of {date}").format(date=words.date(said.issued)) if said.issued else _("Latest summary")
    return (*long(said.learners, words), *((Line(when, href=said.report),) if said.report else ()))


def _appeal(told: CredentialTold) -> tuple[Line, ...]:
    assessed = told.credential.assessment if told.credential else None
    return long(assessed.appeal, told.words) if assessed else ()


def _need(told: CredentialTold) -> tuple[Line, ...]:
    relevance = told.credential.relevance if told.credential else None
    if relevance is None:
        return ()
    evidence = (Line(told.words.gettext("Evidence"), href=relevance.source),) if relevance.source else ()
    return (*long(relevance.need, told.words), *evidence)


def _review(told: CredentialTold) -> tuple[Line, ...]:
    """Return when the content was and will be reviewed (Annex II, principle 3)."""
    relevance = told.credential.relevance if told.credential else None
    if relevance is None:
        return ()
    _, words = told.words.gettext, told.words
    return plain(
        _("last on {date}").format(date=words.date(relevance.reviewed)) if relevance.reviewed else "",
        _("next on {date}").format(date=words.date(relevance.next_review)) if relevance.next_review else "",
    )


def recognised(told: Told) -> Section:
    _ = told.words.gettext
    rows = (
        Row(_("Level"), statements.level(told), asks="level"),
        Row(_("Combining it with other credentials"), statements.stackability(told), asks="stackability"),
    )
    return Section("recognised", _("Will it be recognised?"), rows)


@dataclass(frozen=True, slots=True)
class ValidationView:
    """Whether the credential can be had without the course: the answer, the stages in order, what it takes."""

    answer: tuple[Line, ...]
    stages: tuple[tuple[str, tuple[Line, ...]], ...]
    terms: tuple[Row, ...]


def validation(told: Told) -> ValidationView:
    """Say whether one can get the credential without the course; nothing where the provider says nothing."""
    stated_, words = told.offer.validation, told.words
    _ = words.gettext
    if stated_ is None:
        general = long(told.provider.recognition_of_prior_learning, words)
        said = plain(_("Not stated for this offer. The provider says in general:")) if general else ()
        return ValidationView((*said, *general), (), ())
    answers = {True: _("Yes, by validation of what you already know and can do"), False: _("No"), None: ""}
    contact = (Line(stated_.contact, href=f"mailto:{stated_.contact}"),) if stated_.contact else ()
    rows = (
        Row(_("Duration"), plain(words.duration(stated_.duration) if stated_.duration else "")),
        Row(_("Fee"), plain(amount(stated_.fee, told))),
        Row(_("Who answers"), contact),
    )
    return ValidationView(
        answer=(*plain(answers[stated_.available]), *long(stated_.text, words)),
        stages=tuple((words.term("validation-stages", one.stage), long(one.text, words)) for one in stated_.stages),
        terms=tuple(row for row in rows if row.lines),
    )
