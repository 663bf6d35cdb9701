"""What is already in the providers folder: which record has which file, whatever it is called there."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from generator.errors import UsageError
from generator.importers.base import Noted, read_base
from generator.records.provider import Provider
from generator.records.reader import read_as
from generator.records.source import Source, decode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_UUID = re.compile(r"^[\"']?uuid[\"']?: *[\"']?([0-9a-f-]{36})", re.MULTILINE)


@dataclass(frozen=True)
class Present:
    """The files of records by UUID (paths below the providers folder), and what the last import wrote.

    `base` has the notes of imports by UUID, `noted_in` the folder in which they stand. A record that is noted and has
    no file was deleted by hand. `providers` are the records of providers by folder, where they can be read.
    """

    paths: Mapping[str, str] = field(default_factory=dict)
    base: Mapping[str, Noted] = field(default_factory=dict)
    noted_in: Mapping[str, str] = field(default_factory=dict)
    providers: Mapping[str, Provider] = field(default_factory=dict)

    def folder_of(self, uuid: str) -> str | None:
        """Return the provider's folder in which a record is or was, or None."""
        return self.paths[uuid].split("/")[0] if uuid in self.paths else self.noted_in.get(uuid)

    def identifier_of(self, uuid: str) -> str | None:
        """Return the identifier of an offer that is or was there, or None."""
        if uuid in self.paths:
            return self.paths[uuid].rpartition("/")[2].removesuffix(".yml")
        return str(self.base[uuid].values["id"]) if uuid in self.base and "id" in self.base[uuid].values else None

    def knows(self, uuid: str) -> bool:
        """Tell whether a record is there, or was imported and deleted by hand."""
        return uuid in self.paths or uuid in self.base

    def names_of(self, uuid: str) -> tuple[str, ...]:
        """Return the names that the record of a provider states."""
        provider = self.providers.get(self.folder_of(uuid) or "")
        return tuple(provider.name.values()) if provider is not None and provider.uuid == uuid else ()

    def noted_for(self, folder: str) -> Mapping[str, Noted]:
        """Return what the last import noted about the records of a provider's folder."""
        return self._noted.get(folder, {})

    def imported_into(self, folder: str) -> set[str]:
        """Return the identifiers of the offers that imports made in a provider's folder, also of deleted ones."""
        offers = (uuid for uuid, noted in self.noted_for(folder).items() if "title" in noted.values)
        return {name for uuid in offers if (name := self.identifier_of(uuid)) is not None}

    @cached_property
    def _noted(self) -> Mapping[str, dict[str, Noted]]:
        found: dict[str, dict[str, Noted]] = defaultdict(dict)
        for uuid, noted in self.base.items():
            found[self.folder_of(uuid) or ""][uuid] = noted
        return found


NOTHING = Present()


def find_present(target: Path) -> Present:
    """Return what a providers folder holds; a UUID that stands twice belongs to the first file.

    Raises UsageError if the folder cannot be read.
    """
    paths: dict[str, str] = {}
    base: dict[str, Noted] = {}
    noted_in: dict[str, str] = {}
    providers: dict[str, Provider] = {}
    for folder in _folders(target):
        noted = read_base(folder)
        base |= noted
        noted_in |= dict.fromkeys(noted, folder.name)
        for file in [folder / "provider.yml", *sorted(folder.glob("offers/*.yml"))]:
            uuid = uuid_of(content_of(file))
            if uuid is not None:
                paths.setdefault(uuid, str(file.relative_to(target)))
        provider = _provider(folder / "provider.yml")
        if provider is not None:
            providers[folder.name] = provider
    return Present(paths, base, noted_in, providers)


def _folders(target: Path) -> list[Path]:
    """Return the folders of providers; those with a dot before their name are none."""
    try:
        found = target.iterdir() if target.is_dir() else ()
        return sorted(one for one in found if one.is_dir() and not one.name.startswith("."))
    except OSError as error:
        message = f"expected a folder that can be read, got: {target}: {error.strerror}; nothing was written"
        raise UsageError(message, remedy="Name another folder with --to, or make this one readable.") from error


def _provider(file: Path) -> Provider | None:
    source = decode(content_of(file) or b"", str(file))
    return read_as(Provider, source)[0] if isinstance(source, Source) else None


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
