"""The pages of records as they are now. What is known is kept up to date, file by file, while people save records."""

from __future__ import annotations

import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from generator.brand import read_brand
from generator.catalogue.store import RecordStore
from generator.checks.catalogue_rules import check_catalogue
from generator.checks.jurisdiction import jurisdiction_of
from generator.checks.standing import standing_of
from generator.checks.waivers import read_waivers
from generator.diagnostics import in_reading_order
from generator.errors import CatalogueError
from generator.publish.ledger import read_ledger
from generator.publish.remembered import remember
from generator.records.discover import discover
from generator.serving.frames import frame_of
from generator.serving.scene import Scene
from generator.serving.stamps import SETTLING, stamp_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date
    from pathlib import Path

    from generator.brand import Brand
    from generator.checks.standing import Standing
    from generator.diagnostics import Diagnostic
    from generator.serving.frames import Frame
    from generator.serving.stamps import Stamp
    from generator.settings import Settings

AT_ONCE = 1000
"""With so few files the rules over all records take less than a tenth of a second, and page and findings come together;
with more the page comes first."""

FILES_FOR_WORKERS = 500
"""With fewer files all are read in less than the time that it takes to start workers."""


@dataclass(frozen=True)
class Wanted:
    """What `serve` was asked for. Settings and day are asked for anew when something has changed."""

    output: Path
    settings: Callable[[], Settings]
    shown: Callable[[Path], str]
    today: Callable[[], date]
    workers: int = 1


