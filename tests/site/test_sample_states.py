"""Every state that real offers are in occurs in the sample catalogue; its page says so as a person reads it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.checks.inspection import inspect_records
from generator.diagnostics import has_errors
from tests.site.serving import AS_OF, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.site.serving import Site

APPLY = re.compile("^Apply")


@pytest.fixture
def offer(enter: Callable[..., Page], site: Site) -> Callable[[str], Page]:
    """Return a function that opens the English page of an offer."""
    return lambda key: enter(site, f"en/offers/{key}/")


def fact(page: Page, label: str) -> Locator:
    """Return the first statement under a label: one of the six facts, or a row of an answer."""
    term = page.get_by_role("term").filter(has_text=re.compile(f"^\\s*{re.escape(label)}\\s*$"))
    return term.first.locator("xpath=following-sibling::*[1]")


def row(page: Page, label: str) -> Locator:
    """Return the last statement under a label, which stands in the answers below the six facts."""
    term = page.get_by_role("term").filter(has_text=re.compile(f"^\\s*{re.escape(label)}\\s*$"))
    return term.last.locator("xpath=following-sibling::*[1]")


def region(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


# --------------------------------------------------------------------------------------------------- the catalogue


def test_there_are_forty_five_offers_in_six_countries_and_no_error(tmp_path: Path) -> None:
    found = inspect_records(ROOT / "providers", shown="providers", cache=tmp_path, as_of=AS_OF, stale_days=730)
    assert not has_errors(found.diagnostics)
    catalogue = found.catalogue
    assert len(catalogue.offers) == 47
    offering = {one.provider for one in catalogue.offers}
    providers = [one for one in catalogue.providers if one.id in offering]
    assert len(providers) == 12
    assert {one.country for one in providers} == {"AT", "BE", "DE", "FI", "IE", "PL"}
    kinds = Counter(one.type for one in providers)
    assert set(kinds) == {
        "higher-education-institution",
        "vet-provider",
        "company",
        "ngo",
        "public-body",
        "alliance",
    }
    languages = {language for one in catalogue.offers for language in one.title}
    assert {"pl", "en", "de", "fr", "ga", "fi", "uk"} <= languages
    assert all({"pl", "en"} <= set(one.title) for one in catalogue.offers)


# ------------------------------------------------------------------------------------------------------ the states


@pytest.mark.browser
def test_nearly_complete_with_the_fee_unknown(offer: Callable[[str], Page]) -> None:
    page = offer("nadwarcianska/water-decisions")
    expect(fact(page, "Price")).to_have_text("Not stated")
    statement = region(page, "The transparency statement")
    expect(statement.get_by_role("term")).to_have_count(16)
    expect(statement.get_by_text("Not stated by the provider")).to_have_count(0)


@pytest.mark.browser
def test_upcoming(offer: Callable[[str], Page]) -> None:
    page = offer("elbmarschen/dyke-watch")
    expect(page.get_by_text("Applications open later").first).to_be_visible()
    expect(fact(page, "Next start")).to_contain_text("6 September 2027")
    expect(fact(page, "Next start")).to_contain_text("apply from 1 March 2027")


@pytest.mark.browser
def test_open(offer: Callable[[str], Page]) -> None:
    page = offer("donauwinkel/vineyard-climate-evenings")
    expect(page.get_by_text("Open for application").first).to_be_visible()
    expect(fact(page, "Next start")).to_contain_text("apply by 14 December 2026")
    expect(page.get_by_role("complementary").get_by_role("link", name=APPLY)).to_be_visible()


@pytest.mark.browser
def test_closed(offer: Callable[[str], Page]) -> None:
    page = offer("an-chora-bheag/community-radio")
    expect(page.get_by_text("Applications closed").first).to_be_visible()
    expect(fact(page, "Started")).to_contain_text("applications closed on 30 October 2026")
    expect(page.get_by_role("link", name=APPLY)).to_have_count(0)


@pytest.mark.browser
def test_all_dates_past(offer: Callable[[str], Page]) -> None:
    page = offer("donauwinkel/cargo-bike-logistics")
    expect(page.get_by_text("All stated dates are past")).to_be_visible()
    expect(fact(page, "Next start")).to_contain_text("No new date")


@pytest.mark.browser
def test_self_paced(offer: Callable[[str], Page]) -> None:
    page = offer("elbmarschen/footprint-of-things")
    expect(fact(page, "Next start")).to_contain_text("Any time at your own pace")
    expect(fact(page, "Participation")).to_contain_text("languages")


@pytest.mark.browser
def test_paused(offer: Callable[[str], Page]) -> None:
    page = offer("mosty/first-year-in-business")
    expect(page.get_by_role("note").filter(has_text="This offer is paused")).to_be_visible()
    expect(fact(page, "Next start")).to_have_text("Not at present")
    expect(page.get_by_role("link", name=APPLY)).to_have_count(0)


@pytest.mark.browser
def test_withdrawn_with_successor(offer: Callable[[str], Page]) -> None:
    page = offer("elbmarschen/dangerous-goods-on-paper")
    notice = page.get_by_role("note").filter(has_text="This offer was withdrawn")
    notice.get_by_role("link").click()
    expect(page).to_have_url(re.compile("/en/offers/elbmarschen/dangerous-goods-desk/$"))


@pytest.mark.browser
def test_withdrawn_without_successor(offer: Callable[[str], Page]) -> None:
    page = offer("nowa-wierzbica/paper-archive")
    notice = page.get_by_role("note").filter(has_text="This offer was withdrawn")
    expect(notice).to_contain_text("31 August 2026")
    expect(notice.get_by_role("link")).to_have_count(0)


@pytest.mark.browser
def test_partner_only(offer: Callable[[str], Page]) -> None:
    page = offer("watershed-alliance/flood-ready-city")
    expect(fact(page, "Who can join")).to_have_text("Certain people only")
    expect(row(page, "Who can join")).to_contain_text("Only students of the member universities")
    expect(row(page, "Who can join").get_by_role("link", name="Watershed European University Alliance")).to_be_visible()


@pytest.mark.browser
def test_part_of_a_stack(offer: Callable[[str], Page]) -> None:
    page = offer("elbmarschen/frost-nights")
    recognised = region(page, "Will it be recognised?")
    expect(recognised).to_contain_text("Integrated, stackable towards another credential")
    expect(recognised).to_contain_text("no automatic right to a qualification")
    expect(recognised).to_contain_text("decided by the receiving organisation or the competent authority")


@pytest.mark.browser
def test_counts_in_a_pathway(offer: Callable[[str], Page]) -> None:
    page = offer("nadwarcianska/water-decisions")
    recognised = region(page, "Will it be recognised?")
    card = recognised.get_by_role("listitem").filter(has_text="Counts for step 1 of 3")
    expect(card).to_contain_text("Who decides: Warta Valley University of Technology")
    card.get_by_role("link", name="Water, step by step").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Water, step by step")
    steps = region(page, "Step by step")
    expect(steps).to_contain_text("Stacking gives no automatic entitlement to a qualification.")
    expect(steps).to_contain_text("The receiving organisation or the competent authority decides.")
    expect(steps).to_contain_text("Choose 2 of these 4:")
    expect(steps).to_contain_text("At least 15 ECTS out of these:")
    expect(row(page, "Who says that it counts")).to_contain_text("The receiver itself")


@pytest.mark.browser
def test_pathway_that_only_the_provider_claims(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/pathways/elbmarschen/port-office/")
    expect(row(page, "Who says that it counts")).to_contain_text("the receiver has not confirmed it here")
    decides = row(page, "Who decides").get_by_role("link", name="Lower Elbe Chamber of Port Trades")
    expect(decides).to_have_attribute("href", "https://hafenkammer-unterelbe.example/")


@pytest.mark.browser
def test_withdrawn_pathway_leads_to_its_successor(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/providers/nadwarcianska/")
    region(page, "Pathways").get_by_role("link", name="Two plus hydrology").click()
    notice = page.get_by_role("note").filter(has_text="This pathway was withdrawn")
    notice.get_by_role("link", name="Water, step by step").click()
    expect(page).to_have_url(re.compile("/en/pathways/nadwarcianska/water-in-steps/$"))


@pytest.mark.browser
def test_proctored_with_identity_check(offer: Callable[[str], Page]) -> None:
    page = offer("lumikko/payroll-examination")
    supervision = row(page, "Supervision and identity check")
    expect(supervision).to_contain_text("Supervised online, with identity verification")
    expect(supervision).to_contain_text("The assessment is recorded")


@pytest.mark.browser
def test_recognised_by_an_organisation_that_offers_nothing_here(offer: Callable[[str], Page]) -> None:
    page = offer("lumikko/payroll-examination")
    guild = region(page, "Will it be recognised?").get_by_role("link", name="Numerokilta, guild of")
    expect(guild).to_have_attribute("href", "https://numerokilta.example/")


@pytest.mark.browser
def test_organisation_that_offers_nothing_here_is_described(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/providers/")
    page.get_by_role("link", name="Organisations that are named here").click()
    guild = region(page, "Numerokilta, guild of payroll and bookkeeping professionals")
    expect(guild).to_contain_text("Professional or sectoral body")
    expect(guild).to_contain_text("It records the development points of its members.")
    expect(guild.get_by_role("link", name="numerokilta.example")).to_be_visible()


@pytest.mark.browser
def test_not_credit_bearing(offer: Callable[[str], Page]) -> None:
    page = offer("an-chora-bheag/community-radio")
    expect(fact(page, "Assessment and credit")).to_contain_text("No credits are awarded")
    expect(fact(page, "Workload")).to_have_text("40 hours")


@pytest.mark.browser
def test_credit_that_depends_on_the_language_version(offer: Callable[[str], Page]) -> None:
    page = offer("slievebawn/numbers-in-the-news")
    expect(fact(page, "Assessment and credit")).to_contain_text("gives credits on a condition")
    expect(row(page, "Workload")).to_contain_text("Only in the English version")


@pytest.mark.browser
def test_level_with_register_code(offer: Callable[[str], Page]) -> None:
    page = offer("mosty/school-bridge-assistant")
    level = row(page, "Level")
    expect(level).to_contain_text("level 5")
    expect(level).to_contain_text("Entered in the register")
    expect(level.get_by_role("link", name="register code PRZYKLAD-1185")).to_be_visible()


@pytest.mark.browser
def test_claimed_level(offer: Callable[[str], Page]) -> None:
    page = offer("elbmarschen/dangerous-goods-desk")
    expect(row(page, "Level")).to_contain_text("Claimed by the provider")
    expect(row(page, "Level")).not_to_contain_text("register code")


@pytest.mark.browser
def test_joint_award(offer: Callable[[str], Page]) -> None:
    page = offer("elbmarschen/dyke-watch")
    awarding = fact(page, "Awarded by")
    expect(awarding.get_by_role("link")).to_have_count(2)
    expect(awarding.get_by_role("link", name="Warta Valley University of Technology")).to_be_visible()


@pytest.mark.browser
def test_two_offers_of_one_credential(offer: Callable[[str], Page]) -> None:
    page = offer("donauwinkel/vineyard-climate-evenings")
    page.get_by_role("list", name="Other offers that lead to the same credential").get_by_role("link").click()
    expect(page).to_have_url(re.compile("/en/offers/donauwinkel/vineyard-climate-online/$"))
    other = page.get_by_role("list", name="Other offers that lead to the same credential").get_by_role("link")
    expect(other).to_have_text(re.compile("evening course"))


@pytest.mark.browser
def test_two_versions_of_a_credential(offer: Callable[[str], Page]) -> None:
    page = offer("donauwinkel/vineyard-climate-online")
    fact(page, "Version of the credential").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Viticulture in a changing climate")
    page.get_by_role("complementary", name="Versions and data").get_by_role(
        "link", name=re.compile("^Version 1")
    ).click()
    expect(page.get_by_text("You hold version 1? This is what it says, and this page stays.")).to_be_visible()
    expect(page.get_by_text("The outcome on water balance is new.")).to_be_visible()
    expect(row(page, "Workload")).to_contain_text("2 ECTS")


@pytest.mark.browser
def test_validation_only(offer: Callable[[str], Page]) -> None:
    page = offer("donauwinkel/community-interpreting-validation")
    expect(fact(page, "Participation")).to_contain_text("No course")
    way = page.get_by_role("group", name="Can I get it without the course?")
    expect(way).to_contain_text("Yes, by validation")
    statement = region(page, "The transparency statement")
    element = statement.get_by_text("Form of participation in the learning activity").locator("xpath=ancestor::div[1]")
    expect(element).to_contain_text("Not applicable")


@pytest.mark.browser
def test_validation_beside_the_course(offer: Callable[[str], Page]) -> None:
    page = offer("spichlerz/heat-pumps")
    way = page.get_by_role("group", name="Can I get it without the course?")
    expect(way).to_contain_text("Yes, by validation")


@pytest.mark.browser
def test_learning_opportunity_that_says_very_little(offer: Callable[[str], Page]) -> None:
    page = offer("nowa-wierzbica/participatory-budget-evening")
    expect(page.get_by_text("This is a learning opportunity, not a micro-credential.")).to_be_visible()
    expect(page.get_by_text("The provider gives no description.")).to_be_visible()


@pytest.mark.browser
def test_record_that_was_confirmed_long_ago(offer: Callable[[str], Page]) -> None:
    page = offer("nowa-wierzbica/errands-online")
    expect(row(page, "Record confirmed by the provider")).to_contain_text("17 February 2025")
    expect(row(page, "Record confirmed by the provider")).to_contain_text("more than a year ago")
    expect(page.get_by_text("Last confirmed: 17 February 2025")).to_be_visible()


@pytest.mark.browser
def test_subscription(offer: Callable[[str], Page]) -> None:
    page = offer("lumikko/writing-to-customers")
    expect(fact(page, "Price")).to_contain_text("By subscription")


@pytest.mark.browser
def test_certain_people_only(offer: Callable[[str], Page]) -> None:
    page = offer("lumikko/working-alone-safely")
    expect(fact(page, "Who can join")).to_have_text("Certain people only")
    expect(row(page, "Who can join")).to_contain_text("employer")
