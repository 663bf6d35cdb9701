"""The axes along which offers are browsed: for each value, the offers that have it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.catalogue.summary import OfferSummary

BROAD_FIELD_DIGITS = 2
"""ISCED-F 2013: two digits name a broad field, four a detailed one."""


def broad_fields() -> tuple[str, ...]:
    """Return the codes of all broad fields; each has a page for ever, whether or not offers stand there now."""
    return tuple(one.code for one in vocabulary("fields") if len(one.code) == BROAD_FIELD_DIGITS)


def by_broad_field(offers: Sequence[OfferSummary]) -> Mapping[str, tuple[OfferSummary, ...]]:
    """Return listed offers by broad field of education; an offer in several fields stands in each."""
    groups: defaultdict[str, list[OfferSummary]] = defaultdict(list)
    for offer in offers:
        for code in sorted({code[:BROAD_FIELD_DIGITS] for code in offer.fields}):
            groups[code].append(offer)
    return {code: tuple(groups[code]) for code in sorted(groups)}


def without_field(offers: Sequence[OfferSummary]) -> tuple[OfferSummary, ...]:
    """Return the offers that no field would lead to, so that browsing loses nothing."""
    return tuple(offer for offer in offers if not offer.fields)
