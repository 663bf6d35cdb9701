"""The whole build, behind: a child of lower priority, so that it takes no time from the page somebody asks for.

The child gets settings and order on its standard input and tells, line by line, what it does. It may be killed at any
moment: a build publishes in one step at its end. It dies with this process, however that ends.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import IO, TYPE_CHECKING

import orjson

from generator.children import die_with_parent, last_lines
from generator.errors import CatalogueError
from generator.progress import Progress
from generator.publish.build import build
from generator.workers import collect_rarely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.publish.order import Order, Outcome
    from generator.settings import Settings

LOWER_PRIORITY = 10


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a build behind; `failure` says why there is no new site."""

    failure: str = ""
    files: int = 0
    rendered: int = 0


class Build:
    """One build in a child. `tell` is called with the title of each stage as it begins."""

    def __init__(self, settings: Settings, order: Order) -> None:
        """Keep what to build."""
        self._given = pickle.dumps((settings, order))
        self._child: subprocess.Popen[bytes] | None = None
        self._is_stopped = False

    def run(self, tell: Callable[[str], None]) -> Built:
        """Build, and return what became of it. The child dies with the thread that calls this."""
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as complaints:
            given.write(self._given)
            given.seek(0)
            try:
                with self._started(given, complaints) as child:
                    built = _listen(child, tell)
            except OSError as error:
                return Built(failure=f"the build cannot be started: {error.strerror}")
            finally:
                self.stop()
            complaints.seek(0)
            said = last_lines(complaints.read().decode(errors="replace"))
        return built or Built(failure=said or "the build was stopped")

    def _started(self, given: IO[bytes], complaints: IO[bytes]) -> subprocess.Popen[bytes]:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "generator.serving.behind"],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=complaints,
            start_new_session=True,  # Ctrl-C at the terminal is for this process, which ends the child
            preexec_fn=partial(_settle_in, os.getpid()),  # noqa: PLW1509 - system calls only, see `children`
        )
        if self._is_stopped:
            self.stop()
        return self._child

    def stop(self) -> None:
        """End the build and everything that it started, be it now or as soon as it starts."""
        self._is_stopped = True
        if self._child is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._child.pid, signal.SIGKILL)


def _settle_in(parent: int) -> None:
    die_with_parent(parent)
    os.nice(LOWER_PRIORITY)


def _listen(child: subprocess.Popen[bytes], tell: Callable[[str], None]) -> Built | None:
    built = None
    assert child.stdout is not None  # noqa: S101 - for the type checker
    for line in child.stdout:
        with suppress(ValueError, TypeError):
            said = orjson.loads(line)
            if "stage" in said:
                tell(said["stage"])
            else:
                built = Built(**said)
    return built


class Told(Progress):
    """Progress for the process that started this one."""

    @contextmanager
    def stage(self, title: str, total: int = 0) -> Iterator[Callable[[int], None]]:
        """Tell that a stage begins."""
        _tell(stage=title)
        with super().stage(title, total) as advance:
            yield advance


def _tell(**said: str | int) -> None:
    sys.stdout.buffer.write(orjson.dumps(said) + b"\n")
    sys.stdout.buffer.flush()


def main() -> None:
    """Build what the standard input says; for the child."""
    collect_rarely()
    settings, order = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    try:
        outcome: Outcome = build(settings, order, Told(quiet=True))
    except CatalogueError as error:
        _tell(failure=str(error))
    else:
        _tell(files=outcome.files, rendered=outcome.rendered)


if __name__ == "__main__":
    main()
