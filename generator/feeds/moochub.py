"""Courses for OERSI, MOOChub and the portals behind them: the MOOChub format 3.0.1 as JSON.

A list of what can be taken now: who harvests it deletes what it no longer finds. One file of all offers and one of the
free ones, in pages of a thousand; each page names the next one (`links`).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import orjson
from markupsafe import Markup

from generator.catalogue import addresses
from generator.feeds.feed import ONLY_ON_CREDENTIAL, Feed, OutputFile, Reason
from generator.feeds.literals import is_iri
from generator.languages import N_, in_language
from generator.prose import to_html
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import OfferSummary
    from generator.records.credential import Credential
    from generator.records.offer import Offer
    from generator.records.statement import Money, Place, Skill
    from generator.settings import Settings

Json = dict[str, Any]

PAGE_SIZE = 1000
ALL, FREE = "feeds/moochub/v3/courses", "feeds/moochub/v3/free"

NOT_PUBLISHED = Reason(
    N_("The offer is not published, or no longer: whoever harvests the list deletes what is not in it.")
)

_MODES = {
    "online": ("online",),
    "on-site": ("onsite",),
    "blended": ("blended",),
    "hybrid": ("onsite", "online"),
}
_PACES = {"scheduled": "synchronous", "self-paced": "asynchronous"}
_ACCESS = {"free": ("free",), "partly-free": ("free", "paid"), "paid": ("paid",), "subscription": ("paid",)}
_FREQUENCIES = {"P1W": "weekly", "P1M": "monthly", "P3M": "quarterly", "P6M": "half-yearly", "P1Y": "yearly"}
_FRAMEWORKS = {"esco": "ESCO", "digcomp": "DigComp"}

# The format demands a licence of the course, which records do not state. Without a licence all rights are reserved, in
# every country of Europe; the format's word for that is "proprietary".
_LICENCE = [{"identifier": "proprietary", "url": None, "contentUrl": None}]
_TYPE = {
    "identifier": "https://w3id.org/kim/hcrt/course",
    "type": "Concept",
    "inScheme": "https://w3id.org/kim/hcrt/scheme",
}


def reasons(summary: OfferSummary, _provider: OrganisationSummary | None) -> tuple[Reason, ...]:
    """Say why an offer is left out of the feed; nothing when it is in."""
    return () if summary.is_published else (NOT_PUBLISHED,)


def course(
    offer: Offer,
    summary: OfferSummary,
    organisations: Mapping[str, OrganisationSummary],
    settings: Settings,
    programmes: Sequence[Json] = (),
) -> Json:
    """Return an offer as a course, told in its main language; `programmes` are the pathways it counts in."""
    return {
        "id": offer.uuid,
        "type": "Course",
        "attributes": _stated(
            {
                **_described(offer, summary, settings),
                **_dated(offer),
                **_priced(offer, summary),
                **_learned(offer),
                "publisher": _organisation(organisations[summary.provider], main_language(offer)),
                "creator": [_organisation(one, main_language(offer)) for one in _makers(offer, summary, organisations)],
                "isPartOf": list(programmes),
            }
        ),
    }


def main_language(offer: Offer) -> str:
    """Return the language in which a format of one language tells an offer: that of the teaching, if it has a title."""
    return next((one for one in offer.teaching_languages if one in offer.title), next(iter(offer.title)))


def _makers(
    offer: Offer, summary: OfferSummary, organisations: Mapping[str, OrganisationSummary]
) -> list[OrganisationSummary]:
    """Return who awards the credential, else whose offer it is; the format demands one."""
    awarded_by = offer.credential.awarded_by if offer.credential else ()
    return [organisations[one] for one in awarded_by if one in organisations] or [organisations[summary.provider]]


def _described(offer: Offer, summary: OfferSummary, settings: Settings) -> Json:
    language = main_language(offer)
    page = settings.absolute(addresses.offer(_page_language(language, settings), summary.provider, summary.id))
    participation = offer.participation
    return {
        "name": _text(offer.title, language),
        "courseCode": offer.code,
        "learningResourceType": _TYPE,
        "url": page,
        "license": _LICENCE,
        "description": _description(offer, language),
        "inLanguage": list(offer.teaching_languages[:1]),
        "courseMode": [
            *_MODES.get((participation.mode if participation else None) or "", ()),
            *filter(None, [_PACES.get((participation.pace if participation else None) or "")]),
        ],
        "contentLocation": _location(participation.places if participation else (), language, page),
        "educationalAlignment": [_field(code) for code in offer.field],
        "keywords": list(dict.fromkeys((offer.keywords or {}).get(language, ()))),
    }


def _description(offer: Offer, language: str) -> str:
    """Return the description, then what one learns, as HTML; a course without any repeats its title."""
    told = offer.description or offer.summary
    credential = offer.credential
    if told is None and credential:
        told = credential.outcomes_summary
    outcomes = [_text(one.text, language) for one in credential.learning_outcomes] if credential else []
    html = to_html(_text(told, language)) if told else Markup("<p>{}</p>").format(_text(offer.title, language))
    listed = Markup("").join(Markup("<li>{}</li>").format(one) for one in outcomes)
    return str(html.strip() + (Markup("<ul>{}</ul>").format(listed) if listed else ""))


def _dated(offer: Offer) -> Json:
    """Return the dates of the runs that take place; of application the last ones, since there is room for one."""
    runs = [one for one in offer.runs if one.status != "cancelled"]
    opens = [one.apply_from for one in runs if one.apply_from]
    closes = [one.apply_by for one in runs if one.apply_by]
    return {
        "startDate": sorted({_midnight(one.start) for one in runs if one.start}),
        "endDate": sorted({_midnight(one.end) for one in runs if one.end}),
        "applicationStartDate": _midnight(max(opens)) if opens else None,
        "applicationDeadline": _midnight(max(closes)) if closes else None,
        "dateModified": _midnight(offer.checked) if offer.checked else None,
        "duration": offer.duration,
    }


def _priced(offer: Offer, summary: OfferSummary) -> Json:
    price = offer.price
    if price is None:
        return {}
    frequency = _FREQUENCIES.get(price.period or "", "other") if price.category == "subscription" else "one-time"
    prices = (
        _price(price.learning, "course", frequency),
        _price(price.credential, "certificate", "one-time"),
        _price(price.total, "complete", "one-time"),
    )
    return {"access": list(_ACCESS.get(summary.price or "", ())), "offer": [one for one in prices if one]}


def _price(money: Money | None, category: str, frequency: str) -> Json | None:
    if money is None:
        return None
    return {
        "price": _number(money.amount),
        "priceCurrency": money.currency,
        "paymentFrequency": frequency,
        "category": category,
    }


def _learned(offer: Offer) -> Json:
    """Return what learning brings; credits only where they are ECTS and awarded."""
    credential = offer.credential
    if credential is None:
        return {}
    credits_ = credential.workload.credits if credential.workload else None
    is_awarded = credits_ is not None and credits_.status == "awarded" and not credits_.condition
    counted = credits_.counted if credits_ is not None and is_awarded else None
    return {
        "numberOfCredits": _number(counted[0]) if counted and counted[1] == "ects" else None,
        "educationalCredentialsAwarded": ["certificate"] if offer.kind == "micro-credential" else [],
        "teaches": list(_skills(credential)),
    }


def _skills(credential: Credential) -> Iterator[Json]:
    """Yield the skills that the format can name: those of two frameworks, with their version."""
    seen = set()
    for skill in (one for outcome in credential.learning_outcomes for one in outcome.skills):
        if skill.framework in _FRAMEWORKS and skill.version and skill.label and skill.id not in seen:
            seen.add(skill.id)
            yield _skill(skill)


def _skill(skill: Skill) -> Json:
    return _stated(
        {
            "name": _labels(skill.label or {}),
            "educationalFramework": _FRAMEWORKS[skill.framework],
            "educationalFrameworkVersion": skill.version,
            "shortCode": None if is_iri(skill.id) else skill.id,
            "targetUrl": skill.id if is_iri(skill.id) else None,
        }
    )


def _field(code: str) -> Json:
    fields = vocabulary("fields")
    concept = fields.get(code)
    return _stated(
        {
            "type": "EducationalAlignment",
            "alignmentType": "educationalSubject",
            "educationalFramework": "ISCED-F",
            "educationalFrameworkVersion": "2013",
            "name": [{"inLanguage": "en", "name": fields.label(code, "en")}],
            "shortCode": code,
            "targetUrl": concept.iri if concept else None,
        }
    )


def _location(places: Sequence[Place], language: str, page: str) -> Json | None:
    """Return the first place of learning; the format has room for one."""
    if not places:
        return None
    first = places[0]
    city = _text(first.city, language) if first.city else None
    street = _text(first.address, language) if first.address else None
    address = _stated({"addressCountry": first.country, "city": city, "streetAddress": street})
    return _stated({"name": city or first.country, "address": address, "url": page})


def _organisation(summary: OrganisationSummary, language: str) -> Json:
    return _stated({"type": "Organization", "name": _text(summary.name, language), "url": summary.homepage})


def files(catalogue: Catalogue, settings: Settings) -> Iterator[OutputFile]:
    """Yield the pages of all offers, then those of the free ones."""
    offers = [one for one in catalogue.with_page if one.is_published]
    yield from _pages(ALL, offers, catalogue, settings)
    yield from _pages(FREE, [one for one in offers if one.price == "free"], catalogue, settings)


def _pages(
    address: str, offers: Sequence[OfferSummary], catalogue: Catalogue, settings: Settings
) -> Iterator[OutputFile]:
    last = max(1, -(-len(offers) // PAGE_SIZE))
    for number in range(1, last + 1):
        chosen = offers[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        links = {"self": number, "first": 1, "last": last}
        links |= ({"prev": number - 1} if number > 1 else {}) | ({"next": number + 1} if number < last else {})
        document = {
            "links": {name: settings.absolute(_page(address, page)) for name, page in links.items()},
            "data": [_course_of(one, catalogue, settings) for one in chosen],
        }
        yield OutputFile(_page(address, number), orjson.dumps(document, option=orjson.OPT_SORT_KEYS) + b"\n")


def _page(address: str, number: int) -> str:
    return f"{address}.json" if number == 1 else f"{address}/{number}.json"


def _course_of(summary: OfferSummary, catalogue: Catalogue, settings: Settings) -> Json:
    offer = catalogue.store.open_offer(summary)
    language = main_language(offer)
    programmes = [
        {
            "type": "Program",
            "title": _text(one.pathway.title, language),
            "url": settings.absolute(
                addresses.pathway(_page_language(language, settings), one.pathway.provider, one.pathway.id)
            ),
        }
        for one in catalogue.stacks_of_offer(summary)
        if one.pathway.is_published
    ]
    return course(offer, summary, catalogue.organisation_by_id, settings, programmes)


def _page_language(language: str, settings: Settings) -> str:
    return language if language in settings.languages else settings.languages[0]


def _text(texts: Mapping[str, str] | None, language: str) -> str:
    shown = in_language(texts, language)
    return shown.text if shown else ""


def _labels(texts: Mapping[str, str]) -> list[Json]:
    return [{"inLanguage": language, "name": text} for language, text in texts.items()]


def _midnight(day: Any) -> str:
    """Return a day as the date-time that the format demands; records know no hours."""
    return f"{day.isoformat()}T00:00:00Z"


def _number(amount: str) -> int | float:
    return float(amount) if "." in amount else int(amount)


def _stated(node: Json) -> Json:
    return {key: value for key, value in node.items() if value is not None and value not in ("", [], {})}


FEED = Feed(
    name="moochub",
    title=N_("MOOChub"),
    media_type="application/json",
    profile="https://github.com/MOOChub/schema/releases/tag/v3.0.1",
    version="3.0.1",
    address=f"{ALL}.json",
    other_addresses=(f"{FREE}.json",),
    files=files,
    reasons=reasons,
    cannot_carry=MappingProxyType(
        {
            "learner": ONLY_ON_CREDENTIAL,
            "date-of-issue": ONLY_ON_CREDENTIAL,
            "issuer-country": N_("There is no property for the country of the awarding body."),
            "learning-outcomes": N_("As a list inside the description; skills only of ESCO and DigComp."),
            "workload": N_("Only ECTS credits that are awarded; no hours in all."),
            "level": N_("There is no property for a level of the European or a national framework."),
            "assessment": N_("There is no property for how the outcomes are assessed."),
            "quality-assurance": N_("There is no property that names framework, procedure and decision."),
            "prerequisites": N_("Only as skills of a framework; records state them in words."),
            "supervision": N_("There is no property for supervision and identity verification."),
            "grade": N_("There is no property for the grading scheme."),
            "stackability": N_("Only the pathways in which it counts, without conditions."),
            "further-information": N_("There is no property for it."),
        }
    ),
)
