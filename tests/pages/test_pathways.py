"""The page of a pathway, and what other pages say of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.pages.pathway_page import PathwayInPlace, PathwayView, pathway_view
from generator.pages.record_pages import pathway_pages
from generator.pages.related import Related
from generator.pages.render import Renderer
from generator.pages.shell import Shell
from generator.pages.stacking import stack_links
from generator.pages.statements import stackability
from generator.pages.told import Told
from generator.theme import Theme
from generator.words import Words
from tests import record_cases
from tests.builders import catalogue_of_files, some_settings
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from generator.catalogue.graph import Catalogue

BOTH_SENTENCES = {
    "en": "Stacking gives no automatic entitlement to a qualification. "
    "The receiving organisation or the competent authority decides.",
    "pl": "Łączenie mikropoświadczeń nie daje automatycznie prawa do kwalifikacji. "
    "Decyduje organizacja przyjmująca lub właściwy organ.",
}
ENGLISH = Words("en", ROOT / "theme/locale")
TODAY = date(2026, 11, 20)


@pytest.fixture
def providers(tmp_path: Path) -> Path:
    return record_cases.lay_out("valid", "pathway-of-three-tiers", tmp_path)


def in_place(catalogue: Catalogue, name: str) -> PathwayInPlace:
    stack = catalogue.stacks[f"river-college/{name}"]
    provider = catalogue.store.open_provider(catalogue.provider_by_id["river-college"])
    successor = catalogue.pathway_by_key.get(stack.pathway.replaced_by or "")
    record = catalogue.store.open_pathway(stack.pathway)
    return PathwayInPlace(record, stack, provider, catalogue.organisation_by_id, successor)


def view(providers: Path, name: str = "data-in-steps", today: date = TODAY) -> PathwayView:
    catalogue = catalogue_of_files(providers, providers.parent / "cache")
    return pathway_view(in_place(catalogue, name), ENGLISH, some_settings(), today)


def test_steps_say_what_to_choose_and_what_one_holds(providers: Path) -> None:
    first, second, third = view(providers).tiers
    (choice,) = first.requirements
    assert [line.text for line in choice.lines] == ["Choose 2 of these 3:"]
    assert [(item.title.text, item.credits) for item in choice.items] == [
        ("Data basics", "3 ECTS"),
        ("Data in the evening", "3 ECTS"),
        ("Credential clean-data", "2 ECTS"),
    ]
    assert [item.state.text if item.state else "" for item in choice.items] == ["", "", "No course at present"]
    assert [line.text for line in first.award] == ["Credential data-certificate"]
    assert [line.text for need in second.requirements for line in need.lines] == [
        "The earlier step: Certificate",
        "At least 8 ECTS out of these:",
    ]
    assert second.requirements[0].lines[0].address.endswith("/data-in-steps/#step-first")
    assert [line.text for need in third.requirements[1:] for line in need.lines] == [
        "All of these:",
        "A thesis and its defence.",
    ]


def test_it_leads_to_something_and_says_who_decides(providers: Path) -> None:
    page = view(providers)
    assert page.leads_to is not None
    assert [line.text for line in page.leads_to.lines][:2] == ["Exemption from parts of a programme", "Quay Alliance"]
    rows = {row.label: [line.text for line in row.lines] for row in page.rows}
    assert rows["Who decides"] == ["Quay Alliance"]
    assert rows["Who says that it counts"] == ["The receiver", "Source"]
    assert rows["Valid"] == ["From 1 January 2026", "Until 31 December 2029"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", "Only the provider; the receiver has not confirmed it here."),
        ("asserted_by: register\n", "A register"),
    ],
)
def test_only_the_provider_says_so(providers: Path, lines: str, said: str) -> None:
    file = providers / "river-college/pathways/data-in-steps.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("asserted_by: receiver\n", lines), encoding="utf-8")
    rows = {row.label: row.lines[0].text for row in view(providers).rows if row.lines}
    assert rows["Who says that it counts"] == said


def test_a_provider_that_receives_itself_stands_behind_its_pathway(providers: Path) -> None:
    file = providers / "river-college/pathways/data-in-steps.yml"
    text = file.read_text(encoding="utf-8").replace("receiver: quay-alliance\nasserted_by: receiver\n", "")
    file.write_text(text, encoding="utf-8")
    rows = {row.label: row.lines[0].text for row in view(providers).rows if row.lines}
    assert rows["Who says that it counts"] == "The receiver itself, who publishes this pathway"


def test_a_withdrawn_pathway_leads_to_its_successor(providers: Path) -> None:
    page = view(providers, "data-of-old")
    assert page.notice is not None
    assert page.notice.successor is not None
    assert page.notice.successor.address == "en/pathways/river-college/data-in-steps/"
    assert page.state is not None
    assert page.state.text == "Withdrawn"


def test_what_is_over_says_so(providers: Path) -> None:
    page = view(providers, today=date(2030, 1, 1))
    assert page.state is not None
    assert page.state.text == "Valid until 31 December 2029"


def test_both_sentences_stand_beside_the_steps_and_old_addresses_lead_on(providers: Path) -> None:
    shells = {language: Shell(language, "--mc:title-- --mc:content--") for language in ("pl", "en")}
    renderer = Renderer(some_settings(), Theme(ROOT / "theme"), shells, TODAY)
    catalogue = catalogue_of_files(providers, providers.parent / "cache")
    pages = {path: text.decode() for path, text in pathway_pages(renderer, in_place(catalogue, "data-in-steps"))}
    for language, sentences in BOTH_SENTENCES.items():
        page = pages[f"{language}/pathways/river-college/data-in-steps/index.html"]
        assert sentences in page
        assert page.index(sentences) < page.index('<ol class="mc-ladder">')
    moved = pages["en/pathways/river-college/data-stack/index.html"]
    assert "url=../../../../en/pathways/river-college/data-in-steps/" in moved
    assert "id/pathway/66d2c3b4-4a59-4e68-8f77-000000000006/index.html" in pages


# ----------------------------------------------------------------------------------- what the page of an offer says


def told_offer(providers: Path, key: str) -> Told:
    catalogue = catalogue_of_files(providers, providers.parent / "cache")
    summary = catalogue.offer_by_key[key]
    return Told(
        catalogue.store.open_offer(summary),
        summary,
        catalogue.store.open_provider(catalogue.provider_by_id[summary.provider]),
        catalogue.organisation_by_id,
        ENGLISH,
        related=Related(catalogue.stacks_of_offer(summary)),
    )


@pytest.mark.parametrize("key", ["river-college/data-basics", "river-college/data-evenings"])
def test_an_offer_says_where_its_credential_counts(providers: Path, key: str) -> None:
    told = told_offer(providers, key)
    (link,) = stack_links(told)
    assert link.title.address == "en/pathways/river-college/data-in-steps/"
    assert [line.text for line in link.lines] == [
        "Counts for step 1 of 3: Certificate",
        "Counts for step 2 of 3: Advanced certificate",
        "Counts for step 3 of 3: Diploma",
    ]
    assert [line.text for line in link.receiver] == ["Quay Alliance"]
    assert "Counts towards: Data in steps" in [line.text for line in stackability(told)]


def test_a_pathway_that_does_not_name_the_credential_is_not_passed_off_as_one_that_does(tmp_path: Path) -> None:
    providers = record_cases.lay_out("valid", "pathway-of-three-tiers", tmp_path)
    offer = providers / "river-college/offers/data-basics.yml"
    text = offer.read_text(encoding="utf-8").replace("river-college/data-in-steps", "data-of-old")
    offer.write_text(text, encoding="utf-8")
    old = providers / "river-college/pathways/data-of-old.yml"
    old.write_text(old.read_text(encoding="utf-8").replace("data-basics, ", ""), encoding="utf-8")
    links = stack_links(told_offer(providers, "river-college/data-basics"))
    assert [(one.title.text, one.state.text if one.state else "") for one in links] == [
        ("Data in steps", ""),
        ("Data in steps", "Withdrawn"),
    ]
    assert [line.text for line in links[1].lines] == ["The pathway itself does not name this credential."]
