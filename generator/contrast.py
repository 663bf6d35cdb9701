"""How well one colour can be told from another, as WCAG 2.2 measures it. Colours are written `#rrggbb`."""

from __future__ import annotations

BLACK, WHITE = "#000000", "#ffffff"

TEXT = 4.5
"""WCAG 2.2, 1.4.3 Contrast (Minimum), level AA; large text is asked for no less."""

PART = 3.0
"""WCAG 2.2, 1.4.11 Non-text Contrast, level AA: borders of controls, and the ring around what has the focus."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21.

    See https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """Return a colour with a share of another one, from 0 to 1, mixed into each of red, green and blue."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(mine + (theirs - mine) * share):02x}" for mine, theirs in pairs)


def _luminance(colour: str) -> float:
    """Return the relative luminance; see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return red, green, blue
