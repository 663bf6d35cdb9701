"""The page for aggregators: each feed with its addresses, what it carries and cannot carry, and a first command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.transparency import ELEMENTS
from generator.feeds.feed import whole_files
from generator.feeds.registry import FEEDS
from generator.pages.parts import Crumb

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.feeds.coverage import Coverage
    from generator.feeds.feed import Feed, Measured
    from generator.settings import Settings
    from generator.words import Words


@dataclass(frozen=True, slots=True)
class WholeFile:
    """A file for the whole catalogue; one that lists all others cannot say its own size and checksum."""

    address: str
    size: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed as the page for aggregators shows it. `carried` says of how many offers how many are in it."""

    name: str
    title: str
    files: tuple[WholeFile, ...]
    provider_address: str
    list_address: str
    offer_address: str
    credential_address: str
    other_addresses: tuple[str, ...]
    media_type: str
    profile: str
    version: str
    carried: str
    changed: str
    left_out: tuple[str, ...]
    losses: tuple[str, ...]
    command: str


@dataclass(frozen=True, slots=True)
class ElementRow:
    """An element of Annex I with the feeds that carry it whole, and those that lose it or a part of it."""

    name: str
    whole: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataView:
    """The page for aggregators."""

    language: str
    address: str
    title: str
    lead: str
    licence: str
    crumbs: tuple[Crumb, ...]
    feeds: tuple[FeedView, ...]
    elements: tuple[ElementRow, ...]
    quality: str


def data_view(
    covered: Sequence[Coverage], measured: Mapping[str, Measured], words: Words, settings: Settings
) -> DataView:
    """Put all feeds into words; `measured` has size and checksum of the files for the whole catalogue."""
    return DataView(
        language=words.language,
        address=addresses.data_page(words.language),
        title=words.gettext("Data and feeds"),
        lead=words.gettext("Everything on this site is also published as open data, without registration."),
        licence=settings.options.licence,
        crumbs=(Crumb(addresses.home(words.language), words.gettext("Home")),),
        feeds=tuple(_feed(one, covered, measured, words, settings) for one in FEEDS),
        elements=tuple(_element(key, words) for key in ELEMENTS),
        quality=addresses.quality(words.language),
    )


def _feed(
    feed: Feed, covered: Sequence[Coverage], measured: Mapping[str, Measured], words: Words, settings: Settings
) -> FeedView:
    share = next((one for one in covered if feed in one.feeds), None)
    files = tuple(_files(feed, measured, words, settings))
    return FeedView(
        name=feed.name,
        title=words.gettext(feed.title),
        files=files,
        provider_address=feed.provider_address.replace("{language}", words.language),
        list_address=feed.list_address.replace("{language}", words.language),
        offer_address=feed.offer_address.replace("{language}", words.language),
        credential_address=feed.credential_address,
        other_addresses=tuple(one for one in feed.other_addresses if "{" in one),
        media_type=feed.media_type,
        profile=feed.profile,
        version=feed.version,
        carried=carried(share, words) if share else "",
        changed=words.date(share.changed) if share and share.changed else "",
        left_out=left_out(share, words) if share else (),
        losses=tuple(_losses(feed, words)),
        command=f"curl -O {settings.absolute(files[0].address)}" if files else "",
    )


def _files(feed: Feed, measured: Mapping[str, Measured], words: Words, settings: Settings) -> Iterator[WholeFile]:
    """Yield the files that were written; of those in each language only the one in this language."""
    here = feed.language_address.format(language=words.language)
    for address, _ in whole_files(feed, settings):
        of_language = bool(feed.language_address) and address not in (feed.address, *feed.other_addresses)
        if address in measured and (not of_language or address == here):
            yield WholeFile(address, words.size(measured[address].size), measured[address].sha256)
        elif feed.with_pages:
            yield WholeFile(address)


def carried(share: Coverage, words: Words) -> str:
    """Say how many offers a feed carries, of how many."""
    counted = {one.key for offers in share.left_out.values() for one in offers}
    total = share.carried + len(counted)
    return words.gettext("{number} of {total}").format(number=words.number(share.carried), total=words.number(total))


def left_out(share: Coverage, words: Words) -> tuple[str, ...]:
    """Say why the other offers are not in the feed, and how many there are of each kind."""
    return tuple(
        f"{words.gettext(reason.text)} ({words.number(len(offers))})" for reason, offers in share.left_out.items()
    )


def _losses(feed: Feed, words: Words) -> Iterator[str]:
    """Yield what a feed cannot carry, the elements with the same reason together."""
    reasons: dict[str, list[str]] = {}
    for element, reason in feed.cannot_carry.items():
        reasons.setdefault(reason, []).append(words.term("annex-elements", element))
    for reason, elements in reasons.items():
        yield f"{words.listed(elements)}: {words.gettext(reason)}"


def _element(key: str, words: Words) -> ElementRow:
    carrying = [feed for feed in FEEDS if feed.of_offers]
    whole = tuple(feed.name for feed in carrying if key not in feed.cannot_carry)
    lost = tuple(feed.name for feed in carrying if key in feed.cannot_carry)
    return ElementRow(words.term("annex-elements", key), whole, lost)
