"""Other programs (mkdocs, Pagefind) as children that end when the build does, however it ends.

What makes sure of it, from the inside to the outside:

- On time-out, interrupt or any end of the child, its whole process group is killed.
- A child gets SIGKILL from the kernel when the thread that started it ends (PR_SET_PDEATHSIG, Linux only).
- That reaches the child, not what the child started. So a guard, a shell of a few hundred kilobytes, waits
  at a pipe: when this process is gone without a word, it kills the group.

What remains: a grandchild that made a session or group of its own (mkdocs and Pagefind start none) survives;
a cgroup or a PID namespace would reach it, and both need rights a build does not have everywhere.
"""

import ctypes
import os
import select
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO

from generator.errors import CatalogueError

_PR_SET_PDEATHSIG = 1
_LAST_LINES = 15
# Reads the group's number, then one more line that only a living parent sends.
_GUARD = 'read -r group && { read -r done || kill -s KILL -- "-$group"; }'

# Looked up at import: between fork and exec of a child nothing may be loaded.
_libc = ctypes.CDLL(None, use_errno=True)
_prctl = getattr(_libc, "prctl", None)


def last_lines(written: str) -> str:
    """Return the end of what a program wrote, without empty lines."""
    lines = [line.rstrip() for line in written.split("\n") if line.strip()]
    return "\n".join(lines[-_LAST_LINES:])


def run_child(
    arguments: Sequence[str | Path],
    *,
    cwd: Path,
    timeout: float,
    error: type[CatalogueError],
    remedy: str = "",
    name: str = "",
    complaint: Callable[[str], str] = last_lines,
    input: bytes | None = None,  # noqa: A002  the name subprocess.run has for it
    env: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end, at most `timeout` seconds, and return what it wrote to its two outputs.

    `env` replaces the environment; `remedy` goes into the error, and so do `name` (without it that of the file)
    and what `complaint` takes from all that the program wrote.
    Raises `error` if the program cannot start, fails, or takes too long.
    Call it from a thread that waits for it: the child dies with its thread.
    """
    # Files, not pipes: output of any length never blocks the child, and a grandchild that keeps
    # an output open cannot make us wait for it.
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(input or b"")
        given.seek(0)
        try:
            returncode = _run_in_group(arguments, cwd, timeout, env, (given, out, err))
        except OSError as reason:
            raise error(f"{arguments[0]} cannot be started: {reason.strerror}", remedy=remedy) from reason
        done = subprocess.CompletedProcess(list(arguments), returncode or 0, _content(out), _content(err))
    if returncode != 0:
        what = _failure(name or Path(str(arguments[0])).name, returncode, timeout)
        said = complaint((done.stdout + b"\n" + done.stderr).decode(errors="replace"))
        raise error("\n  ".join([what, *said.splitlines()]), remedy=remedy)
    return done


def die_with_parent(parent: int) -> None:
    """Ask the kernel to kill this process when the thread of `parent` that started it ends.

    For the first moment of a child: an initializer of a process pool, or between fork and exec. `parent` is
    the starter's os.getpid(): if it ended before the request was made, no signal will come, and this process
    ends now.
    """
    if _prctl is None:
        return
    _prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def _run_in_group(
    arguments: Sequence[str | Path],
    cwd: Path,
    timeout: float,
    env: Mapping[str, str] | None,
    files: tuple[IO[bytes], IO[bytes], IO[bytes]],
) -> int | None:
    """Return the exit code, None if the time was over; in the end nobody of the group is alive."""
    given, out, err = files
    with (
        _guard() as guard,
        # preexec_fn is unsafe beside threads if it takes a lock; die_with_parent makes system calls only.
        subprocess.Popen(
            arguments,
            cwd=cwd,
            env=env,
            stdin=given,
            stdout=out,
            stderr=err,
            start_new_session=True,  # a group of its own, and no terminal to ask questions at
            preexec_fn=partial(die_with_parent, os.getpid()),  # noqa: PLW1509
        ) as child,
    ):
        try:
            guard.write(b"%d\n" % child.pid)
            ended = _ends_within(child, timeout)
        finally:
            _kill_group(child.pid)
        returncode = child.wait()
    return returncode if ended else None


@contextmanager
def _guard() -> Iterator[IO[bytes]]:
    """Start the guard and give the pipe to it; dismiss it at the end."""
    # A session of its own: Ctrl-C at the terminal must not end it.
    guard = subprocess.Popen(
        ["/bin/sh", "-c", _GUARD],
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    with guard:
        assert guard.stdin is not None  # noqa: S101  for the type checker
        try:
            yield guard.stdin
        finally:
            with suppress(BrokenPipeError):
                guard.stdin.write(b"done\n")


def _ends_within(child: subprocess.Popen[bytes], timeout: float) -> bool:
    """Wait without reaping: as long as the dead child is not reaped, its group's number is nobody else's."""
    if not hasattr(os, "pidfd_open"):
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout)
        return child.poll() is not None
    descriptor = os.pidfd_open(child.pid)
    try:
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        return bool(poll.poll(timeout * 1000))
    finally:
        os.close(descriptor)


def _kill_group(group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):  # macOS: not permitted if only a dead leader is left
        os.killpg(group, signal.SIGKILL)


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _failure(name: str, returncode: int | None, timeout: float) -> str:
    if returncode is None:
        return f"{name} was stopped after {timeout:g} seconds"
    if returncode < 0:
        return f"{name} was killed by signal {-returncode}"
    return f"{name} ended with exit code {returncode}"
