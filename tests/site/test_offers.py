"""Offers in each of their states, and the addresses that lead to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.site.serving import Site, build_site, copy_registry, served

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.browser

APPLY = re.compile("^Apply")


def test_published_offer_can_be_applied_for(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/offers/spichlerz/heat-pumps/")
    apply = page.get_by_role("complementary").get_by_role("link", name="Apply at the provider")
    expect(apply).to_have_attribute("href", re.compile("^https://"))
    statement = page.get_by_role("region", name="The transparency statement")
    expect(statement.get_by_role("term")).to_have_count(16)


def test_withdrawn_offer_names_its_successor(enter: Callable[..., Page], any_site: Site) -> None:
    page = enter(any_site, "en/offers/spichlerz/invoices-in-spreadsheets/")
    notice = page.get_by_role("note").filter(has_text="This offer was withdrawn")
    expect(notice).to_contain_text("30 June 2026")
    expect(notice).to_contain_text("a new course has taken its place")
    expect(page.get_by_role("link", name=APPLY)).to_have_count(0)
    expect(page.get_by_role("heading", name="What you will be able to do")).to_be_visible()
    notice.get_by_role("link", name="E-invoicing in a small business").click()
    expect(page.get_by_role("heading", level=1, name="E-invoicing in a small business")).to_be_visible()


def test_paused_offer_says_why_and_takes_no_applications(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "pl/offers/slievebawn/leading-remote-teams/")
    notice = page.get_by_role("note").filter(has_text="wstrzymana")
    expect(notice).to_contain_text("2027")
    apply = re.compile("^(Zgłoś|Aplikuj|Zapisz)")
    expect(page.get_by_role("main").get_by_role("link", name=apply)).to_have_count(0)


def test_learning_opportunity_is_not_called_a_micro_credential(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/offers/passe-cable/repair-workshop/")
    expect(page.get_by_text("This is a learning opportunity, not a micro-credential.")).to_be_visible()
    expect(page.get_by_role("article").get_by_text("Micro-credential", exact=True)).to_have_count(0)


def test_lists_leave_out_what_nobody_can_join(enter: Callable[..., Page], site: Site) -> None:
    page = enter(site, "en/fields/04/")
    expect(page.get_by_role("link", name="E-invoicing in a small business")).to_be_visible()
    expect(page.get_by_role("link", name="Invoices in a spreadsheet")).to_have_count(0)
    expect(page.get_by_role("link", name="Leading teams you rarely see")).to_have_count(0)


def test_permanent_identifier_leads_to_the_offer(enter: Callable[..., Page], any_site: Site) -> None:
    page = enter(any_site, "en/offers/spichlerz/heat-pumps/")
    identifier = page.get_by_text(re.compile("^https://registry.example.org/id/offer/")).inner_text()
    path = identifier.removeprefix("https://registry.example.org/")
    page.goto(f"{any_site.address}{path}/")
    expect(page).to_have_url(f"{any_site.address}pl/offers/spichlerz/heat-pumps/")


@pytest.mark.xdist_group("renamed")
@pytest.mark.parametrize("scripts", [True, False])
def test_former_address_leads_to_the_offer(enter: Callable[..., Page], renamed: Site, scripts: bool) -> None:
    page = enter(renamed, "en/offers/spichlerz/heat-pump-course/", java_script_enabled=scripts)
    expect(page).to_have_url(f"{renamed.address}en/offers/spichlerz/heat-pumps/")


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory, sites: Path) -> object:
    """The sample catalogue after an offer got another id."""
    folder = tmp_path_factory.mktemp("renamed")
    registry = copy_registry(folder / "registry")
    record = registry / "providers" / "spichlerz" / "offers" / "heat-pumps.yml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("id: heat-pumps\n", "id: heat-pumps\nformerly: [heat-pump-course]\n", 1))
    with served(build_site(registry, folder / "site")) as shown:
        yield shown


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("en/offers/spichlerz/heat-pumps/", "offer"),
        ("en/providers/spichlerz/", "provider"),
        ("en/credentials/donauwinkel/vineyard-climate/1/", "credential"),
        ("en/pathways/nadwarcianska/water-in-steps/", "pathway"),
    ],
)
def test_a_mistake_is_reported_to_the_registry_with_the_identifier_of_the_page(
    enter: Callable[..., Page], site: Site, address: str, kind: str
) -> None:
    page = enter(site, address)
    report = page.get_by_role("link", name="Report a mistake on this page")
    mail = report.get_attribute("href") or ""
    assert mail.startswith("mailto:rejestr@registry.example.org?subject=")
    identifier = page.get_by_text(re.compile("^https://registry.example.org/id/")).last.inner_text()
    assert mail.endswith(identifier.removeprefix("https://registry.example.org/id/"))
    assert f"{kind}/" in mail
