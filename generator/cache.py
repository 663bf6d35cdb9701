"""Files below .cache, which holds what takes long to make again and nothing else."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from generator.errors import CacheError


def write_cached(file: Path, content: bytes) -> None:
    """Write a file below .cache; a reader never sees half of it. Raises CacheError if it cannot be written."""
    temporary = Path(f"{file}.{os.getpid()}.new")
    try:
        try:
            temporary.write_bytes(content)
        except FileNotFoundError:
            file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(content)
        temporary.replace(file)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        remedy = "Give this user the right to write there, or remove the folder .cache: it holds nothing of worth."
        raise CacheError(f"{error.filename or file} could not be written: {error.strerror}", remedy=remedy) from error
