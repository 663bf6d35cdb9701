"""Providers and the organisations that are only referred to, as ELM organisations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from generator.catalogue import addresses
from generator.feeds.elm_terms import ADMS, DCT, FOAF, ROV, SKOS, Description, Term, find_term, part
from generator.feeds.elm_wording import claim_note
from generator.records.provider import Provider
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.catalogue.organisation import OrganisationSummary
    from generator.records.organisation import OrganisationRecord
    from generator.records.provider import ProviderIdentifier
    from generator.records.statement import Contact, Place

NUTS = "http://data.europa.eu/nuts"
_NUTS_CODE = re.compile(r"[A-Z]{2}[0-9A-Z]{1,3}")

_LEGAL = {"vat": "vatIdentifier", "eidas": "eidasLegalIdentifier"}
"""Numbers that the model wants with the country that gave them."""


def can_be_described(organisation: OrganisationSummary | None) -> bool:
    """Tell whether LOQ accepts the organisation: it asks for the country of every one."""
    return organisation is not None and find_term("countries", organisation.country) is not None


def describe_organisation(about: Description, provider: Provider | OrganisationRecord, base: str) -> str:
    """Describe a provider or another organisation whose country is stated and return its IRI."""
    iri = about.start(addresses.provider_identifier(base, provider.uuid), "Organisation")
    legal_name = provider.legal_name or provider.name
    about.text(iri, f"{ROV}legalName", legal_name)
    # The shapes refuse a label that repeats the legal name.
    about.text(
        iri, f"{SKOS}altLabel", {key: text for key, text in provider.name.items() if legal_name.get(key) != text}
    )
    about.web(iri, f"{FOAF}homepage", "homepage", provider.homepage)
    about.day(iri, f"{DCT}modified", provider.checked)
    address = provider.address if isinstance(provider, Provider) else None
    location = describe_location(about, part(iri, "location"), provider.country or "", address)
    about.link(iri, "location", location)
    about.term(location, "spatialCode", _region(provider.region))
    for number, identifier in enumerate(provider.identifiers, start=1):
        _identifier(about, iri, identifier, provider.country or "", number)
    if isinstance(provider, Provider):
        _only_of_provider(about, iri, provider)
    return iri


def _only_of_provider(about: Description, iri: str, provider: Provider) -> None:
    if provider.contact:
        _contact(about, iri, provider.contact)
    # An elm:Accreditation would need the country of the body that decided, which records do not state.
    for number, claim in enumerate(provider.quality_assurance, start=1):
        about.note(iri, "additionalNote", f"quality-assurance-{number}", claim_note(claim))


def describe_location(about: Description, iri: str, country: str, address: Mapping[str, str] | None) -> str:
    """Describe a place in a country and return its IRI."""
    about.start(iri, f"{DCT}Location")
    lines = about.start(part(iri, "address"), "Address")
    about.link(iri, "address", lines)
    about.term(lines, "countryCode", find_term("countries", country))
    about.note(lines, "fullAddress", "lines", address)
    return iri


def describe_place(about: Description, iri: str, place: Place) -> str:
    """Describe a place of learning and return its IRI."""
    describe_location(about, iri, place.country, place.address)
    about.text(iri, "geographicName", place.city)
    return iri


def _region(code: str | None) -> Term | None:
    return Term(f"{NUTS}/code/{code}", NUTS) if code and _NUTS_CODE.fullmatch(code) else None


def _identifier(about: Description, iri: str, identifier: ProviderIdentifier, country: str, number: int) -> None:
    legal = _LEGAL.get(identifier.scheme)
    node = about.start(part(iri, f"identifier-{number}"), "LegalIdentifier" if legal else "Identifier")
    about.value(node, f"{SKOS}notation", identifier.value)
    about.value(node, "schemeName", vocabulary("identifier-schemes").label(identifier.scheme, "en"))
    if legal:
        about.term(node, f"{DCT}spatial", find_term("countries", country))
    about.link(iri, legal or f"{ADMS}identifier", node)


def _contact(about: Description, iri: str, contact: Contact) -> None:
    node = about.start(part(iri, "contact"), "ContactPoint")
    about.text(node, f"{DCT}description", contact.unit)
    if contact.email:
        about.link(node, "emailAddress", about.start(f"mailto:{quote(contact.email, safe='@+')}", "Mailbox"))
    if contact.phone:
        phone = about.start(part(node, "phone"), "Phone")
        about.value(phone, "phoneNumber", contact.phone)
        about.link(node, "phone", phone)
    about.web(node, "contactForm", "page", contact.page)
    about.link(iri, "contactPoint", node)
