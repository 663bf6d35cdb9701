"""Texts in several languages: which one to show, and in which language it really is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FALLBACK_ORDER = ("en",)


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as shown to a reader, with the language it is written in (for the `lang` attribute)."""

    text: str
    language: str

    def __str__(self) -> str:
        """Return the text alone."""
        return self.text


def in_language(texts: Mapping[str, str] | None, wanted: str, preferred: Sequence[str] = ()) -> Shown | None:
    """Choose the text for a reader of `wanted`; fall back to English, then `preferred`, then any, visibly.

    Returns None where nothing is stated.
    """
    if not texts:
        return None
    if wanted in texts:
        # Nearly always so; to look for relatives first took three times as long.
        return Shown(texts[wanted], wanted)
    relatives = sorted(language for language in texts if _primary(language) == _primary(wanted))
    for language in (_primary(wanted), *relatives, *FALLBACK_ORDER, *preferred):
        if language in texts:
            return Shown(texts[language], language)
    first = min(texts)
    return Shown(texts[first], first)


def _primary(language: str) -> str:
    """Return a language tag without region and script: `pt` for `pt-BR`."""
    return language.split("-", maxsplit=1)[0]


def N_(sentence: str) -> str:  # noqa: N802 - the name by which gettext's tools find a sentence to translate
    """Mark a sentence that pages show in the reader's language; here it stays English."""
    return sentence
