"""What git remembers of record files: which contents they had, and since which day.

Git is asked twice: one `git log` for the whole folder, and one `git cat-file --batch` for the contents that somebody
wants to read. Days are those of the commits; who made them is not asked for.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from generator.children import last_lines, run_child
from generator.errors import HistoryError
from generator.records.source import MAXIMUM_BYTES
from generator.wording import NOTHING, Wording, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

MOST_CHANGES = 10
"""So many changes of a record are told; it takes one version more than changes."""

SECONDS = 120.0

_NO_REPOSITORY = "not a git repository"
_OUTSIDE = say("the folder of the records is not in a repository of git")
_WITHOUT_CONTENTS = say("this clone does not hold the earlier contents of the records; a clone without `--filter` does")

_LOG = (
    *("-c", "log.showRoot=true", "-c", "log.showSignature=false", "-c", "diff.renameLimit=1000"),
    *("log", "--raw", "-M", "--first-parent", "-m", "--no-abbrev", "-z", "--relative", "--no-color"),
    *("--format=%x01%cs", "--", "."),
)
_OF_ANOTHER_REPOSITORY = frozenset(
    ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_SHALLOW_FILE")
)
"""What a hook of git leaves in the environment; it would stand for the folder that is asked for."""

_ORDINARY = ("100644", "100755")
"""How git calls files that are neither links nor repositories."""

_FORCED = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_ALLOW_PROTOCOL": "none",  # a clone without contents would fetch each of them
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_TERMINAL_PROMPT": "0",
}


@dataclass(frozen=True, slots=True)
class Version:
    """What a file held after a commit: its day, how many commits to the folder came later, and the blob."""

    day: date
    commit: int
    blob: str


@dataclass(frozen=True, slots=True)
class FileHistory:
    """The versions of a file, the newest first, no more than it takes to tell changes; `first` is its first one."""

    versions: tuple[Version, ...]
    first: Version


@dataclass(frozen=True, slots=True)
class History:
    """The histories of files by their paths below the folder, or why there is none."""

    files: Mapping[str, FileHistory]
    unavailable: Wording = NOTHING


@dataclass(frozen=True, slots=True)
class Moment:
    """The blobs of an offer and of the credential that it names after a commit to either."""

    day: date
    offer: str
    credential: str | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """What an offer was like, the newest first, and its very first version."""

    moments: tuple[Moment, ...]
    first: Moment

    @property
    def blobs(self) -> Iterator[str]:
        """Yield the blobs that tell what changed; there is nothing to compare where there is one version."""
        if len(self.moments) > 1:
            for one in (*self.moments, self.first):
                yield from (one.offer, *((one.credential,) if one.credential else ()))


def read_history(providers: Path, wanted: Iterable[str]) -> History:
    """Ask git for the histories of files below a folder; paths are relative to it.

    Says why there is no history where git has none, is not there, or does not know all of it.
    """
    try:
        reason = _why_not(providers)
        if reason:
            return History({}, reason)
        found = histories(_git(providers, *_LOG), wanted)
        return History(found) if _holds_contents(providers, found) else History({}, _WITHOUT_CONTENTS)
    except HistoryError as error:
        said = error.message.rpartition("\n")[2].strip()
        return History({}, _OUTSIDE if _NO_REPOSITORY in said else say("git says: {reason}", reason=said))


def state_of_history(providers: Path) -> str:
    """Return what decides the histories of files below a folder: the newest commit, or why there is none."""
    if shutil.which("git") is None:
        return ""
    try:
        return _asked(providers, "rev-parse", "--is-shallow-repository", "HEAD")
    except HistoryError as error:
        return error.message


def _why_not(providers: Path) -> Wording:
    """Say why a folder has no history, or not all of it."""
    if shutil.which("git") is None:
        return say("the program git is not on this machine")
    if _asked(providers, "rev-parse", "--is-inside-work-tree") != "true":
        return _OUTSIDE
    if _asked(providers, "rev-parse", "--is-shallow-repository") == "true":
        return say("this clone has only the newest commits; `git fetch --unshallow` gets all of them")
    if not _asked(providers, "rev-list", "--max-count=1", "--all"):
        return say("nothing has been committed yet")
    return NOTHING


def _holds_contents(providers: Path, files: Mapping[str, FileHistory]) -> bool:
    """Tell whether the clone holds what the files once were, or has left it where it came from."""
    blobs = (one.first.blob for one in files.values() if len(one.versions) > 1)
    try:
        _git(providers, "cat-file", "--batch-check", given="".join(f"{one}\n" for one in blobs).encode())
    except HistoryError:
        return False
    return True


def _asked(folder: Path, *question: str) -> str:
    return _git(folder, *question).decode(errors="replace").strip()


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Run git in a folder and return what it wrote. Raises HistoryError."""
    inherited = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER_REPOSITORY}
    done = run_child(
        ["git", *arguments],
        cwd=folder,
        timeout=SECONDS,
        error=HistoryError,
        complaint=_complaint,
        input=given,
        env=inherited | _FORCED,
    )
    return done.stdout


