"""What files looked like: how a change is noticed without reading anything."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Stamp = tuple[int, int, int]
"""Time, size and inode of a file: saved in place it has another time, renamed into its place another inode."""

SETTLING = 50_000_000
"""Nanoseconds. Clocks of file systems tick each ten milliseconds or so: a file that was saved less than that before it
was read may have been saved again since, and look the same."""


def stamp_of(file: Path | str) -> Stamp | None:
    """Return what a file looks like; None if it cannot be looked at or changed so lately that it must be again."""
    try:
        status = os.stat(file)  # noqa: PTH116 - a third faster than Path.stat, for each of 10,000 files
    except (OSError, ValueError):
        return None
    return _stamp(status) if time.time_ns() - status.st_mtime_ns > SETTLING else None


def stamps_below(folders: Iterable[Path], files: Iterable[Path] = ()) -> dict[str, Stamp]:
    """Return what all files below folders, and some others, look like, by their paths.

    Reading folders entry by entry takes 33 ms of processor time for 10,100 records; `rglob` took 170 ms.
    """
    found: dict[str, Stamp] = {}
    waiting = [os.fspath(folder) for folder in folders]
    while waiting:
        # What cannot be entered or has just gone has no files.
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    with suppress(OSError):
                        found[entry.path] = _stamp(entry.stat())
    for file in files:
        with suppress(OSError):
            found[os.fspath(file)] = _stamp(file.stat())
    return found


def differences(before: Mapping[str, Stamp], now: Mapping[str, Stamp]) -> set[str]:
    """Return the files that came, went or were saved."""
    return {file for file, _stamp in before.items() ^ now.items()}


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_size, status.st_ino
