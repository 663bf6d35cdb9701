"""The site of 115 real courses of 44 providers, imported from the spreadsheet they are kept in."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from generator.importers.settling import Import
from generator.importers.spreadsheet import import_spreadsheet
from tests.real_courses import real_courses
from tests.site.documents import Document
from tests.site.serving import Site, build_site, copy_registry, served
from tests.site.sound import COLOURS, WITHOUT_COLOURS, violations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("real courses")]


@pytest.fixture(scope="module")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The real courses as a site; building it verifies every internal link."""
    file = real_courses()
    registry = copy_registry(tmp_path_factory.mktemp("real") / "registry")
    shutil.rmtree(registry / "providers")
    assert isinstance(import_spreadsheet(file, registry / "providers"), Import)
    config = registry / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("sample: true", "sample: false"), encoding="utf-8")
    with served(build_site(registry, registry / "site")) as site:
        yield site


SAMPLED = (
    "en/",
    "pl/browse/",
    "en/teaching-languages/fr/",
    "pl/countries/us/",
    "en/starts/2022-09/",
    "pl/providers/anysurfer/",
    "en/providers/university-of-south-australia-in-partnership-with-the-centre-for-inclusive/",
    "pl/offers/accens/automatyczne-testy-dostepnosci-aplikacji-webowych-w-procesie-ci-cd-warsztat/",
    "en/offers/access42/rgaa-auditer-l-accessibilite-numerique-des-sites-web/",
    "pl/offers/w3c-web-accessibility-initiative-wai/digital-accessibility-foundations-introduction-to-web-accessibility/",
)
"""Ten pages: lists, providers and offers with the longest names, texts in other languages, and dates long past."""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", SAMPLED)
def test_sampled_page_is_accessible_and_valid(
    enter: Callable[..., Page], real_site: Site, path: str, width: int
) -> None:
    page = enter(real_site, path, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    assert violations(page, WITHOUT_COLOURS) + violations(page, COLOURS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    document = Document((real_site.folder / path / "index.html").read_text(encoding="utf-8"))
    assert document.faults == []
    names = document.values("id")
    assert len(names) == len(set(names))


def test_tags_of_every_page_match(real_site: Site) -> None:
    pages = sorted(real_site.folder.rglob("*.html"))
    assert len(pages) > 500
    faults = {page: document.faults for page in pages if (document := Document(page.read_text("utf-8"))).faults}
    assert faults == {}


def test_every_course_is_reached_by_browsing(real_site: Site) -> None:
    """Lists of teaching languages alone lead to all courses, 74 of them in English on one page."""
    lists = (real_site.folder / "en" / "teaching-languages").rglob("index.html")
    found = {href for page in lists for href in Document(page.read_text("utf-8")).values("href") if "/offers/" in href}
    assert len({href.partition("offers/")[2] for href in found}) == 115


def test_pages_do_not_say_that_real_courses_are_invented(enter: Callable[..., Page], real_site: Site) -> None:
    page = enter(real_site, "en/")
    expect(page.get_by_text("The providers and offers shown here are invented.")).to_have_count(0)


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


TITLES = {
    "fr": "Découvrir l'accessibilité numérique : enjeux humains, juridiques et techniques",
    "nl": "Digitale toegankelijkheid: bewustwording en implementatie",
    "pl": "Dostępność cyfrowa dla liderów",
}


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("découvrir numérique", "fr"),
        ("decouvrir numerique", "fr"),
        ("digitale toegankelijkheid bewustwording", "nl"),
        ("digitale toegànkelijkheid bewustwording", "nl"),
        ("dostępność liderów", "pl"),
        ("dostepnosc liderow", "pl"),
    ],
)
def test_titles_are_found_with_and_without_their_marks(
    enter: Callable[..., Page], real_site: Site, typed: str, language: str
) -> None:
    page = enter(real_site, f"en/search/?q={typed}")
    found = page.get_by_role("link", name=TITLES[language])
    expect(found).to_be_visible()
    expect(found).to_have_attribute("lang", language)
    found.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[language])


def test_what_is_past_looks_past(enter: Callable[..., Page], real_site: Site) -> None:
    page = enter(real_site, "en/offers/access42/rgaa-auditer-l-accessibilite-numerique-des-sites-web/")
    main = page.get_by_role("main")
    expect(main.get_by_text("All stated dates are past")).to_be_visible()
    expect(main.get_by_text("No new date").first).to_be_visible()
    expect(main.get_by_role("link", name="Apply at the provider")).to_have_count(0)
