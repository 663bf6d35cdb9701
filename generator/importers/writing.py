"""Write records as commented YAML files: all of them or none, and never over a file that says something else."""

from __future__ import annotations

import re
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.errors import UsageError
from generator.importers.cells import clean
from generator.importers.remarks import Fate
from generator.records.layout import as_block
from generator.records.offer import Offer
from generator.records.reader import read_as
from generator.records.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importers.mapping import Mapping
    from generator.importers.records import MadeRecord

SAMPLE_BASE = "https://registry.example.org"
"""Where records name their schema if they are imported outside a registry."""
_UUID = re.compile(r"^uuid: *[\"']?([0-9a-f-]{36})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RecordText:
    """A file to write: its path below the providers folder, its text, and the rows that are in it."""

    path: str
    text: str
    rows: tuple[int, ...]
    uuid: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Files to write next to what is in the folder: new ones, equal ones, and those in the way of others."""

    new: tuple[RecordText, ...]
    unchanged: tuple[RecordText, ...]
    occupied: tuple[tuple[RecordText, str], ...]


def record_text(made: MadeRecord, mapping: Mapping, identifier_base: str) -> RecordText:
    """Return the file of a record; raises ValueError if it would not read back as the very same record."""
    path = made.path
    values = _plain(made.record.model_dump(exclude_unset=True))
    text = f"{_header(made, mapping, identifier_base)}\n{as_block(values)}"
    record, _, found = read_as(type(made.record), Source(path, text))
    if record != made.record:
        raise ValueError(f"its text does not read back: {found[0].message if found else path}")
    return RecordText(path, text, made.rows, made.record.uuid)


def _header(made: MadeRecord, mapping: Mapping, identifier_base: str) -> str:
    schema = "offer" if isinstance(made.record, Offer) else "provider"
    rows = ", ".join(map(str, made.rows))
    lines = [
        f"yaml-language-server: $schema={identifier_base}/data/v1/schema/{schema}.json",
        f"Imported from: {mapping.source.name}, row {rows}. The provider has not confirmed it.",
        *(
            f"Not placed: {remark.column} “{remark.value}”: {remark.reason}"
            for remark in made.remarks
            if remark.fate is Fate.NOT_PLACED
        ),
    ]
    return "".join(f"# {clean(line).text}\n" for line in lines)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, bool | int | date) else str(value)


def compare(texts: Sequence[RecordText], target: Path) -> Comparison:
    """Compare files with what a providers folder holds; nothing there is ever replaced."""
    _check_target(target)
    new, unchanged, occupied = [], [], []
    foreign = {text.path.split("/")[0] for text in texts if _holds_another_provider(text, target)}
    for text in texts:
        there = _content(target / text.path)
        if text.path.split("/")[0] in foreign:
            occupied.append((text, "the folder belongs to another provider"))
        elif there is None:
            new.append(text)
        elif there == text.text.encode():
            unchanged.append(text)
        else:
            occupied.append((text, "the file exists and says something else"))
    return Comparison(tuple(new), tuple(unchanged), tuple(occupied))


def _holds_another_provider(text: RecordText, target: Path) -> bool:
    there = _content(target / text.path) if text.path.endswith("/provider.yml") else None
    found = _UUID.search(there.decode("utf-8", "replace")) if there is not None else None
    return found is not None and found[1] != text.uuid


def _content(file: Path) -> bytes | None:
    if not file.exists() and not file.is_symlink():
        return None
    try:
        return file.read_bytes() if file.is_file() and not file.is_symlink() else b""
    except OSError:
        return b""


def _check_target(target: Path) -> None:
    if (target.exists() or target.is_symlink()) and not target.is_dir():
        raise UsageError(f"expected a folder, got the file {target}", remedy="Name a folder with --to.")


def write(texts: Sequence[RecordText], target: Path) -> None:
    """Write new files below a folder: first all beside it, then each in its place; on an error none stays.

    Raises UsageError if the folder cannot be written to.
    """
    if not texts:
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".import-", dir=target.parent))
    except OSError as error:
        raise _cannot_write(target, error) from error
    try:
        for text in texts:
            file = stage / text.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.text.encode())
        _move(texts, stage, target)
    except OSError as error:
        raise _cannot_write(target, error) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _cannot_write(target: Path, error: OSError) -> UsageError:
    message = f"expected a folder that can be written to, got: {target}: {error.strerror}; nothing was written"
    return UsageError(message, remedy="Name another folder with --to, or make this one writable.")


def _move(texts: Sequence[RecordText], stage: Path, target: Path) -> None:
    """Put the staged files in their places; whatever interrupts this, what was moved is taken away again."""
    moved: list[Path] = []
    folders: list[Path] = []
    try:
        for text in texts:
            file = target / text.path
            _make_folders(file.parent, folders)
            (stage / text.path).rename(file)
            moved.append(file)
    except BaseException:
        for file in moved:
            file.unlink(missing_ok=True)
        for folder in reversed(folders):
            with suppress(OSError):  # somebody else put a file into it meanwhile
                folder.rmdir()
        raise


def _make_folders(folder: Path, made: list[Path]) -> None:
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir()
        made.append(one)
