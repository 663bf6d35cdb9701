"""Write a site beside the published one, then let it take its place.

The stage of `site` is the directory `.site.stage` next to it, so both are on one file system:

    .site.stage/lock       held by the build that owns the stage
    .site.stage/site       the site being written; after the exchange the one it replaced

The lock is flock(2): it ends with its processes, however they end. Its file lies inside the stage and goes
with it. flock on the stage directory would need no file, but NFS refuses that; on the parent directory it
would make builds of unrelated sites wait for each other. Forked workers share the lock, so a stage counts as
held until the last process that could write to it is gone.
"""

import ctypes
import fcntl
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from generator.errors import PublishError
from generator.publish.exchange import exchange_directories, recover, refuse_unusable
from generator.publish.manifest import MANIFEST, is_site

_LOCK = "lock"
_SITE = "site"
MOST_LISTS = 4
"""So many files of a site list the others: the manifest, two lists of checksums, a signature."""
# Seconds to wait for the lock: the workers of a build killed just now need some milliseconds to go.
_PATIENCE = 1.0
# Seconds between exchange and removal: a reader stopped by the scheduler half-way through looking up a path
# inside the old directory may finish.
_GRACE = 0.1

_libc = ctypes.CDLL(None, use_errno=True)


class Stage:
    """A site being written. Make one with `open_stage`."""

    def __init__(self, directory: Path, output: Path) -> None:
        """Keep where the site is written and where it will be published."""
        self.directory = directory
        self.output = output
        self.published = False

    @property
    def scratch(self) -> Path:
        """Return a folder for work in progress; it is never published and goes with the stage."""
        return self.directory.with_name("scratch")

    def write(self, path: str, content: bytes) -> None:
        """Write one file of the site; see `write_file`."""
        write_file(self.directory, path, content)

    def repeats_published(self) -> bool:
        """Tell whether the stage is the published site under other names, but for lists that say the same."""
        staged, published = _inodes(self.directory), _inodes(self.output)
        if staged.keys() != published.keys():
            return False
        made = [path for path, inode in staged.items() if inode != published[path]]
        return len(made) <= MOST_LISTS and all(_say_the_same(self.directory / one, self.output / one) for one in made)

    def publish(self, *, native: bool = True) -> None:
        """Exchange the stage with the published site, remove that; `native` as in exchange_directories.

        Raises PublishError, with the published site untouched, if it cannot be replaced.
        """
        if not is_site(self.directory):
            raise PublishError(f"the stage has no {MANIFEST}, so the next build could not replace this site")
        _flush(self.directory)
        old = exchange_directories(self.directory, self.output, native=native)
        self.published = True
        if old is not None:
            time.sleep(_GRACE)
            # The new site is published whatever happens to the old one; the next build meets it again.
            shutil.rmtree(old, ignore_errors=True)


@contextmanager
def open_stage(output: Path) -> Iterator[Stage]:
    """Make an empty stage for `output`; it is gone at the end, and only `publish` changes `output` before.

    Removes the stage of a killed build, after giving back the site it may have been renaming.
    Raises PublishError if `output` cannot be replaced, or while another build of it runs.
    """
    output = _settled(output)
    _refuse(output)
    shelter = output.with_name(f".{output.name}.stage")
    with _everybody_reads():
        lock = _acquire(shelter, output)
        try:
            directory = shelter / _SITE
            _prepare(shelter, directory, output)
            yield Stage(directory, output)
        finally:
            _remove_shelter(shelter)
            os.close(lock)


def _refuse(output: Path) -> None:
    try:
        refuse_unusable(output)
    except OSError as error:
        remedy = "give this user the right to read that folder, or choose another --output"
        raise PublishError(f"{output} cannot be looked at: {error.strerror}", remedy=remedy) from error


@contextmanager
def _everybody_reads() -> Iterator[None]:
    """Make files with mode 644 and folders with 755, whatever umask this process was started with.

    A web server runs as another user than the build. Workers and children inherit the umask; a chmod for each
    file would cost a system call for each.
    """
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


def write_file(directory: Path, path: str, content: bytes) -> None:
    """Write `content` at `path` below `directory`, making the directories on the way; workers call this.

    A file is written under another name and renamed: what stands at `path` may be a hard link into the
    published site, which must not change. It is not flushed to the disk; `publish` does that for all at once.
    Raises PublishError if `path` leads out of `directory` or the file cannot be written.
    """
    if not _is_inside(path):
        raise PublishError(f"{path!r} is not the path of a file inside the site")
    target = directory / path
    temporary = target.with_name(f".{os.getpid()}-{threading.get_ident()}.tmp")
    try:
        try:
            temporary.write_bytes(content)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(content)
        temporary.rename(target)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise PublishError(f"{path} could not be written: {error.strerror}") from error


