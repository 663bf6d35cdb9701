"""Support that learners can ask for: in short beside the cost of an offer, whole on the page of its provider."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.pages.evidence import asserter
from generator.pages.organisation_names import organisation
from generator.pages.parts import Chip, Line, Row, contact_lines, line, long, plain, short

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import OfferSummary
    from generator.pages.related import SupportInPlace
    from generator.pages.told import Told
    from generator.records.support import LearnerSupport
    from generator.settings import Settings
    from generator.words import Words


@dataclass(frozen=True, slots=True)
class SupportView:
    """Support on the page of its provider; `former` are places it stood at under earlier ids."""

    place: str
    former: tuple[str, ...]
    title: Line
    state: Chip | None
    lead: tuple[Line, ...]
    rows: tuple[Row, ...]
    offers: tuple[Line, ...]
    identifier: str
    json_address: str


def support_rows(told: Told, as_of: date) -> tuple[Row, ...]:
    """Return the support that an offer names as rows of its cost; what was withdrawn nobody can ask for."""
    _ = told.words.gettext
    there = (one for one in told.related.support if one.summary.is_published)
    return tuple(Row(_("Support you can ask for"), _in_short(one, told, as_of)) for one in there)


def _in_short(one: SupportInPlace, told: Told, as_of: date) -> tuple[Line, ...]:
    """Say what it is, how much and by when; of what is over only that. The rest is one step away."""
    words, record, summary = told.words, one.record, one.summary
    title = _title(one, words)
    if summary.over(as_of):
        return (title, *plain(_when(record, words, as_of)))
    return (
        title,
        *plain(_how_much(record, words), _covers(record, words)),
        *(long(record.who, words) or plain(words.gettext("For whom is it? Ask the provider."))),
        *plain(_when(record, words, as_of)),
    )


def support_view(
    one: SupportInPlace,
    known: Mapping[str, OrganisationSummary],
    words: Words,
    settings: Settings,
    as_of: date,
) -> SupportView:
    """Put support for learners into words for the page of its provider."""
    record, provider = one.record, one.summary.provider
    return SupportView(
        place=addresses.support("", provider, record.id).partition("#")[2],
        former=tuple(addresses.support("", provider, old).partition("#")[2] for old in record.formerly),
        title=_title(one, words, linked=False),
        state=_state(one, words, as_of),
        lead=(*short(record.summary, words), *long(record.description, words)),
        rows=tuple(row for row in _rows(record, known, words, as_of) if row.lines),
        offers=tuple(_offer(each, words) for each in one.offers if each.is_published),
        identifier=addresses.support_identifier(settings.identifier_base, record.uuid),
        json_address=addresses.support_json(provider, record.id),
    )


def _title(one: SupportInPlace, words: Words, *, linked: bool = True) -> Line:
    shown = words.text(one.record.title)
    assert shown is not None  # noqa: S101 - the model demands a title
    address = addresses.support(words.language, one.summary.provider, one.record.id) if linked else ""
    return line(shown, words, address=address)


def _offer(offer: OfferSummary, words: Words) -> Line:
    shown = words.text(offer.title)
    assert shown is not None  # noqa: S101 - the model demands a title
    return line(shown, words, address=addresses.offer(words.language, offer.provider, offer.id))


def _state(one: SupportInPlace, words: Words, as_of: date) -> Chip | None:
    _, summary = words.gettext, one.summary
    if not summary.is_published:
        return Chip("withdrawn", "withdrawn", _("Support withdrawn"))
    if summary.over(as_of):
        return Chip("past", "past", _("Over"))
    if summary.apply_from is not None and summary.apply_from > as_of:
        return Chip("planned", "calendar", _("Opens on {date}").format(date=words.date(summary.apply_from)))
    return None


def _rows(
    record: LearnerSupport, known: Mapping[str, OrganisationSummary], words: Words, as_of: date
) -> tuple[Row, ...]:
    _ = words.gettext
    withdrawn = _("Withdrawn on {date}").format(date=words.date(record.withdrawn_on)) if record.withdrawn_on else ""
    source = (Line(_("Source"), href=record.source),) if record.source else ()
    checked = _("checked on {date}").format(date=words.date(record.checked)) if record.checked else ""
    return (
        Row(_("What happened"), (*plain(withdrawn), *short(record.reason, words))),
        Row(_("Kind of support"), plain(words.term("scheme-types", record.type) if record.type else "")),
        Row(_("How much"), plain(_how_much(record, words))),
        Row(_("What it pays for"), plain(_covers(record, words))),
        Row(_("Who pays"), (organisation(record.funder, known, words),) if record.funder else ()),
        Row(_("For whom"), long(record.who, words)),
        Row(_("Conditions"), long(record.conditions, words)),
        Row(_("When to ask"), plain(_when(record, words, as_of)) if record.status == "published" else ()),
        Row(_("How to ask"), long(record.how, words)),
        Row(_("Where it is explained"), (Line(record.page, href=record.page),) if record.page else ()),
        Row(_("Who answers"), contact_lines(record.contact, words)),
        Row(_("Who says so"), (*plain(asserter(record.asserted_by, words)), *source, *plain(checked))),
    )


def _how_much(record: LearnerSupport, words: Words) -> str:
    _ = words.gettext
    if record.amount is not None:
        return words.money(record.amount.amount, record.amount.currency)
    if record.share is None:
        return ""
    share = _("{percent} % of the cost").format(percent=words.number(record.share))
    if record.at_most is None:
        return share
    most = words.money(record.at_most.amount, record.at_most.currency)
    return _("{share}, at most {amount}").format(share=share, amount=most)


def _covers(record: LearnerSupport, words: Words) -> str:
    return words.listed([words.term("covered-costs", one) for one in record.covers]) if record.covers else ""


def _when(record: LearnerSupport, words: Words, as_of: date) -> str:
    """Say when one can ask for it; that nobody says so is worth knowing too."""
    _ = words.gettext
    ends = min((day for day in (record.apply_by, record.valid_until) if day is not None), default=None)
    if ends is not None and ends < as_of:
        return _("No longer: it ended on {date}").format(date=words.date(ends))
    opens = record.apply_from if record.apply_from is not None and record.apply_from > as_of else None
    if opens is not None and record.apply_by is not None:
        return _("Ask for it from {first} to {last}").format(first=words.date(opens), last=words.date(record.apply_by))
    if opens is not None:
        return _("Ask for it from {date} on").format(date=words.date(opens))
    if record.apply_by is not None:
        return _("Ask for it by {date}").format(date=words.date(record.apply_by))
    if record.valid_until is not None:
        return _("Granted until {date}").format(date=words.date(record.valid_until))
    return _("Until when can one ask for it? That is not stated.")
