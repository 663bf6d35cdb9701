"""What the learner gets, as an ELM specification: a qualification only where a register awards the level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.feeds.elm_organisation import can_be_described
from generator.feeds.elm_terms import (
    ADMS,
    DCT,
    SKOS,
    Description,
    Term,
    find_term,
    language_term,
    part,
)
from generator.feeds.elm_wording import (
    claim_note,
    credits_note,
    in_each,
    joined,
    labels,
    level_note,
    prerequisites_note,
    stackability_note,
    supervision_note,
)
from generator.feeds.literals import hours_duration, is_iri
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import OfferSummary
    from generator.records.assessment import Assessment
    from generator.records.credential import Credential, LearningOutcome, Level, Workload
    from generator.records.offer import Offer
    from generator.records.statement import Skill

MICRO_CREDENTIAL = "micro-credential"
"""A credential is called so although one may also come to it as a learning opportunity."""

ESCO = "http://data.europa.eu/esco/skill/"


def specification_iri(offer: Offer, base: str) -> str:
    """Return the IRI of the specification: the credential's version, else a part of the offer."""
    if offer.credential:
        return addresses.credential_identifier(base, offer.credential.uuid, offer.credential.version)
    return part(addresses.offer_identifier(base, offer.uuid), "specification")


def describe_specification(
    about: Description, offer: Offer, providers: Mapping[str, OrganisationSummary], base: str
) -> str:
    """Describe the specification of an offer and return its IRI; an offer without credential has a minimal one."""
    credential = offer.credential
    title = (credential.title if credential else None) or offer.title
    iri = _begin(about, specification_iri(offer, base), credential, title, offer.field, offer.kind)
    if offer.participation:
        about.term(iri, "mode", find_term("participation-modes", offer.participation.mode))
    if offer.prerequisites:
        about.note(iri, "entryRequirement", "prerequisites", prerequisites_note(offer.prerequisites))
    if credential:
        _describe_credential(about, iri, credential, providers, base)
    return iri


def describe_shared_specification(
    about: Description,
    credential: Credential,
    offers: Sequence[OfferSummary],
    providers: Mapping[str, OrganisationSummary],
    base: str,
) -> str:
    """Describe the specification of a credential with a file of its own, once for all offers that lead to it.

    How one takes part and what one needs to enrol differ between the offers, which state it themselves.
    """
    fields = dict.fromkeys(code for offer in offers for code in offer.fields)
    kinds = {offer.kind for offer in offers}
    kind = MICRO_CREDENTIAL if not kinds or MICRO_CREDENTIAL in kinds else min(kinds)
    identifier = addresses.credential_identifier(base, credential.uuid, credential.version)
    iri = _begin(about, identifier, credential, credential.title or {}, tuple(fields), kind)
    _describe_credential(about, iri, credential, providers, base)
    return iri


def _begin(
    about: Description,
    identifier: str,
    credential: Credential | None,
    title: Mapping[str, str],
    fields: Sequence[str],
    kind: str,
) -> str:
    levels = _register_levels(credential)
    iri = about.start(identifier, "Qualification" if levels else "LearningAchievementSpecification")
    about.text(iri, f"{DCT}title", title)
    for language in title:
        about.term(iri, f"{DCT}language", language_term(language))
    for code in fields:
        about.term(iri, "ISCEDFCode", find_term("fields", code))
    about.text(iri, "category", labels("kinds", kind))
    if levels:
        about.term(iri, "EQFLevel", levels[0])
        about.term(iri, "NQFLevel", levels[1])
    return iri


def _describe_credential(
    about: Description, iri: str, credential: Credential, providers: Mapping[str, OrganisationSummary], base: str
) -> None:
    version = about.start(part(iri, "version"), "Identifier")
    about.value(version, "schemeName", "version")
    about.value(version, f"{SKOS}notation", str(credential.version))
    about.link(iri, f"{ADMS}identifier", version)
    about.note(iri, "learningOutcomeSummary", "outcomes", credential.outcomes_summary)
    for number, outcome in enumerate(credential.learning_outcomes, start=1):
        about.link(iri, "learningOutcome", _outcome(about, part(iri, f"outcome-{number}"), outcome))
    if credential.workload:
        _workload(about, iri, credential.workload)
    if credential.level and credential.level.framework:
        _level(about, iri, credential.level)
    _assessment(about, iri, credential)
    _awarding(about, iri, credential, providers, base)
    if isinstance(credential.quality_assurance, tuple):
        for number, claim in enumerate(credential.quality_assurance, start=1):
            about.note(iri, "additionalNote", f"quality-assurance-{number}", claim_note(claim))
    if credential.stackability and credential.stackability.not_applicable is None:
        about.note(iri, "additionalNote", "stackability", stackability_note(credential.stackability))
    about.note(iri, "additionalNote", "further-information", credential.further_information)


