"""The six decisive facts of an offer, made from its summary so that lists need not open records."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.freshness import NEAR, Freshness, RunState, Timing, freshness, next_run, run_state
from generator.catalogue.summary import is_zero
from generator.catalogue.transparency import ElementState, state_of
from generator.languages import N_
from generator.pages.parts import Card, Chip, Fact, line

if TYPE_CHECKING:
    from datetime import date

    from generator.catalogue.freshness import Ages
    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import OfferSummary
    from generator.words import Words

MICRO_CREDENTIAL = "micro-credential"
_NO_START = {"withdrawn": N_("No longer offered"), "paused": N_("Not at present")}
SHORT = 40
"""So many letters of a duration in the provider's words stand among the decisive facts."""
FEW_LANGUAGES = 2
"""So many languages of the teaching are named on a card; of more it says how many."""
NEXT_START = 2
"""The position of the next start among the six facts."""


def six_facts(offer: OfferSummary, words: Words, as_of: date) -> tuple[Fact, ...]:
    """Return workload, price, next start, participation, credit and admission, in this order."""
    return (
        _workload(offer, words),
        _price(offer, words),
        _next_start(offer, words, as_of),
        _participation(offer, words, as_of),
        _credit(offer, words),
        _admission(offer, words),
    )


def _workload(offer: OfferSummary, words: Words) -> Fact:
    label = words.gettext("Workload")
    hours = words.hours(offer.hours) if offer.hours else ""
    if offer.credits and offer.credits[2] != "none":
        system, amount, _status = offer.credits
        return Fact("clock", label, words.credits(amount, system), hours)
    if hours:
        return Fact("clock", label, hours)
    duration = _duration(offer, words)
    if duration:
        return Fact("clock", words.gettext("Duration"), duration, words.gettext("workload not stated"))
    return _unknown("clock", label, words)


def _duration(offer: OfferSummary, words: Words) -> str:
    """Return how long an offer takes, if it can be said in a few words; it is no workload, but better than nothing."""
    said = words.text(offer.duration_text)
    if said and len(said.text) <= SHORT:
        return said.text
    return words.duration(offer.duration) if offer.duration else ""


def _price(offer: OfferSummary, words: Words) -> Fact:
    _ = words.gettext
    label = _("Price")
    if offer.is_free:
        return Fact("price", label, _("Free"))
    if offer.is_free_to_learn:
        return _free_to_learn(offer, words, label)
    if offer.learning_price is None and offer.credential_price and offer.has_no_course:
        detail = _listed(_("assessment and credential"), _application_price(offer, words))
        return Fact("price", label, words.money(*offer.credential_price), detail)
    if offer.learning_price:
        subscription = words.term("price-categories", offer.price) if offer.price == "subscription" else ""
        detail = _listed(subscription or _credential_price(offer, words), _application_price(offer, words))
        return Fact("price", label, words.money(*offer.learning_price), detail)
    credential = _credential_price(offer, words)
    if offer.price:
        detail = _listed(_("amount not stated"), credential)
        return Fact("price", label, words.term("price-categories", offer.price), detail)
    unknown = _unknown("price", label, words)
    return replace(unknown, detail=credential, is_unknown=False) if credential else unknown


def _free_to_learn(offer: OfferSummary, words: Words, label: str) -> Fact:
    """Tell apart what peers mix up: a free course whose credential or application costs money is not free."""
    _ = words.gettext
    fee = _application_price(offer, words)
    if fee:
        return Fact("price", label, _("Free to learn"), fee)
    if offer.credential is None or (is_zero(offer.credential_price)):
        return Fact("price", label, _("Free to learn"))
    credential = _credential_price(offer, words) or _("price of the credential not stated")
    return Fact("price", label, _("Free to learn"), credential)


def _application_price(offer: OfferSummary, words: Words) -> str:
    if not offer.application_price or is_zero(offer.application_price):
        return ""
    return words.gettext("application: {amount}").format(amount=words.money(*offer.application_price))


def _listed(*details: str) -> str:
    return " · ".join(one for one in details if one)


