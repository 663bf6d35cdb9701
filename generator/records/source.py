"""The text of one record file, and places in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Edit, Location, Severity, define_rule
from generator.wording import Wording, say

if TYPE_CHECKING:
    from pathlib import Path

MAXIMUM_BYTES = 256 * 1024
EXCERPT_WIDTH = 160
_LINE_END = re.compile(r"\r\n|\r|\n")

NOT_UTF8 = define_rule(
    "FIL001",
    Severity.ERROR,
    "The file is not UTF-8 text",
    reason="Programs save letters such as ł or ó in different ways; only UTF-8 is read the same everywhere.",
    remedy="Open the file in an editor and save it again with the encoding UTF-8.",
)
EMPTY_FILE = define_rule(
    "FIL002",
    Severity.ERROR,
    "The file is empty",
    reason="A record file without content says nothing that could be published.",
    remedy="Fill in the record, or delete the file.",
)
TOO_LARGE = define_rule(
    "FIL003",
    Severity.ERROR,
    "The file is too large for one record",
    reason="One file holds one record of a few kilobytes; a larger one is a mistake or an attack.",
    remedy="Keep one record per file, and put documents on your own site and link to them.",
)
UNREADABLE = define_rule(
    "FIL004",
    Severity.ERROR,
    "The file cannot be read",
    reason="Records are ordinary files inside the providers folder; links and special files are not followed.",
    remedy="Replace it by an ordinary file that everybody may read.",
)


@dataclass(frozen=True)
class Span:
    """Where a node stands: lines and columns from 1, `start` and `end` as indexes into the text."""

    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int

    def replaced_by(self, text: str) -> Edit:
        """Return the edit that puts a text in the place of the node."""
        return Edit(self.start, self.end, self.line, self.column, self.end_line, self.end_column, text)


@dataclass(frozen=True)
class Source:
    """A record file that was read: `path` as shown to people, and its text without byte order mark."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """Return the lines without their ends, split as YAML does (not at form feeds and the like)."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def location(self, span: Span) -> Location:
        """Return the place of a span with an excerpt of its first line."""
        length = span.end_column - span.column if span.end_line == span.line else 1
        return self.at(span.line, span.column, max(1, length))

    def at(self, line: int, column: int, length: int = 1) -> Location:
        """Return a place with its excerpt; a place behind the last line shows an empty excerpt."""
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        room = max(1, len(excerpt) - column + 1)
        return Location(self.path, line, column, min(length, room), excerpt)

    def at_index(self, index: int, length: int = 1) -> Location:
        """Return the place of a character counted from the start of the text."""
        return self.at(*self._position(index), length)

    def index(self, line: int, column: int) -> int:
        """Return where a character stands, counted from the start of the text."""
        return self._line_starts[line - 1] + column - 1

    def edit(self, start: int, end: int, text: str) -> Edit:
        """Return the edit that puts a text in the place of another one, given by where it starts and ends."""
        return Edit(start, end, *self._position(start), *self._position(end), text)

    def edit_to(self, changed: str) -> Edit:
        """Return the smallest edit that makes another text of this one."""
        text, most = self.text, min(len(self.text), len(changed))
        start = next((at for at in range(most) if text[at] != changed[at]), most)
        end = next((at for at in range(most - start) if text[-1 - at] != changed[-1 - at]), most - start)
        return self.edit(start, len(text) - end, changed[start : len(changed) - end])

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in _LINE_END.finditer(self.text))]

    def _position(self, index: int) -> tuple[int, int]:
        """Return line and column of a character counted from the start of the text."""
        line = bisect_right(self._line_starts, index)
        return line, index - self._line_starts[line - 1] + 1


def read_source(file: Path, shown: str) -> Source | Diagnostic:
    """Read one record file as UTF-8 text, or say why it cannot be read."""
    content = read_content(file, shown)
    return content if isinstance(content, Diagnostic) else decode(content, shown)


def read_content(file: Path, shown: str) -> bytes | Diagnostic:
    """Read the bytes of one record file for `decode`, or say why they cannot be read; of too many only the first."""
    try:
        if file.is_symlink() or not file.is_file():
            message = say("expected an ordinary file, got a link or a special file")
            return Diagnostic(UNREADABLE, Location(shown), message)
        with file.open("rb") as stream:
            return stream.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        return Diagnostic(UNREADABLE, Location(shown), unreadable(error))


_OF_THE_SYSTEM = (
    say("Input/output error"),
    say("Is a directory"),
    say("No such file or directory"),
    say("Not a directory"),
    say("Permission denied"),
)
"""What operating systems say most often, so that it is translated too."""


def unreadable(error: OSError) -> Wording:
    """Say that a file cannot be read, and the reason that the operating system gave."""
    return say("expected a readable file, got: {reason}", reason=Wording(error.strerror or type(error).__name__))


def decode(content: bytes, shown: str) -> Source | Diagnostic:
    """Turn the bytes of a record file into text; accept a byte order mark, refuse everything that is not UTF-8."""
    if len(content) > MAXIMUM_BYTES:
        message = say("expected at most {size} KiB, got more", size=MAXIMUM_BYTES // 1024)
        return Diagnostic(TOO_LARGE, Location(shown), message)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(content, error.start, shown)
    if not text.strip():
        return Diagnostic(EMPTY_FILE, Location(shown), say("expected a record, got an empty file"))
    return Source(shown, text)


def _not_utf8(content: bytes, start: int, shown: str) -> Diagnostic:
    before = content[:start]
    line_start = before.rfind(b"\n") + 1
    line = content[line_start:].split(b"\n", 1)[0][:EXCERPT_WIDTH]
    column = len(before[line_start:].decode("utf-8", "replace")) + 1
    where = Location(shown, before.count(b"\n") + 1, column, 1, line.decode("utf-8", "replace"))
    if b"\0" in content:  # images, documents, and texts that were saved as UTF-16
        message = say("expected UTF-8 text, got an image, a document or another encoding")
        fix = say(
            "If it is a text, save it with the encoding UTF-8; an image or a document does not belong here: delete it."
        )
        return Diagnostic(NOT_UTF8, where, message, fix)
    message = say("expected UTF-8 text, got another encoding (byte {byte})", byte=f"0x{content[start]:02x}")
    return Diagnostic(NOT_UTF8, where, message)
