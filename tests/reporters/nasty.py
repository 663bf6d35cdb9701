"""Findings that try to break every layout: signs with a meaning, many bytes in few columns, long lines, HTML."""

from generator.checks.reporters import Audience
from generator.diagnostics import Diagnostic, Edit, Location
from generator.records.scalars import describe
from generator.records.source import Source, Span
from generator.rulebook import rulebook
from generator.wording import NOTHING, Wording, say

RULES = rulebook()
PATH = "providers/100%, `b`/offers/<c>|_d_:e.yml"
TEXT = """id: first
title:
  pl: "Zażółć 😀 | gęślą **jaźń** 100% <b>"
links:
  page: http://example.org/naïve?a=1&b=2
checked: 1.2.2027
"""
SOURCE = Source(PATH, TEXT)
LONG = "x" * 500 + " | `tick` " + "y" * 500


def span(line: int, part: str) -> Span:
    """Return the place of a part of a line."""
    start = sum(len(one) + 1 for one in TEXT.splitlines()[: line - 1])
    column = TEXT.splitlines()[line - 1].index(part) + 1
    return Span(line, column, line, column + len(part), start + column - 1, start + column - 1 + len(part))


def found(code: str, line: int, part: str, message: Wording, fix: Wording = NOTHING, text: str = "") -> Diagnostic:
    """Return a finding at a part of a line, with the text that would mend it, if there is one."""
    where = span(line, part)
    return Diagnostic(RULES[code], SOURCE.location(where), message, fix, where.replaced_by(text) if text else None)


FINDINGS = (
    found("TXT001", 3, "<b>", say("expected text without HTML, got {found}", found=describe("<b>|`x`@team #12\n100%"))),
    found("REC001", 1, "id", say("expected a known key, got {found}", found=LONG)),
    found(
        "TXT004",
        5,
        "http://example.org/naïve?a=1&b=2",
        say("expected an address with https://, got {found}", found="`http://example.org/naïve?a=1&b=2`"),
        text="https://example.org/naïve?a=1&b=2",
    ),
    found(
        "REC003",
        6,
        "1.2.2027",
        say("expected {expected}, got {found}", expected=say("a date such as 2027-01-31"), found="`1.2.2027`"),
        say("Write year-month-day with two digits each."),
        text='"2027-02-01"\n# 😀',
    ),
    found("YML008", 3, "😀", say("expected visible text, got the hidden character {code}", code="U+200B"), text="|"),
    Diagnostic(
        RULES["FIL008"],
        Location("providers\n::error::x"),
        say("expected at least one provider folder, got none"),
        edit=Edit(0, 0, 1, 1, 1, 1, "a"),
    ),
    Diagnostic(
        RULES["DAT004"],
        Location("providers/b/offers/a.yml", 7, 3, 4, "  apply_by: 2026-01-01"),
        say("expected a deadline after {day}, got {deadline} as the last one", day="2026-12-01", deadline="2026-11-01"),
    ),
)
"""Three files: one that can be read, one whose name is no name, one that is gone."""

CONTENT = {PATH: TEXT.encode()}


def audience(reader: object, language: str) -> Audience:
    """Return the readers of a published registry in a folder of its repository."""
    return Audience(
        reader=reader,  # type: ignore[arg-type]
        site="https://registry.example.org/sub/",
        page_language=language,
        in_repository=lambda shown: f"data/{shown}",
        content=CONTENT.get,
    )
