"""The site of 115 real courses of 44 providers, imported from the spreadsheet they are kept in."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from generator.importers.spreadsheet import Import, import_spreadsheet
from tests.real_courses import real_courses
from tests.site.serving import Site, build_site, copy_registry, served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The real courses as a site; building it verifies every internal link."""
    file = real_courses()
    registry = copy_registry(tmp_path_factory.mktemp("real") / "registry")
    shutil.rmtree(registry / "providers")
    assert isinstance(import_spreadsheet(file, registry / "providers"), Import)
    with served(build_site(registry, registry / "site")) as site:
        yield site


def test_every_course_has_its_page_in_both_languages(real_site: Site) -> None:
    for language in ("pl", "en"):
        assert len(list(real_site.folder.glob(f"{language}/offers/*/*/index.html"))) == 115
        assert len(list(real_site.folder.glob(f"{language}/providers/*/index.html"))) == 44


def test_no_course_is_called_a_micro_credential(enter: Callable[..., Page], real_site: Site) -> None:
    page = enter(real_site, "en/")
    figures = page.get_by_role("main").get_by_text("Other learning opportunities").locator("..")
    expect(figures).to_contain_text("115")
    page = enter(real_site, "en/offers/access42/rgaa-auditer-l-accessibilite-numerique-des-sites-web/")
    expect(page.get_by_role("main")).to_contain_text("This is a learning opportunity, not a micro-credential.")


@pytest.mark.parametrize(
    ("typed", "title", "language"),
    [
        ("decouvrir numerique", "Découvrir l'accessibilité numérique : enjeux humains, juridiques et techniques", "fr"),
        ("dostepnosc cyfrowa", "Dostępność cyfrowa dla liderów", "pl"),
    ],
)
def test_titles_are_found_without_their_marks(
    enter: Callable[..., Page], real_site: Site, typed: str, title: str, language: str
) -> None:
    page = enter(real_site, f"en/search/?q={typed}")
    found = page.get_by_role("link", name=title)
    expect(found).to_be_visible()
    expect(found).to_have_attribute("lang", language)
    found.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_what_is_past_looks_past(enter: Callable[..., Page], real_site: Site) -> None:
    page = enter(real_site, "en/offers/access42/rgaa-auditer-l-accessibilite-numerique-des-sites-web/")
    main = page.get_by_role("main")
    expect(main.get_by_text("All stated dates are past")).to_be_visible()
    expect(main.get_by_text("No new date").first).to_be_visible()
    expect(main.get_by_role("link", name="Apply at the provider")).to_have_count(0)
