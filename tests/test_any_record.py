"""Whatever a record says: it is written and read back without loss, and no mistake in it is more than a finding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.checks.record_rules import check_record
from generator.diagnostics import Severity
from generator.records.discover import RecordFile, RecordKind
from generator.records.layout import as_block
from generator.records.reader import MODELS, read_text
from generator.records.source import Source, decode
from tests.any_record import any_record

KINDS = list(RecordKind)
CALM = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
WRITTEN = st.tuples(st.sampled_from(KINDS), st.integers(0, 10**9)).map(lambda one: (one[0], any_record(*one)))
CUTS = st.tuples(st.floats(0, 1), st.floats(0, 1), st.text(max_size=4))


def a_file(kind: RecordKind, identifier: str) -> RecordFile:
    return RecordFile(kind, "provider", identifier, Path("record.yml"), "record.yml")


def expect_the_same(kind: RecordKind, value: dict[str, Any]) -> None:
    reading = read_text(a_file(kind, str(value.get("id", "record"))), Source("record.yml", as_block(value)))
    assert reading.record is not None, reading.diagnostics
    assert reading.record == MODELS[kind].model_validate(value)


def expect_places(kind: RecordKind, value: dict[str, Any]) -> None:
    """Each node stands where its span says: the text there reads as the node's own value."""
    source = Source("record.yml", as_block(value))
    document = read_text(a_file(kind, "record"), source).document
    assert document is not None
    for path, span in document.spans.items():
        node: Any = document.value
        for step in path:
            node = node[step]
        assert (
            source.lines[span.line - 1][span.column - 1 :][:1] == source.text[span.start : span.start + 1] or not node
        )
        if isinstance(node, str) and "\n" not in source.text[span.start : span.end] and node.isalnum():
            assert source.text[span.start : span.end].strip("'\"") == node


def expect_findings(kind: RecordKind, value: dict[str, Any], cuts: tuple[float, float, str]) -> None:
    """A damaged record is read or refused, and every rule takes it."""
    text = as_block(value)
    first, last = sorted(int(share * len(text)) for share in cuts[:2])
    source = decode(
        (text[:first] + cuts[2] + text[min(last, first + 30) :]).encode("utf-8", "surrogatepass"), "record.yml"
    )
    if not isinstance(source, Source):
        return
    reading = read_text(a_file(kind, "record"), source)
    found = list(reading.diagnostics)
    assert reading.record is not None or any(one.severity is Severity.ERROR for one in found)
    if reading.record is not None and reading.document is not None:
        found += check_record(reading.file, reading.record, reading.document)
    assert all(1 <= one.location.line <= len(source.lines) and str(one.message) and str(one.remedy) for one in found)


@settings(max_examples=1_000, deadline=None, derandomize=True, suppress_health_check=CALM)
@given(WRITTEN)
@pytest.mark.slow
def test_any_record_is_read_as_it_was_written(written: tuple[RecordKind, dict[str, Any]]) -> None:
    expect_the_same(*written)
    expect_places(*written)


@settings(max_examples=1_000, deadline=None, derandomize=True, suppress_health_check=CALM)
@given(WRITTEN, CUTS)
@pytest.mark.slow
def test_any_damaged_record_is_read_or_refused(
    written: tuple[RecordKind, dict[str, Any]], cuts: tuple[float, float, str]
) -> None:
    expect_findings(*written, cuts)


@settings(max_examples=50_000, deadline=None, suppress_health_check=CALM)
@given(WRITTEN)
@pytest.mark.deep
def test_very_many_records_are_read_as_they_were_written(written: tuple[RecordKind, dict[str, Any]]) -> None:
    expect_the_same(*written)
    expect_places(*written)


@settings(max_examples=50_000, deadline=None, suppress_health_check=CALM)
@given(WRITTEN, CUTS)
@pytest.mark.deep
def test_very_many_damaged_records_are_read_or_refused(
    written: tuple[RecordKind, dict[str, Any]], cuts: tuple[float, float, str]
) -> None:
    expect_findings(*written, cuts)


@settings(max_examples=50_000, deadline=None)
@given(st.binary(max_size=300))
@pytest.mark.deep
def test_very_many_bytes_are_read_or_refused(content: bytes) -> None:
    source = decode(content, "record.yml")
    if isinstance(source, Source):
        for kind in KINDS:
            reading = read_text(a_file(kind, "record"), source)
            assert reading.record is not None or reading.diagnostics
