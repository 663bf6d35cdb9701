"""Structured data of pages for search engines: schema.org as JSON-LD. Only what the record states."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import orjson

from generator.catalogue import addresses
from generator.feeds.feed import ONLY_ON_CREDENTIAL, Feed
from generator.feeds.literals import hours_duration, is_iri
from generator.feeds.schemaorg_parts import (
    Json,
    breadcrumbs,
    defined_term,
    graph,
    organisation,
    place,
    postal_address,
    stated,
    text,
)
from generator.languages import N_
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import OfferSummary, ProviderSummary
    from generator.records.credential import Credential, LearningOutcome
    from generator.records.delivery import Run
    from generator.records.offer import Offer
    from generator.records.provider import Provider
    from generator.settings import Settings

_ATTENDANCE = {
    "online": "OnlineEventAttendanceMode",
    "on-site": "OfflineEventAttendanceMode",
    "blended": "MixedEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}
_FREE = {"free": True, "paid": False}

# JSON knows these escapes; HTML does not, so none of them can end the script element or begin a comment.
_ESCAPES = (("<", r"\u003c"), (">", r"\u003e"), ("&", r"\u0026"), ("\u2028", r"\u2028"), ("\u2029", r"\u2029"))


def to_script(document: Json) -> str:
    """Return a graph as text that is safe inside <script type="application/ld+json">."""
    text = orjson.dumps(document, option=orjson.OPT_SORT_KEYS).decode()
    for sign, escape in _ESCAPES:  # five passes in C; `translate` looks up each letter, an eighth of the time of lists
        text = text.replace(sign, escape)
    return text


def offer_graph(
    offer: Offer,
    summary: OfferSummary,
    providers: Mapping[str, OrganisationSummary],
    settings: Settings,
    language: str,
    trail: Sequence[tuple[str, str]],
) -> Json:
    """Return the graph of an offer's page: the course, its provider, and the trail that leads to it.

    `trail` has names and addresses of the pages above, as the page itself shows them.
    """
    provider = providers[summary.provider]
    page = addresses.offer(language, summary.provider, summary.id)
    whole = (*trail, (text(offer.title, language), page))
    course = _course(offer, summary, providers, settings, language)
    return graph(course, organisation(provider, settings, language), breadcrumbs(whole, settings))


def provider_graph(provider: Provider, summary: ProviderSummary, settings: Settings, language: str) -> Json:
    """Return the graph of a provider's page."""
    contact = provider.contact
    node = organisation(summary, settings, language) | {
        "legalName": text(provider.legal_name, language),
        "description": text(provider.description, language),
        "sameAs": provider.homepage,
        "address": postal_address(provider.country, text(provider.address, language)),
        "email": contact.email if contact else None,
        "telephone": contact.phone if contact else None,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": one.scheme, "value": one.value} for one in provider.identifiers
        ],
    }
    trail = (
        (text(settings.options.name, language), addresses.home(language)),
        (text(provider.name, language), addresses.provider(language, summary.id)),
    )
    return graph(stated(node), breadcrumbs(trail, settings))


class ItemLists:
    """The graphs of the lists of one language. An offer stands in twenty lists and more; its entry is made once."""

    def __init__(self, providers: Mapping[str, OrganisationSummary], settings: Settings, language: str) -> None:
        """Make nothing yet; an entry is made when a list first has it."""
        self._providers = providers
        self._settings = settings
        self._language = language
        self._entries: dict[str, Json] = {}

    def of(self, name: str, address: str, offers: Sequence[OfferSummary]) -> Json:
        """Return the graph of a page that lists offers; `name` is its heading and `address` its address."""
        entries = [
            {"@type": "ListItem", "position": number, "item": self._entry(one)}
            for number, one in enumerate(offers, start=1)
        ]
        node = {
            "@type": "ItemList",
            "name": name,
            "url": self._settings.absolute(address),
            "numberOfItems": len(offers),
            "itemListElement": entries,
        }
        return graph(node)

    def _entry(self, offer: OfferSummary) -> Json:
        if offer.key not in self._entries:
            self._entries[offer.key] = _entry(offer, self._providers, self._settings, self._language)
        return self._entries[offer.key]


def _entry(
    offer: OfferSummary, providers: Mapping[str, OrganisationSummary], settings: Settings, language: str
) -> Json:
    provider = providers.get(offer.provider)
    return stated(
        {
            "@type": "Course",
            "@id": addresses.offer_identifier(settings.identifier_base, offer.uuid),
            "name": text(offer.title, language),
            "description": text(offer.summary, language),
            "url": settings.absolute(addresses.offer(language, offer.provider, offer.id)),
            "provider": organisation(provider, settings, language) if provider else None,
        }
    )


def _course(
    offer: Offer, summary: OfferSummary, providers: Mapping[str, OrganisationSummary], settings: Settings, language: str
) -> Json:
    entry = _entry(summary, providers, settings, language)
    provider = addresses.provider_identifier(settings.identifier_base, providers[summary.provider].uuid)
    credential = offer.credential
    node = entry | {
        "provider": {"@id": provider},
        "description": text(offer.description or offer.summary, language),
        "courseCode": offer.code,
        "inLanguage": list(offer.teaching_languages),
        "about": [defined_term("fields", code, language) for code in offer.field],
        "coursePrerequisites": text(offer.prerequisites.text, language) if offer.prerequisites else None,
        "audience": _audience(offer, language),
        "isAccessibleForFree": _FREE.get(summary.price or ""),
        "sdLicense": settings.options.licence,
        "creativeWorkStatus": None if summary.is_published else vocabulary("statuses").label(offer.status, language),
    }
    if credential:
        node |= _learning(credential, language)
        if offer.kind == "micro-credential":
            node["educationalCredentialAwarded"] = _credential(offer, credential, providers, settings, language)
    if summary.is_published:
        node["hasCourseInstance"] = [_instance(run, offer, summary, settings, language) for run in offer.runs]
        node["offers"] = _price(offer, language)
    return stated(node)