def _register_levels(credential: Credential | None) -> tuple[Term, Term] | None:
    """Return the EQF and the national level of a registered credential; LOQ asks a qualification for outcomes too."""
    level = credential.level if credential and credential.learning_outcomes else None
    if level is None or level.basis != "registered":
        return None
    eqf, national = eqf_level(level.framework, level.level), _national_level(level)
    return (eqf, national) if eqf and national else None


def eqf_level(framework: str | None, level: object) -> Term | None:
    """Return the level of the EQF to which a country has referenced a level of its framework."""
    found = vocabulary("national-frameworks").get(framework or "")
    return find_term("eqf-levels", found.eqf.get(str(level))) if found else None


def _national_level(level: Level) -> Term | None:
    names = vocabulary("national-frameworks")
    framework = names.get(level.framework or "")
    iri = framework.levels.get(str(level.level)) if framework else None
    if iri is None:
        return None
    shown = in_each(lambda language: f"{names.label(level.framework or '', language)} {level.level}")
    return Term(iri, names.scheme or "", tuple(sorted(shown.items())))


def _level(about: Description, iri: str, level: Level) -> None:
    if level.basis != "descriptors-only":
        about.term(iri, "educationLevel", _national_level(level))
    about.note(iri, "additionalNote", "level", level_note(level))


def _outcome(about: Description, iri: str, outcome: LearningOutcome) -> str:
    about.start(iri, "LearningOutcome")
    about.text(iri, f"{DCT}title", outcome.text)
    about.note(iri, "additionalNote", "criteria", outcome.criteria)
    kind = vocabulary("outcome-kinds").get(outcome.kind or "")
    about.term(iri, f"{DCT}type", find_term("skill-types", kind.details.get("skill_type") if kind else None))
    for number, skill in enumerate(outcome.skills, start=1):
        _skill(about, iri, skill, number)
    return iri


def _skill(about: Description, iri: str, skill: Skill, number: int) -> None:
    if skill.framework == "esco" and is_iri(skill.id) and skill.id.startswith(ESCO):
        about.term(iri, "relatedESCOSkill", Term(skill.id, labels=tuple(sorted((skill.label or {}).items()))))
        return
    named = joined(labels("skill-frameworks", skill.framework))
    stated = {language: f"{text} {skill.id}" for language, text in named.items()}
    about.note(iri, "additionalNote", f"skill-{number}", joined(stated, skill.label))


def _workload(about: Description, iri: str, workload: Workload) -> None:
    if workload.hours and workload.hours.total:
        about.value(iri, "volumeOfLearning", hours_duration(workload.hours.total), "duration")
    credits_ = workload.credits
    if credits_ is None:
        return
    counted = credits_.counted
    system = find_term("credit-systems", counted[1]) if counted else None
    if credits_.status == "awarded" and counted and system and not credits_.condition:
        point = about.start(part(iri, "credits"), "CreditPoint")
        about.term(point, "framework", system)
        about.value(point, "point", counted[0])
        about.link(iri, "creditPoint", point)
    else:
        about.note(iri, "additionalNote", "credits", credits_note(credits_))


def _assessment(about: Description, iri: str, credential: Credential) -> None:
    assessment, supervision = credential.assessment, credential.supervision
    note = supervision_note(supervision) if supervision and supervision.not_applicable is None else None
    title = _assessment_title(assessment)
    if assessment is None or not title:
        about.note(iri, "additionalNote", "supervision", note)
        return
    node = about.start(part(iri, "assessment"), "LearningAssessmentSpecification")
    about.text(node, f"{DCT}title", title)
    about.text(node, f"{DCT}description", assessment.description)
    for code in assessment.types:
        about.term(node, f"{DCT}type", find_term("assessment-types", code))
    for language in assessment.languages:
        about.term(node, f"{DCT}language", language_term(language))
    if credential.grading and credential.grading.scheme:
        grading = about.start(part(node, "grading"), "GradingScheme")
        about.text(grading, f"{DCT}title", credential.grading.scheme)
        about.link(node, "gradingScheme", grading)
    # LOQ has no property for supervision and identity verification.
    about.note(node, "additionalNote", "supervision", note)
    about.link(iri, "provenBy", node)


def _assessment_title(assessment: Assessment | None) -> dict[str, str]:
    if assessment is None:
        return {}
    names = vocabulary("assessment-types")
    kinds = in_each(lambda language: ", ".join(names.label(code, language) for code in assessment.types))
    return kinds or dict(assessment.description or {})


def _awarding(
    about: Description, iri: str, credential: Credential, providers: Mapping[str, OrganisationSummary], base: str
) -> None:
    bodies = [providers[one] for one in credential.awarded_by if can_be_described(providers.get(one))]
    if bodies:
        opportunity = about.start(part(iri, "awarding"), "AwardingOpportunity")
        about.link(opportunity, "learningAchievementSpecification", iri)
        about.link(iri, "awardingOpportunity", opportunity)
        for body in bodies:
            about.link(opportunity, "awardingBody", addresses.provider_identifier(base, body.uuid))
