"""The list of courses for MOOChub conforms to its schema, and says what a reader of it needs."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from generator.catalogue.transparency import ELEMENTS
from generator.feeds import moochub
from tests.builders import (
    a_catalogue,
    a_credential,
    a_provider,
    a_provider_summary,
    an_offer,
    an_offer_summary,
    catalogue_of_files,
    some_settings,
)
from tests.oracles import oracle
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from generator.records.offer import Offer

Json = dict[str, Any]


@cache
def validator() -> Draft202012Validator:
    schema = json.loads(oracle("moochub/moochub-schema.json").read_bytes())
    return Draft202012Validator(schema, format_checker=FormatChecker())


def told(offer: Offer) -> Json:
    organisations = {"sample-university": a_provider_summary(a_provider())}
    course = moochub.course(offer, an_offer_summary(offer), organisations, some_settings())
    attributes = course["attributes"]
    assert isinstance(attributes, dict)
    return attributes


def documents(catalogue: Any) -> dict[str, Json]:
    return {one.path: json.loads(one.content) for one in moochub.files(catalogue, some_settings())}


def test_the_samples_conform_and_are_not_empty(tmp_path: Path) -> None:
    catalogue = catalogue_of_files(ROOT / "providers", tmp_path)
    pages = documents(catalogue)
    assert set(pages) == {"feeds/moochub/v3/courses.json", "feeds/moochub/v3/free.json"}
    for page in pages.values():
        assert [error.message for error in validator().iter_errors(page)] == []
    courses = pages["feeds/moochub/v3/courses.json"]["data"]
    published = [one for one in catalogue.with_page if one.is_published]
    assert [one["id"] for one in courses] == [one.uuid for one in published]
    for one in (course["attributes"] for course in courses):
        assert one["description"].startswith("<")
        assert one["url"].startswith("https://")
        assert one["publisher"]["name"]
    free = pages["feeds/moochub/v3/free.json"]["data"]
    assert 0 < len(free) < len(courses)
    assert all(one["attributes"]["access"] == ["free"] for one in free)


def test_facts_of_an_offer_are_carried() -> None:
    one = told(an_offer())
    assert one["name"] == "Dane w urzędzie"  # it is taught in Polish
    assert one["inLanguage"] == ["pl"]
    assert one["courseMode"] == ["blended"]
    assert one["startDate"] == ["2027-01-11T00:00:00Z"]
    assert one["applicationDeadline"] == "2026-11-30T00:00:00Z"
    assert one["numberOfCredits"] == 2.5
    assert one["educationalCredentialsAwarded"] == ["certificate"]
    assert one["offer"] == [
        {"price": 720.0, "priceCurrency": "PLN", "paymentFrequency": "one-time", "category": "course"}
    ]
    assert one["educationalAlignment"][0]["targetUrl"] == "http://data.europa.eu/snb/isced-f/0688"
    assert one["description"] == "<p>Krótki kurs.</p><ul><li>Ocenia jakość zbioru.</li></ul>"


def test_what_is_not_stated_is_left_out() -> None:
    bare = an_offer(
        price=None, runs=None, field=None, participation=None, teaching_languages=None, description=None, summary=None
    )
    one = told(bare)
    assert not {"price", "offer", "access", "startDate", "courseMode", "inLanguage", "educationalAlignment"} & set(one)
    assert one["description"].startswith("<p>")  # never null: portals show it


@pytest.mark.parametrize("condition", [{"status": "equivalent"}, {"status": "none"}])
def test_only_credits_that_are_awarded_are_credits(condition: Json) -> None:
    credits_ = {"system": "ects", "amount": "2.50"} | condition
    offer = an_offer(credential=a_credential(workload={"credits": credits_}))
    assert "numberOfCredits" not in told(offer)


def test_a_skill_needs_a_version_of_its_framework() -> None:
    skill = {"framework": "esco", "id": "http://data.europa.eu/esco/skill/5", "label": {"en": "edit"}}
    outcome = {"text": {"en": "Edits."}, "kind": "skill"}
    assert "teaches" not in told(an_offer(credential=a_credential(learning_outcomes=[{**outcome, "skills": [skill]}])))
    dated = {**outcome, "skills": [{**skill, "version": "1.2"}]}
    (taught,) = told(an_offer(credential=a_credential(learning_outcomes=[dated])))["teaches"]
    assert taught["targetUrl"] == skill["id"]
    assert taught["educationalFrameworkVersion"] == "1.2"


def test_withdrawn_and_paused_offers_are_left_out_with_a_reason(tmp_path: Path) -> None:
    offers = [
        an_offer(),
        an_offer(id="old", uuid="4f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c12", status="withdrawn"),
        an_offer(id="paused", uuid="5f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c13", status="paused"),
    ]
    catalogue = a_catalogue(offers, tmp_path)
    courses = documents(catalogue)["feeds/moochub/v3/courses.json"]["data"]
    assert [one["id"] for one in courses] == [offers[0].uuid]
    provider = a_provider_summary(a_provider())
    said = [bool(moochub.reasons(an_offer_summary(one), provider)) for one in offers]
    assert said == [False, True, True]


def test_long_lists_come_in_pages_that_lead_to_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moochub, "PAGE_SIZE", 2)
    offers = [an_offer(id=f"offer-{n}", uuid=f"3f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c{n:02}") for n in range(5)]
    pages = documents(a_catalogue(offers, tmp_path))
    address, seen = "feeds/moochub/v3/courses.json", []
    while address:
        page = pages[address]
        assert [error.message for error in validator().iter_errors(page)] == []
        seen += [one["id"] for one in page["data"]]
        address = page["links"].get("next", "").removeprefix(some_settings().absolute(""))
    assert sorted(seen) == sorted(one.uuid for one in offers)


def test_what_it_cannot_carry_is_in_the_table() -> None:
    one = told(an_offer())
    place = {
        "title": one["name"],
        "awarding-body": one["creator"][0]["name"],
        "participation": one["courseMode"],
    }
    assert all(place.values())
    assert set(place) | set(moochub.FEED.cannot_carry) == set(ELEMENTS)
    assert not set(place) & set(moochub.FEED.cannot_carry)
    lost = ("A project with a defence.", "Pass or fail", "Counts towards a diploma.", "Bring a laptop.", "PRK")
    assert not any(text in json.dumps(one) for text in lost)
