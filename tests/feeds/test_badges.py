"""An achievement says what a badge may say of a micro-credential, in one language each, and claims nothing official."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from generator.catalogue.transparency import ELEMENTS
from generator.feeds import badges
from tests import record_cases
from tests.builders import a_catalogue, a_credential, an_offer, catalogue_of_files, some_settings
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from generator.catalogue.graph import Catalogue
    from generator.records.offer import Offer

Json = dict[str, Any]
UUID = "0b8f6a1e-52a7-4d5f-8b55-6f9d8f1b2c3d"
IDENTIFIER = f"https://registry.example.org/id/credential/{UUID}/2"


def documents(catalogue: Catalogue) -> dict[str, Json]:
    return {file.path: json.loads(file.content) for file in badges.files(catalogue, some_settings())}


def of(folder: Path, offer: Offer) -> Json:
    return documents(a_catalogue([offer], folder))[f"feeds/badges/{UUID}/2.json"]


def test_each_sample_has_what_the_format_requires(tmp_path: Path) -> None:
    catalogue = catalogue_of_files(ROOT / "providers", tmp_path)
    found = documents(catalogue)
    told = [one for one in catalogue.with_page if one.removed_on is None and one.kind == "micro-credential"]
    assert {one.credential[0] for one in told if one.credential} <= {path.split("/")[2] for path in found}
    removed = {one.credential[0] for one in catalogue.with_page if one.removed_on and one.credential}
    assert removed
    assert removed.isdisjoint({path.split("/")[2] for path in found})
    for path, one in found.items():
        assert one["type"] == ["Achievement"], path
        assert all(isinstance(one[key], str) and one[key] for key in ("id", "name", "description", "inLanguage"))
        assert one["criteria"]["narrative"]
        assert one["criteria"]["id"].startswith("https://")
        for aligned in one.get("alignment", ()):
            assert aligned["targetName"]
            assert aligned["targetUrl"].startswith("http")
    identifiers = [one["id"] for one in found.values()]
    assert len(identifiers) == len(set(identifiers))


def test_facts_of_a_credential_are_carried(tmp_path: Path) -> None:
    one = of(tmp_path, an_offer())
    assert one["id"] == IDENTIFIER
    assert one["achievementType"] == "MicroCredential"
    assert (one["inLanguage"], one["name"]) == ("pl", "Dane w urzędzie")
    assert one["description"] == "Pracuje z danymi."
    assert one["criteria"]["narrative"].startswith("- Ocenia jakość zbioru.\n  - Znajduje błędy.")
    assert one["creditsAvailable"] == 2.5
    assert one["version"] == "2"
    assert one["fieldOfStudy"] == "ISCED-F 0688"
    assert one["creator"]["id"].startswith("https://registry.example.org/id/provider/")
    assert [aligned["targetType"] for aligned in one["alignment"]] == ["ceasn:Competency"]  # the level is only claimed


def test_the_languages_lead_to_each_other(tmp_path: Path) -> None:
    found = documents(a_catalogue([an_offer()], tmp_path))
    main, other = found[f"feeds/badges/{UUID}/2.json"], found[f"feeds/badges/{UUID}/2.en.json"]
    assert main["related"] == [{"type": ["Related"], "id": f"{IDENTIFIER}#en", "inLanguage": "en"}]
    assert other["related"] == [{"type": ["Related"], "id": IDENTIFIER, "inLanguage": "pl"}]
    assert other["id"] == f"{IDENTIFIER}#en"
    assert other["name"] == "Data for public officials"


def test_only_a_registered_level_is_a_level(tmp_path: Path) -> None:
    registered = {"framework": "prk", "level": "6", "basis": "registered", "register_code": "13456"}
    aligned = of(tmp_path, an_offer(credential=a_credential(level=registered)))["alignment"]
    (level,) = [one for one in aligned if one["targetType"] == "ext:QualificationLevel"]
    assert level["targetCode"] == "6"


@pytest.mark.parametrize("change", [{"status": "equivalent"}, {"condition": {"en": "Once the senate agrees"}}])
def test_only_credits_that_are_awarded_are_credits(tmp_path: Path, change: Json) -> None:
    credits_ = {"system": "ects", "amount": "2.50", "status": "awarded"} | change
    assert "creditsAvailable" not in of(tmp_path, an_offer(credential=a_credential(workload={"credits": credits_})))


def test_other_learning_has_no_badge(tmp_path: Path) -> None:
    assert documents(a_catalogue([an_offer(kind="learning-opportunity")], tmp_path)) == {}


def test_each_version_of_a_credential_keeps_its_achievement(tmp_path: Path) -> None:
    providers = record_cases.lay_out("valid", "credential-of-two-offers", tmp_path)
    found = documents(catalogue_of_files(providers, tmp_path / "cache"))
    versions = {one["version"]: one["criteria"]["narrative"] for one in found.values()}
    assert set(versions) == {"1", "2"}
    assert versions["1"] != versions["2"]


def test_what_it_cannot_carry_is_in_the_table(tmp_path: Path) -> None:
    one = of(tmp_path, an_offer())
    place = {
        "title": one["name"],
        "issuer-country": one["creator"]["address"]["addressCountryCode"],
        "awarding-body": one["creator"]["name"],
        "learning-outcomes": one["criteria"]["narrative"],
        "assessment": one["criteria"]["narrative"].endswith("A project with a defence."),
    }
    assert all(place.values())
    assert set(place) | set(badges.FEED.cannot_carry) == set(ELEMENTS)
    assert not set(place) & set(badges.FEED.cannot_carry)
    lost = ("Pass or fail", "Counts towards a diploma.", "Bring a laptop.", "Basic use of spreadsheets.")
    assert not any(text in json.dumps(one) for text in lost)
