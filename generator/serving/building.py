"""Builds behind, one after another: each change is in one that begins after it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from generator.publish.order import Order
from generator.serving.behind import Build, Built

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.serving.preview import Preview, Wanted
    from generator.serving.showing import Work

QUIET_SECONDS = 0.3
"""So long nothing may be saved before a build begins: editors save several files, or one several times."""


class Building:
    """Builds whenever somebody wishes. A wish during a build is fulfilled by the next one, which begins after it.

    A build is not broken off for a wish: with a save every few seconds none would ever end.
    """

    def __init__(self, preview: Preview, wanted: Wanted, work: Work, tell: Callable[[Built], None]) -> None:
        """Keep what to build, where to note what is being done, and whom to tell what became of it."""
        self._preview, self._wanted, self._work, self._tell = preview, wanted, work, tell
        self._wished = threading.Event()
        self._ends = threading.Event()
        self._build: Build | None = None

    def wish(self) -> None:
        """Ask for a build that has everything that is saved now."""
        self._work.is_wished = True
        self._wished.set()

    def run(self) -> None:
        """Build until `stop` is called. Children die with the thread that calls this."""
        while not self._ends.is_set():
            if not self._wished.wait(1.0):
                continue
            self._wished.clear()
            if self._ends.wait(QUIET_SECONDS):
                return
            if not self._wished.is_set():
                self._once()

    def _once(self) -> None:
        scene = self._preview.scene
        order = Order(self._wanted.output, scene.as_of, scene.shown, self._wanted.workers, keep_going=True)
        self._build = Build(scene.settings, order)
        if self._ends.is_set():  # `stop` may have come before there was a build for it to end
            return
        self._work.is_wished = self._wished.is_set()
        built = self._build.run(self._note)
        if self._ends.is_set():
            return
        self._work.failure = built.failure
        self._preview.take_built()
        self._work.stage = ""
        self._tell(built)

    def _note(self, stage: str) -> None:
        self._work.stage = stage

    def stop(self) -> None:
        """End the build that runs, and begin no other."""
        self._ends.set()
        if self._build is not None:
            self._build.stop()
