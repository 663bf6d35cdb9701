"""Words for people that are put together now and translated later: a template and what is put into it.

A rule does not know who will read its finding. It says `say("expected {expected}, got {found}", found=…)`; str() gives
the English text, `translated` that of a reader. What is put in may be wording itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Wording:
    """A template with named places, and the values for them."""

    template: str
    values: tuple[tuple[str, str | int | Wording | Series], ...] = ()

    def __str__(self) -> str:
        """Return the text in English."""
        return self.translated(str)

    def translated(self, gettext: Callable[[str], str]) -> str:
        """Return the text with its template, and wording within it, translated."""
        if not self.values:
            return gettext(self.template)
        return gettext(self.template).format(**{name: _translated(value, gettext) for name, value in self.values})


@dataclass(frozen=True, slots=True)
class Series:
    """Several words one after another, such as names in a list or sentences in a row."""

    parts: tuple[str | Wording, ...]
    separator: str = ", "

    def __str__(self) -> str:
        """Return the words in English."""
        return self.translated(str)

    def translated(self, gettext: Callable[[str], str]) -> str:
        """Return the words, those that are wording translated."""
        return self.separator.join(_translated(part, gettext) for part in self.parts)


def _translated(value: str | int | Wording | Series, gettext: Callable[[str], str]) -> str:
    return value.translated(gettext) if isinstance(value, Wording | Series) else str(value)


def say(template: str, /, **values: str | int | Wording | Series) -> Wording:
    """Return wording; the template is collected for translators by this function's name (`make translations`)."""
    return Wording(template, tuple(values.items()))


def in_words(text: str | Wording | Series, gettext: Callable[[str], str]) -> str:
    """Return a text as a reader should see it; a plain text is shown as it is."""
    return _translated(text, gettext)
