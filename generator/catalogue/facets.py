"""The facets by which search narrows offers down, and the values that an offer has in each.

What can also be browsed takes its values from its axis, so that both roads lead to the same offers. Whether one can
still apply depends on the reader's day: of that the search script learns the days, not a value.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.catalogue import axes
from generator.catalogue.axes import NOT_STATED, YES
from generator.catalogue.summary import ProviderSummary
from generator.catalogue.transparency import ElementState, state_of
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.catalogue.axes import Axis
    from generator.catalogue.excerpts import PlaceSummary
    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import OfferSummary

EVERYONE = "everyone"
CERTAIN_PEOPLE = "certain-people"
NO_CREDITS = "no-credits"
NO_CREDIT_STATUS = "none"
"""The code of the vocabulary `credit-statuses` for what states that no credits are awarded."""
OTHER_CREDITS = "other-credits"
OPEN, SOON, LATER = "open", "soon", "later"
"""What the search script makes of the days on which one can apply."""
CREDIT_BANDS = (0, 3, 6, 15)
HOUR_BANDS = (0, 10, 30, 75, 150)
"""Where the bands of credits (ECTS) and hours begin; each ends where the next one begins."""
_EPOCH = date(1970, 1, 1)


class Point(NamedTuple):
    """What a range is compared with: a number with its unit, such as a currency, or a span of days."""

    first: float | None
    last: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of filters: its name in addresses, the values of an offer, what ranges are compared with.

    `axis` is the axis with the same values; `order` has the values that have an order of their own.
    """

    name: str
    values: Callable[[OfferSummary, Mapping[str, OrganisationSummary]], Sequence[str]]
    axis: str = ""
    order: tuple[str, ...] = ()
    lists_the_silent: bool = True
    points: Callable[[OfferSummary], Sequence[Point]] | None = None
    in_days: bool = False
    """Whether the points are days, counted from 1 January 1970."""
    of_the_day: bool = False
    """Whether the script makes the values out of the points and the reader's day."""

    def values_of(self, offer: OfferSummary, providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
        """Return the values of an offer; what is not stated is a value too, unless hardly any offer states it."""
        return self.values(offer, providers) or ((NOT_STATED,) if self.lists_the_silent else ())


def _of(
    axis: Axis, name: str, points: Callable[[OfferSummary], Sequence[Point]] | None = None, *, in_days: bool = False
) -> Facet:
    order = axis.permanent if axis.in_order else ()
    return Facet(name, axis.values, axis.name, order, axis.lists_the_silent, points, in_days)


def _days(day: date) -> int:
    return (day - _EPOCH).days


# ------------------------------------------------------------------------------------------------------- values


def _providers(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    return (offer.provider,)


def _places(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    return tuple(dict.fromkeys(place_value(place) for place in offer.places))


def place_value(place: PlaceSummary) -> str:
    """Return the value of a town in an address: its country and its name, in English where a record has it."""
    name = place.city.get("en") or next(iter(place.city.values()))
    folded = unicodedata.normalize("NFKD", name.casefold().replace("ł", "l"))
    letters = "".join(one for one in folded if not unicodedata.combining(one))
    return re.sub(r"[\W_]+", "-", f"{place.country.casefold()}-{letters}").strip("-")


def _paces(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    return (offer.pace,) if offer.pace else ()


def _credits(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    if offer.credits is None:
        return ()
    system, amount, status = offer.credits
    if status == NO_CREDIT_STATUS:
        return (NO_CREDITS,)
    return (band(Decimal(amount), CREDIT_BANDS),) if system == "ects" else (OTHER_CREDITS,)


def _hours(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    return (band(Decimal(offer.hours), HOUR_BANDS),) if offer.hours else ()


def band(amount: Decimal, begins: Sequence[int]) -> str:
    """Return the band in which an amount lies, named by where it begins: `from-3`."""
    return f"from-{max(one for one in begins if one <= amount)}"


def _assessed(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    return (YES,) if state_of(offer.states, "assessment") is ElementState.STATED else ()


def _credit(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    """Return whether credits are awarded; that none are is stated, and must not look like what is not stated."""
    if offer.credits is None:
        return ()
    status = offer.credits[2]
    return (NO_CREDITS,) if status == NO_CREDIT_STATUS else (status,)


def _stackable(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    return (offer.stackability,) if offer.stackability else ()


def _admission(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    return () if offer.everyone is None else (EVERYONE,) if offer.everyone else (CERTAIN_PEOPLE,)


def _accessibility(offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    return offer.accessibility


def _quality(offer: OfferSummary, providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    provider = providers[offer.provider]
    inherited = provider.quality if isinstance(provider, ProviderSummary) else ()
    return inherited if offer.quality == ("inherited",) else offer.quality


def _application(_offer: OfferSummary, _providers: Mapping[str, OrganisationSummary]) -> Sequence[str]:
    return ()


# ------------------------------------------------------------------------------------------------------- points


def _starts_at(offer: OfferSummary) -> Sequence[Point]:
    """Return the days on which runs begin; as on the axis, those that are cancelled or always open are none."""
    days = {run.start for run in offer.runs if run.start and not run.rolling and run.status != "cancelled"}
    return tuple(Point(_days(day), _days(day)) for day in sorted(days))


def _apply_within(offer: OfferSummary) -> Sequence[Point]:
    """Return the spans in which one can apply for runs with a deadline, as far as places are left."""
    spans = {
        Point(_days(run.apply_from) if run.apply_from else None, _days(min(run.apply_by, run.end or run.apply_by)))
        for run in offer.runs
        if run.apply_by and run.status not in {"cancelled", "full"}
    }
    return tuple(sorted(spans, key=lambda span: (span.last, span.first or 0)))


def _costs(offer: OfferSummary) -> Sequence[Point]:
    total = offer.total_price
    return (Point(float(total[0]), float(total[0]), total[1]),) if total else ()


def _has_credits(offer: OfferSummary) -> Sequence[Point]:
    if offer.credits is None or offer.credits[2] == NO_CREDIT_STATUS or offer.credits[0] != "ects":
        return ()
    return (Point(float(offer.credits[1]), float(offer.credits[1])),)


def _takes_hours(offer: OfferSummary) -> Sequence[Point]:
    return (Point(float(offer.hours), float(offer.hours)),) if offer.hours else ()


def _codes(name: str, *others: str) -> tuple[str, ...]:
    return (*(concept.code for concept in vocabulary(name)), *others)


def _bands(begins: Iterable[int], *others: str) -> tuple[str, ...]:
    return (*(f"from-{one}" for one in begins), *others)


_OF_THE_DAY = (OPEN, SOON, LATER, NOT_STATED)
APPLICATION = Facet(
    "application",
    _application,
    order=_OF_THE_DAY,
    lists_the_silent=False,
    points=_apply_within,
    in_days=True,
    of_the_day=True,
)
FACETS = (
    _of(axes.FIELDS, "field"),
    _of(axes.SKILLS, "skill"),
    _of(axes.PURPOSES, "purpose"),
    _of(axes.KINDS, "kind"),
    _of(axes.STARTS, "start", _starts_at, in_days=True),
    APPLICATION,
    _of(axes.TIMES, "time"),
    _of(axes.PARTICIPATION, "participation"),
    Facet("pace", _paces, order=_codes("paces")),
    _of(axes.TEACHING_LANGUAGES, "teaching-language"),
    Facet("place", _places, lists_the_silent=False),
    _of(axes.COUNTRIES, "country"),
    _of(axes.PRICES, "price", _costs),
    Facet("credits", _credits, order=_bands(CREDIT_BANDS, OTHER_CREDITS, NO_CREDITS), points=_has_credits),
    Facet("hours", _hours, order=_bands(HOUR_BANDS), points=_takes_hours),
    _of(axes.LEVELS, "level"),
    Facet("assessed", _assessed, order=(YES,)),
    Facet(
        "credit", _credit, order=(*(one for one in _codes("credit-statuses") if one != NO_CREDIT_STATUS), NO_CREDITS)
    ),
    Facet("stackable", _stackable, order=_codes("stackability-types")),
    Facet("quality", _quality, order=_codes("quality-frameworks")),
    Facet("who-can-join", _admission, order=(EVERYONE, CERTAIN_PEOPLE)),
    replace(_of(axes.WITHOUT_COURSE, "without-course"), lists_the_silent=True),
    Facet("accessibility", _accessibility, order=_codes("accessibility-features")),
    Facet("provider", _providers),
    _of(axes.ALLIANCES, "alliance"),
)
"""All facets, in the order in which the search page offers them."""

FACET_BY_NAME = {facet.name: facet for facet in FACETS}
