"""A level says honestly on what it rests, and exists in its framework (Annex I, element 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.awarded import awarded
from generator.checks.places import key_at, value_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.records.credential import Level
from generator.vocabularies import vocabulary
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.checks.scope import Scope
    from generator.checks.statements import StatedPart
    from generator.records.yaml import Document, NodePath

ELEMENT = "CELEX 32022H0627(02), Annex I, element 8"

NO_REGISTER_CODE = define_rule(
    "OFF010",
    Severity.ERROR,
    "A registered level without its register code",
    reason="Only a qualification in a register has a level awarded; without its code nobody can look it up.",
    remedy="Add `register_code:`, or write `basis: claimed` if the provider itself states the level.",
    source=ELEMENT,
)
UNKNOWN_LEVEL = define_rule(
    "OFF011",
    Severity.ERROR,
    "A level that its framework does not have",
    reason="Each national framework has levels of its own; from them follows the European level.",
    remedy="Write the level of the national framework, as a number.",
    source=ELEMENT,
)
NO_LEVEL = define_rule(
    "OFF012",
    Severity.ERROR,
    "A registered or claimed level without a number",
    reason="Saying that there is a level without saying which tells a learner nothing.",
    remedy="Add `level:` with the number, or write `basis: descriptors-only`.",
    source=ELEMENT,
)

ONLY_REGISTERED = define_rule(
    "PRF005",
    Severity.WARNING,
    "A claimed level where only registered qualifications have one",
    reason="In this framework a level belongs to qualifications in the register. Whoever reads that the provider "
    "claims it may take it for an official one.",
    remedy="Write `basis: descriptors-only` if the outcomes refer to the descriptors of the level, or "
    "`basis: registered` with `register_code` if the qualification is in the register.",
    source="The profile of the country (docs/profiles.md)",
)


def register_code(stated: Sequence[StatedPart], document: Document) -> Iterator[Diagnostic]:
    """A level with a register behind it names the entry."""
    for path, level in _levels(stated):
        if level.basis == "registered" and level.register_code is None:
            message = say("expected `register_code` beside `basis: registered`, got nothing")
            yield Diagnostic(NO_REGISTER_CODE, value_at(document, (*path, "basis")), message)


def number(stated: Sequence[StatedPart], document: Document) -> Iterator[Diagnostic]:
    """A level is a number that the framework has."""
    for path, level in _levels(stated):
        if level.not_applicable is None:
            yield from _number(path, level, document)


def _levels(stated: Sequence[StatedPart]) -> Iterator[tuple[NodePath, Level]]:
    return ((path, part) for path, part in stated if isinstance(part, Level))


def _number(path: NodePath, level: Level, document: Document) -> Iterator[Diagnostic]:
    framework = vocabulary("national-frameworks").get(level.framework or "")
    if level.level is None and level.basis != "descriptors-only":
        message = say("expected the key `level` beside `basis: {basis}`, got nothing", basis=level.basis or "")
        yield Diagnostic(NO_LEVEL, key_at(document, path), message)
    elif level.level is not None and framework and framework.levels and str(level.level) not in framework.levels:
        message = say(
            "expected a level of `{framework}` ({known}), got {level}",
            framework=framework.code,
            known=", ".join(framework.levels),
            level=level.level,
        )
        yield Diagnostic(UNKNOWN_LEVEL, value_at(document, (*path, "level")), message)


def registered_only(scope: Scope) -> Iterator[Diagnostic]:
    """Nobody claims a level of a framework whose levels belong to registered qualifications, whatever their country."""
    closed = {
        framework: one.profile.name
        for one in scope.jurisdiction.chosen
        if one.profile.registered_levels
        for framework in one.profile.registered_levels.frameworks
    }
    for record, path in awarded(scope):
        if record.level is not None and record.level[0] in closed and record.level[2] == "claimed":
            message = say(
                "expected a registered qualification or only descriptors for a level of `{framework}` ({profile}), "
                "got `claimed`",
                framework=record.level[0],
                profile=closed[record.level[0]],
            )
            yield scope.find(ONLY_REGISTERED, record.shown, (*path, "level", "basis"), message)
