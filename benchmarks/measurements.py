"""What one run of the benchmark measured, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Run:
    """A command: seconds on the clock, seconds of processor time with all its children, memory of the largest."""

    seconds: float
    processor: float
    peak_kilobytes: int = 0


@dataclass(frozen=True, slots=True)
class Build:
    """A build: its seconds, its stages and the start of Python among them, the peak of the main process's memory."""

    offers: int
    workers: int
    seconds: float
    processor: float
    stages: Mapping[str, float]
    peak_kilobytes: int
    files: int


@dataclass(frozen=True, slots=True)
class Weights:
    """Bytes as a host with gzip sends them; None where no browser could look."""

    heaviest_html: int
    median_html: int
    heaviest_column: int
    first_visit: int | None = None
    first_search: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measurements:
    """Everything that the targets are worked out from; `touched` files differ after a build without a change,
    `rewritten` after one record was changed. `served` is how many seconds a saved record took to its page in `serve`.

    `pagefind_slim` indexes only the learner's questions of each page, nearer to what our own index has.

    `front_matter` and `rival_bytes` are the mean size of a page's front matter and of a page of the rival.
    """

    machine: str
    languages: int
    hugo: Run
    pagefind: Run
    pagefind_slim: Run
    check: Run
    cold: Build
    again: Build
    changed: Build
    small: Build
    small_alone: Build
    touched: int
    rewritten: int
    served: float
    weights: Weights
    page_bytes: float
    rival_bytes: float
    front_matter: float

    @property
    def rival(self) -> float:
        """Return R: the seconds of Hugo and Pagefind for the same pages of offers."""
        return self.hugo.seconds + self.pagefind.seconds

    @property
    def rival_slim(self) -> float:
        """Return R with the slim index, a stricter measure."""
        return self.hugo.seconds + self.pagefind_slim.seconds

    @property
    def rival_processor(self) -> float:
        """Return the processor time of R."""
        return self.hugo.processor + self.pagefind.processor
