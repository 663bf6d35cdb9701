"""What somebody may have meant who typed a word that is not in the list."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST = 80
"""Longer texts are sentences, and comparing them costs time without finding anything."""

CLOSENESS = 0.75
"""Share of common characters from which words count as close: "onlin" and "online", not "paid" and "pdf"."""

# Letters that Unicode does not take apart into a base letter and a mark.
_UNDIVIDED = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_SEPARATORS = re.compile(r"[\s_\-–/]+")


def folded(text: str) -> str:
    """Return a text without case, diacritics and differences of spacing, for comparison only."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return _SEPARATORS.sub(" ", bare.translate(_UNDIVIDED)).strip()


class Suggestions:
    """An index from all names of a concept to its code: codes before names, earlier concepts before later."""

    def __init__(self, ways_to_say: Mapping[str, Iterable[str]]) -> None:
        """Index codes with the texts that name them."""
        self._codes: dict[str, str] = {}
        for code in ways_to_say:
            self._codes.setdefault(folded(code), code)
        for code, texts in ways_to_say.items():
            for text in texts:
                self._codes.setdefault(folded(text), code)

    def find(self, text: str) -> str | None:
        """Return the code of an equal text, else of the closest one, else None."""
        wanted = folded(text[:LONGEST])
        if wanted in self._codes:
            return self._codes[wanted]
        close = get_close_matches(wanted, self._codes, n=1, cutoff=CLOSENESS)
        return self._codes[close[0]] if close else None
