"""What the ELM feeds say in words because the model has no property for it, in the languages we can vouch for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.records.assessment import Supervision
    from generator.records.credential import Credits, Level, Stackability
    from generator.records.delivery import Admission, Condition, Prerequisites, Run
    from generator.records.statement import Claim

LANGUAGES = ("en", "pl")

Texts = dict[str, str]

# Annex II, principle 5 (CELEX 32022H0627(02)); both sentences stand beside every stack.
STACKING: Texts = {
    "en": (
        "Stacking gives no automatic entitlement to a qualification. "
        "The receiving organisation or the competent authority decides."
    ),
    "pl": (
        "Łączenie mikropoświadczeń nie daje automatycznie prawa do kwalifikacji. "
        "Decyduje organizacja przyjmująca lub właściwy organ."
    ),
}
PRICE_LABELS: dict[str, Texts] = {
    "learning": {"en": "Learning", "pl": "Nauka"},
    "credential": {"en": "Assessment and credential", "pl": "Ocena i poświadczenie"},
    "application": {"en": "Application", "pl": "Rekrutacja"},
}
NO_PREREQUISITES: Texts = {"en": "There are no prerequisites.", "pl": "Nie ma warunków wstępnych."}
EVERYONE: Texts = {"en": "Everyone can join.", "pl": "Może wziąć udział każda osoba."}
_CLAIMED: Texts = {
    "en": "Claimed by the provider; no register awards this level: {level}.",
    "pl": "Deklaracja dostawcy; poziomu nie nadaje żaden rejestr: {level}.",
}
_DESCRIPTORS: Texts = {
    "en": "The outcomes refer to level descriptors; no level is awarded: {level}.",
    "pl": "Efekty nawiązują do charakterystyk poziomu; poziom nie jest nadawany: {level}.",
}
_REGISTERED: Texts = {"en": "Level entered in a register: {level}.", "pl": "Poziom wpisany do rejestru: {level}."}

LEVEL_WORDS = (_REGISTERED, _CLAIMED, _DESCRIPTORS)
"""How notes on levels begin, for whoever reads them back."""


def in_each(say: Callable[[str], str]) -> Texts:
    """Return what a function says in each language; languages in which it says nothing are left out."""
    said = {language: say(language).strip() for language in LANGUAGES}
    return {language: text for language, text in said.items() if text}


def joined(*texts: Mapping[str, str] | None) -> Texts:
    """Put texts together language by language."""
    stated = [one for one in texts if one]
    languages = dict.fromkeys(language for one in stated for language in one)
    return {language: "\n\n".join(one[language] for one in stated if language in one) for language in languages}


def labels(name: str, code: str) -> Texts:
    """Return the labels of a concept."""
    return in_each(lambda language: vocabulary(name).label(code, language))


def level_note(level: Level) -> Texts:
    """Say on what a level rests."""
    pattern = {"registered": _REGISTERED, "claimed": _CLAIMED}.get(level.basis or "", _DESCRIPTORS)
    code = f" ({level.register_code})" if level.register_code else ""

    def say(language: str) -> str:
        framework = vocabulary("national-frameworks").label(level.framework or "", language)
        shown = f"{framework} {level.level}" if level.level is not None else framework
        return pattern[language].format(level=shown + code)

    return in_each(say)


def credits_note(credits_: Credits) -> Texts:
    """Say how many credits go with the work, and whether they are awarded."""

    def say(language: str) -> str:
        status = vocabulary("credit-statuses").label(credits_.status, language)
        if credits_.counted is None:
            return f"{status}."
        amount, system = credits_.counted
        return f"{vocabulary('credit-systems').label(system, language)}: {amount}. {status}."

    return joined(in_each(say), credits_.condition)


def supervision_note(supervision: Supervision) -> Texts:
    """Say whether the assessment is supervised and identity verified; nothing unless both are stated."""
    code = supervision_code(supervision)
    return joined(labels("supervision", code) if code else None, supervision.recording)


def supervision_code(supervision: Supervision) -> str | None:
    """Return the code of what is stated of supervision and verification; None unless both are."""
    both = tuple(str(one).lower() for one in (supervision.supervised, supervision.identity_verified))
    for concept in vocabulary("supervision"):
        if (concept.details.get("supervised"), concept.details.get("identity_verified")) == both:
            return concept.code
    return None


def stackability_note(stackability: Stackability) -> Texts:
    """Say what the credential can be combined with, with both sentences of the law."""
    kind = labels("stackability-types", stackability.type) if stackability.type else None
    return joined(kind, stackability.text, STACKING)


def prerequisites_note(prerequisites: Prerequisites) -> Texts:
    """Say what is needed to enrol."""
    none = NO_PREREQUISITES if prerequisites.none else None
    return joined(none, prerequisites.text, *(_condition(one) for one in prerequisites.conditions))


def _condition(condition: Condition) -> Texts:
    def say(language: str) -> str:
        tongue = vocabulary("languages").label(condition.language, language) if condition.language else ""
        parts = (condition.type.upper(), tongue, condition.level, condition.value)
        return " ".join(part for part in parts if part)

    return in_each(say)


def admission_note(admission: Admission) -> Texts:
    """Say who can join."""
    return joined(EVERYONE if admission.everyone else None, admission.text)


def runs_note(runs: Iterable[Run], languages: Iterable[str]) -> Texts:
    """List the runs with their dates and sessions, one a line."""
    return {
        language: "\n".join(lines)
        for language in languages
        if (lines := [line for run in runs if (line := _run(run, language))])
    }


def _run(run: Run, language: str) -> str:
    days = " – ".join(day.isoformat() for day in (run.start, run.end) if day)
    sessions = (run.sessions or {}).get(language, "")
    status = vocabulary("run-statuses").label(run.status, language) if run.status else ""
    return ", ".join(part for part in (days, sessions, status) if part)


def claim_note(claim: Claim) -> Texts:
    """Say what is claimed about quality, by whom and with which evidence."""

    def say(language: str) -> str:
        framework = vocabulary("quality-frameworks").label(claim.framework, language)
        texts = (claim.body, claim.procedure, claim.decision, claim.statement)
        stated = [text[language] for text in texts if text and language in text]
        days = " – ".join(day.isoformat() for day in (claim.issued, claim.valid_until) if day)
        return ". ".join(
            part.rstrip(".") for part in (framework, claim.edition, *stated, days, claim.report or claim.source) if part
        )

    return in_each(say)
