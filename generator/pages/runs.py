"""When an offer takes place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue.freshness import RunState, Timing, run_state
from generator.pages.parts import Chip, Line, plain, short
from generator.pages.statements import place_name

if TYPE_CHECKING:
    from datetime import date

    from generator.pages.told import Told
    from generator.records.delivery import Applications, Run
    from generator.words import Words


@dataclass(frozen=True, slots=True)
class RunView:
    """One time the offer takes place."""

    when: str
    state: Chip
    apply_by: str
    rows: tuple[Line, ...]


def run_view(run: Run, told: Told, as_of: date) -> RunView:
    _, words = told.words.gettext, told.words
    state = run_state(Timing.of(run), as_of)
    labels = {
        RunState.OPEN: Chip("open", "open", _("Open for application") if run.apply_by else _("Announced")),
        RunState.UPCOMING: Chip("upcoming", "calendar", _("Applications open later")),
        RunState.CLOSED: Chip("closed", "closed", _("Applications closed")),
        RunState.RUNNING: Chip("past", "past", _("Has begun")),
        RunState.PAST: Chip("past", "past", _("Past")),
        RunState.FULL: Chip("closed", "closed", _("No places left")),
        RunState.CANCELLED: Chip("withdrawn", "withdrawn", _("Cancelled")),
        RunState.UNKNOWN: Chip("not-stated", "not-stated", _("Dates not stated")),
    }
    places = words.ngettext("{number} place", "{number} places", run.places) if run.places else ""
    least = words.ngettext("{number} at least", "{number} at least", run.places_minimum) if run.places_minimum else ""
    where = place_name(run.place, words) if run.place else ""
    opens = _("Apply from {date}").format(date=words.date(run.apply_from)) if run.apply_from else ""
    return RunView(
        when=_when(run, told),
        state=Chip("open", "open", _("Begin at any time")) if _never_over(run, state, told) else labels[state],
        apply_by=words.date(run.apply_by) if run.apply_by else "",
        rows=(
            *plain(_status(run, words), opens, *(_applications(one, words) for one in run.applications)),
            *plain(*(words.term("session-times", one) for one in run.times)),
            *short(run.sessions, words),
            *plain(where, places, least),
        ),
    )


def _never_over(run: Run, state: RunState, told: Told) -> bool:
    """Tell whether a run that began long ago still goes on, since everybody learns at their own pace."""
    participation = told.offer.participation
    self_paced = participation is not None and participation.pace == "self-paced"
    return state is RunState.PAST and run.end is None and self_paced and told.summary.is_published


def _status(run: Run, words: Words) -> str:
    """Say what the dates do not: that a run is sure, only planned, or open all the time."""
    if run.rolling:
        return words.gettext("You can begin at any time")
    return words.term("run-statuses", run.status) if run.status in ("planned", "confirmed") else ""


def _applications(stated: Applications, words: Words) -> str:
    """Say when one group can apply."""
    _ = words.gettext
    days = (
        _("from {date}").format(date=words.date(stated.apply_from)) if stated.apply_from else "",
        _("by {date}").format(date=words.date(stated.apply_by)) if stated.apply_by else "",
        words.ngettext("{number} place", "{number} places", stated.places) if stated.places else "",
    )
    said = words.listed([one for one in days if one])
    return _("{group}: {said}").format(group=words.text(stated.group), said=said)


def _when(run: Run, told: Told) -> str:
    _, words = told.words.gettext, told.words
    if run.rolling and not run.start:
        return _("At any time")
    if run.start and run.start == run.end:
        return words.date(run.start)
    if run.start and run.end:
        return _("{start} to {end}").format(start=words.date(run.start), end=words.date(run.end))
    if run.start:
        return _("from {start}").format(start=words.date(run.start))
    return _("until {end}").format(end=words.date(run.end)) if run.end else _("Dates not stated")
