import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.errors import PublishError
from generator.publish.exchange import exchange_directories, parking_place, recover, refuse_unusable
from generator.publish.manifest import manifest_of

FILES = ["index.html", "en/index.html", "en/offers/uni/dane/index.html", "data/v1/offers.json"]

# Reads the files in turn until told to stop; reports how many reads, which versions, what went wrong.
READER = """
import json, pathlib, sys
site, stop, ready, *files = sys.argv[1:]
reads, versions, wrong = 0, set(), []
while not pathlib.Path(stop).exists():
    for file in files:
        try:
            lines = set(pathlib.Path(site, file).read_text().split())
        except OSError as error:
            wrong.append(repr(error))
            continue
        reads += 1
        versions |= lines
        if len(lines) != 1:
            wrong.append(f"{file}: {lines}")
    pathlib.Path(ready).touch()
print(json.dumps([reads, len(versions), wrong[:5]]))
"""


def make_site(directory: Path, version: str) -> Path:
    for path in FILES:
        file = directory / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{version}\n" * 5000)
    (directory / "manifest.json").write_bytes(manifest_of(directory).to_json())
    return directory


def version_of(site: Path) -> str:
    return (site / "en/index.html").read_text().split()[0]


@pytest.mark.parametrize("native", [True, False])
def test_an_exchange_hands_back_the_old_site(tmp_path: Path, native: bool) -> None:
    output, stage = make_site(tmp_path / "site", "old"), make_site(tmp_path / "stage", "new")

    old = exchange_directories(stage, output, native=native)

    assert version_of(output) == "new"
    assert old is not None
    assert version_of(old) == "old"


@pytest.mark.parametrize("native", [True, False])
def test_the_first_build_has_nothing_to_hand_back(tmp_path: Path, native: bool) -> None:
    stage = make_site(tmp_path / "stage", "new")

    assert exchange_directories(stage, tmp_path / "site", native=native) is None
    assert version_of(tmp_path / "site") == "new"
    assert not stage.exists()


@pytest.mark.slow
def test_readers_never_miss_a_file_during_50_exchanges(tmp_path: Path) -> None:
    output, stop = make_site(tmp_path / "site", "0"), tmp_path / "stop"
    ready = [tmp_path / f"ready{number}" for number in range(4)]
    readers = [
        subprocess.Popen([sys.executable, "-S", "-c", READER, output, stop, sign, *FILES], stdout=subprocess.PIPE)
        for sign in ready
    ]
    try:
        wait_for(ready)
        for number in range(1, 51):
            old = exchange_directories(make_site(tmp_path / "stage", str(number)), output)
            time.sleep(0.01)  # as `Stage.publish` does, for a reader that is half-way through a path
            shutil.rmtree(old)
    finally:
        stop.touch()
        reports = [json.loads(reader.communicate(timeout=20)[0]) for reader in readers]

    for reads, versions, wrong in reports:
        assert wrong == []
        assert reads >= len(FILES)
        assert versions > 1


def wait_for(signs: list[Path]) -> None:
    deadline = time.monotonic() + 20
    while not all(sign.exists() for sign in signs):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_failed_second_rename_puts_the_old_site_back(tmp_path: Path) -> None:
    output = make_site(tmp_path / "site", "old")

    with pytest.raises(PublishError):
        exchange_directories(tmp_path / "no-such-stage", output, native=False)

    assert version_of(output) == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_parked_by_a_killed_build_gets_its_name_back(tmp_path: Path) -> None:
    stage, output = make_site(tmp_path / "stage", "new"), tmp_path / "site"
    make_site(parking_place(stage), "old")

    assert recover(stage, output)
    assert version_of(output) == "old"


def test_a_parked_site_does_not_replace_a_published_one(tmp_path: Path) -> None:
    output = make_site(tmp_path / "site", "new")
    parked = make_site(parking_place(tmp_path / "stage"), "old")

    assert not recover(tmp_path / "stage", output)
    assert version_of(output) == "new"
    assert parked.exists()


def test_a_system_without_renameat2_falls_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output, stage = make_site(tmp_path / "site", "old"), make_site(tmp_path / "stage", "new")
    monkeypatch.setattr("generator.publish.exchange._libc", object())

    assert exchange_directories(stage, output) == parking_place(stage)
    assert version_of(output) == "new"


def test_a_link_is_refused(tmp_path: Path) -> None:
    make_site(tmp_path / "real", "old")
    (tmp_path / "site").symlink_to("real")

    with pytest.raises(PublishError, match="symbolic link") as caught:
        refuse_unusable(tmp_path / "site")
    assert str(tmp_path / "real") in caught.value.remedy


def test_a_dangling_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to("nowhere")
    with pytest.raises(PublishError, match="symbolic link"):
        refuse_unusable(tmp_path / "site")


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(PublishError, match="is a file"):
        refuse_unusable(tmp_path / "site")


def test_a_mount_point_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = make_site(tmp_path / "site", "old")
    monkeypatch.setattr(os.path, "ismount", lambda path: path == output)
    with pytest.raises(PublishError, match="mount point") as caught:
        refuse_unusable(output)
    assert "--output" in caught.value.remedy


@pytest.mark.parametrize("manifest", [None, '{"name":"somebody’s web app"}'])
def test_a_directory_of_somebody_else_is_refused(tmp_path: Path, manifest: str | None) -> None:
    output, stage = tmp_path / "site", make_site(tmp_path / "stage", "new")
    output.mkdir()
    (output / "thesis.txt").write_text("ten years of work")
    if manifest:
        (output / "manifest.json").write_text(manifest)

    with pytest.raises(PublishError, match=r"no manifest\.json of a catalogue") as caught:
        exchange_directories(stage, output)
    assert caught.value.remedy
    assert (output / "thesis.txt").read_text() == "ten years of work"


def test_an_empty_directory_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    exchange_directories(make_site(tmp_path / "stage", "new"), tmp_path / "site")
    assert version_of(tmp_path / "site") == "new"
