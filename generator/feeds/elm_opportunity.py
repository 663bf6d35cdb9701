"""An offer as an ELM learning opportunity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.feeds.elm_credential import describe_specification, specification_iri
from generator.feeds.elm_organisation import can_be_described, describe_place
from generator.feeds.elm_terms import (
    ADMS,
    DCT,
    FOAF,
    RDF,
    SKOS,
    Description,
    Term,
    find_term,
    language_term,
    part,
)
from generator.feeds.elm_wording import (
    PRICE_LABELS,
    admission_note,
    joined,
    labels,
    prerequisites_note,
    runs_note,
)
from generator.feeds.feed import Reason
from generator.feeds.literals import days_duration
from generator.languages import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import OfferSummary
    from generator.records.offer import Offer
    from generator.records.price import Price
    from generator.settings import Settings

RELEASED = "released"
NOT_PUBLISHED_ANYMORE = "not-published-anymore"
"""For withdrawn offers, and for paused ones: a portal must not show as open what nobody can join."""

NO_FIELD = Reason(N_("The field of education (ISCED-F) is not stated."), "field")
NO_COUNTRY = Reason(N_("The country of the provider is not stated."), "country")
NO_LANGUAGE = Reason(N_("The language of the title is not in the European list of languages."), "title")


def left_out(offer: OfferSummary, provider: OrganisationSummary | None) -> tuple[Reason, ...]:
    """Say why LOQ cannot carry an offer: it asks for field, country and language."""
    fields = [code for code in offer.fields if find_term("fields", code)]
    checks = (
        (bool(fields), NO_FIELD),
        (can_be_described(provider), NO_COUNTRY),
        (_default_language(offer.title) is not None, NO_LANGUAGE),
    )
    return tuple(reason for holds, reason in checks if not holds)


def describe_offer(
    about: Description,
    offer: Offer,
    summary: OfferSummary,
    providers: Mapping[str, OrganisationSummary],
    settings: Settings,
) -> str:
    """Describe an offer with its specification and return its IRI.

    Organisations are described elsewhere, and so are credentials with files of their own, to which many may lead.
    """
    base = settings.identifier_base
    iri = about.start(addresses.offer_identifier(base, offer.uuid), "LearningOpportunity")
    about.text(iri, f"{DCT}title", offer.title)
    about.text(iri, f"{DCT}description", offer.description or offer.summary)
    about.term(iri, f"{DCT}type", find_term("learning-opportunity-types", offer.type))
    about.term(iri, "defaultLanguage", _default_language(offer.title))
    about.link(iri, "providedBy", addresses.provider_identifier(base, providers[summary.provider].uuid))
    shared = summary.credential_has_page
    specification = specification_iri(offer, base) if shared else describe_specification(about, offer, providers, base)
    about.link(iri, "learningAchievementSpecification", specification)
    if shared and offer.prerequisites:
        about.note(iri, "additionalNote", "prerequisites", prerequisites_note(offer.prerequisites))
    about.value(iri, "status", RELEASED if summary.is_published else NOT_PUBLISHED_ANYMORE)
    about.day(iri, f"{DCT}modified", offer.checked)
    _code(about, iri, offer)
    _addresses(about, iri, offer, summary, settings)
    _participation(about, iri, offer)
    _runs(about, iri, offer)
    if offer.price:
        _price(about, iri, offer.price)
    _notes(about, iri, offer)
    return iri


def _default_language(title: Mapping[str, str]) -> Term | None:
    """Return the language of the texts that counts: the first in which the title is given and that Europe lists."""
    return next((term for tag in title if (term := language_term(tag))), None)


def _code(about: Description, iri: str, offer: Offer) -> None:
    if offer.code:
        code = about.start(part(iri, "code"), "Identifier")
        about.value(code, f"{SKOS}notation", offer.code)
        about.link(iri, f"{ADMS}identifier", code)


def _addresses(about: Description, iri: str, offer: Offer, summary: OfferSummary, settings: Settings) -> None:
    """Name the provider's page as homepage, else our own; the other pages are further documents."""
    links = offer.links
    homepage = links.page if links else None
    about.web(iri, f"{FOAF}homepage", "homepage", homepage)
    ours = "supplementaryDocument" if homepage else f"{FOAF}homepage"
    for language in settings.languages:
        page = settings.absolute(addresses.offer(language, summary.provider, summary.id))
        about.web(iri, ours, f"page-{language}", page, language)
    if links and summary.is_published:
        about.web(iri, "supplementaryDocument", "apply", links.apply)


