"""Words for people that are put together now and translated later: a template and what is put into it.

A rule does not know who will read its finding. It says `say("expected {expected}, got {found}", found=…)`; str() gives
the English text, `translated` that of a reader. What is put in may be wording itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence


class Reader(Protocol):
    """Somebody who reads a language; `words.Words` is one."""

    def gettext(self, message: str) -> str:
        """Return a message in the language."""

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return a message that counts, with the number in it."""

    def term(self, name: str, code: str) -> str:
        """Return the label of a concept of a vocabulary in the language."""


class English:
    """A reader of English: of the templates as they are written."""

    def gettext(self, message: str) -> str:
        """Return the message."""
        return message

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return the message for one or for any other number, with the number in it."""
        return (one if number == 1 else many).format(number=number)

    def term(self, name: str, code: str) -> str:  # noqa: ARG002 - the vocabulary would be read for nothing
        """Return the code; how an English text calls a concept stands in its `Term`."""
        return code


ENGLISH = English()


@dataclass(frozen=True, slots=True)
class Wording:
    """A template with named places, and the values for them."""

    template: str
    values: tuple[tuple[str, Part], ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there are words at all."""
        return bool(self.template)

    def __str__(self) -> str:
        """Return the text in English."""
        return self.translated(ENGLISH)

    def translated(self, reader: Reader) -> str:
        """Return the text with its template, and wording within it, translated."""
        if not self.template:
            return ""  # gettext would answer with the header of its file
        template = reader.gettext(self.template)
        values = {name: in_words(value, reader) for name, value in self.values}
        return template.format(**values) if values else template


NOTHING = Wording("")
"""No words, where there may be some."""


@dataclass(frozen=True, slots=True)
class Series:
    """Several words one after another, such as names in a list or sentences in a row."""

    parts: tuple[str | Wording | Term, ...]
    separator: str = ", "

    def __str__(self) -> str:
        """Return the words in English."""
        return self.translated(ENGLISH)

    def translated(self, reader: Reader) -> str:
        """Return the words, those that are wording translated."""
        return self.separator.join(in_words(part, reader) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Term:
    """The label of a concept of a vocabulary; `english` is how an English text calls it."""

    vocabulary: str
    code: str
    english: str

    def __str__(self) -> str:
        """Return the label in English."""
        return self.english

    def translated(self, reader: Reader) -> str:
        """Return the label as the vocabulary has it in the reader's language."""
        return self.english if reader is ENGLISH else reader.term(self.vocabulary, self.code)


Part: TypeAlias = "str | int | Wording | Series | Term"
"""What can be put into a template."""


def say(template: str, /, **values: Part) -> Wording:
    """Return wording; the template is collected for translators by this function's name (`make translations`)."""
    return Wording(template, tuple(values.items()))


def either(options: Sequence[str | Term]) -> Part:
    """Return options as an enumeration that ends in "or"; there must be one at least."""
    *others, last = options
    return say("{others} or {last}", others=Series(tuple(others)), last=last) if others else last


def together(parts: Sequence[str | Term]) -> Part:
    """Return parts joined by "and"; there must be one at least."""
    *others, last = parts
    return say("{others} and {last}", others=together(others), last=last) if others else last


def in_words(part: Part, reader: Reader) -> str:
    """Return a part as a reader should see it; a plain text is shown as it is."""
    return part.translated(reader) if isinstance(part, Wording | Series | Term) else str(part)
