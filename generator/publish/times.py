"""Times of files: what did not change keeps its time, so that harvesters that ask for changes get none.

Web servers answer `Last-Modified` and `ETag` from the time and the size of a file.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def keep_times(directory: Path, made: Mapping[str, str], published: Path, before: Mapping[str, str]) -> int:
    """Give each file that was made with the bytes it has in the published site the time it has there; count them.

    `made` and `before` are the checksums of the staged and of the published files, by their paths.
    """
    kept = 0
    for path, sha256 in made.items():
        if before.get(path) == sha256:
            with suppress(OSError):
                time = (published / path).stat().st_mtime_ns
                os.utime(directory / path, ns=(time, time))
                kept += 1
    return kept
