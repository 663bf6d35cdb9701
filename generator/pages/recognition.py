"""Who recognises a credential, and who says so: the receiver in a record of its own, or the provider alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.pages.evidence import asserter
from generator.pages.parts import Chip, Line, Row, contact_lines, line, long, plain, short
from generator.pages.stacking import counted_line
from generator.pages.told import organisations

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.catalogue.organisation import OrganisationSummary
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

    `statement` leads to the receiver's own statement; a mere claim has none.
    """

    asserter: str
    asserted_by: str
    receiver: tuple[Line, ...]
    effect: str
    lines: tuple[Line, ...]
    source: str
    checked: str
    statement: Line | None = None


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement of recognition on the page of its receiver; `former` are places it stood at under earlier ids."""

    place: str
    former: tuple[str, ...]
    effect: str
    state: Chip | None
    credentials: tuple[tuple[Line, Line | None], ...]
    rows: tuple[Row, ...]
    identifier: str
    json_address: str


def recognition_views(told: Told, as_of: date) -> tuple[RecognitionView, ...]:
    """Return what receivers state themselves, then what the provider claims and no receiver has said better.

    A claim with which the receiver agrees stands there once, as the statement of the receiver.
    """
    own = [one for one in told.related.recognition if one.summary.is_in_force(as_of)]
    claims = [one for one in told.offer.recognition if not _agreed(one, own)]
    return (*receivers_views(told, as_of), *(_claim(one, told) for one in claims))


def receivers_views(told: CredentialTold, as_of: date) -> tuple[RecognitionView, ...]:
    """Return what receivers themselves state of a credential and still stand by."""
    return tuple(_own(one, told) for one in told.related.recognition if one.summary.is_in_force(as_of))


def _agreed(claim: Recognition, own: list[StatementInPlace]) -> bool:
    of_receiver = (one.summary for one in own if one.summary.provider == claim.receiver)
    return any(one.agrees_with(claim.effect, claim.credits) for one in of_receiver)


def _own(one: StatementInPlace, told: CredentialTold) -> RecognitionView:
    _, words, record = told.words.gettext, told.words, one.record
    receiver = one.summary.provider
    return RecognitionView(
        asserter=_("The receiver says so itself"),
        asserted_by="receiver",
        receiver=organisations(told, [receiver]),
        effect=words.term("recognition-effects", record.effect),
        lines=(*_terms(record, words), *long(record.how, words)),
        source=record.source or "",
        checked=words.date(record.checked) if record.checked else "",
        statement=Line(_("The whole statement"), address=addresses.recognition(words.language, receiver, record.id)),
    )


def _claim(stated: Recognition, told: Told) -> RecognitionView:
    words = told.words
    return RecognitionView(
        asserter=asserter(stated.asserted_by, words),
        asserted_by=stated.asserted_by,
        receiver=organisations(told, [stated.receiver]),
        effect=words.term("recognition-effects", stated.effect),
        lines=_terms(stated, words),
        source=stated.source or "",
        checked=words.date(stated.checked) if stated.checked else "",
    )


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
        state=_state(one, words, as_of),
        credentials=tuple(counted_line(key, summary.provider, one.counted, known, words) for key in told),
        rows=tuple(row for row in _rows(record, words) if row.lines),
        identifier=addresses.recognition_identifier(settings.identifier_base, record.uuid),
        json_address=addresses.recognition_json(summary.provider, record.id),
    )


def _state(one: StatementInPlace, words: Words, as_of: date) -> Chip | None:
    _, until = words.gettext, one.summary.valid_until
    if not one.summary.is_published:
        return Chip("withdrawn", "withdrawn", _("Withdrawn"))
    if not one.summary.is_in_force(as_of) and until:
        return Chip("past", "past", _("Until {date}").format(date=words.date(until)))
    return None


def _rows(record: RecognitionStatement, words: Words) -> tuple[Row, ...]:
    _, start, end = words.gettext, record.valid_from, record.valid_until
    withdrawn = _("Withdrawn on {date}").format(date=words.date(record.withdrawn_on)) if record.withdrawn_on else ""
    since = _("From {date}").format(date=words.date(start)) if start else ""
    until = _("Until {date}").format(date=words.date(end)) if end else ""
    source = (Line(_("Source"), href=record.source),) if record.source else ()
    return (
        Row(_("Withdrawn"), (*plain(withdrawn), *short(record.reason, words))),
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
