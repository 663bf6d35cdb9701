"""Mend a file by the edits of its findings: text between marks is replaced, everything else stays as it was."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import IntEnum
from functools import partial
from typing import TYPE_CHECKING

from generator.checks.record_rules import check_record
from generator.checks.vocabulary import codes_of_unsound
from generator.checks.waivers import WaiverList
from generator.diagnostics import Diagnostic, Severity, in_reading_order
from generator.records.reader import UNKNOWN_KEY, read_as, read_text
from generator.records.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from generator.diagnostics import Edit
    from generator.records.discover import RecordFile

MOST_PASSES = 100
"""A broken structure shows one mistake at a time; a file with more mistakes than this was no record."""


class Stage(IntEnum):
    """How far a text can be read."""

    UNREADABLE = 0
    """Its structure is broken."""
    UNSOUND = 1
    """Keys or values are not those of a record."""
    SOUND = 2
    """It is a record, whatever the rules say about it."""


@dataclass(frozen=True)
class Mended:
    """A file after mending: its text, how often which rule was mended, and what is left of the findings."""

    text: str
    counts: Counter[str] = field(default_factory=Counter)
    left: tuple[Diagnostic, ...] = ()

    @property
    def total(self) -> int:
        """Return how many findings were mended."""
        return self.counts.total()


@dataclass(frozen=True)
class _Read:
    text: str
    stage: Stage
    found: tuple[Diagnostic, ...]

    @property
    def errors(self) -> int:
        return sum(one.severity is Severity.ERROR for one in self.found)


def mend(file: RecordFile, source: Source, only: Collection[str] = (), spared: Collection[str] = ()) -> Mended:
    """Apply the edits of a record's findings until none is left.

    `only` are the codes of the rules that may be mended (none means all), `spared` those from which the record is
    excepted. Nobody edits an earlier version of a credential any more; it is mended only where it could not be read
    otherwise. A change after which the record would read worse is not made.
    """

    def may_be_mended(found: Diagnostic) -> bool:
        code, frozen = found.rule.code, file.version is not None
        wanted = code in only if only else code not in spared
        return wanted and (not frozen or found.severity is Severity.ERROR)

    return _mended(source, partial(_read_record, file), may_be_mended)


def mend_waivers(source: Source, only: Collection[str] = ()) -> Mended:
    """Apply the edits of what is found in the file of exceptions, as `mend` does for a record."""
    return _mended(source, _read_waivers, lambda found: not only or found.rule.code in only)


def _mended(source: Source, read: Callable[[Source], _Read], may_be_mended: Callable[[Diagnostic], bool]) -> Mended:
    present = read(source)
    counts: Counter[str] = Counter()
    for _ in range(MOST_PASSES):
        chosen = [one for one in present.found if one.edit is not None and may_be_mended(one)]
        better = _improved(present, chosen, lambda text: read(Source(source.path, text)))
        if better is None:
            break
        present, mended = better
        counts.update(one.rule.code for one in mended)
    return Mended(present.text, counts, present.found)


def _improved(
    present: _Read, chosen: Sequence[Diagnostic], read: Callable[[str], _Read]
) -> tuple[_Read, tuple[Diagnostic, ...]] | None:
    """Apply all edits that do not overlap; if that is no improvement, the first one that is by itself."""
    for some in (chosen, *([one] for one in chosen)) if chosen else ():
        text, mended = apply_edits(present.text, some)
        after = read(text)
        if text != present.text and not _is_worse(present, after, mended):
            return after, mended
    return None


def apply_edits(text: str, found: Iterable[Diagnostic]) -> tuple[str, tuple[Diagnostic, ...]]:
    """Apply the edits of findings; of several that touch the same place only the first. Returns whose were applied."""
    parts: list[str] = []
    mended: list[Diagnostic] = []
    done = 0
    for start, edit, one in _in_order(found):
        if mended and start <= done:
            continue
        parts += [text[done:start], edit.text]
        mended.append(one)
        done = edit.end
    return "".join((*parts, text[done:])), tuple(mended)


def _in_order(found: Iterable[Diagnostic]) -> Iterator[tuple[int, Edit, Diagnostic]]:
    with_edits = [(one.edit.start, at, one.edit, one) for at, one in enumerate(found) if one.edit is not None]
    yield from ((start, edit, one) for start, _, edit, one in sorted(with_edits, key=lambda each: each[:2]))


def _is_worse(before: _Read, after: _Read, mended: Iterable[Diagnostic]) -> bool:
    """Tell whether a changed text reads worse; what could not be read before may show new errors of its own."""
    if after.stage != before.stage:
        return after.stage < before.stage
    return after.errors > before.errors and not any(map(_uncovers, mended))


def _uncovers(found: Diagnostic) -> bool:
    """Tell whether keys are read only after this edit: those below a key that was unknown, or that was no key yet."""
    return found.rule is UNKNOWN_KEY or (found.edit is not None and ": " in found.edit.text)


def _read_waivers(source: Source) -> _Read:
    waivers, document, found = read_as(WaiverList, source)
    stage = Stage.UNREADABLE if document is None else Stage.UNSOUND if waivers is None else Stage.SOUND
    return _Read(source.text, stage, in_reading_order(found))


def _read_record(file: RecordFile, source: Source) -> _Read:
    reading = read_text(file, source)
    if reading.document is None:
        return _Read(source.text, Stage.UNREADABLE, in_reading_order(reading.diagnostics))
    if reading.record is None:
        codes = codes_of_unsound(reading.document, file.kind)
        return _Read(source.text, Stage.UNSOUND, in_reading_order((*reading.diagnostics, *codes)))
    checked = check_record(file, reading.record, reading.document)
    return _Read(source.text, Stage.SOUND, in_reading_order((*reading.diagnostics, *checked)))
