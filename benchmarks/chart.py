"""The targets as a picture: how much of each budget was used, and whether that meets it."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.targets import Target

WIDTH, ROW, TOP, BOTTOM = 960, 34, 74, 44
BARS, LABELS, VALUES = 470, 24, 936
"""Where bars begin, where labels begin, where values end, in pixels."""
SCALE = 250
"""The length of the axis in pixels: a tenth of the budget on its left, a hundred budgets on its right."""
LEAST, MOST = 0.1, 100.0

STYLE = """
text{font:14px system-ui,sans-serif;fill:#1c2733}.soft{fill:#55616d;font-size:12px}
.title{font-size:17px;font-weight:600}
.met{fill:#1f7a4d}.missed{fill:#b4472e}.line{stroke:#1c2733;stroke-width:1.5}.grid{stroke:#d6dbe0}.ground{fill:#fff}
@media (prefers-color-scheme:dark){text{fill:#e6eaee}.soft{fill:#a7b1bb}.met{fill:#5cc48e}.missed{fill:#f08a6d}
.line{stroke:#e6eaee}.grid{stroke:#39434d}.ground{fill:#12181e}}
"""


def chart(targets: Sequence[Target], title: str) -> str:
    """Return an SVG with a bar for each target on a logarithmic axis whose middle line is the budget."""
    height = TOP + ROW * len(targets) + BOTTOM
    told = ", ".join(f"{one.target}: {'met' if one.met else 'missed'}" for one in targets)
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            f'role="img" aria-labelledby="title description">',
            f'<title id="title">{escape(title)}</title><desc id="description">{escape(told)}</desc>',
            f"<style>{STYLE}</style>",
            f'<rect class="ground" width="{WIDTH}" height="{height}" rx="6"/>',
            f'<text class="title" x="{LABELS}" y="30">{escape(title)}</text>',
            *_grid(height),
            *(line for number, one in enumerate(targets) for line in _row(one, TOP + ROW * number)),
            f'<text class="soft" x="{LABELS}" y="{height - 16}">Bars that end before the budget meet the target. '
            "The axis is logarithmic and ends at 100 budgets.</text>",
            "</svg>\n",
        )
    )


def _grid(height: int) -> Iterator[str]:
    for part, label in ((0.1, "⅒"), (1.0, "budget"), (10.0, "10 ×"), (100.0, "100 ×")):
        x, style = _place(part), "line" if part == 1 else "grid"
        yield f'<line class="{style}" x1="{x}" x2="{x}" y1="{TOP - 8}" y2="{height - BOTTOM + 4}"/>'
        yield f'<text class="soft" x="{x}" y="{TOP - 14}" text-anchor="middle">{label}</text>'


def _row(one: Target, top: int) -> Iterator[str]:
    middle = top + ROW / 2 + 5
    yield f'<text x="{LABELS}" y="{middle}">{escape(_short(one.target))}</text>'
    style = "met" if one.met else "missed"
    if one.of_budget is not None:
        length = max(2.0, round(_place(one.of_budget) - BARS, 1))
        yield f'<rect class="{style}" x="{BARS}" y="{top + 9}" width="{length}" height="{ROW - 18}" rx="2"/>'
    yield f'<text class="{style}" x="{VALUES}" y="{middle}" text-anchor="end">{escape(_value(one))}</text>'


def _place(part: float) -> float:
    """Return where a part of the budget stands."""
    inside = min(MOST, max(LEAST, part))
    return round(BARS + SCALE * math.log(inside / LEAST) / math.log(MOST / LEAST), 1)


def _short(label: str) -> str:
    return label if len(label) <= 58 else f"{label[:57]}…"


def _value(one: Target) -> str:
    if one.measured is None:
        return "not measured"
    bound = "≥" if one.at_least else "≤"
    return f"{'✓' if one.met else '✗'} {one.measured:.3g} {one.unit} ({bound} {one.budget:g})"
