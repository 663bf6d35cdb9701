"""One finding of each rule, as an example for people: what the check says to a small wrong record.

The findings are those of the cases in tests/records/invalid, kept in rule_examples.json so that the program has them
wherever it runs. A test compares the two and makes the file anew.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from generator.diagnostics import Diagnostic, Location
from generator.rulebook import rulebook
from generator.wording import Series, Term, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.wording import Part

FILE = Path(__file__).with_suffix(".json")
LONGEST_EXCERPT = 160


@cache
def rule_examples() -> Mapping[str, Diagnostic]:
    """Return an example of each rule that has one, by its code; findings of imports have none."""
    kept = orjson.loads(FILE.read_bytes())
    return {code: _finding(code, one) for code, one in kept.items() if code in rulebook()}


def to_json(examples: Iterable[Diagnostic]) -> bytes:
    """Return the content of the file that keeps examples."""
    kept = {
        one.rule.code: {
            "location": asdict(replace(one.location, excerpt=one.location.excerpt[:LONGEST_EXCERPT])),
            "message": _kept(one.message),
            **({"fix": _kept(one.fix)} if one.fix else {}),
        }
        for one in examples
    }
    return orjson.dumps(kept, option=orjson.OPT_INDENT_2) + b"\n"


def _finding(code: str, kept: dict[str, Any]) -> Diagnostic:
    fix = _read(kept["fix"]) if "fix" in kept else Wording("")
    message = _read(kept["message"])
    assert isinstance(message, Wording)  # noqa: S101 - `to_json` wrote it
    assert isinstance(fix, Wording)  # noqa: S101 - `to_json` wrote it
    return Diagnostic(rulebook()[code], Location(**kept["location"]), message, fix)


def _kept(part: Part) -> Any:
    """Return words as plain values: a text or number as it is, all else as a mapping with its kind."""
    if isinstance(part, Wording):
        values = {name: _kept(value) for name, value in part.values}
        return {"say": part.template, **({"values": values} if values else {})}
    if isinstance(part, Series):
        return {"series": [_kept(one) for one in part.parts], "separator": part.separator}
    if isinstance(part, Term):
        return {"term": [part.vocabulary, part.code, part.english]}
    return part


def _read(kept: Any) -> Part:
    if not isinstance(kept, dict):
        return kept if isinstance(kept, int) else str(kept)
    if "say" in kept:
        return Wording(kept["say"], tuple((name, _read(value)) for name, value in kept.get("values", {}).items()))
    if "series" in kept:
        parts = tuple(part for one in kept["series"] if not isinstance(part := _read(one), int | Series))
        return Series(parts, kept["separator"])
    return Term(*kept["term"])
