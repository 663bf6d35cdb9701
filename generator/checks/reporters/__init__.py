"""Findings laid out for people and for programs, by the name of the layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.reporters.audience import Audience, Reporter
from generator.checks.reporters.counts import summary, waived_words
from generator.checks.reporters.github import github
from generator.checks.reporters.gitlab import gitlab
from generator.checks.reporters.json import json
from generator.checks.reporters.markdown import markdown
from generator.checks.reporters.rdjsonl import rdjsonl
from generator.checks.reporters.text import text
from generator.checks.reporters.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["REPORTERS", "Audience", "Reporter", "summary", "visible", "waived_words"]

REPORTERS: Mapping[str, Reporter] = {
    "text": text,
    "json": json,
    "github": github,
    "gitlab": gitlab,
    "rdjsonl": rdjsonl,
    "markdown": markdown,
}
