"""Find the record files below the providers folder, and everything there that is not one."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Location, Severity, define_rule
from generator.records.scalars import IDENTIFIER
from generator.records.source import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NO_PROVIDER = define_rule(
    "FIL005",
    Severity.ERROR,
    "A provider folder without provider.yml",
    reason="Offers belong to a provider; without its record nobody stands behind them.",
    remedy="Write provider.yml in this folder, or move the offers into the right folder.",
)
UNEXPECTED = define_rule(
    "FIL006",
    Severity.ERROR,
    "A file or folder that is no record",
    reason="A file that is never read looks published and is not.",
    remedy="Records are provider.yml and offers/<id>.yml; move or rename the file, or delete it.",
)
BAD_NAME = define_rule(
    "FIL007",
    Severity.ERROR,
    "A file or folder name that cannot be an identifier",
    reason="The name becomes part of a permanent web address.",
    remedy="Use small letters a-z, digits and single hyphens; the ending of records is .yml.",
)
NO_RECORDS = define_rule(
    "FIL008",
    Severity.ERROR,
    "No records",
    reason="A catalogue without a provider publishes nothing.",
    remedy="Name the folder that holds the provider folders with --providers.",
)

_IDENTIFIER = re.compile(IDENTIFIER)


class RecordKind(StrEnum):
    """What a record file describes."""

    PROVIDER = "provider"
    """The organisation of a folder: provider.yml."""
    OFFER = "offer"
    """One offer with its credential: offers/<id>.yml."""


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A record file: what it is, where it is, and how messages call it."""

    kind: RecordKind
    provider: str
    id: str
    path: Path
    shown: str


def discover(providers: Path, shown: str) -> tuple[tuple[RecordFile, ...], tuple[Diagnostic, ...]]:
    """List all record files below a folder in a fixed order, and what does not belong there.

    `shown` is how messages call the folder, such as `providers`.
    """
    items = list(_records_below(providers, shown))
    files = [one for one in items if isinstance(one, RecordFile)]
    found = [one for one in items if isinstance(one, Diagnostic)]
    if not files and not found:
        found.append(Diagnostic(NO_RECORDS, Location(shown), "expected at least one provider folder, got none"))
    return tuple(files), tuple(found)


def _records_below(providers: Path, shown: str) -> Iterator[RecordFile | Diagnostic]:
    if not providers.is_dir():
        return
    entries = _entries(providers, shown)
    if isinstance(entries, Diagnostic):
        yield entries
        return
    for entry in entries:
        yield from _provider_entry(entry, entry.name if shown == "." else f"{shown}/{entry.name}")


def _entries(folder: Path, shown: str) -> list[Path] | Diagnostic:
    """Return what is in a folder, or say why that cannot be told; what is left alone is left out."""
    try:
        os.stat(f"{folder}/.")  # noqa: PTH116 - a Path drops the dot, which asks for the right to enter the folder
        return sorted(entry for entry in folder.iterdir() if not _ignored(entry))
    except OSError as error:
        message = f"expected a folder that may be read and entered, got: {error.strerror}"
        return Diagnostic(UNREADABLE, Location(shown), message, f"Give everybody this right: `chmod a+rx {shown}`.")


def _provider_entry(entry: Path, shown: str) -> Iterator[RecordFile | Diagnostic]:
    if entry.is_symlink() or not entry.is_dir():
        yield Diagnostic(UNEXPECTED, Location(shown), "expected a provider folder, got a file or a link")
        return
    if not _IDENTIFIER.fullmatch(entry.name):
        yield _bad_name(shown, entry.name)
        return
    entries = _entries(entry, shown)
    if isinstance(entries, Diagnostic):
        yield entries
        return
    if entry / "provider.yml" not in entries:
        yield Diagnostic(NO_PROVIDER, Location(shown), f"expected {shown}/provider.yml, got no such file")
    for inside in entries:
        yield from _inside_provider(inside, entry.name, f"{shown}/{inside.name}")


def _inside_provider(entry: Path, provider: str, shown: str) -> Iterator[RecordFile | Diagnostic]:
    if entry.name == "provider.yml":
        yield RecordFile(RecordKind.PROVIDER, provider, provider, entry, shown)
    elif entry.name == "offers" and entry.is_dir() and not entry.is_symlink():
        files = _entries(entry, shown)
        if isinstance(files, Diagnostic):
            yield files
            return
        for file in files:
            yield from _offer_entry(file, provider, f"{shown}/{file.name}")
    else:
        yield Diagnostic(UNEXPECTED, Location(shown), f"expected provider.yml or the folder offers, got `{entry.name}`")


def _offer_entry(file: Path, provider: str, shown: str) -> Iterator[RecordFile | Diagnostic]:
    if file.is_dir() or file.suffix not in (".yml", ".yaml"):
        yield Diagnostic(UNEXPECTED, Location(shown), f"expected a record <id>.yml, got `{file.name}`")
    elif file.suffix == ".yaml" or not _IDENTIFIER.fullmatch(file.stem):
        yield _bad_name(shown, file.name)
    else:
        yield RecordFile(RecordKind.OFFER, provider, file.stem, file, shown)


def _bad_name(shown: str, name: str) -> Diagnostic:
    message = f"expected a name of small letters, digits and hyphens, got `{name}`"
    return Diagnostic(BAD_NAME, Location(shown), message, _better_name(name))


def _better_name(name: str) -> str:
    """Suggest the name that was most likely meant."""
    stem, dot, ending = name.rpartition(".")
    plain = unicodedata.normalize("NFKD", (stem if dot else ending).casefold().replace("ł", "l"))
    words = re.findall(r"[a-z0-9]+", "".join(one for one in plain if not unicodedata.combining(one)))
    return f"Rename it to `{'-'.join(words)}{'.yml' if dot else ''}`." if words else ""


def _ignored(entry: Path) -> bool:
    """Tell whether a file is left alone: hidden files, notes for people, the published addresses."""
    return entry.name.startswith(".") or entry.name in ("README.md", "addresses.lock")
