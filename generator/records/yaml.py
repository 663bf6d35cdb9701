"""Read YAML exactly: every scalar stays text, every node has its place, and what records must not hold is refused.

`yaml.load` resolves `no` to false and `012` to 10, hides duplicate keys, and its composer overflows the stack on
deeply nested input; the event stream has none of these faults. It needs much time, most of it for places that only a
finding asks for: what is plainly sound is read without them (see `plain`), and gets them when somebody asks.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.records.hidden import find_hidden, without_hidden
from generator.records.plain import PLAIN_NULLS, read_plainly
from generator.records.scalars import describe
from generator.records.source import EMPTY_FILE, Source, Span
from generator.records.syntax import syntax_error
from generator.records.syntax_edits import syntax_edit
from generator.wording import Wording, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from generator.diagnostics import Edit, Rule

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
NodePath: TypeAlias = "tuple[str | int, ...]"

MAXIMUM_DEPTH = 32

DUPLICATE_KEY = define_rule(
    "YML002",
    Severity.ERROR,
    "A key stands twice",
    reason="Of two values for one key only one could be kept, and nobody would know which.",
    remedy="Keep one of the two and delete the other.",
)
TOO_DEEP = define_rule(
    "YML003",
    Severity.ERROR,
    "The file is nested too deeply",
    reason="No record needs more than 32 levels; deeper nesting is a mistake or an attack.",
    remedy="Look for brackets that were never closed, or compare with the sample record.",
)
ALIAS = define_rule(
    "YML004",
    Severity.ERROR,
    "Anchors, aliases and merge keys are not allowed",
    reason="A value that is written elsewhere cannot be reviewed or edited where it stands.",
    remedy="Write the value out at each place.",
)
TAG = define_rule(
    "YML005",
    Severity.ERROR,
    "Tags are not allowed",
    reason="The meaning of a value follows from its key; a tag (!…) could make programs run code.",
    remedy="Delete the tag, and put quotation marks around a text that begins with an exclamation mark.",
)
SECOND_DOCUMENT = define_rule(
    "YML006",
    Severity.ERROR,
    "The file holds more than one document",
    reason="One file is one record; a second document after --- would be lost.",
    remedy="Delete the line ---, or move the second record into a file of its own.",
)
NO_VALUE = define_rule(
    "YML007",
    Severity.ERROR,
    "A key has no value",
    reason="An empty value could mean unknown, none or forgotten. A missing key means: the provider has not said.",
    remedy="Give the value, or delete the line.",
)
HIDDEN_CHARACTER = define_rule(
    "YML008",
    Severity.ERROR,
    "A hidden character",
    reason="Characters that cannot be seen, or that turn the reading direction, make a text say something else "
    "than it shows.",
    remedy="Delete the character, or type the text again instead of pasting it.",
    fixable=True,
)
KEY_IS_NOT_TEXT = define_rule(
    "YML009",
    Severity.ERROR,
    "A key is not a word",
    reason="Keys are plain words; lists or mappings as keys have no meaning here.",
    remedy="Write the key as one word followed by a colon.",
)


@dataclass(frozen=True)
class Places:
    """The place of every node and of every key of a document, and the nodes without value."""

    spans: dict[NodePath, Span] = field(default_factory=dict)
    keys: dict[NodePath, Span] = field(default_factory=dict)
    empty: set[NodePath] = field(default_factory=set)


@dataclass(frozen=True)
class Document:
    """One parsed record: plain values (text, lists, mappings) and the place of every node and key.

    Most records are sound and nobody asks for their places, which cost three times as much as the values (1.9 of 2.6 ms
    a record); they are made when the first is asked for.
    """

    source: Source
    value: Value = ""

    @cached_property
    def places(self) -> Places:
        """Return all places."""
        reading = _Reading(self.source)
        reading.run()
        return reading.places

    @property
    def spans(self) -> Mapping[NodePath, Span]:
        """Return the place of every node."""
        return self.places.spans

    @property
    def keys(self) -> Mapping[NodePath, Span]:
        """Return the place of every key, by the path of its value."""
        return self.places.keys

    @property
    def empty(self) -> AbstractSet[NodePath]:
        """Return the paths of the keys and entries without value."""
        return self.places.empty

    def nearest(self, path: NodePath) -> Span:
        """Return the place of a node, or of the closest node around it that exists."""
        spans = self.places.spans
        while path and path not in spans:
            path = path[:-1]
        return spans[path]

    def key_or_node(self, path: NodePath) -> Span:
        """Return the place of the key at a path, else of the node, else of what is around it."""
        return self.keys.get(path) or self.nearest(path)


@dataclass
class _Frame:
    """A mapping or list that is being read."""

    container: list[Value] | dict[str, Value]
    path: NodePath
    start: yaml.Mark
    key: str | None = None


class _ReadingRefusedError(Exception):
    """Reading cannot go on after this finding."""

    def __init__(self, found: Diagnostic) -> None:
        super().__init__(str(found.message))
        self.found = found


def parse(source: Source) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read the one YAML document of a source.

    Returns the document (None if its structure cannot be trusted) and everything found on the way.
    """
    # NOTE: one look at the whole text is enough for nearly all files; a tenth of the time of a check went into lines.
    hidden = tuple(_hidden_characters(source)) if find_hidden(source.text) else ()
    if hidden:
        return None, hidden
    value = read_plainly(source.text)
    if value is not None:
        return Document(source, value), ()
    return _parse_event_by_event(source)


