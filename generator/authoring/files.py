"""Write a record file whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from generator.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def replace_file(file: Path, before: bytes, after: bytes) -> None:
    """Put new content in the place of a file that still holds `before`; its mode stays.

    Raises UsageError if somebody changed it meanwhile, or it cannot be written.
    """
    try:
        if file.read_bytes() != before:
            message = f"expected {file} as it was when it was read, got another content; it was left as it is"
            raise UsageError(message, remedy="Run the command again when nobody else changes the file.")
        _put(file, after, like=file)
    except OSError as error:
        raise _unwritable(file, error) from error


def create_file(file: Path, content: bytes) -> None:
    """Make a file, with its folders; raise UsageError if it is there already or cannot be written."""
    if os.path.lexists(file):
        message = f"expected the name of a file that does not exist, got {file}; nothing was written"
        raise UsageError(message, remedy="Choose another identifier, or edit the file that is there.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _put(file, content)
    except OSError as error:
        raise _unwritable(file, error) from error


def _put(file: Path, content: bytes, like: Path | None = None) -> None:
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        if like is not None:
            shutil.copymode(like, part)
        part.replace(file)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _unwritable(file: Path, error: OSError) -> UsageError:
    message = f"expected a file that can be written, got: {file}: {error.strerror}"
    return UsageError(message, remedy="Make the file and its folder writable for you.")
