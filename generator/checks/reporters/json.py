"""Findings as JSON, for programs of any kind."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import orjson

from generator.checks.reporters.audience import EVERYBODY, Audience
from generator.checks.reporters.counts import counts, files_of
from generator.checks.reporters.visible import visible
from generator.diagnostics import in_reading_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.diagnostics import Diagnostic
    from generator.feeds.coverage import Coverage


def json(
    diagnostics: Sequence[Diagnostic],
    *,
    records: int = 0,
    waived: int = 0,
    colour: bool = False,  # noqa: ARG001 - only people see colours
    audience: Audience = EVERYBODY,
    left_out: Sequence[Coverage] = (),
) -> str:
    """Return one JSON object: `summary` with counts, `findings` in reading order, and `left_out_of_feeds`.

    `severity` and `code` are the same in every language. `edit`, where there is one, is the text that would mend it.
    """
    ordered = in_reading_order(diagnostics)
    report = {
        "summary": {**counts(ordered), "files": len(files_of(ordered)), "records": records, "waived": waived},
        "findings": [_as_object(found, audience) for found in ordered],
        "left_out_of_feeds": [one for group in left_out for one in _left_out(group, audience)],
    }
    return orjson.dumps(report, option=orjson.OPT_INDENT_2).decode()


def _left_out(group: Coverage, audience: Audience) -> list[dict[str, Any]]:
    feeds = [feed.name for feed in group.feeds]
    return [
        {
            "feeds": feeds,
            "reason": audience.reader.gettext(reason.text),
            "key": reason.key,
            "offers": [one.key for one in offers],
        }
        for reason, offers in group.mendable.items()
    ]


def _as_object(found: Diagnostic, audience: Audience) -> dict[str, Any]:
    where, page = found.location, audience.page(found.rule)
    return {
        "code": found.rule.code,
        "severity": found.severity.value,
        "title": audience.title(found.rule),
        "path": visible(where.path),
        "line": where.line,
        "column": where.column,
        "end_column": where.column + where.length,
        "message": audience.words(found.message),
        "fix": audience.words(found.remedy),
        **({"url": page} if page else {}),
        **({"edit": asdict(found.edit)} if found.edit else {}),
    }
