"""What other records say about a credential or an offer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.catalogue.pathways import Counted, Stack
    from generator.catalogue.recognition import RecognitionSummary
    from generator.catalogue.summary import OfferSummary
    from generator.catalogue.support import SupportSummary
    from generator.records.recognition import RecognitionStatement
    from generator.records.support import LearnerSupport


@dataclass(frozen=True, slots=True)
class StatementInPlace:
    """A statement of recognition; `counted` are its credentials by key, where its receiver's page lists them."""

    record: RecognitionStatement
    summary: RecognitionSummary
    counted: Mapping[str, Counted] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SupportInPlace:
    """Support for learners; `offers` are those that name it, where its provider's page lists them."""

    record: LearnerSupport
    summary: SupportSummary
    offers: tuple[OfferSummary, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """What is said about a credential or an offer elsewhere.

    `stacks` are the pathways in which the credential counts, and those towards which it is said to count;
    `recognition` is what receivers themselves state of it, or once did; `support` is what the offer names.
    """

    stacks: tuple[Stack, ...] = ()
    recognition: tuple[StatementInPlace, ...] = ()
    support: tuple[SupportInPlace, ...] = ()


NOTHING_RELATED = Related()
