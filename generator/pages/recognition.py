"""Who recognises a credential, and who says so: the receiver in a record of its own, or the provider alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.recognition import Answer, answer_to
from generator.pages.evidence import asserter
from generator.pages.parts import Chip, Line, Row, contact_lines, line, long, plain, short
from generator.pages.stacking import counted_line
from generator.pages.told import organisations
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.recognition import RecognitionSummary
    from generator.pages.related import StatementInPlace
    from generator.pages.told import CredentialTold, Told
    from generator.records.offer import Recognition
    from generator.records.recognition import RecognitionStatement
    from generator.records.statement import Programme
    from generator.settings import Settings
    from generator.words import Words


@dataclass(frozen=True, slots=True)
class RecognitionView:
    """What a receiving organisation does with the credential, and who says so.

    `asserted_by` is `receiver` only where the receiver has a statement of its own. `statement` leads to that one; at a
    claim of the provider it leads to the statement of a receiver that says something else, as `state` tells then.
    """

    asserter: str
    asserted_by: str
    receiver: tuple[Line, ...]
    effect: str
    purpose: str
    lines: tuple[Line, ...]
    source: str
    checked: str
    state: Chip | None = None
    statement: Line | None = None


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement of recognition on the page of its receiver; `former` are places it stood at under earlier ids."""

    place: str
    former: tuple[str, ...]
    effect: str
    purpose: str
    state: Chip | None
    credentials: tuple[tuple[Line, Line | None], ...]
    rows: tuple[Row, ...]
    identifier: str
    json_address: str


def recognition_views(told: Told, as_of: date) -> tuple[RecognitionView, ...]:
    """Return what receivers state themselves, then what the provider claims and no receiver has said better.

    A claim with which the receiver agrees stands there once, as the statement of the receiver.
    """
    stated = [one.summary for one in told.related.recognition]
    answers = ((claim, *answer_to(claim, stated, as_of)) for claim in told.offer.recognition)
    claims = (_claim(claim, told, answer, found) for claim, answer, found in answers if answer is not Answer.SAME)
    return (*receivers_views(told, as_of), *claims)


def receivers_views(told: CredentialTold, as_of: date) -> tuple[RecognitionView, ...]:
    """Return what receivers themselves state of a credential and still stand by."""
    return tuple(_own(one, told, as_of) for one in told.related.recognition if one.summary.is_in_force(as_of))


def _own(one: StatementInPlace, told: CredentialTold, as_of: date) -> RecognitionView:
    _, words, record = told.words.gettext, told.words, one.record
    return RecognitionView(
        asserter=_("The receiver says so itself"),
        asserted_by="receiver",
        receiver=organisations(told, [one.summary.provider]),
        effect=words.term("recognition-effects", record.effect),
        purpose=_purpose(record.effect, words),
        lines=(*_terms(record, words), *long(record.how, words)),
        source=record.source or "",
        checked=words.date(record.checked) if record.checked else "",
        state=_state(one, words, as_of),
        statement=_statement(one.summary, _("The whole statement"), words),
    )


def _claim(stated: Recognition, told: Told, answer: Answer, found: tuple[RecognitionSummary, ...]) -> RecognitionView:
    _, words = told.words.gettext, told.words
    in_its_name = _("According to the provider, the receiver says so")
    return RecognitionView(
        asserter=in_its_name if stated.asserted_by == "receiver" else asserter(stated.asserted_by, words),
        asserted_by="provider" if stated.asserted_by == "receiver" else stated.asserted_by,
        receiver=organisations(told, [stated.receiver]),
        effect=words.term("recognition-effects", stated.effect),
        purpose=_purpose(stated.effect, words),
        lines=_terms(stated, words),
        source=stated.source or "",
        checked=words.date(stated.checked) if stated.checked else "",
        state=_objection(answer, found, words),
        statement=_statement(found[-1], _("What the receiver states"), words) if found else None,
    )


def _objection(answer: Answer, found: tuple[RecognitionSummary, ...], words: Words) -> Chip | None:
    """Say of a claim that its receiver does not, or no longer, say the same."""
    _ = words.gettext
    if answer is Answer.OTHERWISE:
        return Chip("stale", "warning", _("The receiver says something else"))
    if answer is not Answer.NO_LONGER:
        return None
    until = found[-1].valid_until
    if found[-1].is_published and until:
        return Chip("past", "past", _("The receiver said so until {date}").format(date=words.date(until)))
    return Chip("withdrawn", "withdrawn", _("Withdrawn by the receiver"))


