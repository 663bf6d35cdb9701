"""The pages of the rules that records are checked by: a list by topic, and one page for each rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from generator.catalogue import addresses
from generator.checks.reporters import visible
from generator.checks.reporters.text import window
from generator.diagnostics import Severity
from generator.pages.parts import Chip, Crumb, Line
from generator.rule_examples import rule_examples
from generator.rulebook import SEVERITY_MEANINGS, SEVERITY_WORDS, fixed_by, meaning, rulebook, topic
from generator.wording import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.diagnostics import Diagnostic, Rule
    from generator.words import Words

_CHIPS = {
    Severity.ERROR: ("withdrawn", "withdrawn"),
    Severity.WARNING: ("paused", "warning"),
    Severity.NOTE: ("upcoming", "info"),
}
"""Style and icon of each severity."""
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class RuleLink:
    """A rule in a list."""

    address: str
    code: str
    title: Line
    severity: Chip


@dataclass(frozen=True, slots=True)
class Topic:
    """The rules about one thing."""

    id: str
    title: str
    rules: tuple[RuleLink, ...]


@dataclass(frozen=True, slots=True)
class SeverityView:
    """What a severity means."""

    chip: Chip
    meaning: str


@dataclass(frozen=True, slots=True)
class RulesView:
    """The list of all rules in one language."""

    language: str
    address: str
    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    severities: tuple[SeverityView, ...]
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class ExampleView:
    """What the check says of a small wrong record: the place, the message, the line with the part that is meant."""

    place: str
    message: Line
    number: int
    before: str
    marked: str
    after: str
    remedy: Line


@dataclass(frozen=True, slots=True)
class RuleView:
    """The page of one rule in one language."""

    language: str
    address: str
    code: str
    title: Line
    severity: Chip
    topic: Line
    meaning: str
    crumbs: tuple[Crumb, ...]
    reason: Line
    remedy: Line
    source: Line | None
    command: str
    fix: Line | None
    example: ExampleView | None
    others: tuple[RuleLink, ...]


def rules_view(words: Words, around: Sequence[Crumb]) -> RulesView:
    """Return the list of all rules; `around` is the way to it."""
    _ = words.gettext
    topics = groupby(rulebook().values(), key=topic)
    return RulesView(
        language=words.language,
        address=addresses.rules(words.language),
        title=_("Rules that records are checked by"),
        lead=_("Every record is checked before it is published. Each finding names one of these rules by its code."),
        crumbs=tuple(around),
        severities=tuple(
            SeverityView(severity_chip(severity, words), in_words(said, words))
            for severity, said in SEVERITY_MEANINGS.items()
        ),
        topics=tuple(_topic(in_words(about, words), list(rules), words) for about, rules in topics),
    )


def rule_views(words: Words, around: Sequence[Crumb]) -> Iterator[RuleView]:
    """Yield the page of each rule; `around` is the way to the list of rules."""
    crumbs = (*around, Crumb(addresses.rules(words.language), words.gettext("Rules")))
    for about, group in groupby(rulebook().values(), key=topic):
        rules = list(group)
        for rule in rules:
            yield _rule(rule, in_words(about, words), [one for one in rules if one is not rule], words, crumbs)


def _rule(rule: Rule, about: str, others: Sequence[Rule], words: Words, crumbs: tuple[Crumb, ...]) -> RuleView:
    example = rule_examples().get(rule.code)
    return RuleView(
        language=words.language,
        address=addresses.rule(words.language, rule.code),
        code=rule.code,
        title=told(rule.title, words),
        severity=severity_chip(rule.severity, words),
        topic=Line(about, address=f"{addresses.rules(words.language)}#{_topic_id(rule)}"),
        meaning=in_words(meaning(rule), words),
        crumbs=crumbs,
        reason=told(rule.reason, words),
        remedy=told(rule.remedy, words),
        source=told(rule.source, words) if rule.source else None,
        command=f"catalogue explain {rule.code}",
        fix=with_code(in_words(fixed_by(rule), words)) if rule.fixable else None,
        example=example_view(example, words) if example else None,
        others=tuple(_link(one, words) for one in others),
    )


def _topic(title: str, rules: Sequence[Rule], words: Words) -> Topic:
    return Topic(_topic_id(rules[0]), title, tuple(_link(rule, words) for rule in rules))


def _topic_id(rule: Rule) -> str:
    return rule.code[:3].lower()


def _link(rule: Rule, words: Words) -> RuleLink:
    address = addresses.rule(words.language, rule.code)
    return RuleLink(address, rule.code, told(rule.title, words), severity_chip(rule.severity, words))


def severity_chip(severity: Severity, words: Words) -> Chip:
    """Return a severity as pages show it."""
    style, icon = _CHIPS[severity]
    return Chip(style, icon, in_words(SEVERITY_WORDS[severity], words))


def told(text: str, words: Words) -> Line:
    """Return what a rule says; where nobody has translated it, it is English and says so."""
    said = words.gettext(text)
    return with_code(said, "en" if said == text and words.language.partition("-")[0] != "en" else "")


def with_code(text: str, language: str = "") -> Line:
    """Return a text in which what stands between backticks is shown as code."""
    html = Markup().join(
        Markup("<code>{}</code>").format(part) if number % 2 else escape(part)
        for number, part in enumerate(_CODE.split(text))
    )
    return Line(text.replace("`", ""), html, language)


def example_view(found: Diagnostic, words: Words) -> ExampleView:
    """Return a finding as pages show it."""
    where = found.location
    before, marked, after = map(visible, window(where)) if where.excerpt else ("", "", "")
    return ExampleView(
        place=f"{visible(where.path)}:{where.line}:{where.column}",
        message=with_code(visible(in_words(found.message, words))),
        number=where.line,
        before=before,
        marked=marked,
        after=after,
        remedy=with_code(visible(in_words(found.remedy, words))),
    )
