"""Where records name organisations: one table for the rules, the summaries and the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.records.discover import RecordKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.records.statement import Statement

_CREDENTIAL = (
    "awarded_by.*",
    "assessed_by.*",
    "validated_by.*",
    "certified_by.*",
    "workload.credits.recommended_by",
    "issuing.issuer",
    "issuing.sealed_by",
)

ORGANISATIONS: Mapping[RecordKind, tuple[str, ...]] = {
    RecordKind.OFFER: (
        *(f"credential.{path}" for path in _CREDENTIAL),
        "delivered_by.*",
        "co_creators.*.organisation",
        "co_financed_by.*.funder",
        "prerequisites.conditions.*.organisations.*",
        "who_can_join.partners.*",
        "recognition.*.receiver",
    ),
    RecordKind.PROVIDER: ("alliances.*", "admission.merged_into"),
    RecordKind.CREDENTIAL: _CREDENTIAL,
    RecordKind.PATHWAY: ("receiver", "leads_to.organisation"),
    RecordKind.RECOGNITION: (),
    RecordKind.SUPPORT: ("funder",),
    RecordKind.ORGANISATIONS: (),
}
"""Path of an organisation's id (`*` for a place in a list), by kind of record."""

_STEPS = {kind: tuple(tuple(path.split(".")) for path in paths) for kind, paths in ORGANISATIONS.items()}


def named_organisations(kind: RecordKind, record: Statement) -> frozenset[str]:
    """Return the ids of all organisations that a record names."""
    return frozenset(name for steps in _STEPS[kind] for name in _values(record, steps))


def _values(value: Any, steps: tuple[str, ...]) -> Iterator[str]:
    if not value:
        return
    if not steps:
        yield value
    elif steps[0] == "*":
        for entry in value:
            yield from _values(entry, steps[1:])
    else:
        yield from _values(getattr(value, steps[0]), steps[1:])
