"""Rules about identifiers inside one record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.places import value_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.records.discover import RecordKind
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.records.credential import CredentialRecord
    from generator.records.discover import RecordFile
    from generator.records.offer import Offer
    from generator.records.pathway import Pathway
    from generator.records.provider import Provider
    from generator.records.recognition import RecognitionStatement
    from generator.records.support import LearnerSupport
    from generator.records.yaml import Document

    SingleRecord = Provider | Offer | CredentialRecord | Pathway | RecognitionStatement | LearnerSupport

OTHER_NAME = define_rule(
    "IDN001",
    Severity.ERROR,
    "The id is not the name of the file or folder",
    reason="The id is part of the web address; a record must be found by it.",
    remedy="Write the name of the file (without .yml) as id; for a provider and for an earlier version of a "
    "credential, the name of its folder.",
)
OWN_FORMER_ID = define_rule(
    "IDN002",
    Severity.ERROR,
    "The record's own id stands among its former ids",
    reason="A former id leads to the present address; from the present id it would lead in a circle.",
    remedy="Delete this entry of `formerly`.",
)
OTHER_VERSION = define_rule(
    "CRD001",
    Severity.ERROR,
    "A version that is not the name of its file",
    reason="Holders find the page of their credential by the number of its version, and editors the file.",
    remedy="Write the number of the file as `version`; leave frozen versions as they were and rename the file.",
)
RUN_TWICE = define_rule(
    "IDN006",
    Severity.ERROR,
    "Two runs have the same id",
    reason="The id of a run is how calendars and feeds tell one run from another.",
    remedy="Give each run its own id, such as 2027-spring and 2027-autumn.",
)


def own_id(file: RecordFile, record: SingleRecord, document: Document) -> Iterator[Diagnostic]:
    """The id equals the name of the file; of a provider or an earlier version of a credential, that of the folder."""
    if record.id != file.id:
        if file.kind is RecordKind.PROVIDER or file.version is not None:
            message = say("expected `{name}` (the name of the folder), got `{id}`", name=file.id, id=record.id)
            fix = say("Write `id: {name}`, or rename the folder if the record was never published.", name=file.id)
        else:
            message = say("expected `{name}` (the name of the file), got `{id}`", name=file.id, id=record.id)
            fix = say("Write `id: {name}`, or rename the file if the record was never published.", name=file.id)
        yield Diagnostic(OTHER_NAME, value_at(document, ("id",)), message, fix)


def own_version(file: RecordFile, record: CredentialRecord, document: Document) -> Iterator[Diagnostic]:
    """The version equals the number in the name of the file; the present version has no number there."""
    if file.version is not None and record.version != file.version:
        message = say(
            "expected version {name} (the name of the file), got {version}", name=file.version, version=record.version
        )
        yield Diagnostic(OTHER_VERSION, value_at(document, ("version",)), message)


def former_ids(
    record: Provider | Offer | Pathway | RecognitionStatement | LearnerSupport, document: Document
) -> Iterator[Diagnostic]:
    """No former id is the present one."""
    for index, former in enumerate(record.formerly):
        if former == record.id:
            message = say("expected an id the record had before, got its present one `{id}`", id=former)
            yield Diagnostic(OWN_FORMER_ID, value_at(document, ("formerly", index)), message)


def run_ids(offer: Offer, document: Document) -> Iterator[Diagnostic]:
    """Each run of an offer has an id of its own."""
    first: dict[str, int] = {}
    for index, run in enumerate(offer.runs):
        if first.setdefault(run.id, index) != index:
            before = value_at(document, ("runs", first[run.id], "id")).line
            message = say(
                "expected an id that no other run has, got `{id}` (first in line {line})", id=run.id, line=before
            )
            yield Diagnostic(RUN_TWICE, value_at(document, ("runs", index, "id")), message)
