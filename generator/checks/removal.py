"""What was lawfully removed stays removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.places import key_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.records.removal import KEPT, KEPT_OF_CREDENTIAL
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.records.offer import Offer
    from generator.records.yaml import Document

CONTENT_BESIDE_REMOVAL = define_rule(
    "OFF015",
    Severity.ERROR,
    "Content beside the note that it was removed",
    reason="Who is owed the removal is not served by a note above the content.",
    remedy="Delete the key; `catalogue remove` keeps just what the address needs.",
)
REMOVED_BUT_NOT_WITHDRAWN = define_rule(
    "OFF016",
    Severity.ERROR,
    "A removed offer that is not withdrawn",
    reason="Nobody can take an offer of which nothing is told, and those who copied it must learn that it is gone.",
    remedy="Write `status: withdrawn` with `withdrawn_on`, or delete `removal`.",
)


def removal(offer: Offer, document: Document) -> Iterator[Diagnostic]:
    """A removed offer is withdrawn, and holds nothing but what its addresses and identifiers are made of."""
    if offer.removal is None:
        return
    if offer.status != "withdrawn":
        message = say("expected `status: withdrawn` beside `removal`, got `{status}`", status=offer.status)
        yield Diagnostic(REMOVED_BUT_NOT_WITHDRAWN, key_at(document, ("removal",)), message)
    for key in _content(offer):
        message = say("expected no content beside `removal`, got `{key}`", key=".".join(key))
        yield Diagnostic(CONTENT_BESIDE_REMOVAL, key_at(document, key), message)


def _content(offer: Offer) -> Iterator[tuple[str, ...]]:
    yield from ((key,) for key in type(offer).model_fields if key in offer.model_fields_set and key not in KEPT)
    if offer.credential is not None:
        stated = offer.credential.model_fields_set - KEPT_OF_CREDENTIAL
        yield from (("credential", key) for key in type(offer.credential).model_fields if key in stated)
