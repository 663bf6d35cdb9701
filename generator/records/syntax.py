"""Explain in plain words why a file cannot be read as YAML, to somebody who has never seen YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.wording import say

if TYPE_CHECKING:
    import yaml

    from generator.diagnostics import Location
    from generator.records.source import Source, Span

SYNTAX = define_rule(
    "YML001",
    Severity.ERROR,
    "The structure of the file is broken",
    reason="Nothing can be read from a file whose structure is broken.",
    remedy="Compare the indentation, the quotation marks and the colons with a sample record.",
    fixable=True,
)

# What the scanner says → (what was expected and found, what to do).
_PLAIN_WORDS = (
    (
        "while scanning a simple key",
        say("expected `key: value`, got a line without a colon"),
        say("Write a colon and a space after the key; indent the line if it continues the text above."),
    ),
    (
        "while scanning a quoted scalar",
        say("expected a closing quotation mark, got none"),
        say("Close the quotation mark at the end of the text."),
    ),
    (
        "while parsing a quoted scalar",
        say("expected a text, got a backslash in double quotation marks"),
        say("Use single quotation marks ('…'), in which a backslash is only a backslash."),
    ),
    (
        "expected ',' or",
        say("expected a comma or a closing bracket, got neither"),
        say("Separate the values by commas and close the bracket that was opened here."),
    ),
    (
        "while parsing a flow node",
        say("expected a value or a closing bracket, got neither"),
        say("Close the bracket, or write the value that is missing."),
    ),
    (
        "while parsing a block node",
        say("expected a value, got a bracket that was never opened"),
        say("Delete the bracket, or put quotation marks around the text."),
    ),
    (
        "did not find expected '-'",
        say("expected a list entry that begins with `- `, got another line"),
        say("Begin each entry of the list with `- ` at the same indentation."),
    ),
    (
        "block sequence entries are not allowed",
        say("expected a value beside the key, got a list entry"),
        say("Put the list on the lines below its key."),
    ),
    (
        "cannot start any token",
        say("expected a text that begins with a letter or digit, got a character with a meaning of its own"),
        say("Put quotation marks around the text."),
    ),
    (
        "while scanning an a",  # alias or anchor
        say("expected a text that begins with a letter or digit, got * or &"),
        say("Put quotation marks around the text."),
    ),
    (
        "<document start>",
        say("expected the end of the file, got more lines"),
        say("Delete the line with three points."),
    ),
    ("tag", say("expected a value, got a tag (!)"), say("Put quotation marks around a text that begins with !.")),
    (
        "did not find expected key",
        say("expected a line at the same indentation as its neighbours, got another one"),
        say("Align the line with the lines of the same level."),
    ),
)
_AT_THE_OPENING = ("quoted scalar", "simple key", "flow sequence", "flow mapping")
"""Mistakes that are noticed late: they are shown where the quotation mark, key or bracket began."""


def syntax_error(source: Source, error: yaml.YAMLError, last: Span | None) -> Diagnostic:
    """Explain why reading stopped; `last` is the last text that was read."""
    said = " ".join(str(getattr(error, name, None) or "") for name in ("context", "problem")).strip() or str(error)
    where = _place_of_error(source, error, said)
    before = where.excerpt[: where.column - 1]
    if "\t" in where.excerpt[: where.column] and not before.strip():
        fix = say("Indent with spaces, not with tabs.")
        return Diagnostic(SYNTAX, where, say("expected spaces, got a tab character"), fix)
    if "mapping values are not allowed" in said:
        return _stray_colon(where)
    if "did not find expected key" in said and before.rstrip().endswith(("'", '"')):
        if last is not None and last.line < last.end_line:
            message = say("expected a closing quotation mark on this line, got none")
            fix = say("Close the quotation mark at the end of the text.")
            return Diagnostic(SYNTAX, source.at(last.line, last.column), message, fix)
        message = say("expected nothing after the closing quotation mark, got more text")
        fix = say("Put the whole text into quotation marks of the kind that does not occur in it.")
        return Diagnostic(SYNTAX, where, message, fix)
    for pattern, message, fix in _PLAIN_WORDS:
        if pattern in said:
            return Diagnostic(SYNTAX, where, message, fix)
    message = say("expected `key: value`, got something else ({reason})", reason=said)
    return Diagnostic(SYNTAX, where, message)


def _stray_colon(where: Location) -> Diagnostic:
    """Explain a colon that cannot be: in a text without quotation marks, or on a line that is indented too far."""
    if ": " in where.excerpt[: where.column - 1]:
        message = say("expected one colon, got a second one in the same value")
        return Diagnostic(SYNTAX, where, message, say("Put quotation marks around a text that contains a colon."))
    fix = say(
        "Align the line with the lines of the same level, or put quotation marks around a text that contains a colon."
    )
    return Diagnostic(SYNTAX, where, say("expected the text of the line above to go on, got a new key"), fix)


def _place_of_error(source: Source, error: yaml.YAMLError, said: str) -> Location:
    names = ["problem_mark", "context_mark"]
    if any(words in said for words in _AT_THE_OPENING):
        names.reverse()
    mark = next((mark for name in names if (mark := getattr(error, name, None)) is not None), None)
    if mark is None:
        index = getattr(error, "position", None)
        return source.at_index(index if isinstance(index, int) else 0)
    where = source.at(mark.line + 1, mark.column + 1)
    return where if where.excerpt.strip() else _last_written(source, where.line)


def _last_written(source: Source, line: int) -> Location:
    """Return the end of the last line with content at or above a line: the scanner stops behind it."""
    written = [number for number, text in enumerate(source.lines[:line], start=1) if text.strip()]
    last = written[-1] if written else 1
    return source.at(last, max(1, len(source.lines[last - 1].rstrip())))
