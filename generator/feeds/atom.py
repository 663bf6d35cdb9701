"""Atom feeds of offers for people and for programs that watch a list. Source: RFC 4287.

Every date comes from a record, so a feed changes only where a record has changed (docs/decisions/0013).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from generator.catalogue import addresses
from generator.feeds.feed import Feed, all_but_title
from generator.feeds.literals import plain_text
from generator.feeds.offer_list import beside_pages, offer_lists, sample_warning
from generator.languages import N_, Shown
from generator.records.discover import RecordKind
from generator.records.schema import schema_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.summary import OfferSummary, ProviderSummary
    from generator.feeds.feed import OutputFile
    from generator.feeds.offer_list import OfferList
    from generator.settings import Settings
    from generator.words import Words

MAXIMUM_ENTRIES = 200
"""Readers fetch a feed again and again. It tells what is new; the page beside it lists the rest."""

NO_DAY = date(1970, 1, 1)
"""Stands for the day of a record that names none: `updated` is mandatory, and the day of the build must not enter."""

MEDIA_TYPE = "application/atom+xml"


def atom_feed(listed: OfferList, providers: Mapping[str, ProviderSummary], settings: Settings, words: Words) -> bytes:
    """Return the feed of a list: the offers that have a page, newest first, at most MAXIMUM_ENTRIES of them.

    Withdrawn and paused offers stay, since a reader would take an entry that vanishes for one that was read.
    """
    return _feed(listed, lambda offer: _entry(offer, providers[offer.provider], settings, words), settings, words)


def _feed(listed: OfferList, entry_of: Callable[[OfferSummary], str], settings: Settings, words: Words) -> bytes:
    offers = _newest(listed.offers)
    updated = (offers[0].modified if offers else None) or NO_DAY
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(listed.language)}>',
        *_head(listed, updated, settings, words),
        *map(entry_of, offers),
        "</feed>\n",
    ]
    return "\n".join(parts).encode()


def files(catalogue: Catalogue, settings: Settings) -> Iterator[OutputFile]:
    """Yield the feed of each list that people follow, in every language."""
    for words, several in groupby(offer_lists(catalogue, settings), itemgetter(1)):
        entries = _Entries(catalogue.provider_by_id, settings, words)
        for listed, _ in several:
            yield from beside_pages(listed, addresses.feed_file, _feed(listed, entries.entry_of, settings, words))


@dataclass(frozen=True, slots=True)
class _Entries:
    """The entries of one language. An offer stands in some twelve lists: written once, they take half of the time."""

    providers: Mapping[str, ProviderSummary]
    settings: Settings
    words: Words
    written: dict[str, str] = field(default_factory=dict)

    def entry_of(self, offer: OfferSummary) -> str:
        """Return the entry of an offer."""
        if offer.key not in self.written:
            provider = self.providers[offer.provider]
            self.written[offer.key] = _entry(offer, provider, self.settings, self.words)
        return self.written[offer.key]


def _newest(offers: Iterable[OfferSummary]) -> list[OfferSummary]:
    shown = (offer for offer in offers if offer.has_page)
    return sorted(shown, key=lambda offer: (-(offer.modified or NO_DAY).toordinal(), offer.key))[:MAXIMUM_ENTRIES]


def _head(listed: OfferList, updated: date, settings: Settings, words: Words) -> Iterator[str]:
    """Yield what a feed says of itself; its id stays when the site moves, its links do not."""
    address = addresses.feed_file(listed.address)
    subtitle = _subtitle(listed, settings, words)
    yield _text("title", listed.title, words)
    if subtitle.text:
        yield _text("subtitle", subtitle, words)
    yield f"<id>{escape(f'{settings.identifier_base}/{address}')}</id>"
    yield f"<updated>{_midnight(updated)}</updated>"
    yield _link("self", settings.absolute(address), type=MEDIA_TYPE)
    yield _link("alternate", settings.absolute(listed.address), type="text/html", hreflang=listed.language)
    yield _link("license", settings.options.licence)  # RFC 4946


def _subtitle(listed: OfferList, settings: Settings, words: Words) -> Shown:
    """Return the name of the registry unless it is the title, and the warning that every page of samples bears."""
    name = words.text(settings.options.name) or Shown("", words.language)
    parts = [] if name == listed.title else [name.text]
    return Shown(" · ".join((*parts, *sample_warning(settings, words))), name.language)


def _entry(offer: OfferSummary, provider: ProviderSummary, settings: Settings, words: Words) -> str:
    summary = _summary(offer, words)
    page = settings.absolute(addresses.offer(words.language, offer.provider, offer.id))
    return "".join(
        (
            "<entry>",
            _text("title", _title(offer, words), words),
            f"<id>{escape(addresses.offer_identifier(settings.identifier_base, offer.uuid))}</id>",
            f"<updated>{_midnight(offer.modified or NO_DAY)}</updated>",
            _author(words.text(provider.name) or Shown(provider.id, words.language), words),
            _link("alternate", page, type="text/html", hreflang=words.language),
            _category("kind", offer.kind, words.term("kinds", offer.kind), settings),
            _category("status", offer.status, words.term("statuses", offer.status), settings),
            _text("summary", summary, words) if summary else "",
            "</entry>",
        )
    )


def _title(offer: OfferSummary, words: Words) -> Shown:
    """Return the title; what cannot be had now says so, since many readers show nothing but titles."""
    title = words.text(offer.title) or Shown(offer.key, words.language)
    if offer.is_published:
        return title
    state = words.term("statuses", offer.status)
    return Shown(words.gettext("{label}: {value}").format(label=state, value=title.text), title.language)


def _summary(offer: OfferSummary, words: Words) -> Shown | None:
    """Return the line that tells what it is; of what cannot be had now, that comes first."""
    line = words.text(offer.summary)
    if offer.is_published:
        return line
    state = words.term("statuses", offer.status)
    if line is None:
        return Shown(state, words.language)
    # An element has one language: that of the longer part.
    return Shown(words.gettext("{label}: {value}").format(label=state, value=line.text), line.language)


def _text(element: str, shown: Shown, words: Words) -> str:
    return f"<{element}{_language(shown, words)}>{escape(plain_text(shown.text))}</{element}>"


def _author(name: Shown, words: Words) -> str:
    return f"<author{_language(name, words)}><name>{escape(plain_text(name.text))}</name></author>"


def _language(shown: Shown, words: Words) -> str:
    return "" if shown.language == words.language else f" xml:lang={quoteattr(shown.language)}"


def _link(relation: str, address: str, **more: str) -> str:
    attributes = {"rel": relation, "href": address, **more}
    return f"<link {' '.join(f'{name}={quoteattr(value)}' for name, value in attributes.items())}/>"


def _category(key: str, code: str, label: str, settings: Settings) -> str:
    """Return a term whose scheme is the place in the schema of records where its key is described."""
    scheme = f"{settings.identifier_base}/{schema_address(RecordKind.OFFER.value)}#/properties/{key}"
    return f"<category term={quoteattr(code)} scheme={quoteattr(scheme)} label={quoteattr(label)}/>"


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


_ON_THE_PAGE = N_("Only on the page that an entry leads to.")

FEED = Feed(
    name="atom",
    title=N_("Atom: what is new"),
    media_type=MEDIA_TYPE,
    profile="https://www.rfc-editor.org/rfc/rfc4287",
    version="1.0",
    language_address=addresses.feed_file(addresses.home("{language}")),
    provider_address=addresses.feed_file(addresses.provider("{language}", "{provider}")),
    list_address=addresses.feed_file(addresses.shelf("{language}", "{axis}", "{value}")),
    files=files,
    cannot_carry=all_but_title(
        _ON_THE_PAGE, awarding_body=N_("The author of an entry is the provider, who need not be the awarding body.")
    ),
)
