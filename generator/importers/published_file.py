"""What kind of published file a file is, told by its content, and its bytes, if they can be read at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 20_000_000
"""Bytes of a file: some two thousand offers. Nobody reviews more drafts at once."""

_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm")
_ENDINGS = {
    ".ttl": "turtle",
    ".turtle": "turtle",
    ".nt": "turtle",
    ".json": "json",
    ".jsonld": "json",
    ".rdf": "xml",
    ".xml": "xml",
}
"""The form of files of which the first bytes tell nothing: whoever sees the mistake in them knows what was meant."""

_ENOUGH = 4096
_BYTE_ORDER = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_COMMENTS = rb"\s*(?:#[^\n]*\n\s*)*"
# An IRI in angle brackets begins with a scheme and two slashes, or is a URN; <rdf:RDF …> is an element.
_TURTLE = re.compile(
    _COMMENTS + rb"(?:@prefix\s|@base\s|(?:PREFIX|BASE)\s[^\n]*<|<(?:[a-z][a-z0-9+.-]*://|urn:))", re.IGNORECASE
)
_XML = re.compile(rb"<(?:\?xml\s|!|rdf:RDF[\s>])")


def published_form(file: Path) -> str | None:
    """Tell which published format a file has, by its content and else by its ending; None for what must be a table.

    Raises UsageError for a file that is too large.
    """
    try:
        with file.open("rb") as stream:
            head = stream.read(_ENOUGH)
        size = file.stat().st_size
    except OSError:
        return None
    form = _form(head.removeprefix(_BYTE_ORDER).lstrip(), file.suffix.lower())
    if form and size > LARGEST:
        raise UsageError(
            f"{file}: expected up to {LARGEST // 1_000_000} MB, found {size / 1e6:.0f} MB; nothing was written",
            remedy="Export the offers of one institution or faculty at a time.",
        )
    return form


def _form(start: bytes, suffix: str) -> str | None:
    """Tell the form by the first sign; where Turtle may begin so too, a file that says by its ending to be it is."""
    if suffix in _TABLES:
        return None
    if _TURTLE.match(start) or (_ENDINGS.get(suffix) == "turtle" and not _XML.match(start)):
        return "turtle"
    if start[:1] in (b"{", b"["):
        return "json"
    return "xml" if start[:1] == b"<" else _ENDINGS.get(suffix)


def read_content(file: Path) -> bytes:
    """Return the bytes of a file without a byte order mark. Raises UsageError for what is empty or not UTF-8."""
    content = file.read_bytes().removeprefix(_BYTE_ORDER)
    if not content.strip():
        raise UsageError(
            f"{file}: expected learning opportunities, found an empty file; nothing was written",
            remedy="Export the file again.",
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(file, content, error.start) from error
    if "\0" in text:
        raise _not_utf8(file, content, text.index("\0"))
    return content


def _not_utf8(file: Path, content: bytes, place: int) -> UsageError:
    line = content.count(b"\n", 0, place) + 1
    found = "UTF-16" if content.startswith(_WIDE) else f"the byte 0x{content[place]:02x} in line {line}"
    return UsageError(
        f"{file}: expected text in UTF-8, found {found}; nothing was written",
        remedy="Export the file again as UTF-8. If it is an archive, unpack it first.",
    )


def is_json_ld(document: Any) -> bool:
    """Tell whether JSON may be JSON-LD: a node with a keyword, or a list of such nodes."""
    nodes = document if isinstance(document, list) else [document]
    return bool(nodes) and all(isinstance(one, dict) and any(key.startswith("@") for key in one) for one in nodes)
