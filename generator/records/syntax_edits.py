"""Edits for broken structure: quotation marks, a missing space, tabs. Only where one intention explains the line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.diagnostics import Edit, Location
    from generator.records.source import Source

# The indentation, then dashes of list entries or a key with its colon, then a value up to the end of the line.
_LINE = re.compile(r"^(?P<indent> *)(?P<opening>(?:- +)*(?:[A-Za-z][\w-]*: +)?)(?P<value>\S.*?)\s*$")
_WITHOUT_SPACE = re.compile(r"^ *(?:- +)*[a-z][a-z_]*:(?=[^\s:/])")
_NEXT_LINE = re.compile(r"^ *(?:- |-$|#|[A-Za-z][\w-]*:(?: |$)|$)")
_COMMENT = re.compile(r"(?:^|\s)#")
_PERHAPS_A_KEY = re.compile(r"^[a-z][a-z_-]*:(?:\s|$)")
_NO_BEGINNING = ("@", "`", "%", "*", "&")
"""Characters with which a text cannot begin unless it stands in quotation marks."""

_TAB_WIDTHS = (2, 4, 8)


def syntax_edit(source: Source, where: Location) -> Edit | None:
    """Return the edit that mends the line where reading stopped, if it is certain what was meant."""
    if "\t" in where.excerpt[: len(where.excerpt) - len(where.excerpt.lstrip())]:
        return _without_tabs(source)
    stopped = _stops_at(source.text)
    if stopped is None:
        return None
    for candidate in _CANDIDATES:
        for start, end, text in candidate(source, where.line):
            first = source.index(where.line, 1)
            changed = source.text[: first + start] + text + source.text[first + end :]
            if _reads_on(changed, where.line, stopped):
                return source.edit(first + start, first + end, text)
    return None


Change = tuple[int, int, str]
"""What stands between two columns of a line, counted from 0, becomes another text."""


def _quoted_whole(source: Source, line: int) -> Iterator[Change]:
    """Put a text into quotation marks that holds a colon, begins with a quotation or with a special character."""
    found = _value_of(source, line)
    if found is None:
        return
    value = found["value"]
    colon = re.search(r":(\s|$)", value) and value[0] not in "\"'[{|>?!" and not _PERHAPS_A_KEY.match(value)
    if not _COMMENT.search(value) and (colon or value.startswith(_NO_BEGINNING) or _goes_on_after_quotation(value)):
        yield found.start("value"), found.end("value"), quoted(value)


def _goes_on_after_quotation(value: str) -> bool:
    mark = value[0]
    end = value.find(mark, 1)
    return mark in "\"'" and end > 1 and value[end + 1 :].lstrip()[:1] not in (*"\"',:#]}", "")


def _closed(source: Source, line: int) -> Iterator[Change]:
    """Close a quotation mark at the end of its line; a single one could be an apostrophe."""
    found = _value_of(source, line)
    if found is None or _COMMENT.search(found["value"]):
        return
    if found["value"][0] == '"' and found["value"].count('"') == 1 and len(found["value"]) > 1:
        yield found.end("value"), found.end("value"), '"'


def _with_space(source: Source, line: int) -> Iterator[Change]:
    """Put the space behind the colon that makes a key of the word before it."""
    if found := _WITHOUT_SPACE.match(source.lines[line - 1]):
        yield found.end(), found.end(), " "


_CANDIDATES: tuple[Callable[[Source, int], Iterator[Change]], ...] = (_quoted_whole, _closed, _with_space)


def _value_of(source: Source, line: int) -> re.Match[str] | None:
    """Take a line apart whose value ends with it: what comes next is a line of its own and not indented further."""
    found = _LINE.match(source.lines[line - 1])
    following = next((one for one in source.lines[line:] if one.strip()), "")
    if found is None or not found["opening"] or len(following) - len(following.lstrip()) > len(found["indent"]):
        return None
    return found if _NEXT_LINE.match(following) else None


def quoted(text: str) -> str:
    """Return a text of one line in quotation marks, of the kind that needs the least change."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _without_tabs(source: Source) -> Edit | None:
    """Replace the tabs with which lines begin by spaces, if all widths that can be read say the same."""
    readings = []
    for width in _TAB_WIDTHS:
        changed = "".join(_expanded(line, width) for line in source.text.splitlines(keepends=True))
        content = _content(changed)
        if content is not None:
            readings.append((content, changed))
    if not readings or any(content != readings[0][0] for content, _ in readings):
        return None
    return source.edit_to(readings[0][1])


def _expanded(line: str, width: int) -> str:
    text = line.lstrip(" \t")
    return line[: len(line) - len(text)].expandtabs(width) + text


def _content(text: str) -> list[tuple[str, str]] | None:
    """Return what a text says, whatever its layout; None if it cannot be read."""
    try:
        events = yaml.parse(text, Loader=yaml.CSafeLoader)
        return [(type(one).__name__, str(getattr(one, "value", ""))) for one in events]
    except yaml.YAMLError:
        return None


def _stops_at(text: str) -> int | None:
    """Return the line, counted from 1, at which reading stops; None if it comes to the end."""
    try:
        for _ in yaml.parse(text, Loader=yaml.CSafeLoader):
            pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return mark.line + 1 if mark is not None else 1
    except yaml.YAMLError:
        return 1
    return None


def _reads_on(text: str, line: int, stopped: int) -> bool:
    """Tell whether a changed text can be read, or at least further than the changed line and than before."""
    stops = _stops_at(text)
    return stops is None or stops > max(line, stopped)
