"""Begin a record: where its file belongs, and its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.authoring.commented import commented_record
from generator.authoring.questions import first_values
from generator.errors import UsageError
from generator.records.discover import RecordFile, RecordKind, record_place
from generator.records.mending import new_uuid

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.wording import Reader

KINDS = tuple(kind for kind in RecordKind if record_place(kind, "", ""))
"""The kinds of record that have a file each."""


def record_file(kind: RecordKind, key: str, providers: Path, shown: str) -> RecordFile:
    """Return the file that a new record will have, by its key `<provider>/<id>`, or `<provider>` for a provider.

    Raises UsageError if there is no folder of a provider for it yet.
    """
    provider, _, record_id = key.partition("/")
    record_id = record_id or provider
    place = record_place(kind, provider, record_id) or ""
    if kind is not RecordKind.PROVIDER and not (providers / provider / "provider.yml").is_file():
        message = f"expected a provider that has a record, got {provider}: there is no {shown}/{provider}/provider.yml"
        raise UsageError(message, remedy=f"Begin with the provider: catalogue new provider {provider}")
    return RecordFile(kind, provider, record_id, providers / place, f"{shown}/{place}")


def begun_record(file: RecordFile, answers: Mapping[str, Any], *, identifier_base: str, reader: Reader) -> str:
    """Return the text of a new record that states what was answered and explains every other key."""
    values = first_values(file.kind, {"id": file.id, "uuid": new_uuid(), **answers})
    return commented_record(file.kind, values, identifier_base=identifier_base, new_uuid=new_uuid, reader=reader)
