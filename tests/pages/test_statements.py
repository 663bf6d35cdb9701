"""What a record states, in words: nothing more, nothing less, and the same in every place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.catalogue.transparency import ELEMENTS, ElementState, states_of
from generator.pages import statements
from generator.pages.assessment import supervision
from generator.pages.evidence import element_views
from generator.pages.told import Lines, Told
from generator.words import Words
from tests.builders import PROVIDER, a_catalogue, a_credential, a_provider, an_offer, catalogue_of_files
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LOCALE = ROOT / "theme" / "locale"


def told(folder: Path, language: str = "en", **changes: Any) -> Told:
    """Return an offer ready to be put into words, with its states decided by a catalogue."""
    offer = an_offer(**changes)
    catalogue = a_catalogue([offer], folder)
    summary = catalogue.offer_by_key[f"{PROVIDER}/{offer.id}"]
    return Told(offer, summary, a_provider(), catalogue.provider_by_id, Words(language, LOCALE))


def said(lines: Lines) -> list[str]:
    return [one.text for one in lines]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"supervised": "true", "identity_verified": "true", "where": "online"}, ["Supervised online, with identity verification"]),
        ({"supervised": "true", "identity_verified": "true"}, ["Supervised, with identity verification"]),
        ({"supervised": "true", "identity_verified": "false"}, ["Supervised with no identity verification"]),
        ({"supervised": "false", "identity_verified": "false"}, ["Unsupervised with no identity verification"]),
        ({"supervised": "false", "identity_verified": "true"}, ["Unsupervised with identity verification"]),
        ({"supervised": "true"}, ["Supervised; identity verification not stated"]),
        ({"where": "online"}, ["Online"]),
        ({"recorded": "true"}, ["The assessment is recorded"]),
    ],
)  # fmt: skip
def test_supervision_is_told_only_as_far_as_it_is_stated(tmp_path: Path, stated: object, expected: list[str]) -> None:
    here = told(tmp_path, credential=a_credential(supervision=stated))
    assert said(supervision(here)) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"credential": None, "kind": "learning-opportunity"},
        {"credential": a_credential(stackability={"towards": ["x/y"]})},
        {"credential": a_credential(assessment={"included_in_price": "true"})},
        {"credential": a_credential(workload={"hours": {}})},
        {"credential": a_credential(workload={"not_applicable": {"en": "Practice only."}})},
        {"credential": a_credential(supervision={})},
        {"credential": a_credential(awarded_by=[])},
        {"credential": a_credential(quality_assurance=[])},
        {"prerequisites": {"conditions": [{"type": "age", "value": "18"}]}},
        {"prerequisites": {"none": "true"}},
        {"participation": {}},
    ],
)
@pytest.mark.parametrize("language", ["en", "pl"])
def test_an_element_is_stated_exactly_if_something_is_shown(tmp_path: Path, language: str, changes: Any) -> None:
    assert_states_and_lines_agree(told(tmp_path, language, **changes))


def assert_states_and_lines_agree(here: Told) -> None:
    for view in element_views(here):
        shown = bool(view.lines)
        if view.state.style == ElementState.STATED.value:
            assert shown, view.key
        elif view.state.style == ElementState.NOT_STATED.value:
            assert not shown, view.key
        elif view.state.style == ElementState.NOT_APPLICABLE.value:
            assert shown, f"{view.key}: the reason is missing"


def test_every_sample_shows_what_it_states(tmp_path: Path) -> None:
    catalogue = catalogue_of_files(ROOT / "providers", tmp_path)
    assert len(catalogue.offers) >= 12
    for summary in catalogue.offers:
        offer, provider = catalogue.store.open_offer(summary), catalogue.provider_by_id[summary.provider]
        for language in ("pl", "en"):
            words = Words(language, LOCALE)
            whose = catalogue.store.open_provider(provider)
            assert_states_and_lines_agree(Told(offer, summary, whose, catalogue.provider_by_id, words))


def test_one_awarding_body_without_country_leaves_the_country_unstated(tmp_path: Path) -> None:
    elsewhere = a_provider(id="elsewhere", uuid="11111111-1111-4111-8111-111111111111", country=None)
    offer = an_offer(credential=a_credential(awarded_by=[PROVIDER, "elsewhere"]))
    catalogue = a_catalogue([offer], tmp_path, providers=[a_provider(), elsewhere])
    summary = catalogue.offers[0]
    here = Told(offer, summary, a_provider(), catalogue.provider_by_id, Words("en", LOCALE))
    country = element_views(here)[ELEMENTS.index("issuer-country")]
    assert (country.state.style, country.lines) == ("not-stated", ())


def test_learning_opportunity_issues_no_credential(tmp_path: Path) -> None:
    here = told(tmp_path, credential=None, kind="learning-opportunity")
    states = dict(zip(ELEMENTS, states_of(here.summary.states), strict=True))
    assert states["learner"] is ElementState.NOT_APPLICABLE
    assert said(element_views(here)[0].lines) == ["No micro-credential is issued"]


def test_a_list_is_not_taken_for_the_provider(tmp_path: Path) -> None:
    here = told(tmp_path, prerequisites=None, source={"type": "import", "date": "2024-01-01"})
    assert element_views(here)[ELEMENTS.index("prerequisites")].state.text == "Not stated in the list"


def test_text_in_a_regional_variant_goes_before_another_language(tmp_path: Path) -> None:
    here = told(tmp_path, "pl", title={"pl-PL": "Po polsku", "en": "In English"})
    assert said(statements.title(here)) == ["Po polsku"]
    assert statements.title(here)[0].language == "pl-PL"


@pytest.mark.parametrize(("hours", "english", "polish"), [("1", "1 hour in all", "1 godzina łącznie"), ("1.5", "1.5 hours in all", "1,5 godziny łącznie"), ("22", "22 hours in all", "22 godziny łącznie")])  # fmt: skip
def test_hours_are_counted_in_words(tmp_path: Path, hours: str, english: str, polish: str) -> None:
    credential = a_credential(workload={"hours": {"total": hours}})
    assert said(statements.workload(told(tmp_path, credential=credential))) == [english]
    assert said(statements.workload(told(tmp_path, "pl", credential=credential))) == [polish]
