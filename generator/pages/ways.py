"""The offers that lead to the same credential, as links with what tells them apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.pages.facts import six_facts, state_chip
from generator.pages.parts import Chip, Line, line

if TYPE_CHECKING:
    from datetime import date

    from generator.catalogue.summary import OfferSummary
    from generator.words import Words

_TOLD = (3, 2, 1)
"""Which of the six facts tell offers of one credential apart: participation, next start, price."""


@dataclass(frozen=True, slots=True)
class Way:
    """An offer that leads to a credential."""

    title: Line
    state: Chip | None
    detail: str


def way(offer: OfferSummary, words: Words, as_of: date) -> Way:
    """Return an offer as a way to its credential."""
    shown = words.text(offer.title)
    assert shown is not None  # noqa: S101 - the model demands a title
    facts = six_facts(offer, words, as_of)
    label = words.gettext("{label}: {value}")
    details = (label.format(label=facts[one].label, value=facts[one].value) for one in _TOLD if facts[one].stated)
    address = addresses.offer(words.language, offer.provider, offer.id)
    return Way(line(shown, words, address=address), state_chip(offer, words, as_of), " · ".join(details))
