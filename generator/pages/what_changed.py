"""The history of an offer as its page tells it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.catalogue.history import MOST_CHANGES
from generator.pages.changes import Change, changes
from generator.pages.parts import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.catalogue.past import Past, PastVersion
    from generator.pages.told import Told
    from generator.words import Words

MOST_OF_A_DAY = 8
"""So many changes of one commit are told."""

LETTERS, SHORT = 1800, 60
"""So many letters of old and new texts a page repeats; then texts of more than a few letters are only mentioned."""

OPEN, FEW = 3, 5
"""So many entries are seen at once; of a few more none is hidden."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What one commit changed; `more` says that it changed more than is told."""

    day: str
    iso: str
    changes: tuple[Change, ...]
    more: str


@dataclass(frozen=True, slots=True)
class HistoryView:
    """The changes, the newest first, and a sentence with a day on how it began, or on why nothing is known."""

    entries: tuple[HistoryEntry, ...]
    earlier: tuple[HistoryEntry, ...]
    earlier_title: str
    sentence: str
    iso: str = ""


def history_view(told: Told, past: Past | None, as_of: date) -> HistoryView:
    """Put what git remembers of an offer into words, up to a day."""
    _, words = told.words.gettext, told.words
    past = _until(past, as_of) if past is not None else None
    if past is None or not past.versions:
        return HistoryView((), (), "", _("The history of this offer is not available."))
    entries = tuple(_within_reason(tuple(_entries(told, past))[:MOST_CHANGES], words))
    shown = len(entries) if len(entries) <= FEW else OPEN
    hidden = len(entries) - shown
    return HistoryView(
        entries=entries[:shown],
        earlier=entries[shown:],
        earlier_title=words.ngettext("{number} earlier change", "{number} earlier changes", hidden) if hidden else "",
        sentence=_sentence(past, bool(entries), words),
        iso=_beginning(past).isoformat() if past.since or not entries else "",
    )


def _until(past: Past, as_of: date) -> Past:
    """Return what was known on a day: a page of that day does not tell the future."""
    since = past.since if past.since is not None and past.since <= as_of else None
    return replace(past, versions=tuple(one for one in past.versions if one.day <= as_of), since=since)


def _beginning(past: Past) -> date:
    """Return the first day that is known."""
    return past.since or past.versions[-1].day


def _sentence(past: Past, has_changed: bool, words: Words) -> str:
    _, day = words.gettext, words.date(_beginning(past))
    if not has_changed:
        known = _("First published here on {date}. Nothing has been changed since.")
        return (known if past.since else _("Nothing has been changed since {date}.")).format(date=day)
    return _("First published here on {date}.").format(date=day) if past.since else ""


def _entries(told: Told, past: Past) -> Iterator[HistoryEntry]:
    """Compare each version with the one before that can be read; say so where there is none to compare with."""
    words = told.words
    readable = [one for one in past.versions if one.offer is not None]
    newest, oldest = (readable[0], readable[-1]) if readable else (None, None)
    compared = {id(new): _compared(old, new, told) for old, new in ((old, new) for new, old in pairwise(readable))}
    has_newer = False
    for version in past.versions[:-1]:
        has_newer = has_newer or version is newest
        if id(version) in compared:
            found = compared[id(version)]
        elif version is oldest or not has_newer:
            found = (Change(words.gettext("Changed in a way that cannot be shown")),)
        else:
            found = ()
        if found:
            yield _entry(version, found, words)


def _compared(old: PastVersion, new: PastVersion, told: Told) -> tuple[Change, ...]:
    assert old.offer is not None and new.offer is not None  # noqa: S101 - only what can be read is compared
    return changes(replace(told, offer=old.offer), replace(told, offer=new.offer))


def _entry(version: PastVersion, found: tuple[Change, ...], words: Words) -> HistoryEntry:
    more = len(found) - MOST_OF_A_DAY
    return HistoryEntry(
        day=words.date(version.day),
        iso=version.day.isoformat(),
        changes=found[:MOST_OF_A_DAY],
        more=words.ngettext("and {number} more change", "and {number} more changes", more) if more > 0 else "",
    )


def _within_reason(entries: tuple[HistoryEntry, ...], words: Words) -> Iterator[HistoryEntry]:
    """Repeat what was said before and now while there is room, the newest first."""
    used = 0
    for entry in entries:
        told: list[Change] = []
        for one in entry.changes:
            letters = sum(len(line.text) for line in (*one.old, *one.new))
            if letters > SHORT and used + letters > LETTERS:
                told.append(Change(one.label, lines=plain(words.gettext("changed"))))
            else:
                used += letters
                told.append(one)
        yield replace(entry, changes=tuple(told))
