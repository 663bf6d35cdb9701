"""Statements of recognition as the catalogue knows them: which receiver says what of which credentials."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from generator.catalogue.record_summary import RecordSummary, full_key
from generator.records.discover import RecordKind
from generator.records.references import named_organisations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from generator.catalogue.excerpts import ClaimedRecognition
    from generator.catalogue.pathways import Counted
    from generator.records.offer import Recognition
    from generator.records.recognition import RecognitionStatement


@dataclass(frozen=True, slots=True)
class RecognitionSummary(RecordSummary):
    """What links, references and rules need to know of a statement; its provider is the receiver.

    `credentials` are named by `<provider>/<credential>`, or by the offer that leads to one.
    """

    effect: str
    credits: str | None
    credentials: tuple[str, ...]
    valid_until: date | None

    def is_in_force(self, as_of: date) -> bool:
        """Tell whether the receiver stands by it on a day."""
        return self.is_published and (self.valid_until is None or self.valid_until >= as_of)

    def agrees_with(self, effect: str, credits_: str | None) -> bool:
        """Tell whether somebody else says the same of it; who leaves out the credits contradicts nobody."""
        if self.effect != effect:
            return False
        return self.credits is None or credits_ is None or Decimal(self.credits) == Decimal(credits_)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A statement with the credentials that it names, by key; what does not exist is missing there."""

    statement: RecognitionSummary
    counted: Mapping[str, Counted]


class Answer(Enum):
    """What a receiver itself says to what an offer claims of it."""

    NONE = "none"
    SAME = "same"
    OTHERWISE = "otherwise"
    NO_LONGER = "no-longer"


def answer_to(
    claim: ClaimedRecognition | Recognition, stated: Iterable[RecognitionSummary], as_of: date
) -> tuple[Answer, tuple[RecognitionSummary, ...]]:
    """Return what a receiver says to a claim about it, and with which of the statements about the credential.

    What the receiver still stands by goes before what it has withdrawn or let run out; of several statements that say
    something else, those of the same effect are the ones to compare with.
    """
    own = tuple(one for one in stated if one.provider == claim.receiver)
    in_force = tuple(one for one in own if one.is_in_force(as_of))
    same = tuple(one for one in in_force if one.agrees_with(claim.effect, claim.credits))
    if same:
        return Answer.SAME, same
    if in_force:
        return Answer.OTHERWISE, tuple(one for one in in_force if one.effect == claim.effect) or in_force
    past = tuple(one for one in own if one.effect == claim.effect)
    return (Answer.NO_LONGER, past) if past else (Answer.NONE, ())


def summarise_recognition(record: RecognitionStatement, provider: str, digest: str, shown: str) -> RecognitionSummary:
    """Summarise a statement of recognition; bare names of credentials mean those of the same provider."""
    return RecognitionSummary(
        provider=provider,
        id=record.id,
        uuid=record.uuid,
        checked=record.checked,
        references=tuple(sorted(named_organisations(RecordKind.RECOGNITION, record))),
        digest=digest,
        shown=shown,
        formerly=record.formerly,
        status=record.status,
        effect=record.effect,
        credits=record.credits,
        credentials=tuple(full_key(one, provider) for one in record.credentials),
        valid_until=record.valid_until,
    )
