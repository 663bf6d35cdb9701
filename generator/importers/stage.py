"""Put files in their places below a folder: all of them or none, also if the import is killed on the way.

The stage is a hidden folder inside the target, so both are on one file system, whatever links or mounts lead there:

    .import/lock       held by the import that owns the stage; it ends with its process
    .import/new/…      the files to come
    .import/old/…      what stands in their places
    .import/journal    which files and folders those are; there from before the first file moves until all have moved

Where there is a journal, whoever comes next puts everything back as it was: the import itself after an error, or the
next one after a kill. A file that is neither the old one nor the new one was changed by somebody else and stays.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from generator.errors import UsageError
from generator.importers.present import content_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAME = ".import"
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file to write: its path below the providers folder, what it holds now (None: nothing), and its new text."""

    path: str
    before: bytes | None
    text: str


def write(files: Sequence[FileChange], target: Path) -> None:
    """Write files below a folder; on an error all is as it was.

    Raises UsageError if the folder cannot be written to, or a file is no longer what it was when it was compared.
    """
    if not files:
        return
    made: list[Path] = []
    try:
        _make_folders(target.absolute(), made)
        with _owned(target) as stage:
            _fill(stage, files, target)
            _move(stage, files, target)
            (stage / "journal").unlink()
    except BaseException as error:
        for folder in reversed(made):
            with suppress(OSError):  # somebody else put a file into it meanwhile
                folder.rmdir()
        if isinstance(error, OSError):
            raise _cannot_write(error, target) from error
        raise


def recover(target: Path, *, dry_run: bool = False) -> bool:
    """Put everything back that an import wrote before it was killed; return whether there was any.

    Raises UsageError if that is not possible, or not allowed in a dry run.
    """
    stage = target / NAME
    interrupted = (stage / "journal").exists()
    if interrupted and dry_run:
        message = f"expected a folder whose last import came to its end, got {target}, where one was interrupted"
        raise UsageError(message, remedy="Import without --dry-run: that first puts everything back as it was.")
    if stage.is_dir() and not dry_run:
        try:
            with _owned(target):
                pass
        except OSError as error:
            raise _cannot_write(error, target) from error
    return interrupted


@contextmanager
def _owned(target: Path) -> Iterator[Path]:
    """Give an empty stage that no other import uses; in the end nothing of it is left, and no journal unheeded."""
    stage = target / NAME
    lock = _lock(stage, target)
    try:
        _put_back(stage, target)
        _clear(stage)
        try:
            yield stage
        except BaseException:
            _put_back(stage, target)
            raise
        shutil.rmtree(stage, ignore_errors=True)
    finally:
        if not (stage / "journal").exists():
            shutil.rmtree(stage, ignore_errors=True)
        os.close(lock)


def _lock(stage: Path, target: Path) -> int:
    while True:
        stage.mkdir(exist_ok=True)
        try:
            lock = os.open(stage / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC)
        except FileNotFoundError:  # its owner just cleared the stage away
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            message = f"expected a folder that no other import is writing into, got {target}; nothing was written"
            raise UsageError(message, remedy="Import again when the other import has ended.") from None
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(lock), (stage / "lock").stat()):
                return lock
        os.close(lock)


def _clear(stage: Path) -> None:
    for one in ("new", "old"):
        shutil.rmtree(stage / one, ignore_errors=True)


def _fill(stage: Path, files: Sequence[FileChange], target: Path) -> None:
    """Write what is to come and what is there into the stage, last the journal."""
    missing: dict[str, None] = {}
    for one in files:
        new, old = stage / "new" / one.path, stage / "old" / one.path
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(one.text.encode())
        if one.before is not None:
            old.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(target / one.path, old, follow_symlinks=False)
            shutil.copymode(old, new)
        above = [str(folder) for folder in Path(one.path).parents if str(folder) != "."]
        missing |= dict.fromkeys(folder for folder in reversed(above) if not (target / folder).exists())
    listed = [{"path": one.path, "before": _digest(one.before), "after": _digest(one.text.encode())} for one in files]
    (stage / "journal.part").write_bytes(orjson.dumps({"folders": list(missing), "files": listed}))
    (stage / "journal.part").replace(stage / "journal")


def _move(stage: Path, files: Sequence[FileChange], target: Path) -> None:
    for one in files:
        file = target / one.path
        file.parent.mkdir(parents=True, exist_ok=True)
        if content_of(file) != one.before:
            message = f"expected {file} as it was when it was compared, got another content; nothing was written"
            raise UsageError(message, remedy="Import again when nobody else changes the records.")
        (stage / "new" / one.path).rename(file)


def _put_back(stage: Path, target: Path) -> None:
    """Undo what the journal of a stage names, then remove the journal; what was done or undone before is no matter.

    Raises UsageError, and keeps the journal for the next import, if a file cannot be put back.
    """
    try:
        journal = orjson.loads((stage / "journal").read_bytes())
    except FileNotFoundError:
        return
    except ValueError:
        message = f"expected the journal of an interrupted import, got a damaged file: {stage / 'journal'}"
        fix = f"Bring the records back as they were, such as with git, and delete the folder {stage}."
        raise UsageError(message, remedy=fix) from None
    failed = []
    for one in reversed(journal["files"]):
        file = target / one["path"]
        if _digest(content_of(file)) != one["after"] or one["before"] == one["after"]:
            continue
        try:
            if one["before"] is None:
                file.unlink()
            else:
                (stage / "old" / one["path"]).replace(file)
        except OSError as error:
            failed.append(f"{file}: {error.strerror}")
    if failed:
        message = f"expected to put back what an interrupted import had written, got: {failed[0]}"
        raise UsageError(message, remedy="Make the folder writable; the next import puts the rest back.")
    for folder in reversed(journal["folders"]):
        with suppress(OSError):  # somebody else put a file into it meanwhile
            (target / folder).rmdir()
    (stage / "journal").unlink()


def _digest(content: bytes | None) -> str | None:
    return None if content is None else sha256(content).hexdigest()


def _make_folders(folder: Path, made: list[Path]) -> None:
    missing = []
    while not os.path.lexists(folder):
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir()
        made.append(one)


def _cannot_write(error: OSError, target: Path) -> UsageError:
    """Name the folder in which writing failed, or the file that stands in the place of one."""
    place = Path(error.filename2 or error.filename or target)
    inside = target / NAME / "new"
    place = target / place.relative_to(inside) if place.is_relative_to(inside) else place
    while not os.path.lexists(place):
        place = place.parent
    if error.errno in _REFUSED and not place.is_dir():
        place = place.parent
    what = f"a folder that can be written to, got: {place}: {error.strerror}"
    if error.errno in (errno.ENOTDIR, errno.EEXIST) and not place.is_dir():
        what = f"a folder, got the file {place}"
    return UsageError(
        f"expected {what}; nothing was written", remedy="Name another folder with --to, or mend this one."
    )
