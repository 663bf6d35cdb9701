"""A signature on the list of checksums, made by minisign with a key that the publisher keeps."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from generator.children import run_child
from generator.errors import PublishError, UsageError
from generator.publish.manifest import CHECKSUMS

if TYPE_CHECKING:
    from pathlib import Path

SIGNATURE = f"{CHECKSUMS}.minisig"
SECONDS = 20.0
"""Longer than that it can only be waiting for the password of the key."""


def refuse_missing_signer(key: Path) -> None:
    """Make sure, before anything is built, that one can sign. Raises UsageError."""
    if not key.is_file():
        raise UsageError(f"expected the file of a secret key, got {key}", remedy="Make a key with `minisign -G -W`.")
    if shutil.which("minisign") is None:
        raise UsageError("expected the program minisign, got none", remedy="Install the package minisign.")


def sign(directory: Path, key: Path, comment: str) -> None:
    """Sign the list of checksums in a folder; `comment` is signed too. Equal lists get equal signatures.

    Raises PublishError if the key does not sign, for instance because it has a password.
    """
    # minisign would put the time into the comment; the dates of the records are what counts.
    arguments = ("-S", "-s", key.resolve(), "-m", CHECKSUMS, "-x", SIGNATURE, "-t", comment, "-c", "minisign signature")
    run_child(
        ("minisign", *arguments),
        cwd=directory,
        timeout=SECONDS,
        error=PublishError,
        name="minisign",
        remedy="The key must be a secret key of minisign without a password: `minisign -G -W` makes one.",
        input=b"\n",
    )
