"""From measurements to targets: met or missed, by how much, and where the time went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from benchmarks.measurements import Build, Measurements

PAGES = "Rendering pages of records"
SEARCH = "Indexing for search"
KILOBYTE = 1000
MILLION_KILOBYTES = 1_000_000
LARGE = 100_000
"""The number of offers for which the targets of growth and memory are set."""

A_STAGE_THAT_COUNTS = 0.05
"""Stages below this part of a build say nothing of growth: they are shorter than the noise of two runs."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target and what was measured; `unit` is R, Hugo (times it took), s, kB, GB or times.

    `at_least` tells that more is better. `why` is made of what was measured. `by_processor` is the same ratio of
    processor times, which other work on the machine disturbs less; it decides nothing.
    """

    target: str
    budget: float
    measured: float | None
    unit: str
    why: str = ""
    at_least: bool = False
    by_processor: float | None = None
    by_slim: float | None = None
    """The ratio to R with the slim index; it decides nothing either."""
    spoiled: str = ""
    """What makes a target missed although the number is good."""

    @property
    def met(self) -> bool:
        """Tell whether the target is met; what was not measured is not."""
        if self.measured is None or self.spoiled:
            return False
        return self.measured >= self.budget if self.at_least else self.measured <= self.budget

    @property
    def of_budget(self) -> float | None:
        """Return how much of the budget is used; more than 1 misses it."""
        if self.measured is None:
            return None
        return self.budget / self.measured if self.at_least else self.measured / self.budget


def targets(found: Measurements) -> tuple[Target, ...]:
    """Return all targets in the order of the report."""
    return (*_builds(found), *_growth(found), *_weights(found))


def _builds(found: Measurements) -> Iterator[Target]:
    rival, by_processor = found.rival, found.rival_processor
    cold, changed, again = found.cold, found.changed, found.again
    yield Target(
        "cold build, everything", 1.0, cold.seconds / rival, "R", where(cold.stages, rival, "R"),
        by_processor=cold.processor / by_processor,
        by_slim=cold.seconds / found.rival_slim,
    )  # fmt: skip
    pages = cold.stages.get(PAGES, 0.0)
    yield Target("pages of records only", 0.7, pages / found.hugo.seconds, "Hugo", _per_page(found))
    yield Target(
        "one record changed, publishable", 0.4, changed.seconds / rival, "R", where(changed.stages, rival, "R"),
        by_processor=changed.processor / by_processor,
        by_slim=changed.seconds / found.rival_slim,
    )  # fmt: skip
    others = {title: seconds for title, seconds in changed.stages.items() if title != SEARCH}
    without = changed.seconds - changed.stages.get(SEARCH, 0.0)
    yield Target(
        "one record changed, without search", 0.15, without / rival, "R", where(others, rival, "R"),
        by_slim=without / found.rival_slim,
    )  # fmt: skip
    told = f"the longest of five saves while all is built behind; a build then writes {found.rewritten} files"
    yield Target("one record changed, to the page in serve", 1.0, found.served, "s", told)
    touched = f"{found.touched} published files were touched" if found.touched else ""
    untouched = touched or "no byte or time of a published file differs"
    told = f"{untouched}; {where(again.stages, rival, 'R')}"
    yield Target(
        "nothing changed", 0.03, again.seconds / rival, "R", told,
        by_processor=again.processor / by_processor,
        by_slim=again.seconds / found.rival_slim, spoiled=touched,
    )  # fmt: skip
    check = found.check
    yield Target(
        "check without a cache", 0.15, check.seconds / rival, "R",
        f"{check.seconds / found.cold.offers * 1000:.1f} ms an offer, with the start of Python",
        by_processor=check.processor / by_processor,
        by_slim=check.seconds / found.rival_slim,
    )  # fmt: skip
    alone, together = found.small_alone.stages.get(PAGES, 0.0), found.small.stages.get(PAGES, 0.0)
    told = (
        f"{alone:.1f} s with one process, {together:.1f} s with two, {found.small.offers} offers; the start of the "
        "workers, about a second, is in it"
    )
    yield Target(
        "two workers against one, pages of records", 1.7, alone / together if together else None, "times", told,
        at_least=True,
    )  # fmt: skip


def _growth(found: Measurements) -> Iterator[Target]:
    size = found.cold.offers / found.small.offers
    factors = growth(found.small, found.cold)
    told = ", ".join(f"{title} {factor:.2f}" for title, factor in _largest(factors))
    worst = max(factors.values(), default=None)
    yield Target(
        "growth of the steepest stage, seconds an offer", 1.1, worst, "times",
        f"{found.small.offers} → {found.cold.offers} offers (×{size:g}): {told}",
    )  # fmt: skip
    each = (found.cold.peak_kilobytes - found.small.peak_kilobytes) / (found.cold.offers - found.small.offers)
    at_large = found.cold.peak_kilobytes + each * (LARGE - found.cold.offers)
    told = (
        f"{each:.1f} kB more an offer, {found.cold.peak_kilobytes / KILOBYTE:.0f} MB at {found.cold.offers} offers; "
        f"a straight line to {LARGE:,} offers, not measured there"
    )
    yield Target(f"memory of the main process at {LARGE:,} offers", 1.0, at_large / MILLION_KILOBYTES, "GB", told)


def growth(small: Build, large: Build) -> Mapping[str, float]:
    """Return how much more a stage takes than its share of the offers: 1 is straight, 2 twice as much an offer.

    Stages that do not count are left out.
    """
    size = large.offers / small.offers
    return {
        title: seconds / small.stages[title] / size
        for title, seconds in large.stages.items()
        if seconds >= A_STAGE_THAT_COUNTS * large.seconds and small.stages.get(title)
    }


def _weights(found: Measurements) -> Iterator[Target]:
    weights, offers = found.weights, found.cold.offers
    told = f"the heaviest page; the median is {weights.median_html / 1024:.1f} KiB"
    yield Target("HTML of an offer, compressed", 12.0, weights.heaviest_html / 1024, "KiB", told)
    visit = None if weights.first_visit is None else weights.first_visit / KILOBYTE
    yield Target("first visit to the page of an offer", 120.0, visit, "kB", _seen(visit, "everything it loads"))
    search = max(weights.first_search.values(), default=None)
    told = ", ".join(f"{language} {size / KILOBYTE:.0f} kB" for language, size in weights.first_search.items())
    yield Target(
        "first search in a language",
        300.0,
        search and search / KILOBYTE,
        "kB",
        f"{_seen(search, told)}; {offers} offers",
    )
    told = f"the largest column of a facet, {offers} offers"
    yield Target("opened group of filters", 25.0, weights.heaviest_column / KILOBYTE, "kB", told)


def _seen(measured: float | None, told: str) -> str:
    return "not measured: Chromium is not on this machine" if measured is None else told


def _per_page(found: Measurements) -> str:
    pages = found.cold.offers * found.languages
    ours, theirs = (seconds / pages * 1000 for seconds in (found.cold.stages.get(PAGES, 0.0), found.hugo.seconds))
    return (
        f"{ours:.1f} ms a page of an offer against {theirs:.2f}; ours has in it to open records, to work out views, "
        "redirects, QR codes, pages of providers and what search finds"
    )


def where(stages: Mapping[str, float], whole: float, unit: str) -> str:
    """Say which stages took most, in parts of `whole`."""
    return ", ".join(f"{title} {seconds / whole:.2f} {unit}" for title, seconds in _largest(stages))


def _largest(stages: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(stages.items(), key=lambda one: -one[1])[:4]
