"""`catalogue new version`: freeze the present version of a credential and begin the next one."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import click

from generator.authoring.files import create_file, replace_file
from generator.authoring.questions import WrongAnswerError, checked_value, texts_by_language
from generator.authoring.versions import new_version
from generator.commands.asking import is_terminal
from generator.commands.language import language_of, language_option, reader_of
from generator.commands.options import Day, providers_option, root_option, settings_of, shown_path
from generator.diagnostics import Diagnostic
from generator.errors import UsageError
from generator.records.discover import RecordFile, RecordKind, record_place
from generator.records.source import Source, decode, read_content
from generator.wording import in_words, say

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from generator.settings import Settings
    from generator.wording import Reader


@click.command("version")
@click.argument("key", metavar="PROVIDER/CREDENTIAL")
@click.option("--from", "starts", type=Day(), metavar="DATE", help="The first day on which the new version is issued.")
@click.option(
    "--changes",
    multiple=True,
    metavar="LANGUAGE=TEXT",
    help="What changes, by language. May be repeated: --changes en=… --changes pl=…",
)
@language_option
@root_option
@providers_option
def version(
    key: str, starts: date | None, changes: tuple[str, ...], language: str | None, root: Path, providers: Path | None
) -> None:
    """Freeze the present version of a credential and begin the next one.

    What people hold stays as it was: the present version becomes a file of its own in a folder beside the new one, and
    the day before the new one begins is its last. Outcomes, criteria, credits and level change only with a new version.
    """
    settings = settings_of(root, providers, None, None)
    reader = reader_of(language_of(language, settings.root), settings.root)
    file = _credential_file(key, settings)
    before, source = _read(file, reader)
    made = new_version(file, source, starts or _asked_day(), _texts(changes, reader))
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    frozen = file.path.with_suffix("") / f"{made.number}.yml"
    create_file(frozen, mark + made.frozen.encode())
    try:
        replace_file(file.path, before, mark + made.present.encode())
    except UsageError:
        frozen.unlink()
        raise
    shown = f"{file.shown.removesuffix('.yml')}/{made.number}.yml"
    click.echo(in_words(say("{file} is frozen: nobody edits it any more.", file=shown), reader))
    text = say("{file} is version {number} now: change what is new.", file=file.shown, number=made.number + 1)
    click.echo(in_words(text, reader))


def _credential_file(key: str, settings: Settings) -> RecordFile:
    """Return the file of the present version; raise UsageError that says what to do if there is none."""
    provider, _, name = key.partition("/")
    shown = shown_path(settings.providers)
    place = record_place(RecordKind.CREDENTIAL, provider, name) or ""
    file = RecordFile(RecordKind.CREDENTIAL, provider, name, settings.providers / place, f"{shown}/{place}")
    if file.path.is_file():
        return file
    remedy = "Name it as PROVIDER/CREDENTIAL, such as river-college/tidy-data."
    if (settings.providers / (record_place(RecordKind.OFFER, provider, name) or "")).is_file():
        remedy = (
            f"If you mean the credential inside the offer {key}: move it to {shown}/{place}, with `id: {name}` and a "
            f"`title`, write `credential: {name}` in the offer, and run this command again."
        )
    message = f"expected a credential with a file of its own, got {key}: there is no {shown}/{place}"
    raise UsageError(message, remedy=remedy)


def _read(file: RecordFile, reader: Reader) -> tuple[bytes, Source]:
    content = read_content(file.path, file.shown)
    source = content if isinstance(content, Diagnostic) else decode(content, file.shown)
    if isinstance(content, Diagnostic) or isinstance(source, Diagnostic):
        found = content if isinstance(content, Diagnostic) else source
        assert isinstance(found, Diagnostic)  # noqa: S101 - one of the two is
        raise UsageError(f"{file.shown}: {in_words(found.message, reader)}", remedy=in_words(found.remedy, reader))
    return content, source


def _texts(changes: tuple[str, ...], reader: Reader) -> dict[str, str]:
    try:
        texts = texts_by_language(changes)
        if texts:
            checked_value(RecordKind.CREDENTIAL, "changes", texts)
    except WrongAnswerError as error:
        raise UsageError(f"--changes: {in_words(error.message, reader)}", remedy=in_words(error.fix, reader)) from None
    return texts


def _asked_day() -> date:
    if not is_terminal():
        raise UsageError("expected --from, got nothing", remedy="Write --from and a date such as 2027-09-01.")
    day: date = click.prompt("--from (2027-09-01)", type=Day())
    return day
