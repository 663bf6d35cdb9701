"""Files of others: nothing is invented, nothing is lost without a word, and what is the same stays the same."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, parse, serialize

from generator.checks.inspection import inspect_records
from generator.commands.import_ import import_
from generator.diagnostics import Severity
from generator.errors import UsageError
from generator.feeds.elm_terms import ELM_3_2
from generator.importers.elm_records import NO_REGISTER_CODE, SAME_LANGUAGE
from generator.importers.markup import html_to_prose, line_of, prose_of
from generator.importers.moochub_json import MANY_RUNS, NO_OUTCOME
from generator.importers.published_file import published_form
from generator.importers.remarks import Fate
from tests.importers.published_files import imported, offers, records
from tests.record_cases import AS_OF
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from generator.importers.settling import Import

FIXTURES = ROOT / "tests/import_fixtures"
FILES = sorted(one.name for one in FIXTURES.iterdir() if one.name != "identified.ttl")
NAMESPACE = ELM_3_2.namespace


def brought(name: str, folder: Path, **options: Any) -> Import:
    return imported((FIXTURES / name).read_bytes(), name, folder, **options)


def only_offer(folder: Path) -> dict[str, Any]:
    (record,) = offers(records(folder)).values()
    return record


def lost(done: Import) -> set[tuple[str, str]]:
    return {(one.column, one.value) for one in done.report.remarks}


@pytest.mark.parametrize("name", FILES)
def test_files_of_others_become_sound_drafts_and_again_change_nothing(name: str, tmp_path: Path) -> None:
    first = brought(name, tmp_path)
    assert first.report.failures == ()
    found = inspect_records(tmp_path / "records", shown="records", cache=tmp_path / "cache", as_of=AS_OF)
    assert [one.message for one in found.diagnostics if one.severity is Severity.ERROR] == []
    again = brought(name, tmp_path)
    assert (again.report.new, again.report.changed) == ((), ())
    assert len(again.report.unchanged) == len(first.report.new)


# ---------------------------------------------------------------------------------------------------- nothing lost


def test_every_value_is_placed_or_named_at_whatever_depth(tmp_path: Path) -> None:
    done = brought("nested.ttl", tmp_path)
    assert {
        ("title", "More bees"),
        ("https://vocabulary.example/title", "No title of the model"),
        ("mode", "http://data.europa.eu/snb/learning-assessment/unknown"),
        ("learningAchievementSpecification", "https://bees.example/s/2 (Second)"),
        ("volumeOfLearning", "P1M"),
        ("ISCEDFCode", "http://data.europa.eu/snb/isced-f/8888"),
        ("EQFLevel", "http://data.europa.eu/snb/eqf/6"),
        ("language", "http://publications.europa.eu/resource/authority/language/DEU"),
        ("learningOutcome.reusabilityLevel", "https://levels.example/cross-sector"),
        ("learningOutcome.additionalNote", "Of an outcome."),
        ("priceDetail.prefLabel", "Examination"),
        ("priceDetail.amount.value", "50"),
        ("provider.accreditation.title", "Reviewed"),
        ("provider.accreditation.issued", "2024-05-01"),
    } <= lost(done)
    assert {one for one in lost(done) if one[0] == "provenBy.title"}  # one of two exams
    assert done.report.beside == (
        "LearningAchievementSpecification https://bees.example/s/2 (Second)",
        "Qualification https://bees.example/q/9 (Nobody leads here)",
    )
    record = only_offer(tmp_path)
    assert record["title"] == {"en": "Bees"}
    assert record["price"] == {"learning": {"amount": "0", "currency": "EUR"}}  # free to learn is not free


def test_what_is_beside_the_offers_stands_in_both_reports(tmp_path: Path) -> None:
    arguments = [str(FIXTURES / "nested.ttl"), "--to", str(tmp_path / "to"), "--report", str(tmp_path / "report.json")]
    done = CliRunner().invoke(import_, arguments)
    assert "not read, since no offer leads to it: “Qualification https://bees.example/q/9" in done.output
    assert json.loads((tmp_path / "report.json").read_bytes())["beside"][1].startswith("Qualification")


@pytest.mark.slow
def test_a_part_is_looked_through_however_deep_it_is(tmp_path: Path) -> None:
    deep = f"<https://u.example/1> a <{NAMESPACE}LearningOpportunity> ; <{NAMESPACE}p> "
    deep += f"[ <{NAMESPACE}p> " * 20_000 + '"end"' + " ]" * 20_000 + " ."
    done = imported(deep.encode(), "deep.ttl", tmp_path)
    assert [one.row for one in done.report.failures] == [1]


def test_a_property_that_leads_back_ends(tmp_path: Path) -> None:
    text = (
        (FIXTURES / "identified.ttl")
        .read_text()
        .replace(
            'dct:title "Bees"@en ;',
            'dct:title "Bees"@en ; elm:learningAchievementSpecification <https://bees.example/o/1> ; '
            "elm:location <https://bees.example/o/1> ;",
        )
    )
    imported(text.encode(), "round.ttl", tmp_path)


# -------------------------------------------------------------------------------------------------- nothing invented


def test_texts_without_language_are_in_that_of_the_opportunity(tmp_path: Path) -> None:
    done = brought("blank-nodes.ttl", tmp_path)
    record = only_offer(tmp_path)
    assert record["title"] == {"de": "Bienen", "en": "Bees"}
    assert record["description"] == {"de": "Honig."}
    assert [one.value for one in done.report.remarks if one.fate is Fate.ASSUMED] == ["de"]
    assert SAME_LANGUAGE in {one.reason for one in done.report.remarks}


def test_a_title_of_which_nothing_says_the_language_gives_no_record(tmp_path: Path) -> None:
    text = (FIXTURES / "blank-nodes.ttl").read_text().replace(', "Bees"@en', "").replace("elm:defaultLanguage", "elm:x")
    (failure,) = imported(text.encode(), "a.ttl", tmp_path).report.failures
    assert "expected the language of the title" in failure.reason


def test_a_level_is_what_the_file_says(tmp_path: Path) -> None:
    done = brought("levels.ttl", tmp_path)
    levels = {one["title"]["en"]: one.get("credential", {}).get("level") for one in offers(records(tmp_path)).values()}
    assert levels == {
        "Registered": {"framework": "prk", "level": 5, "basis": "registered", "register_code": "14000"},
        "Without code": None,
        "Claimed": {"framework": "prk", "level": 5, "basis": "claimed"},
    }
    told = {(one.row, one.column, one.reason) for one in done.report.remarks}
    assert (2, "NQFLevel", NO_REGISTER_CODE) in told
    assert {row for row, column, _ in told if column == "EQFLevel"} == {2, 3}


def test_a_list_of_somebody_else_is_no_outcome_and_a_certificate_no_micro_credential(tmp_path: Path) -> None:
    done = brought("courses.moochub.json", tmp_path)
    record = only_offer(tmp_path)
    told = "What to bring & wear\n\n- Gloves\n- A [hat](https://bees.example/hat)"
    assert record["description"] == {"en": told}
    assert record["kind"] == "learning-opportunity"
    assert record["teaching_languages"] == ["en", "de"]
    assert record["field"] == ["0811"]
    assert record["links"] == {"page": "https://bees.example/courses/1"}
    assert record["participation"] == {
        "mode": "on-site",
        "places": [{"country": "AT", "city": {"en": "Graz"}}],
    }
    assert record["credential"]["workload"] == {"credits": {"system": "ects", "amount": "2.5", "status": "awarded"}}
    assert "learning_outcomes" not in record["credential"]
    assert record["price"] == {
        "category": "partly-free",
        "learning": {"amount": "0", "currency": "EUR"},
        "credential": {"amount": "49.9", "currency": "EUR"},
    }
    assert {"courseMode", "duration", "creator", "license", "educationalCredentialsAwarded", "offer"} <= {
        one.column for one in done.report.remarks
    }
    reasons = {one.column: one.reason for one in done.report.remarks}
    assert (reasons["applicationDeadline"], reasons["teaches"]) == (MANY_RUNS, NO_OUTCOME)
    assert ("contentLocation.name", "The garden") in lost(done)
    assert done.report.beside == ("the next page of the list: https://bees.example/api?page=2",)


def test_people_are_named_in_the_report_and_not_in_the_record(tmp_path: Path) -> None:
    done = brought("courses.moochub.json", tmp_path)
    (path,) = (tmp_path / "records").glob("*/offers/*.yml")
    assert any("B. Keeper" in one.value for one in done.report.remarks)
    assert "# Not placed: creator (personal data may be in it)" in path.read_text()
    assert "Keeper" not in path.read_text()


def test_qdr_of_somebody_else(tmp_path: Path) -> None:
    done = brought("opportunities.qdr.xml", tmp_path)
    record = only_offer(tmp_path)
    assert record["title"] == {"en": "Bees", "de": "Bienen"}
    assert record["credential"]["workload"] == {"hours": {"total": "75"}}
    assert ("learningOutcome.reusabilityLevel", "https://levels.example/cross-sector") in lost(done)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("a<br>b", "a\nb"),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n   - b\n2. c"),
        ("<h2>What</h2>2*3 _x_ <b> so </b>", "What\n\n2\\*3 \\_x\\_ **so**"),
        ("<p>- no list</p>", "\\- no list"),
        ('<a href="javascript:alert(1)">x</a> <a href="mailto:a@example.org">y</a>', "x y (a@example.org)"),
        ("<p>a<script>b</script><!-- c --></p>", "a"),
        ("<p></p>", ""),
    ],
)
def test_html_as_prose(markup: str, expected: str) -> None:
    assert html_to_prose(markup) == expected


def test_what_only_looks_like_html_is_no_html(tmp_path: Path) -> None:
    assert prose_of("Press <enter> now.\n\nThen *go*.") == "Press ‹enter› now.\n\nThen *go*."
    assert prose_of("a < b\n\n- c") == "a < b\n\n- c"
    assert line_of("Bees <i>and</i> wasps") == "Bees and wasps"


# --------------------------------------------------------------------------------------------- who is who


def test_numbers_of_two_publishers_do_not_meet(tmp_path: Path) -> None:
    brought("courses.moochub.json", tmp_path)
    other = (FIXTURES / "courses.moochub.json").read_text().replace("bees.example", "wasps.example")
    other = other.replace("University of Bees", "University of Wasps")
    done = imported(other.encode(), "other.json", tmp_path, update=True)
    assert len(done.report.new) == 2
    assert done.report.changed == ()
    assert len(offers(records(tmp_path))) == 2


@pytest.mark.parametrize("name", ["nested.ttl", "blank-nodes.ttl", "levels.ttl"])
def test_statements_in_another_order_with_other_names_for_nodes_are_the_same_file(name: str, tmp_path: Path) -> None:
    brought(name, tmp_path)
    triples = parse((FIXTURES / name).read_bytes(), format=RdfFormat.TURTLE, rename_blank_nodes=True)
    lines = (serialize((one.triple for one in triples), format=RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)
    Random(3).shuffle(lines)  # noqa: S311 - no secret
    again = imported(b"".join(lines), "again.nt", tmp_path)
    assert (again.report.new, again.report.changed, again.report.occupied) == ((), (), ())


def test_parts_are_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    numbers = (1, 2, 3, 10, 11)
    outcomes = " ".join(f'<https://bees.example/s#{n}> dct:title "Outcome {n}."@en .' for n in reversed(numbers))
    leads = " , ".join(f"<https://bees.example/s#{n}>" for n in (10, 1, 11, 3, 2))
    text = (FIXTURES / "levels.ttl").read_text().replace("elm:educationLevel", f"elm:learningOutcome {leads} ; elm:x")
    imported(f"{text} {outcomes}".encode(), "a.ttl", tmp_path)
    claimed = next(one for one in offers(records(tmp_path)).values() if one["title"]["en"] == "Claimed")
    told = [one["text"]["en"] for one in claimed["credential"]["learning_outcomes"]]
    assert told == [f"Outcome {n}." for n in numbers]


def test_the_same_identifier_twice_gives_one_record(tmp_path: Path) -> None:
    document = json.loads((FIXTURES / "courses.moochub.json").read_bytes())
    document["data"] *= 2
    done = imported(json.dumps(document).encode(), "twice.json", tmp_path)
    (failure,) = done.report.failures
    assert (failure.row, "same identifier" in failure.reason) == (2, True)
    assert len(done.report.new) == 2


def test_an_organisation_without_name_is_the_provider_with_its_identifier(tmp_path: Path) -> None:
    (failure,) = brought("identified.ttl", tmp_path).report.failures
    assert "expected a name of its organisation (https://bees.example/), or an identifier" in failure.reason
    folder = tmp_path / "records/bees"
    folder.mkdir(parents=True)
    record = (
        "id: bees\nuuid: 5d0f7a52-6d0e-4c53-9a53-0f5d1d3b7c12\nname: {en: Bees}\ntype: other\n"
        "identifiers:\n  - {scheme: schac, value: bees.example}\n"
    )
    (folder / "provider.yml").write_text(record)
    done = brought("identified.ttl", tmp_path)
    assert done.report.new == ("bees/offers/bees.yml",)
    assert (folder / "provider.yml").read_text() == record
    assert brought("identified.ttl", tmp_path).report.new == ()


def test_a_name_that_people_changed_stays_when_the_file_comes_again(tmp_path: Path) -> None:
    brought("courses.moochub.json", tmp_path)
    (path,) = (tmp_path / "records").glob("*/offers/*.yml")
    path.write_text(path.read_text().replace("  en: Bees\n", "  en: Keeping bees\n"))
    done = brought("courses.moochub.json", tmp_path, update=True)
    assert done.report.changed == ()
    assert "Keeping bees" in path.read_text()


# ----------------------------------------------------------------------------------------------------- bad input

RDF_ROOT = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:elm="{NAMESPACE}">'


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.rdf", RDF_ROOT.encode(), "xml"),
        ("a.txt", RDF_ROOT.encode(), "xml"),
        ("a.txt", b"<rdf:RDF></rdf:RDF>", "xml"),
        ("a.txt", b"<https://u.example/o> a <urn:x> .", "turtle"),
        ("a.txt", b"\xef\xbb\xbf# a comment\n@prefix a: <x:> .", "turtle"),
        ("a.ttl", b"[] a <urn:x> .", "turtle"),
        ("a.ttl", b"<x:o> a <urn:x> .", "turtle"),
        ("a.ttl", RDF_ROOT.encode(), "xml"),
        ("a.txt", b' {"data": []}', "json"),
        ("a.xml", b"", "xml"),
        ("a.jsonld", b"\x00\x01", "json"),
        ("a.ttl", b"PK\x03\x04", "turtle"),
        ("a.csv", b"{name};price", None),
        ("a.txt", b"Basename,price\nBase,<x", None),
    ],
)
def test_the_form_is_told_by_the_content(name: str, content: bytes, form: str | None, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert published_form(tmp_path / name) == form


BAD: dict[str, tuple[str, bytes, str]] = {
    **{f"an empty file {end}": (f"a{end}", b" \n", "found an empty file") for end in (".ttl", ".json", ".xml", ".rdf")},
    "bytes": ("a.ttl", bytes(range(128, 256)), "found the byte 0x80 in line 1"),
    "bytes in XML": ("a.xml", b"\x93\x94", "found the byte 0x93 in line 1"),
    "zeros": ("a.rdf", b"\0" * 9, "found the byte 0x00 in line 1"),
    "UTF-16": ("a.xml", "<Courses/>".encode("utf-16"), "found UTF-16"),
    "another encoding": ("a.xml", b'<?xml version="1.0" encoding="UTF-7"?><Courses/>', "found the encoding UTF-7"),
    "RDF/XML that ends early": ("a.rdf", f"{RDF_ROOT}<elm:A>".encode(), "found a mistake in line 1"),
    "RDF/XML with a document type": (
        "a.rdf",
        b'<!DOCTYPE rdf:RDF [<!ENTITY x "y">]>' + RDF_ROOT.encode() + b"</rdf:RDF>",
        "without a document type",
    ),
    "a document type elsewhere": ("a.xml", b'<!DOCTYPE a SYSTEM "http://u.example/a.dtd"><a/>', "without a document"),
    "XML that is too deep": ("a.xml", b"<a>" * 5000 + b"</a>" * 5000, "found a mistake"),
    "JSON that is too deep": ("a.json", b"[" * 5000 + b"]" * 5000, "found a mistake"),
    "a list of numbers": ("a.json", b"[1, 2]", "found other JSON"),
    "a context that is none": ("a.jsonld", b'{"@context": 5}', "expected JSON-LD, found a mistake"),
    "an import of a context": ("a.jsonld", b'{"@context": {"@import": "https://u.example/c"}}', "found one on the web"),
    "courses without attributes": ("a.json", b'{"data": [{"attributes": []}]}', "each with `attributes`"),
    "a list without courses": ("a.json", b'{"data": []}', "expected courses under `data`, found none"),
    "classes of another model": (
        "a.ttl",
        b'<x:o> a <http://example.org/elm#LearningOpportunity> ; <http://purl.org/dc/terms/title> "x" .',
        "found http://example.org/elm#, http://purl.org/dc/terms/",
    ),
    "XML of another namespace": (
        "a.xml",
        b"<Courses xmlns='http://u.example/'/>",
        "found Courses of http://u.example/",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_ends_with_what_was_expected_and_found(case: str, tmp_path: Path) -> None:
    name, content, expected = BAD[case]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError) as refused:
        CliRunner().invoke(
            import_,
            [str(tmp_path / name), "--to", str(tmp_path / "to")],
            catch_exceptions=False,
            standalone_mode=False,
        )
    said = str(refused.value)
    assert expected in said
    assert name in said
    assert "nothing was written" in said
    assert "fix: " in said
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize(
    "key", ["name", "inLanguage", "offer", "publisher", "contentLocation", "startDate", "keywords"]
)
@pytest.mark.parametrize("value", [5, True, "x", ["x", None], {"a": 1}, [{"address": []}], None])
def test_courses_of_any_shape_give_a_record_or_a_reason(key: str, value: Any, tmp_path: Path) -> None:
    document = json.loads((FIXTURES / "courses.moochub.json").read_bytes())
    document["data"][0]["attributes"][key] = value
    done = imported(json.dumps(document).encode(), "a.json", tmp_path)
    assert len(done.report.failures) + done.report.offers == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ttl", '<x:o> a <http://u.example/\u202e#a> ; <http://u.example/\u202e#b> "x" .'),
        ("a.xml", "<a\u202e>"),
        ("a.xml", "<Courses xmlns='http://u.example/\u202e'/>"),
    ],
)
def test_what_hides_in_a_file_shows_in_messages(name: str, content: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        imported(content.encode(), name, tmp_path)
    assert "\u202e" not in str(refused.value)
