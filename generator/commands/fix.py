"""`catalogue fix`: mend what a program can mend in the records."""

from __future__ import annotations

import codecs
import sys
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.authoring.files import replace_file
from generator.authoring.mending import Mended, mend, mend_waivers
from generator.checks.inspection import Inspection, inspect_records
from generator.checks.jurisdiction import jurisdiction_of
from generator.checks.reporters import Audience, summary, visible
from generator.checks.waivers import may_be_waived
from generator.commands.audience import audience_of, is_for_colours
from generator.commands.language import language_option
from generator.commands.options import (
    as_of_option,
    default_workers,
    providers_option,
    root_option,
    settings_of,
    shown_path,
    today,
    workers_option,
)
from generator.commands.selection import Selection
from generator.diagnostics import Diagnostic, Severity, has_errors, in_reading_order
from generator.errors import UsageError
from generator.records.discover import WAIVERS, RecordFile, discover
from generator.records.source import decode, read_content
from generator.rulebook import SEVERITY_WORDS, rulebook
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from generator.settings import Settings

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@dataclass(frozen=True, slots=True)
class _Change:
    """A file that was mended: what it is called, what it held, and what it is to hold."""

    path: Path
    shown: str
    before: bytes
    after: bytes
    mended: Mended


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--dry-run", is_flag=True, help="Show what would change as a diff, and write nothing.")
@click.option(
    "--only", "codes", multiple=True, metavar="CODE", help="Mend only findings of this rule; may be repeated."
)
@language_option
@root_option
@providers_option
@as_of_option
@workers_option
def fix(
    paths: tuple[Path, ...],
    dry_run: bool,
    codes: tuple[str, ...],
    language: str | None,
    root: Path,
    providers: Path | None,
    as_of: date | None,
    workers: int | None,
) -> None:
    """Mend what needs no knowledge of a fact: quotation marks, forms of dates, amounts and codes, missing UUIDs.

    Only the text in question is replaced; comments, order and layout stay. With one or more PATHs (files or folders)
    only those are mended. Nothing is guessed: what needs somebody who knows is listed afterwards. The exit code is 1 if
    errors are left, and with --dry-run also if something would be mended.
    """
    _refuse_unknown(codes)
    settings = settings_of(root, providers, None, None)
    audience = audience_of(settings, language)
    selection = Selection(settings.providers, paths)
    shown = shown_path(settings.providers)
    files = {one.shown: one for one in discover(settings.providers, shown)[0] if selection.has(one.shown)}
    inspection = _inspection(settings, as_of, workers)
    found = [one for one in inspection.diagnostics if selection.has(one.location.path)]
    selection.refuse_nothing(len(files) + len(found))
    changes = list(_changes(settings.providers, files, found, codes, inspection.waived))
    if dry_run:
        _show(changes)
    else:
        for change in changes:
            replace_file(change.path, change.before, change.after)
    click.echo("\n".join(_report(changes, len(files), audience, dry_run=dry_run)))
    if dry_run:
        found = _left(changes, found)
    elif changes:
        again = _inspection(settings, as_of, workers).diagnostics
        found = [one for one in again if selection.has(one.location.path)]
    _tell_left(found, audience)
    if has_errors(found) or (dry_run and changes):
        raise SystemExit(1)


def _refuse_unknown(codes: Iterable[str]) -> None:
    fixable = [rule.code for rule in rulebook().values() if rule.fixable]
    unknown = [code for code in codes if code not in fixable]
    if unknown:
        remedy = f"Rules whose findings can be mended: {', '.join(fixable)}."
        raise UsageError(f"expected the code of a rule that can be mended, got {unknown[0]}", remedy=remedy)


def _inspection(settings: Settings, as_of: date | None, workers: int | None) -> Inspection:
    return inspect_records(
        settings.providers,
        shown=shown_path(settings.providers),
        cache=settings.cache,
        as_of=as_of or today(),
        workers=workers or default_workers(),
        stale_days=settings.options.stale_days,
        jurisdiction=jurisdiction_of(settings.options),
    )


def _changes(
    providers: Path,
    files: Mapping[str, RecordFile],
    found: Iterable[Diagnostic],
    codes: Sequence[str],
    waived: Sequence[Diagnostic],
) -> Iterator[_Change]:
    """Mend the files whose findings carry edits; nothing is written yet.

    While the file of exceptions is broken nobody knows what is excepted; what might be is left for the next time.
    """
    broken = any(Path(one.location.path).name == WAIVERS and one.severity is Severity.ERROR for one in found)
    unsure = {rule.code for rule in rulebook().values() if broken and may_be_waived(rule)}
    for shown in dict.fromkeys(one.location.path for one in found if one.edit is not None):
        file = files.get(shown)
        path = file.path if file is not None else providers / WAIVERS
        before = read_content(path, shown)
        source = before if isinstance(before, Diagnostic) else decode(before, shown)
        if isinstance(before, Diagnostic) or isinstance(source, Diagnostic):
            continue
        spared = unsure | {one.rule.code for one in waived if one.location.path == shown}
        mended = mend(file, source, codes, spared) if file is not None else mend_waivers(source, codes)
        if mended.total:
            mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
            yield _Change(path, shown, before, mark + mended.text.encode(), mended)


def _left(changes: Iterable[_Change], found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return what would be left: of the mended files what their text says then, of the others what was found."""
    by_path = {change.shown: change.mended.left for change in changes}
    others = [one for one in found if one.location.path not in by_path]
    return [*others, *(one for left in by_path.values() for one in left)]


def _show(changes: Iterable[_Change]) -> None:
    for change in changes:
        before, after = (text.decode().splitlines() for text in (change.before, change.after))
        name = visible(change.shown)
        for line in unified_diff(before, after, name, name, lineterm=""):
            click.echo(_coloured(visible(line)) if is_for_colours(sys.stdout) else visible(line))


def _coloured(line: str) -> str:
    if line.startswith(("+++", "---")):
        return click.style(line, bold=True)
    return click.style(line, fg=_COLOURS[line[0]]) if line[:1] in _COLOURS else line


def _report(changes: Sequence[_Change], records: int, audience: Audience, *, dry_run: bool) -> Iterator[str]:
    """Yield a line for each file, with how often which rule was mended, and one for all."""
    reader = audience.reader
    if not changes:
        yield reader.ngettext(
            "There is nothing that a program can mend in {number} file.",
            "There is nothing that a program can mend in {number} files.",
            records,
        )
        return
    for change in changes:
        counted = ", ".join(f"{count} × {code}" for code, count in sorted(change.mended.counts.items()))
        yield f"{visible(change.shown)}: {counted}"
    total = sum(change.mended.total for change in changes)
    within = reader.ngettext("in {number} file", "in {number} files", len(changes))
    if dry_run:
        mended = reader.ngettext("{number} finding would be mended", "{number} findings would be mended", total)
    else:
        mended = reader.ngettext("{number} finding mended", "{number} findings mended", total)
    yield f"{mended} {within}"


def _tell_left(left: Sequence[Diagnostic], audience: Audience) -> None:
    """Name each error and warning that is left in one line; `check` explains them."""
    serious = [one for one in left if one.severity is not Severity.NOTE]
    if not serious:
        return
    counted = summary(serious, reader=audience.reader)
    click.echo("\n" + audience.words(say("Left for you: {counted}; `catalogue check` explains them.", counted=counted)))
    for one in in_reading_order(serious):
        where = f"{visible(one.location.path)}:{one.location.line}:{one.location.column}:"
        click.echo(
            f"{where} {audience.words(SEVERITY_WORDS[one.severity])} {one.rule.code} {audience.words(one.message)}"
        )
