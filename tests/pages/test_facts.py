"""The six decisive facts: a card must never promise more than the record says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from generator.pages.facts import Fact, six_facts, state_chip
from generator.words import Words
from tests.builders import a_credential, an_offer, an_offer_summary
from tests.site.serving import ROOT

ENGLISH = Words("en", ROOT / "theme" / "locale")
TODAY = date(2026, 11, 20)
WORKLOAD, PRICE, NEXT_START, PARTICIPATION, CREDIT, ADMISSION = range(6)


def fact(position: int, as_of: date = TODAY, **changes: Any) -> Fact:
    return six_facts(an_offer_summary(an_offer(**changes)), ENGLISH, as_of)[position]


def chip(as_of: date = TODAY, **changes: Any) -> str:
    found = state_chip(an_offer_summary(an_offer(**changes)), ENGLISH, as_of)
    return found.text if found else ""


def money(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "PLN"}


@pytest.mark.parametrize(
    ("price", "value", "detail"),
    [
        (None, "Not stated", ""),
        ({"category": "free"}, "Free", ""),
        ({"category": "paid"}, "Paid", "amount not stated"),
        ({"category": "paid", "learning": money("720.00")}, "PLN\N{NO-BREAK SPACE}720", ""),
        ({"category": "paid", "learning": money("12.3456")}, "PLN\N{NO-BREAK SPACE}12.3456", ""),
        (
            {"category": "partly-free", "learning": money("0"), "credential": money("300")},
            "Free to learn",
            "credential: PLN\N{NO-BREAK SPACE}300",
        ),
        ({"category": "partly-free", "learning": money("0")}, "Free to learn", "price of the credential not stated"),
        ({"category": "free", "learning": money("0"), "credential": money("0")}, "Free", ""),
        (
            {"learning": money("720"), "credential": money("50")},
            "PLN\N{NO-BREAK SPACE}720",
            "credential: PLN\N{NO-BREAK SPACE}50",
        ),
        (
            {"learning": money("720"), "credential": money("50"), "application": money("15")},
            "PLN\N{NO-BREAK SPACE}720",
            "credential: PLN\N{NO-BREAK SPACE}50 · application: PLN\N{NO-BREAK SPACE}15",
        ),
        ({"learning": money("720"), "application": money("0")}, "PLN\N{NO-BREAK SPACE}720", ""),
    ],
)
def test_price_tells_learning_and_credential_apart(price: object, value: str, detail: str) -> None:
    found = fact(PRICE, price=price)
    assert (found.value, found.detail) == (value, detail)


def test_validation_without_a_course_has_its_own_price_and_no_form_of_participation() -> None:
    changes: dict[str, Any] = {
        "participation": {"not_applicable": {"en": "There is no course."}},
        "price": {"category": "paid", "credential": money("300")},
    }
    price, participation = fact(PRICE, **changes), fact(PARTICIPATION, **changes)
    assert (price.value, price.detail) == ("PLN\N{NO-BREAK SPACE}300", "assessment and credential")
    assert (participation.value, participation.detail) == ("No course", "validation only")
    elsewhere = fact(PRICE, price=changes["price"])
    told = "amount not stated · credential: PLN\N{NO-BREAK SPACE}300"
    assert (elsewhere.value, elsewhere.detail) == ("Paid", told)
    alone = fact(PRICE, price={"credential": money("300")})
    assert (alone.value, alone.detail) == ("Not stated", "credential: PLN\N{NO-BREAK SPACE}300")


def run(**dates: str) -> list[dict[str, str]]:
    return [{"id": "run", **dates}]


@pytest.mark.parametrize(
    ("runs", "value", "detail", "state"),
    [
        (None, "Not stated", "", ""),
        (run(places="20"), "Not stated", "", ""),
        (run(start="2027-01-11"), "11 January 2027", "deadline not stated", ""),
        (run(start="2027-01-11", apply_by="2026-11-20"), "11 January 2027", "apply by 20 November 2026", "Open for application"),
        (
            run(start="2027-01-11", apply_by="2026-11-19"),
            "11 January 2027",
            "applications closed on 19 November 2026",
            "Applications closed",
        ),
        (
            run(start="2027-07-01", apply_from="2027-05-01", apply_by="2027-06-01"),
            "1 July 2027",
            "apply from 1 May 2027",
            "Applications open later",
        ),
        (run(apply_by="2027-05-01"), "Date not stated", "apply by 1 May 2027", "Open for application"),
        (run(apply_from="2027-05-01"), "Date not stated", "apply from 1 May 2027", "Applications open later"),
        (run(start="2026-11-01", end="2026-12-20", apply_by="2026-11-25"), "1 November 2026", "apply by 25 November 2026", "Open for application"),
        (run(start="2026-01-01", end="2026-02-01"), "No new date", "last start stated: 1 January 2026", "All stated dates are past"),
        (run(start="2027-01-11", apply_by="2026-12-20", status="full"), "11 January 2027", "no places left", "No places left"),
        (run(start="2027-01-11", apply_by="2026-12-20", status="cancelled"), "Cancelled", "", "Cancelled"),
        (run(rolling="true"), "Any time", "", ""),
        (run(start="2020-01-11", rolling="true"), "Any time", "", ""),
        (run(start="2020-01-11", apply_by="2026-11-19", rolling="true"), "No new date", "last start stated: 11 January 2020", "Applications closed"),
        (run(start="2026-11-20", end="2026-11-20", apply_by="2026-11-20"), "20 November 2026", "apply by 20 November 2026", "Open for application"),
    ],
)  # fmt: skip
def test_next_start_says_how_things_stand_on_the_day(runs: object, value: str, detail: str, state: str) -> None:
    found = fact(NEXT_START, runs=runs)
    assert (found.value, found.detail) == (value, detail)
    assert chip(runs=runs) == state


def test_a_start_in_the_past_is_not_called_the_next_one() -> None:
    assert fact(NEXT_START, runs=run(start="2026-11-01", apply_by="2026-11-25")).label == "Started"


def test_an_offer_that_is_over_has_no_next_start() -> None:
    withdrawn = {"status": "withdrawn", "withdrawn_on": "2026-01-01"}
    assert fact(NEXT_START, **withdrawn).value == "No longer offered"
    assert chip(**withdrawn) == "Withdrawn"
    assert fact(NEXT_START, status="paused").value == "Not at present"


def test_learning_opportunity_is_never_called_assessed_without_a_word_on_it() -> None:
    without = a_credential(assessment=None)
    assert fact(CREDIT, kind="learning-opportunity", credential=without).value == "No assessment stated"
    assert fact(CREDIT, kind="learning-opportunity").value == "Assessment stated"
    assert fact(CREDIT, kind="learning-opportunity").detail == "not a micro-credential"


@pytest.mark.parametrize(("hours", "said"), [("1", "1 hour"), ("75", "75 hours"), ("1.5", "1.5 hours")])
def test_hours_are_not_rounded(hours: str, said: str) -> None:
    assert fact(WORKLOAD, credential=a_credential(workload={"hours": {"total": hours}})).value == said


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({"duration": "P8W", "duration_text": None}, "8 weeks"),
        ({"duration_text": {"en": "11 hours for 11 modules"}}, "11 hours for 11 modules"),
        ({"duration": "P8W", "duration_text": {"en": "Eight weeks in spring, on Wednesdays and Saturdays"}}, "8 weeks"),
        ({"duration": None}, "Not stated"),
    ],
)
def test_a_duration_stands_in_for_a_workload_that_is_not_stated(changes: dict[str, Any], value: str) -> None:
    found = fact(0, kind="learning-opportunity", credential=None, **changes)
    assert (found.value, found.detail) == (value, "" if value == "Not stated" else "workload not stated")


def test_the_language_of_teaching_stands_beside_the_form() -> None:
    pace = {"mode": "online", "pace": "scheduled"}
    assert fact(3, teaching_languages=["pl", "en"], participation=pace).detail == "At set times · Polish, English"
    assert fact(3, teaching_languages=["pl", "en", "de"], participation=pace).detail == "At set times · 3 languages"