def _participation(about: Description, iri: str, offer: Offer) -> None:
    participation = offer.participation
    if participation:
        about.term(iri, "mode", find_term("participation-modes", participation.mode))
        about.term(iri, "learningSchedule", find_term("learning-schedules", participation.pace))
        for number, place in enumerate(participation.places, start=1):
            if find_term("countries", place.country):
                about.link(iri, "location", describe_place(about, part(iri, f"place-{number}"), place))
    if offer.duration:
        about.value(iri, "duration", days_duration(offer.duration), "duration")
    _activity(about, iri, offer)


def _activity(about: Description, iri: str, offer: Offer) -> None:
    """Describe the learning activity: it carries the languages of teaching and the contact hours."""
    workload = offer.credential.workload if offer.credential else None
    contact = workload.hours.contact if workload and workload.hours else None
    if not offer.teaching_languages and contact is None:
        return
    activity = about.start(part(iri, "activity"), "LearningActivitySpecification")
    about.text(activity, f"{DCT}title", offer.title)
    about.value(activity, "contactHour", contact)
    for language in offer.teaching_languages:
        about.term(activity, f"{DCT}language", language_term(language))
    about.link(iri, "learningActivitySpecification", activity)


def _runs(about: Description, iri: str, offer: Offer) -> None:
    """State the deadlines of all runs, and the period of the only one: LOQ has room for a single period."""
    taking_place = [run for run in offer.runs if run.status != "cancelled"]
    for run in taking_place:
        about.day(iri, "applicationDeadline", run.apply_by, end=True)
    about.note(iri, "scheduleInformation", "schedule", runs_note(offer.runs, offer.title))
    if len(taking_place) == 1 and (taking_place[0].start or taking_place[0].end):
        period = about.start(part(iri, "period"), f"{DCT}PeriodOfTime")
        about.day(period, "startDate", taking_place[0].start)
        about.day(period, "endDate", taking_place[0].end, end=True)
        about.link(iri, f"{DCT}temporal", period)


def _price(about: Description, iri: str, price: Price) -> None:
    amounts = {"learning": price.learning, "credential": price.credential, "application": price.application}
    for name, money in amounts.items():
        unit = find_term("currencies", money.currency) if money else None
        if money and unit:
            detail = about.start(part(iri, f"price-{name}"), "PriceDetail")
            about.text(detail, f"{SKOS}prefLabel", PRICE_LABELS[name])
            amount = about.start(part(detail, "amount"), "Amount")
            about.value(amount, f"{RDF}value", money.amount, "decimal")
            about.term(amount, "unit", unit)
            about.link(detail, "amount", amount)
            about.link(iri, "priceDetail", detail)
    told = joined(labels("price-categories", price.category) if price.category else None, price.note, price.refund)
    if told:
        detail = about.start(part(iri, "price"), "PriceDetail")
        about.text(detail, f"{DCT}description", told)
        about.link(iri, "priceDetail", detail)


def _notes(about: Description, iri: str, offer: Offer) -> None:
    notes = {
        "reason": offer.reason,
        "target-groups": offer.target_groups,
        "who-can-join": admission_note(offer.who_can_join) if offer.who_can_join else None,
        "duration": offer.duration_text,
        "technical-requirements": offer.technical_requirements,
        "validation": offer.validation.text if offer.validation else None,
    }
    for name, texts in notes.items():
        about.note(iri, "additionalNote", name, texts)
