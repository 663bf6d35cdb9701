"""Characters that a text must not hold, because nobody sees them."""

from __future__ import annotations

import re

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

_SEEN = re.compile(r"[^\s\u200c\u200d\ufe0e\ufe0f]")


def shows_something(text: str) -> bool:
    """Tell whether a text without hidden characters has anything but white space, joiners and selectors."""
    return _SEEN.search(text) is not None