class Preview:
    """Keeps the scene up to date; whoever renders takes it as it is. Its methods may be called by any thread."""

    def __init__(self, wanted: Wanted) -> None:
        """Begin with the settings alone; raise SettingsError or UsageError if they cannot be used."""
        self._wanted = wanted
        self._lock = threading.RLock()
        self._stamps: dict[str, Stamp | None] = {}
        self._of_catalogue: tuple[Diagnostic, ...] = ()
        self._unchecked = threading.Event()
        self._ends = threading.Event()
        self.progress = (0, 0)
        self.trouble = ""
        settings = wanted.settings()
        self.scene = Scene(settings, wanted.shown(settings.providers), wanted.today())

    def read_everything(self) -> None:
        """Read all records; until then pages are made from a few (see `provisional`)."""
        settings, shown = self.scene.settings, self.scene.shown
        files, found = discover(settings.providers, shown)
        stamps = {file.shown: stamp_of(file.path) for file in files}
        self.progress = (0, len(files))
        workers = self._wanted.workers if len(files) >= FILES_FOR_WORKERS else 1
        store = RecordStore(settings.cache / "records")
        standing = standing_of(store, files, found, workers=workers, progress=self._advance)
        with self._lock:
            self._stamps = stamps
            self._take(standing)

    def _advance(self, number: int) -> None:
        if self._ends.is_set():
            sys.exit()  # of this thread alone; the workers end with it
        done, total = self.progress
        self.progress = (done + number, total)

    def stop(self) -> None:
        """End the reading of all records after the batch that is under way."""
        self._ends.set()

    def look_at(self, paths: Collection[str]) -> None:
        """Read some files again if they were saved, came or went since they were read last."""
        standing = self.scene.standing
        if standing is None:
            return
        self._let_settle(standing, paths)
        with self._lock:
            standing = self.scene.standing or standing
            known = [one for one in paths if one in standing.files]
            if any(not _is_there(standing.files[one].path) for one in known):
                self._list_again(standing)
            elif saved := [one for one in known if self._is_saved(standing, one)]:
                self._read_again(standing, saved)

    def _let_settle(self, standing: Standing, paths: Collection[str]) -> None:
        """Wait a moment if a file is being saved: editors empty a file before they write it."""
        files = [standing.files[one].path for one in paths if one in standing.files]
        if any(_is_there(file) and stamp_of(file) is None for file in files):
            time.sleep(SETTLING / 1e9)

    def take_note(self, paths: Collection[str]) -> None:
        """Look at files that came, went or were saved, by their paths."""
        standing = self.scene.standing
        if standing is None:
            return
        known = {os.fspath(file.path): shown for shown, file in standing.files.items()} if paths else {}
        if all(path in known and _is_there(path) for path in paths):
            self.look_at([known[path] for path in paths])
        else:
            self.look_everywhere()

    def look_for(self, path: Path, shown: str) -> None:
        """Look at a file that somebody asks for, be it known or new."""
        standing = self.scene.standing
        if standing is not None and shown not in standing.files and _is_there(path):
            self.look_everywhere()
        else:
            self.look_at((shown,))

    def look_everywhere(self) -> None:
        """List all files again, and read those that are new or were saved."""
        with self._lock:
            if self.scene.standing is not None:
                self._list_again(self.scene.standing)

    def _is_saved(self, standing: Standing, shown: str) -> bool:
        known = self._stamps.get(shown)
        return known is None or stamp_of(standing.files[shown].path) != known

    def _read_again(self, standing: Standing, saved: Collection[str]) -> None:
        # The looks come first: whoever saves a file while it is read will be noticed by the next one.
        self._stamps |= {one: stamp_of(standing.files[one].path) for one in saved}
        self._take(standing.read_again(saved))

    def _list_again(self, standing: Standing) -> None:
        files, found = discover(self.scene.settings.providers, self.scene.shown)
        now = {file.shown: stamp_of(file.path) for file in files}
        saved = [one for one in now if one in standing.files and (now[one] is None or now[one] != self._stamps[one])]
        self._stamps = now
        after = standing.with_files(files, found)
        self._take(after.read_again([one for one in saved if one in after.files]))

    def _take(self, standing: Standing) -> None:
        """Let a standing be the one that pages are made from, and have it checked."""
        if standing is self.scene.standing:
            return
        findings = in_reading_order((*standing.findings(), *self._of_catalogue))
        self.scene = replace(self.scene, standing=standing, findings=findings, is_checked=False)
        if len(standing.files) <= AT_ONCE:
            self.check()
        self._unchecked.set()

    def check(self) -> None:
        """Apply the rules over all records to those of the moment."""
        scene = self.scene
        if scene.standing is None or scene.is_checked:
            return
        findings = _checked(scene, scene.standing)
        own = frozenset(scene.standing.findings())
        with self._lock:
            self._of_catalogue = tuple(one for one in findings if one not in own)
            if self.scene.standing is scene.standing:
                self.scene = replace(self.scene, findings=findings, is_checked=True)

    def wait_for_unchecked(self, seconds: float) -> bool:
        """Wait until records have changed since they were checked last; tell whether they have."""
        if not self._unchecked.wait(seconds):
            return False
        self._unchecked.clear()
        return True

    def renew_frames(self) -> None:
        """Read the settings again, and render the frames again if content, theme or settings have changed.

        What cannot be used is told as `trouble`; the frames that were there stay.
        """
        try:
            settings = self._wanted.settings()
            brand = read_brand(settings)
            with ThreadPoolExecutor(len(settings.languages)) as threads:
                found = threads.map(partial(_framed, settings, brand), settings.languages)
                frames = dict(zip(settings.languages, found, strict=True))
        except CatalogueError as error:
            self.trouble = str(error)
            return
        self.trouble = ""
        with self._lock:
            before = self.scene
            self.scene = replace(before, settings=settings, frames=frames, brand=brand)
            if settings != before.settings:
                self._settle(settings)

    def _settle(self, settings: Settings) -> None:
        """Take other settings over: other records perhaps, and other rules."""
        self.scene = replace(self.scene, shown=self._wanted.shown(settings.providers), is_checked=False)
        self.look_everywhere()
        self._unchecked.set()

    def turn_the_day(self) -> None:
        """Check anew on another day: deadlines pass while the server runs."""
        today = self._wanted.today()
        if today != self.scene.as_of:
            with self._lock:
                self.scene = replace(self.scene, as_of=today, is_checked=False)
            self._unchecked.set()

    def take_built(self) -> None:
        """Take note of what the built site was made from, and of what git remembers."""
        scene = self.scene
        ledger = read_ledger(scene.settings.cache, self._wanted.output)
        built = {name: entry.key for name, entry in ledger.items()}
        timelines = None
        if scene.standing is not None:
            timelines = remember(scene.standing.catalogue, scene.settings.providers).timelines
        with self._lock:
            self.scene = replace(self.scene, built=built, timelines=timelines)


def _is_there(path: Path | str) -> bool:
    return os.path.exists(path)  # noqa: PTH110 - a Path raises ValueError for some names


def _framed(settings: Settings, brand: Brand, language: str) -> Frame:
    return frame_of(settings, language, brand)


def _checked(scene: Scene, standing: Standing) -> tuple[Diagnostic, ...]:
    """Return everything that is found in the records, without what the editors have excepted."""
    options, files = scene.settings.options, standing.files
    of_catalogue = check_catalogue(
        standing.catalogue,
        files,
        broken=standing.broken,
        as_of=scene.as_of,
        stale_days=options.stale_days,
        jurisdiction=jurisdiction_of(options),
    )
    waivers = read_waivers(scene.settings.providers, scene.shown, list(files.values()))
    counted, _waived = waivers.apply([*standing.findings(), *of_catalogue], scene.as_of)
    return in_reading_order(counted)
