"""What a receiver states itself comes first, once, and where people look for it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests import record_cases
from tests.pages.rendered import change, page, written

if TYPE_CHECKING:
    from pathlib import Path

STATEMENT = "quay-alliance/recognition/data-courses.yml"
OFFER = "river-college/offers/data-basics.yml"
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
    assert "The receiver says<" not in shown
    assert shown.count("Counts as an elective course") == 1
    for text in ("Harbour management", "2 credits", "Resolution 12/2026", "With a project of your own."):
        assert text in shown
    assert 'href="../../../../en/providers/quay-alliance/#recognition-data-courses"' in shown


def test_a_claim_that_says_something_else_stays_behind_the_receiver(providers: Path) -> None:
    change(providers / OFFER, 'credits: "2", asserted_by: receiver', 'credits: "5", asserted_by: provider')
    shown = of_offer(written(providers))
    assert shown.index("The receiver says so itself") < shown.index("The provider says")
    assert "5 credits" in shown


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
