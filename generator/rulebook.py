"""All rules of the project in one place, wherever they are defined: for `explain`, for their pages, for translators."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

import generator
from generator.diagnostics import Severity, all_rules
from generator.wording import Wording, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.diagnostics import Rule

SEVERITY_WORDS: Mapping[Severity, Wording] = {
    Severity.ERROR: say("error"),
    Severity.WARNING: say("warning"),
    Severity.NOTE: say("note"),
}
SEVERITY_MEANINGS: Mapping[Severity, Wording] = {
    Severity.ERROR: say("Nothing is published until it is mended."),
    Severity.WARNING: say("The record is published all the same; a reader may be misled, or a consumer may refuse it."),
    Severity.NOTE: say("Worth knowing; nothing has to be done."),
}

IMPORT = "IMP"
TOPICS: Mapping[str, Wording] = {
    "FIL": say("Files and folders"),
    "YML": say("How a file is written"),
    "REC": say("Keys and values of a record"),
    "VOC": say("Codes from lists"),
    "IDN": say("Identifiers"),
    "REF": say("References between records"),
    "OFF": say("Offers"),
    "OUT": say("Learning outcomes"),
    "CRD": say("Credentials"),
    "PRF": say("What countries and alliances ask for"),
    "PRV": say("Providers"),
    "ORG": say("Organisations"),
    "PTH": say("Pathways"),
    "RCG": say("Recognition"),
    "SUP": say("Support for learners"),
    "DAT": say("Dates"),
    "TXT": say("Texts and links"),
    "IMG": say("Pictures"),
    "DUP": say("Duplicates"),
    "FMT": say("Small slips of form"),
    "WVR": say("Waivers"),
    IMPORT: say("Import of tables"),
}
"""The letters of a code → what its rules are about, in the order in which they are best read."""


@cache
def rulebook() -> Mapping[str, Rule]:
    """Return every rule of the project by its code: topic after topic, and by number in each.

    Rules stand where they are checked; so every module is imported that may define one.
    """
    for module in pkgutil.walk_packages(generator.__path__, f"{generator.__name__}."):
        import_module(module.name)
    order = {letters: number for number, letters in enumerate(TOPICS)}
    rules = sorted(all_rules(), key=lambda rule: (order.get(rule.code[:3], len(order)), rule.code))
    return {rule.code: rule for rule in rules}


def topic(rule: Rule) -> Wording:
    """Return what a rule is about."""
    return TOPICS.get(rule.code[:3]) or Wording(rule.code[:3])


def meaning(rule: Rule) -> Wording:
    """Return what follows from a finding of a rule."""
    if rule.code.startswith(IMPORT) and rule.severity is Severity.ERROR:
        return say("Nothing is imported until it is mended.")
    return SEVERITY_MEANINGS[rule.severity]


def fixed_by(rule: Rule) -> Wording:
    """Return which command mends findings of a rule that is fixable."""
    return say("`catalogue fix --only {code}` mends what needs no knowledge of a fact.", code=rule.code)


def texts_for_translators(
    _file: object,
    _keywords: object,
    _tags: object,
    options: object,  # noqa: ARG001 - what Babel passes, by name
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield what rules say, as an extraction method of Babel (theme/locale/babel.cfg): no rule marks its words."""
    for rule in rulebook().values():
        for text in (rule.title, rule.reason, rule.remedy, rule.source):
            if text:
                yield 1, "", text, [f"rule {rule.code}"]
