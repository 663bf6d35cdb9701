"""Credentials as their holders and seekers meet them: versions, the offers that lead to them, none at present."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.site.serving import Site

pytestmark = pytest.mark.browser

TITLE = "Viticulture in a changing climate"
EVENINGS = "Vines and weather: evening course on the terraces"
ONLINE = "What to plant for 2045: growing grapes in a changing climate, online"


def test_holder_of_an_earlier_version_learns_what_changed(enter: Callable[..., Page], any_site: Site) -> None:
    page = enter(any_site, "en/credentials/donauwinkel/vineyard-climate/1/")
    notice = page.get_by_role("note").filter(has_text="You hold version 1?")
    expect(notice).to_contain_text("The outcome on water balance is new.")
    expect(page.get_by_text("Version 1, valid from 1 October 2023 until 31 August 2026")).to_be_visible()
    expect(page.get_by_role("region", name="Offers that lead to it")).to_contain_text("No course at present")
    notice.get_by_role("link", name=re.compile("^Version 2, valid from 1 September 2026")).click()
    expect(page).to_have_url(f"{any_site.address}en/credentials/donauwinkel/vineyard-climate/2/")
    expect(page.get_by_role("note").filter(has_text="You hold")).to_have_count(0)
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()


def test_offers_of_one_credential_lead_to_it_and_to_each_other(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/offers/donauwinkel/vineyard-climate-evenings/")
    others = page.get_by_role("region", name="Can I join?")
    others.get_by_role("link", name=ONLINE).click()
    expect(page.get_by_role("heading", level=1, name=ONLINE)).to_be_visible()
    page.get_by_role("link", name=re.compile("^Version 2")).click()
    offers = page.get_by_role("region", name="Offers that lead to it")
    expect(offers.get_by_role("heading", level=3)).to_have_text([EVENINGS, ONLINE])
    offers.get_by_role("link", name=EVENINGS).click()
    expect(page.get_by_role("heading", level=1, name=EVENINGS)).to_be_visible()


def test_provider_lists_credentials_even_without_an_offer(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "pl/providers/donauwinkel/")
    page.get_by_role("region", name="Poświadczenia").get_by_role("link", name="Oprowadzanie prostym językiem").click()
    expect(page.get_by_role("region", name="Oferty, które do niego prowadzą")).to_contain_text("Obecnie żaden kurs")


def test_permanent_identifier_of_a_version_leads_to_its_page(enter: Callable[..., Page], any_site: Site) -> None:
    page = enter(any_site, "en/credentials/donauwinkel/vineyard-climate/1/")
    identifier = page.get_by_text(re.compile("^https://registry.example.org/id/credential/")).inner_text()
    page.goto(any_site.address + identifier.removeprefix("https://registry.example.org/") + "/")
    expect(page).to_have_url(f"{any_site.address}pl/credentials/donauwinkel/vineyard-climate/1/")


def test_validation_without_a_course_tells_its_stages_and_fee(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/offers/donauwinkel/community-interpreting-validation/")
    expect(page.get_by_text("No course", exact=True)).to_be_visible()
    way = page.get_by_role("group", name="Can I get it without the course?")
    expect(way.get_by_role("listitem")).to_have_text(
        [re.compile(f"^{stage}") for stage in ("Identification", "Documentation", "Assessment", "Certification")]
    )
    fee = way.get_by_role("term").filter(has_text="Fee").locator("xpath=following-sibling::*[1]")
    expect(fee).to_contain_text("€240")
