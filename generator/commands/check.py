"""`catalogue check`: say what is wrong with the records."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.checks.inspection import Inspection, inspect_records
from generator.checks.reporters import REPORTERS
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
from generator.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@root_option
@providers_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(sorted(REPORTERS)),
    default="text",
    show_default=True,
    help="Report for people (text) or for programs (json).",
)
@click.option("--strict", is_flag=True, help="End with exit code 1 on warnings too, not only on errors.")
@as_of_option
@workers_option
def check(
    paths: tuple[Path, ...],
    root: Path,
    providers: Path | None,
    format_: str,
    strict: bool,
    as_of: date | None,
    workers: int | None,
) -> None:
    """Say what is wrong with the records, where, and what to do about it.

    With one or more PATHs (files or folders) only their findings are shown; the other records are read all the
    same, because records refer to each other. Nothing is changed. The exit code is 1 if there are errors.
    """
    settings = settings_of(root, providers, None, None)
    selection = Selection(settings.providers, paths)
    inspection = inspect_records(
        settings.providers,
        shown=shown_path(settings.providers),
        cache=settings.cache,
        as_of=as_of or today(),
        workers=workers or default_workers(),
        stale_days=settings.options.stale_days,
    )
    found = [one for one in inspection.diagnostics if selection.has(one.location.path)]
    records = sum(selection.has(shown) for shown in _records(inspection))
    selection.refuse_nothing(records + len(found))
    click.echo(REPORTERS[format_](found, records=records, colour=format_ == "text" and sys.stdout.isatty()))
    mendable = sum(one.edit is not None for one in found)
    if format_ == "text" and mendable:
        click.echo(f"{mendable} of them can be mended for you: `catalogue fix`.")
    if _fails(found, strict=strict):
        raise SystemExit(1)


def _records(inspection: Inspection) -> Iterator[str]:
    yield from (one.shown for one in inspection.catalogue.providers)
    yield from (one.shown for one in inspection.catalogue.offers)
    yield from (one.shown for one in inspection.catalogue.credentials)


def _fails(found: Sequence[Diagnostic], *, strict: bool) -> bool:
    severities = {one.severity for one in found}
    return Severity.ERROR in severities or (strict and Severity.WARNING in severities)