def _statement(summary: RecognitionSummary, title: str, words: Words) -> Line:
    return Line(title, address=addresses.recognition(words.language, summary.provider, summary.id))


def _purpose(effect: str, words: Words) -> str:
    """Say for what recognition holds (CELEX 32022H0627(02), Annex II, principle 6)."""
    _, concept = words.gettext, vocabulary("recognition-effects").get(effect)
    said = {"academic": _("For study"), "employment": _("For work")}
    return said[concept.details["purpose"]] if concept else ""


def _terms(stated: Recognition | RecognitionStatement, words: Words) -> tuple[Line, ...]:
    """Return towards what it counts, for how much, on which legal basis, and under which conditions."""
    until = words.gettext("Until {date}").format(date=words.date(stated.valid_until)) if stated.valid_until else ""
    return (
        *(_programme(stated.programme, words) if stated.programme else ()),
        *plain(words.points(stated.credits) if stated.credits else ""),
        *short(stated.legal_basis, words),
        *long(stated.conditions, words),
        *plain(until),
    )


def _programme(named: Programme, words: Words) -> tuple[Line, ...]:
    shown = words.text(named.title)
    return (line(shown, words, href=named.page or ""),) if shown else ()


def statement_view(
    one: StatementInPlace,
    known: Mapping[str, OrganisationSummary],
    words: Words,
    settings: Settings,
    as_of: date,
) -> StatementView:
    """Put a statement of recognition into words for the page of its receiver."""
    record, summary = one.record, one.summary
    # The title of a draft is nobody's business yet.
    told = (key for key in summary.credentials if key not in one.counted or one.counted[key].has_page)
    return StatementView(
        place=addresses.recognition("", summary.provider, record.id).partition("#")[2],
        former=tuple(addresses.recognition("", summary.provider, old).partition("#")[2] for old in record.formerly),
        effect=words.term("recognition-effects", record.effect),
        purpose=_purpose(record.effect, words),
        state=_state(one, words, as_of),
        credentials=tuple(counted_line(key, summary.provider, one.counted, known, words) for key in told),
        rows=tuple(row for row in _rows(record, words) if row.lines),
        identifier=addresses.recognition_identifier(settings.identifier_base, record.uuid),
        json_address=addresses.recognition_json(summary.provider, record.id),
    )


def _state(one: StatementInPlace, words: Words, as_of: date) -> Chip | None:
    _, begins, until = words.gettext, one.record.valid_from, one.summary.valid_until
    if not one.summary.is_published:
        return Chip("withdrawn", "withdrawn", _("Statement withdrawn"))
    if not one.summary.is_in_force(as_of) and until:
        return Chip("past", "past", _("Until {date}").format(date=words.date(until)))
    if begins and begins > as_of:
        return Chip("upcoming", "calendar", _("From {date}").format(date=words.date(begins)))
    return None


def _rows(record: RecognitionStatement, words: Words) -> tuple[Row, ...]:
    _, start, end = words.gettext, record.valid_from, record.valid_until
    withdrawn = _("Withdrawn on {date}").format(date=words.date(record.withdrawn_on)) if record.withdrawn_on else ""
    since = _("From {date}").format(date=words.date(start)) if start else ""
    until = _("Until {date}").format(date=words.date(end)) if end else ""
    source = (Line(_("Source"), href=record.source),) if record.source else ()
    return (
        Row(_("Statement withdrawn"), (*plain(withdrawn), *short(record.reason, words))),
        Row(_("Towards"), _programme(record.programme, words) if record.programme else ()),
        Row(_("Counts for"), plain(words.points(record.credits) if record.credits else "")),
        Row(_("Legal basis"), short(record.legal_basis, words)),
        Row(_("Conditions"), long(record.conditions, words)),
        Row(_("What to do"), long(record.how, words)),
        Row(_("Who answers"), contact_lines(record.contact, words)),
        Row(_("Valid"), plain(since, until)),
        Row(_("Where it can be looked up"), source),
        Row(_("Confirmed by the receiver"), plain(words.date(record.checked) if record.checked else "")),
    )
