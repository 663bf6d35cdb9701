"""Courses of MOOChub as trees of offers and providers.

The format tells a course in one language and does not say in which: it is that of the teaching. A description may end
in a list. Only in lists of a registry like this one it is known what that list says: what one learns.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson

from generator.errors import UsageError
from generator.importers.elm_reading import day_of, days_of, stated
from generator.importers.markup import has_markup, html_to_prose, line_of
from generator.importers.published_record import Left, Publication, PublishedOffer, PublishedProvider
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]

NO_LANGUAGE = "expected the language of its texts (`inLanguage`), got none"
NO_NAME = "expected a title (`name`), got none"
NO_PUBLISHER = "expected a publisher with a name, got none"
NO_OUTCOME = "skills belong to an outcome, and the format does not say to which"
MANY_RUNS = "of several runs the format does not say to which it belongs"
MODES = {"online": "online", "blended": "blended", "onsite": "on-site"}
PACES = {"synchronous": "scheduled", "asynchronous": "self-paced"}
_PRICES = {"course": "learning", "certificate": "credential", "complete": "total"}
_PERIODS = {"weekly": "P1W", "monthly": "P1M", "quarterly": "P3M", "half-yearly": "P6M", "yearly": "P1Y"}
_OURS = "/feeds/moochub/v3/"
_CERTIFICATE = ["certificate"]
_LEARNED = re.compile(r"<ul>(<li>(?:(?!<ul>).)*</li>)</ul>\s*$", re.DOTALL)
"""The list of outcomes as `feeds.moochub` writes it: in one line, as lists in descriptions never are."""

_SILENT = ("learningResourceType", "dateModified")
"""What is the same for every course, or says nothing that a draft could say."""


def read_moochub(document: Json, name: str) -> Publication:
    """Return the courses of a list. Raises UsageError for what is none."""
    courses = document.get("data")
    if not isinstance(courses, list) or not all(map(_is_course, courses)):
        raise UsageError(
            f"{name}: expected a list of courses of MOOChub under `data`, each with `attributes`, found something "
            "else; nothing was written",
            remedy="Export the list in the format MOOChub 3, or import a table.",
        )
    if not courses:
        raise UsageError(
            f"{name}: expected courses under `data`, found none; nothing was written",
            remedy="Export the list again when there are courses in it.",
        )
    links = document.get("links")
    is_ours = _OURS in str(links.get("self") if isinstance(links, dict) else "")
    read = [_Course(number, one, is_ours=is_ours) for number, one in enumerate(courses, start=1)]
    offers = tuple(one.offer() for one in read)
    providers: dict[str, PublishedProvider] = {}
    for course in read:
        found = course.provider()
        known = providers.get(found.name)
        if known is None or known.fault:
            providers[found.name] = found
    following = links.get("next") if isinstance(links, dict) else None
    beside = (f"the next page of the list: {following}",) if following else ()
    statements = sum(len(one["attributes"]) for one in courses)
    return Publication("MOOChub", offers, tuple(providers.values()), statements, beside)


def _is_course(course: Any) -> bool:
    return isinstance(course, dict) and isinstance(course.get("attributes"), dict)


class _Told:
    """What a course says; what nobody could read of it stays."""

    def __init__(self, attributes: Json) -> None:
        self.attributes = {key: value for key, value in attributes.items() if value not in (None, "", [], {})}
        self.read: set[str] = set()
        self.lost: list[Left] = []

    def text(self, name: str) -> str | None:
        """Return a text; anything else stays unread."""
        value = self.attributes.get(name)
        if isinstance(value, str) and value.strip():
            self.read.add(name)
            return value.strip()
        return None

    def each(self, name: str, convert: Callable[[Any], Any]) -> list[Any]:
        """Return what is made of the members of a list; those of which nothing is made are lost by themselves."""
        value = self.attributes.get(name)
        if value is None:
            return []
        self.read.add(name)
        members = value if isinstance(value, list) else [value]
        made = [(one, convert(one)) for one in members]
        self.lose(name, *(one for one, found in made if found is None))
        return [found for _, found in made if found is not None]

    def lose(self, name: str, *values: Any, reason: str = "") -> None:
        """Name values that no record takes."""
        self.lost += [Left(name, _shown(one), reason) if reason else Left(name, _shown(one)) for one in values]

    def unread(self) -> list[Left]:
        """Return what was lost in the reading, and what nobody asked for."""
        rest = (key for key in self.attributes if key not in self.read and key not in _SILENT)
        return [*self.lost, *(Left(key, _shown(self.attributes[key])) for key in rest)]


class _Course:
    """The reading of one course."""

    def __init__(self, number: int, course: Json, *, is_ours: bool) -> None:
        self.number, self.is_ours = number, is_ours
        self.told = _Told(course["attributes"])
        self.languages = self.told.each("inLanguage", _language)
        self.language = next(iter(self.languages), "")
        publisher = self.told.attributes.get("publisher")
        self.publisher: Json = publisher if isinstance(publisher, dict) else {}
        self.identifier = str(course.get("id") or self.told.attributes.get("url") or "")

    def provider(self) -> PublishedProvider:
        """Return the publisher; its name is told in the language of the course."""
        name, page = self.publisher.get("name"), self.publisher.get("url")
        named = isinstance(name, str) and bool(name.strip())
        tree = stated({"name": {self.language: name} if named and self.language else {}, "homepage": page})
        rest = {key: value for key, value in self.publisher.items() if key not in ("name", "url", "type") and value}
        lost = tuple(Left(f"publisher.{key}", _shown(value)) for key, value in rest.items())
        fault = NO_PUBLISHER if not named else "" if self.language else NO_LANGUAGE
        return PublishedProvider(self._publisher(), self._publisher(), tree, lost, fault)

    def _publisher(self) -> str:
        return str(self.publisher.get("url") or self.publisher.get("name") or "")

    def offer(self) -> PublishedOffer:
        """Return the course as an offer; one without an identifier is known by its title."""
        told = self.told
        title = told.text("name")
        text, outcomes = self._description(title)
        credits_ = self._credits()
        awarded = self._awarded()
        tree = stated(
            {
                "title": self._in_language(title),
                "description": self._in_language(text),
                "code": told.text("courseCode"),
                "teaching_languages": self.languages,
                "field": told.each("educationalAlignment", _field),
                "keywords": self._in_language(told.each("keywords", _word)),
                "participation": self._participation(),
                "duration": self._duration(),
                "runs": self._runs(),
                "price": _price(told),
                "links": self._links(),
                "kind": awarded,
                "credential": stated(
                    {
                        "learning_outcomes": [{"text": {self.language: one}} for one in outcomes],
                        "workload": {"credits": credits_} if credits_ else {},
                    }
                ),
            }
        )
        told.each("publisher", lambda one: one if one == self.publisher else None)
        told.each("creator", lambda one: one if self._is_publisher(one) else None)
        told.each("license", lambda one: one if isinstance(one, dict) and _is_reserved(one) else None)
        told.lose("teaches", *told.each("teaches", lambda one: one), reason=NO_OUTCOME)
        fault = NO_NAME if not title else "" if self.language else NO_LANGUAGE
        return PublishedOffer(
            number=self.number,
            identifier=self.identifier or title or str(self.number),
            provider=self._publisher(),
            tree=tree,
            lost=tuple(told.unread()),
            fault=fault,
            language=self.language,
        )

    def _in_language(self, value: Any) -> Json:
        return {self.language: value} if value and self.language else {}

    def _description(self, title: str | None) -> tuple[str, list[str]]:
        """Return the description, and what one learns if it is known that the list at its end says that."""
        content = self.told.text("description") or ""
        if not self.is_ours:
            return (html_to_prose(content) if has_markup(content) or "&" in content else content), []
        found = _LEARNED.search(content)
        items = found[1].removeprefix("<li>").removesuffix("</li>").split("</li><li>") if found else []
        outcomes = [line_of(f"<p>{one}</p>") for one in items]
        text = html_to_prose(content[: found.start()] if found else content)
        # A course without any description repeats its title.
        return ("" if title and text == html_to_prose(f"<p>{_escape(title)}</p>") else text), outcomes

    def _awarded(self) -> str | None:
        """Return the kind: in our own lists a certificate is a micro-credential; that of others may be any paper."""
        awarded = self.told.attributes.get("educationalCredentialsAwarded")
        if not self.is_ours:
            return None
        self.told.each("educationalCredentialsAwarded", lambda one: one if one in _CERTIFICATE else None)
        return "micro-credential" if awarded == _CERTIFICATE else "learning-opportunity"

    def _credits(self) -> Json | None:
        """Return the credits: the format counts in ECTS, and awards them."""
        amount = self.told.attributes.get("numberOfCredits")
        if isinstance(amount, int | float) and not isinstance(amount, bool) and amount >= 0:
            self.told.read.add("numberOfCredits")
            return {"system": "ects", "amount": _amount(amount), "status": "awarded"} if amount else None
        return None

    def _participation(self) -> Json:
        words = self.told.each("courseMode", lambda one: one if isinstance(one, str) and one in _WORDS else None)
        modes = {MODES[one] for one in words if one in MODES}
        paces = [PACES[one] for one in words if one in PACES]
        mode = next(iter(modes)) if len(modes) == 1 else "hybrid" if modes == {"online", "on-site"} else None
        if mode is None:
            self.told.lose("courseMode", *sorted(modes))
        self.told.lose("courseMode", *paces[1:])
        return stated({"mode": mode, "pace": next(iter(paces), None), "places": self._places()})

    def _places(self) -> list[Json]:
        return self.told.each("contentLocation", self._place)

    def _place(self, location: Any) -> Json | None:
        address = location.get("address") if isinstance(location, dict) else None
        if not isinstance(address, dict):
            return None
        country = address.get("addressCountry")
        if not isinstance(country, str) or country not in vocabulary("countries"):
            return None
        city = address.get("city") or address.get("addressLocality")
        rest = {key: value for key, value in location.items() if key not in ("address", "name", "type", "url")}
        rest |= {key: value for key, value in address.items() if key not in _ADDRESS}
        if location.get("name") not in (city, country):
            rest["name"] = location.get("name")
        if not self.is_ours:
            rest["url"] = location.get("url")
        for key, value in stated(rest).items():
            self.told.lose(f"contentLocation.{key}", value)
        street = address.get("streetAddress")
        return stated({"country": country, "city": self._in_language(city), "address": self._in_language(street)})

    def _duration(self) -> str | None:
        found = days_of(str(self.told.attributes.get("duration", "")))
        if found:
            self.told.read.add("duration")
        return found

    def _runs(self) -> list[Json]:
        """Return the runs; ends and deadlines belong to the only one, since the format does not say which is whose."""
        told = self.told
        starts, ends = told.each("startDate", _day), told.each("endDate", _day)
        opens, closes = told.each("applicationStartDate", _day), told.each("applicationDeadline", _day)
        if len(starts) > 1 or len(ends) > 1:
            beside = {"endDate": ends, "applicationStartDate": opens, "applicationDeadline": closes}
            for name, days in beside.items():
                told.lose(name, *days, reason=MANY_RUNS)
            return [{"id": day, "start": day} for day in starts]
        one = {"start": starts, "end": ends, "apply_from": opens, "apply_by": closes}
        run = {key: days[0] for key, days in one.items() if days}
        return [{"id": next(iter(run.values())), **run}] if run else []

    def _links(self) -> Json:
        """Return the page of the course; in our own lists it is that of the registry."""
        page = self.told.text("url")
        return {} if self.is_ours else stated({"page": page})

    def _is_publisher(self, one: Any) -> bool:
        keys = ("name", "url")
        return isinstance(one, dict) and [one.get(key) for key in keys] == [self.publisher.get(key) for key in keys]


_WORDS = frozenset((*MODES, *PACES))
_ADDRESS = frozenset(("addressCountry", "city", "addressLocality", "streetAddress", "type"))


def _language(one: Any) -> str | None:
    return one.strip().lower() if isinstance(one, str) and one.partition("-")[0].lower() in _languages() else None


def _languages() -> Any:
    return vocabulary("languages")


def _word(one: Any) -> str | None:
    return one.strip() or None if isinstance(one, str) else None


def _day(one: Any) -> str | None:
    return day_of(one) if isinstance(one, str) else None


def _field(alignment: Any) -> str | None:
    if not isinstance(alignment, dict) or not str(alignment.get("educationalFramework", "")).startswith("ISCED-F"):
        return None
    code = str(alignment.get("shortCode") or "")
    return code if code in vocabulary("fields") else None


def _is_reserved(licence: Json) -> bool:
    """Tell whether a licence says no more than none would: all rights are reserved."""
    return licence.get("identifier") == "proprietary" and not licence.get("contentUrl")


def _price(told: _Told) -> Json:
    """Return the prices; one that is paid again and again is a subscription."""
    tree: Json = {}
    repeated: list[str] = []

    def money(one: Any) -> Any:
        key = _PRICES.get(str(one.get("category"))) if isinstance(one, dict) else None
        amount = one.get("price") if key else None
        if key is None or key in tree or isinstance(amount, bool) or not isinstance(amount, int | float) or amount < 0:
            return None
        if one.get("priceCurrency") not in vocabulary("currencies"):
            return None
        tree[key] = {"amount": _amount(amount), "currency": one["priceCurrency"]}
        frequency = one.get("paymentFrequency")
        if frequency not in (None, "one-time"):
            repeated.append(frequency)
        return key

    told.each("offer", money)
    access = told.each("access", lambda one: one if one in ("free", "paid") else None)
    category = "partly-free" if {*access} == {"free", "paid"} else next(iter(access), None)
    if repeated and category != "free":
        period = _PERIODS.get(str(repeated[0]))
        told.lose("offer.paymentFrequency", *(one for one in repeated if str(one) not in _PERIODS))
        return stated({"category": "subscription" if period else category, "period": period, **tree})
    return stated({"category": category, **tree})


def _amount(number: float | int) -> str:
    return format(Decimal(str(number)).normalize(), "f")


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()
