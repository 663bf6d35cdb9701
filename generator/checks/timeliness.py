"""What depends on the day of the check. Never an error: what could be published yesterday can be today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue.freshness import RunState, run_state
from generator.diagnostics import Severity, define_rule
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.catalogue.record_summary import RecordSummary
    from generator.catalogue.summary import OfferSummary
    from generator.checks.scope import Scope
    from generator.diagnostics import Diagnostic

DEADLINE_PASSED = define_rule(
    "DAT004",
    Severity.NOTE,
    "The last deadline has passed",
    reason="The page says that applications are closed and names no later run.",
    remedy="Add the next run as soon as its dates are known.",
)
ALL_RUNS_OVER = define_rule(
    "DAT005",
    Severity.WARNING,
    "A published offer whose runs are all over",
    reason="Learners find an offer that they cannot take.",
    remedy="Add the next run, or write `status: paused` or `status: withdrawn`.",
)
CHECKED_LONG_AGO = define_rule(
    "DAT006",
    Severity.WARNING,
    "A record that nobody has confirmed for long",
    reason="Readers see the date and cannot know whether the record is still true.",
    remedy="Read the record again, correct it, and write today's date under `checked`.",
)
CHECKED_IN_FUTURE = define_rule(
    "DAT007",
    Severity.WARNING,
    "A record confirmed on a day that has not come yet",
    reason="The date says when somebody last found the record right; it cannot lie ahead.",
    remedy="Write the day on which the record was really read.",
)

_OBTAINABLE = (RunState.OPEN, RunState.UPCOMING, RunState.RUNNING, RunState.FULL, RunState.UNKNOWN)


def runs(scope: Scope) -> Iterator[Diagnostic]:
    """A published offer has a run that one can still join, if it has runs at all."""
    for offer in scope.offers:
        if not offer.is_published or not offer.runs:
            continue
        states = [run_state(run, scope.as_of) for run in offer.runs]
        if all(state in (RunState.PAST, RunState.CANCELLED) for state in states):
            message = say("expected a run that is not over on {day}, got none", day=str(scope.as_of))
            yield scope.find(ALL_RUNS_OVER, offer.shown, ("runs",), message)
        elif RunState.CLOSED in states and not any(state in _OBTAINABLE for state in states):
            closed = [index for index, state in enumerate(states) if state is RunState.CLOSED]
            last = max(closed, key=lambda index: offer.runs[index].apply_by or scope.as_of.min)
            message = say(
                "expected a deadline after {day}, got {deadline} as the last one",
                day=str(scope.as_of),
                deadline=str(offer.runs[last].apply_by),
            )
            yield scope.find(DEADLINE_PASSED, offer.shown, ("runs", last, "apply_by"), message)


def confirmations(scope: Scope) -> Iterator[Diagnostic]:
    """A record that is in force was confirmed not too long ago, and not in the future."""
    with_status: tuple[OfferSummary | RecordSummary, ...] = (*scope.offers, *scope.records)
    for record in (*scope.providers, *(one for one in with_status if one.is_published)):
        if record.checked is None:
            continue
        age = (scope.as_of - record.checked).days
        if age < 0:
            today, checked = str(scope.as_of), str(record.checked)
            message = say("expected a day up to {today}, got {checked}", today=today, checked=checked)
            yield scope.find(CHECKED_IN_FUTURE, record.shown, ("checked",), message)
        elif age > scope.stale_days:
            message = say(
                "expected a confirmation within {limit} days, got one of {age} days ago",
                limit=scope.stale_days,
                age=age,
            )
            yield scope.find(CHECKED_LONG_AGO, record.shown, ("checked",), message)
