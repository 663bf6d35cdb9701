"""What all layouts of the report share: what is laid out, and what marks, states and columns are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.checks.reporters import visible
from generator.readiness.assessing import Need, Verdict
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.diagnostics import Diagnostic
    from generator.readiness.assessing import Readiness, Row
    from generator.readiness.candidates import Unreadable
    from generator.wording import Wording
    from generator.words import Words

MOST_LINES = 3
LONGEST_LINE = 100

MARKS: Mapping[Verdict, str] = {
    Verdict.READY: "✓",
    Verdict.IMPROVE: "~",
    Verdict.MISSING: "✗",
    Verdict.OPEN: "·",
    Verdict.ON_CREDENTIAL: "–",
}
VERDICTS: Mapping[Verdict, Wording] = {
    Verdict.READY: say("stated"),
    Verdict.IMPROVE: say("could be better"),
    Verdict.MISSING: say("missing"),
    Verdict.OPEN: say("optional, not stated"),
    Verdict.ON_CREDENTIAL: say("on the issued credential"),
}
NEEDS: Mapping[Need, Wording] = {
    Need.REQUIRED: say("required"),
    Need.OPTIONAL: say("optional"),
    Need.ON_CREDENTIAL: say("on the issued credential"),
}
COLUMNS: Mapping[str, Wording] = {
    "record": say("Record"),
    "title": say("Title"),
    "number": say("No."),
    "element": say("Element of Annex I"),
    "need": say("Needed"),
    "state": say("State"),
    "there": say("There now"),
    "missing": say("What is missing"),
    "to_do": say("What to do"),
}


@dataclass(frozen=True)
class Report:
    """Everything that is laid out: the records that could be read, and those that could not."""

    records: tuple[Readiness, ...]
    unreadable: tuple[Unreadable, ...]
    words: Words


def conclusion(one: Readiness, words: Words) -> str:
    """Say in a sentence or two how far a record is from a micro-credential."""
    if one.missing:
        said = words.ngettext(
            "Before it can be listed as a micro-credential, {number} required element is missing.",
            "Before it can be listed as a micro-credential, {number} required elements are missing.",
            one.missing,
        )
    else:
        said = words.gettext("Nothing required is missing: it can be listed as a micro-credential.")
    if one.is_listed_as_one:
        return said
    described = words.gettext("At present it is described as a learning opportunity.")
    return f"{said} {described}"


def cells(row: Row) -> tuple[str, ...]:
    """Return what is there now, shortened to what fits into a cell of a table."""
    lines = [line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…" for line in row.there]
    return (
        tuple(lines) if len(lines) <= MOST_LINES else (*lines[: MOST_LINES - 1], f"… (+{len(lines) - MOST_LINES + 1})")
    )


def legend(words: Words) -> str:
    """Say what the marks mean, on one line."""
    return "   ".join(f"{MARKS[verdict]} {said.translated(words)}" for verdict, said in VERDICTS.items())


def broken(one: Unreadable, words: Words) -> tuple[str, ...]:
    """Say that a record cannot be read, and on further lines why."""
    head = words.gettext("{record} cannot be read:").format(record=visible(one.shown))
    return (head, *(f"{found.location.line}: {_told(found, words)}" for found in one.diagnostics))


def _told(found: Diagnostic, words: Words) -> str:
    return visible(f"{found.message.translated(words)}. {found.remedy.translated(words)}")
