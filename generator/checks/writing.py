"""Rules about how a text is written: nothing of it gets lost, and each letter is one character."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from generator.checks.places import match_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.records.scalars import describe
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.statements import Stated, StatedValue
    from generator.records.yaml import Document

CUT_OFF = define_rule(
    "FMT001",
    Severity.WARNING,
    "A text that ends before a #",
    reason="A # behind a space begins a comment, which nobody but the editors of the file sees; “Course #1” is read as "
    "“Course”.",
    remedy="Put quotation marks around the whole text if the # belongs to it; put a space behind the # if a comment is "
    "meant.",
)
IN_PARTS = define_rule(
    "FMT002",
    Severity.NOTE,
    "Letters that consist of two characters",
    reason="Some programs write ó as an o with an accent of its own. It looks the same, but search, sorting and "
    "comparing do not find it.",
    remedy="Type the word again, or let `catalogue fix` join the characters.",
    source="Unicode Standard Annex 15, normalisation form C",
    fixable=True,
)

_NO_COMMENT = re.compile(r"[ \t]+(#\w[^\r\n]*)")
# The same, found anywhere in a file in no time: most files have none, and then no place has to be known.
_PERHAPS_NO_COMMENT = re.compile(r"#(?<=[ \t]#)\w")
_WITH_MARKS = re.compile(r"\w[\u0300-\u036f]+")


def cut_off(stated: Stated, document: Document) -> Iterator[Diagnostic]:
    """What follows a text on its line is no part of it."""
    text = document.source.text
    if not _PERHAPS_NO_COMMENT.search(text):
        return
    for path, _ in stated.texts:
        span = document.spans.get(path)
        if span is None or text[span.start : span.start + 1] in "'\"|>":
            continue
        if found := _NO_COMMENT.match(text, span.end):
            rest = describe(found[1])
            message = say("expected a text in quotation marks, got one that ends before {rest}", rest=rest)
            yield Diagnostic(CUT_OFF, document.source.at_index(found.start(1), len(found[1].rstrip())), message)


def in_parts(stated: Stated, document: Document) -> Iterator[Diagnostic]:
    """Letters with marks are one character where Unicode has one for them."""
    for one in stated.values:
        if not unicodedata.is_normalized("NFC", one.value) and (first := _first_in_parts(one.value)):
            yield _in_parts(one, first, document)


def _in_parts(stated: StatedValue, first: str, document: Document) -> Diagnostic:
    source, span = document.source, document.nearest(stated.path)
    written = source.text[span.start : span.end]
    joined = _WITH_MARKS.sub(lambda found: unicodedata.normalize("NFC", found[0]), written)
    letter = unicodedata.normalize("NFC", first)
    message = say("expected the letter {letter} as one character, got {count}", letter=letter, count=len(first))
    where = match_at(document, stated.path, re.compile(re.escape(first)))
    edit = source.edit(span.start, span.end, joined) if joined != written else None
    return Diagnostic(IN_PARTS, where, message, edit=edit)


def _first_in_parts(text: str) -> str | None:
    found = (one[0] for one in _WITH_MARKS.finditer(text))
    return next((one for one in found if unicodedata.normalize("NFC", one) != one), None)
