"""The site has a page for each rule, in each language, and leads to it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from generator.rulebook import rulebook
from tests.site.serving import Site


def test_every_rule_has_its_page_in_every_language(sites: Path) -> None:
    for language in ("pl", "en"):
        built = {page.parent.name for page in (sites / "root" / language / "rules").glob("*/index.html")}
        assert built == set(rulebook())


@pytest.mark.browser
def test_from_the_page_for_institutions_to_a_rule_and_back(site: Site, enter) -> None:  # type: ignore[no-untyped-def]
    page = enter(site, "pl/submit/")
    page.get_by_role("link", name="strona każdej reguły").click()
    page.get_by_role("link", name="Poziom, którego dana rama nie ma").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Poziom, którego dana rama nie ma")
    page.get_by_role("link", name="Oferty", exact=True).click()
    expect(page).to_have_url(f"{site.address}pl/rules/#off")
