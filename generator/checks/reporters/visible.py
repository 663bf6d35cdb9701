"""Texts in which nothing can hide."""

from __future__ import annotations

from generator.records.hidden import HIDDEN


def visible(part: str) -> str:
    """Return a text in which nothing can hide, steer a terminal or fail to be encoded."""
    if part.isprintable() and not HIDDEN.search(part):
        return part
    return "".join(one if one.isprintable() and not HIDDEN.match(one) else f"\\u{{{ord(one):X}}}" for one in part)
