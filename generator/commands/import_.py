"""`catalogue import`: make records from a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import orjson
from pydantic import TypeAdapter, ValidationError

from generator.checks.reporters import REPORTERS, Audience
from generator.commands.language import language_of, language_option, reader_of
from generator.commands.options import root_option
from generator.errors import UsageError
from generator.importers.difference import diff
from generator.importers.encodings import ENCODINGS
from generator.importers.published_file import published_form
from generator.importers.report import as_json, as_text
from generator.importers.settling import Import
from generator.importers.spreadsheet import import_spreadsheet
from generator.importers.tables import Reading
from generator.importers.writing import SAMPLE_BASE
from generator.records.scalars import Address
from generator.settings import read_settings
from generator.wording import say

if TYPE_CHECKING:
    from generator.diagnostics import Diagnostic

FINDINGS = 1
USAGE = 2


def _web_address(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Refuse what records would refuse as the address of their source."""
    try:
        return value if value is None else TypeAdapter(Address).validate_python(value)
    except ValidationError:
        raise click.BadParameter(f"expected a web address such as https://example.org/courses, got {value}") from None


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--to", "target", required=True, type=click.Path(path_type=Path), help="Folder for the providers' folders."
)
@click.option(
    "--mapping",
    metavar="FILE",
    help="Mapping file that says what each column means, or the name of one of ours: accessibility-courses, "
    "fourteen-elements. [default: ours with just these columns]",
)
@click.option("--sheet", metavar="NAME", help="Sheet of a workbook. [default: the first with content]")
@click.option(
    "--encoding",
    type=click.Choice(ENCODINGS, case_sensitive=False),
    metavar="NAME",
    help="Encoding of a CSV file that is not UTF-8, such as windows-1250.",
)
@click.option(
    "--source",
    metavar="ADDRESS",
    callback=_web_address,
    help="Web address where the table comes from, the same each time. [default: as the mapping says]",
)
@click.option("--update", is_flag=True, help="Bring records that are there up to date; what people changed stays.")
@click.option("--dry-run", is_flag=True, help="Show what would be written as a diff, and write nothing.")
@click.option(
    "--report", "report_file", type=click.Path(path_type=Path), metavar="FILE", help="Write the report as JSON too."
)
@language_option
@root_option
def import_(
    file: Path,
    target: Path,
    mapping: str | None,
    sheet: str | None,
    encoding: str | None,
    source: str | None,
    update: bool,
    dry_run: bool,
    report_file: Path | None,
    language: str | None,
    root: Path,
) -> None:
    """Make records from FILE: the rows of a table (XLSX, CSV), or offers that are published already.

    What is published may be the European Learning Model (Turtle, JSON-LD, RDF/XML or QDR XML) or a list of MOOChub;
    its offers become drafts.

    Nothing is guessed and nothing is lost silently: the report names each value that has no place in a record,
    with the reason. Importing the same table again changes nothing, and a file that says something else is left
    alone, unless --update brings it up to date with what the table changed since the last import; what people
    changed by hand stays. The exit code is 1 if a row gave no record; the other rows are written.
    """
    if report_file is not None:
        _refuse_own(report_file, target, [file, Path(mapping or "")])
        _refuse_unwritable(report_file)
    base = read_settings(root).identifier_base if (root / "mkdocs.yml").is_file() else SAMPLE_BASE
    audience = Audience(reader_of(language_of(language, root), root))
    form = published_form(file)
    if form is not None:
        from generator.importers.published import import_published  # noqa: PLC0415 - the others need no HTML and RDF

        _refuse_for_tables(file, mapping, sheet, encoding)
        done: Import | tuple[Diagnostic, ...] = import_published(
            file, form, target, source=source, update=update, dry_run=dry_run, identifier_base=base
        )
    else:
        how = Reading(sheet, encoding)
        done = import_spreadsheet(
            file, target, mapping=mapping, how=how, source=source, update=update, dry_run=dry_run, identifier_base=base
        )
    if not isinstance(done, Import):
        click.echo(REPORTERS["text"](done, audience=audience), err=True)
        click.echo(audience.words(say("Nothing was written.")), err=True)
        raise SystemExit(USAGE)
    if dry_run:
        for line in diff((*done.new, *done.changed), str(target)):
            click.echo(line)
    click.echo(as_text(done.report))
    if report_file is not None:
        _write_report(done, report_file)
    if not done.report.whole:
        raise SystemExit(FINDINGS)


def _refuse_for_tables(file: Path, *options: str | None) -> None:
    """Raise UsageError for options that mean nothing where the file itself says what everything is."""
    if any(options):
        raise UsageError(
            f"{file} is no table: it says itself what everything means",
            remedy="Leave out --mapping, --sheet and --encoding.",
        )


def _refuse_own(report: Path, target: Path, read: list[Path]) -> None:
    """Raise UsageError if the report would replace what the import reads, or lie among the records."""
    remedy = "Name another file with --report."
    if report.exists() and any(one.is_file() and one.samefile(report) for one in read):
        message = (
            f"expected a file of its own for the report, got {report}, which the import reads; nothing was written"
        )
        raise UsageError(message, remedy=remedy)
    if report.resolve().is_relative_to(target.resolve()):
        message = (
            f"expected a file outside the records for the report, got {report} below {target}; nothing was written"
        )
        raise UsageError(message, remedy=remedy)


def _refuse_unwritable(file: Path) -> None:
    """Raise UsageError before anything is imported if the report could not be written afterwards."""
    new = not file.exists()
    try:
        with file.open("ab"):
            pass
    except OSError as error:
        raise _unwritable(file, error, "nothing was written") from error
    if new:
        file.unlink()


def _write_report(done: Import, file: Path) -> None:
    try:
        file.write_bytes(orjson.dumps(as_json(done.report), option=orjson.OPT_INDENT_2) + b"\n")
    except OSError as error:
        raise _unwritable(file, error, "the records are imported") from error


def _unwritable(file: Path, error: OSError, outcome: str) -> UsageError:
    message = f"expected a file that can be written, got: {file}: {error.strerror}; {outcome}"
    return UsageError(message, remedy="Name another file with --report.")
