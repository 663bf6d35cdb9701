"""Turn the bytes of a CSV file into text: by what is certain, or by what was asked for, and never by a guess."""

from __future__ import annotations

import codecs
import re

from generator.diagnostics import Diagnostic, Location, Severity, define_rule
from generator.records.source import NOT_UTF8
from generator.wording import say

OTHER_ENCODING = define_rule(
    "IMP007",
    Severity.ERROR,
    "The table is not in the encoding that was named",
    reason="With the wrong encoding letters such as ł or ó turn into others, and names into nonsense.",
    remedy="Name the encoding in which the table was saved with --encoding, or save it as CSV UTF-8.",
)

ENCODINGS = (
    "utf-8", "utf-16", "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1257",
    "iso-8859-1", "iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-13", "iso-8859-15", "cp852",
)  # fmt: skip
"""The encodings that can be asked for; those that spreadsheet programs in Europe write."""

_MARKS_OF_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")  # NEL (0x85) stands in texts of mainframes


def decode_table(content: bytes, name: str, encoding: str | None = None) -> str | Diagnostic:
    """Return the text of a table, or say why the bytes are not what they should be.

    Without `encoding` (one of ENCODINGS) only what is certain is read: UTF-8, and UTF-16 with its byte order mark.
    """
    if content.startswith(_MARKS_OF_UTF16) and encoding in (None, "utf-16"):
        return _decoded(content, name, "utf-16")
    if encoding is None and content[:1000].count(0) * 4 > len(content[:1000]):
        message = say("expected UTF-8 text, got the byte 0x00, which is no text; it may be UTF-16")
        fix = say("Save the table again as “CSV UTF-8”, or name its encoding: `--encoding utf-16`.")
        return Diagnostic(NOT_UTF8, Location(name, 1, content.index(b"\0") + 1), message, fix)
    if encoding is None or encoding == "utf-8":
        return _decoded(content, name, "utf-8-sig")
    if encoding != "utf-16" and _is_surely_utf8(content):
        message = say("expected text in {encoding}, got UTF-8", encoding=encoding)
        return Diagnostic(OTHER_ENCODING, Location(name), message, say("Name the right one: `--encoding utf-8`."))
    text = _decoded(content, name, encoding)
    if isinstance(text, str) and (strange := _CONTROL.search(text)):
        code = f"U+{ord(strange[0]):04X}"
        message = say("expected text in {encoding}, got the control character {code}", encoding=encoding, code=code)
        fix = say("Name the encoding in which the table was saved; {encoding} has no letter there.", encoding=encoding)
        return Diagnostic(OTHER_ENCODING, _place(text, strange.start(), name), message, fix)
    return text


def _is_surely_utf8(content: bytes) -> bool:
    """Tell whether bytes with letters beyond ASCII are UTF-8: no text in another encoding looks like it."""
    if content.isascii():
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(content: bytes, name: str, encoding: str) -> str | Diagnostic:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, "replace")
        where = _place(before, len(before), name)
        byte = f"0x{content[error.start] if error.start < len(content) else 0:02x}"
        if encoding == "utf-8-sig":
            fix = say(
                "Save the table again as “CSV UTF-8”, or name its encoding: `--encoding windows-1250` is what "
                "spreadsheet programs in Poland write; the wrong one would garble names."
            )
            return Diagnostic(NOT_UTF8, where, say("expected UTF-8 text, got the byte {byte}", byte=byte), fix)
        message = say("expected text in {encoding}, got the byte {byte}", encoding=encoding, byte=byte)
        return Diagnostic(OTHER_ENCODING, where, message)


def _place(text: str, index: int, name: str) -> Location:
    line_start = text.rfind("\n", 0, index) + 1
    return Location(name, text.count("\n", 0, index) + 1, index - line_start + 1)
