"""Change values in a record by replacing text between marks: comments, layout and order around them stay as they are.

`edited` compares what a file says with what it should say and writes only the difference. A comment in text that goes
away is kept on a line of its own. The result is read back; if it would not say just what was wanted, nothing changes.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import yaml

from generator.records.layout import as_block, as_flow
from generator.records.source import Source
from generator.records.yaml import Document, NodePath, Value, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


_INDENTED_COMMENT = re.compile(r"(?:[ \t]*\r?\n)*[ \t]+#")


class EditError(Exception):
    """A text cannot be changed in place without touching more than was wanted."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One change: put a value in place of another, insert a key or an entry, or remove one."""

    kind: Literal["replace", "insert", "remove"]
    path: NodePath
    value: Any = None
    after: tuple[str, ...] = ()
    """The keys that should stand before an inserted one, in order."""


def edited(document: Document, wanted: Mapping[str, Any]) -> str:
    """Return the text of a record changed so that it says `wanted`; keys that are new follow the order of `wanted`.

    Values may be texts, truth values, whole numbers, dates, lists and mappings. Raises EditError if that is not
    possible in place.
    """
    text = document.source.text
    for step in _differences(document.value, wanted, ()):
        text = _apply(_read(text), step)
    changed = _read(text)
    if changed.value != as_written(wanted):
        raise EditError("the changed text would say something else than was wanted")
    lost = Counter(_comments(document.source.text)) - Counter(_comments(text))
    if lost:
        raise EditError(f"the comment `{next(iter(lost))}` would be lost")
    return text


