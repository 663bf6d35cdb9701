"""Keys: digests of everything that decides what files say. Equal keys mean equal bytes.

What renders the pages of a record gets one job, and opens only records that the job names by their digests; so the
job itself is the key, together with what renders it. Nothing that a template sees can be forgotten in it.
"""

from __future__ import annotations

import hashlib
import platform
from dataclasses import fields
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING

from generator.digests import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.catalogue.graph import Catalogue
    from generator.pages.render import Renderer
    from generator.settings import Settings
    from generator.theme import Theme

_PACKAGE = Path(__file__).parent.parent


def made_by(renderer: Renderer) -> str:
    """Return a digest of what all pages have in common: program, libraries, theme, settings, frames, the day."""
    parts = [getattr(renderer, field.name) for field in fields(renderer)]
    return digest_of(program_digest(), files_digest(sorted(renderer.theme.folder.rglob("*"))), parts)


def feeds_made_from(catalogue: Catalogue, settings: Settings, theme: Theme) -> str:
    """Return a digest of what feeds are made from, which is not the day: program, words, settings, all records."""
    records = [getattr(catalogue, field.name) for field in fields(catalogue)]
    return digest_of(program_digest(), files_digest(sorted(theme.locale.rglob("*"))), settings, records)


@cache
def program_digest() -> str:
    """Return a digest of this program and of everything that is installed beside it; neither changes while it runs."""
    libraries = sorted(f"{one.metadata['Name']}=={one.version}" for one in distributions())
    # A theme within the package is that of the settings too, if they have none of their own.
    code = (one for one in sorted(_PACKAGE.rglob("*")) if "__pycache__" not in one.parts)
    return digest_of(platform.python_version(), libraries, files_digest(code))


def files_digest(files: Iterable[Path]) -> str:
    """Return a digest of the paths and contents of files; folders among them count for nothing."""
    found = hashlib.sha256()
    for file in files:
        if file.is_file():
            found.update(f"{file}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\0".encode())
    return found.hexdigest()
