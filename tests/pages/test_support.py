"""Support stands where learners look at the cost, and whole on the page of its provider."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests import record_cases
from tests.pages.rendered import change, page, written

if TYPE_CHECKING:
    from pathlib import Path

VOUCHER = "river-college/support/city-voucher.yml"
UUID = "77d2c3b4-4a59-4e68-8f77-000000000008"


@pytest.fixture
def providers(tmp_path: Path) -> Path:
    return record_cases.lay_out("valid", "support-for-learners", tmp_path)


def of_offer(site: Path, offer: str = "first-aid") -> str:
    """Return what the page of an offer says of its cost, without tags."""
    text = page(site, f"en/offers/river-college/{offer}")
    card = text[text.index("What does it cost?</h2>") :]
    return re.sub(r"<[^>]+>|\s+", " ", card[: card.index("Permanent identifier")])


def of_provider(site: Path) -> str:
    text = page(site, "en/providers/river-college")
    return text[text.index('id="support"') : text.index("What the records state")]


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 11, 20), "Ask for it from 15 December 2026 to 28 February 2027"),
        (date(2026, 12, 15), "Ask for it by 28 February 2027"),
        (date(2027, 2, 28), "Ask for it by 28 February 2027"),
        (date(2027, 3, 1), "No longer: it ended on 28 February 2027"),
    ],
)
def test_the_cost_says_by_when_one_can_ask(providers: Path, today: date, said: str) -> None:
    assert said in of_offer(written(providers, as_of=today))


def test_the_cost_says_how_much_for_what_and_for_whom(providers: Path) -> None:
    shown = of_offer(written(providers))
    for text in ("50 % of the cost, at most PLN 1,200", "The course, Assessment and credential", "People who live in"):
        assert text in shown
    assert shown.index("City voucher") < shown.index("Travel fund")
    assert "PLN 150" in shown
    assert "For whom is it? Ask the provider." in shown  # the travel fund does not say
    assert "Until when can one ask for it?" in shown


def test_of_what_is_over_the_cost_says_only_that(providers: Path) -> None:
    shown = of_offer(written(providers, as_of=date(2027, 3, 1)))
    assert "City voucher" in shown
    assert "People who live in the city" not in shown


def test_withdrawn_support_is_not_offered(providers: Path) -> None:
    change(providers / VOUCHER, "summary:", "status: withdrawn\nreason: {en: The money is spent.}\nsummary:")
    assert "City voucher" not in of_offer(written(providers))


def test_one_record_serves_several_offers(providers: Path) -> None:
    site = written(providers)
    assert "City voucher" in of_offer(site, "data-basics")
    shown = of_provider(site)
    assert all(f"en/offers/river-college/{offer}/" in shown for offer in ("first-aid", "data-basics"))


def test_the_providers_page_has_everything_but_drafts(providers: Path) -> None:
    shown = of_provider(written(providers))
    places = ["support-city-ticket", "support-city-voucher", "support-travel-fund", "support-winter-grant"]
    assert sorted(re.findall(r'id="(support-[^"]+)"', shown)) == places
    for text in ("River City", "The course begins in 2027.", "Write to the office.", "https://city.example/voucher"):
        assert text in shown
    for text in ("A public register says", "https://city.example/register", "10 November 2026", "The money is spent."):
        assert text in shown
    assert "Planned help" not in shown


def test_the_identifier_leads_to_the_place(providers: Path) -> None:
    assert "en/providers/river-college/#support-city-voucher" in page(written(providers), f"id/support/{UUID}")
