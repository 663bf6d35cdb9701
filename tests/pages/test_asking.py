"""What a record leaves open is a question, and one mail to the provider lists exactly these questions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.catalogue.transparency import ELEMENTS, ElementState, states_of
from generator.pages.asking import QUESTIONS, SHORT_ENOUGH, language_of
from generator.pages.offer_page import offer_view
from generator.words import Words
from tests.builders import a_credential, a_provider, some_settings
from tests.pages.rendered import TODAY
from tests.pages.test_statements import LOCALE, told

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pages.asking import AskView
    from generator.pages.told import Told

OFFICE = {"unit": {"en": "Office"}, "email": "office@sample-university.example"}


def asked(here: Told, their_language: str = "pl") -> AskView:
    """Return what the page of an offer asks; its provider has an office."""
    there = replace(here, provider=a_provider(contact=OFFICE))
    view = offer_view(there, some_settings(), TODAY, None, theirs=Words(their_language, LOCALE))
    assert view.ask is not None
    return view.ask


def mail(ask: AskView) -> tuple[str, str, str]:
    """Return to whom a mail goes, its subject and its text, as a mail program reads them."""
    parts = urlsplit(ask.mail)
    fields = parse_qs(parts.query, strict_parsing=True)
    assert parts.scheme == "mailto"
    return parts.path, fields["subject"][0], fields["body"][0]


REMOVED: dict[str, dict[str, Any]] = {
    "description": {"description": None},
    "learning-outcomes": {"credential": a_credential(learning_outcomes=None, outcomes_summary=None)},
    "workload": {"credential": a_credential(workload=None)},
    "duration": {"duration": None},
    "teaching-languages": {"teaching_languages": None},
    "participation": {"participation": None},
    "prerequisites": {"prerequisites": None},
    "who-can-join": {"who_can_join": None},
    "dates": {"runs": None},
    "deadline": {"runs": [{"id": "spring", "start": "2027-01-11", "end": "2027-03-07"}]},
    "assessment": {"credential": a_credential(assessment=None), "kind": "learning-opportunity"},
    "supervision": {"credential": a_credential(supervision=None)},
    "grade": {"credential": a_credential(grading=None)},
    "quality-assurance": {"credential": a_credential(quality_assurance=None)},
    "awarding-body": {"credential": a_credential(awarded_by=None)},
    "confirmed": {"checked": None},
    "level": {"credential": a_credential(level=None)},
    "stackability": {"credential": a_credential(stackability=None)},
    "further-information": {"credential": a_credential(further_information=None)},
    "learning-price": {"price": {"credential": {"amount": "10", "currency": "PLN"}}},
    "way-to-apply": {"links": None},
}
"""By question: the changes of a complete record that leave just it open, beside what the record never says."""


@pytest.mark.parametrize("key", REMOVED)
def test_what_is_taken_away_is_asked_for_in_both_languages(tmp_path: Path, key: str) -> None:
    complete = asked(told(tmp_path / "complete"))
    ask = asked(told(tmp_path / "open", **REMOVED[key]))
    polish = Words("pl", LOCALE)
    assert QUESTIONS[key] not in complete.questions
    assert QUESTIONS[key] in ask.questions
    whole = mail(ask)[2] + "".join(ask.text)
    assert polish.gettext(QUESTIONS[key]) in whole


@pytest.mark.parametrize(
    ("key", "stated"),
    [
        ("validation", {"validation": {"available": "false"}}),
        ("recognition", {"recognition": [{"effect": "elective", "receiver": "sample-university"}]}),
        ("accessibility", {"accessibility": ["captions"]}),
        ("technical-requirements", {"technical_requirements": {"en": "A laptop."}}),
        ("issuing", {"credential": a_credential(issuing={"form": "certificate"})}),
        ("review", {"credential": a_credential(relevance={"reviewed": "2026-05-01"})}),
        ("refund", {"price": {"category": "free"}}),
        ("further-costs", {"participation": {"mode": "online"}}),
    ],
)
def test_what_is_stated_is_not_asked_for(tmp_path: Path, key: str, stated: dict[str, Any]) -> None:
    assert QUESTIONS[key] in asked(told(tmp_path / "before")).questions
    assert QUESTIONS[key] not in asked(told(tmp_path / "after", **stated)).questions


@pytest.mark.parametrize("changes", [*REMOVED.values(), {"credential": None, "kind": "learning-opportunity"}])
def test_every_element_that_is_not_stated_has_its_question(tmp_path: Path, changes: dict[str, Any]) -> None:
    here = told(tmp_path, **changes)
    states = zip(ELEMENTS, states_of(here.summary.states), strict=True)
    silent = [key for key, state in states if state is ElementState.NOT_STATED]
    questions = asked(here).questions
    assert [key for key in silent if QUESTIONS[key] not in questions] == []


def test_the_mail_is_in_the_providers_language_and_lists_exactly_the_questions_of_the_page(tmp_path: Path) -> None:
    ask, polish = asked(told(tmp_path)), Words("pl", LOCALE)
    to, subject, text = mail(ask)
    assert to == "office@sample-university.example"
    assert subject == "Pytania o ofertę „Dane w urzędzie”"
    listed = [line.partition(". ")[2] for line in text.splitlines() if line[:1].isdigit()]
    english = {polish.gettext(message): message for message in QUESTIONS.values()}
    assert tuple(english[line] for line in listed) == ask.questions
    assert "https://registry.example.org/pl/offers/sample-university/data-for-officials/" in text
    assert (ask.language, ask.language_name) == ("pl", "Polish")


def test_a_mail_too_long_for_an_address_leads_to_the_list_on_the_page(tmp_path: Path) -> None:
    ask = asked(told(tmp_path, credential=None, kind="learning-opportunity", price=None, runs=None, links=None))
    _to, _subject, text = mail(ask)
    assert len(ask.mail) <= SHORT_ENOUGH
    assert text.endswith("/pl/offers/sample-university/data-for-officials/#ask")
    assert "1. " not in text
    listed = [line for paragraph in ask.text for line in paragraph.splitlines() if line[:1].isdigit()]
    assert len(listed) == len(ask.questions) > 12


def test_without_an_office_there_are_questions_but_no_mail(tmp_path: Path) -> None:
    view = offer_view(told(tmp_path), some_settings(), TODAY, None)
    assert view.ask is not None
    assert (view.ask.mail, view.ask.text) == ("", ())
    assert view.ask.questions


@pytest.mark.parametrize("status", ["paused", "withdrawn"])
def test_nobody_is_sent_to_ask_about_what_cannot_be_taken(tmp_path: Path, status: str) -> None:
    changes = {"withdrawn_on": "2026-06-30"} if status == "withdrawn" else {}
    here = told(tmp_path, status=status, reason={"en": "No teacher."}, **changes)
    assert offer_view(here, some_settings(), TODAY, None).ask is None


@pytest.mark.parametrize(
    ("country", "name", "expected"),
    [
        ("PL", {"en": "University"}, "pl"),
        ("IE", {"ga": "Ollscoil", "en": "University"}, "en"),
        ("DE", {"de": "Hochschule"}, "en"),
        ("BE", {"fr": "Université", "pl": "Uniwersytet"}, "pl"),
        (None, {"pl": "Uczelnia"}, "pl"),
        (None, {"uk": "Університет"}, "en"),
    ],
)
def test_a_provider_is_written_to_in_a_language_of_its_own(
    country: str | None, name: dict[str, str], expected: str
) -> None:
    provider = a_provider(country=country, name=name)
    assert language_of(provider, ("en", "pl")) == expected


def test_a_title_of_three_hundred_letters_does_not_make_the_mail_too_long(tmp_path: Path) -> None:
    ask = asked(told(tmp_path, title={"uk": "Вода й бджоли " * 21}, credential=None, kind="learning-opportunity"))
    assert len(ask.mail) <= SHORT_ENOUGH
    assert "…" in mail(ask)[1]
