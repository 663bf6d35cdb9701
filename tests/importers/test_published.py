"""What is published as ELM, QDR XML or MOOChub becomes drafts that say the same, and nothing is lost without a word."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from generator.checks.inspection import inspect_records
from generator.diagnostics import Severity
from generator.errors import UsageError
from generator.feeds import elm, moochub, qdr
from generator.feeds.literals import days_duration
from generator.importers.elm_reading import days_of, hours_of
from generator.importers.moochub_json import NO_LANGUAGE
from generator.importers.published_file import LARGEST, published_form
from generator.vocabularies import vocabulary
from tests.builders import (
    a_catalogue,
    a_credential,
    a_provider,
    an_offer,
    catalogue_of_files,
    some_settings,
)
from tests.importers.published_files import as_rdf_xml, elm_files, imported, offers, records
from tests.record_cases import AS_OF
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


Json = dict[str, Any]


TURTLE = "feeds/elm/3.2/catalogue.ttl"
FORMS: dict[str, tuple[str, Callable[[dict[str, bytes]], bytes]]] = {
    "Turtle 3.2": ("offers.ttl", lambda made: made[TURTLE]),
    "Turtle 3.3": ("offers.ttl", lambda made: made["feeds/elm/3.3/catalogue.ttl"]),
    "RDF/XML": ("offers.rdf", lambda made: as_rdf_xml(made[TURTLE])),
}

CARRIED = (
    "title",
    "code",
    "target_groups",
    "technical_requirements",
    "reason",
    "duration_text",
    "links",
)
"""Keys of an offer that ELM carries and the import gives back as they were."""

OF_CREDENTIAL = ("uuid", "version", "title", "outcomes_summary", "further_information")


def _to_be_applied_for(record: Json) -> Json:
    """Return an offer as the feed tells it: where it is paused, nobody is led to applications."""
    if record.get("status") != "paused" or "links" not in record:
        return record
    return {**record, "links": _pick(record["links"], ("page",))}


def _pick(record: Json, keys: tuple[str, ...]) -> Json:
    return {key: record[key] for key in keys if key in record}


# ---------------------------------------------------------------------------------------------------- round trips


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_the_samples_come_back_from_elm(form: str, tmp_path: Path) -> None:
    catalogue = catalogue_of_files(ROOT / "providers", tmp_path / "before")
    name, written = FORMS[form]
    done = imported(written(elm_files(catalogue)), name, tmp_path)
    assert done.report.failures == ()
    before, after = offers(catalogue), offers(records(tmp_path))
    carried = {one.uuid for one in catalogue.with_page if not elm.reasons(one, catalogue.provider_by_id[one.provider])}
    assert set(after) == carried
    keys = {one.uuid: one.key for one in catalogue.offers}
    shared = [uuid for uuid in carried if before[uuid].get("credential", {}).get("uuid")]
    for uuid in carried:
        one, other = before[uuid], after[uuid]
        assert other["status"] == "draft"
        assert other["kind"] == one["kind"], uuid
        assert _pick(other, CARRIED) == _pick(_to_be_applied_for(one), CARRIED), uuid
        # Offers that share a credential share its fields there.
        fields, shares = set(one.get("field", [])), catalogue.offer_by_key[keys[uuid]].credential_has_page
        assert set(other.get("field", [])) >= fields if shares else set(other.get("field", [])) == fields, uuid
        assert other.get("teaching_languages", []) == sorted(one.get("teaching_languages", [])), uuid
        known = vocabulary("learning-opportunity-types").get(one.get("type", ""))
        assert other.get("type") == (known.code if known and known.iri else None), uuid
        assert other.get("description") == one.get("description", one.get("summary")), uuid
        _same_participation(one, other)
        _same_price(one.get("price", {}), other.get("price", {}))
        _same_runs(one.get("runs", []), other.get("runs", []))
        written = days_duration(one.get("duration", ""))
        assert other.get("duration") == (days_of(written) if written and written != "P0D" else None), uuid
    assert len(shared) > 30
    for uuid in shared:
        _same_credential(before[uuid]["credential"], after[uuid]["credential"])


def _same_participation(one: Json, other: Json) -> None:
    before, after = one.get("participation", {}), other.get("participation", {})
    assert after.get("mode") == before.get("mode"), one["id"]
    keys = ("country", "city", "address")
    assert [_pick(place, keys) for place in after.get("places", [])] == [
        _pick(place, keys) for place in before.get("places", [])
    ], one["id"]


def _same_price(before: Json, after: Json) -> None:
    for key in ("learning", "credential", "application"):
        assert after.get(key) == before.get(key)
    if "category" in before:
        assert after["category"] == before["category"]


def _same_runs(before: list[Json], after: list[Json]) -> None:
    """The format states one period, and every deadline."""
    taking_place = [run for run in before if run.get("status") != "cancelled"]
    if len(taking_place) == 1 and taking_place[0].get("start"):
        keys = ("start", "end", "apply_by")
        assert [_pick(run, keys) for run in after] == [_pick(taking_place[0], keys)]
    else:
        deadlines = {run["apply_by"] for run in taking_place if "apply_by" in run}
        assert {run["apply_by"] for run in after if "apply_by" in run} == deadlines


def _same_credential(before: Json, after: Json) -> None:
    assert len(after["learning_outcomes"]) == len(before["learning_outcomes"])
    for one, other in zip(before["learning_outcomes"], after["learning_outcomes"], strict=True):
        assert (other["text"], other.get("criteria")) == (one["text"], one.get("criteria"))
        esco = [skill["id"] for skill in one.get("skills", ()) if skill["framework"] == "esco"]
        assert [skill["id"] for skill in other.get("skills", ())] == esco
        if one.get("kind") in ("knowledge", "skill"):
            assert other["kind"] == one["kind"]
    level = before.get("level", {})
    if level.get("basis") in ("registered", "claimed"):
        keys = ("framework", "level", "basis", "register_code")
        assert _pick(after["level"], keys) == _pick(level, keys)
    else:
        assert "level" not in after
    hours = before.get("workload", {}).get("hours", {})
    assert after.get("workload", {}).get("hours", {}).get("total") == hours.get("total")
    assert after.get("workload", {}).get("hours", {}).get("contact") == hours.get("contact")
    credits_ = before.get("workload", {}).get("credits", {})
    if credits_.get("status") == "awarded" and not credits_.get("condition") and credits_.get("system"):
        assert _pick(after["workload"]["credits"], ("system", "amount", "status")) == _pick(
            credits_, ("system", "amount", "status")
        )
    # Those that Europe does not list stand in the title.
    types = before.get("assessment", {}).get("types", [])
    assert sorted(after.get("assessment", {}).get("types", [])) == sorted(types)
    assert after.get("grading", {}).get("scheme") == before.get("grading", {}).get("scheme")
    flags = ("supervised", "identity_verified")
    stated = _pick(before.get("supervision", {}), flags)
    if len(stated) == len(flags):
        assert _pick(after.get("supervision", {}), flags) == stated
    assert after.get("stackability", {}).get("type") == before.get("stackability", {}).get("type")
    assert after.get("stackability", {}).get("text") == before.get("stackability", {}).get("text")
    assert after.get("further_information") == before.get("further_information")
    assert after.get("outcomes_summary") == before.get("outcomes_summary")


def test_the_credential_keeps_its_identifier_and_version(tmp_path: Path) -> None:
    catalogue = a_catalogue([an_offer()], tmp_path / "before", providers=[a_provider()])
    imported(elm_files(catalogue)[TURTLE], "offers.ttl", tmp_path)
    (after,) = offers(records(tmp_path)).values()
    assert _pick(after["credential"], OF_CREDENTIAL) == _pick(
        an_offer().model_dump(mode="json", exclude_unset=True)["credential"], OF_CREDENTIAL
    )


@pytest.mark.slow
def test_providers_come_back_from_elm(tmp_path: Path) -> None:
    catalogue = catalogue_of_files(ROOT / "providers", tmp_path / "before")
    imported(elm_files(catalogue)[TURTLE], "offers.ttl", tmp_path)
    after = records(tmp_path)
    before = {one.uuid: catalogue.store.open_provider(one) for one in catalogue.providers}
    assert len(after.providers) == len(before)
    for summary in after.providers:
        one, other = before[summary.uuid], after.store.open_provider(summary)
        assert (other.name, other.legal_name) == (one.name, one.legal_name), one.id
        assert (other.country, other.region, other.homepage) == (one.country, one.region, one.homepage)
        assert other.address == one.address
        assert other.contact == one.contact
        assert sorted((each.scheme, each.value) for each in other.identifiers) == sorted(
            (each.scheme, each.value) for each in one.identifiers
        )


@pytest.mark.slow
def test_qdr_and_turtle_give_the_same_facts(tmp_path: Path) -> None:
    """XML has no names for notes, so that words of people may stand elsewhere; facts are the same."""
    catalogue = catalogue_of_files(ROOT / "providers", tmp_path / "before")
    made = elm_files(catalogue)
    imported(made[TURTLE], "offers.ttl", tmp_path / "turtle")
    imported(made[qdr.OPPORTUNITIES], "offers.xml", tmp_path / "xml")
    one, other = offers(records(tmp_path / "turtle")), offers(records(tmp_path / "xml"))
    assert set(one) == set(other)
    registered = {
        uuid for uuid, each in one.items() if each.get("credential", {}).get("level", {}).get("register_code")
    }
    for uuid in set(one) - registered:  # qualifications stand in a file of their own
        assert sorted(other[uuid].get("field", [])) == one[uuid].get("field", [])
        for key in ("title", "description", "price", "duration", "runs"):
            assert other[uuid].get(key) == one[uuid].get(key), (uuid, key)
        for key in ("learning_outcomes", "workload", "grading", "stackability"):
            before, after = (each.get("credential", {}).get(key) for each in (one[uuid], other[uuid]))
            if key == "learning_outcomes":
                # Criteria stand in a note, and notes have no names in XML: they are in the report.
                before = [{name: text for name, text in one.items() if name != "criteria"} for one in before or ()]
                after = after or []
            assert after == before, (uuid, key)


@pytest.mark.slow
def test_the_samples_come_back_from_moochub(tmp_path: Path) -> None:
    catalogue = catalogue_of_files(ROOT / "providers", tmp_path / "before")
    content = next(
        one.content for one in moochub.files(catalogue, some_settings()) if one.path.endswith("courses.json")
    )
    done = imported(content, "courses.json", tmp_path)
    # One is about a validation without a course: nobody teaches it, and the format has no other language.
    assert [one.reason for one in done.report.failures] == [NO_LANGUAGE]
    before, after = offers(catalogue), offers(records(tmp_path))
    taught = {one.uuid for one in catalogue.with_page if one.is_published and one.teaching_languages}
    assert set(after) == taught
    for uuid, other in after.items():
        one = catalogue.store.open_offer(next(each for each in catalogue.offers if each.uuid == uuid))
        language = moochub.main_language(one)
        stated = before[uuid]
        assert other["title"] == {language: one.title[language]}
        assert other.get("field", []) == stated.get("field", [])
        assert other.get("teaching_languages", []) == stated.get("teaching_languages", [])[:1]
        mode = stated.get("participation", {}).get("mode")
        assert other.get("participation", {}).get("mode") == (mode if mode in moochub._MODES else None), uuid
        assert other.get("participation", {}).get("pace") == stated.get("participation", {}).get("pace"), uuid
        outcomes = stated.get("credential", {}).get("learning_outcomes", [])
        told = other.get("credential", {}).get("learning_outcomes", [])
        assert len(told) == len(outcomes), uuid
        starts = {run["start"] for run in stated.get("runs", []) if run.get("status") != "cancelled" and "start" in run}
        assert {run["start"] for run in other.get("runs", []) if "start" in run} == starts
        learning = stated.get("price", {}).get("learning")
        if learning:
            given = other["price"]["learning"]
            assert (float(given["amount"]), given["currency"]) == (float(learning["amount"]), learning["currency"])


@pytest.mark.parametrize("name", ["offers.ttl", "courses.json", "offers.xml"])
def test_importing_again_changes_nothing_and_update_brings_what_changed(name: str, tmp_path: Path) -> None:
    def written(offer: Any) -> bytes:
        catalogue = a_catalogue([offer], tmp_path / f"before-{offer.title['en']}", providers=[a_provider()])
        if name == "courses.json":
            return next(one.content for one in moochub.files(catalogue, some_settings()))
        return elm_files(catalogue)[TURTLE if name == "offers.ttl" else qdr.OPPORTUNITIES]

    first = imported(written(an_offer()), name, tmp_path)
    assert len(first.report.new) == 2
    again = imported(written(an_offer()), name, tmp_path)
    assert (again.report.new, again.report.changed, len(again.report.unchanged)) == ((), (), 2)
    other = an_offer(title={"pl": "Dane w gminie", "en": "Data for towns"})
    assert imported(written(other), name, tmp_path).report.occupied
    updated = imported(written(other), name, tmp_path, update=True)
    assert len(updated.report.changed) == 1
    (record,) = offers(records(tmp_path)).values()
    assert "Dane w gminie" in record["title"].values()


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    catalogue = a_catalogue([an_offer()], tmp_path / "before", providers=[a_provider()])
    done = imported(elm_files(catalogue)[TURTLE], "offers.ttl", tmp_path, dry_run=True)
    assert len(done.new) == 2
    assert not (tmp_path / "records").exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["offers.ttl", "courses.json", "offers.xml"])
def test_drafts_pass_the_check(name: str, tmp_path: Path) -> None:
    catalogue = catalogue_of_files(ROOT / "providers", tmp_path / "before")
    made = elm_files(catalogue) | {one.path: one.content for one in moochub.files(catalogue, some_settings())}
    path = {"offers.ttl": TURTLE, "courses.json": "feeds/moochub/v3/courses.json", "offers.xml": qdr.OPPORTUNITIES}[
        name
    ]
    imported(made[path], name, tmp_path)
    found = inspect_records(tmp_path / "records", shown="records", cache=tmp_path / "cache", as_of=AS_OF)
    assert [one.message for one in found.diagnostics if one.severity is Severity.ERROR] == []


# ---------------------------------------------------------------------------------------------- files of others


OF_OTHERS = """
@prefix e: <{namespace}> . @prefix d: <http://purl.org/dc/terms/> . @prefix f: <http://xmlns.com/foaf/0.1/> .
@prefix r: <http://www.w3.org/ns/regorg#> . @prefix x: <http://www.w3.org/2001/XMLSchema#> .
<https://u.example/o/1> a e:LearningOpportunity ; d:title "Bees"@en, "Bienen"@de ; e:providedBy <https://u.example/> ;
  e:duration "P2M"^^x:duration ; f:homepage [ a e:WebResource ; e:contentUrl "https://u.example/bees"^^x:anyURI ] ;
  e:bannerImage <https://u.example/bee.png> ; e:learningAchievementSpecification [
    a e:LearningAchievementSpecification ;
    e:volumeOfLearning "P3DT3H"^^x:duration ; e:learningOutcome [ a e:LearningOutcome ; d:title "Keeps bees."@en ] ;
    e:additionalNote [ e:noteLiteral "Bring gloves."@en ] ] .
