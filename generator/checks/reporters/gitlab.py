"""Findings as a Code Quality report, which GitLab compares between the branches of a merge request.

Format: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import orjson

from generator.checks.reporters.audience import EVERYBODY, Audience
from generator.diagnostics import Severity, in_reading_order
from generator.wording import Series, Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.diagnostics import Diagnostic
    from generator.feeds.coverage import Coverage
    from generator.wording import Part

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def gitlab(
    diagnostics: Sequence[Diagnostic],
    *,
    records: int = 0,  # noqa: ARG001 - a report has no place for it
    waived: int = 0,  # noqa: ARG001 - a report has no place for it
    colour: bool = False,  # noqa: ARG001 - GitLab chooses the colours
    audience: Audience = EVERYBODY,
    left_out: Sequence[Coverage] = (),  # noqa: ARG001 - a forge shows findings in lines
) -> str:
    """Return one JSON list of findings."""
    seen: Counter[str] = Counter()
    findings = []
    for found in in_reading_order(diagnostics):
        said = "\n".join(
            (audience.path(found), found.rule.code, found.location.excerpt.strip(), *_lasting(found.message))
        )
        seen[said] += 1
        fingerprint = hashlib.sha256(f"{said}\n{seen[said]}".encode("utf-8", "backslashreplace")).hexdigest()
        findings.append(_as_object(found, audience, fingerprint))
    return orjson.dumps(findings, option=orjson.OPT_INDENT_2).decode()


def _as_object(found: Diagnostic, audience: Audience, fingerprint: str) -> dict[str, Any]:
    title, message, remedy = audience.title(found.rule), audience.words(found.message), audience.words(found.remedy)
    return {
        "description": f"{found.rule.code} {title}: {message}. {remedy}",
        "check_name": found.rule.code,
        "fingerprint": fingerprint,
        "severity": SEVERITIES[found.severity],
        "location": {"path": audience.path(found), "lines": {"begin": found.location.line}},
    }


def _lasting(part: Part) -> Iterator[str]:
    """Yield what words say apart from numbers and days: those change when lines move and time passes."""
    if isinstance(part, Wording):
        yield part.template
        for _, value in part.values:
            yield from _lasting(value)
    elif isinstance(part, Series):
        for one in part.parts:
            yield from _lasting(one)
    elif not isinstance(part, int):
        yield _DAY.sub("", str(part))
