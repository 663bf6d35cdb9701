"""Trees of values from others with texts that records can hold: no HTML, no hidden characters."""

from __future__ import annotations

from typing import Any

from generator.importers.cells import visible
from generator.importers.markup import line_of, prose_of
from generator.vocabularies import vocabulary

_LINES = frozenset(("title", "name", "legal_name", "city", "unit", "label", "scheme", "keywords"))
"""Keys whose texts are lines."""


def with_safe_texts(tree: Any, key: str = "") -> Any:
    """Return a copy of a tree in which texts by language are safe; all other values stay as they are."""
    if isinstance(tree, list):
        return [with_safe_texts(one, key) for one in tree]
    if not isinstance(tree, dict):
        return tree
    if tree and all(map(_is_language, tree)):
        made = {language: _safe(text, key) for language, text in tree.items()}
        return {language: text for language, text in made.items() if text}
    return {inner: with_safe_texts(value, inner) for inner, value in tree.items()}


def _safe(text: Any, key: str) -> Any:
    if isinstance(text, list):
        return [made for one in text if (made := _safe(one, key))]
    if not isinstance(text, str):
        return text
    return line_of(visible(text)) if key in _LINES else prose_of(visible(text))


def _is_language(key: str) -> bool:
    return key.partition("-")[0] in vocabulary("languages")


def first_text(texts: dict[str, str]) -> str:
    """Return the English text, else the first."""
    return texts.get("en") or next(iter(texts.values()), "")


def count_values(tree: Any) -> int:
    """Count the single values of a tree."""
    if isinstance(tree, dict | list):
        return sum(map(count_values, tree.values() if isinstance(tree, dict) else tree))
    return 1
