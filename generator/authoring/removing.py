"""Take the content of a record away, so that its addresses stay and say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.records.layout import as_block
from generator.records.removal import KEPT, KEPT_OF_CREDENTIAL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.records.offer import Offer


def without_content(
    given: Mapping[str, Any], offer: Offer, title: Mapping[str, str], removal: Mapping[str, Any], day: date
) -> str:
    """Return the text of an offer that holds nothing but what its addresses and identifiers are made of.

    `given` are the values as they are written in its file, `title` is the one that takes the place of its own.
    """
    wanted: dict[str, Any] = {key: given[key] for key in KEPT if key in given}
    wanted |= {"status": "withdrawn", "withdrawn_on": offer.withdrawn_on or day, "title": dict(title)}
    if isinstance(given.get("credential"), dict) and offer.credential is not None:
        wanted["credential"] = offer.credential.model_dump(mode="json", include=KEPT_OF_CREDENTIAL)
    wanted["removal"] = dict(removal)
    return as_block({key: wanted[key] for key in KEPT if key in wanted})
