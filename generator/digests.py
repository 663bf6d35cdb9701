"""Digests of values: equal digests mean that everything in them is equal."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
from pydantic import BaseModel

# Data classes are taken apart here: orjson would also take what `cached_property` left in them.
_OPTIONS = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_SUBCLASS | orjson.OPT_SORT_KEYS


class Digested(ABC):
    """What tells a digest of all that matters of it, which is quicker than to take it apart."""

    __slots__ = ()

    @property
    @abstractmethod
    def digest(self) -> str:
        """Return the digest."""


def digest_of(*values: object) -> str:
    """Return a digest of plain values, data classes and models; raise TypeError for anything else."""
    return hashlib.sha256(orjson.dumps(values, default=_plain, option=_OPTIONS)).hexdigest()


def _plain(value: object) -> Any:
    """Return what JSON can hold for a value that it cannot; the kind of a data class is part of it."""
    if is_dataclass(value) and not isinstance(value, type | Digested):
        return [type(value).__name__, *(_keyed(getattr(value, field.name)) for field in fields(value))]
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Mapping):
        return _keyed(value)
    if isinstance(value, Set):
        return sorted(value)
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, str | Decimal | Path | Digested):
        return value.digest if isinstance(value, Digested) else str(value)
    raise TypeError(f"a key cannot hold {type(value).__name__}")


def _keyed(value: object) -> object:
    """Return a mapping as pairs: JSON wants texts as keys."""
    return list(value.items()) if isinstance(value, Mapping) else value
