"""Parts of schema.org graphs that several pages share: organisations, places, terms and the trail of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.catalogue import addresses
from generator.catalogue.summary import ProviderSummary
from generator.languages import in_language
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.catalogue.organisation import OrganisationSummary
    from generator.records.statement import Place
    from generator.settings import Settings

Json = dict[str, Any]

CONTEXT = "https://schema.org"

_TYPES = {
    "higher-education-institution": "CollegeOrUniversity",
    "vet-provider": "EducationalOrganization",
    "company": "Corporation",
    "ngo": "NGO",
    "public-body": "GovernmentOrganization",
    "alliance": "Consortium",
}


def graph(*nodes: Json | None) -> Json:
    """Return a JSON-LD document of the nodes that there are."""
    return {"@context": CONTEXT, "@graph": [node for node in nodes if node]}


def stated(node: Json) -> Json:
    """Leave out what was not stated: None and what is empty. Zero and false are statements."""
    return {key: value for key, value in node.items() if value is not None and value not in ("", [], {})}


def text(texts: Mapping[str, str] | None, language: str) -> str | None:
    """Return a text in the language of the page, else in another."""
    shown = in_language(texts, language)
    return shown.text if shown else None


def organisation(summary: OrganisationSummary, settings: Settings, language: str) -> Json:
    """Return what a page about an offer says of an organisation."""
    return stated(
        {
            "@type": _TYPES.get(summary.type, "Organization"),
            "@id": addresses.provider_identifier(settings.identifier_base, summary.uuid),
            "name": text(summary.name, language),
            "url": _page(summary, settings, language),
            "address": postal_address(summary.country),
        }
    )


def _page(summary: OrganisationSummary, settings: Settings, language: str) -> str | None:
    """Return the page of a provider here; one that is only referred to has its homepage."""
    if isinstance(summary, ProviderSummary):
        return settings.absolute(addresses.provider(language, summary.id))
    return summary.homepage


def postal_address(country: str | None, street: str | None = None, city: str | None = None) -> Json | None:
    """Return an address, or None where nothing of it is stated."""
    parts = stated({"addressCountry": country, "streetAddress": street, "addressLocality": city})
    return {"@type": "PostalAddress", **parts} if parts else None


def place(where: Place, language: str) -> Json:
    """Return a place of learning."""
    city = text(where.city, language)
    address = postal_address(where.country, text(where.address, language), city)
    return stated({"@type": "Place", "name": city, "address": address})


def defined_term(name: str, code: str, language: str) -> Json:
    """Return a concept of a vocabulary."""
    names = vocabulary(name)
    concept = names.get(code)
    return stated(
        {
            "@type": "DefinedTerm",
            "name": names.label(code, language),
            "termCode": code,
            "url": concept.iri if concept else None,
            "inDefinedTermSet": names.scheme,
        }
    )


def breadcrumbs(trail: Sequence[tuple[str | None, str]], settings: Settings) -> Json:
    """Return the trail that leads to a page, from (name, address) of each page on the way."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            stated({"@type": "ListItem", "position": number, "name": name, "item": {"@id": settings.absolute(address)}})
            for number, (name, address) in enumerate(trail, start=1)
        ],
    }
