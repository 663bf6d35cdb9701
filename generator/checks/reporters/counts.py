"""How many findings there are, in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.diagnostics import Severity
from generator.wording import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.diagnostics import Diagnostic
    from generator.wording import Reader


def summary(diagnostics: Sequence[Diagnostic], *, records: int = 0, waived: int = 0, reader: Reader = ENGLISH) -> str:
    """Return one line such as "3 errors, 1 warning in 2 files", and a second one where findings were waived."""
    found = _found(diagnostics, records=records, reader=reader)
    return f"{found}\n{waived_words(waived, reader)}" if waived else found


def waived_words(waived: int, reader: Reader) -> str:
    """Say how many findings the editors have excepted."""
    return reader.ngettext(
        "{number} finding is waived (waivers.yml).", "{number} findings are waived (waivers.yml).", waived
    )


def _found(diagnostics: Sequence[Diagnostic], *, records: int, reader: Reader) -> str:
    if not diagnostics:
        return reader.ngettext("No problems in {number} record.", "No problems in {number} records.", records)
    within = reader.ngettext("in {number} file", "in {number} files", len(files_of(diagnostics)))
    return f"{counted(diagnostics, reader=reader)} {within}"


def counted(diagnostics: Sequence[Diagnostic], *, reader: Reader = ENGLISH) -> str:
    """Return how many findings of each severity there are, such as "3 errors, 1 warning"."""
    number = counts(diagnostics)
    forms = {
        "errors": reader.ngettext("{number} error", "{number} errors", number["errors"]),
        "warnings": reader.ngettext("{number} warning", "{number} warnings", number["warnings"]),
        "notes": reader.ngettext("{number} note", "{number} notes", number["notes"]),
    }
    return ", ".join(words for name, words in forms.items() if number[name])


def counts(diagnostics: Sequence[Diagnostic]) -> dict[str, int]:
    """Return the number of findings of each severity: `errors`, `warnings`, `notes`."""
    number = Counter(found.severity for found in diagnostics)
    return {f"{severity}s": number[severity] for severity in Severity}


def files_of(diagnostics: Sequence[Diagnostic]) -> frozenset[str]:
    """Return the files that findings are about."""
    return frozenset(found.location.path for found in diagnostics)
