"""A history for synthetic records: what git remembers, so that pages of offers say what changed."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DAYS = ("2026-03-02", "2026-06-15", "2026-10-05")
"""When the records were committed; the last day has them as they are."""

CHANGED_OF_TEN = (10, 4)
"""How many of ten offers were otherwise on each earlier day."""

_CHECKED = re.compile(r"^checked: .*$", re.MULTILINE)
_DURATION = re.compile(r"^duration: (.*)$", re.MULTILINE)


def write_history(root: Path) -> None:
    """Commit the records below `root` as they were on each day; at the end they are as before, byte by byte.

    Earlier offers were checked earlier, and lasted a week longer where they state how long they last in weeks.
    """
    files = sorted(root.glob("providers/*/offers/*.yml"))
    present = {file: file.read_text(encoding="utf-8") for file in files}
    _git(root, "init", "--quiet", "--initial-branch=main")
    for turn, day in enumerate(DAYS):
        is_last = turn == len(DAYS) - 1
        for number, file in enumerate(files):
            is_otherwise = not is_last and number % 10 < CHANGED_OF_TEN[turn]
            text = earlier(present[file], day, len(DAYS) - 1 - turn) if is_otherwise else present[file]
            file.write_text(text, encoding="utf-8")
        _commit(root, day)


def earlier(text: str, day: str, weeks: int) -> str:
    """Return a record as it was on a day."""
    text = _CHECKED.sub(f"checked: {day}", text)
    return _DURATION.sub(lambda found: f"duration: {_longer(found[1], weeks)}", text)


def _longer(duration: str, weeks: int) -> str:
    found = re.fullmatch(r"P(\d+)W", duration.strip("'\""))
    return f"P{int(found[1]) + weeks}W" if found else duration


def _commit(root: Path, day: str) -> None:
    at = f"{day}T12:00:00+00:00"
    _git(root, "add", "--all")
    who = ("-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.org", "-c", "commit.gpgsign=false")
    _git(root, *who, "commit", "--quiet", "--message", f"Records of {day}", at=at)


def _git(root: Path, *arguments: str, at: str = "") -> None:
    days = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at} if at else {}
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(root), **days}
    subprocess.run(["git", "-C", str(root), *arguments], check=True, env=environment, capture_output=True)  # noqa: S607
