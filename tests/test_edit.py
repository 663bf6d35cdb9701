"""Editing records in place: only what changes is touched, comments stay, and the result says what was wanted."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.records.edit import EditError, _comments, as_written, edited
from generator.records.layout import as_block, as_flow
from generator.records.source import Source
from generator.records.yaml import Document, parse

RECORD = """\
# A course.
id: course   # permanent
title: {pl: Kurs, en: "Course: one"}  # both

# What it costs.
price:
  category: paid
  # since May
  learning:
    amount: "720.00"  # gross
    currency: PLN

field:
- "0688"  # computing
- "0610"
outcomes:
  - text: {pl: Umie}   # first
    kind: skill
  - text:
      pl: |
        Wie.

        Rozumie.
  # the end
last: yes
"""

LEARNING = '  learning:\n    amount: "720.00"  # gross\n    currency: PLN\n'


def document(text: str) -> Document:
    read, found = parse(Source("record.yml", text))
    assert read is not None, found
    return read


def change(text: str, **changes: Any) -> str:
    """Return a record with keys of the root changed; None removes one."""
    before = document(text)
    assert isinstance(before.value, dict)
    wanted = {key: value for key, value in {**before.value, **changes}.items() if value is not None}
    return edited(before, wanted)


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ({}, "", ""),
        ({"id": "other"}, "id: course   #", "id: other   #"),
        ({"last": "a: b"}, "last: yes", "last: 'a: b'"),
        ({"last": "one\n\ntwo"}, "last: yes", "last: |-\n  one\n\n  two"),
        ({"id": "one\ntwo"}, "id: course", 'id: "one\\ntwo"'),
        ({"last": None}, "last: yes\n", ""),
        ({"id": None}, "id: course   # permanent\n", "# permanent\n"),
        ({"title": {"pl": "Kurs", "en": "One, two"}}, '"Course: one"', "'One, two'"),
        ({"title": {"pl": "Kurs"}}, ', en: "Course: one"', ""),
        ({"title": {"en": "Course: one"}}, "pl: Kurs, ", ""),
        ({"title": {"pl": "Kurs", "de": "Kurs", "en": "Course: one"}}, "pl: Kurs", "pl: Kurs, de: Kurs"),
        ({"title": {"de": "Kurs", "pl": "Kurs", "en": "Course: one"}}, "{pl: Kurs", "{de: Kurs, pl: Kurs"),
        ({"title": "Kurs"}, '{pl: Kurs, en: "Course: one"}', "Kurs"),
        (
            {"price": {"category": "free"}},
            '  learning:\n    amount: "720.00"  # gross\n    currency: PLN\n',
            "  # gross\n",
        ),
        ({"field": ["0688", "0610", "0611"]}, '- "0610"\n', "- \"0610\"\n- '0611'\n"),
        ({"field": ["0687", "0688", "0610"]}, '- "0688"', '- 0687\n- "0688"'),
        ({"field": ["0610"]}, '- "0688"  # computing\n', "# computing\n"),
        ({"field": "none"}, '\n- "0688"  # computing\n- "0610"', " none"),
        ({"last": ["a", {"b": 1}]}, "last: yes", "last:\n  - a\n  - b: 1"),
        ({"last": True}, "last: yes", "last: true"),
    ],
)
def test_only_what_changes_is_touched(changes: dict[str, Any], old: str, new: str) -> None:
    result = change(RECORD, **changes)

    expected = RECORD.replace(old, new, 1)
    if changes.get("price"):
        expected = expected.replace("category: paid", "category: free")
    if changes.get("field") == "none":
        expected = expected.replace("field: none", "# computing\nfield: none")
    assert result == expected


def test_a_key_goes_where_it_belongs() -> None:
    before = document(RECORD)
    assert isinstance(before.value, dict)
    wanted: dict[str, Any] = {}
    for key, value in before.value.items():
        wanted |= {key: value, f"after_{key}": {"pl": "x"}}
    lines = edited(before, wanted).splitlines()

    assert lines[lines.index("after_price:") - 1] == "    currency: PLN"
    assert lines[lines.index("after_outcomes:") + 2] == "  # the end"
    assert lines[-2:] == ["after_last:", "  pl: x"]


def test_entries_in_the_middle_keep_their_comments() -> None:
    before = document(RECORD)
    assert isinstance(before.value, dict) and isinstance(before.value["outcomes"], list)
    one, two = before.value["outcomes"]

    assert "  - text: {pl: Umie}   # first\n    kind: skill\n  - text: x\n  - text:\n" in change(
        RECORD, outcomes=[one, {"text": "x"}, two]
    )
    assert change(RECORD, outcomes=[{"text": {"pl": "Umie"}}, two]) == RECORD.replace("    kind: skill\n", "")
    assert "outcomes:\n  # first\n  - text:\n" in change(RECORD, outcomes=[two])


def test_line_ends_and_a_missing_last_one_are_kept() -> None:
    assert change("a: 1\r\nb: 2\r\n", c={"x": "y"}) == "a: 1\r\nb: 2\r\nc:\r\n  x: y\r\n"
    assert change("a: 1\nb: 2", c="3") == "a: 1\nb: 2\nc: '3'\n"


def test_a_text_that_keeps_its_blank_lines_is_left_alone() -> None:
    assert change("a: |+\n  x\n\nb: 1\n", c="d") == "a: |+\n  x\n\nb: 1\nc: d\n"
    before = document("a: |+\n  x\n\nb: 1\n")
    assert edited(before, {"a": "x\n\n", "n": "y", "b": "1"}) == "a: |+\n  x\n\nn: y\nb: 1\n"


def test_what_cannot_be_read_back_is_refused() -> None:
    with pytest.raises(EditError):
        edited(document("a: 1\n"), {"a": {}, "b\u200b": "x"})


# -------------------------------------------------------------------------------------------------- any record at all

WORDS = st.text(st.sampled_from("aż:#-'\"{}[],&*!|>%@ \n09"), max_size=12).map(lambda text: text.strip() or "x")
KEYS = st.sampled_from("abcdef")
VALUES = st.recursive(
    WORDS | st.booleans() | st.integers(0, 999),
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(KEYS, inner, min_size=1, max_size=4),
    max_leaves=12,
)
RECORDS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=5)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Return a record as a person may have laid it out: some values in brackets, comments and blank lines."""
    blocks = []
    for key, value in draw(RECORDS).items():
        laid_out = f"{key}: {as_flow(value)}\n" if draw(st.booleans()) else as_block({key: value})
        lines = laid_out.split("\n")[:-1]
        if len(lines) == 1 and draw(st.booleans()):
            lines[0] += draw(st.sampled_from(["  # why", " # not: [this", "\t# 'tab"]))
        if draw(st.booleans()):
            lines.insert(0, draw(st.sampled_from(["", "# above", "    # far in"])))
        blocks += lines
    return "\n".join(blocks) + draw(st.sampled_from(["\n", "", "\n# the end\n", "\n\n"]))