def as_written(value: Any) -> Value:
    """Return a value as the reader sees it: every scalar is text."""
    if isinstance(value, dict):
        return {str(key): as_written(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [as_written(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _read(text: str) -> Document:
    document, found = parse(Source("", text))
    if document is None or found:
        raise EditError(f"the changed text could not be read: {found[0].message}")
    return document


# ------------------------------------------------------------------------------------------------------- differences


def _differences(old: Value, new: Any, path: NodePath) -> Iterator[_Step]:
    """Yield steps from one value to another; nothing is removed before what takes its place is there."""
    if isinstance(old, dict) and isinstance(new, dict) and old and new:
        before: list[str] = []
        for key, value in new.items():
            if key in old:
                yield from _differences(old[key], value, (*path, key))
            else:
                yield _Step("insert", (*path, key), value, tuple(before))
            before.append(key)
        yield from (_Step("remove", (*path, key)) for key in old if key not in new)
    elif isinstance(old, list) and isinstance(new, list | tuple) and old and new:
        yield from _list_differences(old, list(new), path)
    elif old != as_written(new):
        yield _Step("replace", path, new)


def _list_differences(old: list[Value], new: list[Any], path: NodePath) -> Iterator[_Step]:
    """Leave alike entries at both ends alone; between them entries are changed, inserted and removed."""
    written = [as_written(one) for one in new]
    shorter = min(len(old), len(new))
    first = next((at for at in range(shorter) if old[at] != written[at]), shorter)
    last = next((at for at in range(shorter - first) if old[-1 - at] != written[-1 - at]), shorter - first)
    pairs = shorter - first - last
    for at in range(first, first + pairs):
        yield from _differences(old[at], new[at], (*path, at))
    for at in range(first + pairs, len(new) - last):
        yield _Step("insert", (*path, at), new[at])
    for at in reversed(range(first + pairs, len(old) - last)):
        yield _Step("remove", (*path, at))


# ----------------------------------------------------------------------------------------------------- changing text


def _apply(document: Document, step: _Step) -> str:
    place = _Place(document, step.path[:-1])
    if step.kind == "insert":
        return place.insert(step)
    if step.kind == "remove":
        return place.remove(step.path)
    return place.replace(step.path, step.value)


class _Place:
    """The mapping or list around a node, in a text that is about to change."""

    def __init__(self, document: Document, around: NodePath) -> None:
        self.document = document
        self.text = document.source.text
        self.around = around
        self.line_end = "\r\n" if "\r\n" in self.text else "\n"
        self.in_brackets = any(
            self.text[document.spans[around[:depth]].start] in "{[" for depth in range(len(around) + 1)
        )
        span = document.spans[around]
        self.column = span.column - 1

    # ---------------------------------------------------------------------------------------------------- positions

    def end(self, path: NodePath) -> int:
        """Return where the content of a node ends; the parser's mark lies behind comments and blank lines."""
        span = self.document.spans[path]
        opening = self.text[span.start : span.start + 1]
        value: Any = self.document.value
        for key in path:
            value = value[key]
        if opening not in ("{", "[") and isinstance(value, dict | list) and value:
            return self.end((*path, list(value)[-1] if isinstance(value, dict) else len(value) - 1))
        if opening in ("|", ">"):
            header = self.text[span.start : span.end].split("\n", 1)[0].split("#")[0]
            return span.end if "+" in header else span.start + len(self.text[span.start : span.end].rstrip())
        return span.end

    def next_line(self, index: int) -> int:
        """Return where the line after a place begins, or the place itself if a line begins there."""
        if index == 0 or self.text[index - 1] == "\n":
            return index
        found = self.text.find("\n", index)
        return len(self.text) if found < 0 else found + 1

    def line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def start(self, path: NodePath) -> int:
        """Return where a key with its value, or an entry with its dash, begins."""
        key = self.document.keys.get(path)
        if key is not None:
            return key.start
        start = self.document.spans[path].start
        if self.in_brackets:
            return start
        tokens = yaml.scan(self.text, Loader=yaml.CSafeLoader)
        entries = (one.start_mark.index for one in tokens if isinstance(one, yaml.BlockEntryToken))
        return max((int(index) for index in entries if index < start), default=start)

    def siblings(self) -> list[NodePath]:
        """Return the paths of the nodes in this mapping or list, in their order."""
        value: Any = self.document.value
        for key in self.around:
            value = value[key]
        return [(*self.around, key) for key in (value if isinstance(value, dict) else range(len(value)))]

    # ------------------------------------------------------------------------------------------------------ inserting

    def insert(self, step: _Step) -> str:
        siblings = self.siblings()
        name = step.path[-1]
        before = siblings[:name] if isinstance(name, int) else [one for one in siblings if one[-1] in step.after]
        # The nearest key that should stand before the new one; where it stands in the file is the file's affair.
        if isinstance(name, str) and before:
            before = [max(before, key=lambda one: step.after.index(str(one[-1])))]
        content: Any = {name: step.value} if isinstance(name, str) else [step.value]
        if self.in_brackets:
            return self._insert_in_brackets(as_flow(content)[1:-1], before)
        block = as_block(content)
        if not before:
            at = self.start(siblings[0])
            return self._spliced(at, at, self._indented(block).lstrip(" ") + " " * self.column)
        at = self.next_line(self.end(before[-1]))
        gap = "" if at == 0 or self.text[at - 1] == "\n" else self.line_end
        return self._spliced(at, at, gap + self._indented(block))

    def _insert_in_brackets(self, content: str, before: list[NodePath]) -> str:
        if before:
            at = self.end(before[-1])
            return self._spliced(at, at, f", {content}")
        at = self.document.spans[self.around].start + 1
        return self._spliced(at, at, f"{content}, " if self.siblings() else content)

    def _indented(self, block: str) -> str:
        margin = " " * self.column
        return "".join(f"{margin}{line}{self.line_end}" if line else self.line_end for line in block.split("\n")[:-1])

    def _spliced(self, start: int, end: int, new: str) -> str:
        return self.text[:start] + new + self.text[end:]

    # ------------------------------------------------------------------------------------------------------- removing

    def remove(self, path: NodePath) -> str:
        siblings = self.siblings()
        at = siblings.index(path)
        following = siblings[at + 1] if at + 1 < len(siblings) else None
        start, end = self.start(path), self.end(path)
        if self.in_brackets:
            if following is not None:
                return self._without(start, self.start(following))
            return self._without(self.end(siblings[at - 1]) if at else start, end)
        first = self.line_start(start)
        if not self.text[first:start].strip():
            return self._without(first, self.next_line(end), " " * (start - first))
        if following is None:
            raise EditError("the only key of a list entry cannot be removed alone")
        return self._without(start, self.start(following))

    def _without(self, start: int, end: int, margin: str | None = None) -> str:
        """Take text away and leave its comments, each on a line of its own."""
        indent = margin if margin is not None else " " * (self.column if not self.in_brackets else self.column + 2)
        kept = _comments(self.text, start, end)
        if margin is not None:
            return self._spliced(start, end, "".join(f"{indent}{one}{self.line_end}" for one in kept))
        lead = "" if not kept or self.text[start - 1 : start].isspace() else " "
        return self._spliced(start, end, lead + "".join(f"{one}{self.line_end}{indent}" for one in kept))

    # ------------------------------------------------------------------------------------------------------ replacing

    def replace(self, path: NodePath, value: Any) -> str:
        start, end = self.document.spans[path].start, self.end(path)
        old_is_block = self._is_block_collection(path)
        key = self.document.keys.get(path)
        lead = ""
        if old_is_block and key is not None:
            start, lead = self.text.index(":", key.end) + 1, " "
        kept = _comments(self.text, start, end)
        new = self._replacement(path, value, end)
        if new.startswith("\n"):
            lead, start = "", len(self.text[:start].rstrip(" "))
        text = self._spliced(start, end, lead + new.replace("\n", self.line_end))
        if not kept:
            return text
        first = self.line_start(key.start if key is not None else self.start(path))
        margin = " " * (self.column if not self.in_brackets else self.column + 2)
        return text[:first] + "".join(f"{margin}{one}{self.line_end}" for one in kept) + text[first:]

    def _is_block_collection(self, path: NodePath) -> bool:
        value: Any = self.document.value
        for key in path:
            value = value[key]
        return isinstance(value, dict | list) and self.text[self.document.spans[path].start] not in "{["

    def _replacement(self, path: NodePath, value: Any, end: int) -> str:
        """Return the text of a value: on one line between brackets or before a comment, else in blocks."""
        rest = self.text[end : self.next_line(end)] if end else ""
        if self.in_brackets or rest.strip() or not path or self._comment_follows(end):
            return as_flow(value)
        if isinstance(path[-1], int):
            return self._below(as_block([value])[2:])
        block = as_block({"k": value}).removeprefix("k:")
        return self._below(block.removeprefix(" "))

    def _comment_follows(self, end: int) -> bool:
        """Tell whether an indented comment comes next, which a text of several lines would take for its own."""
        return _INDENTED_COMMENT.match(self.text, self.next_line(end)) is not None

    def _below(self, block: str) -> str:
        first, *more = block.rstrip("\n").split("\n")
        return "\n".join((first, *(f"{' ' * self.column}{line}" if line else "" for line in more)))


# ---------------------------------------------------------------------------------------------------------- comments


def _comments(text: str, start: int = 0, end: int | None = None) -> list[str]:
    """Return the comments that begin in a stretch of text: what stands between the tokens after a #."""
    found: list[str] = []
    position = 0
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        first, last = token.start_mark.index, token.end_mark.index
        found += _between(text, position, first, start, end)
        position = max(position, last)
        if isinstance(token, yaml.ScalarToken) and text[first : first + 1] in ("|", ">"):
            header = text.find("\n", first)
            found += _between(text, first, last if header < 0 else header, start, end)
    return found + _between(text, position, len(text), start, end)


def _between(text: str, first: int, last: int, start: int, end: int | None) -> list[str]:
    found = []
    while (at := text.find("#", first, last)) >= 0:
        line_end = text.find("\n", at)
        first = len(text) if line_end < 0 else line_end
        if at >= start and (end is None or at < end):
            found.append(text[at:first].rstrip())
    return found
