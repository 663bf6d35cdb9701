"""The 16 elements of a record as marks, and how long ago it was confirmed, for grids of offers. State, no score."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.catalogue.freshness import Freshness, freshness
from generator.catalogue.transparency import ELEMENTS, ElementState, states_of
from generator.languages import N_
from generator.pages.evidence import STATE_ICONS
from generator.pages.parts import Chip

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.catalogue.freshness import Ages
    from generator.catalogue.summary import OfferSummary
    from generator.words import Words

STATE_WORDS = {
    ElementState.STATED: N_("Stated"),
    ElementState.NOT_STATED: N_("Not stated"),
    ElementState.NOT_APPLICABLE: N_("Not applicable"),
    ElementState.ON_CREDENTIAL: N_("On the issued credential"),
}
AGE_WORDS = {
    Freshness.FRESH: N_("Fresh"),
    Freshness.AGEING: N_("Ageing"),
    Freshness.STALE: N_("Stale"),
    Freshness.UNKNOWN: N_("Never confirmed"),
}
AGE_STYLES = {
    Freshness.FRESH: ("fresh", "clock"),
    Freshness.AGEING: ("ageing", "history"),
    Freshness.STALE: ("stale", "warning"),
    Freshness.UNKNOWN: ("not-stated", "not-stated"),
}
"""The style and the icon of each age; the icons differ, so that colours need not be told apart."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One element of a record with its state, as codes and in words."""

    element: str
    name: str
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """When a record was confirmed, and what that is called; a record that never was has no date."""

    style: str
    icon: str
    word: str
    date: str


def keeps_current(offer: OfferSummary) -> bool:
    """Tell whether somebody should keep a record current: published or paused, neither a draft nor withdrawn."""
    return offer.status in ("published", "paused")


@lru_cache(maxsize=1024)
def marks(states: str, words: Words) -> tuple[Mark, ...]:
    """Return the marks behind the letters of a summary; many offers share them."""
    named = zip(ELEMENTS, states_of(states), strict=True)
    return tuple(
        Mark(element, words.term("annex-elements", element), state.value, words.gettext(STATE_WORDS[state]))
        for element, state in named
    )


def state_chips(words: Words) -> tuple[Chip, ...]:
    """Return the four states as the statement of an offer shows them."""
    return tuple(Chip(state.value, STATE_ICONS[state], words.gettext(word)) for state, word in STATE_WORDS.items())


def confirmed(offer: OfferSummary, as_of: date, ages: Ages, words: Words) -> Confirmed:
    """Return when the provider confirmed an offer."""
    fresh = freshness(offer.checked, as_of, ages)
    style, icon = AGE_STYLES[fresh]
    return Confirmed(style, icon, words.gettext(AGE_WORDS[fresh]), words.date(offer.checked) if offer.checked else "")


def ages_told(offers: Iterable[OfferSummary], as_of: date, ages: Ages, words: Words) -> str:
    """Say how many offers are fresh, ageing, stale or were never confirmed; ages that do not occur are left out."""
    found = Counter(freshness(offer.checked, as_of, ages) for offer in offers)
    return words.listed([_told(fresh, found[fresh], words) for fresh in Freshness if found[fresh]])


def _told(fresh: Freshness, number: int, words: Words) -> str:
    # Each message stands whole in its call: the collection of words for translators finds it only there.
    ngettext = words.ngettext
    return {
        Freshness.FRESH: ngettext("{number} is fresh", "{number} are fresh", number),
        Freshness.AGEING: ngettext("{number} is ageing", "{number} are ageing", number),
        Freshness.STALE: ngettext("{number} is stale", "{number} are stale", number),
        Freshness.UNKNOWN: ngettext("{number} was never confirmed", "{number} were never confirmed", number),
    }[fresh]
