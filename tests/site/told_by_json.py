"""What search should find and count, made anew from the published JSON and nothing else of the program.

Only lists that are data (where frameworks refer to the EQF) and the names of skills in addresses are taken over.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from generator.catalogue.axes import skill_value
from generator.catalogue.excerpts import SkillSummary
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Document = dict[str, Any]
BANDS = {"credits": (0, 3, 6, 15), "hours": (0, 10, 30, 75, 150)}
SILENT = frozenset({"skill", "place", "alliance", "time"})
"""Facets in which an offer that states nothing has no value."""


@dataclass(frozen=True)
class Told:
    """A published offer: its values in each facet, its numbers (with a unit) and days."""

    address: str
    values: dict[str, frozenset[str]]
    numbers: dict[str, tuple[tuple[Decimal | date, str], ...]]


@dataclass(frozen=True)
class Wish:
    """What a reader chooses: values and ranges by facet."""

    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    @property
    def facets(self) -> set[str]:
        return {*self.values, *self.ranges}

    def query(self) -> str:
        """Return the query of an address."""
        parts = [f"{facet}={value}" for facet, values in self.values.items() for value in values]
        for facet, ends in self.ranges.items():
            parts += [f"{facet}-{end}={text}" for end, text in zip(("from", "to", "in"), ends, strict=True) if text]
        return "&".join(parts)


def told_by(folder: Path, language: str, today: date) -> list[Told]:
    """Read all published offers of a site."""
    providers = {file.stem: _read(file) for file in (folder / "data/v1/providers").glob("*.json")}
    offers = (_read(file) for file in sorted((folder / "data/v1/offers").glob("*/*.json")))
    return [_told(one, providers, language, today) for one in offers if one["status"] == "published"]


def fitting(offers: Iterable[Told], wish: Wish, but: str = "") -> Iterator[Told]:
    """Yield the offers that fit a wish, whatever it says in one facet."""
    for offer in offers:
        if all(_fits(offer, wish, facet) for facet in wish.facets - {but}):
            yield offer


def _fits(offer: Told, wish: Wish, facet: str) -> bool:
    if offer.values[facet] & set(wish.values.get(facet, ())):
        return True
    if facet not in wish.ranges:
        return False
    first, last, unit = wish.ranges[facet]
    return any(
        (not first or number >= _number(first)) and (not last or number <= _number(last)) and own in ("", unit)
        for number, own in offer.numbers[facet]
    )


def _number(text: str) -> Any:
    return date.fromisoformat(text) if "-" in text else Decimal(text)


def _read(file: Path) -> Document:
    content: Document = json.loads(file.read_bytes())
    return content


def _told(offer: Document, providers: dict[str, Document], language: str, today: date) -> Told:
    provider = providers[offer["provider"]]
    values = {**_about(offer, provider, providers), **_how(offer, today), **_gets(offer, provider)}
    stated = {
        facet: frozenset(found or (() if facet in SILENT else ("none",)))
        for facet, found in ((facet, [one for one in several if one]) for facet, several in values.items())
    }
    return Told(f"{language}/offers/{offer['provider']}/{offer['id']}/", stated, _numbers(offer))


def _about(offer: Document, provider: Document, providers: dict[str, Document]) -> dict[str, list[Any]]:
    outcomes = offer.get("credential", {}).get("learning_outcomes", [])
    skills = [skill for outcome in outcomes for skill in outcome.get("skills", [])]
    own = [provider["id"]] if provider.get("type") == "alliance" else []
    return {
        "field": [code[:2] for code in offer.get("field", [])],
        "skill": [skill_value(SkillSummary(one["framework"], one["id"], {})) for one in skills],
        "purpose": offer.get("purpose", []),
        "kind": [offer["kind"]],
        "provider": [provider["id"]],
        "alliance": [*own, *(one for one in provider.get("alliances", []) if one in providers)],
        "country": [provider.get("country", "").lower()],
    }


def _how(offer: Document, today: date) -> dict[str, list[Any]]:
    participation, runs = offer.get("participation", {}), offer.get("runs", [])
    taking_place = [run for run in runs if run.get("status") != "cancelled"]
    no_course = _state(offer, "participation") == "not-applicable"
    any_time = participation.get("pace") == "self-paced" or any(run.get("rolling") for run in taking_place)
    places = [*participation.get("places", []), *(run["place"] for run in runs if "place" in run)]
    languages = [tag.partition("-")[0] for tag in offer.get("teaching_languages", [])]
    everyone = offer.get("who_can_join", {}).get("everyone")
    return {
        "start": [*(run["start"][:7] for run in taking_place if "start" in run and not run.get("rolling"))]
        + (["any-time"] if any_time else []),
        "application": _application(taking_place, today),
        "time": [time for run in taking_place for time in run.get("times", [])],
        "participation": ["not-applicable" if no_course else participation.get("mode")],
        "pace": [participation.get("pace")],
        "teaching-language": languages or (["not-applicable"] if no_course else []),
        "place": [_place(place) for place in places if "city" in place],
        "who-can-join": [] if everyone is None else ["everyone" if everyone else "certain-people"],
        "accessibility": offer.get("accessibility", []),
        "price": [_price(offer)],
    }


def _application(runs: list[Document], today: date) -> list[str]:
    found = set()
    for run in runs:
        if "apply_by" not in run or run.get("status") == "full":
            continue
        last = min(date.fromisoformat(run["apply_by"]), date.fromisoformat(run.get("end", run["apply_by"])))
        if last < today:
            continue
        if date.fromisoformat(run.get("apply_from", "1970-01-01")) > today:
            found.add("later")
            continue
        found |= {"open", "soon"} if last - today <= timedelta(30) else {"open"}
    return sorted(found)


def _gets(offer: Document, provider: Document) -> dict[str, list[Any]]:
    credential = offer.get("credential", {})
    workload = {} if "not_applicable" in credential.get("workload", {}) else credential.get("workload", {})
    credits_ = workload.get("credits", {})
    hours = workload.get("hours", offer.get("hours", {})).get("total")
    quality = credential.get("quality_assurance", [])
    claims = provider.get("quality_assurance", []) if quality == "inherited" else quality
    no_course = _state(offer, "participation") == "not-applicable"
    available = offer.get("validation", {}).get("available")
    return {
        "level": [_level(offer)],
        "credits": [_credits(credits_)],
        "hours": [_band(hours, "hours")] if hours is not None else [],
        "assessed": ["yes"] if _state(offer, "assessment") == "stated" else [],
        "credit": [_status(credits_)] if credits_ else [],
        "stackable": [credential.get("stackability", {}).get("type")],
        "quality": [claim["framework"] for claim in claims],
        "without-course": ["yes"] if no_course else [] if available is None else ["yes" if available else "no"],
    }


def _status(stated: Document) -> str:
    """Return whether credits are awarded: to state that none are is not to be silent."""
    status = str(stated.get("status", "awarded"))
    return "no-credits" if status == "none" else status


def _credits(stated: Document) -> str | None:
    if not stated:
        return None
    if stated.get("status") == "none":
        return "no-credits"
    return _band(stated["amount"], "credits") if stated["system"] == "ects" else "other-credits"


def _band(amount: Any, name: str) -> str:
    return f"from-{[begin for begin in BANDS[name] if begin <= Decimal(str(amount))][-1]}"


def _level(offer: Document) -> str | None:
    level = offer.get("credential", {}).get("level", {})
    if _state(offer, "level") == "not-applicable":
        return "not-applicable"
    if not level:
        return None
    if level["basis"] == "descriptors-only" or "level" not in level:
        return "descriptors"
    framework = vocabulary("national-frameworks").get(level["framework"])
    european = framework and framework.eqf.get(str(level["level"]))
    if not european:
        return "other"
    return str(european) if level["basis"] == "registered" else f"claimed-{european}"


def _price(offer: Document) -> str | None:
    price = offer.get("price", {})
    learning, credential, application = (
        Decimal(str(price[part]["amount"])) if part in price else None
        for part in ("learning", "credential", "application")
    )
    if not application and _is_free(offer, learning, credential):
        return "free"
    if price.get("category") not in (None, "free"):
        return str(price["category"])
    if learning is not None:
        return "partly-free" if learning == 0 else "paid"
    return "partly-free" if price.get("category") == "free" else None


def _is_free(offer: Document, learning: Decimal | None, credential: Decimal | None) -> bool:
    category = offer.get("price", {}).get("category")
    if category:
        return bool(category == "free")
    return learning == 0 and (credential == 0 or "credential" not in offer)


def _numbers(offer: Document) -> dict[str, tuple[tuple[Decimal | date, str], ...]]:
    taking_place = [run for run in offer.get("runs", []) if run.get("status") != "cancelled" and not run.get("rolling")]
    workload = offer.get("credential", {}).get("workload", {})
    credits_ = workload.get("credits", {})
    hours = workload.get("hours", offer.get("hours", {})).get("total")
    is_counted = credits_.get("system") == "ects" and credits_.get("status") != "none"
    total = _total(offer)
    return {
        "start": tuple((date.fromisoformat(run["start"]), "") for run in taking_place if "start" in run),
        "credits": ((Decimal(str(credits_["amount"])), ""),) if is_counted else (),
        "hours": ((Decimal(str(hours)), ""),) if hours is not None else (),
        "price": (total,) if total else (),
    }


def _total(offer: Document) -> tuple[Decimal, str] | None:
    """Return the sum of what an offer states to cost, unless a part is left open."""
    price = offer.get("price", {})
    if _price(offer) == "free":
        return Decimal(0), ""
    no_course = _state(offer, "participation") == "not-applicable"
    if price.get("category") == "subscription" or not ("learning" in price or ("credential" in price and no_course)):
        return None
    is_free_to_learn = "learning" in price and Decimal(str(price["learning"]["amount"])) == 0
    if is_free_to_learn and "credential" in offer and "credential" not in price:
        return None
    parts = [price[part] for part in ("learning", "credential", "application") if part in price]
    if len({part["currency"] for part in parts}) > 1:
        return None
    return sum((Decimal(str(part["amount"])) for part in parts), Decimal(0)), parts[0]["currency"]


def _place(place: Document) -> str:
    name = place["city"].get("en") or next(iter(place["city"].values()))
    letters = unicodedata.normalize("NFKD", f"{place['country']} {name}".casefold().replace("ł", "l"))
    return re.sub(r"\W+", "-", "".join(one for one in letters if not unicodedata.combining(one)))


def _state(offer: Document, element: str) -> str:
    return next(str(one["state"]) for one in offer["elements"] if one["key"] == element)
