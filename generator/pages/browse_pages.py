"""Pages for looking around: the ways of browsing, the values of each, and the offers behind every value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.axes import ANY_TIME, AXES, NOT_STATED, STARTS
from generator.catalogue.axis_words import AXIS_WORDS, first_day, list_title, value_label
from generator.catalogue.freshness import RunState, next_run, run_state
from generator.feeds.deadlines import has_calendar
from generator.pages.parts import Crumb, Line, line
from generator.pages.shell import root

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from markupsafe import Markup

    from generator.catalogue.axes import Axis
    from generator.catalogue.graph import Catalogue
    from generator.catalogue.summary import OfferSummary, ProviderSummary
    from generator.pages.cards import Cards
    from generator.words import Words

PAGE_SIZE = 100
SHOWN_OF_AXIS = 8
"""So many values of an axis stand on the page of all axes."""
_IN_ORDER = frozenset({"starts", "levels", "prices", "purposes", "kinds"})
"""Axes whose values have an order of their own; the others are sorted by name."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of an axis with the number of offers behind it."""

    address: str
    label: str
    number: int
    count: str
    language: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class AxisView:
    """All values of one axis, or all providers."""

    language: str
    address: str
    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class AxisSection:
    """An axis on the page of all axes: some of its values, and the way to all of them."""

    name: str
    title: str
    address: str
    choices: tuple[Choice, ...]
    all: str


