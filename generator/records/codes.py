"""Which vocabulary the values of a key are taken from: one table for the rules, the schemas and the imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.records.discover import RecordKind

if TYPE_CHECKING:
    from collections.abc import Mapping

PROVIDER_CODES: Mapping[str, str] = {
    "type": "provider-types",
    "country": "countries",
    "identifiers.*.scheme": "identifier-schemes",
    "quality_assurance.*.framework": "quality-frameworks",
    "accreditations.*.type": "accreditation-types",
}
OFFER_CODES: Mapping[str, str] = {
    "kind": "kinds",
    "status": "statuses",
    "removal.ground": "removal-grounds",
    "type": "learning-opportunity-types",
    "learning_setting": "learning-settings",
    "field.*": "fields",
    "purpose.*": "purposes",
    "teaching_languages.*": "languages",
    "participation.mode": "participation-modes",
    "participation.pace": "paces",
    "participation.schedule": "learning-schedules",
    "participation.activities.*": "learning-activity-types",
    "participation.places.*.country": "countries",
    "target_group_types.*": "target-groups",
    "occupations.*.framework": "occupation-frameworks",
    "runs.*.status": "run-statuses",
    "runs.*.times.*": "session-times",
    "runs.*.place.country": "countries",
    "prerequisites.conditions.*.type": "condition-types",
    "prerequisites.conditions.*.language": "languages",
    "prerequisites.conditions.*.countries.*": "countries",
    "price.category": "price-categories",
    "price.further_costs.*.item": "cost-items",
    "price.further_costs.*.cost.currency": "currencies",
    "price.total.currency": "currencies",
    "price.learning.currency": "currencies",
    "price.credential.currency": "currencies",
    "price.application.currency": "currencies",
    "validation.fee.currency": "currencies",
    "validation.stages.*.stage": "validation-stages",
    "eligible_for.*.type": "scheme-types",
    "eligible_for.*.country": "countries",
    "co_financed_by.*.fund": "funds",
    "recognition.*.effect": "recognition-effects",
    "accessibility.*": "accessibility-features",
    "credential.languages.*": "languages",
    "credential.learning_outcomes.*.kind": "outcome-kinds",
    "credential.learning_outcomes.*.skills.*.framework": "skill-frameworks",
    "credential.workload.credits.system": "credit-systems",
    "credential.workload.credits.status": "credit-statuses",
    "credential.level.framework": "national-frameworks",
    "credential.level.cycle": "qf-ehea-cycles",
    "credential.assessment.types.*": "assessment-types",
    "credential.assessment.languages.*": "languages",
    "credential.quality_assurance.*.framework": "quality-frameworks",
    "credential.stackability.type": "stackability-types",
    "credential.issuing.form": "credential-forms",
    "credential.issuing.formats.*": "issuing-formats",
    "credential.issuing.wallet": "wallets",
    "credential.issuing.seal": "seals",
}
"""Path of a value (`*` for a place in a list) → the vocabulary it is taken from."""

PATHWAY_CODES: Mapping[str, str] = {
    "tiers.*.credits.system": "credit-systems",
    "tiers.*.requires.*.credits.system": "credit-systems",
    "leads_to.type": "destination-types",
    "leads_to.level.framework": "national-frameworks",
    "leads_to.level.cycle": "qf-ehea-cycles",
}
RECOGNITION_CODES: Mapping[str, str] = {"effect": "recognition-effects"}
SUPPORT_CODES: Mapping[str, str] = {
    "type": "scheme-types",
    "covers.*": "covered-costs",
    "amount.currency": "currencies",
    "at_most.currency": "currencies",
}
ORGANISATION_CODES: Mapping[str, str] = {
    "organisations.*.type": "provider-types",
    "organisations.*.country": "countries",
    "organisations.*.identifiers.*.scheme": "identifier-schemes",
}

_INSIDE_OFFER = "credential."
CODES: Mapping[RecordKind, Mapping[str, str]] = {
    RecordKind.PROVIDER: PROVIDER_CODES,
    RecordKind.OFFER: OFFER_CODES,
    RecordKind.CREDENTIAL: {
        path.removeprefix(_INSIDE_OFFER): name for path, name in OFFER_CODES.items() if path.startswith(_INSIDE_OFFER)
    },
    RecordKind.PATHWAY: PATHWAY_CODES,
    RecordKind.RECOGNITION: RECOGNITION_CODES,
    RecordKind.SUPPORT: SUPPORT_CODES,
    RecordKind.ORGANISATIONS: ORGANISATION_CODES,
}