def check_edit(text: str, wanted: dict[str, Any]) -> None:
    before, found = parse(Source("record.yml", text))
    if before is None or found:
        return
    try:
        after = edited(before, wanted)
    except EditError:
        return
    assert document(after).value == as_written(wanted)
    assert not Counter(_comments(text)) - Counter(_comments(after))


@pytest.mark.slow
@settings(max_examples=60, deadline=None, derandomize=True)
@given(texts(), RECORDS)
def test_any_record_becomes_any_other_without_losing_a_comment(text: str, wanted: dict[str, Any]) -> None:
    check_edit(text, wanted)


@pytest.mark.deep
@settings(max_examples=20_000, deadline=None)
@given(texts(), RECORDS)
def test_very_many_records_become_others(text: str, wanted: dict[str, Any]) -> None:
    check_edit(text, wanted)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, derandomize=True)
@given(texts(), KEYS, VALUES)
def test_lines_of_other_keys_stay_byte_equal(text: str, key: str, value: Any) -> None:
    before, found = parse(Source("record.yml", text))
    if before is None or found or not isinstance(before.value, dict):
        return

    after = edited(before, {**before.value, key: value})

    starts = [(span.start, name[0]) for name, span in before.keys.items() if len(name) == 1]
    if key in before.value:
        following = next((start for start, _ in starts if start > _start(starts, key)), len(text))
        assert after.startswith(text[: text.rfind("\n", 0, _start(starts, key)) + 1])
        assert after.endswith(text[following:])
    else:
        shared = _alike(text, after) + _alike(text[::-1], after[::-1])
        assert shared >= len(text)


def _alike(one: str, other: str) -> int:
    return next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))


def _start(starts: list[tuple[int, Any]], key: str) -> int:
    return next((start for start, name in starts if name == key), -1)
