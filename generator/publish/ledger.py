"""The ledger of a published site: which files were made from what, so that the next build can take them over.

It is kept in .cache for each site. Losing it never changes a result: then everything is made anew.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import orjson

from generator.cache import write_cached

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER = "ledgers"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Note:
    """How a file was published. The last two tell that nobody has touched it since."""

    sha256: str
    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class Entry:
    """Some files that were made together, by their paths, and the key of what they were made from."""

    key: str
    files: Mapping[str, Note]


Ledger: TypeAlias = Mapping[str, Entry]
"""The entries by their names: one for the pages of each record, one for the rest."""


def read_ledger(cache: Path, output: Path) -> Ledger:
    """Return the ledger of the site in `output`; it is empty if there is none, or if it is damaged."""
    try:
        content = orjson.loads(_file(cache, output).read_bytes())
        if content["version"] != _VERSION:
            return {}
        return {
            name: Entry(key, {path: Note(*note) for path, note in files.items()})
            for name, (key, files) in content["entries"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def keep_ledger(cache: Path, output: Path, ledger: Ledger) -> None:
    """Keep the ledger of the site that was published in `output`. Raises CacheError if that cannot be done."""
    entries = {
        name: (entry.key, {path: _columns(note) for path, note in entry.files.items()})
        for name, entry in ledger.items()
    }
    write_cached(_file(cache, output), orjson.dumps({"version": _VERSION, "entries": entries}))


def note_of(file: Path, sha256: str) -> Note:
    """Return the note of a file of the stage; the exchange with the published site keeps time and inode."""
    status = file.lstat()
    return Note(sha256, status.st_size, status.st_mtime_ns, status.st_ino)


def _columns(note: Note) -> tuple[str, int, int, int]:
    return note.sha256, note.size, note.mtime_ns, note.inode


def _file(cache: Path, output: Path) -> Path:
    name = hashlib.sha256(os.fsencode(output.resolve())).hexdigest()[:16]
    return cache / _FOLDER / f"{name}.json"
