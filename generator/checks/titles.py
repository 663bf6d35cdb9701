"""Titles tell one offer from another, and whoever can read the title can read what else is most important."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.checks.places import key_at, value_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.records.credential import CredentialRecord
from generator.records.scalars import describe
from generator.vocabularies.suggestions import folded
from generator.wording import Series, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.records.credential import Credential
    from generator.records.offer import Offer
    from generator.records.yaml import Document, NodePath

GENERIC = define_rule(
    "TXT007",
    Severity.WARNING,
    "A title that could belong to any offer",
    reason="In lists, in search results and on the credential the title stands alone; it has to say what one learns.",
    remedy="Say in the title what one learns.",
    source="CELEX 32022H0627(02), Annex I, element 2",
)
INCOMPLETE_LANGUAGE = define_rule(
    "TXT008",
    Severity.NOTE,
    "A language in which only a part is written",
    reason="Readers of a language find a title they can read, and below it texts in another language.",
    remedy="Add the texts in this language, or delete the title in it.",
)

_KINDS = """
    atelier course courses cours class curs cursus curso egzamin formation kurs kurssi kursus koolitus koulutus lecture
    lehrgang lekcja lesson leçon microcredential mikropoświadczenie modul module modulo moduł moduuli moodul opleiding
    part programme program seminar seminarium session szkolenie szkolenia temat test title topic training schulung
    unit untitled warsztat warsztaty workshop wykład zajęcia курс модуль тренінг
""".split()  # noqa: SIM905 - a list in quotation marks would be three times as long
_WORDS = "|".join(sorted({re.escape(folded(one)) for one in _KINDS}, key=len, reverse=True))
_NUMBER = r"(?: (?:no|nr|number|numer)\.?)?(?: ?#?(?:\d{1,3}|[ivx]{1,4}|[a-d]))?"
_GENERIC = re.compile(rf"(?:new |nowy |nowe |neuer |micro |mikro)?(?:{_WORDS}|micro credential){_NUMBER}")


def generic(offer: Offer, document: Document) -> Iterator[Diagnostic]:
    """The title of an offer says what one learns; it is said once for each language."""
    for language, title in offer.title.items():
        if is_generic(title):
            message = say("expected a title that says what one learns, got {found}", found=describe(title))
            yield Diagnostic(GENERIC, value_at(document, ("title", language)), message)


def is_generic(title: str) -> bool:
    """Tell whether a title could belong to any offer."""
    return _GENERIC.fullmatch(folded(title).strip(" .:")) is not None


def languages(offer: Offer, document: Document) -> Iterator[Diagnostic]:
    """A title in a language comes with the description and the outcomes in it, as far as they are there at all."""
    texts: dict[str, tuple[Mapping[str, str] | None, ...]] = {
        "summary": (offer.summary,),
        "description": (offer.description,),
    }
    if offer.credential is not None:
        texts |= _of_credential(offer.credential)
    yield from _incomplete(offer.title, texts, document)


def languages_of_a_credential(credential: Credential, path: NodePath, document: Document) -> Iterator[Diagnostic]:
    """A credential with a file of its own is written as a whole in each language of its title."""
    if isinstance(credential, CredentialRecord) and not path:
        yield from _incomplete(credential.title, _of_credential(credential), document)


def _of_credential(credential: Credential) -> dict[str, tuple[Mapping[str, str] | None, ...]]:
    return {
        "outcomes_summary": (credential.outcomes_summary,),
        "learning_outcomes": tuple(one.text for one in credential.learning_outcomes),
    }


def _incomplete(
    title: Mapping[str, str], texts: Mapping[str, tuple[Mapping[str, str] | None, ...]], document: Document
) -> Iterator[Diagnostic]:
    """Name what stands in one language of the title and not in another; a text in neither is a matter of TXT002."""
    for language in title:
        missing = [key for key, stated in texts.items() if any(_lacks(one, language, title) for one in stated)]
        if missing:
            keys = Series(tuple(f"`{key}`" for key in missing))
            message = say("expected also in `{language}`: {keys}; got nothing", language=language, keys=keys)
            yield Diagnostic(INCOMPLETE_LANGUAGE, key_at(document, ("title", language)), message)


def _lacks(text: Mapping[str, str] | None, language: str, title: Mapping[str, str]) -> bool:
    return bool(text) and language not in (text or {}) and not title.keys().isdisjoint(text or {})
