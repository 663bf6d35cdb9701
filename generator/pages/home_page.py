"""The home page: what there is, how fresh it is, and where to begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.axes import ANY_TIME, AXES, FIELDS, PARTICIPATION, PRICES, STARTS, TIMES, WITHOUT_COURSE, YES
from generator.catalogue.axis_words import AXIS_WORDS
from generator.catalogue.freshness import RunState, next_run, run_state
from generator.feeds.deadlines import has_calendar
from generator.languages import N_
from generator.pages.browse_pages import Choice, choices, published, stated_choices, ways
from generator.pages.facts import MICRO_CREDENTIAL
from generator.pages.list_pages import open_for_application
from generator.pages.parts import Line, Row
from generator.pages.shell import root

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from generator.catalogue.axes import Axis
    from generator.catalogue.graph import Catalogue
    from generator.catalogue.summary import OfferSummary
    from generator.pages.cards import CardOnPage, Cards
    from generator.settings import Settings
    from generator.words import Words

SHOWN_ON_HOME = 6


@dataclass(frozen=True, slots=True)
class Guides:
    """The addresses of guides that the home page leads to; empty where the registry does without them."""

    all: str = ""
    stopped_studies: str = ""
    choices: tuple[Line, ...] = ()
    """Those that most people need, beside the way to all of them."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page."""

    language: str
    address: str
    name: str
    lead: str
    figures: tuple[Row, ...]
    wishes: tuple[Line, ...]
    doors: tuple[Line, ...]
    axis: str
    choices: tuple[Choice, ...]
    soon: tuple[CardOnPage, ...]
    deadlines: str
    search: str
    advice: str
    guides: tuple[Line, ...]
    feed: str
    calendar: str


def home_view(
    catalogue: Catalogue, settings: Settings, words: Words, as_of: date, cards: Cards, guides: Guides
) -> HomeView:
    """Return the home page in one language; `guides` has the addresses of guides, as far as the registry has them."""
    address = addresses.home(words.language)
    axis = _opening_axis(catalogue, words, as_of)
    ahead = open_for_application(catalogue.listed, as_of)
    soon = starting_soon(catalogue.listed, as_of)
    return HomeView(
        language=words.language,
        address=address,
        name=str(words.text(settings.options.name) or ""),
        lead=str(words.text(settings.options.lead) or ""),
        figures=_figures(catalogue, words, len(ahead)),
        wishes=tuple(_wishes(catalogue, words, as_of, [deadline for deadline, _offer in ahead], guides)),
        doors=ways(catalogue, words, as_of),
        axis=words.gettext(AXIS_WORDS[axis.name].title),
        choices=choices(catalogue, axis, words, as_of),
        soon=cards.of(soon, root(address), level=3),
        deadlines=addresses.deadlines(words.language),
        search=addresses.search(words.language),
        advice=guides.all,
        guides=guides.choices,
        feed=addresses.feed_file(address),
        calendar=addresses.calendar_file(address) if has_calendar(catalogue.with_page) else "",
    )


def _figures(catalogue: Catalogue, words: Words, ahead: int) -> tuple[Row, ...]:
    """Return the numbers of the registry, each leading to what it counts if there is any, and the last confirmation.

    `ahead` counts the offers that one can still apply for.
    """
    _, language = words.gettext, words.language
    micro_credentials = sum(offer.kind == MICRO_CREDENTIAL for offer in catalogue.listed)
    others = len(catalogue.listed) - micro_credentials
    free = sum(offer.is_free for offer in catalogue.listed)
    confirmed = [offer.checked for offer in catalogue.listed if offer.checked]
    counted = (
        (_("Micro-credentials"), micro_credentials, addresses.shelf(language, "kinds", MICRO_CREDENTIAL)),
        (_("Other learning opportunities"), others, addresses.shelf(language, "kinds", "learning-opportunity")),
        (_("With a deadline ahead"), ahead, addresses.deadlines(language)),
        (_("Free of charge"), free, addresses.shelf(language, "prices", "free")),
        (_("Providers"), len({offer.provider for offer in catalogue.listed}), addresses.providers(language)),
    )
    return (
        *(
            Row(label, (Line(words.number(number), address=address if number else ""),))
            for label, number, address in counted
        ),
        Row(_("Last confirmed by a provider"), _last(confirmed, words)),
    )


def _last(confirmed: Sequence[date], words: Words) -> tuple[Line, ...]:
    """Return the latest of some days; it leads to how old all records are."""
    return (Line(words.date(max(confirmed)), address=addresses.quality(words.language)),) if confirmed else ()


def _opening_axis(catalogue: Catalogue, words: Words, as_of: date) -> Axis:
    """Return the axis whose values the home page shows: fields, or the first other one that tells offers apart."""
    return next((axis for axis in AXES if len(stated_choices(catalogue, axis, words, as_of)) > 1), FIELDS)


_WISHES = (
    (N_("It costs nothing"), PRICES, "free"),
    (N_("I learn online"), PARTICIPATION, "online"),
    (N_("I have time in the evening"), TIMES, "evening"),
    (N_("I begin when I like"), STARTS, ANY_TIME),
    (N_("I can already do this and need proof"), WITHOUT_COURSE, YES),
)
"""What people come for, in their words, and the list that answers it."""


def _wishes(
    catalogue: Catalogue, words: Words, as_of: date, deadlines: Sequence[date], guides: Guides
) -> Iterator[Line]:
    """Yield the wishes that at least one offer or a guide fulfils; `deadlines` are those that are still ahead."""
    _ = words.gettext
    if deadlines:
        yield Line(_("I can still apply"), address=addresses.deadlines(words.language))
    if any((one.year, one.month) == (as_of.year, as_of.month) for one in deadlines):
        place = f"{addresses.deadlines(words.language)}#{addresses.closing_month(as_of)}"
        yield Line(_("It closes this month"), address=place)
    month = _next_month(catalogue, as_of)
    if month:
        yield Line(_("It begins soon"), address=addresses.shelf(words.language, STARTS.name, month))
    for wish, axis, value in _WISHES:
        if published(catalogue.shelves[axis.name].get(value, ())):
            yield Line(_(wish), address=addresses.shelf(words.language, axis.name, value))
    if guides.stopped_studies:
        yield Line(_("I stopped my studies"), address=guides.stopped_studies)


def _next_month(catalogue: Catalogue, as_of: date) -> str:
    """Return the first month from now on in which an offer begins for which one can still apply, if there is one."""
    starts = (run.start for offer in starting_soon(catalogue.listed, as_of) if (run := next_run(offer.runs, as_of)))
    months = (f"{start:%Y-%m}" for start in starts if start and start >= as_of)
    return min(months, default="")


def starting_soon(offers: Sequence[OfferSummary], as_of: date) -> list[OfferSummary]:
    """Return the offers one can still apply for, earliest start first."""
    open_offers = []
    for offer in offers:
        run = next_run(offer.runs, as_of)
        if run is not None and run.start is not None and not run.rolling and run_state(run, as_of) is RunState.OPEN:
            open_offers.append((run.start, offer.key, offer))
    return [offer for _start, _key, offer in sorted(open_offers, key=lambda one: one[:2])[:SHOWN_ON_HOME]]