@dataclass(frozen=True, slots=True)
class BrowseView:
    """All ways of browsing."""

    language: str
    address: str
    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    sections: tuple[AxisSection, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A list of offers, one page of it. `calendar` is empty where no offer states a deadline."""

    language: str
    address: str
    title: Line
    here: Line
    lead: str
    order: str
    notice: str
    count: str
    crumbs: tuple[Crumb, ...]
    cards: tuple[Markup, ...]
    page: int
    pages: tuple[tuple[int, str], ...]
    feed: str
    calendar: str
    empty: str
    instead: Line | None = None
    indexed: bool = True


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of a list with the offers it shows."""

    view: ListView
    offers: Sequence[OfferSummary]


def count_of_offers(number: int, words: Words) -> str:
    """Count offers in words."""
    return words.ngettext("{number} offer", "{number} offers", number)


def published(offers: Sequence[OfferSummary]) -> tuple[OfferSummary, ...]:
    """Return the offers that lists show."""
    return tuple(offer for offer in offers if offer.is_published)


# ------------------------------------------------------------------------------------------------------- values


def choices(catalogue: Catalogue, axis: Axis, words: Words, as_of: date) -> tuple[Choice, ...]:
    """Return the values of an axis behind which there are offers, what is not stated last; past months are left out."""
    found = []
    for value, offers in catalogue.shelves[axis.name].items():
        number = len(published(offers))
        if number and value != NOT_STATED and not _is_past(axis.name, value, as_of):
            found.append(_choice(catalogue, axis, value, number, words))
    if axis.name not in _IN_ORDER:
        found.sort(key=lambda one: words.sort_key(one.label))
    silent = len(published(catalogue.shelves[axis.name].get(NOT_STATED, ())))
    return (*found, *((_choice(catalogue, axis, NOT_STATED, silent, words),) if silent else ()))


def stated_choices(catalogue: Catalogue, axis: Axis, words: Words, as_of: date) -> tuple[Choice, ...]:
    """Return the choices of an axis without that for what is not stated."""
    silent = addresses.shelf(words.language, axis.name, NOT_STATED)
    return tuple(one for one in choices(catalogue, axis, words, as_of) if one.address != silent)


def _choice(catalogue: Catalogue, axis: Axis, value: str, number: int, words: Words) -> Choice:
    shown = value_label(axis.name, value, catalogue.shelves[axis.name][value], catalogue.provider_by_id, words)
    language = "" if shown.language == words.language else shown.language
    address = addresses.shelf(words.language, axis.name, value)
    return Choice(address, shown.text, number, count_of_offers(number, words), language)


def _is_past(axis: str, value: str, as_of: date) -> bool:
    return axis == STARTS.name and value[:1].isdigit() and first_day(value) < as_of.replace(day=1)


def axis_view(catalogue: Catalogue, axis: Axis, words: Words, as_of: date) -> AxisView:
    """Return the page with the values of an axis."""
    said = AXIS_WORDS[axis.name]
    return AxisView(
        language=words.language,
        address=addresses.axis(words.language, axis.name),
        title=words.gettext(said.title),
        lead=words.gettext(said.lead),
        crumbs=_crumbs(words, browse=True),
        choices=choices(catalogue, axis, words, as_of),
    )


def browse_view(catalogue: Catalogue, words: Words, as_of: date) -> BrowseView:
    """Return the page that leads to all axes; an axis on which nobody says anything is left out."""
    _ = words.gettext
    sections = (_section(catalogue, axis, words, as_of) for axis in AXES)
    return BrowseView(
        language=words.language,
        address=addresses.browse(words.language),
        title=_("Browse"),
        lead=_("Many ways lead to the same offers; take the one that matters most to you."),
        crumbs=_crumbs(words),
        sections=tuple(one for one in sections if one.choices),
    )


def _section(catalogue: Catalogue, axis: Axis, words: Words, as_of: date) -> AxisSection:
    found = choices(catalogue, axis, words, as_of)
    stated = stated_choices(catalogue, axis, words, as_of)
    shown = stated if axis.name in _IN_ORDER else sorted(stated, key=lambda one: -one.number)
    more = words.gettext("See all {number}").format(number=words.number(len(found)))
    return AxisSection(
        name=axis.name,
        title=words.gettext(AXIS_WORDS[axis.name].name),
        address=addresses.axis(words.language, axis.name),
        choices=tuple(shown[:SHOWN_OF_AXIS]),
        all=more if len(found) > len(shown[:SHOWN_OF_AXIS]) else "",
    )


def providers_view(catalogue: Catalogue, words: Words) -> AxisView:
    """Return the list of providers."""
    _ = words.gettext
    found = [_provider_choice(catalogue, provider, words) for provider in catalogue.providers]
    return AxisView(
        language=words.language,
        address=addresses.providers(words.language),
        title=_("Providers"),
        lead=_("Organisations that offer learning here, or recognise it. Being listed is no accreditation."),
        crumbs=_crumbs(words, browse=True),
        choices=tuple(sorted(found, key=lambda one: words.sort_key(one.label))),
    )


def _provider_choice(catalogue: Catalogue, provider: ProviderSummary, words: Words) -> Choice:
    shown = words.text(provider.name)
    assert shown is not None  # noqa: S101 - the model demands a name
    number = len(published(catalogue.offers_by_provider.get(provider.id, ())))
    return Choice(
        addresses.provider(words.language, provider.id),
        shown.text,
        number,
        count_of_offers(number, words),
        "" if shown.language == words.language else shown.language,
        words.country_name(provider.country) if provider.country else words.gettext("Country not stated"),
    )


# -------------------------------------------------------------------------------------------------------- lists


def shelf_pages(catalogue: Catalogue, axis: Axis, words: Words, as_of: date, cards: Cards) -> Iterator[ListPage]:
    """Yield the lists of offers behind every value of an axis, a hundred a page; a permanent value may have none."""
    _ = words.gettext
    for value, offers in catalogue.shelves[axis.name].items():
        said = (axis.name, value, offers, catalogue.provider_by_id, words)
        past = _is_past(axis.name, value, as_of)
        first = addresses.shelf(words.language, axis.name, value)
        yield from _paged(
            _Shelf(
                title=line(list_title(*said), words),
                here=line(value_label(*said), words),
                lead="",
                order=_("what begins next comes first"),
                notice=_("This month is past. These offers began then; each says when it begins next.") if past else "",
                crumbs=(
                    *_crumbs(words, browse=True),
                    Crumb(addresses.axis(words.language, axis.name), _(AXIS_WORDS[axis.name].name)),
                ),
                offers=in_order(published(offers), words, as_of),
                address=lambda page, value=value: addresses.shelf(words.language, axis.name, value, page),  # type: ignore[misc]
                feed=addresses.feed_file(first),
                calendar=addresses.calendar_file(first) if has_calendar(offers) else "",
                empty=_("No offers at present."),
                indexed=not past,
            ),
            words,
            cards,
        )


def deadline_pages(catalogue: Catalogue, words: Words, as_of: date, cards: Cards) -> Iterator[ListPage]:
    """Yield the list of offers that one can apply for now, in the order of their deadlines."""
    _ = words.gettext
    ahead = open_for_application(catalogue.listed, as_of)
    yield from _paged(
        _Shelf(
            title=Line(_("Deadlines ahead")),
            here=Line(_("Deadlines ahead")),
            lead=_("What you can apply for now, the next deadline first."),
            order="",
            notice="",
            crumbs=_crumbs(words, browse=True),
            offers=[offer for _deadline, offer in ahead],
            address=lambda page: addresses.deadlines(words.language, page),
            feed=addresses.feed_file(addresses.home(words.language)),
            calendar=addresses.calendar_file(addresses.home(words.language))
            if has_calendar(catalogue.with_page)
            else "",
            empty=_("No offer states a deadline that is still ahead. Others may have none:"),
            instead=Line(
                _("Any time, at your own pace"), address=addresses.shelf(words.language, STARTS.name, ANY_TIME)
            ),
        ),
        words,
        cards,
    )


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
            order=shelf.order if shown else "",
            notice=shelf.notice,
            count=count_of_offers(len(shelf.offers), words),
            crumbs=shelf.crumbs,
            cards=cards.of(shown, root(address)),
            page=page,
            pages=pages,
            feed=shelf.feed,
            calendar=shelf.calendar,
            empty=shelf.empty,
            instead=shelf.instead,
            indexed=shelf.indexed,
        )
        yield ListPage(view, shown)


_OPEN_FIRST: Mapping[RunState, int] = {RunState.OPEN: 0, RunState.UPCOMING: 1, RunState.CLOSED: 4, RunState.RUNNING: 4}
_SELF_PACED, _UNDATED, _PAST = 2, 3, 5


def in_order(offers: Sequence[OfferSummary], words: Words, as_of: date) -> list[OfferSummary]:
    """Sort offers as a learner needs them: what can be begun next first, what is past last."""

    def key(offer: OfferSummary) -> tuple[int, str, tuple[str, str], str]:
        run = next_run(offer.runs, as_of)
        title = words.sort_key(str(words.text(offer.title)))
        if run is not None:
            return _OPEN_FIRST[run_state(run, as_of)], str(run.start or run.apply_by or ""), title, offer.key
        if offer.pace == "self-paced":
            return _SELF_PACED, "", title, offer.key
        dated = any(run_state(one, as_of) is not RunState.UNKNOWN for one in offer.runs)
        return (_PAST if dated else _UNDATED), "", title, offer.key

    return sorted(offers, key=key)


def _crumbs(words: Words, *, browse: bool = False) -> tuple[Crumb, ...]:
    home = Crumb(addresses.home(words.language), words.gettext("Home"))
    return (home, Crumb(addresses.browse(words.language), words.gettext("Browse"))) if browse else (home,)
