"""`catalogue check`: say what is wrong with the records."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.checks.inspection import inspect_records
from generator.checks.jurisdiction import jurisdiction_of
from generator.checks.reporters import REPORTERS
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
from generator.diagnostics import Diagnostic, Severity
from generator.feeds.coverage import coverage
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence
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
    help="Report for people (text, markdown), for programs (json), or for a forge.",
)
@language_option
@click.option("--strict", is_flag=True, help="End with exit code 1 on warnings too, not only on errors.")
@as_of_option
@workers_option
def check(
    paths: tuple[Path, ...],
    root: Path,
    providers: Path | None,
    format_: str,
    language: str | None,
    strict: bool,
    as_of: date | None,
    workers: int | None,
) -> None:
    """Say what is wrong with the records, where, and what to do about it.

    With one or more PATHs (files or folders) only their findings are shown; the other records are read all the
    same, because records refer to each other. Nothing is changed. The exit code is 1 if there are errors.
    """
    settings = settings_of(root, providers, None, None)
    audience = audience_of(settings, language)
    selection = Selection(settings.providers, paths)
    inspection = inspect_records(
        settings.providers,
        shown=shown_path(settings.providers),
        cache=settings.cache,
        as_of=as_of or today(),
        workers=workers or default_workers(),
        stale_days=settings.options.stale_days,
        jurisdiction=jurisdiction_of(settings.options),
    )
    found = [one for one in inspection.diagnostics if selection.has(one.location.path)]
    records = sum(selection.has(shown) for shown in inspection.digests)
    selection.refuse_nothing(records + len(found))
    report = REPORTERS[format_](
        found,
        records=records,
        waived=sum(selection.has(one.location.path) for one in inspection.waived),
        colour=is_for_colours(sys.stdout),
        audience=audience,
        left_out=coverage(
            (one for one in inspection.catalogue.offers if selection.has(one.shown)),
            inspection.catalogue.organisation_by_id,
        ),
    )
    if report:
        click.echo(report)
    mendable = sum(one.edit is not None for one in found)
    if format_ == "text" and mendable:
        click.echo(audience.words(say("`catalogue fix` mends {number} of them for you.", number=mendable)), err=True)
    if format_ == "text" and found:
        command = f"catalogue explain {_heaviest(found).rule.code}" + (f" --language {language}" if language else "")
        click.echo(audience.words(say("`{command}` tells more about the rule.", command=command)), err=True)
    if _fails(found, strict=strict):
        raise SystemExit(1)


def _heaviest(found: Sequence[Diagnostic]) -> Diagnostic:
    return min(found, key=lambda one: list(Severity).index(one.severity))


def _fails(found: Sequence[Diagnostic], *, strict: bool) -> bool:
    severities = {one.severity for one in found}
    return Severity.ERROR in severities or (strict and Severity.WARNING in severities)