def _credential_price(offer: OfferSummary, words: Words) -> str:
    if not offer.credential_price or is_zero(offer.credential_price):
        return ""
    return words.gettext("credential: {amount}").format(amount=words.money(*offer.credential_price))


def _next_start(offer: OfferSummary, words: Words, as_of: date) -> Fact:
    _ = words.gettext
    label = _("Next start")
    if offer.status in _NO_START:
        return Fact("calendar", label, _(_NO_START[offer.status]), stated=False)
    run = next_run(offer.runs, as_of)
    if run is None or run.rolling:
        return _no_next_start(offer, words, label, as_of)
    state = run_state(run, as_of)
    deadline = _deadline(run, state, words)
    begins = _begins(run, label, words, as_of)
    if run.apply_by is None or state is not RunState.OPEN:
        return replace(begins, detail=deadline)
    near = run.apply_by - as_of <= timedelta(days=NEAR)
    closes = _("closes {when}").format(when=words.in_days(NEAR)) if near else ""
    return replace(begins, detail=deadline, due=run.apply_by.isoformat(), closes=closes)


def _begins(run: Timing, label: str, words: Words, as_of: date) -> Fact:
    _ = words.gettext
    if run.start is None:
        return Fact("calendar", label, _("Date not stated"), stated=False)
    return Fact("calendar", _("Started") if run.start < as_of else label, words.date(run.start))


def _deadline(run: Timing, state: RunState, words: Words) -> str:
    _ = words.gettext
    if state is RunState.UPCOMING and run.apply_from:
        return _("apply from {date}").format(date=words.date(run.apply_from))
    if state is RunState.FULL:
        return _("no places left")
    if run.apply_by is None:
        return _("deadline not stated")
    pattern = _("applications closed on {date}") if state is RunState.CLOSED else _("apply by {date}")
    return pattern.format(date=words.date(run.apply_by))


def _no_next_start(offer: OfferSummary, words: Words, label: str, as_of: date) -> Fact:
    _ = words.gettext
    if offer.begins_any_time(as_of):
        return Fact("calendar", label, _("Any time"), _("at your own pace") if offer.pace == "self-paced" else "")
    if offer.runs and all(run.status == "cancelled" for run in offer.runs):
        return Fact("calendar", label, _("Cancelled"), stated=False)
    starts = [run.start for run in offer.runs if run.start]
    if starts:
        detail = _("last start stated: {date}").format(date=words.date(max(starts)))
        return Fact("calendar", label, _("No new date"), detail, stated=False)
    return _unknown("calendar", label, words)


def _participation(offer: OfferSummary, words: Words, as_of: date) -> Fact:
    label = words.gettext("Participation")
    if offer.has_no_course:
        return Fact("participation", label, words.gettext("No course"), words.gettext("validation only"))
    if offer.mode is None:
        return _unknown("participation", label, words)
    # Who begins at any time does so at their own pace: the next start says it.
    pace = words.term("paces", offer.pace) if offer.pace and not offer.begins_any_time(as_of) else ""
    return Fact(
        "participation", label, words.term("participation-modes", offer.mode), _listed(pace, _taught_in(offer, words))
    )


def _taught_in(offer: OfferSummary, words: Words) -> str:
    """Return the languages of the teaching; of many, how many."""
    if len(offer.teaching_languages) > FEW_LANGUAGES:
        return words.ngettext("{number} language", "{number} languages", len(offer.teaching_languages))
    return ", ".join(words.language_name(one) for one in offer.teaching_languages)


def _credit(offer: OfferSummary, words: Words) -> Fact:
    _ = words.gettext
    label = _("Assessment and credit")
    if offer.kind != MICRO_CREDENTIAL:
        assessed = state_of(offer.states, "assessment") is ElementState.STATED
        value = _("Assessment stated") if assessed else _("No assessment stated")
        detail = _("not a micro-credential")
        return Fact("micro-credential", label, value, detail, stated=False, is_unknown=not assessed)
    if offer.credits is None:
        return Fact("micro-credential", label, _("Assessed"), _("credits not stated"))
    status = offer.credits[2]
    if status == "awarded" and offer.credits_on_condition:
        return Fact("micro-credential", label, _("Assessed"), _("gives credits on a condition"))
    detail = _("gives credits") if status == "awarded" else words.term("credit-statuses", status)
    return Fact("micro-credential", label, _("Assessed"), detail)


