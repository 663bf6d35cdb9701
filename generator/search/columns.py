"""Columns: what search filters by, one small file per facet, joined to Pagefind's hits by the row of an offer.

A script loads a column when a reader opens the group of its facet, and then counts, narrows down and explains without
asking again. Offers stand in the same rows in all columns of a language: in the order of lists to look around in.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from generator.catalogue import addresses
from generator.catalogue.axes import NOT_APPLICABLE, NOT_STATED
from generator.catalogue.facet_words import facet_value_label
from generator.catalogue.facets import FACETS

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from generator.catalogue.facets import Facet, Point
    from generator.catalogue.graph import Catalogue
    from generator.catalogue.summary import OfferSummary
    from generator.languages import Shown
    from generator.words import Words


TYPED = (
    "kind",
    "purpose",
    "time",
    "pace",
    "participation",
    "teaching-language",
    "country",
    "price",
    "accessibility",
)
"""Facets whose values readers type as words, although the texts of offers need not have them; each has few values."""
_NOTHING = (NOT_STATED, NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Column:
    """The file of a facet: its address below the root of the site, and JSON.

    `values` are codes with what readers call them, in the order in which they are offered, each with the language of
    its name where that is not the language of the page. `sets` are the different sets of values that offers have, as
    positions in `values`; `rows` has the position of its set for each offer. `points` and `at` do the same for what
    ranges are compared with, `units` are the units that these points have, the most frequent first. `days` are spans of
    days, row by row: the last day, counted from the last day before, and how many days the span is long, -1 if it has
    no first day. Rows are sorted by start: ten thousand offers with four hundred days compress to 9 kB, as numbers of
    days in `points` to 41 kB.
    """

    address: str
    content: bytes


def columns(catalogue: Catalogue, offers: Sequence[OfferSummary], words: Words) -> Iterator[Column]:
    """Yield the columns of a language for offers in the order of their rows, and the names of `TYPED` values."""
    named = []
    for facet in FACETS:
        column = _column(facet, catalogue, offers, words)
        yield Column(addresses.search_column(words.language, facet.name), orjson.dumps(column))
        if facet.name in TYPED:
            named += [[facet.name, *value[:2]] for value in column["values"] if value[0] not in _NOTHING]
    yield Column(addresses.search_column(words.language, "names"), orjson.dumps(named))


def _column(facet: Facet, catalogue: Catalogue, offers: Sequence[OfferSummary], words: Words) -> dict[str, Any]:
    providers = catalogue.organisation_by_id
    stated = [tuple(facet.values_of(offer, providers)) for offer in offers]
    having: dict[str, list[OfferSummary]] = {}
    for offer, values in zip(offers, stated, strict=True):
        for value in values:
            having.setdefault(value, []).append(offer)
    offered = facet.order if facet.of_the_day else having
    labels = {one: facet_value_label(facet, one, having.get(one, ()), providers, words) for one in offered}
    order = _in_order(facet, labels, words)
    position = {value: number for number, value in enumerate(order)}
    column: dict[str, Any] = {
        "values": [_named(value, labels[value], words) for value in order],
        **_distinct("sets", "rows", [tuple(position[value] for value in values) for values in stated]),
    }
    if facet.points is not None:
        points = [tuple(facet.points(offer)) for offer in offers]
        if facet.in_days:
            return column | {"days": list(_days(points))}
        units = Counter(point.unit for several in points for point in several if point.unit)
        written = [tuple(_written(point) for point in several) for several in points]
        column |= _distinct("points", "at", written) | {"units": [unit for unit, _number in units.most_common()]}
    return column


def _written(point: Point) -> float | tuple[float, str]:
    """Return a point as shortly as a script can read it."""
    return (point.last, point.unit) if point.unit else point.last


def _days(rows: Sequence[Sequence[Point]]) -> Iterator[list[float]]:
    before = 0.0
    for points in rows:
        row: list[float] = []
        for first, last, _unit in points:
            row += (last - before, -1 if first is None else last - first)
            before = last
        yield row


def _named(value: str, label: Shown, words: Words) -> list[str]:
    return [value, label.text, *([label.language] if label.language != words.language else ())]


def _in_order(facet: Facet, labels: Mapping[str, Shown], words: Words) -> list[str]:
    """Return values in their own order after those that only records bring, or by name; what is not stated last."""
    if facet.order:
        place = {value: number for number, value in enumerate(facet.order)}
        return sorted(labels, key=lambda one: (one == NOT_STATED, place.get(one, -1), one))
    return sorted(labels, key=lambda one: (one == NOT_STATED, words.sort_key(labels[one].text), one))


def _distinct(name: str, rows: str, given: Sequence[Hashable]) -> dict[str, Any]:
    """Return what is given as the different ones, and for each row its position there.

    They stand in the order in which they first occur, which compresses better than the most frequent first.
    """
    ordered = list(dict.fromkeys(given))
    position = {one: place for place, one in enumerate(ordered)}
    return {name: ordered, rows: [position[one] for one in given]}
