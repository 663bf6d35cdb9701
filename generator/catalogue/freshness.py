"""What depends on the day the catalogue is built: which run comes next, whether a record is still fresh."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from generator.records.delivery import Run
    from generator.settings import Settings


NEAR = 30
"""So many days ahead a deadline is near; deadlines.js counts the same (a test compares)."""


class RunState(StrEnum):
    """How a run stands on a day."""

    OPEN = "open"
    """Applications are accepted, as far as the record says."""
    CLOSED = "closed"
    """The deadline has passed; the run has not ended."""
    RUNNING = "running"
    """It has begun and states no deadline."""
    PAST = "past"
    """It is over."""
    UPCOMING = "upcoming"
    """Applications have not begun."""
    FULL = "full"
    """The record says that no places are left; the run has not ended."""
    CANCELLED = "cancelled"
    """The record says that it does not take place."""
    UNKNOWN = "unknown"
    """The record gives no dates."""


class Freshness(StrEnum):
    """How long ago the provider confirmed a record."""

    FRESH = "fresh"
    AGEING = "ageing"
    STALE = "stale"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Timing:
    """When one run takes place, and whether it does; `id` is the run's own within its offer.

    One can begin a `rolling` run at any time.
    """

    start: date | None
    end: date | None
    apply_by: date | None
    apply_from: date | None = None
    id: str = ""
    rolling: bool = False
    status: str | None = None

    @classmethod
    def of(cls, run: Run) -> Timing:
        """Return the timing of a run of an offer."""
        return cls(run.start, run.end, run.apply_by, run.apply_from, run.id, bool(run.rolling), run.status)


def run_state(run: Timing, as_of: date) -> RunState:
    """Return the state of a run on a day; deadlines include the day itself."""
    if run.status == "cancelled":
        return RunState.CANCELLED
    if not any((run.start, run.end, run.apply_by, run.apply_from)):
        return RunState.FULL if run.status == "full" else RunState.OPEN if run.rolling else RunState.UNKNOWN
    if (run.end is not None and run.end < as_of) or (run.end is None and _long_past(run, as_of)):
        return RunState.PAST
    return RunState.FULL if run.status == "full" else _application_state(run, as_of)


def _application_state(run: Timing, as_of: date) -> RunState:
    """Return whether one can apply for a run that is not over."""
    if run.apply_by is not None:
        if run.apply_by < as_of:
            return RunState.CLOSED
        return RunState.UPCOMING if run.apply_from is not None and run.apply_from > as_of else RunState.OPEN
    if run.start is not None and run.start < as_of and not run.rolling:
        return RunState.RUNNING
    return RunState.UPCOMING if run.apply_from is not None and run.apply_from > as_of else RunState.OPEN


def _long_past(run: Timing, as_of: date) -> bool:
    """Tell whether a run without end must be over: the last date that it states is more than a year ago.

    What one can begin at any time is not over because it began long ago.
    """
    if run.rolling and run.apply_by is None:
        return False
    last = max(filter(None, (run.start, run.apply_by, run.apply_from)))
    return (as_of - last).days > 366


def next_run(runs: Sequence[Timing], as_of: date) -> Timing | None:
    """Return the run a learner would take now: the earliest that is not past, open ones first."""
    order = (RunState.OPEN, RunState.UPCOMING, RunState.FULL, RunState.CLOSED, RunState.RUNNING)
    candidates = [(order.index(state), _first_date(run), run) for run, state in _states(runs, as_of) if state in order]
    dated = [one for one in candidates if one[1] is not None]
    return min(dated, key=lambda one: (one[0], one[1]))[2] if dated else None


def _first_date(run: Timing) -> date | None:
    return run.start or run.apply_by or run.apply_from or run.end


def _states(runs: Sequence[Timing], as_of: date) -> list[tuple[Timing, RunState]]:
    return [(run, run_state(run, as_of)) for run in runs]


@dataclass(frozen=True, slots=True)
class Ages:
    """After how many days a record counts as ageing, and after how many as stale; the registry decides."""

    fresh_days: int
    stale_days: int

    @classmethod
    def of(cls, settings: Settings) -> Ages:
        """Return what the registry decided."""
        return cls(settings.options.fresh_days, settings.options.stale_days)


def fresh_until(checked: date, ages: Ages) -> date:
    """Return the last day on which a record is fresh; what feeds say must not depend on the day they are written."""
    return _later(checked, ages.fresh_days)


def stale_after(checked: date, ages: Ages) -> date:
    """Return the day after which a record is stale."""
    return _later(checked, ages.stale_days)


def _later(day: date, days: int) -> date:
    """Return a day so many days later, or the last day there is."""
    return type(day).fromordinal(min(day.toordinal() + days, type(day).max.toordinal()))


def freshness(checked: date | None, as_of: date, ages: Ages) -> Freshness:
    """Return how fresh a record is on a day."""
    if checked is None:
        return Freshness.UNKNOWN
    age = (as_of - checked).days
    if age <= ages.fresh_days:
        return Freshness.FRESH
    return Freshness.AGEING if age <= ages.stale_days else Freshness.STALE
