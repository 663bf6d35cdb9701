"""The YAML reader: every text stays text, every place is right, and nothing that is written can break it."""

import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic
from generator.records.source import Source, decode
from generator.records.yaml import Document, parse

RECORD = """\
# A record with everything YAML offers for texts.
id: first-aid
title: {pl: "Zażółć \\"gęślą\\" jaźń", en: 'It''s first aid'}
description:
  pl: |-
    Pierwszy akapit.

    Drugi akapit: „cytat”.
  en: >-
    A folded text
    on two lines.
field: ["0913", 012, no]
runs:
  - id: spring   # the next one
    start: 2027-03-01
  - id: autumn
keywords: {ja: [応急手当, "救急 𝄞"]}
"""

STRUCTURE = st.recursive(
    st.text(max_size=20), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner)
)


def read(text: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    return parse(Source("record.yml", text))


def check_places(text: str, document: Document) -> None:
    """Parse what stands between the marks of each scalar on its own; it must be the value at that path."""
    for path, span in document.spans.items():
        value = document.value
        for step in path:
            value = value[step]  # type: ignore[index,call-overload]
        if not isinstance(value, str) or span.start == span.end:  # the reader puts "nothing" behind the last line
            continue
        written = text[span.start : span.end]
        before = text[: span.start].replace("\r\n", "\n").replace("\r", "\n")
        assert span.line == before.count("\n") + 1
        assert span.column == len(before) - (before.rfind("\n") + 1) + 1
        if written[0] in "'\"":
            assert yaml.load(written, Loader=yaml.CBaseLoader) == value  # noqa: S506 - makes only texts
        elif written[0] not in "|>":  # a block text loses its indentation when it is cut out
            assert written.split() == value.split()


def test_texts_stay_as_they_are_written() -> None:
    document, found = read(RECORD)
    assert found == ()
    assert document is not None
    assert isinstance(document.value, dict)
    assert document.value["field"] == ["0913", "012", "no"]
    assert document.value["description"] == {
        "pl": "Pierwszy akapit.\n\nDrugi akapit: „cytat”.",
        "en": "A folded text on two lines.",
    }
    assert document.value["title"] == {"pl": 'Zażółć "gęślą" jaźń', "en": "It's first aid"}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_places_are_right(line_end: str) -> None:
    text = RECORD.replace("\n", line_end)
    document, _ = read(text)
    assert document is not None
    check_places(text, document)
    span = document.spans[("runs", 0, "start")]
    assert (span.line, span.column, text[span.start : span.end]) == (15, 12, "2027-03-01")
    assert document.keys[("keywords",)].line == 17
    assert document.spans[("keywords", "ja", 1)].column == 23


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    document, found = read(text)
    assert document is not None or found
    for one in found:
        assert one.location.line >= 1
        assert one.location.column >= 1
    if document is not None:
        check_places(text, document)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*"[]{}:,-?#&*!|>'\"%@` \n\t\\", "a", "ł", "key: ", "- ", "\n  ", "---\n", "\u200b"])))
def test_any_punctuation_is_read_or_refused(parts: list[str]) -> None:
    text = "".join(parts)
    document, found = read(text)
    assert document is not None or found
    if document is not None:
        check_places(text, document)


@settings(max_examples=300, deadline=None)
@given(st.binary())
def test_any_bytes_are_decoded_or_refused(content: bytes) -> None:
    source = decode(content, "record.yml")
    if isinstance(source, Source):
        parse(source)
    else:
        assert source.rule.code in ("FIL001", "FIL002")


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(STRUCTURE, st.booleans())
def test_what_was_written_is_read_back_with_its_places(value: object, flow: bool) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow, default_style='"')
    document, found = read(text)
    if not any(one.rule.code in ("YML008", "FIL002") for one in found):
        assert document is not None
        assert document.value == value
        check_places(text, document)


@pytest.mark.parametrize("escape", ["\\e[31m", "\\u202e", "\\u200b", "\\x00", "\\uFEFF"])
def test_characters_hidden_in_escapes_are_found(escape: str) -> None:
    _, found = read(f'a: "b{escape}c"\n')
    assert [one.rule.code for one in found] == ["YML008"]


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 60_000,
        "a: " + "{b: " * 60_000,
        "- " * 60_000,
        "a:\n" + "\u200b\n" * 60_000,
        "a: 1\n" * 40_000,
        '"' + "x" * 200_000,
        "? " * 60_000,
        "&a " * 60_000,
        "a: " + "!" * 200_000,
        "x" * 200_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_hostile_files_are_read_in_time(text: str) -> None:
    begun = time.process_time()
    read(text)
    assert time.process_time() - begun < 5