<https://u.example/> a e:Organisation ; r:legalName "University of Bees"@en .
"""


@pytest.mark.parametrize("edition", [elm.ELM_3_2, elm.ELM_3_3], ids=lambda one: one.number)
def test_a_file_of_somebody_else_becomes_a_draft(edition: Any, tmp_path: Path) -> None:
    done = imported(OF_OTHERS.format(namespace=edition.namespace).encode(), "bees.ttl", tmp_path)
    (record,) = offers(records(tmp_path)).values()
    assert record["title"] == {"en": "Bees", "de": "Bienen"}
    assert record["links"] == {"page": "https://u.example/bees"}
    assert record["duration"] == "P2M"
    assert record["credential"]["workload"]["hours"] == {"total": "75"}
    assert record["credential"]["further_information"] == {"en": "Bring gloves."}
    assert record["kind"] == "learning-opportunity"  # nobody says how the outcomes are assessed
    assert "level" not in record["credential"]
    assert record["source"] == {"type": "harvest", "address": "https://u.example/o/1"}
    lost = {(one.column, one.value) for one in done.report.remarks}
    assert ("bannerImage", "https://u.example/bee.png") in lost


@pytest.mark.parametrize(
    ("duration", "hours"), [("PT75H", "75"), ("P3DT3H", "75"), ("PT7H30M", "7.5"), ("P1M", None), ("x", None)]
)
def test_durations_in_hours(duration: str, hours: str | None) -> None:
    assert hours_of(duration) == hours


@pytest.mark.parametrize(
    ("duration", "expected"), [("P56D", "P8W"), ("P10D", "P10D"), ("P2M", "P2M"), ("P1M3D", None), ("PT2H", None)]
)
def test_durations_of_courses(duration: str, expected: str | None) -> None:
    assert days_of(duration) == expected


# ----------------------------------------------------------------------------------------------------- bad input


BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><Courses xmlns="%s">&c;</Courses>""" % qdr.NAMESPACE.encode()
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><Courses>&x;</Courses>"""
BAD: dict[str, tuple[str, bytes, str]] = {
    "Turtle that ends early": (
        "a.ttl",
        OF_OTHERS.format(namespace=elm.ELM_3_2.namespace).encode()[:-40],
        "found a mistake",
    ),
    "another namespace": (
        "a.ttl",
        OF_OTHERS.format(namespace="http://example.org/elm/").encode(),
        "expected the European",
    ),
    "entities that grow": ("a.xml", BOMB, "without a document type"),
    "entities from outside": ("a.xml", OUTSIDE, "without a document type"),
    "XML that ends early": ("a.xml", b"<Courses><learning", "found a mistake"),
    "other XML": ("a.xml", b"<html><body/></html>", "expected the root Courses"),
    "the namespace of older XML": ("a.xml", b"<Courses xmlns='http://example.org/'/>", "expected the root Courses"),
    "JSON that ends early": ("a.json", b'{"data": [', "found a mistake"),
    "other JSON": ("a.json", b'{"courses": []}', "found other JSON"),
    "no courses": ("a.json", b'{"data": {}}', "expected a list of courses"),
    "a context on the web": (
        "a.jsonld",
        b'{"@context": "https://example.org/context", "@id": "x:y"}',
        "found one on the web",
    ),
    "no opportunities": (
        "a.ttl",
        f'<https://u.example/> a <{elm.ELM_3_2.namespace}Organisation> ; <{elm.ELM_3_2.namespace}x> "y" .'.encode(),
        "expected learning opportunities",
    ),
    "no UTF-8": ("a.ttl", b'@prefix e: <x:> . e:a e:b "\xff" .', "expected text in UTF-8"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_and_nothing_written(name: str, tmp_path: Path) -> None:
    file, content, expected = BAD[name]
    with pytest.raises(UsageError) as refused:
        imported(content, file, tmp_path)
    said = str(refused.value)
    assert expected in said
    assert file in said
    assert "nothing was written" in said
    assert not (tmp_path / "records").exists()


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.ttl"
    with file.open("wb") as stream:
        stream.write(b"@prefix e: <x:> .\n")
        stream.truncate(50_000_000)
    with pytest.raises(UsageError, match=r"expected up to 20 MB, found 50 MB; nothing was written"):
        published_form(file)
    assert LARGEST == 20_000_000


@pytest.mark.parametrize("content", [b"", b"name;price\n", b"PK\x03\x04", b"\x00\x01\x02"])
def test_what_is_no_published_format_is_left_to_the_import_of_tables(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    assert published_form(file) is None


def test_json_of_a_registry_is_told_apart(tmp_path: Path) -> None:
    content = json.dumps({"@context": {"@vocab": elm.ELM_3_2.namespace}, "@graph": []}).encode()
    with pytest.raises(UsageError, match="expected the European Learning Model"):
        imported(content, "empty.jsonld", tmp_path)


def test_a_credential_of_two_offers_is_remarked(tmp_path: Path) -> None:
    second = an_offer(id="b", uuid="4f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c12", title={"en": "Evenings"})
    catalogue = a_catalogue([an_offer(), second], tmp_path / "before", providers=[a_provider()])
    done = imported(elm_files(catalogue)[TURTLE], "offers.ttl", tmp_path)
    assert any("leads to the same credential" in one.reason for one in done.report.remarks)
    uuids = {one["credential"]["uuid"] for one in offers(records(tmp_path)).values()}
    assert len(uuids) == 2


def test_levels_are_never_more_than_they_were(tmp_path: Path) -> None:
    claimed = a_credential(level={"framework": "prk", "level": "6", "basis": "claimed"})
    catalogue = a_catalogue([an_offer(credential=claimed)], tmp_path / "before", providers=[a_provider()])
    imported(elm_files(catalogue)[TURTLE], "offers.ttl", tmp_path)
    (record,) = offers(records(tmp_path)).values()
    assert record["credential"]["level"] == {"framework": "prk", "level": 6, "basis": "claimed"}
