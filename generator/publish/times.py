"""Times of files: what did not change keeps its time, so that harvesters that ask for changes get none.

Web servers answer `Last-Modified` and `ETag` from the time and the size of a file.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from generator.errors import PublishError
from generator.publish.manifest import published_checksums

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.publish.manifest import FileEntry


def keep_times(directory: Path, files: Mapping[str, FileEntry], published: Path) -> int:
    """Give each staged file that the published site has with the same bytes the time it has there; count them.

    Its lists of checksums say what the bytes are there. A published site whose lists are damaged has no times worth
    keeping.
    """
    try:
        before = published_checksums(published)
    except PublishError:
        return 0
    kept = 0
    for path, entry in files.items():
        if before.get(path) == entry.sha256:
            with suppress(OSError):
                time = (published / path).stat().st_mtime_ns
                os.utime(directory / path, ns=(time, time))
                kept += 1
    return kept
