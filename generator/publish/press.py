"""Put files into the stage; what says the same as the published site is taken over from there.

Taken over is a file as a link, which costs a tenth of writing it, needs no disk and keeps its time for those who ask
for changes. Of 1,000 offers with 16,250 files, 190 MB of them feeds, one changed offer writes some two hundred.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.errors import PublishError
from generator.feeds.feed import Measured
from generator.publish.stage import link_file, write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from generator.publish.ledger import Entry, Note


@dataclass(frozen=True, slots=True)
class Made:
    """What became of some files that belong together: those written anew and those taken over, each by its path.

    `key` is the digest of what they were made from. What is not `lasting` says something that may be otherwise next
    time although the key is the same.
    """

    name: str
    key: str
    fresh: Mapping[str, Measured] = field(default_factory=dict)
    carried: Mapping[str, Measured] = field(default_factory=dict)
    lasting: bool = True

    @property
    def files(self) -> dict[str, Measured]:
        """Return all files."""
        return {**self.carried, **self.fresh}


@dataclass(frozen=True, slots=True)
class Press:
    """Where files are written to, and the site that is published so far."""

    directory: Path
    published: Path

    def carry(self, name: str, key: str, entry: Entry | None) -> Made | None:
        """Take over all files of an entry made from the same; return None if one of them is not as noted."""
        if entry is None or not key or entry.key != key:
            return None
        # All are looked at before the first link: nothing may be left over of an entry that is made anew.
        if not all(_is_as_noted(self.published / path, note) for path, note in entry.files.items()):
            return None
        if not all(self._link(path) for path in entry.files):
            return None
        return Made(name, key, carried={path: Measured(one.size, one.sha256) for path, one in entry.files.items()})

    def write(self, name: str, key: str, entry: Entry | None, files: Iterable[tuple[str, bytes]]) -> Made:
        """Put files into the stage, those that the entry has with the same bytes as links."""
        notes: Mapping[str, Note] = entry.files if entry is not None else {}
        fresh: dict[str, Measured] = {}
        carried: dict[str, Measured] = {}
        for path, content in files:
            # Measured here, the manifest need not read them again.
            measured, note = Measured.of(content), notes.get(path)
            if note is not None and self._repeats(path, measured, note):
                carried[path] = measured
                fresh.pop(path, None)
            else:
                write_file(self.directory, path, content)
                fresh[path] = measured
                carried.pop(path, None)
        return Made(name, key, fresh, carried)

    def make(self, name: str, key: str, entry: Entry | None, files: Callable[[], Iterable[tuple[str, bytes]]]) -> Made:
        """Take over the files of an entry, or make them if they would not be the same."""
        return self.carry(name, key, entry) or self.write(name, key, entry, files())

    def adopt(self, name: str, key: str, entry: Entry | None, folder: str) -> Made:
        """Tell what became of files that another program has written into a folder of the stage."""
        inside = self.directory / folder
        files = sorted(file for file in inside.rglob("*") if file.is_file())
        return self.write(
            name, key, entry, ((f"{folder}/{one.relative_to(inside)}", one.read_bytes()) for one in files)
        )

    def _repeats(self, path: str, measured: Measured, note: Note) -> bool:
        same = note.sha256 == measured.sha256 and _is_as_noted(self.published / path, note)
        return same and self._link(path)

    def _link(self, path: str) -> bool:
        try:
            link_file(self.directory, path, self.published / path)
        except PublishError:
            return False
        return True


def _is_as_noted(file: Path, note: Note) -> bool:
    try:
        status = file.lstat()
    except (OSError, ValueError):
        return False
    found = (status.st_size, status.st_mtime_ns, status.st_ino)
    return stat.S_ISREG(status.st_mode) and found == (note.size, note.mtime_ns, note.inode)
