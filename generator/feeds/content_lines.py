"""Content lines of iCalendar: escaped, folded, ended by CR LF. Source: RFC 5545, sections 3.1 and 3.3.11.

The library `icalendar` reads what is written here in the tests. It does not write it: calendars repeat the same events
beside many pages, and it takes eight times as long; it also turns the letters `\\N` of a title into a line end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.feeds.literals import plain_text

if TYPE_CHECKING:
    from generator.languages import Shown

WIDTH = 75
"""Octets of a line without its end."""

_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


def content_line(name: str, value: str) -> bytes:
    """Return a line whose value is no text: an address, a date, a word of the standard."""
    return _folded(f"{name}:{value}".encode())


def text_line(name: str, text: str) -> bytes:
    """Return a line whose value is a text in the language of the calendar."""
    return content_line(name, plain_text(text).translate(_ESCAPES))


def shown_line(name: str, shown: Shown, language: str) -> bytes:
    """Return a line whose text names its language where it is not that of the calendar."""
    return text_line(name if shown.language == language else f"{name};LANGUAGE={shown.language}", shown.text)


def _folded(line: bytes) -> bytes:
    """Break a line into pieces of WIDTH octets; the space that begins each further piece counts, letters stay whole."""
    pieces = []
    room = WIDTH
    while len(line) > room:
        end = room
        while line[end] & 0xC0 == 0x80:  # inside a letter of several octets
            end -= 1
        pieces.append(line[:end])
        line, room = line[end:], WIDTH - 1
    return b"\r\n ".join((*pieces, line)) + b"\r\n"
