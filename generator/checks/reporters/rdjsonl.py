"""Findings in the diagnostic format of reviewdog, which can put suggested edits into a review.

Format: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf. Its columns count bytes of UTF-8 from 1, and the
end of a range lies behind it.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Any

import orjson

from generator.checks.reporters.audience import EVERYBODY, Audience
from generator.diagnostics import Severity, in_reading_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.diagnostics import Diagnostic, Edit
    from generator.feeds.coverage import Coverage

SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}
SOURCE = "catalogue"


def rdjsonl(
    diagnostics: Sequence[Diagnostic],
    *,
    records: int = 0,  # noqa: ARG001 - the format has no place for it
    waived: int = 0,  # noqa: ARG001 - the format has no place for it
    colour: bool = False,  # noqa: ARG001 - programs see no colours
    audience: Audience = EVERYBODY,
    left_out: Sequence[Coverage] = (),  # noqa: ARG001 - a forge shows findings in lines
) -> str:
    """Return one JSON object a line for each finding."""
    return "\n".join(orjson.dumps(_as_object(found, audience)).decode() for found in in_reading_order(diagnostics))


def _as_object(found: Diagnostic, audience: Audience) -> dict[str, Any]:
    where, page = found.location, audience.page(found.rule)
    suggestion = _suggestion(found.edit, audience.content(where.path)) if found.edit else None
    return {
        "message": audience.message_and_remedy(found),
        "location": {
            "path": audience.path(found),
            "range": {
                "start": _position(where.line, where.column, where.excerpt),
                "end": _position(where.line, where.column + where.length, where.excerpt),
            },
        },
        "severity": SEVERITIES[found.severity],
        "source": {"name": SOURCE, **({"url": audience.site} if audience.site else {})},
        "code": {"value": found.rule.code, **({"url": page} if page else {})},
        **({"suggestions": [suggestion]} if suggestion else {}),
    }


def _suggestion(edit: Edit, content: bytes | None) -> dict[str, Any] | None:
    """Return an edit as reviewdog takes it; None if the file cannot be read, since its bytes have to be counted."""
    if content is None:
        return None
    text = content.decode("utf-8-sig", "replace")
    mark = len(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else 0
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if edit.end_line > len(lines):
        return None
    places = ((edit.line, edit.column), (edit.end_line, edit.end_column))
    start, end = (_position(line, column, lines[line - 1], mark if line == 1 else 0) for line, column in places)
    return {"range": {"start": start, "end": end}, "text": edit.text}


def _position(line: int, column: int, text: str, before: int = 0) -> dict[str, int]:
    """Count bytes instead of characters; what lies behind the end of the line counts one each."""
    characters = text[: column - 1]
    behind = column - 1 - len(characters)
    return {"line": line, "column": before + len(characters.encode("utf-8", "surrogatepass")) + behind + 1}
