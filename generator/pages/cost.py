"""When an offer takes place and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue.freshness import RunState, Timing, run_state
from generator.pages.parts import Chip, Line, Row, Section, long, plain, short
from generator.pages.statements import place_name

if TYPE_CHECKING:
    from datetime import date

    from generator.pages.statements import Told
    from generator.records.delivery import Run
    from generator.records.statement import Money


@dataclass(frozen=True, slots=True)
class RunView:
    """One time the offer takes place."""

    when: str
    state: Chip
    apply_by: str
    rows: tuple[Line, ...]


def run_view(run: Run, told: Told, as_of: date) -> RunView:
    _, words = told.words.gettext, told.words
    state = run_state(Timing(run.start, run.end, run.apply_by, run.apply_from), as_of)
    labels = {
        RunState.OPEN: Chip("open", "open", _("Open for application") if run.apply_by else _("Announced")),
        RunState.UPCOMING: Chip("upcoming", "calendar", _("Applications open later")),
        RunState.CLOSED: Chip("closed", "closed", _("Applications closed")),
        RunState.RUNNING: Chip("past", "past", _("Has begun")),
        RunState.PAST: Chip("past", "past", _("Past")),
        RunState.UNKNOWN: Chip("not-stated", "not-stated", _("Dates not stated")),
    }
    places = words.ngettext("{number} place", "{number} places", run.places) if run.places else ""
    where = place_name(run.place, words) if run.place else ""
    opens = _("Apply from {date}").format(date=words.date(run.apply_from)) if run.apply_from else ""
    return RunView(
        when=_when(run, told),
        state=labels[state],
        apply_by=words.date(run.apply_by) if run.apply_by else "",
        rows=(*plain(opens), *short(run.sessions, words), *plain(where, places)),
    )


def _when(run: Run, told: Told) -> str:
    _, words = told.words.gettext, told.words
    if run.start and run.end:
        return _("{start} to {end}").format(start=words.date(run.start), end=words.date(run.end))
    if run.start:
        return _("from {start}").format(start=words.date(run.start))
    return _("until {end}").format(end=words.date(run.end)) if run.end else _("Dates not stated")


def cost(told: Told) -> Section:
    _, words, price = told.words.gettext, told.words, told.offer.price
    category = words.term("price-categories", price.category) if price and price.category else ""
    rows = (
        Row(_("Price category"), plain(category)),
        Row(_("Learning"), plain(amount(price.learning if price else None, told))),
        Row(_("Assessment and credential"), plain(amount(price.credential if price else None, told))),
        Row(_("Application"), plain(amount(price.application if price else None, told))),
        Row(_("Refund"), long(price.refund if price else None, words)),
        *((Row(_("Note"), long(price.note, words)),) if price and price.note else ()),
    )
    return Section("cost", _("What does it cost?"), rows)


def amount(money: Money | None, told: Told) -> str:
    if money is None:
        return ""
    return told.words.gettext("Free") if float(money.amount) == 0 else told.words.money(money.amount, money.currency)
