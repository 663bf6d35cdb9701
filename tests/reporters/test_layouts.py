"""What forges and programs get, word for word, and that nothing in a record can break out of it.

The files in golden/ are made by `UPDATE_EXPECTED=1 pytest tests/reporters` and were read line by line.
"""

import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.checks.reporters import REPORTERS, Audience
from generator.checks.reporters.markdown import FOLDED_FROM, MAXIMUM_LENGTH
from generator.diagnostics import Diagnostic, Location
from generator.records.source import Source, Span
from generator.wording import ENGLISH, say
from generator.words import Words
from tests.reporters.nasty import FINDINGS, PATH, RULES, TEXT, audience

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
READERS = {"en": ENGLISH, "pl": Words("pl", ROOT / "theme/locale")}
ENDINGS = {"text": "txt", "json": "json", "github": "txt", "gitlab": "json", "rdjsonl": "jsonl", "markdown": "md"}


def report(name: str, language: str = "en") -> str:
    return REPORTERS[name](FINDINGS, records=3, audience=audience(READERS[language], language))


@pytest.mark.parametrize("language", READERS)
@pytest.mark.parametrize("name", REPORTERS)
def test_report_is_word_for_word_as_expected(name: str, language: str) -> None:
    golden = GOLDEN / f"{name}.{language}.{ENDINGS[name]}"
    said = report(name, language) + "\n"
    if os.environ.get("UPDATE_EXPECTED"):
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["text", "github", "markdown"])
def test_people_are_told_how_many_findings_are_waived(name: str) -> None:
    said = REPORTERS[name]([], records=3, waived=2)
    assert said.endswith("No problems in 3 records.\n2 findings are waived (waivers.yml).")
    polish = REPORTERS[name](FINDINGS, waived=1, audience=audience(READERS["pl"], "pl"))
    assert "\n1 wynik objęty wyjątkiem (waivers.yml)." in polish


def test_programs_are_told_how_many_findings_are_waived() -> None:
    assert json.loads(REPORTERS["json"]([], waived=2))["summary"]["waived"] == 2


@pytest.mark.parametrize("name", REPORTERS)
def test_no_findings(name: str) -> None:
    expected = {
        "text": "No problems in 3 records.",
        "github": "No problems in 3 records.",
        "gitlab": "[]",
        "rdjsonl": "",
        "markdown": "### ✅ No problems in 3 records.",
    }
    said = REPORTERS[name]([], records=3)
    if name == "json":
        assert json.loads(said)["findings"] == []
    else:
        assert said == expected[name]


# ---------------------------------------------------------------------------------------------------------- GitHub

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def unescaped(text: str) -> str:
    for sign, code in ((",", "%2C"), (":", "%3A"), ("\n", "%0A"), ("\r", "%0D"), ("%", "%25")):
        text = text.replace(code, sign)
    return text


def one_finding(message: str, path: str = "a.yml") -> Diagnostic:
    return Diagnostic(
        RULES["TXT001"], Location(path, 2, 3, 4), say("expected text without HTML, got {found}", found=message)
    )


@pytest.mark.slow
@given(message=st.text(), path=st.text(min_size=1))
def test_github_reads_back_one_command_whatever_a_record_says(message: str, path: str) -> None:
    plain = json.loads(REPORTERS["json"]([one_finding(message, path)]))["findings"][0]
    first, *others = REPORTERS["github"]([one_finding(message, path)]).split("\n")
    assert others == ["1 error in 1 file"]
    found = COMMAND.fullmatch(first)
    assert found
    properties = dict(one.split("=", 1) for one in found[2].split(","))
    assert set(properties) == {"file", "line", "col", "endColumn", "title"}
    assert (
        unescaped(properties["file"])
        == json.loads(REPORTERS["json"]([one_finding(message, path)]))["findings"][0]["path"]
    )
    assert (properties["line"], properties["col"], properties["endColumn"]) == ("2", "3", "7")
    assert unescaped(found[3]) == f"{plain['message']}\nfix: {plain['fix']}"


# ---------------------------------------------------------------------------------------------------------- GitLab


def fingerprints(findings: list[Diagnostic]) -> list[str]:
    return [one["fingerprint"] for one in json.loads(REPORTERS["gitlab"](findings))]


def at(line: int, message: str, excerpt: str = "a: b") -> Diagnostic:
    text = say("expected `{key}` once, got it again (first in line {line})", key=message, line=line - 1)
    return Diagnostic(RULES["YML002"], Location("a.yml", line, 1, 1, excerpt), text)


def test_fingerprints_stay_when_lines_move() -> None:
    before = fingerprints([at(4, "x"), at(9, "y"), at(12, "x")])
    assert fingerprints([at(7, "x"), at(12, "y"), at(15, "x")]) == before
    assert len(set(before)) == 3


def test_fingerprints_stay_when_time_passes() -> None:
    def on(day: str) -> Diagnostic:
        message = say("expected a run that is not over on {day}, got none", day=day)
        return Diagnostic(RULES["DAT005"], Location("a.yml", 3), message)

    assert fingerprints([on("2026-12-01")]) == fingerprints([on("2026-12-02")])


def test_fingerprints_differ_where_findings_do() -> None:
    findings = [at(4, "x"), at(4, "y"), at(4, "x", "c: d"), one_finding("x"), one_finding("x", "b.yml")]
    assert len(set(fingerprints(findings))) == len(findings)


# --------------------------------------------------------------------------------------------------------- reviewdog


def byte_index(text: bytes, position: dict[str, int]) -> int:
    lines = re.split(b"(?<=\n)|(?<=\r)(?!\n)", text)
    return sum(map(len, lines[: position["line"] - 1])) + position["column"] - 1


