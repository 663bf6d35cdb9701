"""Characters that a text must not hold, because nobody sees them."""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
"""C0 and C1 controls but tab and line feed, and halves of characters. NEL is a line end that editors do not count."""

_NEVER_SEEN = (
    # Soft hyphen, combining grapheme joiner, mark of Arabic letters, Hangul and Khmer fillers, Mongolian separator.
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0"
    # Zero-width space, marks and overrides of direction, line ends that editors do not count, word joiners,
    # invisible operators of formulas, byte order mark, anchors of annotations; the blank of Braille.
    r"\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\u2800"
    # Formats of shorthand and of musical notes; tags, which repeat ASCII without being seen.
    r"\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
"""Mostly the default-ignorable code points of Unicode (DerivedCoreProperties.txt), which fonts draw as nothing."""

_NO_MEANING = (
    r"\ue000-\uf8ff\U000f0000-\U0010ffff"  # private use: what they show depends on the font
    r"\ufdd0-\ufdef" + "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(15))  # never characters
)

# Variation selectors choose a form of the letter before them; elsewhere they are just not seen. Those for pictures
# (U+FE0E, U+FE0F) and the zero-width joiners are needed in many places and stay allowed.
_VARIATIONS = (
    r"(?<![\u1800-\u18af])[\u180b-\u180d\u180f]"
    r"|(?<![\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\ufe00-\ufe0d\U000e0100-\U000e01ef]"
)

HIDDEN = re.compile(f"[{_CONTROLS}{_NEVER_SEEN}{_NO_MEANING}]|{_VARIATIONS}")
"""Matches one hidden character; line ends must be written as line feeds."""

# Letters, marks and signs of Latin, Greek and Cyrillic texts, none of them hidden. A look for anything else takes a
# twentieth of the time of a look for hidden characters, and finds nothing in most texts.
_UNUSUAL = re.compile(
    "[^\\t\\n -~\u00a0-\u00ac\u00ae-\u034e\u0370-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2100-\u214f]"
)


def find_hidden(text: str) -> re.Match[str] | None:
    """Return the first hidden character of a text whose line ends are line feeds."""
    return HIDDEN.search(text) if _UNUSUAL.search(text) else None


_SEEN = re.compile(r"[^\s\u200c\u200d\ufe0e\ufe0f]")


def shows_something(text: str) -> bool:
    """Tell whether a text without hidden characters has anything but white space, joiners and selectors."""
    return _SEEN.search(text) is not None


# Hyphens and joiners that show only where a line breaks, and byte order marks: without them a text looks the same.
_SHOWS_NOTHING = "\u00ad\u200b\u2060\ufeff"
# Line ends that editors do not count, and form feeds: what they set apart stays apart.
_LINE_BREAKS = "\x0b\x0c\x85\u2028\u2029"
# Marks and embeddings of the direction in which this text runs anyway.
_LEFT_TO_RIGHT = "\u200e\u202a\u202c\u2066\u2068\u2069"
_TURNS = re.compile("[\u061c\u200f\u202b\u202d\u202e\u2067]")
# Scripts without spaces between words: a zero-width space says where a word ends.
_WITHOUT_SPACES = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\ua9e0-\ua9ff\uaa60-\uaa7f]")


def without_hidden(line: str) -> tuple[int, int, str] | None:
    """Return where the hidden characters of a line begin and end, and what stays between without them.

    Only the first ones up to one on which it depends what is seen; None if that is the very first.
    """
    spared = _spared(line)
    first = last = None
    for found in HIDDEN.finditer(line):
        if found[0] not in spared and found[0] not in _LINE_BREAKS:
            break
        first = found.start() if first is None else first
        last = found.end()
    if first is None or last is None:
        return None
    kept = re.sub(f"[{spared}]", "", line[first:last]) if spared else line[first:last]
    return first, last, re.sub(f"[{_LINE_BREAKS}]", " ", kept)


def _spared(line: str) -> str:
    """Return the characters that a line can be spared."""
    right_to_left = any(unicodedata.bidirectional(one) in ("R", "AL") for one in line)
    spared = _SHOWS_NOTHING.replace("\u200b", "") if _WITHOUT_SPACES.search(line) else _SHOWS_NOTHING
    return spared if right_to_left or _TURNS.search(line) else spared + _LEFT_TO_RIGHT
