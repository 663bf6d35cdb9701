"""Let Lighthouse judge the main page kinds of the sample catalogue behind nginx. Run by `make lighthouse`.

python -m tests.lighthouse PROGRAM WORK REPORT [--runs N]

PROGRAM is the folder in which `npm ci` installed Lighthouse, WORK a folder for the site and the whole reports,
REPORT the Markdown file to write; what each run found lies beside it as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from collections import Counter
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from generator.progress import Progress
from generator.publish.build import build
from generator.publish.order import Order
from generator.settings import read_settings
from tests.conftest import QUIET
from tests.nginx import behind_nginx, free_port
from tests.site.serving import AS_OF

ROOT = Path(__file__).parents[2]
PAGES = {
    "home": "en/",
    "browse": "pl/browse/",
    "field": "pl/fields/07/",
    "deadlines": "en/deadlines/",
    "search": "en/search/",
    "search with a filter": "en/search/?participation=online",
    "offer": "en/offers/nadwarcianska/python-for-measurements/",
    "provider": "pl/providers/nadwarcianska/",
}
WITHOUT_BAR = "search with a filter"
"""A page whose performance is measured and has no bar: to show the first cards, WebAssembly is compiled and the index
of words read, which blocks a phone four times slower than the machine for a third of a second."""
CATEGORIES = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
"""What each category must reach in the median of all runs, in points."""
METRICS = {
    "first-contentful-paint": ("first paint, ms", ",.0f"),
    "largest-contentful-paint": ("largest paint, ms", ",.0f"),
    "total-blocking-time": ("blocked, ms", ",.0f"),
    "cumulative-layout-shift": ("layout shift", ".3f"),
    "total-byte-weight": ("bytes", ",.0f"),
}
TEXT = """# What Lighthouse says

Made by `make lighthouse` on {day}: Lighthouse {version} as on a slow phone (its default), the sample catalogue \
behind nginx with compression, median of {count} runs. To be reached: {bars}; the \
performance of “{without_bar}” has no bar. What each run found is in [lighthouse.json](lighthouse.json).

{head}
{rows}

What cost points:

{costs}
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of Lighthouse found on a page: points by category, metrics, and the audits that were not passed."""

    page: str
    points: dict[str, int]
    metrics: dict[str, float]
    failed: dict[str, str]


def main() -> int:
    """Judge every page, write both reports, and return 1 when a median misses its bar."""
    arguments = argparse.ArgumentParser(prog="python -m tests.lighthouse")
    arguments.add_argument("program", type=Path)
    arguments.add_argument("work", type=Path)
    arguments.add_argument("report", type=Path)
    arguments.add_argument("--runs", type=int, default=5)
    asked = arguments.parse_args()
    work = asked.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    port = free_port()
    site = _site(work / "site", port)
    with behind_nginx(site, work / "nginx", port) as address:
        runs = [
            _run(asked.program.resolve(), address, page, work / f"{page.replace(' ', '-')}-{number}.json")
            for page in PAGES
            for number in range(asked.runs)
        ]
    asked.report.write_text(_told(runs, asked.runs, _version(asked.program)), encoding="utf-8")
    found = json.dumps([asdict(run) for run in runs], indent=1, ensure_ascii=False)
    asked.report.with_suffix(".json").write_text(f"{found}\n", encoding="utf-8")
    missed = [page for page in PAGES if not _reached(page, _of(runs, page))]
    sys.stdout.write(f"Below the bar: {', '.join(missed)}\n" if missed else "Every page reaches the bar.\n")
    return 1 if missed else 0


def _site(output: Path, port: int) -> Path:
    """Build the sample catalogue for the address at which nginx shows it, so that canonical links are its own."""
    settings = replace(read_settings(ROOT), base_url=f"http://127.0.0.1:{port}/")
    outcome = build(settings, Order(output, AS_OF, "providers"), Progress(quiet=True))
    assert outcome.published, outcome.diagnostics
    return output


def _run(program: Path, address: str, page: str, report: Path) -> Run:
    flags = " ".join(("--headless=new", *QUIET))
    subprocess.run(
        [
            str(program / "node_modules/.bin/lighthouse"),
            f"{address}{PAGES[page]}",
            "--quiet",
            "--no-enable-error-reporting",
            f"--only-categories={','.join(CATEGORIES)}",
            "--output=json",
            f"--output-path={report}",
            f"--chrome-flags={flags}",
        ],
        check=True,
        env={**os.environ, "CHROME_PATH": shutil.which("chromium") or ""},
    )
    run = _read(page, json.loads(report.read_text(encoding="utf-8")))
    sys.stderr.write(f"{page}: {', '.join(f'{name} {points}' for name, points in run.points.items())}\n")
    return run


def _read(page: str, report: dict[str, Any]) -> Run:
    """Return what a report of Lighthouse says; audits count as failed when they cost points in a category."""
    audits = report["audits"]
    weighed = [one["id"] for name in CATEGORIES for one in report["categories"][name]["auditRefs"] if one["weight"]]
    return Run(
        page,
        {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES},
        {name: round(audits[name]["numericValue"], 4) for name in METRICS},
        {
            name: audits[name].get("displayValue") or audits[name]["title"]
            for name in weighed
            if (audits[name]["score"] or 0) < 0.9  # Lighthouse's own line between green and orange
            and audits[name]["scoreDisplayMode"] not in ("notApplicable", "informative", "manual")
        },
    )


def _of(runs: list[Run], page: str) -> list[Run]:
    return [run for run in runs if run.page == page]


def _median(runs: list[Run], category: str) -> float:
    return statistics.median(run.points[category] for run in runs)


def _reached(page: str, runs: list[Run]) -> bool:
    bars = {name: bar for name, bar in CATEGORIES.items() if (name, page) != ("performance", WITHOUT_BAR)}
    return all(_median(runs, category) >= bar for category, bar in bars.items())


def _version(program: Path) -> str:
    package = json.loads((program / "node_modules/lighthouse/package.json").read_text(encoding="utf-8"))
    return str(package["version"])


def _told(runs: list[Run], count: int, version: str) -> str:
    """Write the report: medians by page, the span of the performance, and what cost points in any run."""
    bars = ", ".join(f"{name.replace('-', ' ')} {bar}" for name, bar in CATEGORIES.items())
    head = [*(name.replace("-", " ") for name in CATEGORIES), "performance, lowest and highest"]
    head += [name for name, _form in METRICS.values()]
    failed = Counter((run.page, name) for run in runs for name in run.failed)
    costs = [f"| {page} | {name} | {times} of {count} |" for (page, name), times in sorted(failed.items())]
    return TEXT.format(
        day=datetime.now(UTC).date(),
        version=version,
        count=count,
        bars=bars,
        without_bar=WITHOUT_BAR,
        head=f"| page | {' | '.join(head)} |\n| --- |{' ---: |' * len(head)}",
        rows="\n".join(_row(page, _of(runs, page)) for page in PAGES),
        costs="\n".join(["| page | audit | runs |", "| --- | --- | ---: |", *costs]) if costs else "Nothing.",
    )


def _row(page: str, runs: list[Run]) -> str:
    points = [f"{_median(runs, category):g}" for category in CATEGORIES]
    reached = sorted(run.points["performance"] for run in runs)
    measured = (
        format(statistics.median(run.metrics[name] for run in runs), form) for name, (_name, form) in METRICS.items()
    )
    return f"| {page} | {' | '.join((*points, f'{reached[0]}, {reached[-1]}', *measured))} |"


if __name__ == "__main__":
    sys.exit(main())
