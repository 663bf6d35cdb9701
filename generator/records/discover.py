"""Find the record files below the providers folder, and everything there that is not one."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Location, Severity, define_rule
from generator.records.scalars import FILE_NAME, IDENTIFIER
from generator.records.source import UNREADABLE
from generator.wording import NOTHING, Wording, either, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    remedy="The folder of a provider holds provider.yml and folders with records, such as offers/<id>.yml; beside the "
    "folders of providers stands organisations.yml. Move or rename the file, or delete it.",
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
NO_PRESENT_VERSION = define_rule(
    "FIL009",
    Severity.ERROR,
    "Earlier versions of a credential without the present one",
    reason="The page of an earlier version leads to the present one; without it holders end nowhere.",
    remedy="Write the present version beside the folder, or move the newest of the earlier ones there.",
)

WAIVERS = "waivers.yml"
"""The file with exceptions from rules, beside the folders of the providers."""

_IDENTIFIER = re.compile(IDENTIFIER)
_PICTURE = re.compile(FILE_NAME)
_VERSION = re.compile(r"[1-9][0-9]{0,5}")
ORGANISATIONS = "organisations.yml"
"""The file beside the folders of providers."""


class RecordKind(StrEnum):
    """What a record file describes."""

    PROVIDER = "provider"
    """The organisation of a folder: provider.yml."""
    OFFER = "offer"
    """One offer with its credential, or the name of one: offers/<id>.yml."""
    CREDENTIAL = "credential"
    """A credential of its own: credentials/<id>.yml, its earlier versions in credentials/<id>/<version>.yml."""
    PATHWAY = "pathway"
    """How several credentials stack up to something larger: pathways/<id>.yml."""
    RECOGNITION = "recognition"
    """What the organisation of the folder does with credentials, as their receiver: recognition/<id>.yml."""
    SUPPORT = "support"
    """Support that learners can ask for: support/<id>.yml."""
    ORGANISATIONS = "organisations"
    """All organisations that are only referred to: organisations.yml beside the folders of providers."""


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A record file: what it is, where it is, and how messages call it.

    `version` is the number in the name of an earlier version of a credential; all other files have none. The file of
    organisations belongs to no provider.
    """

    kind: RecordKind
    provider: str
    id: str
    path: Path
    shown: str
    version: int | None = None

    @property
    def key(self) -> str:
        """Return `<provider>/<id>`, and the version where the name has one: what no other file of its kind has."""
        return f"{self.provider}/{self.id}" + (f"/{self.version}" if self.version is not None else "")


def discover(providers: Path, shown: str) -> tuple[tuple[RecordFile, ...], tuple[Diagnostic, ...]]:
    """List all record files below a folder in a fixed order, and what does not belong there.

    `shown` is how messages call the folder, such as `providers`.
    """
    items = list(_records_below(providers, shown))
    files = [one for one in items if isinstance(one, RecordFile)]
    found = [one for one in items if isinstance(one, Diagnostic)]
    if not files and not found:
        message = say("expected at least one provider folder, got none")
        found.append(Diagnostic(NO_RECORDS, Location(shown), message))
    return tuple(files), tuple(found)


def _records_below(providers: Path, shown: str) -> Iterator[RecordFile | Diagnostic]:
    if not providers.is_dir():
        return
    entries = _entries(providers, shown)
    if isinstance(entries, Diagnostic):
        yield entries
        return
    for entry in (one for one in entries if one.name != WAIVERS):
        yield from records_of_entry(entry, entry.name if shown == "." else f"{shown}/{entry.name}")


def _entries(folder: Path, shown: str) -> list[Path] | Diagnostic:
    """Return what is in a folder, or say why that cannot be told; what is left alone is left out."""
    try:
        os.stat(f"{folder}/.")  # noqa: PTH116 - a Path drops the dot, which asks for the right to enter the folder
        return sorted(entry for entry in folder.iterdir() if not _ignored(entry))
    except OSError as error:
        reason = Wording(error.strerror or type(error).__name__)
        message = say("expected a folder that may be read and entered, got: {reason}", reason=reason)
        fix = say("Give everybody this right: `{command}`.", command=f"chmod a+rx {shown}")
        return Diagnostic(UNREADABLE, Location(shown), message, fix)


def records_of_entry(entry: Path, shown: str) -> Iterator[RecordFile | Diagnostic]:
    """Yield the record files of one entry of the folder of all records, mostly those of a provider."""
    if entry.name == ORGANISATIONS and not entry.is_dir():
        yield RecordFile(RecordKind.ORGANISATIONS, "", entry.stem, entry, shown)
        return
    if entry.is_symlink() or not entry.is_dir():
        yield Diagnostic(
            UNEXPECTED, Location(shown), say("expected a provider folder or organisations.yml, got a file or a link")
        )
        return
    if not _IDENTIFIER.fullmatch(entry.name):
        yield _bad_name(shown, entry.name)
        return
    entries = _entries(entry, shown)
    if isinstance(entries, Diagnostic):
        yield entries
        return
    if entry / "provider.yml" not in entries:
        yield Diagnostic(NO_PROVIDER, Location(shown), _no_such_file(f"{shown}/provider.yml"))
    for inside in entries:
        yield from _inside_provider(inside, entry.name, f"{shown}/{inside.name}")


