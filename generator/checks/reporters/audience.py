"""For whom findings are laid out: who reads them, where they can read on, and how their programs call the files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from generator.catalogue import addresses
from generator.checks.reporters.visible import visible
from generator.wording import ENGLISH, in_words, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.diagnostics import Diagnostic, Rule
    from generator.feeds.coverage import Coverage
    from generator.wording import Part, Reader


def _nothing(_path: str) -> bytes | None:
    return None


@dataclass(frozen=True)
class Audience:
    """Who gets a report.

    `site` is the address under which the catalogue is published, `page_language` that of its pages to read on in;
    `in_repository` turns a path that messages show into one relative to the repository, as forges want it; `content`
    returns what stands in a file that messages show, or None.
    """

    reader: Reader = ENGLISH
    site: str = ""
    page_language: str = "en"
    in_repository: Callable[[str], str] = str
    content: Callable[[str], bytes | None] = _nothing

    def words(self, part: Part) -> str:
        """Return words in the reader's language, with nothing hidden in them."""
        return visible(in_words(part, self.reader))

    def remedy(self, found: Diagnostic) -> str:
        """Return what to do about a finding, named as such."""
        return self.words(say("fix: {remedy}", remedy=found.remedy))

    def message_and_remedy(self, found: Diagnostic) -> str:
        """Return what is wrong and, on a second line, what to do."""
        return f"{self.words(found.message)}\n{self.remedy(found)}"

    def title(self, rule: Rule) -> str:
        """Return the title of a rule in the reader's language."""
        return self.reader.gettext(rule.title)

    def page(self, rule: Rule) -> str:
        """Return the address of the page of a rule, or nothing where there is no site."""
        return f"{self.site}{addresses.rule(self.page_language, rule.code)}" if self.site else ""

    def path(self, found: Diagnostic) -> str:
        """Return the file of a finding as programs of a forge call it."""
        return visible(self.in_repository(found.location.path))


EVERYBODY = Audience()
"""Readers of English at a terminal."""


class Reporter(Protocol):
    """Lays findings out. `records` is the number of records that were read; `left_out` says what feeds cannot carry."""

    def __call__(
        self,
        diagnostics: Sequence[Diagnostic],
        *,
        records: int = 0,
        waived: int = 0,
        colour: bool = False,
        audience: Audience = EVERYBODY,
        left_out: Sequence[Coverage] = (),
    ) -> str:
        """Return the whole report without a line end."""
