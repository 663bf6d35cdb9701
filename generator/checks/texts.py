"""Rules about texts, links and addresses inside one record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.checks.places import key_at, match_at, value_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.records.scalars import describe
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.statements import Stated
    from generator.diagnostics import Edit
    from generator.records.offer import Offer
    from generator.records.pathway import Pathway
    from generator.records.support import LearnerSupport
    from generator.records.yaml import Document, NodePath

MARKUP = define_rule(
    "TXT001",
    Severity.ERROR,
    "HTML in a text",
    reason="Texts are shown on pages, in feeds and in calendars; HTML would be shown as it is written, or do harm.",
    remedy="Delete the markup. For emphasis write *text*, for a link [text](https://…).",
)
LANGUAGE_WITHOUT_TITLE = define_rule(
    "TXT002",
    Severity.WARNING,
    "A language in which the title is missing",
    reason="Readers of that language find a description under a title they cannot read.",
    remedy="Add the title in this language.",
)
PERSONAL_MAIL = define_rule(
    "TXT003",
    Severity.WARNING,
    "What looks like a person's mail address",
    reason="Records are public for ever and name offices, not people; people also change their jobs.",
    remedy="Give the address of an office, such as courses@example.org; if it is one already, leave it.",
)
INSECURE_LINK = define_rule(
    "TXT004",
    Severity.WARNING,
    "A link without encryption",
    reason="What is sent to a page over http:// can be read and changed on the way; browsers warn about it.",
    remedy="Write https:// if the page opens with it.",
    fixable=True,
)
LINK_WITHIN_TEXT = define_rule(
    "TXT006",
    Severity.WARNING,
    "A link inside a text that is not https",
    reason="Only links to https:// are shown as links; the others are left out.",
    remedy="Write the full address beginning with https://, or delete the link.",
    fixable=True,
)

LINK_KEYS = frozenset(
    {"accessibility_statement", "address", "apply", "homepage", "licence", "page", "report", "sample", "source"}
)
"""Keys whose values are web addresses, wherever they stand."""

# An address in angle brackets is a link in Markdown; a smaller-than sign before a space or digit is one in formulas.
_MARKUP = re.compile(r"<(?!https://)/?[A-Za-z!?][^<>]{0,60}>?")
_LINK = re.compile(r"(?<=\]\()\s*<?(?!https://)[^)\s]+")
_INSECURE = re.compile(r"http(?=://)")
_INSECURE_WITHIN = re.compile(r"(?<=\]\()\s*<?http(?=://)")
_MAIL = re.compile(r"(?<![\w.+-])([a-ząćęłńóśźż]+)[._]([a-ząćęłńóśźż]{2,})@[\w-]+\.[\w.-]+", re.IGNORECASE)
_OFFICE_WORDS = frozenset(
    """
    admission admissions biuro career careers center centre centrum contact course courses
    credential credentials desk dziekanat education hello help info karier kontakt kursy learning
    lifelong micro microcredentials mikro office online poswiadczenia recognition registrar
    rekrutacja school secretariat sekretariat service services student students studies study
    support szkolenia team training unit walidacja
    """.split()  # noqa: SIM905 - a list in quotation marks would be three times as long
)


def markup(stated: Stated, document: Document) -> Iterator[Diagnostic]:
    """Texts hold no HTML."""
    for path, value in stated.values:
        if "<" in value and (found := _MARKUP.search(value)):
            message = say("expected text without HTML, got {found}", found=describe(found[0]))
            yield Diagnostic(MARKUP, match_at(document, path, _MARKUP), message)


def links_within(stated: Stated, document: Document) -> Iterator[Diagnostic]:
    """Links inside texts lead to https."""
    for path, value in stated.values:
        if "](" in value and (found := _LINK.search(value)):
            message = say("expected a link to https://…, got {found}", found=describe(found[0]))
            edit = _encrypted(document, path, _INSECURE_WITHIN)
            yield Diagnostic(LINK_WITHIN_TEXT, match_at(document, path, _LINK), message, edit=edit)


def secure_links(stated: Stated, document: Document) -> Iterator[Diagnostic]:
    """Links are encrypted."""
    for path, value in stated.codes:
        if value.startswith("http://") and path[-1] in LINK_KEYS:
            message = say("expected an address with https://, got {found}", found=describe(value))
            edit = _encrypted(document, path, _INSECURE)
            yield Diagnostic(INSECURE_LINK, value_at(document, path), message, edit=edit)


def _encrypted(document: Document, path: NodePath, pattern: re.Pattern[str]) -> Edit | None:
    """Return the edit that makes https of the first http, which the pattern finds inside a value."""
    span = document.nearest(path)
    found = pattern.search(document.source.text, span.start, span.end)
    return document.source.edit(found.end(), found.end(), "s") if found else None


def personal_mail(stated: Stated, document: Document) -> Iterator[Diagnostic]:
    """Mail addresses are those of offices."""
    for path, value in stated.values:
        for found in _MAIL.finditer(value) if "@" in value else ():
            if not _OFFICE_WORDS.intersection((found[1].casefold(), found[2].casefold())):
                exactly = re.compile(re.escape(found[0]))
                message = say("expected the mail address of an office, got `{address}`", address=found[0])
                yield Diagnostic(PERSONAL_MAIL, match_at(document, path, exactly), message)


def languages_of_the_title(record: Offer | Pathway | LearnerSupport, document: Document) -> Iterator[Diagnostic]:
    """Whoever can read the summary or the description can read the title."""
    reported: set[str] = set()
    for key in ("summary", "description"):
        for language in getattr(record, key) or {}:
            if language not in record.title and language not in reported:
                reported.add(language)
                message = say(
                    "expected the title in `{language}` too, got only {languages}",
                    language=language,
                    languages=_listed(sorted(record.title)),
                )
                yield Diagnostic(LANGUAGE_WITHOUT_TITLE, key_at(document, (key, language)), message)


def _listed(languages: list[str]) -> str:
    return ", ".join(f"`{language}`" for language in languages)
