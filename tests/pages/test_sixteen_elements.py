"""Each of the 16 elements in each of its states: the page of the offer, its JSON, its provider and the grid agree."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from generator.catalogue.transparency import ELEMENTS, ElementState, states_of
from generator.feeds.canonical import offer_document
from generator.pages.site_pages import quality_pages
from generator.records.discover import RecordKind
from generator.records.offer import Offer
from tests.any_record import any_record
from tests.builders import PROVIDER, a_catalogue, a_credential, a_provider, an_offer, some_settings
from tests.pages.rendered import page, renderer, written

if TYPE_CHECKING:
    from pathlib import Path

    from generator.catalogue.graph import Catalogue

STATED, NOT_STATED, NOT_APPLICABLE, ON_CREDENTIAL = ElementState
COMPLETE: dict[str, Any] = {}
WHY_NOT = {"not_applicable": {"en": "Practice only."}}
WITHOUT_CREDENTIAL = {"credential": None, "kind": "learning-opportunity"}


def credential(**changes: Any) -> dict[str, Any]:
    return {"credential": a_credential(**changes)}


POSSIBLE: dict[tuple[str, ElementState], dict[str, Any]] = {
    ("learner", ON_CREDENTIAL): COMPLETE,
    ("learner", NOT_APPLICABLE): WITHOUT_CREDENTIAL,
    ("title", STATED): COMPLETE,
    ("issuer-country", STATED): COMPLETE,
    ("issuer-country", NOT_STATED): credential(awarded_by=None),
    ("issuer-country", NOT_APPLICABLE): WITHOUT_CREDENTIAL,
    ("awarding-body", STATED): COMPLETE,
    ("awarding-body", NOT_STATED): credential(awarded_by=None),
    ("awarding-body", NOT_APPLICABLE): WITHOUT_CREDENTIAL,
    ("date-of-issue", ON_CREDENTIAL): COMPLETE,
    ("date-of-issue", NOT_APPLICABLE): WITHOUT_CREDENTIAL,
    ("learning-outcomes", STATED): COMPLETE,
    ("learning-outcomes", NOT_STATED): credential(learning_outcomes=None),
    ("workload", STATED): COMPLETE,
    ("workload", NOT_STATED): credential(workload=None),
    ("workload", NOT_APPLICABLE): credential(workload=WHY_NOT),
    ("level", STATED): COMPLETE,
    ("level", NOT_STATED): credential(level=None),
    ("level", NOT_APPLICABLE): credential(level=WHY_NOT),
    ("assessment", STATED): COMPLETE,
    ("assessment", NOT_STATED): credential(assessment=None),
    ("assessment", NOT_APPLICABLE): credential(assessment=WHY_NOT),
    ("participation", STATED): COMPLETE,
    ("participation", NOT_STATED): {"participation": None},
    ("participation", NOT_APPLICABLE): {"participation": WHY_NOT},
    ("quality-assurance", STATED): COMPLETE,
    ("quality-assurance", NOT_STATED): credential(quality_assurance=None),
    ("prerequisites", STATED): COMPLETE,
    ("prerequisites", NOT_STATED): {"prerequisites": None},
    ("prerequisites", NOT_APPLICABLE): {"prerequisites": WHY_NOT},
    ("supervision", STATED): COMPLETE,
    ("supervision", NOT_STATED): credential(supervision=None),
    ("supervision", NOT_APPLICABLE): credential(supervision=WHY_NOT),
    ("grade", ON_CREDENTIAL): COMPLETE,
    ("grade", NOT_APPLICABLE): credential(grading=WHY_NOT),
    ("stackability", STATED): COMPLETE,
    ("stackability", NOT_STATED): credential(stackability=None),
    ("stackability", NOT_APPLICABLE): credential(stackability=WHY_NOT),
    ("further-information", STATED): COMPLETE,
    ("further-information", NOT_STATED): credential(further_information=None),
}
"""What changes in a complete offer."""

ONLY_ISSUED = "it exists only once a credential is issued to somebody, so no record can state it or fail to"
IN_THE_RECORD = "it is the same for all learners, so the record has it and not the credential of one"
NO_TITLE = "a record without a title is refused"
ALWAYS = "every credential has one; a record may only be silent about it"
IMPOSSIBLE: dict[tuple[str, ElementState], str] = {
    **{(element, state): ONLY_ISSUED for element in ("learner", "date-of-issue", "grade") for state in (STATED, NOT_STATED)},
    **{(element, ON_CREDENTIAL): IN_THE_RECORD for element in ELEMENTS if element not in ("learner", "date-of-issue", "grade")},
    **{("title", state): NO_TITLE for state in (NOT_STATED, NOT_APPLICABLE)},
    **{(element, NOT_APPLICABLE): ALWAYS for element in ("learning-outcomes", "quality-assurance", "further-information")},
}  # fmt: skip
"""Why a state never occurs."""


def test_each_state_of_each_element_is_either_made_or_impossible() -> None:
    everything = {(element, state) for element in ELEMENTS for state in ElementState}
    assert POSSIBLE.keys() | IMPOSSIBLE.keys() == everything
    assert POSSIBLE.keys() & IMPOSSIBLE.keys() == set()


@pytest.mark.parametrize(("element", "state"), POSSIBLE, ids=str)
def test_all_places_agree(tmp_path: Path, element: str, state: ElementState) -> None:
    offer = an_offer(**POSSIBLE[element, state])
    catalogue = a_catalogue([offer], tmp_path / "cache", providers=[a_provider()])
    site = written(tmp_path / "providers", catalogue)
    expected = of_statement(page(site, f"en/offers/{PROVIDER}/{offer.id}"))
    assert list(expected) == list(ELEMENTS)
    assert expected[element] == state.value
    assert of_json(catalogue) == expected
    assert of_marks(page(site, f"en/providers/{PROVIDER}"), "li") == expected
    for language in ("en", "pl"):
        (table, grid) = (page.render().decode() for page in quality_pages(renderer(), catalogue, language))
        assert of_marks(grid, "td") == expected
        (row,) = csv.DictReader(table.splitlines())
        assert {key: row[key] for key in ELEMENTS} == expected


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, 400, 100))
def test_no_record_has_an_impossible_state(tmp_path: Path, start: int) -> None:
    records = (Offer.model_validate(any_record(RecordKind.OFFER, seed)) for seed in range(start, start + 100))
    catalogue = a_catalogue(records, tmp_path)
    found = {one for offer in catalogue.offers for one in zip(ELEMENTS, states_of(offer.states), strict=True)}
    assert len(found) > 20
    assert found & IMPOSSIBLE.keys() == set()


# ---------------------------------------------------------------------------------- the states that a place shows


def of_statement(text: str) -> dict[str, str]:
    """Return the states of the transparency statement by the order of its rows; a chip has the state as its style."""
    rows = html.fromstring(text).xpath("//dl//div[starts-with(@id, 'element-')]")
    assert [row.get("id") for row in rows] == [f"element-{number}" for number in range(1, 17)]
    styles = [row.xpath(".//*[contains(@class, 'mc-chip--')]/@class")[0] for row in rows]
    return {key: style.rpartition("mc-chip--")[2] for key, style in zip(ELEMENTS, styles, strict=True)}


def of_json(catalogue: Catalogue) -> dict[str, str]:
    (summary,) = catalogue.offers
    offer = catalogue.store.open_offer(summary)
    document = offer_document(offer, summary, catalogue.organisation_by_id, some_settings())
    return {one["key"]: one["state"] for one in document["elements"]}


def of_marks(text: str, tag: str) -> dict[str, str]:
    """Return the states of the marks of the one offer on a page."""
    found = html.fromstring(text).xpath(f"//*[contains(@class, 'mc-marks')]//{tag}[@data-state]")
    shown = [one for one in found if not one.xpath("ancestor::template")]
    assert len(shown) == 16
    return {one.get("data-element"): one.get("data-state") for one in shown}
