"""From files to records: broken ones become findings with a place, never an exception."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.checks.record_rules import check_record
from generator.diagnostics import Diagnostic, Severity
from generator.records.discover import RecordFile, RecordKind
from generator.records.offer import Offer
from generator.records.reader import MOST_FINDINGS, Reading, read_text
from generator.records.source import Source, decode

SAMPLE = Path(__file__).parents[1] / "providers/nadwarcianska/offers/python-for-measurements.yml"
TEXT = SAMPLE.read_text(encoding="utf-8")
LINES = TEXT.splitlines(keepends=True)
FILE = RecordFile(RecordKind.OFFER, "nadwarcianska", SAMPLE.stem, SAMPLE, "record.yml")
VALUES = st.sampled_from(
    ["", " 7", " x", " []", " {}", " [1]", " {a: b}", " 2027-13-45", " not_stated", " '", " ~", " <b>"]
)


def read(text: str) -> Reading:
    return read_text(FILE, Source("record.yml", text))


def check(text: str) -> list[str]:
    """Read a record and apply its rules; return what was found as `line:column code`."""
    reading = read(text)
    found = list(reading.diagnostics)
    assert (reading.record is not None) or any(one.severity is Severity.ERROR for one in found)
    if reading.record is not None and reading.document is not None:
        found += check_record(FILE, reading.record, reading.document)
    height = len(Source("record.yml", text).lines)
    assert all(1 <= one.location.line <= height for one in found)
    return [f"{one.location.line}:{one.location.column} {one.rule.code}" for one in found]


def test_sample_is_read_whole() -> None:
    reading = read(TEXT)
    assert reading.diagnostics == ()
    assert isinstance(reading.record, Offer)
    assert check(TEXT) == []


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(LINES) - 1), st.integers(0, len(LINES) - 1))
def test_record_with_a_part_cut_out_is_read_or_refused(first: int, last: int) -> None:
    check("".join([*LINES[: min(first, last)], *LINES[max(first, last) :]]))


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(TEXT)), st.text(max_size=3))
def test_record_with_characters_put_in_is_read_or_refused(position: int, characters: str) -> None:
    check(TEXT[:position] + characters + TEXT[position:])


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.sampled_from([number for number, line in enumerate(LINES) if ":" in line]), VALUES)
def test_record_with_another_value_is_read_or_refused(number: int, value: str) -> None:
    key = LINES[number].partition(":")[0]
    check("".join([*LINES[:number], f"{key}:{value}\n", *LINES[number + 1 :]]))


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.sampled_from(range(len(LINES))), st.sampled_from(range(len(LINES))))
def test_record_with_two_lines_exchanged_is_read_or_refused(one: int, other: int) -> None:
    lines = list(LINES)
    lines[one], lines[other] = lines[other], lines[one]
    check("".join(lines))


def test_misspelt_required_key_is_reported_once() -> None:
    found = check(TEXT.replace("\ntitle:", "\ntitel:", 1))
    assert [one.split()[1] for one in found] == ["REC001"]


def test_key_without_value_is_reported_once() -> None:
    found = check(TEXT.replace("\nuuid: 9", "\nuuid: # 9", 1))
    assert [one.split()[1] for one in found] == ["YML007"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "more",
    [
        "".join(f"key-{number}: x\n" for number in range(15_000)),
        "accessibility: [" + ", ".join(f"code {number}" for number in range(15_000)) + "]\n",
        "formerly: [" + ", ".join("Ä" for _ in range(40_000)) + "]\n",
        "runs: [" + ", ".join("{id: a, start: 2027-01-02, end: 2027-01-01}" for _ in range(5_000)) + "]\n",
        "target_groups: {" + ", ".join(f"x{a}{b}: y" for a in "abcdefgh" for b in "abcdefgh" * 300) + "}\n",
    ],
    ids=["unknown keys", "unknown codes", "wrong values", "wrong dates", "languages"],
)
def test_very_many_problems_are_found_in_time(more: str) -> None:
    head = "id: python-for-measurements\nuuid: 93112f31-a6c2-495b-8707-6a7143e1bb4e\nkind: learning-opportunity\n"
    begun = time.process_time()
    found = check(head + "title: {en: A}\n" + more)
    assert time.process_time() - begun < 5
    assert MOST_FINDINGS <= len(found) <= 2 * MOST_FINDINGS + 2


def test_an_image_is_not_taken_for_a_wrong_encoding() -> None:
    found = decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "providers/p/offers/picture.yml")
    assert isinstance(found, Diagnostic)
    assert (found.rule.code, found.location.line) == ("FIL001", 1)
    assert "delete it" in str(found.remedy)