def _inside_provider(entry: Path, provider: str, shown: str) -> Iterator[RecordFile | Diagnostic]:
    if entry.name == "provider.yml":
        yield RecordFile(RecordKind.PROVIDER, provider, provider, entry, shown)
    elif is_picture_name(entry.name):
        return  # see `pictures`
    elif entry.name in _ENTRIES_OF_FOLDER and entry.is_dir() and not entry.is_symlink():
        files = _entries(entry, shown)
        if isinstance(files, Diagnostic):
            yield files
            return
        for file in files:
            yield from _ENTRIES_OF_FOLDER[entry.name](file, provider, f"{shown}/{file.name}")
    else:
        folders = either(sorted(_ENTRIES_OF_FOLDER))
        message = say(
            "expected provider.yml or one of the folders {folders}, got `{name}`", folders=folders, name=entry.name
        )
        yield Diagnostic(UNEXPECTED, Location(shown), message)


def _offer_entry(file: Path, provider: str, shown: str) -> Iterator[RecordFile | Diagnostic]:
    if not is_picture_name(file.name):
        yield _record_entry(file, RecordKind.OFFER, provider, shown)


def _credential_entry(entry: Path, provider: str, shown: str) -> Iterator[RecordFile | Diagnostic]:
    if not entry.is_dir() or entry.is_symlink():
        yield _record_entry(entry, RecordKind.CREDENTIAL, provider, shown)
        return
    if not _IDENTIFIER.fullmatch(entry.name):
        yield _bad_name(shown, entry.name)
        return
    files = _entries(entry, shown)
    if isinstance(files, Diagnostic):
        yield files
        return
    if not entry.with_name(f"{entry.name}.yml").exists():
        yield Diagnostic(NO_PRESENT_VERSION, Location(shown), _no_such_file(f"{shown}.yml"))
    for file in files:
        yield _version_entry(file, provider, f"{shown}/{file.name}")


def _version_entry(file: Path, provider: str, shown: str) -> RecordFile | Diagnostic:
    if file.is_dir() or file.suffix != ".yml" or not _VERSION.fullmatch(file.stem):
        message = say("expected an earlier version named by its number, such as 1.yml, got `{name}`", name=file.name)
        return Diagnostic(UNEXPECTED, Location(shown), message)
    return RecordFile(RecordKind.CREDENTIAL, provider, file.parent.name, file, shown, int(file.stem))


def _record_entry(file: Path, kind: RecordKind, provider: str, shown: str) -> RecordFile | Diagnostic:
    if file.is_dir() or file.suffix not in (".yml", ".yaml"):
        return Diagnostic(UNEXPECTED, Location(shown), say("expected a record <id>.yml, got `{name}`", name=file.name))
    if file.suffix == ".yaml" or not _IDENTIFIER.fullmatch(file.stem):
        return _bad_name(shown, file.name)
    return RecordFile(kind, provider, file.stem, file, shown)


def _of_kind(kind: RecordKind) -> Callable[[Path, str, str], Iterator[RecordFile | Diagnostic]]:
    """Return what reads an entry of a folder in which each record is one file."""

    def entry_of_folder(file: Path, provider: str, shown: str) -> Iterator[RecordFile | Diagnostic]:
        yield _record_entry(file, kind, provider, shown)

    return entry_of_folder


_ENTRIES_OF_FOLDER = {
    "offers": _offer_entry,
    "credentials": _credential_entry,
    "pathways": _of_kind(RecordKind.PATHWAY),
    "recognition": _of_kind(RecordKind.RECOGNITION),
    "support": _of_kind(RecordKind.SUPPORT),
}


def record_place(kind: RecordKind, provider: str, record_id: str) -> str | None:
    """Return where the file of a record belongs, below the folder of all records; None if the kind has one for all."""
    if kind is RecordKind.PROVIDER:
        return f"{provider}/provider.yml"
    for folder, entries in _ENTRIES_OF_FOLDER.items():
        if any(isinstance(one, RecordFile) and one.kind is kind for one in entries(Path("any.yml"), provider, "")):
            return f"{provider}/{folder}/{record_id}.yml"
    return None


def _no_such_file(file: str) -> Wording:
    return say("expected {file}, got no such file", file=file)


def _bad_name(shown: str, name: str) -> Diagnostic:
    message = say("expected a name of small letters, digits and hyphens, got `{name}`", name=name)
    return Diagnostic(BAD_NAME, Location(shown), message, _better_name(name))


def _better_name(name: str) -> Wording:
    """Suggest the name that was most likely meant."""
    stem, dot, ending = name.rpartition(".")
    plain = unicodedata.normalize("NFKD", (stem if dot else ending).casefold().replace("ł", "l"))
    words = re.findall(r"[a-z0-9]+", "".join(one for one in plain if not unicodedata.combining(one)))
    better = f"{'-'.join(words)}{'.yml' if dot else ''}"
    return say("Rename it to `{name}`.", name=better) if words else NOTHING


def is_picture_name(name: str) -> bool:
    """Tell whether a file may be a picture by its name."""
    return _PICTURE.fullmatch(name) is not None


def _ignored(entry: Path) -> bool:
    """Tell whether a file is left alone: hidden files, notes for people, the published addresses."""
    return entry.name.startswith(".") or entry.name in ("README.md", "addresses.lock")
