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
    from collections.abc import Iterable, Mapping, Set
    from pathlib import Path

_WITHDRAWN = re.compile(rb"^[\"']?status[\"']?: *[\"']?withdrawn\b", re.MULTILINE)
_UUID = re.compile(r"^[\"']?uuid[\"']?: *[\"']?([0-9a-f-]{36})", re.MULTILINE)


@dataclass(frozen=True)
class Present:
    """The files of records by UUID (paths below the providers folder), and what the last import wrote.

    `notes` are those of imports by folder and UUID. A record that is noted and has no file was deleted by hand.
    `withdrawn` are records that say so, `providers` those of providers by folder, where they can be read.
    """

    paths: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, Mapping[str, Noted]] = field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()
    providers: Mapping[str, Provider] = field(default_factory=dict)

    def folder_of(self, uuid: str) -> str | None:
        """Return the provider's folder in which a record is or was, or None."""
        return self.paths[uuid].split("/")[0] if uuid in self.paths else self._noted_in.get(uuid)

    def identifier_of(self, uuid: str) -> str | None:
        """Return the identifier of an offer that is or was there, or None."""
        if uuid in self.paths:
            return self.paths[uuid].rpartition("/")[2].removesuffix(".yml")
        return str(self.base[uuid].values["id"]) if uuid in self.base and "id" in self.base[uuid].values else None

    def was_deleted(self, uuid: str) -> bool:
        """Tell whether an import wrote a record that somebody has deleted since."""
        return uuid in self.base and uuid not in self.paths

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

    def offers_in(self, folder: str) -> set[str]:
        """Return the identifiers of all offers in a provider's folder, whoever wrote them."""
        return set(self._offers.get(folder, ()))

    def folder_named(self, names: Iterable[str]) -> str | None:
        """Return the folder of a provider that has one of these names, in whatever letters."""
        return next((self._named[name.casefold()] for name in names if name.casefold() in self._named), None)

    @cached_property
    def _offers(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in self.paths.values():
            folder, _, file = path.partition("/offers/")
            if file:
                found[folder].append(file.removesuffix(".yml"))
        return found

    @cached_property
    def _named(self) -> Mapping[str, str]:
        return {name.casefold(): folder for folder, one in self.providers.items() for name in one.name.values()}

    @cached_property
    def base(self) -> Mapping[str, Noted]:
        """Return what the last import noted by UUID: where it stands twice, in the folder of the record."""
        return {uuid: self.notes[folder][uuid] for uuid, folder in self._noted_in.items()}

    @cached_property
    def _noted_in(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for folder, noted in self.notes.items():
            ours = (one for one in noted if one not in found or self.paths.get(one, "").startswith(f"{folder}/"))
            found |= dict.fromkeys(ours, folder)
        return found

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
    notes: dict[str, dict[str, Noted]] = {}
    withdrawn: set[str] = set()
    providers: dict[str, Provider] = {}
    for folder in _folders(target):
        notes[folder.name] = read_base(folder)
        for file in [folder / "provider.yml", *sorted(folder.glob("offers/*.yml"))]:
            content = content_of(file)
            uuid = uuid_of(content)
            if uuid is None or uuid in paths:
                continue
            paths[uuid] = str(file.relative_to(target))
            if content is not None and _WITHDRAWN.search(content):
                withdrawn.add(uuid)
        provider = _provider(folder / "provider.yml")
        if provider is not None:
            providers[folder.name] = provider
    return Present(paths, notes, frozenset(withdrawn), providers)


@dataclass(frozen=True, slots=True)
class Gone:
    """Records that the table no longer names: their paths, and how many belong to providers that it does not name."""

    paths: tuple[str, ...]
    elsewhere: int


def find_gone(seen: Set[str], present: Present, source: str) -> Gone:
    """Return the records that an import of this source once made and that are not `seen` now, nor withdrawn."""
    imported = {uuid for uuid, noted in present.base.items() if noted.source == source and uuid in present.paths}
    named = {present.folder_of(uuid) for uuid in seen}
    gone = imported - seen - present.withdrawn
    here = tuple(sorted(present.paths[uuid] for uuid in gone if present.folder_of(uuid) in named))
    return Gone(here, len(gone) - len(here))


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
