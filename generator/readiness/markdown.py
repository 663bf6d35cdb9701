"""The report as Markdown, for a page of a forge or a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.reporters import visible
from generator.readiness.layouts import COLUMNS, MARKS, NEEDS, VERDICTS, broken, cells, conclusion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.readiness.assessing import Readiness
    from generator.readiness.layouts import Report
    from generator.wording import Wording
    from generator.words import Words

SHOWN = ("number", "element", "need", "state", "there", "missing", "to_do")


def markdown(report: Report) -> str:
    """Return the report as Markdown, with a table for each record."""
    words = report.words
    parts = []
    if len(report.records) > 1:
        parts.append(_table((COLUMNS["title"], *map(str, range(1, 17))), _marks(report), words))
    for one in report.records:
        about = f"`{visible(one.shown)}` · {_plain(one.provider)}"
        parts += [f"## {_plain(one.title)}", about, conclusion(one, words)]
        if one.steps:
            parts.append("\n".join(f"{number}. {_plain(step.name)}" for number, step in enumerate(one.steps, 1)))
        parts.append(_table([COLUMNS[name] for name in SHOWN], _rows(one, words), words))
    for unreadable in report.unreadable:
        head, *found = broken(unreadable, words)
        parts.append("\n".join((_plain(head), "", *(f"- {_plain(line)}" for line in found))))
    return "\n\n".join(parts) + "\n"


def _marks(report: Report) -> Iterator[Sequence[str]]:
    for one in report.records:
        yield (_plain(one.title), *(MARKS[row.verdict] for row in one.rows))


def _rows(one: Readiness, words: Words) -> Iterator[Sequence[str]]:
    for row in one.rows:
        yield (
            str(row.number),
            _plain(row.name),
            NEEDS[row.need].translated(words),
            f"{MARKS[row.verdict]} {VERDICTS[row.verdict].translated(words)}",
            "<br>".join(map(_plain, cells(row))),
            _plain(row.missing),
            _plain(row.to_do),
        )


def _table(columns: Sequence[Wording | str], rows: Iterator[Sequence[str]], words: Words) -> str:
    heads = [one if isinstance(one, str) else one.translated(words) for one in columns]
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _plain(part: str) -> str:
    """Return a text of a record in which nothing is markup."""
    plain = visible(" ".join(part.split()))
    return "".join(f"\\{one}" if one in r"\`*_{}[]<>()#+!|~" else one for one in plain)
