"""What a receiver states itself comes first, once, and where people look for it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests import record_cases
from tests.pages.rendered import TODAY, change, page, written

if TYPE_CHECKING:
    from pathlib import Path

STATEMENT = "quay-alliance/recognition/data-courses.yml"
OFFER = "river-college/offers/data-basics.yml"
LINK = 'href="../../../../en/providers/quay-alliance/#recognition-data-courses"'
UUID = "88d2c3b4-4a59-4e68-8f77-000000000001"


@pytest.fixture
def providers(tmp_path: Path) -> Path:
    return record_cases.lay_out("valid", "statement-of-recognition", tmp_path)


def of_offer(site: Path) -> str:
    """Return the part of the offer's page that says who recognises it."""
    text = page(site, "en/offers/river-college/data-basics")
    return text[text.index("Where it is recognised") : text.index("Collecting credentials")]


def of_receiver(site: Path) -> str:
    text = page(site, "en/providers/quay-alliance")
    return text[text.index("What it recognises") : text.index("Recognition holds for the purpose")]


def test_a_claim_with_which_the_receiver_agrees_stands_there_once(providers: Path) -> None:
    shown = of_offer(written(providers))
    assert shown.count("The receiver says so itself") == 1
    assert "According to the provider" not in shown
    assert shown.count("Counts as an elective course") == 1
    for text in ("Harbour management", "2 credits", "Resolution 12/2026", "With a project of your own."):
        assert text in shown
    assert LINK in shown


def test_a_claim_that_says_something_else_stays_behind_the_receiver(providers: Path) -> None:
    change(providers / OFFER, 'credits: "2", asserted_by: receiver', 'credits: "5", asserted_by: provider')
    shown = of_offer(written(providers))
    own, claim = shown.split("The provider says")
    assert "The receiver says so itself" in own
    assert "something else" not in own
    assert "5 credits" in claim
    assert "The receiver says something else" in claim
    assert LINK in claim


def test_a_claim_in_the_name_of_a_receiver_does_not_look_like_its_statement(providers: Path) -> None:
    change(providers / STATEMENT, "status: published", "status: draft")
    shown = of_offer(written(providers))
    assert "According to the provider, the receiver says so" in shown
    assert "mc-claim--receiver" not in shown
    assert "mc-chip" not in shown


@pytest.mark.parametrize(
    ("status", "day", "said"),
    [
        ("withdrawn", TODAY, "Withdrawn by the receiver"),
        ("published", date(2029, 10, 1), "The receiver said so until 30 September 2029"),
    ],
)
def test_a_claim_says_that_the_receiver_has_stepped_back(providers: Path, status: str, day: date, said: str) -> None:
    change(providers / STATEMENT, "status: published", f"status: {status}")
    shown = of_offer(written(providers, as_of=day))
    assert shown.count("<li class=") == 1
    assert said in shown
    assert LINK in shown


def test_what_does_not_hold_yet_says_from_when(providers: Path) -> None:
    site = written(providers, as_of=date(2026, 9, 1))
    for shown in (of_offer(site), of_receiver(site)):
        assert re.search(r"mc-chip--upcoming.*From 1 October 2026", shown)


@pytest.mark.parametrize(("effect", "purpose"), [("elective", "For study"), ("cpd-points", "For work")])
def test_the_purpose_is_named_wherever_recognition_is(providers: Path, effect: str, purpose: str) -> None:
    change(providers / STATEMENT, "effect: elective", f"effect: {effect}")
    change(providers / OFFER, "effect: elective", f"effect: {effect}")
    site = written(providers)
    assert purpose in of_offer(site)
    assert purpose in of_receiver(site)


def test_what_is_over_withdrawn_or_a_draft_is_not_said_of_the_offer(providers: Path) -> None:
    change(providers / OFFER, "recognition:", "# recognition:")
    change(providers / OFFER, "  - {receiver", "# - {receiver")
    shown = of_offer(written(providers, as_of=date(2029, 10, 1)))
    assert "Not stated" in shown
    assert "The receiver" not in shown


def test_the_receivers_page_has_every_statement_with_its_place(providers: Path) -> None:
    shown = of_receiver(written(providers))
    assert re.findall(r'id="(recognition-[^"]+)"', shown) == ["recognition-data-courses", "recognition-old-plan"]
    assert 'href="../../../en/offers/river-college/data-basics/"' in shown
    assert "River College" in shown
    for text in ("Send the credential to the office.", "mailto:office@quay-alliance.example", "30 September 2029"):
        assert text in shown
    assert "The plan has changed" in shown[shown.index("recognition-old-plan") :]
    assert "Admission" not in shown


def test_the_title_of_a_draft_is_not_told(providers: Path) -> None:
    change(providers / OFFER, "kind: micro-credential", "kind: micro-credential\nstatus: draft")
    shown = of_receiver(written(providers))
    assert "recognition-data-courses" in shown
    assert "Data basics" not in shown


def test_a_statement_that_has_run_out_says_so(providers: Path) -> None:
    shown = of_receiver(written(providers, as_of=date(2029, 10, 1)))
    assert "mc-chip--past" in shown[: shown.index("recognition-old-plan")]


def test_the_identifier_leads_to_the_place_and_earlier_ids_stay(providers: Path) -> None:
    change(providers / STATEMENT, "status: published", "status: published\nformerly: [data-course]")
    site = written(providers)
    assert "en/providers/quay-alliance/#recognition-data-courses" in page(site, f"id/recognition/{UUID}")
    assert '<span id="recognition-data-course"></span>' in of_receiver(site)


def test_pages_of_a_credential_say_who_recognises_it(tmp_path: Path) -> None:
    providers = record_cases.lay_out("valid", "credential-of-two-offers", tmp_path)
    file = providers / STATEMENT
    file.parent.mkdir(parents=True)
    file.write_text(
        f"id: data-courses\nuuid: {UUID}\neffect: exemption\ncredentials: [river-college/tidy-data]\n", encoding="utf-8"
    )
    site = written(providers)
    for address in ("credentials/river-college/tidy-data/2", "offers/river-college/data-evenings"):
        assert "The receiver says so itself" in page(site, f"en/{address}")
    assert 'href="../../../en/credentials/river-college/tidy-data/2/"' in of_receiver(site)
