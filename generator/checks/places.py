"""Where a finding points: from a path of keys to a line and columns of the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Location
from generator.records.source import Span, read_source
from generator.records.yaml import parse

if TYPE_CHECKING:
    from generator.records.discover import RecordFile
    from generator.records.source import Source
    from generator.records.yaml import Document, NodePath


def value_at(document: Document, path: NodePath) -> Location:
    """Return the place of a value, or of the closest value around it."""
    return document.source.location(document.nearest(path))


def key_at(document: Document, path: NodePath) -> Location:
    """Return the place of the key at a path; if it is missing, of the closest key around it."""
    while path and path not in document.spans:
        path = path[:-1]
    return document.source.location(document.key_or_node(path))


def match_at(document: Document, path: NodePath, pattern: re.Pattern[str]) -> Location:
    """Return the place of the first match of a pattern inside a value, or of the value.

    A value may be folded or hold escapes; then the match is not found in the text as it was written.
    """
    span: Span = document.nearest(path)
    found = pattern.search(document.source.text, span.start, span.end)
    return document.source.at_index(found.start(), len(found[0])) if found else document.source.location(span)


def place_of(document: Document, path: NodePath) -> Location:
    """Return the place of a value on one line, else (a list or mapping) of its key."""
    span = document.nearest(path)
    return key_at(document, path) if span.end_line > span.line else value_at(document, path)


def quick_place(source: Source, key: str) -> Location | None:
    """Return the place of a plain word under a key of the record itself, without parsing; None if that is not certain.

    A key stands at the beginning of one line only, unless a text in quotation marks holds the same words.
    """
    line = rf"^{re.escape(key)}: +([A-Za-z0-9][A-Za-z0-9_./-]*)[ \t]*(?:[ \t]#.*)?\r?$"
    found = list(re.finditer(line, source.text, re.MULTILINE))
    return source.at_index(found[0].start(1), len(found[0][1])) if len(found) == 1 else None


def locate(file: RecordFile, path: NodePath) -> Location:
    """Return the place of a value in a file that is read anew for it (see `place_of`).

    It is the beginning of the file if that cannot be read any more.
    """
    document = parsed(file)
    return place_of(document, path) if document is not None else Location(file.shown)


def parsed(file: RecordFile) -> Document | None:
    """Read and parse a record file, or return None if it cannot be read."""
    source = read_source(file.path, file.shown)
    return None if isinstance(source, Diagnostic) else parse(source)[0]
