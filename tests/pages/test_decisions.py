"""Everybody can read who was admitted, suspended or removed, when and why, and about whom nothing is recorded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html as markup

from generator.errors import EngineError
from generator.pages.decisions_page import MEANINGS, decisions_view
from generator.pages.editorial import refuse_taken_addresses
from generator.pages.engine import Prose, ProsePage
from generator.pages.inventory import sitemap_pages
from generator.pages.render import Renderer
from generator.pages.shell import Shell
from generator.pages.site_pages import site_pages
from generator.theme import Theme
from tests.builders import a_catalogue, a_provider, some_settings
from tests.pages.rendered import page, written
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pages.decisions_page import DecisionsView
    from generator.records.provider import Provider

RENDERER = Renderer(
    some_settings(),
    Theme(ROOT / "theme"),
    {tag: Shell(tag, "--mc:title-- --mc:head-- --mc:content--") for tag in ("pl", "en")},
    date(2026, 11, 20),
)


def provider(name: str, **admission: Any) -> Provider:
    key = name.lower().replace(" ", "-")
    number = f"{sum(map(ord, name)):012d}"
    uuid = f"6c1b8f2e-3f55-4f0e-9a8e-{number}"
    return a_provider(id=key, uuid=uuid, name={"en": name, "pl": f"{name} PL"}, admission=admission or None)


SOME = (
    provider("Oldest", decision="admitted", decided="2026-01-15", criteria={"en": "A *university*."}),
    provider("Silent"),
    provider("Newest", decision="suspended", decided="2026-10-01", reason={"en": "Prices were wrong."}),
    provider("Undated", decision="admitted"),
    provider("Gone", decision="ended", decided="2026-05-02", merged_into="newest", source="https://r.example.org/7"),
    provider("Mute"),
)


def view(language: str = "en", about: str = "") -> DecisionsView:
    return decisions_view(SOME, {}, RENDERER.words(language), about)


def pages(tmp_path: Path, prose: dict[str, Prose]) -> dict[str, str]:
    catalogue = a_catalogue([], tmp_path, providers=SOME)
    made = (page for tag in RENDERER.settings.languages for page in site_pages(RENDERER, catalogue, prose, {}, tag))
    return {page.path: page.render().decode() for page in made}


def prose(*paths: str) -> dict[str, Prose]:
    return {
        tag: Prose({f"{tag}/{path}": ProsePage(f"{tag}/{path}", "T", "", "") for path in paths}, Shell(tag, ""), {})
        for tag in ("pl", "en")
    }


def test_the_newest_decision_comes_first_and_one_without_a_day_last() -> None:
    assert [one.provider.text for one in view().decisions] == ["Newest", "Gone", "Oldest", "Undated"]
    assert [one.date for one in view().decisions] == ["1 October 2026", "2 May 2026", "15 January 2026", ""]
    assert [one.decision.text for one in view().decisions] == ["Suspended", "Ended", "Admitted", "Admitted"]


def test_each_decision_says_why_and_what_it_means() -> None:
    newest, gone, oldest, _ = view().decisions
    assert [line.text for line in newest.grounds] == ["Prices were wrong."]
    assert str(oldest.grounds[0].html) == "<p>A <em>university</em>.</p>\n"
    assert gone.grounds[0].text == "Became a part of"
    assert [one.meaning for one in (newest, gone, oldest)] == [MEANINGS[x] for x in ("suspended", "ended", "admitted")]
    assert len(set(MEANINGS.values())) == 3


def test_providers_without_a_decision_are_named() -> None:
    assert [(one.text, one.address) for one in view().undecided] == [
        ("Mute", "en/providers/mute/"),
        ("Silent", "en/providers/silent/"),
    ]


@pytest.mark.slow
def test_the_page_shows_all_of_it(tmp_path: Path) -> None:
    text = pages(tmp_path, prose("about/index.html"))["en/decisions/index.html"]
    tree = markup.fromstring(text)
    rows = [[" ".join(cell.text_content().split()) for cell in row.iter("th", "td")] for row in tree.iter("tr")]
    assert rows[0] == ["Provider", "Decision", "Date", "Criteria and reasons", "What it means for learners"]
    assert rows[1] == ["Newest", "Suspended", "1 October 2026", "Prices were wrong.", MEANINGS["suspended"]]
    assert rows[2][1] == "Ended Source"
    assert rows[4][2:4] == ["Not stated", "Not stated"]
    assert len(rows) == 5
    after = text[text.index("No decision is recorded") :]
    assert "../../en/providers/mute/" in after
    assert "../../en/providers/newest/" not in after
    assert "neither accreditation nor a recommendation" in text
    assert text.count('href="../../en/about/"') == 2


def test_without_a_page_about_the_registry_nothing_leads_there(tmp_path: Path) -> None:
    assert "about/" not in pages(tmp_path, prose())["en/decisions/index.html"].split("<h1>")[1]


@pytest.mark.slow
def test_polish_readers_read_polish(tmp_path: Path) -> None:
    text = pages(tmp_path, prose())["pl/decisions/index.html"]
    assert "Decyzje o wpisie do rejestru" in text
    assert "Zawieszony" in text
    assert "1 października 2026" in text
    assert '<div lang="en"><p>Prices were wrong.</p>' in text


def test_a_registry_without_decisions_says_so(tmp_path: Path) -> None:
    catalogue = a_catalogue([], tmp_path, providers=[provider("Silent")])
    made = {page.path: page for page in site_pages(RENDERER, catalogue, prose(), {}, "en")}
    found = made["en/decisions/index.html"].render().decode()
    assert "<table" not in found
    assert "No decision is recorded" in found


def test_it_is_in_the_site_map_and_no_editorial_page_may_take_its_address(tmp_path: Path) -> None:
    catalogue = a_catalogue([], tmp_path)
    assert "en/decisions/" in [one.addresses["en"] for one in sitemap_pages(catalogue, some_settings(), prose())]
    (tmp_path / "content/en").mkdir(parents=True)
    (tmp_path / "content/en/decisions.md").write_text("# Ours\n", encoding="utf-8")
    with pytest.raises(EngineError, match=r"decisions\.md"):
        refuse_taken_addresses(tmp_path / "content", "en")


def test_the_page_of_a_provider_leads_to_all_decisions_where_it_shows_its_own(tmp_path: Path) -> None:
    site = written(tmp_path / "providers", a_catalogue([], tmp_path, providers=SOME))
    assert "../../../en/decisions/" in page(site, "en/providers/newest")
    assert "decisions/" not in page(site, "en/providers/silent")


@pytest.mark.parametrize("language", ["en", "pl"])
def test_the_page_about_the_registry_leads_to_the_decisions(language: str) -> None:
    about = (ROOT / f"content/{language}/about.md").read_text(encoding="utf-8")
    _, _, admission = about.partition("{#admission}")
    assert "(../decisions/)" in admission.partition("{#appeal}")[0]


def test_the_sample_has_a_suspended_provider_whose_offers_are_paused() -> None:
    text = (ROOT / "providers/kivijoki/provider.yml").read_text(encoding="utf-8")
    assert "decision: suspended" in text
    offers = list((ROOT / "providers/kivijoki/offers").glob("*.yml"))
    assert offers
    assert all("\nstatus: paused\n" in file.read_text(encoding="utf-8") for file in offers)
