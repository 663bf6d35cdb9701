"""Every coded value is in its list. Which list belongs to which key is one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.places import key_at, value_at
from generator.checks.statements import StatedValue, ValueKind, texts_under
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.records.discover import RecordKind
from generator.records.offer import Occupation
from generator.records.reader import MODELS, did_you_mean, limited
from generator.records.scalars import describe
from generator.records.statement import Skill
from generator.vocabularies import vocabulary
from generator.wording import Part, Term, Wording, either, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.checks.scope import Scope
    from generator.diagnostics import Location
    from generator.records.reader import Record
    from generator.records.statement import Statement
    from generator.records.yaml import Document, NodePath

NOT_IN_LIST = define_rule(
    "VOC001",
    Severity.ERROR,
    "A code that is not in its list",
    reason="Filters, translations and other catalogues understand the codes of the list and no other words.",
    remedy="Write one of the codes of the list, spelled as there.",
)
SKILL_ADDRESS = define_rule(
    "VOC002",
    Severity.WARNING,
    "A skill or occupation with an identifier of another form",
    reason="Portals join offers by the address of a skill or occupation; another form is not recognised.",
    remedy="Open the skill or occupation in its framework and copy its permanent address (URI).",
)

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
    RecordKind.ORGANISATIONS: ORGANISATION_CODES,
}

_WORDS = {
    "accessibility-features": say("an accessibility feature such as `captions`"),
    "assessment-types": say("a kind of assessment such as `written-exam`"),
    "countries": say("a country code such as `PL` (ISO 3166-1)"),
    "currencies": say("a currency code such as `EUR` (ISO 4217)"),
    "fields": say("a field of education such as `0688` (ISCED-F 2013)"),
    "identifier-schemes": say("a register such as `deqar` or `ror`"),
    "languages": say("a language code such as `pl` (ISO 639-1)"),
    "learning-activity-types": say("an activity such as `workshop`"),
    "learning-opportunity-types": say("a type of offer such as `course`"),
    "national-frameworks": say("a national qualifications framework such as `prk`"),
    "recognition-effects": say("an effect of recognition such as `elective`"),
    "target-groups": say("a group of learners such as `mid-career`"),
}
"""How messages call the lists that are too long to be written out."""


def codes(record: Record, document: Document) -> Iterator[Diagnostic]:
    """Every coded value is in its vocabulary."""
    return codes_in(document, next(CODES[kind] for kind, model in MODELS.items() if isinstance(record, model)))


def languages(stated: StatedValue, document: Document) -> Iterator[Diagnostic]:
    """Every language in which a text stands is in the list of languages."""
    if stated.kind is ValueKind.LANGUAGE and not is_in_list("languages", stated.value):
        yield _not_in_list(key_at(document, stated.path), stated.value, "languages")


def codes_in(document: Document, table: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Every value in its place of the table is in the vocabulary there; the rest of the file may be unsound."""
    for pattern, name in table.items():
        for path, code in texts_under(document.value, tuple(pattern.split("."))):
            if not is_in_list(name, code):
                yield _not_in_list(value_at(document, path), code, name)


def codes_of_broken(scope: Scope) -> Iterator[Diagnostic]:
    """Say what is wrong with the codes of a file in the same run as what is wrong with its keys.

    What was said before is the same finding and reported once. Languages are left out: what is no language tag
    at all was refused already.
    """
    for shown in sorted(scope.broken):
        document = scope.document(shown)
        if document is not None:
            table = CODES[scope.by_path[shown].kind]
            without_languages = {path: name for path, name in table.items() if name != "languages"}
            yield from limited(shown, codes_in(document, without_languages))


def is_in_list(name: str, code: str) -> bool:
    """Tell whether a vocabulary has a code; a language may carry a script or a region (`pt-BR`)."""
    codes_of_list = vocabulary(name)
    return code in codes_of_list or (name == "languages" and code.partition("-")[0] in codes_of_list)


def wrong_code(name: str, code: str) -> tuple[Wording, Wording]:
    """Say of a code that its vocabulary does not have what was expected and got, and what may be meant."""
    message = say("expected {expected}, got {found}", expected=_expected(name), found=describe(code))
    return message, _suggestion(name, code)


def _not_in_list(where: Location, code: str, name: str) -> Diagnostic:
    return Diagnostic(NOT_IN_LIST, where, *wrong_code(name, code))


def _expected(name: str) -> Part:
    return _WORDS.get(name) or either([f"`{concept.code}`" for concept in vocabulary(name)])


def _suggestion(name: str, value: str) -> Wording:
    concepts = vocabulary(name)
    code = concepts.suggest(value)
    if code is None:
        if name not in _WORDS:
            return say("Write one of these words.")
        return say("The codes are listed in {file}.", file=f"generator/vocabularies/{name}.yml")
    label = concepts.label(code, "en")
    if label.casefold() == code:
        return did_you_mean(code)
    return say("Did you mean `{code}` ({label})?", code=code, label=Term(name, code, label))


def skills(path: NodePath, part: Statement, document: Document) -> Iterator[Diagnostic]:
    """A skill or occupation of a framework with addresses is named by its address."""
    if not isinstance(part, Skill | Occupation):
        return
    frameworks = vocabulary("skill-frameworks" if isinstance(part, Skill) else "occupation-frameworks")
    framework = frameworks.get(part.framework)
    start = framework.details.get("url") if framework else None
    if start and not part.id.startswith(start):
        found = describe(part.id)
        message = say("expected an address that begins with {start}, got {found}", start=start, found=found)
        yield Diagnostic(SKILL_ADDRESS, value_at(document, (*path, "id")), message)
