"""What a run of the benchmark says: a table for the terminal, JSON to keep."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.measurements import Build, Measurements, Run
    from benchmarks.targets import Target


def text(found: Measurements, targets: Sequence[Target]) -> str:
    """Return the report for the terminal."""
    return "\n".join((*_heading(found), "", *_table(targets), "", *_stages(found)))


def _heading(found: Measurements) -> Iterator[str]:
    pages = found.cold.offers * found.languages
    yield f"{found.cold.offers} offers in {found.languages} languages, {pages} pages of offers, on {found.machine}"
    yield "Records are the samples in turn, with three commits behind them: pages say what changed"
    yield (
        f"R = {found.rival:.2f} s: Hugo {found.hugo.seconds:.2f} s, Pagefind {found.pagefind.seconds:.2f} s, over the "
        f"same {pages} pages ({found.rival_bytes / 1000:.1f} kB each, ours {found.page_bytes / 1000:.1f} kB; "
        f"front matter {found.front_matter / 1000:.1f} kB)"
    )
    yield (
        f"Slim R = {found.rival_slim:.2f} s: Pagefind {found.pagefind_slim.seconds:.2f} s over the learner's questions "
        "only, half the words and still more than our own index has"
    )


def _table(targets: Sequence[Target]) -> Iterator[str]:
    for one in targets:
        measured = "      –" if one.measured is None else f"{one.measured:7.2f}"
        bound = "≥" if one.at_least else "≤"
        others = ((one.by_processor, "by processor time"), (one.by_slim, "slim R"))
        beside = ", ".join(f"{ratio:.2f} {name}" for ratio, name in others if ratio is not None)
        state = "met   " if one.met else "MISSED"
        yield f"{state} {measured} {one.unit:5} {bound} {one.budget:g}  {one.target}{f'  ({beside})' if beside else ''}"
        if one.why:
            yield f"{'':23}{one.why}"


def _stages(found: Measurements) -> Iterator[str]:
    yield f"{'seconds per stage':36}{'cold':>9}{'again':>9}{'changed':>9}{f'{found.small.offers} offers':>13}"
    for title in found.cold.stages:
        builds = (found.cold, found.again, found.changed, found.small)
        seconds = [one.stages.get(title, 0.0) for one in builds]
        yield f"{title:36}{seconds[0]:9.2f}{seconds[1]:9.2f}{seconds[2]:9.2f}{seconds[3]:13.2f}"


def as_json(found: Measurements, targets: Sequence[Target]) -> str:
    """Return the report as it is kept in docs/benchmarks."""
    told = {
        "machine": found.machine,
        "offers": found.cold.offers,
        "languages": found.languages,
        "R": _rounded(found.rival),
        "slim_R": _rounded(found.rival_slim),
        "targets": [_target(one) for one in targets],
        "rival": {
            "hugo": _run(found.hugo),
            "pagefind": _run(found.pagefind),
            "pagefind_slim": _run(found.pagefind_slim),
            "bytes_a_page": round(found.rival_bytes),
            "our_bytes_a_page": round(found.page_bytes),
            "front_matter_bytes_a_page": round(found.front_matter),
        },
        "check": _run(found.check),
        "builds": {
            "cold": _build(found.cold),
            "nothing changed": _build(found.again),
            "one record changed": _build(found.changed),
            "fewer offers": _build(found.small),
            "fewer offers, one worker": _build(found.small_alone),
        },
        "weights": asdict(found.weights),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _target(one: Target) -> dict[str, Any]:
    others = {"by_processor_time": one.by_processor, "by_slim_R": one.by_slim}
    return {
        "target": one.target,
        "at least" if one.at_least else "at most": one.budget,
        "measured": None if one.measured is None else _rounded(one.measured),
        "unit": one.unit,
        "met": one.met,
        "why": one.why,
    } | {name: _rounded(ratio) for name, ratio in others.items() if ratio is not None}


def _run(one: Run) -> dict[str, float]:
    return {
        "seconds": _rounded(one.seconds),
        "processor_seconds": _rounded(one.processor),
        "peak_kilobytes": one.peak_kilobytes,
    }


def _build(one: Build) -> dict[str, Any]:
    return {
        "offers": one.offers,
        "workers": one.workers,
        "seconds": _rounded(one.seconds),
        "processor_seconds": _rounded(one.processor),
        "files": one.files,
        "peak_kilobytes_of_the_main_process": one.peak_kilobytes,
        "stages": {title: _rounded(seconds) for title, seconds in one.stages.items()},
    }


def _rounded(number: float) -> float:
    return round(number, 3)