def _inodes(directory: Path) -> dict[str, int]:
    """Return the inode of each file below a folder by its path; nothing if there is no folder."""
    return {
        os.path.relpath(entry.path, directory): entry.inode()
        for folder, _, _ in os.walk(directory)
        for entry in os.scandir(folder)
        if not entry.is_dir(follow_symlinks=False)
    }


def _say_the_same(one: Path, other: Path) -> bool:
    return one.is_file() and not other.is_symlink() and one.read_bytes() == other.read_bytes()


def link_file(directory: Path, path: str, source: Path) -> None:
    """Let `path` below `directory` be another name of the file `source`, which must be on the same file system.

    Raises PublishError if `path` leads out of `directory` or the link cannot be made.
    """
    if not _is_inside(path):
        raise PublishError(f"{path!r} is not the path of a file inside the site")
    target = directory / path
    try:
        try:
            os.link(source, target, follow_symlinks=False)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(source, target, follow_symlinks=False)
        except FileExistsError:  # two records lead on from one address
            target.unlink()
            os.link(source, target, follow_symlinks=False)
    except OSError as error:
        raise PublishError(f"{path} could not be taken over: {error.strerror}") from error


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path)
    return (
        path not in {"", "."}
        and "\0" not in path
        and not parts.is_absolute()
        and ".." not in parts.parts
        and parts.as_posix() == path
    )


def _settled(output: Path) -> Path:
    """Return `output` as an absolute path whose last part is its own name, not followed if it is a link."""
    if output.name in {"", ".."}:
        return output.resolve()
    return output.parent.resolve() / output.name


def _prepare(shelter: Path, directory: Path, output: Path) -> None:
    try:
        recover(directory, output)
        _empty(shelter)
        directory.mkdir()
        if output.exists():
            shutil.copymode(output, directory)  # a web server's way in survives the exchange
    except OSError as error:
        raise PublishError(
            f"the stage of an earlier build could not be removed: {error.strerror}: {error.filename}",
            remedy=f"remove {shelter} by hand",
        ) from error


def _acquire(shelter: Path, output: Path) -> int:
    """Return the descriptor that holds the lock of the stage, which is made if need be."""
    deadline = time.monotonic() + _PATIENCE
    if shelter.is_symlink():  # its content is about to be removed
        raise PublishError(f"{shelter} is a symbolic link", remedy="remove it")
    try:
        shelter.parent.mkdir(parents=True, exist_ok=True)
        while (lock := _try_lock(shelter)) is None:
            if time.monotonic() > deadline:
                raise PublishError(
                    f"another build is writing to {output}",
                    remedy="wait for it to end, or choose another --output",
                )
            time.sleep(0.02)
    except OSError as error:
        raise PublishError(
            f"the folder {shelter} could not be made: {error.strerror}",
            remedy=f"make {output.parent} writable for this user, or choose another --output",
        ) from error
    return lock


def _try_lock(shelter: Path) -> int | None:
    """Lock the stage if nobody does.

    A build that ends removes the lock's file while it holds it. Whoever opened the file before that locks
    something without a name: hence the comparison afterwards.
    """
    with suppress(FileExistsError):
        shelter.mkdir()
    try:
        lock = os.open(shelter / _LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    except FileNotFoundError:
        return None
    with suppress(BlockingIOError, FileNotFoundError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(lock), (shelter / _LOCK).stat()):
            return lock
    os.close(lock)
    return None


def _empty(shelter: Path) -> None:
    for entry in shelter.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != _LOCK:
            entry.unlink()


def _remove_shelter(shelter: Path) -> None:
    """Remove the stage, its lock last; what cannot be removed is reported by the next build."""
    with suppress(OSError):
        _empty(shelter)
        (shelter / _LOCK).unlink()
        shelter.rmdir()  # fails if the next build has already made its lock here


def _flush(directory: Path) -> None:
    """Bring the stage to the disk before it takes a name that readers use.

    Without it a power cut within the next half minute may leave a published site of empty files. One
    syncfs(2) for 20,000 pages takes 0.3 s where fsync(2) on each takes 40 s. The exchange itself needs no
    flush: a journalling file system keeps the order of renames, so after a power cut the name stands for the
    old site or for the new one.
    """
    syncfs = getattr(_libc, "syncfs", None)
    if syncfs is None:
        os.sync()
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        if syncfs(descriptor) != 0:
            reason = os.strerror(ctypes.get_errno())
            raise PublishError(f"the stage could not be written to the disk: {reason}")
    finally:
        os.close(descriptor)
