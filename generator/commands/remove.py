"""`catalogue remove`: take the content of an offer away, lawfully; its address stays and says so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from generator.authoring.files import replace_file
from generator.authoring.removing import without_content
from generator.commands.language import language_of, language_option, reader_of
from generator.commands.options import Day, providers_option, root_option, settings_of, shown_path
from generator.diagnostics import Diagnostic
from generator.errors import UsageError
from generator.languages import N_
from generator.records.discover import RecordFile, RecordKind, record_place
from generator.records.offer import Offer
from generator.records.reader import read_text
from generator.records.source import Source, decode, read_content
from generator.theme import find_theme
from generator.vocabularies import vocabulary
from generator.wording import in_words, say
from generator.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from generator.settings import Settings
    from generator.wording import Reader

TITLE = N_("Removed content")
GROUNDS = [concept.code for concept in vocabulary("removal-grounds")]


@click.command()
@click.argument("key", metavar="PROVIDER/OFFER")
@click.option("--ground", type=click.Choice(GROUNDS), required=True, help="On what ground.")
@click.option("--on", "day", type=Day(), metavar="DATE", help="When it is removed; today, if not given.")
@click.option("--source", metavar="ADDRESS", help="Where the decision can be read.")
@language_option
@root_option
@providers_option
def remove(
    key: str,
    ground: str,
    day: date | None,
    source: str | None,
    language: str | None,
    root: Path,
    providers: Path | None,
) -> None:
    """Take the content of an offer away: after a court order, for personal data, or because the provider is fake.

    The file keeps what its addresses and identifiers are made of; its page says what happened, when and on which
    ground, and feeds tell catalogues to delete their copies. To end an offer in the usual way write
    `status: withdrawn` instead: then people who hold the credential still find what it says.
    """
    settings = settings_of(root, providers, None, None)
    reader = reader_of(language_of(language, settings.root), settings.root)
    file = _offer_file(key, settings)
    before, given, offer = _read(file)
    when = _day(offer, day)
    removal: dict[str, Any] = {"removed_on": when, "ground": ground, **({"source": source} if source else {})}
    theme = find_theme(settings.root)
    title = {one: Words(one, theme.locale).gettext(TITLE) for one in settings.languages}
    text = without_content(given, offer, title, removal, when)
    _refuse_unsound(file, text, reader)
    replace_file(file.path, before, text.encode())
    click.echo(in_words(say("{file} holds no content any more; its address stays.", file=file.shown), reader))
    warning = say("Pictures beside it and the history of the repository still hold what was removed: see HACKING.md.")
    click.echo(in_words(warning, reader))
    if isinstance(given.get("credential"), str):
        own = say(
            "The credential `{key}` has a file of its own, which still tells what it is.", key=given["credential"]
        )
        click.echo(in_words(own, reader))


def _day(offer: Offer, given: date | None) -> date:
    """Return the day of the removal: the given one, that of an earlier removal, or today; never one that lies ahead."""
    today = date.today()  # noqa: DTZ011 - the registry's own day
    if offer.status == "draft":
        message = f"expected an offer that was published, got the draft {offer.id}"
        raise UsageError(message, remedy="Delete the file: a draft has no address that could die.")
    if given is not None and given > today:
        raise UsageError(f"expected a day that is not ahead, got {given}", remedy="Remove it when the day has come.")
    return given or (offer.removal.removed_on if offer.removal else today)


def _refuse_unsound(file: RecordFile, text: str, reader: Reader) -> None:
    """Raise UsageError if the record could not be read any more, such as with a source that is no address."""
    source = decode(text.encode(), file.shown)
    assert isinstance(source, Source)  # noqa: S101 - it was written as UTF-8 a moment ago
    findings = read_text(file, source).diagnostics
    if findings:
        found = findings[0]
        raise UsageError(in_words(found.message, reader), remedy=in_words(found.remedy, reader))


def _offer_file(key: str, settings: Settings) -> RecordFile:
    provider, _, name = key.partition("/")
    shown = shown_path(settings.providers)
    place = record_place(RecordKind.OFFER, provider, name) or ""
    file = RecordFile(RecordKind.OFFER, provider, name, settings.providers / place, f"{shown}/{place}")
    if not name or not file.path.is_file():
        message = f"expected the key of an offer, got {key}: there is no {shown}/{place}"
        raise UsageError(message, remedy="Name it as PROVIDER/OFFER, such as river-college/first-aid.")
    return file


def _read(file: RecordFile) -> tuple[bytes, dict[str, Any], Offer]:
    """Return the bytes of the file, its values as they are written, and the offer."""
    content = read_content(file.path, file.shown)
    source = content if isinstance(content, Diagnostic) else decode(content, file.shown)
    reading = None if isinstance(source, Diagnostic) else read_text(file, source)
    if isinstance(content, Diagnostic) or reading is None or not isinstance(reading.record, Offer):
        message = f"expected an offer that can be read, got {file.shown} with mistakes in it"
        raise UsageError(message, remedy=f"Run `catalogue check {file.shown}` and mend the file first.")
    assert reading.document is not None  # noqa: S101 - it was read as a record
    assert isinstance(reading.document.value, dict)  # noqa: S101 - it was read as a record
    return content, reading.document.value, reading.record
