"""Show what an import would write, as a unified diff."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

import click

from generator.checks.reporters import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.importers.stage import FileChange

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def diff(changes: Sequence[FileChange], target: str) -> Iterator[str]:
    """Yield the lines of a diff of new and changed files, coloured; a terminal that shows no colours drops them."""
    for change in changes:
        before = (change.before or b"").decode("utf-8", "replace").splitlines()
        name = f"{target}/{change.path}"
        former = name if change.before is not None else "/dev/null"
        for line in unified_diff(before, change.text.splitlines(), former, name, lineterm=""):
            yield _coloured(visible(line))


def _coloured(line: str) -> str:
    if line.startswith(("+++", "---")):
        return click.style(line, bold=True)
    return click.style(line, fg=_COLOURS[line[0]]) if line[:1] in _COLOURS else line
