"""`catalogue build`: check the records and publish the site."""

from __future__ import annotations

from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import TYPE_CHECKING

import click

from generator.checks.reporters import REPORTERS, waived_words
from generator.commands.audience import audience_of
from generator.commands.options import build_options, checked_output, default_workers, settings_of, shown_path, today
from generator.diagnostics import Severity, has_errors
from generator.progress import Progress
from generator.publish.order import Order, Outcome
from generator.publish.up_to_date import look_for_changes
from generator.wording import say

if TYPE_CHECKING:
    from datetime import date

    from generator.checks.reporters import Audience
    from generator.settings import Settings


SAMPLES_ELSEWHERE = (
    "Every page will say that these records are invented: mkdocs.yml says `sample: true`. "
    "For real records, write `sample: false` there."
)


@click.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Folder that becomes the site; an older site there is replaced in one step.  [default: site]",
)
@build_options
@click.option(
    "--sign",
    "key",
    type=click.Path(path_type=Path),
    metavar="KEY",
    help="Secret key of minisign, without password, with which SHA256SUMS is signed.",
)
@click.option("--keep-going", is_flag=True, help="Publish although records are broken, as they were when last sound.")
@click.option("--timings", is_flag=True, help="Show how long each stage took.")
@click.option("--quiet", is_flag=True, help="Say nothing but findings.")
def build(
    output: Path | None,
    root: Path,
    providers: Path | None,
    base_url: str | None,
    languages: str | None,
    as_of: date | None,
    workers: int | None,
    key: Path | None,
    keep_going: bool,
    timings: bool,
    quiet: bool,
) -> None:
    """Check all records and build the site.

    If a record is broken the exit code is 1 and nothing is published: the site stays as it was. With --keep-going
    everything else is published, and a broken record as it was when it was last sound.
    """
    settings = settings_of(root, providers, base_url, languages)
    order = Order(
        output=checked_output(output or root / "site", settings),
        as_of=as_of or today(),
        shown=shown_path(settings.providers),
        workers=workers or default_workers(),
        keep_going=keep_going,
        key=key,
    )
    if providers is not None and settings.options.sample and not quiet:
        click.echo(SAMPLES_ELSEWHERE, err=True)
    progress = Progress(quiet=quiet)
    audience = audience_of(settings)
    outcome = _build(settings, order, progress)
    report_outcome(outcome, order, audience, quiet=quiet)
    if timings:
        _show_timings(progress, outcome)
    if has_errors(outcome.diagnostics):
        raise SystemExit(1)


def _build(settings: Settings, order: Order, progress: Progress) -> Outcome:
    """Load the whole program, which takes 0.8 s, only if there is something to do."""
    _, unchanged = look_for_changes(settings, order)
    if unchanged is not None:
        return unchanged
    from generator.publish.build import build as build_site  # noqa: PLC0415

    return build_site(settings, order, progress)


def report_outcome(outcome: Outcome, order: Order, audience: Audience, *, quiet: bool) -> None:
    """Say which errors were found, and what was published."""
    tally, errors = outcome.tally, [one for one in outcome.diagnostics if one.severity is Severity.ERROR]
    if errors:
        click.echo(REPORTERS["text"](errors, audience=audience), err=True)
    if tally.findings and not quiet:
        others = say("{number} warnings and notes; `catalogue check` shows them.", number=tally.findings)
        click.echo(audience.words(others), err=True)
    if tally.waived and not quiet:
        click.echo(waived_words(tally.waived, audience.reader), err=True)
    if tally.no_history and not quiet:
        click.echo(audience.words(tally.no_history), err=True)
    if not outcome.published:
        click.echo(audience.words(say("Nothing was published; the site is as it was.")), err=True)
    elif not quiet:
        place = f"{shown_path(order.output)}/"
        click.echo(f"{tally.offers} offers of {tally.providers} providers, {outcome.files} files in {place}")
        if outcome.unchanged:
            click.echo("Nothing has changed since it was built: no file was touched.")


def _show_timings(progress: Progress, outcome: Outcome) -> None:
    for title, seconds in progress.seconds.items():
        click.echo(f"{seconds:8.2f} s  {title}")
    click.echo(f"{outcome.rendered:8d}    files rendered")
    click.echo(f"{outcome.carried:8d}    files taken over from the site as it was")
    for process, who in ((RUSAGE_SELF, "the main process"), (RUSAGE_CHILDREN, "the largest of its children")):
        click.echo(f"{getrusage(process).ru_maxrss / 1024:8.0f} MB memory at most in {who}")
