"""Registries to be measured: as many states as the samples, and a history that ends in the records."""

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.history import earlier, write_history
from benchmarks.measuring import differing
from benchmarks.registry import change_one
from benchmarks.synthetic import SAMPLES, write_records

STATUS = re.compile(r"^status: (\w+)", re.MULTILINE)


def states(files: list[Path]) -> Counter[str]:
    # Reading whole records would take most of the time of these tests.
    texts = (file.read_text(encoding="utf-8") for file in files)
    return Counter(STATUS.findall(one)[0] for one in texts if "\nremoval:" not in one)


@pytest.mark.slow
def test_offers_are_paused_and_withdrawn_as_often_as_in_the_samples(tmp_path: Path) -> None:
    samples = states(list(SAMPLES.glob("*/offers/*.yml")))
    written = write_records(tmp_path, offers=240, providers=12, as_in_samples=True)
    found = states(list(written.glob("*/offers/*.yml")))
    assert found.total() == 240
    for state, number in samples.items():
        # Providers take turns, and some have few offers: the parts are near, not equal.
        assert abs(found[state] / 240 - number / samples.total()) < 0.06, (state, found)


def test_the_history_ends_in_the_records(tmp_path: Path) -> None:
    write_records(tmp_path / "providers", offers=20, providers=12)
    files = sorted(tmp_path.glob("providers/*/offers/*.yml"))
    before = {file: file.read_bytes() for file in files}
    write_history(tmp_path)
    assert {file: file.read_bytes() for file in files} == before
    counted = [_versions(tmp_path, file) for file in files]
    assert Counter(counted) == {3: 8, 2: 12}
    assert not _git(tmp_path, "status", "--porcelain")


def _versions(root: Path, file: Path) -> int:
    return len(_git(root, "log", "--format=%H", "--", str(file.relative_to(root))).splitlines())


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", root, *arguments], check=True, capture_output=True, text=True).stdout


def test_earlier_offers_lasted_longer() -> None:
    assert earlier("checked: 2026-11-01\nduration: P6W\n", "2026-03-02", 2) == "checked: 2026-03-02\nduration: P8W\n"
    assert earlier("checked: 2026-11-01\nduration: PT5H\n", "2026-03-02", 2).endswith("duration: PT5H\n")


def test_one_offer_gets_another_title(tmp_path: Path) -> None:
    write_records(tmp_path / "providers", offers=12, providers=12)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.yml")}
    changed = change_one(tmp_path)
    assert [file for file, content in before.items() if file.read_bytes() != content] == [changed]


def test_touched_files_are_those_that_came_went_or_differ() -> None:
    before = {"same": (1, 1, 1), "linked": (1, 1, 1), "longer": (1, 1, 1), "later": (1, 1, 1), "gone": (1, 1, 1)}
    after = {"same": (1, 1, 1), "linked": (1, 1, 2), "longer": (2, 1, 1), "later": (1, 2, 1), "new": (1, 1, 1)}
    assert differing(before, after) == {"longer", "later", "gone", "new"}
