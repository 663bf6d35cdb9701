"""One run of the benchmark: lay out registries, build them, let the rival do the same, weigh the site."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pagefind_bin import get_executable  # type: ignore[import-untyped]  # it ships no types

from benchmarks import front_matter, registry, rival
from benchmarks.measurements import Build, Measurements, Run
from benchmarks.serving import seconds_to_the_page
from benchmarks.weights import offer_pages, weigh
from generator.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

AS_OF = date(2026, 11, 20)
"""The day on which the samples are read; runs and deadlines lie around it."""

WORKERS = 2
RIVAL_RUNS = 2
"""The rival runs so often, and its best time counts."""

WHOLE_PAGE, LEARNERS_PART = "main", ".mc-columns"
"""What Pagefind reads of a page: all of it, or the learner's questions, without what every page explains again."""

PROJECT = str(Path(__file__).parents[1])
SAID = "said.txt"
Snapshot = dict[str, tuple[int, int, int]]


def measure(folder: Path, *, offers: int, small: int, hugo: Path, say: Callable[[str], None]) -> Measurements:
    """Measure everything below `folder`, which is emptied first."""
    described = machine()
    shutil.rmtree(folder, ignore_errors=True)
    say(f"Writing registries of {small} and {offers} offers")
    little = registry.lay_out(folder / "small", offers=small)
    root = registry.lay_out(folder / "registry", offers=offers)
    settings, site = read_settings(root), root / "site"
    say("Checking all records without a cache")
    check = run(
        [sys.executable, "-m", "generator.cli", "check", "--format", "json", "--as-of", AS_OF.isoformat()], root
    )
    shutil.rmtree(settings.cache)
    say(f"Cold build of {small} offers, with one worker and with two")
    alone = _build(little, small, workers=1)
    for made in (little / "site", read_settings(little).cache):
        shutil.rmtree(made)
    together = _build(little, small, workers=WORKERS)
    say(f"Cold build of {offers} offers")
    cold = _build(root, offers, workers=WORKERS)
    before = snapshot(site)
    say("Building again, nothing changed")
    again = _build_again(root, cold)
    untouched = snapshot(site)
    say("Writing the rival's records, and letting it render and index them")
    shells = front_matter.frames(settings, folder / "frames")
    theirs = rival.lay_out(front_matter.renderer(settings, shells, AS_OF), folder / "rival", WORKERS)
    rendering, indexing, slim = _rival(theirs, hugo)
    say("Weighing the site")
    weights = weigh(site, settings.languages)
    page_bytes = _mean(offer_pages(site, settings.languages))
    say("Building with one record changed")
    registry.change_one(root)
    changed = _build(root, offers, workers=WORKERS)
    rewritten = differing(untouched, snapshot(site))
    say("Saving a record while `serve` builds the site")
    served = seconds_to_the_page(root, AS_OF.isoformat(), _own_code())
    return Measurements(
        machine=described,
        languages=len(settings.languages),
        hugo=rendering,
        pagefind=indexing,
        pagefind_slim=slim,
        check=check,
        cold=cold,
        again=again,
        changed=changed,
        small=together,
        small_alone=alone,
        touched=len(differing(before, untouched)),
        rewritten=len(rewritten),
        served=served,
        weights=weights,
        page_bytes=page_bytes,
        rival_bytes=_mean(offer_pages(theirs.public, settings.languages)),
        front_matter=_mean(list((theirs.folder / "content").rglob("*.md"))),
    )


def run(command: Sequence[str], folder: Path) -> Run:
    """Run a command to its end, with its children; what it says lies in `folder`. Raises SystemExit if it fails."""
    begun = time.perf_counter()
    with (folder / SAID).open("wb") as said:
        child = subprocess.Popen(command, cwd=folder, env={**os.environ, **_own_code()}, stdout=said, stderr=said)
        _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    if child.returncode:
        said_last = (folder / SAID).read_text(encoding="utf-8", errors="replace")[-2000:]
        raise SystemExit(f"{' '.join(command[:4])} failed:\n{said_last}")
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss)


def _own_code() -> dict[str, str]:
    """Return what lets children in other folders find this project."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, (PROJECT, os.environ.get("PYTHONPATH"))))}


def _build(root: Path, offers: int, *, workers: int) -> Build:
    report = root / "report.json"
    command = [sys.executable, "-m", "benchmarks.building", str(root), AS_OF.isoformat(), str(workers), str(report)]
    done = run(command, root)
    noted = json.loads(report.read_text(encoding="utf-8"))
    # The start of Python counts: whoever waits for a build waits for it too.
    noted["stages"]["Start of the program"] = done.seconds - noted["seconds"]
    return Build(
        offers, workers, done.seconds, done.processor, noted["stages"], noted["peak_kilobytes"], noted["files"]
    )


def _build_again(root: Path, cold: Build) -> Build:
    """Run the command itself: where nothing is to be done, loading the program is most of what it does."""
    command = [sys.executable, "-m", "generator.cli", "build", "--as-of", AS_OF.isoformat(), "--workers", str(WORKERS)]
    done = run(command, root)
    stages = {"Start, and a look at every file": done.seconds}
    return Build(cold.offers, WORKERS, done.seconds, done.processor, stages, done.peak_kilobytes, cold.files)


def _rival(theirs: rival.Rival, hugo: Path) -> tuple[Run, Run, Run]:
    """Return the best run of Hugo, which writes everything anew each time, and the best of Pagefind, whole and slim."""
    rendering, indexing, slim = [], [], []
    for _ in range(RIVAL_RUNS):
        shutil.rmtree(theirs.public, ignore_errors=True)
        rendering.append(run(theirs.command(hugo), theirs.folder))
        index = [str(get_executable()), "--site", str(theirs.public), "--root-selector"]
        indexing.append(run([*index, WHOLE_PAGE], theirs.folder))
        slim.append(run([*index, LEARNERS_PART], theirs.folder))
    return _best(rendering), _best(indexing), _best(slim)


def _best(runs: Sequence[Run]) -> Run:
    return min(runs, key=lambda one: one.seconds)


def snapshot(site: Path) -> Snapshot:
    """Return size, time and inode of every file, to tell which were touched."""
    files = ((file, file.stat()) for file in site.rglob("*") if file.is_file())
    return {file.relative_to(site).as_posix(): (one.st_size, one.st_mtime_ns, one.st_ino) for file, one in files}


def differing(before: Mapping[str, tuple[int, int, int]], after: Mapping[str, tuple[int, int, int]]) -> set[str]:
    """Return the files that came, went, or differ in size or time."""
    return {one for one in before.keys() | after.keys() if before.get(one, ())[:2] != after.get(one, ())[:2]}


def _mean(files: Sequence[Path]) -> float:
    return sum(one.stat().st_size for one in files) / len(files)


def machine() -> str:
    """Say on what is measured, and what else it is busy with; no name and no address of it."""
    cores, memory = os.cpu_count(), os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    programs = f"Python {platform.python_version()}, Hugo {version('hugo')}, Pagefind {version('pagefind-bin')}"
    busy = f"{os.getloadavg()[0]:.1f} processes busy before the run"
    return f"{_processor()}, {cores} cores, {memory:.0f} GB, {platform.system()}, {busy}; {programs}"


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", file.read_text(encoding="utf-8")) if file.exists() else None
    return found[1] if found else platform.machine()
