"""A credential with a file of its own has a page for each version, and the offers that lead to it know each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator.checks.inspection import inspect_records
from generator.pages.engine import Prose
from generator.pages.inventory import sitemap_pages
from generator.pages.shell import Shell
from tests import record_cases
from tests.builders import catalogue_of_files, some_settings
from tests.pages.rendered import TODAY, change, page, written

if TYPE_CHECKING:
    from pathlib import Path


UUID = "44d2c3b4-4a59-4e68-8f77-000000000005"
VERSIONS = "en/credentials/river-college/tidy-data"
OFFERS = "en/offers/river-college"


@pytest.fixture
def providers(tmp_path: Path) -> Path:
    """Two offers of one credential, which has an earlier version."""
    return record_cases.lay_out("valid", "credential-of-two-offers", tmp_path)


def test_earlier_version_says_what_changed_and_leads_to_the_newer_one(providers: Path) -> None:
    site = written(providers)
    earlier = page(site, f"{VERSIONS}/1")
    assert "You hold version 1?" in earlier
    assert "Version 1, valid from 1 September 2025 until 31 August 2026" in earlier
    assert "What changed with version 2" in earlier
    assert "A new outcome." in earlier
    assert f'href="../../../../../{VERSIONS}/2/"' in earlier
    assert "Checks data" in earlier
    assert "Tidies data" not in earlier
    assert "No course at present" in earlier
    assert "data-evenings" not in earlier


def test_present_version_shows_the_offers_that_lead_to_it(providers: Path) -> None:
    present = page(written(providers), f"{VERSIONS}/2")
    assert "You hold version" not in present
    assert f'href="../../../../../{OFFERS}/data-basics/"' in present
    assert f'href="../../../../../{OFFERS}/data-evenings/"' in present
    assert "No course at present" not in present
    assert f'href="../../../../../{VERSIONS}/1/"' in present


def test_offer_says_which_version_one_gets_and_names_the_other_offer(providers: Path) -> None:
    site = written(providers)
    offer = page(site, f"{OFFERS}/data-basics")
    assert re.search(rf'href="../../../../{VERSIONS}/2/"[^>]*>Version 2, valid from 1 September 2026<', offer)
    assert "Other offers that lead to the same credential" in offer
    assert f'href="../../../../{OFFERS}/data-evenings/"' in offer
    assert "Other offers" not in page(site, f"{OFFERS}/first-aid")


def test_inline_credential_has_a_version_and_no_page(tmp_path: Path) -> None:
    providers = record_cases.lay_out("valid", "minimal", tmp_path)
    site = written(providers)
    assert "<p>Version 1</p>" in page(site, f"{OFFERS}/data-basics")
    assert not (site / "en/credentials").exists()
    leading = page(site, f"id/credential/{UUID}/1")
    assert "url=../../../../pl/offers/river-college/data-basics/" in leading


def test_permanent_identifier_of_each_version_leads_to_its_page(providers: Path) -> None:
    site = written(providers)
    for version in (1, 2):
        leading = page(site, f"id/credential/{UUID}/{version}")
        assert f"url=../../../../pl/credentials/river-college/tidy-data/{version}/" in leading


def test_pages_of_credentials_outlive_a_new_name_of_the_provider(providers: Path) -> None:
    with (providers / "river-college/provider.yml").open("a", encoding="utf-8") as stream:
        stream.write("formerly: [brook-college]\n")
    leading = page(written(providers), "en/credentials/brook-college/tidy-data/1")
    assert f"url=../../../../../{VERSIONS}/1/" in leading


def test_credential_without_an_offer_says_so(providers: Path) -> None:
    for offer in ("data-basics", "data-evenings"):
        change(providers / f"river-college/offers/{offer}.yml", "kind:", "status: paused\nreason: {en: None.}\nkind:")
    present = page(written(providers), f"{VERSIONS}/2")
    assert "No course at present leads to this credential." in present
    assert f'href="../../../../../{OFFERS}/data-basics/"' in present


def test_credential_that_is_no_longer_issued_says_so(providers: Path) -> None:
    file = providers / "river-college/credentials/tidy-data.yml"
    change(file, "valid_from: 2026-09-01", "valid_from: 2026-09-01\nvalid_until: 2026-11-19")
    assert "This credential is no longer issued" in page(written(providers), f"{VERSIONS}/2")
    change(file, "2026-11-19", "2026-11-20")
    assert "This credential is no longer issued" not in page(written(providers), f"{VERSIONS}/2")


def test_offer_of_another_provider_leads_to_the_same_page(tmp_path: Path) -> None:
    site = written(record_cases.lay_out("valid", "credential-of-another-provider", tmp_path))
    offer = page(site, "en/offers/quay-alliance/data-by-the-sea")
    assert f'href="../../../../{VERSIONS}/2/"' in offer
    assert "en/offers/quay-alliance/data-by-the-sea/" in page(site, f"{VERSIONS}/2")


def test_provider_lists_its_credentials_by_their_present_version(providers: Path) -> None:
    shown = page(written(providers), "en/providers/river-college")
    assert f'href="../../../{VERSIONS}/2/"' in shown
    assert f"{VERSIONS}/1/" not in shown


def test_offer_without_a_course_does_not_leave_participation_open(tmp_path: Path) -> None:
    site = written(record_cases.lay_out("valid", "validation-only", tmp_path))
    card = page(site, "en/providers/river-college")
    assert re.search(r"No course</span>\s*<span[^>]*>validation only<", card)
    assert "There is no course." in page(site, f"{OFFERS}/data-basics")


def test_credential_of_a_single_offer_is_told_there(tmp_path: Path) -> None:
    """Nothing tells whether it stands inside the offer or in a file of its own; its address leads on."""
    site = written(record_cases.lay_out("valid", "validation-only", tmp_path))
    for address in (f"{VERSIONS}/2", f"id/credential/{UUID}/2"):
        assert "url=../" in page(site, address)
        assert f"{OFFERS}/data-basics/" in page(site, address)
    assert "/credentials/" not in page(site, f"{OFFERS}/data-basics")
    assert "/credentials/" not in page(site, "en/providers/river-college")


def test_site_map_names_every_version(providers: Path) -> None:
    catalogue = catalogue_of_files(providers, providers.parent / "cache")
    settings = some_settings()
    prose = {language: Prose({}, Shell(language, ""), {}) for language in settings.languages}
    named = [one.addresses["en"] for one in sitemap_pages(catalogue, settings, prose)]
    assert [one for one in named if "/credentials/" in one] == [f"{VERSIONS}/1/", f"{VERSIONS}/2/"]


@pytest.mark.parametrize("file", ["credentials/tidy-data.yml", "provider.yml"])
def test_pages_wait_for_what_they_cannot_do_without(providers: Path, file: str) -> None:
    """A build that goes on without a broken file says nothing of a credential of which it knows only a part."""
    change(providers / "river-college" / file, "id:", "id: [")
    found = inspect_records(providers, shown="providers", cache=providers.parent / "cache", as_of=TODAY, last_good={})
    assert len(found.catalogue.credentials) >= 1
    site = written(providers, found.catalogue)
    assert not (site / "en/credentials").exists()
    assert not (site / "en/offers/river-college/data-evenings").exists()
