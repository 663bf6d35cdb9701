"""Put a staged directory in the place of the published one without a moment in which readers find neither.

Linux can exchange two directories in one step: renameat2(2) with RENAME_EXCHANGE. Python has no call for it.
Where the system or the file system lacks it, two renames do the work: the published directory is parked
beside the stage, then the stage takes its name. Readers see a gap of microseconds there, and a build killed
inside the gap leaves no published directory until `recover` ran, which every build does first.
"""

import ctypes
import errno
import os
from pathlib import Path

from generator.errors import PublishError
from generator.publish.manifest import is_site

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_LACKING = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}
_MOUNTED = {errno.EBUSY, errno.EXDEV}

_libc = ctypes.CDLL(None, use_errno=True)


def exchange_directories(stage: Path, output: Path, *, native: bool = True) -> Path | None:
    """Give `stage` the name `output`; both must be on one file system.

    Returns where the directory that had the name is now, for the caller to remove; None where there was none.
    `native=False` takes the two renames even where the system can exchange.
    Raises PublishError, with `output` as it was, if it cannot be replaced or is not ours to replace.
    """
    refuse_unusable(output)
    try:
        if not output.exists():
            stage.rename(output)
            return None
        if native and _exchange(stage, output):
            return stage
        return _rename_twice(stage, output)
    except OSError as error:
        if error.errno in _MOUNTED:
            raise _mounted(output) from error
        raise PublishError(
            f"{output} could not be replaced: {error.strerror}",
            remedy=f"make {output.parent} writable for this user",
        ) from error


def recover(stage: Path, output: Path) -> bool:
    """Give the published directory its name back if a build was killed between two renames.

    Returns whether it was needed. What else lies at the parking place is left for the caller to remove.
    """
    parked = parking_place(stage)
    if os.path.lexists(output) or not parked.is_dir():
        return False
    parked.rename(output)
    return True


def parking_place(stage: Path) -> Path:
    """Return where the published directory stands between the two renames, and after them."""
    return stage.with_name(f"{stage.name}.old")


def refuse_unusable(output: Path) -> None:
    """Raise PublishError unless `output` is free, an empty directory, or a site published before.

    Publishing deletes what it replaces, so a filled directory counts as a site only with a manifest of ours.
    """
    if output.is_symlink():
        raise PublishError(
            f"{output} is a symbolic link, which cannot be exchanged with a directory",
            remedy=f"name the directory it leads to: --output {output.resolve()}",
        )
    if not output.exists():
        return
    if not output.is_dir():
        raise PublishError(f"{output} is a file", remedy="remove it or choose another --output")
    # A bind mount within one file system is not seen here; the kernel refuses it later, see _MOUNTED.
    if os.path.ismount(output):
        raise _mounted(output)
    if not is_site(output) and any(output.iterdir()):
        raise PublishError(
            f"{output} holds files but no manifest.json of a catalogue; replacing it would delete them",
            remedy="choose another --output, or empty the directory if nothing in it is needed",
        )


def _exchange(stage: Path, output: Path) -> bool:
    """Exchange the names in one step; return False where the system cannot."""
    renameat2 = getattr(_libc, "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(stage), _AT_FDCWD, os.fsencode(output), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _LACKING:
        return False
    raise OSError(number, os.strerror(number), str(output))


def _rename_twice(stage: Path, output: Path) -> Path:
    parked = parking_place(stage)
    output.rename(parked)
    try:
        stage.rename(output)
    except BaseException:  # an interrupt too must not leave readers without a site
        parked.rename(output)
        raise
    return parked


def _mounted(output: Path) -> PublishError:
    return PublishError(
        f"{output} is a mount point, which cannot be exchanged",
        remedy=f"choose a directory inside it: --output {output / 'site'}, or mount its parent instead",
    )
