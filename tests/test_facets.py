"""What is stated never looks like what is not."""

from __future__ import annotations

import pytest

from generator.catalogue.axes import NOT_STATED
from generator.catalogue.facets import FACET_BY_NAME, NO_CREDITS
from generator.vocabularies import vocabulary
from tests.builders import PROVIDER, a_credential, a_provider, a_provider_summary, an_offer, an_offer_summary

PROVIDERS = {PROVIDER: a_provider_summary(a_provider())}
VOCABULARIES = (
    "fields",
    "participation-modes",
    "session-times",
    "price-categories",
    "purposes",
    "kinds",
    "paces",
    "stackability-types",
    "quality-frameworks",
    "accessibility-features",
    "eqf-levels",
)
"""The vocabularies whose codes are values of axes and facets; that of credits is translated, see below."""


@pytest.mark.parametrize("name", VOCABULARIES)
def test_no_value_has_the_name_of_what_is_not_stated(name: str) -> None:
    assert NOT_STATED not in {concept.code for concept in vocabulary(name)}


@pytest.mark.parametrize("facet", ["credit", "credits"])
def test_no_credits_is_a_statement(facet: str) -> None:
    none = {"hours": {"total": "20"}, "credits": {"status": "none"}}
    said = an_offer_summary(an_offer(credential=a_credential(workload=none)))
    unsaid = an_offer_summary(an_offer(credential=a_credential(workload={"hours": {"total": "20"}})))
    assert FACET_BY_NAME[facet].values_of(said, PROVIDERS) == (NO_CREDITS,)
    assert FACET_BY_NAME[facet].values_of(unsaid, PROVIDERS) == (NOT_STATED,)
