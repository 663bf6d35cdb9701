"""Options that several commands share."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.errors import UsageError
from generator.settings import Settings, checked_base_url, read_settings, with_languages

if TYPE_CHECKING:
    from collections.abc import Callable

MAXIMUM_WORKERS = 32
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail with an example."""
        if isinstance(value, date):
            return value
        try:
            if not _DAY.fullmatch(value):  # Python would read weeks too: 2027-W05-7
                raise ValueError(value)
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"expected a date such as 2027-01-31, got {value!r}", param, ctx)


def today() -> date:
    """Return the day on which the command runs, in the time zone of this machine."""
    return datetime.now().astimezone().date()


def default_workers() -> int:
    """Return the number of processors this process may use."""
    return min(MAXIMUM_WORKERS, len(os.sched_getaffinity(0)))


root_option = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    show_default="this folder",
    help="Folder of the registry (where mkdocs.yml is).",
)
providers_option = click.option(
    "--providers",
    type=click.Path(path_type=Path),
    help="Folder with the provider folders.  [default: as mkdocs.yml says, usually providers/]",
)
as_of_option = click.option(
    "--as-of", type=Day(), default=None, metavar="DATE", help="Work as if it were this day.  [default: today]"
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(1, MAXIMUM_WORKERS),
    default=None,
    metavar="N",
    help="Number of processes.  [default: one per processor]",
)


def build_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what to build."""
    options = (
        root_option,
        providers_option,
        click.option("--base-url", metavar="URL", help="Address at which the site will be shown."),
        click.option("--languages", metavar="pl,en", help="Languages to build, separated by commas.  [default: all]"),
        as_of_option,
        workers_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


def settings_of(root: Path, providers: Path | None, base_url: str | None, languages: str | None) -> Settings:
    """Return the settings of a registry with what the command line says instead.

    Raises SettingsError if the result cannot be used, UsageError if there is no folder with records.
    """
    settings = read_settings(root)
    if providers is not None:
        settings = replace(settings, providers=providers.resolve())
    if not os.path.isdir(settings.providers):  # noqa: PTH112 - Path.is_dir fails below a folder one may not enter
        remedy = "Name the folder that holds the provider folders with --providers."
        raise UsageError(f"expected a folder with records, got {shown_path(settings.providers)}", remedy=remedy)
    if base_url is not None:
        settings = replace(settings, base_url=checked_base_url(base_url))
    if languages is not None:
        chosen = tuple(part.strip() for part in languages.split(",") if part.strip())
        settings = with_languages(settings, chosen)
    return settings


def checked_output(output: Path, settings: Settings) -> Path:
    """Return the folder for the site; raise UsageError if publishing it would disturb what the site is made from."""
    place = Path(os.path.realpath(output))
    for source in _sources(settings):
        if place.is_relative_to(source):
            raise _output_error(output, f"a folder inside {shown_path(source)}/, from which the site is made")
    for source in (settings.root, *_sources(settings)):
        if source.is_relative_to(place):
            raise _output_error(output, f"a folder that contains {shown_path(source)}/, from which the site is made")
    return output


def _sources(settings: Settings) -> tuple[Path, ...]:
    folders = (settings.providers, settings.root / "content", settings.root / "theme")
    return tuple(Path(os.path.realpath(folder)) for folder in folders)


def _output_error(output: Path, got: str) -> UsageError:
    remedy = "Choose a folder of its own, for example --output site."
    return UsageError(f"expected a folder for the site alone, got {output}: {got}", remedy=remedy)


def shown_path(path: Path) -> str:
    """Return a path as the person at the terminal would type it: relative to the current folder where it is below."""
    resolved = path.resolve()
    here = Path.cwd()
    return resolved.relative_to(here).as_posix() if resolved.is_relative_to(here) else resolved.as_posix()
