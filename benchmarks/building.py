"""Build a registry once and note what it cost; runs as a child, so that the peak of its memory is its own.

python -m benchmarks.building ROOT DAY WORKERS REPORT
"""

from __future__ import annotations

import json
import re
import sys
import time
from datetime import date
from pathlib import Path

from generator.progress import Progress
from generator.publish.build import build
from generator.publish.order import Order
from generator.settings import read_settings


def main(root: Path, as_of: date, workers: int, report: Path) -> int:
    """Build `root/site` and write stages, seconds, files and the peak of memory to `report`."""
    settings = read_settings(root)
    progress = Progress(quiet=True)
    begun = time.perf_counter()
    outcome = build(settings, Order(root / "site", as_of, "providers", workers=workers), progress)
    seconds = time.perf_counter() - begun
    noted = {
        "seconds": seconds,
        # Manifest, exchange with the published site, removal of the old one.
        "stages": {**progress.seconds, "Outside of stages": seconds - sum(progress.seconds.values())},
        "files": outcome.files,
        "peak_kilobytes": _peak(),
    }
    report.write_text(json.dumps(noted), encoding="utf-8")
    return 0 if outcome.published else 1


def _peak() -> int:
    """Return the largest size of this process so far, without its workers."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="utf-8"))
    return int(found[1]) if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])))
