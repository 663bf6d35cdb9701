"""Times of files: what did not change keeps its time, so that harvesters that ask for changes get none.

Web servers answer `Last-Modified` and `ETag` from the time and the size of a file.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from generator.errors import PublishError
from generator.publish.manifest import read_manifest

if TYPE_CHECKING:
    from pathlib import Path

    from generator.publish.manifest import Manifest


def keep_times(directory: Path, manifest: Manifest, published: Path) -> int:
    """Give each staged file that the published site has with the same bytes the time it has there; count them.

    Both manifests say what the bytes are. A published site whose manifest is damaged has no times worth keeping.
    """
    try:
        before = read_manifest(published)
    except PublishError:
        return 0
    kept = 0
    for path, entry in manifest.files.items() if before else ():
        if before is not None and before.files.get(path) == entry:
            with suppress(OSError):
                time = (published / path).stat().st_mtime_ns
                os.utime(directory / path, ns=(time, time))
                kept += 1
    return kept