def histories(log: bytes, wanted: Iterable[str]) -> dict[str, FileHistory]:
    """Follow files back through what `git log` wrote, and through renames of theirs and of their folders."""
    named = {path: path for path in wanted}
    found: dict[str, list[Version]] = {}
    firsts: dict[str, Version] = {}
    for commit, (day, entries) in enumerate(_commits(log)):
        renamed = {}
        for before, after, blob in entries:
            path = named.get(after)
            if path is None:
                continue
            firsts[path] = Version(day, commit, blob)
            if len(versions := found.setdefault(path, [])) <= MOST_CHANGES:
                versions.append(firsts[path])
            renamed[after] = before, path
        # NOTE: all of a commit's renames at once: two files may have changed places.
        for after in renamed:
            del named[after]
        named |= dict(renamed.values())
    return {path: FileHistory(tuple(versions), firsts[path]) for path, versions in found.items()}


def _commits(log: bytes) -> Iterator[tuple[date, list[tuple[str, str, str]]]]:
    """Yield the day of each commit and what files it left behind: the name before, the name after, the blob."""
    entries: list[tuple[str, str, str]] = []
    fields = iter(log.decode("utf-8", "surrogateescape").split("\0"))
    day = None
    for field in fields:
        if field.startswith("\x01"):
            if day is not None:
                yield day, entries
            day, entries = date.fromisoformat(field[1:]), []
        elif field:
            _mode, mode, _blob, blob, status = field.strip().split(" ")
            before = next(fields)
            after = next(fields) if status[0] in "RC" else before
            if status[0] != "D" and mode in _ORDINARY:
                entries.append((before if status[0] == "R" else after, after, blob))
    if day is not None:
        yield day, entries


def timeline(offer: FileHistory, credential: FileHistory | None) -> Timeline:
    """Put the versions of an offer and those of the credential it names into one row."""
    theirs = credential.versions if credential else ()
    days = {one.commit: one.day for one in (*offer.versions, *theirs) if one.commit <= offer.first.commit}
    moments = (
        Moment(days[commit], str(_at(offer, commit)), _at(credential, commit) if credential else None)
        for commit in sorted(days)[: MOST_CHANGES + 1]
    )
    return Timeline(tuple(moments), Moment(offer.first.day, offer.first.blob))


def _at(file: FileHistory, commit: int) -> str | None:
    """Return the blob that a file had after a commit; None if the file is younger."""
    return next((one.blob for one in (*file.versions, file.first) if one.commit >= commit), None)


def read_contents(providers: Path, blobs: Sequence[str]) -> dict[str, bytes] | None:
    """Return the contents of blobs as far as git has them; None if it cannot be asked."""
    if not blobs:
        return {}
    try:
        answer = _git(providers, "cat-file", "--batch", given="".join(f"{one}\n" for one in blobs).encode())
    except HistoryError:
        return None
    return dict(_contents(answer))


def _contents(answer: bytes) -> Iterator[tuple[str, bytes]]:
    """Cut the answer of `git cat-file --batch`: a line with name, type and size, the content, the end of a line."""
    start = 0
    while start < len(answer):
        end = answer.index(b"\n", start)
        name, *kind = answer[start:end].decode().split(" ")
        start = end + 1
        if kind[0] == "blob":
            size = int(kind[1])
            if size <= MAXIMUM_BYTES:
                yield name, answer[start : start + size]
            start += size + 1


def _complaint(written: str) -> str:
    """Return the line in which git says what is wrong; what it advises then is about other things."""
    lines = [one for one in last_lines(written).splitlines() if one.startswith("fatal:")]
    return lines[0].removeprefix("fatal:").strip() if lines else last_lines(written)
