"""Courses of MOOChub as trees of offers and providers."""

from __future__ import annotations

import re
from typing import Any

import orjson
from lxml import html

from generator.errors import UsageError
from generator.importers.elm_reading import day_of, days_of, stated
from generator.importers.published_record import Publication, PublishedOffer, PublishedProvider
from generator.vocabularies import vocabulary

Json = dict[str, Any]

NO_LANGUAGE = "expected the language of its texts (`inLanguage`), got none"
MODES = {"online": "online", "blended": "blended", "onsite": "on-site", "hybrid": "hybrid"}
PACES = {"synchronous": "scheduled", "asynchronous": "self-paced"}
_PRICES = {"course": "learning", "certificate": "credential"}
_KNOWN = frozenset(("url", "license", "learningResourceType", "dateModified", "expires", "creator", "publisher"))


def read_moochub(content: bytes, name: str) -> Publication:
    """Return the courses of a list. Raises UsageError for what is none."""
    document = orjson.loads(content)
    courses = document.get("data") if isinstance(document, dict) else None
    if not isinstance(courses, list) or not all(isinstance(one, dict) and "attributes" in one for one in courses):
        raise UsageError(
            f"{name}: expected a list of courses of MOOChub under `data`, found none; nothing was written",
            remedy="Export the list in the format MOOChub 3, or import a table.",
        )
    offers = tuple(_offer(number, one) for number, one in enumerate(courses, start=1))
    providers: dict[str, PublishedProvider] = {}
    for one in courses:
        found = _provider(one["attributes"])
        if found.identifier not in providers or not providers[found.identifier].tree.get("name"):
            providers[found.identifier] = found
    statements = sum(len(one["attributes"]) for one in courses)
    return Publication("MOOChub", offers, tuple(providers.values()), statements)


def _provider(attributes: Json) -> PublishedProvider:
    publisher = attributes.get("publisher") or {}
    language = _language(attributes)
    name = {language: publisher.get("name", "")} if language else {}
    tree = stated({"name": stated(name), "homepage": publisher.get("url")})
    return PublishedProvider(_identity(publisher), tree)


def _identity(publisher: Json) -> str:
    return str(publisher.get("url") or publisher.get("name") or "")


def _language(attributes: Json) -> str:
    """Return the language of the texts of a course: the format has none of its own but that of the teaching."""
    languages = attributes.get("inLanguage") or [""]
    return str(languages[0]).lower()


def _offer(number: int, course: Json) -> PublishedOffer:
    told, language = course["attributes"], _language(course["attributes"])
    taken = _Taken(told)
    text, outcomes = _description(str(taken["description"] or ""))
    words = list(taken["courseMode"] or ())
    tree = stated(
        {
            "title": stated({language: taken["name"]}),
            "description": stated({language: text}),
            "code": taken["courseCode"],
            "teaching_languages": taken["inLanguage"],
            "field": [code for one in taken["educationalAlignment"] or () if (code := _field(one))],
            "keywords": stated({language: taken["keywords"]}),
            "participation": stated(
                {
                    "mode": _mode(words),
                    "pace": next((PACES[word] for word in words if word in PACES), None),
                    "places": _places(taken["contentLocation"], language),
                }
            ),
            "duration": taken["duration"] and days_of(taken["duration"]),
            "runs": _runs(taken),
            "price": _price(taken),
            "kind": "micro-credential" if outcomes and taken["educationalCredentialsAwarded"] else None,
        }
    )
    credits_ = taken["numberOfCredits"]
    credential = stated(
        {
            "learning_outcomes": [{"text": {language: one}} for one in outcomes],
            "workload": {"credits": {"system": "ects", "amount": str(credits_), "status": "awarded"}}
            if credits_
            else {},
        }
    )
    tree |= stated({"credential": credential})
    lost = [(key, _shown(value)) for key, value in told.items() if key not in taken.names and key not in _KNOWN]
    provider = _identity(taken["publisher"] or {})
    identifier = str(course.get("id") or told.get("url") or number)
    return PublishedOffer(number, identifier, provider, tree, (), tuple(lost), "" if language else NO_LANGUAGE)


class _Taken:
    """The attributes of a course; it remembers which were asked for."""

    def __init__(self, attributes: Json) -> None:
        self.attributes = attributes
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.names.add(name)
        return self.attributes.get(name)


def _mode(words: list[str]) -> str | None:
    found = {MODES[word] for word in words if word in MODES}
    return found.pop() if len(found) == 1 else "hybrid" if found == {"online", "on-site"} else None


def _description(content: str) -> tuple[str, list[str]]:
    """Take HTML apart: paragraphs, and the list at the end, in which we and others write what one learns."""
    if not content.strip():
        return "", []
    root = html.fragment_fromstring(content, create_parent="div")
    last = root[-1] if len(root) else None
    outcomes = []
    if last is not None and last.tag == "ul" and not (last.tail or "").strip():
        outcomes = [_line(one.text_content()) for one in last]
        root.remove(last)
    blocks = [_line(one.text_content()) for one in root if one.tag in ("p", "ul", "ol", "div", "h1", "h2", "h3", "h4")]
    text = "\n\n".join(one for one in blocks if one) or _line(root.text_content())
    return text, [one for one in outcomes if one]


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _field(alignment: Json) -> str | None:
    is_field = str(alignment.get("educationalFramework", "")).startswith("ISCED-F")
    code = str(alignment.get("shortCode") or "")
    return code if is_field and code in vocabulary("fields") else None


def _places(location: Any, language: str) -> list[Json]:
    places = location if isinstance(location, list) else [location] if location else []
    found = []
    for one in places:
        address = one.get("address") or {}
        country = address.get("addressCountry")
        if country in vocabulary("countries"):
            street = stated({language: address.get("streetAddress")})
            found.append(
                stated({"country": country, "city": stated({language: address.get("city")}), "address": street})
            )
    return found


def _runs(taken: _Taken) -> list[Json]:
    """Return the runs; deadlines and ends belong to the only one, since the format does not say which is whose."""
    starts = [day for one in taken["startDate"] or () if (day := day_of(one))]
    ends = [day for one in taken["endDate"] or () if (day := day_of(one))]
    opens, closes = day_of(taken["applicationStartDate"]), day_of(taken["applicationDeadline"])
    if len(starts) > 1:
        return [{"id": day, "start": day} for day in starts]
    run = stated({"start": next(iter(starts), None), "end": ends[0] if len(ends) == 1 else None,
                  "apply_from": opens, "apply_by": closes})  # fmt: skip
    return [{"id": run.get("start") or closes or opens or ends[0], **run}] if run else []


def _price(taken: _Taken) -> Json:
    access = list(taken["access"] or ())
    tree: Json = {}
    for one in taken["offer"] or ():
        key = _PRICES.get(str(one.get("category")), "learning")
        if one.get("price") is not None and one.get("priceCurrency"):
            tree.setdefault(key, {"amount": _amount(one["price"]), "currency": one["priceCurrency"]})
    category = "free" if access == ["free"] else "paid" if "paid" in access else None
    return stated({"category": category, **tree})


def _ects(amount: float | int) -> Json:
    return {"system": "ects", "amount": _amount(amount), "status": "awarded"}


def _amount(price: float | int) -> str:
    return f"{price:.2f}" if price != int(price) else str(int(price))


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()