@given(
    text=st.text(st.sampled_from("aż😀\n\r: "), min_size=1),
    ends=st.tuples(st.integers(0), st.integers(0)),
    new=st.text(st.sampled_from("bł🎓\n")),
    mark=st.booleans(),
)
def test_suggestions_mend_the_bytes_of_a_file(text: str, ends: tuple[int, int], new: str, mark: bool) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\r\n")
    start, end = sorted(one % (len(text) + 1) for one in ends)
    if "\r\n" in (text[start - 1 : start + 1], text[end - 1 : end + 1]):
        return  # no edit parts a line end
    source = Source("a.yml", text)
    first, last = source.at_index(start), source.at_index(end)
    where = Span(first.line, first.column, last.line, last.column, start, end)
    found = Diagnostic(RULES["TXT004"], source.location(where), say("a text"), edit=where.replaced_by(new))
    content = (b"\xef\xbb\xbf" if mark else b"") + text.encode()
    said = json.loads(REPORTERS["rdjsonl"]([found], audience=Audience(content=lambda _: content)))
    suggestion = said["suggestions"][0]
    begin, finish = (byte_index(content, suggestion["range"][name]) for name in ("start", "end"))
    mended = content[:begin] + suggestion["text"].encode() + content[finish:]
    assert mended.decode("utf-8-sig") == text[:start] + new + text[end:]


def test_no_suggestion_where_bytes_cannot_be_counted() -> None:
    said = [json.loads(line) for line in REPORTERS["rdjsonl"](FINDINGS).splitlines()]
    assert len(said) == len(FINDINGS)
    assert not [one for one in said if "suggestions" in one]


def test_places_are_bytes_of_the_line() -> None:
    lines = {one["code"]["value"]: one for one in map(json.loads, report("rdjsonl").splitlines())}
    place = lines["YML008"]["location"]["range"]
    line = TEXT.splitlines()[2].encode()
    assert line[place["start"]["column"] - 1 : place["end"]["column"] - 1].decode() == "😀"
    assert lines["YML008"]["location"]["path"] == f"data/{PATH}"


# ---------------------------------------------------------------------------------------------------------- Markdown


class Cells(HTMLParser):
    """Gathers the text of each cell, and every element."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.elements: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.elements.add(tag)
        if tag == "td":
            self.cells.append("")
        elif tag == "br":
            self.cells[-1] += "\n"

    def handle_data(self, data: str) -> None:
        if self.cells and data.strip("\n"):
            self.cells[-1] += data


def rendered(text: str) -> Cells:
    cells = Cells()
    cells.feed(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))
    return cells


OURS = {"h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "br", "code", "a", "details", "summary"}


@given(st.text(st.sampled_from("a`|\\<>&*_[]()!#@~$-\n\t\x00 1b:/ź😀"), max_size=60))
def test_markdown_shows_what_was_said_and_nothing_else(message: str) -> None:
    found = one_finding(message)
    cells = rendered(REPORTERS["markdown"]([found], audience=Audience(site="https://registry.example.org/")))
    assert len(cells.cells) == 3
    assert cells.elements <= OURS
    plain = json.loads(REPORTERS["json"]([found]))["findings"][0]
    shown = re.sub(r"[`\s\u200b]+", "", cells.cells[2])
    assert shown == re.sub(r"[`\s]+", "", f"{plain['message']}fix:{plain['fix']}")


def test_nobody_is_called_and_no_issue_is_named() -> None:
    said = REPORTERS["markdown"]([one_finding("@everybody fixes #12, `@nobody`")])
    assert "@&#8203;everybody fixes #&#8203;12, `@nobody`" in said


def many(count: int, per_file: int = 3) -> list[Diagnostic]:
    rules = ("YML002", "TXT004", "DAT004")
    return [
        Diagnostic(
            RULES[rules[number % 3]],
            Location(f"providers/p{number // per_file}/offers/o.yml", number % per_file + 1),
            say("expected a known key, got {found}", found=f"`{'k' * 50}{number}`"),
        )
        for number in range(count)
    ]


def test_many_findings_are_folded() -> None:
    few, more = (REPORTERS["markdown"](many(count)) for count in (FOLDED_FROM - 1, FOLDED_FROM))
    assert "<details>" not in few
    assert more.count("<summary>") == more.count("</details>") == 7
    assert len(rendered(more).cells) == FOLDED_FROM * 3
    assert "<code>providers/p0/offers/o.yml</code>: 1 error, 1 warning, 1 note</summary>" in more


@pytest.mark.parametrize("per_file", [1, 3, 7000])
def test_too_many_findings_are_counted(per_file: int) -> None:
    findings = many(6000, per_file)
    said = REPORTERS["markdown"](findings, records=9)
    assert MAXIMUM_LENGTH - 1500 < len(said) <= MAXIMUM_LENGTH
    assert said.startswith("### ❌ 2000 errors, 2000 warnings, 2000 notes in ")
    rest = re.search(r"… and (\d+) more \((.*)\); `catalogue check` shows them all\.$", said)
    assert rest
    shown = len(rendered(said).cells) // 3
    assert (shown > 100, shown + int(rest[1])) == (True, 6000)
    assert sum(map(int, re.findall(r"\d+", rest[2]))) == int(rest[1])


def test_errors_come_first() -> None:
    one, other = Location("a.yml", 1), Location("b.yml", 1)
    findings = [Diagnostic(RULES["DAT004"], one, say("a text")), Diagnostic(RULES["YML002"], other, say("a text"))]
    said = REPORTERS["markdown"](findings)
    assert said.index("#### `b.yml`") < said.index("#### `a.yml`")
