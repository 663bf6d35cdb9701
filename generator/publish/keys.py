"""Keys: digests of everything that decides what a file says. Equal keys mean equal bytes.

What renders the pages of a record gets one job, and opens only records that the job names by their digests; so the
job itself is the key, together with what renders it. Nothing that a template sees can be forgotten in it.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.pages.render import Renderer

_PACKAGE = Path(__file__).parent.parent
# Data classes are taken apart here: orjson would also take what `cached_property` left in them.
_OPTIONS = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_SUBCLASS | orjson.OPT_SORT_KEYS


def digest_of(*values: object) -> str:
    """Return a digest of plain values, data classes and models; raise TypeError for anything else."""
    return hashlib.sha256(orjson.dumps(values, default=_plain, option=_OPTIONS)).hexdigest()


def made_by(renderer: Renderer) -> str:
    """Return a digest of what all pages have in common: program, libraries, theme, settings, frames, the day."""
    parts = [getattr(renderer, field.name) for field in fields(renderer)]
    return digest_of(_program(), _of_files(sorted(renderer.theme.folder.rglob("*"))), parts)


@cache
def _program() -> str:
    """Return a digest of this program and of everything that is installed beside it; neither changes while it runs."""
    libraries = sorted(f"{one.metadata['Name']}=={one.version}" for one in distributions())
    # A theme within the package is that of the settings too, if they have none of their own.
    code = (one for one in sorted(_PACKAGE.rglob("*")) if "__pycache__" not in one.parts)
    return digest_of(platform.python_version(), libraries, _of_files(code))


def _of_files(files: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for file in files:
        if file.is_file():
            found.update(f"{file}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\0".encode())
    return found.hexdigest()


def _plain(value: object) -> Any:
    """Return what JSON can hold for a value that it cannot; the kind of a data class is part of it."""
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *(_keyed(getattr(value, field.name)) for field in fields(value))]
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Mapping):
        return _keyed(value)
    if isinstance(value, Set):
        return sorted(value)
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, str | Decimal | Path):
        return str(value)
    raise TypeError(f"a key cannot hold {type(value).__name__}")


def _keyed(value: object) -> object:
    """Return a mapping as pairs: JSON wants texts as keys."""
    return list(value.items()) if isinstance(value, Mapping) else value
