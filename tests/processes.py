"""Find the processes that a test started, by a mark in their environment, which their descendants inherit."""

import os
import time
import uuid
from pathlib import Path

_VARIABLE = "CATALOGUE_TEST_MARK"


def marked_environment() -> tuple[str, dict[str, str]]:
    """Return a new mark and an environment that carries it."""
    mark = f"{_VARIABLE}={uuid.uuid4().hex}"
    return mark, {**os.environ, _VARIABLE: mark.partition("=")[2]}


def alive(mark: str) -> list[str]:
    """Return the command lines of living processes with this mark; dead ones nobody reaped do not count."""
    found = []
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and mark.encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


def left_alive(mark: str, *, seconds: float = 15.0) -> list[str]:
    """Return who is still alive after so many seconds, as soon as nobody is.

    A worker that was just started ends when it has loaded the program, which takes seconds on a busy machine.
    """
    deadline = time.monotonic() + seconds
    while (found := alive(mark)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return found