def _audience(offer: Offer, language: str) -> Json | None:
    told = text(offer.target_groups, language)
    return {"@type": "Audience", "audienceType": told} if told else None


def _learning(credential: Credential, language: str) -> Json:
    """Return what is learned and how much work it takes; credits only where they are awarded."""
    workload = credential.workload
    credits_ = workload.credits if workload else None
    hours = workload.hours.total if workload and workload.hours else None
    is_awarded = credits_ and credits_.status == "awarded" and not credits_.condition
    awarded = credits_.counted if credits_ and is_awarded else None
    points = {"@type": "QuantitativeValue", "value": _number(awarded[0]), "unitText": awarded[1]} if awarded else None
    return {
        "teaches": [term for one in credential.learning_outcomes for term in _outcome(one, language)],
        "numberOfCredits": points,
        "timeRequired": hours_duration(hours) if hours else None,
        "educationalLevel": _level(credential, language),
    }


def _outcome(outcome: LearningOutcome, language: str) -> list[Json]:
    described = {"@type": "DefinedTerm", "name": text(outcome.text, language)}
    skills = [
        stated({"@type": "DefinedTerm", "name": text(skill.label, language), "url": skill.id})
        for skill in outcome.skills
        if is_iri(skill.id)
    ]
    return [described, *skills]


def _level(credential: Credential, language: str) -> str | None:
    """Return a level that a register awards; a claimed one would look official to a program."""
    level = credential.level
    if level is None or level.basis != "registered" or level.framework is None or level.level is None:
        return None
    return f"{vocabulary('national-frameworks').label(level.framework, language)} {level.level}"


def _credential(
    offer: Offer,
    credential: Credential,
    providers: Mapping[str, OrganisationSummary],
    settings: Settings,
    language: str,
) -> Json:
    base = settings.identifier_base
    awarding = [providers[one] for one in credential.awarded_by if one in providers]
    return stated(
        {
            "@type": "EducationalOccupationalCredential",
            "@id": addresses.credential_identifier(base, credential.uuid, credential.version),
            "name": text(credential.title or offer.title, language),
            "description": text(credential.outcomes_summary, language),
            "credentialCategory": vocabulary("kinds").label(offer.kind, language),
            "provider": [organisation(one, settings, language) for one in awarding],
            "inLanguage": list(credential.languages),
        }
    )


def _instance(run: Run, offer: Offer, summary: OfferSummary, settings: Settings, language: str) -> Json:
    participation = offer.participation
    mode = participation.mode if participation else None
    places = (run.place,) if run.place else participation.places if participation else ()
    iri = addresses.offer_identifier(settings.identifier_base, offer.uuid)
    attendance = _ATTENDANCE.get(mode or "")
    hours = offer.credential.workload.hours if offer.credential and offer.credential.workload else None
    return stated(
        {
            "@type": "CourseInstance",
            "@id": f"{iri}#run-{run.id}",
            "name": text(summary.title, language),
            "description": text(run.sessions, language),
            "startDate": run.start.isoformat() if run.start else None,
            "endDate": run.end.isoformat() if run.end else None,
            "courseMode": mode,
            "courseWorkload": hours_duration(hours.total) if hours and hours.total else None,
            "eventAttendanceMode": {"@id": f"https://schema.org/{attendance}"} if attendance else None,
            "eventStatus": {"@id": "https://schema.org/EventCancelled"} if run.status == "cancelled" else None,
            "maximumAttendeeCapacity": run.places,
            "inLanguage": list(offer.teaching_languages),
            "location": [place(one, language) for one in places],
        }
    )


def _price(offer: Offer, language: str) -> Json | None:
    """Return the price of learning where the amount, or that there is none, is stated."""
    price = offer.price
    if price is None or (price.learning is None and price.category != "free"):
        return None
    return stated(
        {
            "@type": "Offer",
            "category": vocabulary("price-categories").label(price.category, language) if price.category else None,
            "price": price.learning.amount if price.learning else None,
            "priceCurrency": price.learning.currency if price.learning else None,
            "url": offer.links.apply if offer.links else None,
        }
    )


def _number(amount: str) -> int | float:
    return float(amount) if "." in amount else int(amount)


FEED = Feed(
    with_pages=True,
    name="schema.org",
    title=N_("schema.org JSON-LD in every page"),
    media_type="application/ld+json",
    profile="https://schema.org/Course",
    version="30.0",
    cannot_carry=MappingProxyType(
        {
            "learner": ONLY_ON_CREDENTIAL,
            "date-of-issue": ONLY_ON_CREDENTIAL,
            "level": N_("Only a level entered in a register; a claimed one would look official."),
            "assessment": N_("There is no property for how the outcomes are assessed."),
            "quality-assurance": N_("There is no property that names framework, procedure and decision."),
            "supervision": N_("There is no property for supervision and identity verification."),
            "grade": N_("There is no property for the grading scheme."),
            "stackability": N_("There is no property that carries the conditions."),
            "further-information": N_("There is no property for it."),
        }
    ),
)