def _parse_event_by_event(source: Source) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    reading = _Reading(source)
    try:
        reading.run()
    except _ReadingRefusedError as refused:
        return None, (*reading.found, refused.found)
    except yaml.YAMLError as error:
        found = syntax_error(source, error, reading.last)
        return None, (*reading.found, replace(found, edit=syntax_edit(source, found.location)))
    if not reading.places.spans:
        nothing = Diagnostic(EMPTY_FILE, source.at(1, 1), say("expected a record, got only comments"))
        return None, (nothing,)
    return with_places(source, reading.value, reading.places), tuple(reading.found)


def with_places(source: Source, value: Value, places: Places) -> Document:
    """Return a document whose places are known already."""
    document = Document(source, value)
    document.__dict__["places"] = places
    return document


def _hidden_characters(source: Source) -> Iterator[Diagnostic]:
    """Yield the first hidden character of each line."""
    for number, line in enumerate(source.lines, start=1):
        if match := find_hidden(line):
            message = say("expected visible text, got the hidden character {code}", code=_code_point(match[0]))
            where = source.at(number, match.start() + 1)
            yield Diagnostic(HIDDEN_CHARACTER, where, message, edit=_seen(source, number))


def _seen(source: Source, line: int) -> Edit | None:
    """Return the edit that takes hidden characters out of a line, if nothing of what one sees depends on them."""
    found = without_hidden(source.lines[line - 1])
    if found is None:
        return None
    first, last, kept = found
    return source.edit(source.index(line, first + 1), source.index(line, last + 1), kept)


