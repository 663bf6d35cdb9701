"""Calendars of application deadlines, to be subscribed to. Source: RFC 5545, with names after RFC 7986.

A calendar does not depend on the day it is made: past deadlines stay (docs/decisions/0013).
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from generator.catalogue import addresses
from generator.feeds.atom import NO_DAY
from generator.feeds.content_lines import content_line, shown_line, text_line
from generator.feeds.feed import DRAFT, Feed, Reason, all_but_title
from generator.feeds.offer_list import beside_pages, offer_lists, sample_warning, single_offers
from generator.languages import N_, Shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import OfferSummary, ProviderSummary
    from generator.feeds.feed import OutputFile
    from generator.feeds.offer_list import OfferList
    from generator.settings import Settings
    from generator.words import Words

MEDIA_TYPE = "text/calendar"
NO_DEADLINE = Reason(N_("No application deadline is stated."))

_HEAD = (
    content_line("BEGIN", "VCALENDAR")
    + content_line("VERSION", "2.0")
    + content_line("PRODID", "-//Micro-credential catalogue//Deadlines//EN")
    + content_line("CALSCALE", "GREGORIAN")
)
_FOOT = content_line("END", "VCALENDAR")

# A calendar must have a component (RFC 5545, 3.6). This one shows nothing and holds the place of the deadlines.
_NO_EVENT = b"".join(
    content_line(*line.split(":"))
    for line in (
        "BEGIN:VTIMEZONE",
        "TZID:UTC",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0000",
        "END:STANDARD",
        "END:VTIMEZONE",
    )
)


def reasons(offer: OfferSummary, _provider: OrganisationSummary | None) -> tuple[Reason, ...]:
    """Say why an offer has no event in any calendar; nothing when it has one."""
    checks = ((offer.has_page, DRAFT), (any(run.apply_by for run in offer.runs), NO_DEADLINE))
    return tuple(reason for holds, reason in checks if not holds)


class _Deadline(NamedTuple):
    """A deadline with what decides its place among others; an offer has one by the id of each run."""

    day: date
    key: str
    run: str
    is_cancelled: bool = False


def has_calendar(offers: Iterable[OfferSummary]) -> bool:
    """Tell whether a list of offers has a calendar: an offer that has a page states a deadline, past or to come.

    Paused and withdrawn offers count, so that an address does not vanish from under those who subscribed to it.
    """
    return any(run.apply_by for offer in offers if offer.has_page for run in offer.runs)


Written = dict[tuple[str, str, str], bytes]
"""Events that were written before, by language, offer and run: each stands in a dozen calendars."""


def calendar(
    listed: OfferList,
    providers: Mapping[str, ProviderSummary],
    settings: Settings,
    words: Words,
    written: Written | None = None,
) -> bytes | None:
    """Return the deadlines of all published offers of a list, or None where no calendar is due.

    `written` is filled with the events, and what stands in it is taken from there.
    """
    if not listed.permanent and not has_calendar(listed.offers):
        return None
    published = {one.key: one for one in listed.offers if one.is_published}
    known: Written = {} if written is None else written
    events = []
    for deadline in sorted(_deadlines(published.values())):
        key = (words.language, deadline.key, deadline.run)
        if key not in known:
            offer = published[deadline.key]
            known[key] = _event(deadline, offer, providers[offer.provider], settings, words)
        events.append(known[key])
    return b"".join((_HEAD, *_about(listed, settings, words), *(events or [_NO_EVENT]), _FOOT))


def files(catalogue: Catalogue, settings: Settings) -> Iterator[OutputFile]:
    """Yield the calendar of each list that people follow, and of each offer, in every language, with deadlines."""
    written: Written = {}
    for listed, words in chain(offer_lists(catalogue, settings), single_offers(catalogue, settings)):
        content = calendar(listed, catalogue.provider_by_id, settings, words, written)
        if content is not None:
            yield from beside_pages(listed, addresses.calendar_file, content)


def _deadlines(offers: Iterable[OfferSummary]) -> Iterator[_Deadline]:
    for offer in offers:
        for run in offer.runs:
            if run.apply_by is not None and run.status != "full":
                yield _Deadline(run.apply_by, offer.key, run.id, run.status == "cancelled")


def _about(listed: OfferList, settings: Settings, words: Words) -> Iterator[bytes]:
    """Yield what a calendar says of itself; programs know either the old name of a property or that of RFC 7986."""
    said = words.gettext("Application deadlines: {title}").format(title=listed.title.text)
    name = Shown(said, listed.title.language)
    yield shown_line("NAME", name, words.language)
    yield text_line("X-WR-CALNAME", said)
    yield content_line("SOURCE;VALUE=URI", settings.absolute(addresses.calendar_file(listed.address)))
    yield content_line("URL", settings.absolute(listed.address))
    yield content_line("REFRESH-INTERVAL;VALUE=DURATION", "P1D")
    yield content_line("X-PUBLISHED-TTL", "P1D")
    for warning in sample_warning(settings, words):
        yield text_line("DESCRIPTION", warning)
        yield text_line("X-WR-CALDESC", warning)


def _event(
    deadline: _Deadline, offer: OfferSummary, provider: ProviderSummary, settings: Settings, words: Words
) -> bytes:
    title = words.text(offer.title) or Shown(offer.key, words.language)
    name = words.text(provider.name) or Shown(provider.id, words.language)
    page = settings.absolute(addresses.offer(words.language, offer.provider, offer.id))
    summary = words.gettext("Apply by today: {title}").format(title=title.text)
    return b"".join(
        (
            content_line("BEGIN", "VEVENT"),
            text_line("UID", f"{offer.uuid}-{deadline.run}@{_suffix(settings)}"),
            content_line("DTSTAMP", f"{_day(offer.modified or NO_DAY)}T000000Z"),
            # Without an end it is that day, all day; RFC 5545, 3.6.1.
            content_line("DTSTART;VALUE=DATE", _day(deadline.day)),
            shown_line("SUMMARY", Shown(summary, title.language), words.language),
            # Some programs do not show the property URL.
            shown_line("DESCRIPTION", Shown(f"{name.text}\n{page}", name.language), words.language),
            content_line("URL", page),
            text_line("CATEGORIES", words.term("kinds", offer.kind)),
            content_line("TRANSP", "TRANSPARENT"),
            # Whoever has noted the deadline learns that it is off; RFC 5545, 3.8.1.11.
            *((content_line("STATUS", "CANCELLED"),) if deadline.is_cancelled else ()),
            content_line("END", "VEVENT"),
        )
    )


def _suffix(settings: Settings) -> str:
    """Return what makes an id of this registry unlike those of others, wherever the site is shown."""
    return settings.identifier_base.partition("://")[2]


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


_ON_THE_PAGE = N_("Only on the page that an event leads to.")

FEED = Feed(
    name="deadlines",
    title=N_("Calendar of application deadlines"),
    media_type=MEDIA_TYPE,
    profile="https://www.rfc-editor.org/rfc/rfc5545",
    version="2.0",
    language_address=addresses.calendar_file(addresses.home("{language}")),
    provider_address=addresses.calendar_file(addresses.provider("{language}", "{provider}")),
    list_address=addresses.calendar_file(addresses.shelf("{language}", "{axis}", "{value}")),
    offer_address=addresses.calendar_file(addresses.offer("{language}", "{provider}", "{offer}")),
    files=files,
    reasons=reasons,
    cannot_carry=all_but_title(
        _ON_THE_PAGE, awarding_body=N_("An event names the provider, who need not be the awarding body.")
    ),
)
