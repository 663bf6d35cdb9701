"""Identifiers made from names, and UUIDs made from where a row came from: the same table gives the same records."""

from __future__ import annotations

import json
import re
import unicodedata
import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

LONGEST = 80

# Letters that Unicode does not take apart into a base letter and a mark.
_FOLDED = str.maketrans(
    {"ł": "l", "ß": "ss", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h", "ı": "i", "ŋ": "n"}
)


def slug(name: str) -> str:
    """Return a name in small ASCII letters, digits and single hyphens, at most 80 long; "" if none are left."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(_FOLDED))
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _shortened(re.sub(r"[^a-z0-9]+", "-", plain).strip("-"), LONGEST)


def free_identifier(name: str, taken: Container[str], *, otherwise: str) -> str:
    """Return an identifier for a name that is not taken: the slug, else the slug with -2, -3 and so on.

    `otherwise` stands in for a name without any letter that ASCII knows.
    """
    wanted = slug(name) or otherwise
    if wanted not in taken:
        return wanted
    number = 2
    while (candidate := f"{_shortened(wanted, LONGEST - len(str(number)) - 1)}-{number}") in taken:
        number += 1
    return candidate


def source_uuid(source: str, kind: str, identity: Sequence[str]) -> str:
    """Return the UUID (version 5) of what a source calls by these values; the order of rows plays no part."""
    namespace = uuid.uuid5(uuid.NAMESPACE_URL, source)
    return str(uuid.uuid5(namespace, json.dumps([kind, *identity], ensure_ascii=False)))


def _shortened(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    whole, _, _ = text[: length + 1].rpartition("-")
    return (whole or text[:length]).strip("-")
