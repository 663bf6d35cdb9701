"""What a badge says of a credential: an Achievement of Open Badges 3.0 for each version of a micro-credential.

Issuers copy it into the badges that they issue. The format knows one language for each document: the main one has the
permanent identifier of the credential version as its `id`, the others lead to each other through `related`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from generator.catalogue import addresses
from generator.feeds.awarded import all_awarded, reasons
from generator.feeds.canonical_parts import to_json
from generator.feeds.feed import ONLY_ON_CREDENTIAL, Feed, OutputFile
from generator.feeds.literals import is_iri
from generator.languages import N_, in_language
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.organisation import OrganisationSummary
    from generator.feeds.awarded import Awarded
    from generator.records.credential import Credential
    from generator.settings import Settings

Json = dict[str, Any]

CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)


def address(uuid: str, version: int, language: str = "") -> str:
    """Return the address of an achievement; those in further languages have the language in their names."""
    return f"feeds/badges/{uuid}/{version}{'.' if language else ''}{language}.json"


def achievement(
    awarded: Awarded, language: str, organisations: Mapping[str, OrganisationSummary], settings: Settings
) -> Json:
    """Return the achievement in one language of its title."""
    credential = awarded.credential
    name = _text(awarded.title, language)
    return _stated(
        {
            "@context": list(CONTEXT),
            "id": _identifier(awarded, language, settings),
            "type": ["Achievement"],
            "achievementType": "MicroCredential",
            "name": name,
            "description": _text(credential.outcomes_summary or awarded.told, language) or name,
            "criteria": {
                "id": _page(awarded, language, settings),
                "narrative": _narrative(credential, language) or name,
            },
            "creator": _creator(credential, language, organisations, settings),
            "inLanguage": language,
            "version": str(credential.version),
            "creditsAvailable": _credits(credential),
            "fieldOfStudy": ", ".join(f"ISCED-F {code}" for code in awarded.fields),
            "alignment": [*_level(credential), *_skills(credential, language)],
            "related": [
                {"type": ["Related"], "id": _identifier(awarded, other, settings), "inLanguage": other}
                for other in awarded.languages
                if other != language
            ],
        }
    )


def _identifier(awarded: Awarded, language: str, settings: Settings) -> str:
    credential = awarded.credential
    iri = addresses.credential_identifier(settings.identifier_base, credential.uuid, credential.version)
    return iri if language == awarded.languages[0] else f"{iri}#{language}"


def _page(awarded: Awarded, language: str, settings: Settings) -> str:
    return settings.absolute(awarded.page.get(language) or next(iter(awarded.page.values())))


def _narrative(credential: Credential, language: str) -> str:
    """Return the outcomes with their criteria, then how they are assessed, in Markdown."""
    outcomes = []
    for one in credential.learning_outcomes:
        criteria = _text(one.criteria, language)
        outcomes.append(f"- {_text(one.text, language)}" + (f"\n  - {criteria}" if criteria else ""))
    assessed = _text(credential.assessment.description, language) if credential.assessment else ""
    return "\n\n".join(filter(None, ("\n".join(outcomes), assessed)))


def _creator(
    credential: Credential, language: str, organisations: Mapping[str, OrganisationSummary], settings: Settings
) -> Json | None:
    """Return the first awarding body that is known; the format has room for one."""
    found = next((organisations[one] for one in credential.awarded_by if one in organisations), None)
    if found is None:
        return None
    country = {"type": ["Address"], "addressCountryCode": found.country} if found.country else None
    return _stated(
        {
            "id": addresses.provider_identifier(settings.identifier_base, found.uuid),
            "type": ["Profile"],
            "name": _text(found.name, language),
            "url": found.homepage,
            "address": country,
        }
    )


def _credits(credential: Credential) -> float | None:
    """Return credits that are awarded, without condition."""
    credits_ = credential.workload.credits if credential.workload else None
    if credits_ is None or credits_.status != "awarded" or credits_.condition or credits_.counted is None:
        return None
    return float(credits_.counted[0])


def _level(credential: Credential) -> Iterator[Json]:
    """Yield a level that a register awards; a claimed one would look official on a badge."""
    level = credential.level
    if level is None or level.basis != "registered" or level.framework is None or level.level is None:
        return
    framework = vocabulary("national-frameworks").get(level.framework)
    iri = framework.levels.get(str(level.level)) if framework else None
    if iri is not None:
        name = vocabulary("national-frameworks").label(level.framework, "en")
        yield {
            "type": ["Alignment"],
            "targetType": "ext:QualificationLevel",
            "targetFramework": name,
            "targetCode": str(level.level),
            "targetName": f"{name} {level.level}",
            "targetUrl": iri,
        }


def _skills(credential: Credential, language: str) -> Iterator[Json]:
    """Yield the skills that have an address."""
    seen = set()
    for skill in (one for outcome in credential.learning_outcomes for one in outcome.skills):
        if is_iri(skill.id) and skill.label and skill.id not in seen:
            seen.add(skill.id)
            yield {
                "type": ["Alignment"],
                "targetType": "ceasn:Competency",
                "targetFramework": vocabulary("skill-frameworks").label(skill.framework, "en"),
                "targetName": _text(skill.label, language),
                "targetUrl": skill.id,
            }


def files(catalogue: Catalogue, settings: Settings) -> Iterator[OutputFile]:
    """Yield the achievements of all micro-credentials, each in the languages of its title."""
    for awarded in all_awarded(catalogue, settings):
        credential, main = awarded.credential, awarded.languages[0]
        for language in awarded.languages:
            document = achievement(awarded, language, catalogue.organisation_by_id, settings)
            named = "" if language == main else language
            yield OutputFile(address(credential.uuid, credential.version, named), to_json(document))


def _text(texts: Mapping[str, str] | None, language: str) -> str:
    shown = in_language(texts, language)
    return shown.text if shown else ""


def _stated(node: Json) -> Json:
    return {key: value for key, value in node.items() if value is not None and value not in ("", [], {})}


FEED = Feed(
    name="open-badges",
    title=N_("Open Badges: achievements of micro-credentials"),
    media_type="application/ld+json",
    profile="https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    version="3.0",
    other_addresses=(address("{uuid}", 1).replace("/1.", "/{version}."),),
    files=files,
    reasons=reasons,
    cannot_carry=MappingProxyType(
        {
            "learner": ONLY_ON_CREDENTIAL,
            "date-of-issue": ONLY_ON_CREDENTIAL,
            "workload": N_("Only credits that are awarded; no hours."),
            "level": N_("Only a level entered in a register; a claimed one would look official."),
            "participation": N_("There is no property for it."),
            "quality-assurance": N_("There is no property that names framework, procedure and decision."),
            "prerequisites": N_("There is no property for it."),
            "supervision": N_("There is no property for supervision and identity verification."),
            "grade": N_("There is no property for the grading scheme."),
            "stackability": N_("There is no property that carries the conditions."),
            "further-information": N_("There is no property for it."),
        }
    ),
)
