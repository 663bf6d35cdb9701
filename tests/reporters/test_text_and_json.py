"""Reports show the place exactly, whatever stands before it, and nothing in a record can steer a terminal."""

import json
from dataclasses import replace

import pytest

from generator.checks.reporters import REPORTERS, Audience, summary, visible
from generator.diagnostics import Diagnostic, Edit, Location, Rule, Severity
from generator.wording import say

ERROR = Rule("TST001", Severity.ERROR, "A test", "Because.", "Mend it.")
WARNING = Rule("TST002", Severity.WARNING, "Another test", "Because.", "Look at it.")


def found(column: int, length: int, excerpt: str, rule: Rule = ERROR, path: str = "a.yml") -> Diagnostic:
    return Diagnostic(rule, Location(path, 12, column, length, excerpt), say("expected this, got that"))


def excerpt_and_carets(one: Diagnostic) -> tuple[str, str]:
    lines = REPORTERS["text"]([one], records=1).splitlines()
    assert lines[1] == "   |"
    return lines[2].removeprefix("12 | "), lines[3].removeprefix("   | ")


@pytest.mark.parametrize(
    ("column", "length", "line", "shown", "carets"),
    [
        (4, 3, "a: bcd", "a: bcd", "   ^^^"),
        (2, 1, "\tb", "    b", "    ^"),
        (5, 2, "応急: 手当", "応急: 手当", "      ^^^^"),
        (2, 1, "a\u0301b", "a\u0301b", " ^"),
        (3, 1, "ab", "ab", "  ^"),
        (2, 1, "a\x1b[31m", "a\\u{1B}[31m", " ^^^^^^"),
    ],
    ids=["plain", "tab", "wide", "combining", "behind the end", "escape sequence"],
)
def test_caret_stands_under_the_place(column: int, length: int, line: str, shown: str, carets: str) -> None:
    assert excerpt_and_carets(found(column, length, line)) == (shown, carets)


@pytest.mark.parametrize("column", [1, 40, 500, 990])
def test_long_lines_are_cut_around_the_place(column: int) -> None:
    line = "." * (column - 1) + "XYZ" + "." * (1000 - column)
    shown, carets = excerpt_and_carets(found(column, 3, line))
    assert len(shown) <= 102
    assert shown[carets.index("^") :][:3] == "XYZ"


def test_whole_report() -> None:
    diagnostics = [found(4, 1, "a: b", WARNING, "b.yml"), found(1, 1, "a: b")]
    assert REPORTERS["text"](diagnostics, records=7) == (
        "a.yml:12:1: error TST001 expected this, got that\n"
        "   |\n12 | a: b\n   | ^\nfix: Mend it.\n\n"
        "b.yml:12:4: warning TST002 expected this, got that\n"
        "   |\n12 | a: b\n   |    ^\nfix: Look at it.\n\n"
        "1 error, 1 warning in 2 files"
    )


def test_colour_only_when_asked_and_the_same_text_below() -> None:
    plain = REPORTERS["text"]([found(1, 1, "a: b")], records=1)
    coloured = REPORTERS["text"]([found(1, 1, "a: b")], records=1, colour=True)
    assert "\x1b" not in plain
    assert "\x1b[31m" in coloured


def test_summary_counts() -> None:
    assert summary([], records=18) == "No problems in 18 records."
    assert summary([], records=1) == "No problems in 1 record."
    assert summary([found(1, 1, ""), found(2, 1, "")], records=9) == "2 errors in 1 file"


def test_json_has_everything_a_program_needs() -> None:
    report = json.loads(REPORTERS["json"]([found(4, 2, "a: bcd", WARNING), found(1, 1, "a")], records=3))
    assert report["findings"][0]["code"] == "TST001"
    assert report["summary"] == {"errors": 1, "warnings": 1, "notes": 0, "files": 1, "records": 3, "waived": 0}
    assert report["findings"][1] == {
        "code": "TST002",
        "severity": "warning",
        "title": "Another test",
        "path": "a.yml",
        "line": 12,
        "column": 4,
        "end_column": 6,
        "message": "expected this, got that",
        "fix": "Look at it.",
    }


def test_json_tells_where_to_read_on_and_what_would_mend_it() -> None:
    mendable = replace(found(4, 2, "a: bcd"), edit=Edit(3, 5, 12, 4, 12, 6, "x"))
    audience = Audience(site="https://registry.example.org/", page_language="pl")
    finding = json.loads(REPORTERS["json"]([mendable], audience=audience))["findings"][0]
    assert finding["url"] == "https://registry.example.org/pl/rules/TST001/"
    assert finding["edit"] == {
        "start": 3,
        "end": 5,
        "line": 12,
        "column": 4,
        "end_line": 12,
        "end_column": 6,
        "text": "x",
    }


@pytest.mark.parametrize("name", sorted(REPORTERS))
def test_paths_that_are_no_text_can_be_reported(name: str) -> None:
    path = b"caf\xe9\n\x1b[2J.yml".decode("utf-8", "surrogateescape")
    report = REPORTERS[name]([found(1, 1, "", path=path)], records=0)
    report.encode("utf-8")
    assert "\x1b" not in report
    assert visible(path) == "caf\\u{DCE9}\\u{A}\\u{1B}[2J.yml"
