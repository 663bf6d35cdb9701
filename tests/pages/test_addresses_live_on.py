"""No published address dies: former ids of offers and providers, fields whose last offer is gone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.catalogue.axes import FIELDS
from generator.pages.browse_pages import choices
from generator.pages.cards import Cards
from generator.pages.list_pages import shelf_pages
from generator.pages.record_pages import OfferInPlace, offer_pages
from generator.pages.render import Renderer
from generator.pages.shell import Shell
from generator.theme import Theme
from tests.builders import PROVIDER, a_catalogue, a_provider, an_offer, some_settings
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from generator.records.offer import Offer

TODAY = date(2026, 11, 20)


@pytest.fixture
def renderer() -> Renderer:
    shells = {language: Shell(language, "--mc:title-- --mc:head-- --mc:content--") for language in ("pl", "en")}
    return Renderer(some_settings(), Theme(ROOT / "theme"), shells, TODAY)


def pages_of(renderer: Renderer, offer: Offer, folder: Path, formerly: list[str]) -> dict[str, str]:
    provider = a_provider(formerly=formerly)
    catalogue = a_catalogue([offer], folder, providers=[provider])
    here = OfferInPlace(offer, catalogue.offers[0], provider, catalogue.provider_by_id, None)
    return {path: content.decode() for path, content in offer_pages(renderer, here)}


def test_former_ids_of_offer_and_provider_lead_on(renderer: Renderer, tmp_path: Path) -> None:
    pages = pages_of(renderer, an_offer(formerly=["old-offer"]), tmp_path, ["old-university"])
    for old in (f"{PROVIDER}/old-offer", "old-university/data-for-officials", "old-university/old-offer"):
        page = pages[f"en/offers/{old}/index.html"]
        assert f"url=../../../../en/offers/{PROVIDER}/data-for-officials/" in page


def test_page_that_leads_on_names_the_language_of_each_title(renderer: Renderer, tmp_path: Path) -> None:
    offer = an_offer(title={"fr": "Données publiques"}, formerly=["old-offer"])
    page = pages_of(renderer, offer, tmp_path, [])[f"en/offers/{PROVIDER}/old-offer/index.html"]
    assert '<html lang="fr">' in page
    assert 'hreflang="en" lang="fr">Données publiques</a>' in page


def test_title_from_right_to_left_says_so(renderer: Renderer, tmp_path: Path) -> None:
    offer = an_offer(title={"ar": "مرحبا"})
    page = pages_of(renderer, offer, tmp_path, [])[f"en/offers/{PROVIDER}/data-for-officials/index.html"]
    assert '<h1 lang="ar" dir="rtl">مرحبا</h1>' in page


def test_every_field_has_a_page_though_its_last_offer_is_gone(renderer: Renderer, tmp_path: Path) -> None:
    gone = an_offer(status="withdrawn", withdrawn_on="2026-01-01")
    catalogue = a_catalogue([gone], tmp_path)
    words, cards = renderer.words("en"), Cards(renderer, catalogue, "en")
    views = {listed.view.address: listed.view for listed in shelf_pages(catalogue, FIELDS, words, TODAY, cards)}
    assert set(views) >= {f"en/fields/{code}/" for code in FIELDS.permanent}
    assert choices(catalogue, FIELDS, words, TODAY) == ()
    page = renderer.content("list.html.j2", "en", page=views["en/fields/06/"], base="../../../")
    assert "No offers at present." in page
