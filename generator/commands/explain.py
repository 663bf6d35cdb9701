"""`catalogue explain`: what a rule is for, and what to do about it."""

from __future__ import annotations

import shutil
import sys
import textwrap
from difflib import get_close_matches
from itertools import groupby
from typing import TYPE_CHECKING

import click

from generator.checks.reporters import Audience
from generator.checks.reporters.text import COLOURS, finding
from generator.commands.audience import audience_of, is_for_colours
from generator.commands.language import language_of, language_option, reader_of
from generator.commands.options import root_option
from generator.errors import UsageError
from generator.rule_examples import rule_examples
from generator.rulebook import SEVERITY_WORDS, fixed_by, meaning, rulebook, topic
from generator.settings import read_settings
from generator.wording import Wording, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.diagnostics import Rule

WIDEST = 100


@click.command()
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@language_option
@root_option
def explain(codes: tuple[str, ...], language: str | None, root: Path) -> None:
    """Explain the rule with this CODE, such as OFF012: its reason, what to do, its source, and an example.

    Without a CODE all rules are listed, by what they are about.
    """
    audience = _audience(root, language)
    rules = [_rule(code) for code in codes]
    colour = is_for_colours(sys.stdout)
    blocks = [_explained(rule, audience, colour=colour) for rule in rules] or [_listed(audience, colour=colour)]
    click.echo("\n\n\n".join(blocks))


def _audience(root: Path, language: str | None) -> Audience:
    """Return who reads: with the site of the registry, unless it is a sample whose site is nowhere."""
    if (root / "mkdocs.yml").is_file():
        settings = read_settings(root)
        if not settings.options.sample:
            return audience_of(settings, language)
    return Audience(reader_of(language_of(language, root), root))


def _rule(code: str) -> Rule:
    rules = rulebook()
    rule = rules.get(code.strip().upper())
    if rule is None:
        close = get_close_matches(code.strip().upper()[:20], rules, n=1)
        remedy = f"Did you mean `{close[0]}`?" if close else "`catalogue explain` without a code lists all rules."
        raise UsageError(f"expected the code of a rule such as OFF012, got {code}", remedy=remedy)
    return rule


def _explained(rule: Rule, audience: Audience, *, colour: bool) -> str:
    severity = audience.words(SEVERITY_WORDS[rule.severity])
    name = _styled(f"{rule.code} {severity}", rule, colour=colour)
    paragraphs = (
        say("Why: {reason}", reason=Wording(rule.reason)),
        say("What to do: {remedy}", remedy=Wording(rule.remedy)),
        fixed_by(rule) if rule.fixable else None,
        say("Source: {source}", source=Wording(rule.source)) if rule.source else None,
    )
    parts = [
        f"{name}: {audience.title(rule)}\n{audience.words(meaning(rule))}",
        "\n".join(_wrapped(audience.words(one)) for one in paragraphs if one),
    ]
    if page := audience.page(rule):
        parts.append(audience.words(say("On the site: {address}", address=page)))
    if example := rule_examples().get(rule.code):
        shown = textwrap.indent(finding(example, audience, colour=colour), "  ", lambda _: True)
        parts += [audience.words(say("For example:")), shown]
    return "\n\n".join(parts)


def _listed(audience: Audience, *, colour: bool) -> str:
    widest = max(len(audience.words(words)) for words in SEVERITY_WORDS.values())
    topics = groupby(rulebook().values(), key=topic)
    return "\n\n".join(
        "\n".join((audience.words(about), *_lines(list(rules), audience, widest, colour=colour)))
        for about, rules in topics
    )


def _lines(rules: Sequence[Rule], audience: Audience, widest: int, *, colour: bool) -> Iterator[str]:
    for rule in rules:
        severity = audience.words(SEVERITY_WORDS[rule.severity]).ljust(widest)
        yield f"  {_styled(f'{rule.code} {severity}', rule, colour=colour)} {audience.title(rule)}"


def _styled(name: str, rule: Rule, *, colour: bool) -> str:
    return click.style(name, fg=COLOURS[rule.severity], bold=True) if colour else name


def _wrapped(text: str) -> str:
    """Return a paragraph no wider than the terminal; words such as paths and addresses stay whole."""
    width = min(WIDEST, shutil.get_terminal_size().columns)
    return textwrap.fill(text, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
