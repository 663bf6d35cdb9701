"""Remember which version of each record a site shows, for a build that must go on although records are broken.

The versions themselves are in the store of records. Each site has a list of its own: a preview of other records
leaves that of the published site alone. Without the list, a broken record is left out.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import orjson

from generator.cache import write_cached

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_FOLDER = "last-good"


def read_last_good(cache: Path, output: Path, shown: str) -> dict[str, str]:
    """Return the digest of each record that the site in `output` shows, by its path; nothing if none is remembered.

    `shown` is how messages call the folder of the records in this run, and how the paths begin.
    """
    try:
        remembered = orjson.loads(_file(cache, output).read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(remembered, dict):
        return {}
    return {f"{shown}/{path}": digest for path, digest in remembered.items()}


def remember_last_good(cache: Path, output: Path, shown: str, digests: Mapping[str, str]) -> None:
    """Keep the digests of the records that were published in `output`; the arguments are those of the reading.

    Raises CacheError if they cannot be kept; the site is published all the same.
    """
    # The command may run in another folder next time, where messages call the records otherwise.
    inside = {path.removeprefix(f"{shown}/"): digest for path, digest in digests.items()}
    write_cached(_file(cache, output), orjson.dumps(inside, option=orjson.OPT_SORT_KEYS))


def _file(cache: Path, output: Path) -> Path:
    name = hashlib.sha256(os.fsencode(output.resolve())).hexdigest()[:16]
    return cache / _FOLDER / f"{name}.json"
