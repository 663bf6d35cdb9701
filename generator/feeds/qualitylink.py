"""What QualityLink harvests: the micro-credentials of a university with a level that a register awards.

QualityLink is the pilot of a European aggregator. It finds a file for each provider through manifests, tells records
apart by their IRIs, and compares two harvests part by part (see `qualitylink_harvest`, `qualitylink_parts`).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.feeds.canonical_parts import to_json
from generator.feeds.elm_credential import eqf_level
from generator.feeds.elm_opportunity import left_out
from generator.feeds.elm_terms import ELM_3_2
from generator.feeds.feed import DRAFT, ONLY_ON_CREDENTIAL, Feed, OutputFile, Reason
from generator.feeds.qualitylink_harvest import ENGLISH, ENOUGH_OUTCOMES, provider_file
from generator.feeds.qualitylink_organisation import UNIVERSITY, is_known_university
from generator.languages import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import OfferSummary, ProviderSummary
    from generator.settings import Settings

MANIFEST = ".well-known/quality-link-manifest.json"
HOURS_BETWEEN_HARVESTS = 24

NO_UNIVERSITY = Reason(N_("The provider is no higher education institution."))
NO_IDENTIFIER = Reason(N_("The provider states no SCHAC or OrgReg identifier."), "identifiers")
NO_LEVEL = Reason(N_("No register awards the level."))
NO_ENGLISH_TITLE = Reason(N_("The title is not given in English."), "title")
FEW_OUTCOMES = Reason(N_("Fewer than two learning outcomes are given in English."), "learning_outcomes")


def address(provider: str) -> str:
    """Return the address of the file of one provider."""
    return f"feeds/qualitylink/{provider}.ttl"


def manifest_address(provider: str) -> str:
    """Return the address of the manifest of one provider."""
    return f"feeds/qualitylink/{provider}.json"


def dns_text(provider: str, settings: Settings) -> str:
    """Return the text that a provider puts into the DNS of its domain, so that the aggregator finds the manifest."""
    return f"v=qldiscover1; m={settings.absolute(manifest_address(provider))}"


def reasons(offer: OfferSummary, provider: OrganisationSummary | None) -> tuple[Reason, ...]:
    """Say why an offer is left out of the feed; nothing when it is in."""
    framework, level, basis = offer.level or ("", None, "")
    is_university = provider is not None and provider.type == UNIVERSITY
    is_known = provider is not None and is_known_university(provider)
    checks = (
        (offer.has_page, DRAFT),
        (is_university, NO_UNIVERSITY),
        (is_known or not is_university, NO_IDENTIFIER),
        (basis == "registered" and eqf_level(framework, level) is not None, NO_LEVEL),
        (ENGLISH in offer.title, NO_ENGLISH_TITLE),
        (offer.outcomes.get(ENGLISH, 0) >= ENOUGH_OUTCOMES, FEW_OUTCOMES),
    )
    return tuple(reason for holds, reason in checks if not holds) + left_out(offer, provider)


def files(catalogue: Catalogue, settings: Settings) -> Iterator[OutputFile]:
    """Yield the file and the manifest of each provider that has anything to harvest, then the manifest of all."""
    organisations = {one.uuid: one for one in catalogue.organisation_by_id.values()}
    sources = []
    for provider in catalogue.providers:
        offers = [one for one in catalogue.offers_by_provider.get(provider.id, ()) if not reasons(one, provider)]
        if offers:
            source = _source(provider, settings)
            sources.append(source)
            yield OutputFile(address(provider.id), provider_file(provider, offers, catalogue, organisations, settings))
            manifest = {"meta": _meta(provider), "sources": [source]}
            yield OutputFile(manifest_address(provider.id), to_json(manifest))
    if sources:
        yield OutputFile(MANIFEST, to_json({"sources": sources}))


def _source(provider: ProviderSummary, settings: Settings) -> dict[str, object]:
    name = provider.name.get(ENGLISH) or next(iter(provider.name.values()))
    return {
        "type": "elm",
        "version": ELM_3_2.number,
        "path": settings.absolute(address(provider.id)),
        "contentType": "text/turtle",
        "id": provider.id,
        "name": name,
        "auth": {"type": "none"},
        "refresh": HOURS_BETWEEN_HARVESTS,
    }


def _meta(provider: ProviderSummary) -> dict[str, str]:
    names = {"schac": "schac", "orgreg": "eterid", "deqar": "deqarid"}
    return {names[scheme]: value for scheme, value in provider.identifiers if scheme in names}


FEED = Feed(
    name="qualitylink",
    title=N_("QualityLink: micro-credentials of universities with a level in a register"),
    media_type="text/turtle",
    profile="https://specs.quality-link.eu/",
    version="1.1",
    provider_address=address("{provider}"),
    other_addresses=(manifest_address("{provider}"), MANIFEST),
    files=files,
    reasons=reasons,
    cannot_carry=MappingProxyType(
        {
            "learner": ONLY_ON_CREDENTIAL,
            "date-of-issue": ONLY_ON_CREDENTIAL,
            "issuer-country": N_("It is looked up in the registers that know the provider."),
            "assessment": N_("Kinds of assessment outside the European list are carried by name only."),
            "quality-assurance": N_("Only as text; what is known of the provider comes from DEQAR."),
            "prerequisites": N_("Only as text."),
            "supervision": N_("Only as text."),
            "grade": N_("Only the grading scheme; the grade exists on the credential that a learner is issued."),
            "stackability": N_("Only as text."),
        }
    ),
)
"""Its files are those of providers; what aggregators look for at a well-known address names them all."""
