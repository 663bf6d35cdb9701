"""What tests of feeds and calendars share: a list of offers with its words, and texts that do harm."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from generator.feeds.offer_list import OfferList
from generator.languages import Shown
from generator.words import Words
from tests.builders import a_provider, a_provider_summary, an_offer, an_offer_summary, some_settings

if TYPE_CHECKING:
    from generator.catalogue.summary import OfferSummary, ProviderSummary
    from generator.records.offer import Offer
    from generator.settings import Settings

ROOT = Path(__file__).parents[2]
PAGE = "en/fields/06/"
MARKUP = ("<script>alert(1)</script>", "]]>", "&amp;", '"', "'", "{title}", "%s")
LINES = ("\r\nEND:VEVENT\r\n", "\\N", "\\", ";", ",", ":", "\n", "\t", "\x85", "\u2028", "ż" * 80)
LETTERS = ("👩\u200d🔬", "مرحبا", "\u202e", "\x00", "\x0b", "\ud800", "\ufffe", "\U0001ffff")

HOSTILE = st.lists(
    st.one_of(st.sampled_from(MARKUP + LINES + LETTERS), st.text(st.characters(exclude_categories=()), max_size=40)),
    max_size=8,
).map("".join)
"""Texts of all characters, halves of characters included, with what ends or escapes something in some format."""


def readable(text: str) -> str:
    """Return what must be left of a text: everything but controls, halves of characters and two that XML forbids."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in lines if one in "\t\n" or not _is_unwritable(one))


def _is_unwritable(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cs") or letter in "\ufffe\uffff"


def an_entry(number: int = 0, **changes: object) -> OfferSummary:
    """Return the summary of an offer with id and UUID by its number."""
    return an_offer_summary(a_numbered(number, **changes))


def a_numbered(number: int, **changes: object) -> Offer:
    """Return an offer with id and UUID by its number."""
    return an_offer(id=f"offer-{number}", uuid=f"{number:08}-0000-4000-8000-000000000000", **changes)


@dataclass(frozen=True)
class Followed:
    """Arguments of a feed."""

    listed: OfferList
    providers: dict[str, ProviderSummary]
    settings: Settings
    words: Words


def followed(
    *offers: OfferSummary, base_url: str = "", provider: ProviderSummary | None = None, **options: object
) -> Followed:
    """Return a list of offers beside a page in English, and what else a feed needs; keywords change settings."""
    settings = some_settings(ROOT, **options)
    one = provider or a_provider_summary(a_provider())
    return Followed(
        OfferList(PAGE, Shown("Technologies", "en"), "en", offers),
        {one.id: one},
        replace(settings, base_url=base_url) if base_url else settings,
        Words("en", ROOT / "theme/locale"),
    )
