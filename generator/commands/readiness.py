"""`catalogue readiness`: say what is missing before a certificate can be listed as a micro-credential."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.checks.jurisdiction import EUROPE, jurisdiction_of
from generator.commands.language import language_of, language_option
from generator.commands.options import as_of_option, root_option, shown_path, today
from generator.errors import UsageError
from generator.readiness.assessing import assess
from generator.readiness.candidates import Candidate, Unreadable, candidates
from generator.readiness.layouts import Report
from generator.readiness.markdown import markdown
from generator.readiness.page import page
from generator.readiness.spreadsheet import comma_separated
from generator.readiness.text import text
from generator.settings import read_settings
from generator.theme import find_theme
from generator.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from generator.checks.jurisdiction import Jurisdiction

LAYOUTS: Mapping[str, Callable[[Report], str]] = {"text": text, "markdown": markdown, "csv": comma_separated}
ENDINGS = {".html": "html", ".htm": "html", ".csv": "csv", ".md": "markdown", ".txt": "text"}
TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".ods")
_REMEDY = "Name a record such as providers/<provider>/offers/<offer>.yml, a draft, or a provider's folder."


@click.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE|DIR")
@click.option(
    "--format",
    "format_",
    type=click.Choice([*sorted(LAYOUTS), "html"]),
    help="How the report is laid out.  [default: by the ending of --output, else text]",
)
@language_option
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="File for the report.")
@root_option
@as_of_option
def readiness(
    path: Path, format_: str | None, language: str | None, output: Path | None, root: Path, as_of: date | None
) -> None:
    """Say what is missing before a certificate can be listed as a micro-credential.

    FILE is a record or a draft of one, DIR the folder of a provider or of drafts. The report goes through the 16
    elements of Annex I: what is there now, what is missing, what to do. `--format html` makes one sheet to print for
    each record, `--format csv` a table for a spreadsheet. The exit code is 1 if a record cannot be read.
    """
    words = Words(language_of(language, root), find_theme(root).locale)
    report = _report(path, _jurisdiction(root), words)
    chosen = format_ or (ENDINGS.get(output.suffix.lower(), "text") if output else "text")
    laid_out = page(report, as_of or today()) if chosen == "html" else LAYOUTS[chosen](report)
    if output is None:
        click.echo(laid_out, nl=False)
    else:
        _write(output, laid_out)
        click.echo(shown_path(output), err=True)
    if report.unreadable:
        raise SystemExit(1)


def _report(path: Path, jurisdiction: Jurisdiction, words: Words) -> Report:
    if path.suffix.lower() in TABLES and not path.is_dir():
        remedy = f"Make records of its rows first: `catalogue import {path} --to drafts`, then name the folder drafts."
        raise UsageError(f"expected a record or a folder, got the table {path}", remedy=remedy)
    if not os.path.lexists(path):
        raise UsageError(f"expected a file or folder, got {path}, which does not exist", remedy=_REMEDY)
    found = list(candidates(path.resolve(), shown_path))
    if not found:
        raise UsageError(f"expected a record or a folder with records, got {path}", remedy=_REMEDY)
    return Report(
        tuple(assess(one, jurisdiction, words) for one in found if isinstance(one, Candidate)),
        tuple(one for one in found if isinstance(one, Unreadable)),
        words,
    )


def _jurisdiction(root: Path) -> Jurisdiction:
    """Return whose rules apply: those of the registry, or those of Europe where the command runs outside of one."""
    return jurisdiction_of(read_settings(root).options) if (root / "mkdocs.yml").is_file() else EUROPE


def _write(output: Path, text: str) -> None:
    """Write a file as a whole or not at all; raise UsageError if that cannot be done."""
    temporary = output.with_name(f".{output.name}.{os.getpid()}.new")
    try:
        temporary.write_bytes(text.encode())
        temporary.replace(output)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        remedy = "Choose a place where you may write."
        raise UsageError(f"{output} could not be written: {error.strerror}", remedy=remedy) from None
