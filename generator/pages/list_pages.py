"""Lists of offers: those behind a value of an axis and those with a deadline ahead, a hundred a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.axes import ANY_TIME, FIELDS, NARROWED, NOT_STATED, SKILLS, STARTS, skill_value
from generator.catalogue.axis_words import AXIS_WORDS, list_title, value_label
from generator.catalogue.freshness import RunState, next_run, run_state
from generator.feeds.deadlines import has_calendar
from generator.pages.browse_pages import count_of_offers, crumbs_of, is_past, narrowings, published
from generator.pages.parts import Crumb, Line, line
from generator.pages.shell import root

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from generator.catalogue.axes import Axis
    from generator.catalogue.graph import Catalogue
    from generator.catalogue.summary import OfferSummary
    from generator.pages.browse_pages import Narrowing
    from generator.pages.cards import CardOnPage, Cards
    from generator.words import Words

PAGE_SIZE = 100
FEW = 10
"""So many offers are seen at a glance: a second order of them would only be one link more."""


@dataclass(frozen=True, slots=True)
class Order:
    """One order of a list and the page that shows it; without an address it is the order of this page."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """The part of a list whose deadlines lie in one month; `anchor` is its place on the page."""

    anchor: str
    title: str
    cards: tuple[CardOnPage, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A list of offers, one page of it, in `months` where it is a list of deadlines.

    `calendar` is empty where no offer states a deadline; `source` is where the value is defined. Where the list
    `is_part` of another one, `feed` and `calendar` are those of the whole.
    """

    language: str
    address: str
    title: Line
    here: Line
    lead: str
    order: str
    orders: tuple[Order, ...]
    notice: str
    count: str
    crumbs: tuple[Crumb, ...]
    cards: tuple[CardOnPage, ...]
    page: int
    pages: tuple[tuple[int, str], ...]
    feed: str
    calendar: str
    empty: str
    instead: Line | None = None
    indexed: bool = True
    by_title: bool = False
    months: tuple[Month, ...] = ()
    narrowings: tuple[Narrowing, ...] = ()
    source: Line | None = None
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of a list with the offers it shows."""

    view: ListView
    offers: Sequence[OfferSummary]


def shelf_pages(catalogue: Catalogue, axis: Axis, words: Words, as_of: date, cards: Cards) -> Iterator[ListPage]:
    """Yield the lists of offers behind every value of an axis, a hundred a page; a permanent value may have none.

    A list of more than a few offers comes in two orders: what begins next first, and by title. Some lists are followed
    by their parts (see `axes.NARROWED`).
    """
    for value in catalogue.shelves[axis.name]:
        shelf = _shelf(catalogue, axis, value, words, as_of)
        for ordered in _orders(shelf, partial(addresses.shelf, words.language, axis.name, value, by_title=True), words):
            yield from _paged(ordered, words, cards)
        for by in NARROWED.get(axis.name, ()):
            for other, offers in catalogue.narrowed[axis.name, value][by.name].items():
                part = _narrowed(catalogue, shelf, (axis, value), (by, other), offers, words, as_of)
                both = (axis.name, value), (by.name, other)
                for ordered in _orders(part, partial(addresses.narrowed, words.language, *both, by_title=True), words):
                    yield from _paged(ordered, words, cards)


def _orders(shelf: _Shelf, by_title_at: Callable[[int], str], words: Words) -> Iterator[_Shelf]:
    """Yield a list in each of its orders; that by title has addresses of its own."""
    if len(shelf.offers) <= FEW:
        yield shelf
        return
    by_next_start = Order(words.gettext("By next start"), shelf.address(1))
    by_title = Order(words.gettext("By title"), by_title_at(1))
    yield replace(shelf, orders=(Order(by_next_start.text), by_title))
    yield replace(
        shelf,
        order="",
        orders=(by_next_start, Order(by_title.text)),
        offers=sorted(shelf.offers, key=partial(_title_key, words)),
        address=by_title_at,
        indexed=False,
        by_title=True,
    )


def _shelf(catalogue: Catalogue, axis: Axis, value: str, words: Words, as_of: date) -> _Shelf:
    """Return the list behind a value, in the order in which learners can begin."""
    _ = words.gettext
    offers = catalogue.shelves[axis.name][value]
    said = (axis.name, value, offers, catalogue.organisation_by_id, words)
    past = is_past(axis.name, value, as_of)
    first = addresses.shelf(words.language, axis.name, value)
    return _Shelf(
        title=line(list_title(*said), words),
        here=line(value_label(*said), words),
        lead="",
        source=_source(axis.name, value, offers, words),
        order=_order(offers, words, as_of),
        notice=_("This month is past. These offers began then; each says when it begins next.") if past else "",
        crumbs=(
            *crumbs_of(words, browse=True),
            Crumb(addresses.axis(words.language, axis.name), _(AXIS_WORDS[axis.name].name)),
        ),
        offers=in_order(published(offers), words, as_of),
        address=partial(addresses.shelf, words.language, axis.name, value),
        feed=addresses.feed_file(first),
        calendar=addresses.calendar_file(first) if has_calendar(offers) else "",
        empty=_("No offers at present. Other ways lead to offers:"),
        instead=Line(_("Browse"), address=addresses.browse(words.language)),
        indexed=not past,
        narrowings=narrowings(catalogue, axis, value, words),
    )


def _narrowed(
    catalogue: Catalogue,
    whole: _Shelf,
    shelf: tuple[Axis, str],
    by: tuple[Axis, str],
    offers: Sequence[OfferSummary],
    words: Words,
    as_of: date,
) -> _Shelf:
    """Return a part of a list. It has no feed of its own: that of the whole list tells of its offers too."""
    (axis, value), (second, other) = shelf, by
    kept = {offer.key for offer in offers}
    here = value_label(second.name, other, offers, catalogue.organisation_by_id, words)
    address = partial(addresses.narrowed, words.language, (axis.name, value), (second.name, other))
    return replace(
        whole,
        title=Line(f"{whole.title.text} · {here.text}"),
        here=line(here, words),
        order=_order(offers, words, as_of),
        crumbs=(*whole.crumbs, Crumb(addresses.shelf(words.language, axis.name, value), whole.here.text)),
        offers=[offer for offer in whole.offers if offer.key in kept],
        address=address,
        is_part=True,
        narrowings=tuple(_narrowed_to(one, address(1)) for one in whole.narrowings),
    )


def _narrowed_to(narrowing: Narrowing, address: str) -> Narrowing:
    marked = (replace(one, is_current=one.address == address) for one in narrowing.choices)
    return replace(narrowing, choices=tuple(marked))


def deadline_pages(catalogue: Catalogue, words: Words, as_of: date, cards: Cards) -> Iterator[ListPage]:
    """Yield the list of offers that one can apply for now, in the order of their deadlines."""
    _ = words.gettext
    ahead = open_for_application(catalogue.listed, as_of)
    deadlines = {offer.key: deadline for deadline, offer in ahead}
    pages = _paged(
        _Shelf(
            title=Line(_("Deadlines ahead")),
            here=Line(_("Deadlines ahead")),
            lead=_("What you can apply for now, the next deadline first."),
            order="",
            notice="",
            crumbs=crumbs_of(words, browse=True),
            offers=[offer for _deadline, offer in ahead],
            address=partial(addresses.deadlines, words.language),
            feed=addresses.feed_file(addresses.home(words.language)),
            calendar=addresses.calendar_file(addresses.home(words.language))
            if has_calendar(catalogue.with_page)
            else "",
            empty=_("No offer states a deadline that is still ahead. Others may have none:"),
            instead=Line(
                _("Any time, at your own pace"), address=addresses.shelf(words.language, STARTS.name, ANY_TIME)
            ),
            level=3,
        ),
        words,
        cards,
    )
    for page in pages:
        yield replace(page, view=replace(page.view, months=tuple(_by_month(page, deadlines, words))))


def _by_month(page: ListPage, deadlines: Mapping[str, date], words: Words) -> Iterator[Month]:
    """Yield the months of a page of deadlines, which stand there in order."""

    def month(shown: tuple[OfferSummary, CardOnPage]) -> date:
        return deadlines[shown[0].key].replace(day=1)

    for first, shown in groupby(zip(page.offers, page.view.cards, strict=True), month):
        yield Month(addresses.closing_month(first), words.month(first), tuple(card for _offer, card in shown))


def open_for_application(offers: Sequence[OfferSummary], as_of: date) -> list[tuple[date, OfferSummary]]:
    """Return the published offers with a deadline ahead whose applications have begun, with that deadline, in order."""
    found = []
    for offer in published(offers):
        open_now = [run.apply_by for run in offer.runs if run.apply_by and run_state(run, as_of) is RunState.OPEN]
        if open_now:
            # Cards show the run that begins first; the order follows the deadline that stands on the card.
            run = next_run(offer.runs, as_of)
            shown = run.apply_by if run and run.apply_by in open_now else None
            found.append((shown or min(open_now), offer))
    return sorted(found, key=lambda one: (one[0], one[1].key))


@dataclass(frozen=True)
class _Shelf:
    """A whole list before it is cut into pages; `address` names each page."""

    title: Line
    here: Line
    lead: str
    order: str
    notice: str
    crumbs: tuple[Crumb, ...]
    offers: Sequence[OfferSummary]
    address: Callable[[int], str]
    feed: str
    calendar: str
    empty: str
    instead: Line | None = None
    indexed: bool = True
    orders: tuple[Order, ...] = ()
    by_title: bool = False
    narrowings: tuple[Narrowing, ...] = ()
    source: Line | None = None
    is_part: bool = False
    level: int = 2
    """The level of the headings of cards."""


def _paged(shelf: _Shelf, words: Words, cards: Cards) -> Iterator[ListPage]:
    starts = range(0, max(1, len(shelf.offers)), PAGE_SIZE)
    pages = tuple((page, shelf.address(page)) for page in range(1, len(starts) + 1))
    for (page, address), start in zip(pages, starts, strict=True):
        shown = shelf.offers[start : start + PAGE_SIZE]
        view = ListView(
            language=words.language,
            address=address,
            title=shelf.title,
            here=shelf.here,
            lead=shelf.lead,
            order=shelf.order if shown and not shelf.orders else "",
            orders=shelf.orders,
            notice=shelf.notice,
            count=count_of_offers(len(shelf.offers), words),
            crumbs=shelf.crumbs,
            cards=cards.of(shown, root(address), level=shelf.level),
            page=page,
            pages=pages,
            feed=shelf.feed,
            calendar=shelf.calendar,
            empty=shelf.empty,
            instead=shelf.instead,
            indexed=shelf.indexed,
            by_title=shelf.by_title,
            narrowings=shelf.narrowings,
            source=shelf.source,
            is_part=shelf.is_part,
        )
        yield ListPage(view, shown)


def _title_key(words: Words, offer: OfferSummary) -> tuple[tuple[str, str], str]:
    """Return what sorts an offer by its title in the language of the reader."""
    return words.sort_key(str(words.text(offer.title))), offer.key


_OPEN_FIRST: Mapping[RunState, int] = {
    RunState.OPEN: 0,
    RunState.UPCOMING: 1,
    RunState.FULL: 4,
    RunState.CLOSED: 4,
    RunState.RUNNING: 4,
}
_SELF_PACED, _UNDATED, _PAST = 2, 3, 5


_ISCED_F = "http://data.europa.eu/esco/isced-f/"
"""Where the Publications Office of the EU publishes the fields of ISCED-F 2013."""


def _source(axis: str, value: str, offers: Sequence[OfferSummary], words: Words) -> Line | None:
    """Return where a field or a skill is defined."""
    if axis == FIELDS.name and value != NOT_STATED:
        return Line(f"ISCED-F 2013, {value}", href=f"{_ISCED_F}{value}")
    skills = (
        skill for offer in offers for skill in offer.skills if axis == SKILLS.name and skill_value(skill) == value
    )
    skill = next(skills, None)
    if skill is None or not skill.id.startswith("http"):
        return None
    return Line(words.term("skill-frameworks", skill.framework), href=skill.id)


def _order(offers: Sequence[OfferSummary], words: Words, as_of: date) -> str:
    """Say in which order offers stand, where at least one of them is still to begin."""
    runs = (next_run(offer.runs, as_of) for offer in published(offers))
    ahead = any(run and not run.rolling and run_state(run, as_of) in (RunState.OPEN, RunState.UPCOMING) for run in runs)
    return words.gettext("open for application first, then by start") if ahead else ""


def in_order(offers: Sequence[OfferSummary], words: Words, as_of: date) -> list[OfferSummary]:
    """Sort offers as a learner needs them: what can be begun next first; what is past last, the latest of it first."""

    def key(offer: OfferSummary) -> tuple[int, int, tuple[str, str], str]:
        run = next_run(offer.runs, as_of)
        title = _title_key(words, offer)[0]
        if run is not None and not run.rolling:
            day = run.start or run.apply_by
            return _OPEN_FIRST[run_state(run, as_of)], day.toordinal() if day else 0, title, offer.key
        if offer.begins_any_time(as_of):
            return _SELF_PACED, 0, title, offer.key
        days = [day for one in offer.runs if (day := one.start or one.end or one.apply_by)]
        if not days:
            return _UNDATED, 0, title, offer.key
        return _PAST, -max(days).toordinal(), title, offer.key

    return sorted(offers, key=key)
