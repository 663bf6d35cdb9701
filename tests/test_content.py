"""The guides in content/: each in every language of the registry, with the official names in their order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.pages.editorial import addresses_of
from generator.settings import read_settings
from generator.vocabularies import vocabulary

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "content"
LANGUAGES = read_settings(ROOT).languages
EXPECTED = {
    "about/",
    "accessibility/",
    "advice/",
    "advice/check/",
    "advice/choose/",
    "advice/elements/",
    "advice/glossary/",
    "advice/principles/",
    "aggregators/",
    "micro-credentials/",
    "privacy/",
    "submit/",
}
"""Addresses that people and pages elsewhere lead to; more may come, none may go."""

PAGES = sorted(path.relative_to(CONTENT / LANGUAGES[0]) for path in (CONTENT / LANGUAGES[0]).rglob("*.md"))
WRITTEN = [(language, page) for language in LANGUAGES for page in PAGES]
NAMED_PLACE = re.compile(r"\{#([a-z0-9-]+)\}|<span id=\"([a-z0-9-]+)\">")
EXTERNAL = re.compile(r"\]\(<?(\w+:[^)>\s]*)")
CAPTIONS = {"en": ("issued credential", "offer"), "pl": ("wydany dokument", "oferta")}


def read(language: str, page: Path | str) -> str:
    return (CONTENT / language / page).read_text(encoding="utf-8")


def numbered(language: str, names: str) -> list[str]:
    """Return the entries of a list as its page writes them in headings, in official order."""
    concepts = sorted(vocabulary(names).concepts.values(), key=lambda concept: int(concept.details["number"]))
    return [f"{concept.details['number']}. {concept.labels[language]}" for concept in concepts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_all_pages(language: str) -> None:
    found = set(addresses_of(CONTENT, language))
    assert found == set(addresses_of(CONTENT, LANGUAGES[0]))
    assert found >= EXPECTED


@pytest.mark.parametrize(("language", "page"), WRITTEN, ids=str)
def test_page_has_a_description_one_title_and_a_paragraph_that_says_what_it_is_for(language: str, page: Path) -> None:
    text = read(language, page)
    front, body = re.fullmatch(r"---\n(.*?)\n---\n\n(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    assert re.search(r"^title: \S", front, re.MULTILINE)
    assert re.search(r"^description: \S.{30,}", front, re.MULTILINE)
    without_code = re.sub(r"```.*?```", "", body, flags=re.DOTALL)
    assert len(re.findall(r"^# ", without_code, re.MULTILINE)) == 1
    assert re.match(r"# \S[^\n]*\n\n\w[^\n]{60,}\n\n", body)


@pytest.mark.parametrize(("language", "page"), WRITTEN, ids=str)
def test_links_that_leave_the_site_are_encrypted(language: str, page: Path) -> None:
    assert [link for link in EXTERNAL.findall(read(language, page)) if not link.startswith("https://")] == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_places_that_links_lead_to_have_the_same_name_in_every_language(page: Path) -> None:
    found = {language: NAMED_PLACE.findall(read(language, page)) for language in LANGUAGES}
    assert all(places == found[LANGUAGES[0]] for places in found.values()), found


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_elements_are_explained_under_their_official_names(language: str) -> None:
    headings = re.findall(r"^### (.+) \{#element-\d+\}$", read(language, "advice/elements.md"), re.MULTILINE)
    assert headings == numbered(language, "annex-elements")


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_principles_are_explained_under_their_official_names(language: str) -> None:
    headings = re.findall(r"^## (.+) \{#principle-\d+\}$", read(language, "advice/principles.md"), re.MULTILINE)
    assert headings == numbered(language, "principles")


@pytest.mark.parametrize("language", sorted(CAPTIONS))
def test_table_of_elements_says_where_each_stands(language: str) -> None:
    rows = re.findall(r"^\| \[.*\]\(#element-(\d+)\) \| (.+) \|$", read(language, "advice/elements.md"), re.MULTILINE)
    issued, offer = CAPTIONS[language]
    expected = {
        concept.details["number"]: issued if concept.details["lives_in"] == "issued-credential" else offer
        for concept in vocabulary("annex-elements").concepts.values()
    }
    assert len(rows) == len(expected)
    assert [row for row in rows if not row[1].startswith(expected[row[0]])] == []
