"""The quality of the registry: every offer that somebody keeps current, its 16 states, its age; a table of the same."""

from __future__ import annotations

import csv
import io
import re
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from generator.catalogue.transparency import ELEMENTS, ElementState, states_of
from generator.languages import in_language
from generator.pages.engine import Prose
from generator.pages.inventory import sitemap_pages
from generator.pages.list_pages import PAGE_SIZE
from generator.pages.shell import Shell
from generator.pages.site_pages import quality_pages
from generator.spreadsheets import harmless
from tests.builders import PROVIDER, a_catalogue, a_credential, a_provider, an_offer, catalogue_of_files, some_settings
from tests.pages.rendered import TODAY, page, renderer, written
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from generator.catalogue.graph import Catalogue
    from generator.records.offer import Offer

TABLE = "en/quality/quality.csv"


def offer(name: str, **changes: Any) -> Offer:
    unlike = {"id": name, "uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, name)), "title": {"en": name}}
    return an_offer(**{**unlike, **changes})


def other_provider(name: str, title: str) -> Any:
    return a_provider(id=name, uuid=str(uuid.uuid5(uuid.NAMESPACE_URL, name)), name={"en": title})


def files(catalogue: Catalogue, language: str = "en", **options: Any) -> dict[str, str]:
    made = replace(renderer(), settings=some_settings(**options))
    return {page.path: page.render().decode() for page in quality_pages(made, catalogue, language)}


def grid(text: str) -> list[tuple[str, str]]:
    """Return provider and title of each row of a page."""
    found, provider = [], ""
    for row in html.fromstring(text).xpath("//table[contains(@class, 'mc-marks')]/tbody/tr"):
        first = row.xpath("string(th//a)")
        if row.xpath("th[@scope='rowgroup']"):
            provider = first
        else:
            found.append((provider, first))
    return found


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def spoken(text: str, path: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in html.fromstring(text).xpath(path)]


# --------------------------------------------------------------------------------------------------- the grid


def test_offers_stand_with_their_providers_in_the_order_of_names(tmp_path: Path) -> None:
    catalogue = a_catalogue(
        [
            ("zebra", offer("b")),
            ("zebra", offer("a", status="paused")),
            (PROVIDER, offer("zuraw", title={"en": "Żuraw"})),
            (PROVIDER, offer("zorza")),
            (PROVIDER, offer("draft", status="draft")),
            (PROVIDER, offer("gone", status="withdrawn")),
        ],
        tmp_path,
        providers=[other_provider("zebra", "A school"), a_provider(), other_provider("silent", "Nobody")],
    )
    made = files(catalogue)
    text = made["en/quality/index.html"]
    school, university = "A school", "Sample University"
    assert grid(text) == [(school, "a"), (school, "b"), (university, "zorza"), (university, "Żuraw")]
    assert [(one["provider_name"], one["offer_title"]) for one in table(made[TABLE])] == grid(text)
    assert [one["status"] for one in table(made[TABLE])] == ["paused", "published", "published", "published"]
    assert "Paused" in spoken(text, "//tr[th/a = 'a']/th")[0]
    assert "Without an offer at present: Nobody" in spoken(text, "//main | //div[@id='quality']")[0]


def test_cells_have_a_word_for_those_who_listen_and_heads_name_the_element(tmp_path: Path) -> None:
    text = files(a_catalogue([offer("a", prerequisites=None)], tmp_path))["en/quality/index.html"]
    heads = html.fromstring(text).xpath("//table[contains(@class, 'mc-marks')]/thead//th[@title]")
    assert [one.get("scope") for one in heads] == ["col"] * 16
    assert heads[7].text_content() == f"8 {heads[7].get('title')}"
    words = spoken(text, "//tr[th/a = 'a']/td[@data-state]")
    assert words[ELEMENTS.index("prerequisites")] == "Not stated"
    assert words[ELEMENTS.index("learner")] == "On the issued credential"
    assert set(words) == {"Stated", "Not stated", "On the issued credential"}


def test_counts_are_those_of_the_rows_and_lead_to_them(tmp_path: Path) -> None:
    offers = [
        offer("a"),
        offer("b", credential=a_credential(level=None)),
        offer("c", credential=a_credential(level=None)),
    ]
    made = files(a_catalogue(offers, tmp_path))
    rows = html.fromstring(made["en/quality/index.html"]).xpath("//section[h2 or div/h2[@id='elements']]//tbody/tr")
    assert [row.get("data-element") for row in rows] == list(ELEMENTS)
    for row in rows:
        element = row.get("data-element")
        assert [cell.get("data-state") for cell in row.xpath("td")] == [state.value for state in ElementState]
        for cell in row.xpath("td"):
            state = cell.get("data-state")
            number = sum(one[element] == state for one in table(made[TABLE]))
            assert re.match(r"\d+", cell.text_content())[0] == str(number)  # type: ignore[index]
            target = f"../../en/quality/?element={element}&state={state}#grid"
            assert cell.xpath("a/@href") == ([target] if number else [])
    assert "2 Level" in spoken(made["en/quality/index.html"], "//tr[@data-element='level']/td[2]")[0]


def test_a_hundred_rows_a_page_and_all_pages_are_in_the_site_map(tmp_path: Path) -> None:
    offers = [offer(f"offer-{number:03}") for number in range(PAGE_SIZE + 2)]
    catalogue = a_catalogue(offers, tmp_path)
    made = files(catalogue)
    assert list(made) == [TABLE, "en/quality/index.html", "en/quality/2/index.html"]
    shown = [grid(made[path]) for path in list(made)[1:]]
    assert [len(rows) for rows in shown] == [PAGE_SIZE, 2]
    assert [title for rows in shown for _provider, title in rows] == [one.id for one in offers]
    assert len(table(made[TABLE])) == PAGE_SIZE + 2
    prose = {language: Prose({}, Shell(language, ""), {}) for language in ("pl", "en")}
    listed = [one.addresses["en"] for one in sitemap_pages(catalogue, some_settings(), prose)]
    assert [one for one in listed if "/quality/" in one] == ["en/quality/", "en/quality/2/"]
    # A row of 16 cells stays small: the page is that of a long list, not of an application.
    assert len(made["en/quality/index.html"]) < 230_000
    second = html.fromstring(made["en/quality/2/index.html"])
    assert second.xpath("//form | //script") == []
    assert second.xpath("//a[contains(@href, 'quality/#grid')]")


def test_nothing_is_there_to_be_shown(tmp_path: Path) -> None:
    made = files(a_catalogue([], tmp_path))
    assert table(made[TABLE]) == []
    assert html.fromstring(made["en/quality/index.html"]).xpath("//table[contains(@class, 'mc-marks')]") == []


@pytest.mark.parametrize("language", ["en", "pl"])
def test_states_and_ages_are_no_marks(tmp_path: Path, language: str) -> None:
    made = files(catalogue_of_files(ROOT / "providers", tmp_path), language)
    text = made[f"{language}/quality/index.html"]
    assert "%" not in html.fromstring(text).text_content()
    assert "mc-chip--withdrawn" not in text
    assert "★" not in text


def test_every_sample_is_in_the_table_with_its_states(tmp_path: Path) -> None:
    catalogue = catalogue_of_files(ROOT / "providers", tmp_path)
    rows = {(one["provider"], one["offer"]): one for one in table(files(catalogue)[TABLE])}
    current = [one for one in catalogue.offers if one.status in ("published", "paused")]
    assert len(current) > 40
    assert rows.keys() == {(one.provider, one.id) for one in current}
    for one in current:
        row = rows[one.provider, one.id]
        assert tuple(row[key] for key in ELEMENTS) == tuple(state.value for state in states_of(one.states))
        assert row["offer_title"] == harmless(str(in_language(one.title, "en")))
        assert row["kind"] == one.kind
        assert row["address"] == f"https://registry.example.org/en/offers/{one.provider}/{one.id}/"


# ------------------------------------------------------------------------------------------------------- ages


@pytest.mark.parametrize(
    ("days", "age", "word"),
    [
        (0, "fresh", "Fresh: 20 November 2026"),
        (10, "fresh", "Fresh: 10 November 2026"),
        (11, "ageing", "Ageing: 9 November 2026"),
        (20, "ageing", "Ageing: 31 October 2026"),
        (21, "stale", "Stale: 30 October 2026"),
        (None, "unknown", "Never confirmed"),
    ],
)
def test_the_registry_decides_when_a_record_is_old(tmp_path: Path, days: int | None, age: str, word: str) -> None:
    checked = None if days is None else (TODAY - timedelta(days=days)).isoformat()
    made = files(a_catalogue([offer("a", checked=checked)], tmp_path), fresh_days=10, stale_days=20)
    (row,) = table(made[TABLE])
    assert (row["checked"], row["freshness"]) == (checked or "", age)
    text = made["en/quality/index.html"]
    assert spoken(text, "//tr[th/a = 'a']/td[last()]") == [word]
    legend = spoken(text, "//section[@aria-labelledby='legend']")[0]
    for meaning in ("at most 10 days ago", "11 to 20 days ago", "more than 20 days ago"):
        assert meaning in legend


def test_a_provider_sees_its_rows_their_ages_and_the_way_to_the_grid(tmp_path: Path) -> None:
    offers = [
        offer("a"),
        offer("b", checked="2025-09-01", prerequisites=None),
        offer("c", checked="2020-01-01", status="paused"),
        offer("d", checked="2020-01-01", status="withdrawn"),
        offer("e", checked=None),
    ]
    site = written(tmp_path / "providers", a_catalogue(offers, tmp_path / "cache"))
    text = page(site, f"en/providers/{PROVIDER}")
    section = "//section[@aria-labelledby='completeness']"
    told = spoken(text, f"{section}//p")[0]
    assert told.startswith(
        "Of the records of these offers, 1 is fresh, 1 is ageing, 1 is stale, 1 was never confirmed."
    )
    assert html.fromstring(text).xpath(f"{section}//p/a/@href") == [f"../../../en/quality/?provider={PROVIDER}#grid"]
    assert sorted(spoken(text, f"{section}//th[@scope='row']")) == ["a", "b", "c", "e"]
    row = f"{section}//tr[th/a = 'b']"
    assert spoken(text, f"{row}//li[@data-element='prerequisites']") == ["Prerequisites needed to enrol: Not stated"]
    assert "Prerequisites needed to enrol" in spoken(text, f"{row}/td[2]")[0]
    assert "1 September 2025" in spoken(text, f"{row}/td[3]")[0]


# ------------------------------------------------------------------------------------------------------ the table


@pytest.mark.parametrize("title", ["=1+1", "+48 600", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", '=HYPERLINK("x")'])
def test_no_cell_is_a_formula(tmp_path: Path, title: str) -> None:
    assert harmless(title) == f"'{title}"
    catalogue = a_catalogue(
        [offer("a", title={"en": title.strip()})], tmp_path, providers=[a_provider(name={"en": title.strip()})]
    )
    (row,) = table(files(catalogue)[TABLE])
    assert row["offer_title"] == row["provider_name"] == f"'{title.strip()}"


def test_lines_and_quotes_are_those_of_rfc_4180(tmp_path: Path) -> None:
    catalogue = a_catalogue([offer("a", title={"pl": 'Sól, "pieprz"'}), offer("b")], tmp_path)
    content = files(catalogue)[TABLE]
    assert content.count("\r\n") == content.count("\n") == 3
    assert ',"Sól, ""pieprz""",' in content
    names, *rows = csv.reader(io.StringIO(content, newline=""), strict=True)
    assert len(names) == len(set(names)) == len(ELEMENTS) + 11
    assert [len(row) for row in rows] == [len(names)] * 2
    assert {one["offer"]: one["offer_title_language"] for one in table(content)} == {"a": "pl", "b": ""}