def _admission(offer: OfferSummary, words: Words) -> Fact:
    _ = words.gettext
    label = _("Who can join")
    if offer.everyone is None:
        return _unknown("people", label, words)
    return Fact("people", label, _("Everyone") if offer.everyone else _("Certain people only"))


def _unknown(icon: str, label: str, words: Words) -> Fact:
    return Fact(icon, label, words.gettext("Not stated"), stated=False, is_unknown=True)


def kind_chip(offer: OfferSummary, words: Words) -> Chip:
    """Return the chip that tells micro-credentials from other learning opportunities."""
    if offer.kind == MICRO_CREDENTIAL:
        return Chip("micro-credential", "micro-credential", words.term("kinds", offer.kind))
    return Chip("learning-opportunity", "learning-opportunity", words.term("kinds", offer.kind))


def state_chip(offer: OfferSummary, words: Words, as_of: date) -> Chip | None:
    """Return the chip of an offer's state, or None where nothing special is to be said."""
    _ = words.gettext
    if offer.status == "paused":
        return Chip("paused", "paused", _("Paused"))
    if offer.status == "withdrawn":
        return Chip("withdrawn", "withdrawn", _("Withdrawn"))
    return _chip_of_runs(offer, words, as_of)


def _chip_of_runs(offer: OfferSummary, words: Words, as_of: date) -> Chip | None:
    """Say the most hopeful thing that is true of the runs: open, open later, full, closed, past, cancelled."""
    _ = words.gettext
    states = {run_state(run, as_of) for run in offer.runs}
    if any(run.apply_by and run_state(run, as_of) is RunState.OPEN for run in offer.runs):
        return Chip("open", "open", _("Open for application"))
    if states & {RunState.OPEN, RunState.RUNNING}:
        return None
    said = {
        RunState.UPCOMING: Chip("upcoming", "calendar", _("Applications open later")),
        RunState.FULL: Chip("closed", "closed", _("No places left")),
        RunState.CLOSED: Chip("closed", "closed", _("Applications closed")),
        RunState.PAST: Chip("past", "past", _("All stated dates are past")),
        RunState.CANCELLED: Chip("withdrawn", "withdrawn", _("Cancelled")),
    }
    state = next((state for state in said if state in states), None)
    is_past = state is RunState.PAST and offer.pace == "self-paced"
    return said[state] if state is not None and not is_past else None


def age_chip(offer: OfferSummary, fresh: Freshness, words: Words) -> Chip | None:
    """Return the chip that warns of an old record, or of one that its provider never confirmed; None if it is fresh."""
    _ = words.gettext
    if offer.checked is None:
        return Chip("ageing", "history", _("Not confirmed by the provider"))
    if fresh is Freshness.AGEING:
        return Chip("ageing", "history", _("Last confirmed: {date}").format(date=words.date(offer.checked)))
    if fresh is Freshness.STALE:
        return Chip("stale", "warning", _("Not confirmed since {date}").format(date=words.date(offer.checked)))
    return None


def card(offer: OfferSummary, provider: OrganisationSummary, words: Words, as_of: date, ages: Ages) -> Card:
    """Return the card of an offer as it stands on a day."""
    title, name = words.text(offer.title), words.text(provider.name)
    summary = words.text(offer.summary) or words.text(offer.beginning)
    assert title and name  # noqa: S101 - the model demands both in at least one language
    facts = six_facts(offer, words, as_of)
    age = age_chip(offer, freshness(offer.checked, as_of, ages), words)
    unknown = [fact.label for fact in facts if fact.is_unknown]
    return Card(
        address=addresses.offer(words.language, offer.provider, offer.id),
        title=line(title, words),
        provider=line(name, words),
        summary=line(summary, words) if summary else None,
        kind=kind_chip(offer, words),
        states=tuple(filter(None, (state_chip(offer, words, as_of), age))),
        facts=tuple(fact for fact in facts if not fact.is_unknown),
        unknown=words.gettext("Not stated: {facts}").format(facts=words.listed(unknown)) if unknown else "",
    )
