"""Begin a new version of a credential: the present one is frozen in a file of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from generator.errors import UsageError
from generator.records.credential import CredentialRecord
from generator.records.edit import EditError, edited
from generator.records.reader import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.records.discover import RecordFile
    from generator.records.source import Source
    from generator.records.yaml import Document

_ORDER = tuple(CredentialRecord.model_fields)


@dataclass(frozen=True, slots=True)
class NewVersion:
    """The text of the version that is frozen, under its number, and that of the present one."""

    frozen: str
    number: int
    present: str


def new_version(file: RecordFile, source: Source, starts: date, changes: Mapping[str, str]) -> NewVersion:
    """Freeze the present version of a credential and begin the next one on a day.

    The frozen text is that of the file, with the last day of validity added if it says none or a later one. In the
    present one the number, the first day and the changes are new. Raises UsageError if that cannot be done.
    """
    reading = read_text(file, source)
    if not isinstance(reading.record, CredentialRecord) or reading.document is None:
        message = f"expected a credential that can be read, got {file.shown} with {reading.diagnostics[0].message}"
        raise UsageError(message, remedy=f"Run `catalogue check {file.shown}` and mend the file first.")
    record, last = reading.record, starts - timedelta(days=1)
    if record.valid_from is not None and starts <= record.valid_from:
        message = f"expected a day after {record.valid_from}, when the present version begins, got {starts}"
        raise UsageError(message, remedy="Name the first day of the new version with --from.")
    ends = min(record.valid_until, last) if record.valid_until is not None else last
    values = dict(_written(reading.document))
    frozen = _changed(reading.document, {**values, "valid_until": ends}, file)
    wanted = {**values, "version": record.version + 1, "valid_from": starts, "changes": dict(changes)}
    left_out = {"valid_until", *([] if changes else ["changes"])}
    present = _changed(reading.document, {key: one for key, one in wanted.items() if key not in left_out}, file)
    return NewVersion(frozen, record.version, present)


def _written(document: Document) -> Mapping[str, Any]:
    assert isinstance(document.value, dict)  # noqa: S101 - it was read as a record
    return document.value


def _changed(document: Document, wanted: Mapping[str, Any], file: RecordFile) -> str:
    """Return the text with other values; a key that is new goes where the model has it among those that are there."""
    keys = [key for key in _written(document) if key in wanted]
    for key in (one for one in _ORDER if one in wanted and one not in keys):
        before = [one for one in _ORDER[: _ORDER.index(key)] if one in keys]
        keys.insert(keys.index(before[-1]) + 1 if before else 0, key)
    try:
        return edited(document, {key: wanted[key] for key in keys})
    except EditError as error:
        message = f"expected a file that can be changed in place, got {file.shown}: {error}"
        raise UsageError(message, remedy="Write the keys on lines of their own.") from None
