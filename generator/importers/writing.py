"""Write records as commented YAML files: all of them or none."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.errors import UsageError
from generator.importers.cells import clean
from generator.importers.present import content_of
from generator.importers.remarks import Fate
from generator.records.discover import RecordKind
from generator.records.layout import as_block
from generator.records.offer import Offer
from generator.records.reader import read_as
from generator.records.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping as Values
    from collections.abc import Sequence

    from generator.importers.comparing import FileChange
    from generator.importers.mapping import Mapping
    from generator.importers.records import MadeRecord

SAMPLE_BASE = "https://registry.example.org"
"""Where records name their schema if they are imported outside a registry."""


@dataclass(frozen=True, slots=True)
class RecordText:
    """A record as a file: its path below the providers folder, its text, and the rows that are in it.

    `values` are those of the text, `notes` its comment lines about values that could not be placed.
    """

    path: str
    kind: RecordKind
    text: str
    rows: tuple[int, ...]
    uuid: str
    source: str = ""
    values: Values[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def record_text(made: MadeRecord, mapping: Mapping, identifier_base: str) -> RecordText:
    """Return the file of a record; raises ValueError if it would not read back as the very same record."""
    path = made.path
    values = _yaml_values(made.record.model_dump(exclude_unset=True))
    notes = tuple(
        _comment(f"Not placed: {remark.column} “{remark.value}”: {remark.reason}")
        for remark in made.remarks
        if remark.fate is Fate.NOT_PLACED
    )
    head = "".join(f"{line}\n" for line in (*_header(made, mapping, identifier_base), *notes))
    text = f"{head}\n{as_block(values)}"
    record, _, found = read_as(type(made.record), Source(path, text))
    if record != made.record:
        raise ValueError(f"its text does not read back: {found[0].message if found else path}")
    kind = RecordKind.OFFER if isinstance(made.record, Offer) else RecordKind.PROVIDER
    return RecordText(path, kind, text, made.rows, made.record.uuid, mapping.source.address or "", values, notes)


def _header(made: MadeRecord, mapping: Mapping, identifier_base: str) -> tuple[str, str]:
    schema = "offer" if isinstance(made.record, Offer) else "provider"
    return (
        _comment(f"yaml-language-server: $schema={identifier_base}/data/v1/schema/{schema}.json"),
        _comment(f"Imported from: {mapping.source.name}. The provider has not confirmed it."),
    )


def _comment(line: str) -> str:
    return f"# {clean(line).text}"


def _yaml_values(value: Any) -> Any:
    """Return the values of a record as YAML has them: texts, truth values, whole numbers, days, lists and mappings."""
    if isinstance(value, dict):
        return {key: _yaml_values(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_yaml_values(inner) for inner in value]
    return value if isinstance(value, bool | int | date) else str(value)


def write(files: Sequence[FileChange], target: Path) -> None:
    """Write files below a folder: first all beside it, then each in its place; on an error all is as it was.

    Raises UsageError if the folder cannot be written to, or a file is no longer what it was when it was compared.
    """
    if not files:
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".import-", dir=target.parent))
    except OSError as error:
        raise _cannot_write(target, error) from error
    try:
        for one in files:
            file = stage / one.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(one.text.encode())
            if one.before is not None:
                shutil.copymode(target / one.path, file)
        _move(files, stage, target)
    except OSError as error:
        raise _cannot_write(target, error) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _cannot_write(target: Path, error: OSError) -> UsageError:
    message = f"expected a folder that can be written to, got: {target}: {error.strerror}; nothing was written"
    return UsageError(message, remedy="Name another folder with --to, or make this one writable.")


def _move(files: Sequence[FileChange], stage: Path, target: Path) -> None:
    """Put the staged files in their places; whatever interrupts this, everything is put back as it was."""
    moved: list[FileChange] = []
    folders: list[Path] = []
    try:
        for one in files:
            file = target / one.path
            _make_folders(file.parent, folders)
            if content_of(file) != one.before:
                message = f"expected {file} as it was when it was compared, got another content; nothing was written"
                raise UsageError(message, remedy="Import again when nobody else changes the records.")
            moved.append(one)
            (stage / one.path).rename(file)
    except BaseException:
        for one in moved:
            _put_back(one, stage, target)
        for folder in reversed(folders):
            with suppress(OSError):  # somebody else put a file into it meanwhile
                folder.rmdir()
        raise


def _put_back(one: FileChange, stage: Path, target: Path) -> None:
    file = target / one.path
    if one.before is None:
        file.unlink(missing_ok=True)
    elif content_of(file) != one.before:
        former = stage / one.path
        former.write_bytes(one.before)
        shutil.copymode(file, former)
        former.replace(file)


def _make_folders(folder: Path, made: list[Path]) -> None:
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir()
        made.append(one)
