"""The records that a command line names by their files and folders."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.options import shown_path
from generator.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

_REMEDY = "Name a file such as providers/<provider>/offers/<offer>.yml, or a folder of the records."


class Selection:
    """The files and folders that were asked for; none means all.

    Raises UsageError if one of them does not exist, or is not among the records.
    """

    def __init__(self, providers: Path, paths: Iterable[Path]) -> None:
        """Take the folder of the records, and the paths of the command line."""
        self._providers = providers
        self._shown = shown_path(providers)
        self._paths = tuple(paths)
        self._chosen = [_within(path, providers) for path in self._paths]

    def has(self, shown: str) -> bool:
        """Tell whether a file, by the path that messages show, was asked for."""
        file = self._providers / Path(shown).relative_to(self._shown)
        return not self._chosen or any(file.is_relative_to(one) for one in self._chosen)

    def refuse_nothing(self, records: int) -> None:
        """Raise UsageError if paths were named and there is no record in them."""
        if self._paths and not records:
            message = f"expected a record or a folder with records, got {self._paths[0]}"
            raise UsageError(message, remedy=_REMEDY)


def _within(path: Path, providers: Path) -> Path:
    """Return a path of the command line as an absolute one; raise UsageError unless it exists among the records."""
    if not os.path.lexists(path):
        raise UsageError(f"expected a file or folder, got {path}, which does not exist", remedy=_REMEDY)
    absolute = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
    if not absolute.is_relative_to(providers) and not providers.is_relative_to(absolute):
        remedy = f"Name a file or folder below it, or another folder of records with --providers. {_REMEDY}"
        raise UsageError(f"expected a path below {shown_path(providers)}, got {path}", remedy=remedy)
    return absolute
