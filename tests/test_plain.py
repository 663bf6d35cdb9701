"""The quick reading of YAML says what the reading event by event says, or nothing; it only saves time."""

import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic
from generator.records import yaml as records_yaml
from generator.records.hidden import HIDDEN, find_hidden
from generator.records.plain import read_plainly
from generator.records.source import Source
from generator.records.yaml import Document, parse

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "providers").rglob("*.yml"))
CASES = sorted((ROOT / "tests/records").rglob("*.yml"))
PIECES = ("a", "b", "ł", "key: ", "- ", "\n  ", "---\n", "...\n", "\u200b", "a: 1\n", "? ")
ODDITIES = ("null", "<<: ", "&x ", "*x", "!t ", '"\\u200b"', "*so*")
PUNCTUATION = st.lists(st.sampled_from([*"[]{}:,-?#&*!|>'\"%@` \n\t\\~", *PIECES, *ODDITIES]), max_size=40)
STRUCTURE = st.recursive(
    st.text(max_size=20), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner)
)


def slowly(text: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read a text as if nothing were plain."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records_yaml, "read_plainly", lambda _: None)
        return parse(Source("record.yml", text))


def agrees(text: str) -> bool:
    """Assert that the quick reading is right if there is one; tell whether there is."""
    quick = read_plainly(text)
    if quick is None:
        return False
    document, found = slowly(text)
    hidden = find_hidden(text.replace("\r\n", "\n"))
    if not hidden:
        assert found == ()
        assert document is not None
        assert document.value == quick
        assert repr(document.value) == repr(quick)  # the order of keys too
        assert parse(Source("record.yml", text))[0] == document
    return True


def test_nearly_every_sample_is_read_quickly() -> None:
    quick = [agrees(file.read_text(encoding="utf-8")) for file in SAMPLES]
    assert sum(quick) > 0.9 * len(quick)  # the others use *emphasis*, or a lone &


def test_files_of_all_cases_are_read_alike() -> None:
    texts = [file.read_text(encoding="utf-8", errors="ignore") for file in CASES]
    assert sum(map(agrees, texts)) > len(texts) / 2


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(PUNCTUATION)
def test_any_punctuation_is_read_alike(parts: list[str]) -> None:
    agrees("".join(parts))


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_is_read_alike(text: str) -> None:
    agrees(text)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(STRUCTURE, st.booleans(), st.sampled_from(['"', "'", None]))
def test_any_structure_is_read_alike(value: object, flow: bool, style: str | None) -> None:
    agrees(yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow, default_style=style))


@pytest.mark.deep
@settings(max_examples=50_000, deadline=None)
@given(PUNCTUATION | st.text().map(lambda text: [text]))
def test_very_many_texts_are_read_alike(parts: list[str]) -> None:
    agrees("".join(parts))


@pytest.mark.parametrize(
    "text",
    [
        "a: &x b\n",
        "a: [&x b]\n",
        "a: *x\n",
        "a: {b:*x}\n",
        "a: !!str b\n",
        "!t\na: b\n",
        "- !t\n",
        "%YAML 1.1\n---\na: b\n",
        "<<: {a: b}\n",
        "a: b\na: c\n",
        "? [a]\n: b\n",
        "a:\n",
        "a: ~\n",
        'a: "\\u200b"\n',
        "a: b\n---\na: c\n",
        "a: [b\n",
        "",
        "# nothing\n",
        "a: " + "[" * 60_000,
        "a: " + "{b: " * 60_000,
        "- " * 60_000,
        "? " * 60_000,
        "\n".join(" " * level + "a:" for level in range(2_000)),
        "- - - - - - - - - - - - - - - - - - - - - - - - - - - - a",
    ],
    ids=lambda text: text[:20].encode("unicode_escape").decode(),
)
def test_what_is_not_plainly_sound_is_left_to_the_exact_reading(text: str) -> None:
    assert read_plainly(text) is None


def test_a_star_or_an_ampersand_inside_a_text_does_no_harm() -> None:
    text = "a: R&D, 2*3 and so on!\nb: 'x & y'\n"
    assert read_plainly(text) == {"a": "R&D, 2*3 and so on!", "b": "x & y"}


@pytest.mark.slow
def test_no_hidden_character_is_overlooked() -> None:
    characters = map(chr, range(sys.maxunicode + 1))
    assert [one for one in characters if bool(find_hidden(one)) != bool(HIDDEN.search(one))] == []


def test_places_are_made_when_they_are_asked_for() -> None:
    document, _ = parse(Source("record.yml", "a: b\n"))
    assert document is not None
    assert "places" not in document.__dict__
    assert document.keys[("a",)].line == 1
    assert document.spans[("a",)].column == 4
