"""Which of the standard elements a table can state, and which a record does not (CELEX 32022H0627(02), Annex I)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue.transparency import ELEMENTS, ElementState, element_states, resolve, states_of
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.importers.mapping import Mapping, Placement
    from generator.records.offer import Offer
    from generator.records.provider import Provider

_KEYS = {
    "title": "title",
    "issuer-country": "provider.country",
    "awarding-body": "credential.awarded_by",
    "learning-outcomes": "credential.learning_outcomes",
    "workload": "credential.workload",
    "level": "credential.level",
    "assessment": "credential.assessment",
    "participation": "participation",
    "quality-assurance": "credential.quality_assurance",
    "prerequisites": "prerequisites",
    "supervision": "credential.supervision",
    "stackability": "credential.stackability",
    "further-information": "credential.further_information",
}
"""Where records state an element; the other three stand on the issued credential."""


def missing_elements(offer: Offer, provider: Provider) -> tuple[str, ...]:
    """Return the elements that an offer with its provider does not state, in the order of Annex I."""
    has_country = provider.country is not None
    letters = resolve(
        element_states(offer), country_is_stated=has_country, quality_is_stated=bool(provider.quality_assurance)
    )
    absent = [
        name for name, state in zip(ELEMENTS, states_of(letters), strict=True) if state is ElementState.NOT_STATED
    ]
    return tuple(name for name in absent if not (name == "issuer-country" and has_country))


def elements_without_column(mapping: Mapping) -> tuple[str, ...]:
    """Return the elements that no column of a mapping can state, in the order of Annex I."""
    targets = set(_targets([one for placements in mapping.columns.values() for one in placements]))
    targets.update(mapping.constants)
    if mapping.provider.awards:
        targets.add("credential.awarded_by")
    return tuple(
        name
        for name in ELEMENTS
        if name in _KEYS and not any(f"{target}.".startswith(f"{_KEYS[name]}.") for target in targets)
    )


def _targets(placements: Sequence[Placement]) -> Iterator[str]:
    for placement in placements:
        if placement.to is not None:
            yield placement.to
            yield from placement.also
        if placement.otherwise is not None:
            yield from _targets([placement.otherwise])


def number_of(element: str) -> int:
    """Return the number of an element in Annex I."""
    return ELEMENTS.index(element) + 1


def official_name(element: str) -> str:
    """Return the number and the official name of an element."""
    return f"{number_of(element)} {vocabulary('annex-elements').label(element, 'en')}"
