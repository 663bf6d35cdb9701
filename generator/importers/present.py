"""What is already in the providers folder: which record has which file, whatever it is called there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import UsageError
from generator.importers.base import Noted, read_base

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_UUID = re.compile(r"^uuid: *[\"']?([0-9a-f-]{36})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Present:
    """The files of records by UUID (paths below the providers folder), and what the last import wrote."""

    paths: Mapping[str, str]
    base: Mapping[str, Noted]

    def folder_of(self, uuid: str) -> str | None:
        """Return the provider's folder in which a record is, or None."""
        return self.paths[uuid].split("/")[0] if uuid in self.paths else None

    def identifier_of(self, uuid: str) -> str | None:
        """Return the identifier of an offer that is there, or None."""
        return self.paths[uuid].rpartition("/")[2].removesuffix(".yml") if uuid in self.paths else None

    def imported_into(self, folder: str) -> set[str]:
        """Return the identifiers of the offers that imports made in a provider's folder."""
        offers = (uuid for uuid in self.base if "/offers/" in self.paths.get(uuid, ""))
        return {self.paths[uuid].rpartition("/")[2].removesuffix(".yml") for uuid in offers
                if self.paths[uuid].startswith(f"{folder}/")}  # fmt: skip


NOTHING = Present({}, {})


def find_present(target: Path) -> Present:
    """Return what a providers folder holds; a UUID that stands twice belongs to the first file.

    Raises UsageError if the folder cannot be read.
    """
    paths: dict[str, str] = {}
    base: dict[str, Noted] = {}
    try:
        folders = sorted(one for one in target.iterdir() if one.is_dir()) if target.is_dir() else []
    except OSError as error:
        message = f"expected a folder that can be read, got: {target}: {error.strerror}; nothing was written"
        raise UsageError(message, remedy="Name another folder with --to, or make this one readable.") from error
    for folder in folders:
        base |= read_base(folder)
        for file in [folder / "provider.yml", *sorted(folder.glob("offers/*.yml"))]:
            uuid = uuid_of(content_of(file))
            if uuid is not None:
                paths.setdefault(uuid, str(file.relative_to(target)))
    return Present(paths, base)


def uuid_of(content: bytes | None) -> str | None:
    """Return the UUID that a record states, or None."""
    found = _UUID.search(content.decode("utf-8", "replace")) if content is not None else None
    return found[1] if found else None


def content_of(file: Path) -> bytes | None:
    """Return the bytes of a file, nothing of one that cannot be read or is a link, None if there is none."""
    if not file.exists() and not file.is_symlink():
        return None
    try:
        return file.read_bytes() if file.is_file() and not file.is_symlink() else b""
    except OSError:
        return b""
