"""What an import has to say about a row: nothing that a table holds is lost without a word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

# Rather too much than too little: a comment of a record is public, and the report names the value anyway.
_MAIL = re.compile(r"[^\s@]@(?!example\.org)[^\s@]")  # our own messages name office@example.org
_DAYS_AND_YEARS = re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{4}\b|\b(19|20)\d\d[/–-](19|20)\d\d\b")
_PHONE = re.compile(r"(\d[\s()./–-]{0,3}){6,}\d")
_PERSON = re.compile(r'"type":"Person"|"(?:given|family|full)Name":')
_NAMES = ("givenName", "familyName", "fullName", "birthName", "patronymicName")


class Fate(StrEnum):
    """What became of a value, where it did not simply reach its place."""

    NOT_PLACED = "not placed"
    """The record does not hold it."""
    LEFT_OUT = "left out"
    """The mapping says, with a reason, that the column is not wanted."""
    CHANGED = "changed"
    """The record holds it in another form, such as without HTML tags."""
    LEFT_OPEN = "left open"
    """The record holds it, but something one might conclude from it is not stated."""
    ASSUMED = "assumed"
    """The record holds it, and something about it rests on the mapping instead of the table."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One value of a row, and why it is not just where the mapping sends it."""

    row: int
    column: str
    value: str
    fate: Fate
    reason: str

    @property
    def in_public(self) -> str:
        """Return the remark for the comment of a record, without name, mail address or phone number of anybody."""
        of_person = is_personal(self.value) or self.column.rpartition(".")[2] in _NAMES
        value = "(personal data may be in it)" if of_person else f"“{self.value}”"
        reason = "the report says why" if is_personal(self.reason) else self.reason
        return f"{self.column} {value}: {reason}"


def is_personal(text: str) -> bool:
    """Tell whether a text holds what looks like a mail address, a phone number or a person in JSON."""
    return bool(_PERSON.search(text) or _MAIL.search(text) or _PHONE.search(_DAYS_AND_YEARS.sub("–", text)))


@dataclass(frozen=True, slots=True)
class Failure:
    """A row that gave no record at all, and why."""

    row: int
    reason: str
