"""The ten principles: what is stated, by whom, with which source, checked when; and nothing that nobody stated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from generator.pages.offer_page import offer_view
from generator.vocabularies import vocabulary
from tests.builders import a_credential, a_provider, some_settings
from tests.pages.rendered import TODAY
from tests.pages.test_statements import told

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pages.principles import Evidence, PrincipleView
    from generator.pages.told import Told

BARE: dict[str, Any] = {
    "credential": None,
    "kind": "learning-opportunity",
    "prerequisites": None,
    "who_can_join": None,
}


def principles(here: Told) -> dict[str, PrincipleView]:
    return {one.key: one for one in offer_view(here, some_settings(), TODAY, None).principles}


def texts(found: PrincipleView) -> list[str]:
    return [line.text for evidence in found.evidence for line in evidence.lines]


def only(found: PrincipleView) -> Evidence:
    (evidence,) = found.evidence
    return evidence


def test_the_ten_stand_in_official_order(tmp_path: Path) -> None:
    shown = offer_view(told(tmp_path), some_settings(), TODAY, None).principles
    assert [one.number for one in shown] == list(range(1, 11))
    assert [one.key for one in shown] == [one.code for one in vocabulary("principles")]


def test_a_record_that_says_nothing_has_evidence_of_the_registry_alone(tmp_path: Path) -> None:
    found = principles(told(tmp_path, **BARE))
    assert {key for key, one in found.items() if one.evidence} == {"transparency"}
    assert only(found["transparency"]).asserted_by == "registry"


@pytest.mark.parametrize(
    ("key", "changes", "expected"),
    [
        ("relevance", {"credential": a_credential(relevance={"reviewed": "2026-05-31"})}, "Content reviewed on 31 May 2026"),
        ("valid-assessment", {}, "Criteria are stated for 1 of 1 learning outcomes"),
        ("valid-assessment", {}, "Supervised online, with identity verification"),
        ("learning-pathways", {"validation": {"available": "true"}}, "Can be had by validation, without the course"),
        ("learning-pathways", {"validation": {"available": "false"}}, "Cannot be had without the course"),
        ("recognition", {"recognition": [{"effect": "elective", "receiver": "sample-university"}]}, "Counts as an elective course"),
        ("portability", {"credential": a_credential(issuing={"formats": ["pdf"]})}, "PDF"),
        ("learner-centredness", {"accessibility": ["captions"]}, "Captions"),
        ("authenticity", {"credential": a_credential(issuing={"verify": {"en": "Look it up."}})}, "Look it up."),
        ("information-and-guidance", {"target_groups": {"en": "Everybody who counts."}}, "Everybody who counts."),
    ],
)  # fmt: skip
def test_what_is_stated_is_evidence(tmp_path: Path, key: str, changes: dict[str, Any], expected: str) -> None:
    assert any(expected in text for text in texts(principles(told(tmp_path, **changes))[key]))


def test_a_claim_keeps_its_asserter_its_source_and_its_day(tmp_path: Path) -> None:
    claim = {
        "framework": "esg",
        "body": {"en": "A commission"},
        "asserted_by": "register",
        "source": "https://register.example/1",
        "checked": "2026-09-01",
    }
    found = principles(told(tmp_path, credential=a_credential(quality_assurance=[claim])))["quality"].evidence
    evidence, of_provider = found
    assert [line.text for line in of_provider.lines][-1] == "A commission"
    assert (evidence.asserter, evidence.asserted_by) == ("A public register says", "register")
    assert (evidence.source, evidence.checked) == ("https://register.example/1", "1 September 2026")


def test_what_the_provider_says_without_a_source_is_of_the_day_it_confirmed_its_record(tmp_path: Path) -> None:
    found = principles(told(tmp_path, accessibility=["captions"]))["learner-centredness"]
    assert only(found).checked == "12 October 2026"


def test_an_entry_in_a_register_is_told_as_whoever_says_so(tmp_path: Path) -> None:
    here = told(tmp_path)
    entry = {
        "scheme": "deqar",
        "value": "DEQARINST0000",
        "asserted_by": "register",
        "source": "https://deqar.example/0",
    }
    listed = replace(here, provider=a_provider(identifiers=[entry]))
    registered = [one for one in principles(listed)["transparency"].evidence if one.asserted_by == "register"]
    assert [one.source for one in registered] == ["https://deqar.example/0"]


def test_the_same_source_on_the_same_day_stands_there_once(tmp_path: Path) -> None:
    relevance = {"need": {"en": "Asked for."}, "reviewed": "2026-05-31"}
    found = principles(told(tmp_path, credential=a_credential(relevance=relevance)))["relevance"]
    assert [line.text for line in only(found).lines] == ["Asked for.", "Content reviewed on 31 May 2026"]


def test_of_what_was_taken_from_a_list_the_list_says_so(tmp_path: Path) -> None:
    here = told(tmp_path, accessibility=["captions"], source={"type": "import", "date": "2026-10-01"})
    found = principles(here)["learner-centredness"]
    assert only(found).asserter == "The list says"


def test_what_the_record_of_the_provider_says_is_of_its_own_day(tmp_path: Path) -> None:
    here = told(tmp_path)
    feedback = {"learners": {"en": "A form."}, "issued": "2024-01-31"}
    listening = replace(here, provider=a_provider(feedback=feedback, checked="2026-11-02"))
    evidence = only(principles(listening)["learner-centredness"])
    assert evidence.checked == "2 November 2026"
    assert [line.text for line in evidence.lines] == ["A form.", "Summary of 31 January 2024"]


def test_nobody_is_told_of_europass_where_no_such_feed_carries_the_offer(tmp_path: Path) -> None:
    def published(name: str, **changes: Any) -> str:
        return texts(principles(told(tmp_path / name, **changes))["transparency"])[1]

    assert published("with-field") == "Published as open data, in the formats of Europass among others"
    assert published("without-field", field=None) == "Published as open data"
