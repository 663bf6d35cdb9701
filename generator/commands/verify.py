"""`catalogue verify`: look at a built site with the schemas and shapes that its consumers publish."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from generator.commands.options import default_workers, workers_option
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.verification.checks import Verdict

EXTRA = "`pip install 'microcredential-catalogue[oracles]'` brings them."


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.option(
    "--oracles",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder with the schemas and shapes of the consumers (elm/, qualitylink/, moochub/, dcat-ap/, …).",
)
@click.option("--every", is_flag=True, help="Look at every file, also where thousands are alike.")
@workers_option
def verify(site: Path, oracles: Path | None, every: bool, workers: int | None) -> None:
    """Look at the files of a built SITE and say which of them a consumer would refuse.

    Checksums, syntax, links between feeds, tables, calendars and the site's own schemas are always looked at. With
    --oracles so is what consumers publish: SHACL, XSD, RELAX NG and JSON Schema. The exit code is 1 if anything is
    wrong or an oracle is missing, and 2 if nothing is wrong but a library is missing.
    """
    if not (site / "SHA256SUMS").is_file():
        raise UsageError(
            f"expected the folder of a built site, got {site}", remedy="`catalogue build --output FOLDER` builds one."
        )
    if oracles is not None and not oracles.is_dir():
        remedy = "HACKING.md says what stands in it."
        raise UsageError(f"expected the folder of the oracles, got {oracles}", remedy=remedy)
    from generator.verification.checks import run_checks  # noqa: PLC0415 - no other command reads RDF and HTML

    verdicts = list(run_checks(site, oracles, every=every, workers=workers or default_workers()))
    _show(verdicts)
    for one in verdicts:
        for file, fault in one.faults:
            click.echo(f"{one.check.output}: {file}: {fault}", err=True)
    uninstalled = sorted({name for one in verdicts for name in one.uninstalled})
    if any(one.faults or one.missing for one in verdicts):
        if uninstalled:
            click.echo(f"Some libraries are missing: {', '.join(uninstalled)}. {EXTRA}", err=True)
        raise SystemExit(1)
    if uninstalled:
        raise UsageError(f"expected the libraries {', '.join(uninstalled)}, found none", remedy=EXTRA)


def _show(verdicts: list[Verdict]) -> None:
    table = Table(box=None, pad_edge=False)
    for title in ("Output", "Files", "Looked at", "Found", "Faults", "Seconds", "Verdict"):
        table.add_column(title, justify="left" if title in ("Output", "Found", "Verdict") else "right", no_wrap=True)
    for one in verdicts:
        found = f"{one.counted:,} {one.check.counts}" if one.looked_at else ""
        verdict = "holds" if one.holds else "FAULTS" if one.faults else f"not looked at: {', '.join(one.lacking)}"
        numbers = (f"{one.files:,}", f"{one.looked_at:,}", found, str(len(one.faults)), f"{one.seconds:.1f}")
        table.add_row(one.check.output, *numbers, verdict)
    console = Console(width=None if Console().is_terminal else 160)
    console.print(table)
