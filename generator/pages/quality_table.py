"""The grid of what all records state as CSV: codes instead of words, for spreadsheets, programs and the filter."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.freshness import freshness
from generator.catalogue.transparency import ELEMENTS, states_of
from generator.pages.parts import foreign
from generator.spreadsheets import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from generator.catalogue.freshness import Ages
    from generator.catalogue.summary import OfferSummary, ProviderSummary
    from generator.settings import Settings
    from generator.words import Words

COLUMNS = (
    *("provider", "provider_name", "offer", "offer_title", "kind", "status"),
    *ELEMENTS,
    *("checked", "freshness", "address", "provider_name_language", "offer_title_language"),
)
"""`title` is the element of that name. The two languages are given where a text is not in the language of the page."""


def quality_table(
    offers: Iterable[tuple[ProviderSummary, OfferSummary]], words: Words, settings: Settings, as_of: date, ages: Ages
) -> bytes:
    """Return a row for each offer, in the given order, as CSV (RFC 4180, UTF-8)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(harmless, _cells(*one, words, settings, as_of, ages)) for one in offers)
    return out.getvalue().encode()


def _cells(
    provider: ProviderSummary, offer: OfferSummary, words: Words, settings: Settings, as_of: date, ages: Ages
) -> Iterator[str]:
    name, title = words.text(provider.name), words.text(offer.title)
    assert name and title  # noqa: S101 - the model demands both in at least one language
    yield from (provider.id, name.text, offer.id, title.text, offer.kind, offer.status)
    yield from (state.value for state in states_of(offer.states))
    yield offer.checked.isoformat() if offer.checked else ""
    yield freshness(offer.checked, as_of, ages).value
    yield settings.absolute(addresses.offer(words.language, provider.id, offer.id))
    yield from (foreign(name, words), foreign(title, words))
