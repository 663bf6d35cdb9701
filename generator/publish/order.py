"""What a build is asked for, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.wording import NOTHING, Wording

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from generator.diagnostics import Diagnostic


@dataclass(frozen=True)
class Order:
    """What a build was asked for. `shown` is how messages call the providers folder, `key` the secret key to sign."""

    output: Path
    as_of: date
    shown: str
    workers: int = 1
    keep_going: bool = False
    key: Path | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What a build counts: offers, providers, files, findings beside errors, granted exceptions.

    `no_history` says which offers have no history, and why.
    """

    offers: int
    providers: int
    files: int
    findings: int
    waived: int
    no_history: Wording = NOTHING


@dataclass(frozen=True)
class Outcome:
    """What became of a build. Without `published` the site is as it was.

    Of the files, those of `rendered` were made, those of `carried` taken over from the published site as they were.
    `unchanged` tells that this was so of all of them: the published site was left alone. If not even a record was read,
    since no file has been touched since, there are no `diagnostics`; the `tally` counts them all the same.
    """

    published: bool
    diagnostics: tuple[Diagnostic, ...]
    tally: Tally
    rendered: int = 0
    carried: int = 0
    unchanged: bool = False

    @property
    def files(self) -> int:
        """Return the number of files of the site."""
        return self.rendered + self.carried
