"""Compare the records of an import with what is in the providers folder, and decide what is to be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.errors import UsageError
from generator.importers.base import NAME, Noted, base_text
from generator.importers.merging import Kept, Outdated, merge_record, without_row
from generator.importers.present import Present, content_of, uuid_of
from generator.importers.stage import FileChange
from generator.records.discover import RecordKind
from generator.records.edit import EditError, as_written, edited
from generator.records.offer import Offer
from generator.records.provider import Provider
from generator.records.reader import read_as
from generator.records.source import Source, decode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from generator.importers.writing import RecordText
    from generator.records.yaml import Document

_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Occupied:
    """A record that was not written, the rows that are in it, and why."""

    path: str
    kind: RecordKind
    rows: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """An imported offer that somebody deleted by hand, and the UUID under which its note stands."""

    path: str
    uuid: str


@dataclass
class Comparison:
    """What an import would do: new and changed files, what stays as it is and why, and its own notes."""

    new: list[FileChange] = field(default_factory=list)
    changed: list[FileChange] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    occupied: list[Occupied] = field(default_factory=list)
    deleted: list[Deleted] = field(default_factory=list)
    kept: list[tuple[str, Kept]] = field(default_factory=list)
    outdated: list[tuple[str, Outdated]] = field(default_factory=list)
    notes: list[FileChange] = field(default_factory=list)

    @property
    def files(self) -> list[FileChange]:
        """Return every file to write."""
        return [*self.new, *self.changed, *self.notes]


class _OccupiedError(Exception):
    """A file keeps a record out; the text says why."""


def compare(texts: Sequence[RecordText], target: Path, present: Present, *, update: bool = False) -> Comparison:
    """Compare records with what a providers folder holds; without `update` nothing there is ever changed."""
    _check_target(target)
    result = Comparison()
    noted: dict[str, dict[str, Noted]] = {}
    foreign = {text.folder for text in texts if _holds_another_provider(text, target)}
    inhabited = {text.folder for text in texts if text.kind is RecordKind.OFFER and not present.was_deleted(text.uuid)}
    for text in texts:
        try:
            if text.folder in foreign:
                raise _OccupiedError("the folder belongs to another provider")
            is_needed = text.kind is RecordKind.PROVIDER and text.folder in inhabited
            if present.was_deleted(text.uuid) and not is_needed and content_of(target / text.path) is None:
                result.deleted.append(Deleted(text.path, text.uuid))
                continue
            one = _compare_one(text, target, present.base.get(text.uuid), result, update=update)
        except _OccupiedError as reason:
            result.occupied.append(Occupied(text.path, text.kind, text.rows, str(reason)))
            continue
        noted.setdefault(text.folder, {})[text.uuid] = one
    for folder, records in noted.items():
        _note(folder, records, target, present, result)
    return result


def _noted(text: RecordText) -> Noted:
    values: Any = as_written(without_row(text.values))
    return Noted(text.uuid, text.source, values, text.notes)


def _note(folder: str, records: Mapping[str, Noted], target: Path, present: Present, result: Comparison) -> None:
    """Write down what this import gave, beside what stands there about records that it does not know."""
    path = f"{folder}/{NAME}"
    before = content_of(target / path)
    text = base_text({**present.noted_for(folder), **records}.values())
    if before != text.encode():
        result.notes.append(FileChange(path, before, text))


def _compare_one(text: RecordText, target: Path, base: Noted | None, result: Comparison, *, update: bool) -> Noted:
    """Compare a record with its file, and return what to note about it."""
    before = content_of(target / text.path)
    if before is None:
        result.new.append(FileChange(text.path, None, text.text))
        return _noted(text)
    document = _document(text, before)
    values = document.value
    assert isinstance(values, dict)  # noqa: S101 - it fits the model of a record
    if values.get("uuid") != text.uuid:
        raise _OccupiedError("the file exists and holds another record")
    same = without_row(values) == as_written(without_row(text.values))
    if not update and not same:
        raise _OccupiedError("the file exists and says something else; --update brings it up to date")
    new, noted = _updated(text, document, base, result) if update else (document.source.text, base or _noted(text))
    if new == document.source.text:
        result.unchanged.append(text.path)
        return noted
    mark = _MARK if before.startswith(_MARK.encode()) else ""
    result.changed.append(FileChange(text.path, before, mark + new))
    return noted


def _document(text: RecordText, before: bytes) -> Document:
    source = decode(before, text.path)
    document = None
    if isinstance(source, Source):
        record, document, _ = read_as(_model(text), source)
        document = document if record is not None else None
    if document is None:
        raise _OccupiedError("the file exists and cannot be read as a record; `catalogue check` says why")
    return document


def _model(text: RecordText) -> type[Offer] | type[Provider]:
    return Provider if text.kind is RecordKind.PROVIDER else Offer


def _updated(text: RecordText, document: Document, base: Noted | None, result: Comparison) -> tuple[str, Noted]:
    """Return the text of a record with what the table changed, and what to note about it."""
    assert isinstance(document.value, dict)  # noqa: S101 - it fits the model of a record
    known, unknown = (base.values, base.unknown) if base else (None, ())
    merged = merge_record(known, document.value, text.values, unknown=unknown, together=text.together)
    try:
        new = edited(document, merged.values)
    except EditError as error:
        raise _OccupiedError(f"it cannot be changed in place: {error}") from None
    record, _, found = read_as(_model(text), Source(text.path, new))
    if record is None:
        raise _OccupiedError(f"with the table's values it would be no sound record: {found[0].message}")
    result.kept += [(text.path, one) for one in merged.kept]
    result.outdated += [(text.path, one) for one in merged.outdated]
    noted = Noted(text.uuid, text.source, merged.noted, text.notes, merged.unknown)
    return (_with_notes(new, base.notes, text.notes) if base else new), noted


def _with_notes(text: str, old: Sequence[str], new: Sequence[str]) -> str:
    """Bring the comment lines that imports wrote about lost values up to date; those of people stay."""
    if set(old) == set(new):
        return text
    lines = text.splitlines(keepends=True)
    head = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    gone = set(old) - set(new)
    kept = [line for line in lines[:head] if line.rstrip("\r\n") not in gone]
    end = "\r\n" if "\r\n" in text else "\n"
    there = {line.rstrip("\r\n") for line in kept}
    return "".join([*kept, *(f"{note}{end}" for note in new if note not in there), *lines[head:]])


def _holds_another_provider(text: RecordText, target: Path) -> bool:
    there = uuid_of(content_of(target / text.path)) if text.kind is RecordKind.PROVIDER else None
    return there is not None and there != text.uuid


def _check_target(target: Path) -> None:
    if (target.exists() or target.is_symlink()) and not target.is_dir():
        raise UsageError(f"expected a folder, got the file {target}", remedy="Name a folder with --to.")
