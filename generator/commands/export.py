"""`catalogue export`: write one file of a feed to standard output, without building the site."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from generator.checks.inspection import inspect_records
from generator.checks.jurisdiction import jurisdiction_of
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
from generator.diagnostics import Severity
from generator.errors import UsageError
from generator.feeds.coverage import coverage
from generator.feeds.registry import FEEDS, feed_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from generator.catalogue.graph import Catalogue
    from generator.feeds.feed import Feed
    from generator.settings import Settings

ADDRESSES = "The page “Data and feeds” of a built site lists the addresses."


@click.command()
@click.argument("format_", metavar="FORMAT")
@click.option("--provider", metavar="ID", help="Only this provider, for formats that have a file of each.")
@click.option("--language", metavar="TAG", help="For formats with a file in each language.  [default: the first one]")
@click.option("--base-url", metavar="URL", help="Address at which the site will be shown.")
@root_option
@providers_option
@as_of_option
@workers_option
def export(
    format_: str,
    provider: str | None,
    language: str | None,
    base_url: str | None,
    root: Path,
    providers: Path | None,
    as_of: date | None,
    workers: int | None,
) -> None:
    """Write the catalogue in one format to standard output, as the site would publish it.

    FORMAT is the name of a feed, or the address of one of its files, such as data/v1/runs.csv. Broken records are an
    error, as they are for a build.
    """
    settings = settings_of(root, providers, base_url, None)
    catalogue = _sound_catalogue(settings, as_of, workers)
    address = _address(format_, provider, language, catalogue, settings)
    content = next((file.content for file in feed_files(catalogue, settings) if file.path == address), None)
    if content is None:
        raise _absent(address, format_, provider, catalogue)
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _absent(address: str, name: str, provider: str | None, catalogue: Catalogue) -> UsageError:
    """Say why there is no such file: of a provider none of whose offers the feed carries, with the reasons."""
    feed = next((one for one in FEEDS if one.name == name), None)
    if feed is None or provider is None:
        return UsageError(f"expected the address of a file of a feed, got {address}", remedy=ADDRESSES)
    offers = catalogue.offers_by_provider.get(provider, ())
    groups = coverage(offers, catalogue.organisation_by_id)
    reasons = next((group.left_out for group in groups if feed in group.feeds), {})
    told = " ".join(reason.text for reason in reasons) or "It has no offers."
    return UsageError(f"{name} carries no offer of {provider}", remedy=told)


def _sound_catalogue(settings: Settings, as_of: date | None, workers: int | None) -> Catalogue:
    inspection = inspect_records(
        settings.providers,
        shown=shown_path(settings.providers),
        cache=settings.cache,
        as_of=as_of or today(),
        workers=workers or default_workers(),
        stale_days=settings.options.stale_days,
        jurisdiction=jurisdiction_of(settings.options),
    )
    broken = sorted({one.location.path for one in inspection.diagnostics if one.severity is Severity.ERROR})
    if broken:
        more = f" and {len(broken) - 1} more" if len(broken) > 1 else ""
        raise UsageError(
            f"expected sound records, got errors in {broken[0]}{more}", remedy="`catalogue check` explains them."
        )
    return inspection.catalogue


def _address(name: str, provider: str | None, language: str | None, catalogue: Catalogue, settings: Settings) -> str:
    """Return the address of the file that was asked for."""
    feed = next((one for one in FEEDS if one.name == name), None)
    if feed is None:
        if "/" in name:
            return name.lstrip("/")
        raise _unknown(name)
    if language is not None and language not in settings.languages:
        raise UsageError(f"expected a language of the registry, got {language}", remedy=_choose(settings.languages))
    told_in = language or settings.languages[0]
    if provider is None:
        return _whole(feed, told_in)
    if provider not in catalogue.provider_by_id:
        close = get_close_matches(provider, catalogue.provider_by_id, n=1)
        remedy = f"Did you mean {close[0]}?" if close else "Write the name of a folder in providers/."
        raise UsageError(f"expected the id of a provider, got {provider}", remedy=remedy)
    if not feed.provider_address:
        raise UsageError(f"{name} has no file of one provider", remedy="Leave out --provider.")
    return feed.provider_address.format(provider=provider, language=told_in)


def _whole(feed: Feed, language: str) -> str:
    address = feed.address or feed.language_address.format(language=language)
    if address and feed.with_pages:
        raise UsageError(f"{address} is made with the pages of the site", remedy="`catalogue build` writes it.")
    if address:
        return address
    if feed.provider_address:
        message = f"{feed.name} has a file of each provider, and none of all"
        raise UsageError(message, remedy="Name one with --provider.")
    if feed.other_addresses:
        shown = feed.other_addresses[0]
        raise UsageError(f"{feed.name} has a file of each credential", remedy=f"Name its address: {shown}.")
    raise UsageError(f"{feed.name} has no file of its own: it stands inside each page", remedy=_choose(_names()))


def _unknown(name: str) -> UsageError:
    close = get_close_matches(name, _names(), n=1, cutoff=0.4)
    return UsageError(
        f"expected a format, got {name}", remedy=f"Did you mean {close[0]}?" if close else _choose(_names())
    )


def _names() -> list[str]:
    written = (one for one in FEEDS if not one.with_pages)
    return [one.name for one in written if one.address or one.language_address or one.provider_address]


def _choose(words: Sequence[str]) -> str:
    return f"Choose one of: {', '.join(words)}."
