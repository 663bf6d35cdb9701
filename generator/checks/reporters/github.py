"""Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.

Format: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions. GitHub shows ten errors,
ten warnings and ten notices of a step; the log holds them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.reporters.audience import EVERYBODY, Audience
from generator.checks.reporters.counts import summary
from generator.diagnostics import Severity, in_reading_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.diagnostics import Diagnostic
    from generator.feeds.coverage import Coverage

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def github(
    diagnostics: Sequence[Diagnostic],
    *,
    records: int = 0,
    waived: int = 0,
    colour: bool = False,  # noqa: ARG001 - GitHub chooses the colours
    audience: Audience = EVERYBODY,
    left_out: Sequence[Coverage] = (),  # noqa: ARG001 - a forge shows findings in lines
) -> str:
    """Return one workflow command for each finding, and the summary as a line of the log."""
    ordered = in_reading_order(diagnostics)
    commands = (_command(found, audience) for found in ordered)
    return "\n".join((*commands, summary(ordered, records=records, waived=waived, reader=audience.reader)))


def _command(found: Diagnostic, audience: Audience) -> str:
    where = found.location
    properties = {
        "file": audience.path(found),
        "line": where.line,
        "col": where.column,
        "endColumn": where.column + where.length,
        "title": f"{found.rule.code} {audience.title(found.rule)}",
    }
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{COMMANDS[found.severity]} {told}::{_message(audience.message_and_remedy(found))}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
