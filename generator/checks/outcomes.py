"""Learning outcomes say what the learner does afterwards, and each says something of its own (Annex I, element 6).

What is asked for is little, so that nothing good is called bad: an outcome is not the title of a topic, and a skill is
more than knowing something. "Knows and understands" is in order for outcomes of the kind `knowledge`: the frameworks of
qualifications speak like that.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from generator.checks.places import value_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.records.scalars import describe
from generator.vocabularies.suggestions import folded
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.records.credential import Credential, LearningOutcome
    from generator.records.yaml import Document, NodePath

ELEMENT = "CELEX 32022H0627(02), Annex I, element 6"

NOT_OBSERVABLE = define_rule(
    "OUT001",
    Severity.NOTE,
    "A learning outcome that names a topic instead of what the learner does",
    reason="An outcome is assessed: somebody has to see that it was reached. A topic, or knowing something, cannot be "
    "seen.",
    remedy="Begin with a verb for what the learner does afterwards, such as `Evaluates …`; for what is only known, "
    "write `kind: knowledge`.",
    source=ELEMENT,
)
TWICE = define_rule(
    "OUT002",
    Severity.WARNING,
    "A learning outcome that stands there twice",
    reason="Readers count the outcomes, and the credential that is issued would name the same one twice.",
    remedy="Delete one of the two, or say what is different.",
    source=ELEMENT,
)

BEGINNINGS = Path(__file__).parent / "outcome-beginnings.yml"

_AND = re.compile(r"(?:,| and| i| oraz| und| et| y| en| ja| та| і| й) ")
_LONGEST_BEGINNING = 200
_MARKS = " \t\n-–—*_•·>#.0123456789)(„“\"'«»"


def observable(credential: Credential, path: NodePath, document: Document) -> Iterator[Diagnostic]:
    """An outcome begins with what the learner does; it is said once for each, in the first language that shows it."""
    for index, outcome in enumerate(credential.learning_outcomes):
        language = next((one for one in outcome.text if _is_no_action(outcome, one)), None)
        if language is not None:
            where = value_at(document, (*path, "learning_outcomes", index, "text", language))
            example = _beginnings()[_primary(language)].get("example") or _beginnings()["en"]["example"]
            message = say(
                "expected what the learner does, such as `{example}`, got {found}",
                example=example,
                found=describe(outcome.text[language]),
            )
            yield Diagnostic(NOT_OBSERVABLE, where, message)


def names_no_action(outcome: LearningOutcome) -> bool:
    """Tell whether an outcome names a topic, or what nobody can see, in any of its languages."""
    return any(_is_no_action(outcome, language) for language in outcome.text)


def different(credential: Credential, path: NodePath, document: Document) -> Iterator[Diagnostic]:
    """No outcome stands twice in a credential."""
    first: dict[tuple[str, str], int] = {}
    for index, outcome in enumerate(credential.learning_outcomes):
        for language, text in outcome.text.items():
            number = first.setdefault((language, folded(text).strip(_MARKS)), index)
            if number != index:
                where = value_at(document, (*path, "learning_outcomes", index, "text", language))
                message = say("expected an outcome of its own, got outcome {number} again", number=number + 1)
                yield Diagnostic(TWICE, where, message)
                break


def _is_no_action(outcome: LearningOutcome, language: str) -> bool:
    text, primary = outcome.text[language].strip(_MARKS), _primary(language)
    # NOTE: no listed beginning has half as many letters; to fold whole texts was a tenth of the time of all rules.
    beginning = folded(text[:_LONGEST_BEGINNING])
    if _match("topics", primary, beginning):
        return True
    if _match("not_seen", primary, beginning) is None or outcome.kind == "knowledge":
        return False
    beginning = folded(text)
    seen = _match("not_seen", primary, beginning)
    if seen is None:
        return False
    # Whoever "knows … and applies …" does something that can be seen; whoever "knows and understands", or "knows, when
    # to refuse", does not.
    further = _AND.finditer(beginning, seen.end() + beginning.startswith(",", seen.end()))
    return all(_match("not_seen", primary, beginning[one.end() :]) for one in further)


def _match(words: str, language: str, text: str) -> re.Match[str] | None:
    pattern = _pattern(words, language)
    return pattern.match(text) if pattern is not None else None


@cache
def _pattern(words: str, language: str) -> re.Pattern[str] | None:
    listed = _beginnings().get(language, {}).get(words, ())
    longest_first = sorted(map(folded, listed), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})\b") if listed else None


@cache
def _beginnings() -> Mapping[str, Any]:
    """Return the lists of outcome-beginnings.yml by language."""
    # The base loader makes nothing but text, lists and mappings.
    lists: Mapping[str, Any] = yaml.load(BEGINNINGS.read_bytes(), Loader=yaml.CBaseLoader)  # noqa: S506
    return lists


def _primary(language: str) -> str:
    return language.partition("-")[0]
