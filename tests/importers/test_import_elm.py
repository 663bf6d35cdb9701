"""The samples as European Learning Model and back, every value of every record, with tables of what differs and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.feeds import qdr
from tests.builders import catalogue_of_files
from tests.importers.published_files import as_rdf_xml, elm_files, imported, offers, records
from tests.importers.round_trip import Difference, differences, unexplained, unused
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.catalogue.graph import Catalogue
    from generator.importers.settling import Import

TURTLE = "feeds/elm/3.2/catalogue.ttl"
FORMS: dict[str, tuple[str, Callable[[dict[str, bytes]], bytes]]] = {
    "Turtle 3.2": ("offers.ttl", lambda made: made[TURTLE]),
    "Turtle 3.3": ("offers.ttl", lambda made: made["feeds/elm/3.3/catalogue.ttl"]),
    "RDF/XML": ("offers.rdf", lambda made: as_rdf_xml(made[TURTLE])),
}

NOT_CARRIED = {
    "checked": "what somebody else looked at nobody here has looked at",
    "withdrawn_on": "a draft is not withdrawn",
    "links.apply": "where an offer is paused the feed does not lead to applications",
    "replaced_by": "the format has no property for it",
    "summary.*": "a description is carried in its place",
    "purpose": "the format has no property for it",
    "keywords.*": "the format has no property for it",
    "image.*": "the format has none for pictures of offers",
    "accessibility*": "the format has no property for it",
    "support*": "the format has no property for it",
    "recognition.*": "the receiver states it elsewhere",
    "type": "some types are our own, and not in the European list",
    "hours.total": "the volume of learning belongs to what is learned, which only a credential states",
    "validation.*": "in words: the report has them",
    "who_can_join.everyone": "only that everybody can join is said, in words",
    "who_can_join.partners": "the format has no property for it",
    "participation.pace": "the European list has how much of a week learning takes, not whether there are fixed dates",
    "participation.onsite_days": "the format has no property for it",
    "participation.not_applicable.*": "why something does not apply is not said",
    "prerequisites.conditions.*": "in words, behind the text",
    "price.refund.*": "in words, behind the note",
    "runs.*": "one period, and all deadlines; of several runs the report has the list in words",
    "credential.valid_from": "the format has no property for it",
    "credential.languages": "the languages of the texts are said there",
    "credential.changes.*": "the format has no property for it",
    "credential.workload.hours.self_study": "all hours and those of contact are carried",
    "credential.workload.hours.per_week": "all hours and those of contact are carried",
    "credential.workload.credits.*": "credits that are not awarded are said in words: the report has them",
    "credential.level.*": "what is no register's and no claim is said in words; why there is none is not said",
    "credential.learning_outcomes.*.skills.*.version": "the format has no property for it",
    "credential.assessment.attempts": "the format has no property for it",
    "credential.assessment.included_in_price": "the format has no property for it",
    "credential.assessment.pass_mark": "the format has no property for it",
    "credential.grading.not_applicable.*": "why something does not apply is not said",
    "credential.supervision.where": "only supervision, verification of identity and recording are said",
    "credential.supervision.recorded": "only supervision, verification of identity and recording are said",
    "credential.supervision.recording.*": "what is said of it without the rest stays in the report",
    "credential.quality_assurance*": "in words: the report has them",
    "credential.issuing.*": "the format has no property for it",
    "credential.stackability.towards": "in words: the text has it",
}
"""Keys whose values are gone after the journey."""

OTHERWISE = {
    "id": "files are called after the title",
    "status": "an import writes drafts",
    "source.*": "it says where the import found the offer",
    "field": "offers that share a credential share its fields",
    "runs.*": "runs are called after their first day; where there are several each deadline makes one",
    "price.note.*": "the words on money that comes back stand behind it",
    "prerequisites.text.*": "conditions stand behind it in words",
    "credential.awarded_by": "folders are called after the name",
    "credential.uuid": "each offer has its own copy of a credential that several lead to",
    "credential.learning_outcomes.*.kind": "the European list knows knowledge and skill only",
}
"""Keys whose values are others after the journey."""

OF_PROVIDER_NOT_CARRIED = {
    "checked": "what somebody else looked at nobody here has looked at",
    "description.*": "the format has no property for it",
    "domains": "the format has no property for it",
    "maintainers": "who looks after the record here",
    "alliances": "the format has no property for it",
    "logo.*": "the feed does not write it",
    "admission.*": "the decision of this registry, and of no other",
    "complaints.*": "the format has no property for it",
    "accessibility_statement": "the format has no property for it",
    "recognition_of_prior_learning.*": "the format has no property for it",
    "quality_assurance*": "in words: the report has them",
}
OF_PROVIDER_OTHERWISE = {
    "id": "folders are called after the name",
    "type": "the format does not say what kind of organisation it is",
    "source.*": "it says where the import found the organisation",
}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of_files(ROOT / "providers", tmp_path_factory.mktemp("before"))


@pytest.fixture(scope="module")
def made(samples: Catalogue) -> dict[str, bytes]:
    return elm_files(samples)


@pytest.fixture(scope="module")
def arrived(made: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> tuple[Import, Catalogue]:
    folder = tmp_path_factory.mktemp("after")
    done = imported(made[TURTLE], "offers.ttl", folder)
    return done, records(folder)


def _differences(samples: Catalogue, arrived: Catalogue) -> list[Difference]:
    before, after = offers(samples), offers(arrived)
    assert len(after) > 40
    return [one for uuid in after for one in differences(before[uuid]["id"], before[uuid], after[uuid])]


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_every_value_of_the_samples_comes_back_or_stands_in_a_table(
    form: str, samples: Catalogue, made: dict[str, bytes], tmp_path: Path
) -> None:
    name, written = FORMS[form]
    imported(written(made), name, tmp_path)
    found = _differences(samples, records(tmp_path))
    gone = [one for one in found if one.after is None]
    others = [one for one in found if one.after is not None]
    assert unexplained(gone, NOT_CARRIED) == []
    assert unexplained(others, OTHERWISE) == []
    assert unused(gone, NOT_CARRIED) == []
    assert unused(others, OTHERWISE) == []


@pytest.mark.slow
def test_what_differs_begins_as_it_did(samples: Catalogue, arrived: tuple[Import, Catalogue]) -> None:
    """Words that stand behind a text do not change the text."""
    found = _differences(samples, arrived[1])
    texts = [one for one in found if one.key.startswith(("price.note.", "prerequisites.text.")) and one.before]
    assert texts
    assert all(one.after.startswith(one.before) for one in texts)


def test_every_value_of_providers_comes_back_or_stands_in_a_table(
    samples: Catalogue, arrived: tuple[Import, Catalogue]
) -> None:
    after = arrived[1]
    before = {one.uuid: _stated(samples.store.open_provider(one)) for one in samples.providers}
    found = [
        one
        for summary in after.providers
        for one in differences(summary.id, before[summary.uuid], _stated(after.store.open_provider(summary)))
    ]
    gone = [one for one in found if one.after is None]
    others = [one for one in found if one.after is not None]
    assert unexplained(gone, OF_PROVIDER_NOT_CARRIED) == []
    assert unexplained(others, OF_PROVIDER_OTHERWISE) == []
    assert unused(gone, OF_PROVIDER_NOT_CARRIED) == []


def _stated(record: Any) -> dict[str, Any]:
    values: dict[str, Any] = record.model_dump(mode="json", exclude_unset=True)
    identifiers = values.get("identifiers", [])
    return values | ({"identifiers": [f"{one['scheme']} {one['value']}" for one in identifiers]} if identifiers else {})


@pytest.mark.slow
def test_what_has_no_key_is_in_the_report(samples: Catalogue, arrived: tuple[Import, Catalogue]) -> None:
    done, after = arrived
    said = {one.value for one in done.report.remarks}
    told = [one for one in map(samples.store.open_offer, samples.with_page) if one.uuid in offers(after)]
    stated = [one.validation.text["en"] for one in told if one.validation and one.validation.text]
    assert stated
    assert set(stated) <= said


@pytest.mark.slow
def test_qdr_and_turtle_name_the_same_offers_by_the_same_identifiers(made: dict[str, bytes], tmp_path: Path) -> None:
    imported(made[TURTLE], "offers.ttl", tmp_path)
    again = imported(made[qdr.OPPORTUNITIES], "offers.xml", tmp_path)
    assert [path for path in again.report.new if "/offers/" in path] == []


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["3.2", "3.3"])
def test_json_ld_and_turtle_are_the_same_to_the_letter(edition: str, made: dict[str, bytes], tmp_path: Path) -> None:
    """What one form wrote the other finds there, unchanged."""
    folder = f"feeds/elm/{edition}/providers/"
    names = [path.removesuffix(".ttl") for path in made if path.startswith(folder) and path.endswith(".ttl")]
    assert len(names) > 5
    for name in names:
        imported(made[f"{name}.ttl"], "offers.ttl", tmp_path)
        again = imported(made[f"{name}.jsonld"], "offers.jsonld", tmp_path)
        assert (again.report.new, again.report.changed, again.report.occupied) == ((), (), ()), name
