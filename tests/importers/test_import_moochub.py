"""The samples as courses of MOOChub and back, every value of every record, with tables of what differs and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.feeds import moochub
from generator.importers.markup import html_to_prose
from generator.prose import to_html
from tests.builders import catalogue_of_files, some_settings
from tests.importers.published_files import imported, offers, records
from tests.importers.round_trip import Difference, differences, unexplained, unused
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from generator.catalogue.graph import Catalogue

NOT_CARRIED = {
    "checked": "what somebody else looked at nobody here has looked at",
    "type": "the format has no property for it",
    "title.*": "one language",
    "summary.*": "the description is carried in its place",
    "description.*": "one language",
    "purpose": "the format has no property for it",
    "keywords.*": "one language",
    "image.*": "the format has it, the feed does not write it",
    "accessibility*": "the format has no property for it",
    "support*": "the format has no property for it",
    "hours.total": "the format counts credits, no hours",
    "recognition.*": "the format has no property for it",
    "validation.*": "the format has no property for it",
    "target_groups.*": "the format has no property for it",
    "technical_requirements.*": "the format has no property for it",
    "duration_text.*": "only durations in numbers",
    "who_can_join.*": "the format has no property for it",
    "prerequisites.*": "the format has no property for it in words",
    "participation.mode": "the format knows online, on site and blended",
    "participation.onsite_days": "the format has no property for it",
    "participation.places.*": "one place, in one language",
    "links.page": "the page of the registry is named in its place",
    "links.apply": "the format has no property for it",
    "price.application.*": "the format has no property for it",
    "price.note.*": "the format has no property for it",
    "price.refund.*": "the format has no property for it",
    "runs.*": "of several runs only their first days",
    "credential.version": "the format has no property for it",
    "credential.title.*": "the format has no property for it",
    "credential.valid_from": "the format has no property for it",
    "credential.changes.*": "the format has no property for it",
    "credential.languages": "the format has no property for it",
    "credential.awarded_by": "makers of a course may be people, and need not award anything",
    "credential.outcomes_summary.*": "the description is carried",
    "credential.learning_outcomes.*.text.*": "one language",
    "credential.learning_outcomes.*.criteria.*": "the format has no property for it",
    "credential.learning_outcomes.*.kind": "the format has no property for it",
    "credential.learning_outcomes.*.skills.*": "skills of the course, not of an outcome: the report has them",
    "credential.workload.hours.*": "credits only",
    "credential.workload.credits.*": "credits that are ECTS and awarded",
    "credential.level.*": "the format has no property for it",
    "credential.assessment.*": "the format has no property for it",
    "credential.supervision.*": "the format has no property for it",
    "credential.quality_assurance*": "the format has no property for it",
    "credential.grading.*": "the format has no property for it",
    "credential.stackability.*": "programmes the course is part of: the report has them",
    "credential.issuing.*": "the format has no property for it",
    "credential.further_information.*": "the format has no property for it",
}
"""Keys whose values are gone after the journey."""

OTHERWISE = {
    "id": "files are called after the title",
    "status": "an import writes drafts",
    "source.type": "it says that the import found the offer",
    "description.*": "a summary stands in for it; where it lacks the language of the title it is told in another one",
    "teaching_languages": "the first, which is that of the texts",
    "runs.*.id": "runs are called after their first day",
    "price.category": "how often one pays is not carried where the price is not for a common time",
    "credential.uuid": "the format has no property for it: it is made from that of the offer",
}
"""Keys whose values are others after the journey."""


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of_files(ROOT / "providers", tmp_path_factory.mktemp("before"))


@pytest.fixture(scope="module")
def arrived(samples: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("after")
    made = moochub.files(samples, some_settings())
    imported(next(one.content for one in made if one.path.endswith("courses.json")), "courses.json", folder)
    return records(folder)


@pytest.fixture(scope="module")
def found(samples: Catalogue, arrived: Catalogue) -> list[Difference]:
    before, after = offers(samples), offers(arrived)
    assert len(after) > 30
    return [one for uuid in after for one in differences(before[uuid]["id"], before[uuid], after[uuid])]


def _same_number(one: Difference) -> bool:
    """Tell whether two amounts are the same: numbers of JSON have no zeros at their end."""
    return one.key.endswith(".amount") and one.after is not None and float(one.before) == float(one.after)


def test_every_value_of_the_samples_comes_back_or_stands_in_a_table(found: list[Difference]) -> None:
    gone = [one for one in found if one.after is None]
    others = [one for one in found if one.after is not None and not _same_number(one)]
    assert unexplained(gone, NOT_CARRIED) == []
    assert unexplained(others, OTHERWISE) == []
    assert unused(gone, NOT_CARRIED) == []
    assert unused(others, OTHERWISE) == []


def test_texts_come_back_to_the_letter_with_lists_emphasis_and_links(
    samples: Catalogue, arrived: Catalogue, found: list[Difference]
) -> None:
    assert not [one for one in found if one.key.startswith("credential.learning_outcomes") and one.after is not None]
    before = {one.uuid: one for one in map(samples.store.open_offer, samples.offers)}
    for uuid, one in offers(arrived).items():
        language = next(iter(one["title"]))
        told = before[uuid].description or before[uuid].summary
        assert told is None or one["description"][language] == told.get(language, next(iter(told.values())))


def test_providers_come_back_with_name_and_homepage(samples: Catalogue, arrived: Catalogue) -> None:
    named = {one.homepage: one for one in samples.providers}
    assert len(arrived.providers) > 5
    for summary in arrived.providers:
        assert set(summary.name.values()) <= set(named[summary.homepage].name.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A list:\n\n- one\n- two", "A list:\n\n- one\n- two"),
        ("It is **bold**, *soft* and [linked](https://example.org/a).", None),
        ("One\ntwo", None),
    ],
)
def test_markdown_survives_html(text: str, expected: str | None) -> None:
    assert html_to_prose(str(to_html(text))) == (expected or text)
