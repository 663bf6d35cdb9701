"""Tell the person at the terminal what is being done: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def _nothing(_number: int) -> None:
    """Take progress that nobody is shown."""


def _advance(bar: Bar, task: TaskID, number: int) -> None:
    bar.advance(task, number)
    bar.refresh()


@dataclass
class Progress:
    """Shows stages of work on standard error and remembers how long each took, in seconds."""

    console: Console = field(default_factory=lambda: Console(stderr=True, highlight=False))
    quiet: bool = False
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, title: str, total: int = 0) -> Iterator[Callable[[int], None]]:
        """Run one stage of the work; yields a function to call with the number of items done."""
        begun = time.perf_counter()
        if self.console.is_terminal and total and not self.quiet:
            with self._bar() as bar:
                task = bar.add_task(title, total=total)
                yield partial(_advance, bar, task)
        else:
            yield _nothing
        self.seconds[title] = time.perf_counter() - begun
        if not self.quiet:
            self.console.print(f"{title} … {self.seconds[title]:.1f} s")

    def _bar(self) -> Bar:
        return Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=self.console,
            transient=True,
            auto_refresh=False,  # no thread: worker pools can then fork, which is much faster than to spawn
        )
