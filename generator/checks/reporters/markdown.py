"""Findings as the text of a comment on a pull request: counts, then a table for each file, errors first."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING

from generator.checks.reporters.audience import EVERYBODY, Audience
from generator.checks.reporters.counts import counted, summary
from generator.checks.reporters.left_out import left_out_lines
from generator.diagnostics import Severity, in_reading_order
from generator.rulebook import SEVERITY_WORDS
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.diagnostics import Diagnostic
    from generator.feeds.coverage import Coverage

MAXIMUM_LENGTH = 60_000
"""GitHub takes comments of up to 65,536 characters; whoever posts it may add something."""
FOLDED_FROM = 20
"""From so many findings on, each file is folded."""
LONGEST_TEXT = 600
SIGNS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.NOTE: "ℹ️"}

_LAST_LINE = 200
_WEIGHTS = list(Severity)
_QUOTED = re.compile(r"(`[^`]+`)")
_WITH_A_MEANING = re.compile(r"[@#](?=\w)|[\\`*_{}\[\]()<>&!|~$]")
"""What Markdown would not show as it is; @name would call somebody, and #1 would link to an issue."""


def markdown(
    diagnostics: Sequence[Diagnostic],
    *,
    records: int = 0,
    waived: int = 0,
    colour: bool = False,  # noqa: ARG001 - Markdown has no colours
    audience: Audience = EVERYBODY,
    left_out: Sequence[Coverage] = (),
) -> str:
    """Return a heading with the counts and a table for each file; what does not fit is counted instead."""
    ordered = in_reading_order(diagnostics)
    heading = f"### {_sign(ordered)} {summary(ordered, records=records, waived=waived, reader=audience.reader)}\n"
    room = MAXIMUM_LENGTH - len(heading) - _LAST_LINE
    sections: list[str] = []
    left: list[Diagnostic] = []
    for findings in _by_file(ordered):
        section, shown = _section(findings, audience, room, folded=len(ordered) >= FOLDED_FROM)
        left += findings[shown:]
        if shown:
            sections.append(section)
            room -= len(section) + 1
    told = ["", *left_out_lines(left_out, audience)] if left_out else []
    return "\n".join((heading, *sections, *([_left_out(left, audience)] if left else []), *told)).rstrip("\n")


def _sign(ordered: Sequence[Diagnostic]) -> str:
    return SIGNS[min((found.severity for found in ordered), key=_WEIGHTS.index)] if ordered else "✅"


def _by_file(ordered: Sequence[Diagnostic]) -> list[list[Diagnostic]]:
    """Return the findings of each file; files with the heaviest findings first."""
    files: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for found in ordered:
        files[found.location.path].append(found)
    return sorted(files.values(), key=lambda findings: min(_WEIGHTS.index(found.severity) for found in findings))


def _section(findings: Sequence[Diagnostic], audience: Audience, room: int, *, folded: bool) -> tuple[str, int]:
    """Return the table of a file with as many rows as there is room for, and their number."""
    path = audience.path(findings[0])
    columns = (say("Line"), say("Rule"), say("What is wrong, and what to do"))
    before = f"#### {_code(path)}\n\n"
    after = ""
    if folded:
        counts = counted(findings, reader=audience.reader)
        before = f"<details>\n<summary><code>{html.escape(path)}</code>: {counts}</summary>\n\n"
        after = "\n</details>\n"
    before += f"| {' | '.join(map(audience.words, columns))} |\n| --- | --- | --- |\n"
    rows = list(_rows(findings, audience, room - len(before) - len(after)))
    return f"{before}{''.join(rows)}{after}", len(rows)


def _rows(findings: Sequence[Diagnostic], audience: Audience, room: int) -> Iterator[str]:
    used = 0

    def fits(row: str) -> bool:
        nonlocal used
        used += len(row)
        return used <= room

    yield from takewhile(fits, (_row(found, audience) for found in findings))


def _row(found: Diagnostic, audience: Audience) -> str:
    page = audience.page(found.rule)
    code = f"[{found.rule.code}]({page})" if page else found.rule.code
    rule = f"{SIGNS[found.severity]} {audience.words(SEVERITY_WORDS[found.severity])} {code}"
    words = "<br>".join(map(_cell, audience.message_and_remedy(found).splitlines()))
    return f"| {found.location.line} | {rule} | {words} |\n"


def _cell(text: str) -> str:
    """Return a text for a cell of a table, in which what stands between backticks stays code and all else is plain."""
    cut = f"{text[:LONGEST_TEXT]}…" if len(text) > LONGEST_TEXT else text
    return "".join(part.replace("|", r"\|") if _QUOTED.fullmatch(part) else _plain(part) for part in _QUOTED.split(cut))


def _plain(text: str) -> str:
    return _WITH_A_MEANING.sub(_harmless, text)


def _harmless(found: re.Match[str]) -> str:
    return f"{found[0]}&#8203;" if found[0] in "@#" else f"&#{ord(found[0])};"


def _code(text: str) -> str:
    """Return a text as code, between more backticks than it has in a row itself."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence, space = "`" * (longest + 1), " " if longest else ""
    return f"{fence}{space}{text}{space}{fence}"


def _left_out(left: Sequence[Diagnostic], audience: Audience) -> str:
    counts = counted(left, reader=audience.reader)
    return audience.words(
        say("… and {number} more ({counts}); `catalogue check` shows them all.", number=len(left), counts=counts)
    )