class _Reading:
    """One pass over the events of a document."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.value: Value = ""
        self.places = Places()
        self.found: list[Diagnostic] = []
        self.frames: list[_Frame] = []
        self.documents = 0
        self.last: Span | None = None

    def run(self) -> None:
        for event in yaml.parse(self.source.text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.ScalarEvent):
                self.scalar(event)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self.open(event)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                self.close(event)
            elif isinstance(event, yaml.AliasEvent):
                message = say("expected a value, got the alias {alias}", alias=f"*{event.anchor}")
                raise self.refuse(ALIAS, event, message)
            elif isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    raise self.refuse(SECOND_DOCUMENT, event, say("expected one document, got a second one"))

    def refuse(self, rule: Rule, event: yaml.Event, message: Wording) -> _ReadingRefusedError:
        return _ReadingRefusedError(
            Diagnostic(rule, self.source.location(_span(event.start_mark, event.end_mark)), message)
        )

    def check_decoration(self, event: Any) -> None:
        if event.anchor is not None:
            message = say("expected a value, got the anchor {anchor}", anchor=f"&{event.anchor}")
            raise self.refuse(ALIAS, event, message)
        if event.tag is not None:
            written = self.source.text[event.start_mark.index :].split(maxsplit=1)[0]
            message = say("expected a value without tag, got {found}", found=describe(written))
            raise self.refuse(TAG, event, message)

    def scalar(self, event: yaml.ScalarEvent) -> None:
        self.check_decoration(event)
        self.last = span = _span(event.start_mark, event.end_mark)
        frame = self.frames[-1] if self.frames else None
        if frame is not None and isinstance(frame.container, dict) and frame.key is None:
            self.key(frame, event, span)
            return
        if not event.style and event.value in PLAIN_NULLS:
            self.no_value(frame, span)
        elif event.style == '"':
            self.check_escapes(event.value, span)
        self.place(event.value, span)

    def check_escapes(self, value: str, span: Span) -> None:
        """Find hidden characters that are written as escapes, such as backslash and u200b."""
        if match := find_hidden(value.replace("\r\n", "\n")):
            message = say(
                "expected visible text, got the hidden character {code} written as an escape",
                code=_code_point(match[0]),
            )
            self.found.append(Diagnostic(HIDDEN_CHARACTER, self.source.location(span), message))

    def key(self, frame: _Frame, event: yaml.ScalarEvent, span: Span) -> None:
        if event.value == "<<" and not event.style:
            raise self.refuse(ALIAS, event, say("expected a key, got the merge key <<"))
        path = (*frame.path, event.value)
        if path in self.places.keys:
            first = self.places.keys[path].line
            message = say("expected `{key}` once, got it again (first in line {line})", key=event.value, line=first)
            self.found.append(Diagnostic(DUPLICATE_KEY, self.source.location(span), message))
        self.places.keys[path] = span
        frame.key = event.value

    def no_value(self, frame: _Frame | None, span: Span) -> None:
        path = self.next_path()
        message = say("expected a value, got nothing")
        if frame is not None and frame.key is not None:
            message = say("expected a value for `{key}`, got nothing", key=frame.key)
        where = self.places.keys.get(path, span)
        self.places.empty.add(path)
        self.found.append(Diagnostic(NO_VALUE, self.source.location(where), message))

    def open(self, event: Any) -> None:
        self.check_decoration(event)
        if len(self.frames) >= MAXIMUM_DEPTH:
            raise self.refuse(TOO_DEEP, event, say("expected at most {number} levels, got more", number=MAXIMUM_DEPTH))
        parent = self.frames[-1] if self.frames else None
        if parent is not None and isinstance(parent.container, dict) and parent.key is None:
            raise self.refuse(KEY_IS_NOT_TEXT, event, say("expected a word as key, got a list or mapping"))
        container: list[Value] | dict[str, Value] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.frames.append(_Frame(container, self.next_path(), event.start_mark))

    def close(self, event: yaml.Event) -> None:
        frame = self.frames.pop()
        self.place(frame.container, _span(frame.start, event.end_mark))

    def next_path(self) -> NodePath:
        if not self.frames:
            return ()
        frame = self.frames[-1]
        step = len(frame.container) if isinstance(frame.container, list) else frame.key
        return (*frame.path, step) if step is not None else frame.path

    def place(self, value: Value, span: Span) -> None:
        self.places.spans[self.next_path()] = span
        if not self.frames:
            self.value = value
            return
        frame = self.frames[-1]
        if isinstance(frame.container, list):
            frame.container.append(value)
        elif frame.key is not None:
            frame.container[frame.key] = value
            frame.key = None


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


def _span(start: Any, end: Any) -> Span:
    """Turn two marks into a span; libyaml's events always have both, whatever the type stubs say."""
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1, start.index, end.index)
