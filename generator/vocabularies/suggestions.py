"""What somebody may have meant who typed a word that is not in the list."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST = 80
"""Longer texts are sentences, and comparing them costs time without finding anything."""

CLOSENESS = 0.75
"""Share of common characters from which words count as close: "onlin" and "online", not "paid" and "pdf"."""


class _Bare(dict[int, str | int | None]):
    """What stays of each character: that of undivided letters is given, that of others is found out once."""

    def __missing__(self, code: int) -> int | None:
        """Keep a character unless it only stands above or below another one."""
        kept = None if unicodedata.combining(chr(code)) else code
        self[code] = kept
        return kept


# Letters that Unicode does not take apart into a base letter and a mark.
_UNDIVIDED = {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
_SEPARATORS = dict.fromkeys(map(ord, "_-–/"), " ")
_BARE = _Bare({ord(letter): letters for letter, letters in _UNDIVIDED.items()} | _SEPARATORS)


def folded(text: str) -> str:
    """Return a text without case, diacritics and differences of spacing, for comparison only."""
    return " ".join(unicodedata.normalize("NFKD", text.casefold()).translate(_BARE).split())


class Suggestions:
    """An index from all names of a concept to its code: codes before names, earlier concepts before later."""

    def __init__(self, names: Mapping[str, Iterable[str]], synonyms: Mapping[str, Iterable[str]]) -> None:
        """Index codes with the texts that mean just them, and with those that may mean them."""
        self._codes: dict[str, str] = {folded(code): code for code in reversed(tuple(names))}
        self._named: dict[str, set[str]] = {folded(code): {code} for code in names}
        own = frozenset(self._codes)
        for code, texts in names.items():
            for name in map(folded, texts):
                self._codes.setdefault(name, code)
                if name not in own:  # what is a code itself is no name of another one
                    self._named.setdefault(name, set()).add(code)
        for code, texts in synonyms.items():
            for name in map(folded, texts):
                self._codes.setdefault(name, code)

    def equal(self, text: str) -> str | None:
        """Return the one code that an equal text stands for, else None."""
        codes = self._named.get(folded(text[: LONGEST + 1]), set())
        return next(iter(codes)) if len(codes) == 1 else None

    def find(self, text: str) -> str | None:
        """Return the code of an equal text, else of the closest one, else None."""
        wanted = folded(text[:LONGEST])
        if wanted in self._codes:
            return self._codes[wanted]
        close = get_close_matches(wanted, self._codes, n=1, cutoff=CLOSENESS)
        return self._codes[close[0]] if close else None
