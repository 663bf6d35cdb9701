import fcntl
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from generator.errors import PublishError
from generator.publish.manifest import manifest_of, sha256sums
from generator.publish.stage import Stage, open_stage, write_file
from generator.workers import in_batches, map_batches
from tests.processes import left_alive, marked_environment
from tests.rights import as_somebody

ROOT = Path(__file__).parents[1]

# A whole small build that kills itself at the n-th thing it does to the file system.
# n = 0: it does not, and prints how many there were.
BUILD = """
import os, signal, sys
from functools import partial
from pathlib import Path
from generator.errors import EngineError
from generator.children import run_child
from generator.publish.manifest import manifest_of, sha256sums
from generator.publish.stage import open_stage, write_file
from generator.workers import in_batches, map_batches

folder, last, native = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "True"
EVENTS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.listdir", "os.scandir"}
EVENTS |= {"subprocess.Popen", "result"}
main, seen = os.getpid(), 0

def hook(event, arguments):
    global seen
    if event not in EVENTS or os.getpid() != main:
        return
    if event in {"subprocess.Popen", "result"} or type(arguments[0]) is int or "site" in str(arguments):
        seen += 1
        if seen == last:
            os.kill(main, signal.SIGKILL)

def write_all(directory, numbers):
    for number in numbers:
        write_file(directory, f"en/offers/{number}/index.html", b"new" * 1000)

sys.addaudithook(hook)
with open_stage(folder / "site") as stage:
    for number in range(10):
        stage.write(f"pl/{number}/index.html", b"new" * 1000)
    for _ in map_batches(partial(write_all, stage.directory), in_batches(range(200), 10), workers=2):
        sys.audit("result")
    script = "sleep 0.02 & echo x > prose; wait"
    run_child(["sh", "-c", script], cwd=stage.directory, timeout=9, error=EngineError)
    manifest = manifest_of(stage.directory)
    stage.write("manifest.json", manifest.to_json())
    stage.write("SHA256SUMS", sha256sums(manifest))
    stage.publish(native=native)
print(seen)
"""

# Enters the stage again and again; two at once inside would find the sign.
CONTENDER = """
import pathlib, sys, time
from generator.errors import PublishError
from generator.publish.stage import open_stage
output, sign, stop = map(pathlib.Path, sys.argv[1:])
entered = 0
while time.time() < float(stop.read_text()):
    try:
        with open_stage(output) as stage:
            sign.touch(exist_ok=False)
            stage.write("a/b", b"")
            assert [path.name for path in stage.directory.iterdir()] == ["a"]
            sign.unlink()
            entered += 1
    except PublishError:
        pass
print(entered)
"""


def fill(stage: Stage, version: str) -> None:
    for path in ["index.html", "en/index.html", "en/offers/uni/dane/index.html"]:
        stage.write(path, version.encode())
    stage.write("manifest.json", manifest_of(stage.directory).to_json())


def publish(output: Path, version: str) -> None:
    with open_stage(output) as stage:
        fill(stage, version)
        stage.publish()


def content_of(directory: Path) -> dict[str, bytes]:
    return {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    publish(tmp_path / "site", "old")
    return tmp_path / "site"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_published_stage_replaces_the_site_and_leaves_nothing(output: Path) -> None:
    publish(output, "new")
    assert (output / "en/index.html").read_bytes() == b"new"
    assert names(output.parent) == ["site"]


def test_the_stage_lies_beside_the_output(output: Path) -> None:
    with open_stage(output) as stage:
        assert stage.directory.parent == output.with_name(".site.stage")


def test_a_stage_that_is_not_published_changes_nothing(output: Path) -> None:
    before = content_of(output)
    with open_stage(output) as stage:
        fill(stage, "new")
    assert content_of(output) == before
    assert names(output.parent) == ["site"]


@pytest.mark.parametrize("problem", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_exception_removes_the_stage(output: Path, problem: type[BaseException]) -> None:
    before = content_of(output)
    with pytest.raises(problem), open_stage(output) as stage:
        fill(stage, "new")
        raise problem
    assert content_of(output) == before
    assert names(output.parent) == ["site"]


def test_a_relative_output_may_lie_in_folders_yet_to_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    publish(Path("public/html/site"), "new")
    assert (tmp_path / "public/html/site/index.html").read_bytes() == b"new"


def test_the_working_directory_can_be_the_output(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(output)
    publish(Path(), "new")
    assert (output / "index.html").read_bytes() == b"new"


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../site/index.html", "en/../../x", "", ".", "a//b", "a/", "./a", "a\0b"]
)
def test_a_path_that_leads_out_of_the_site_is_refused(output: Path, path: str) -> None:
    with open_stage(output) as stage, pytest.raises(PublishError, match="not the path of a file"):
        stage.write(path, b"")


def test_writing_does_not_change_a_hard_link_into_the_old_site(output: Path) -> None:
    with open_stage(output) as stage:
        os.link(output / "index.html", stage.directory / "index.html")
        stage.write("index.html", b"new")
        assert (output / "index.html").read_bytes() == b"old"
        assert (stage.directory / "index.html").read_bytes() == b"new"


def test_a_file_that_cannot_be_written_is_an_error_without_a_trace(output: Path) -> None:
    with open_stage(output) as stage:
        stage.write("en/index.html/x", b"")
        with pytest.raises(PublishError, match=r"en/index\.html could not be written"):
            stage.write("en/index.html", b"")
        assert list(content_of(stage.directory)) == ["en/index.html/x"]


def test_a_stage_without_manifest_is_not_published(output: Path) -> None:
    with open_stage(output) as stage:
        stage.write("index.html", b"new")
        with pytest.raises(PublishError, match="manifest"):
            stage.publish()
    assert (output / "index.html").read_bytes() == b"old"


def test_the_permissions_of_the_output_stay(output: Path) -> None:
    output.chmod(0o2770)
    publish(output, "new")
    assert output.stat().st_mode & 0o7777 == 0o2770


@pytest.mark.slow
@pytest.mark.parametrize("umask", [0o077, 0o002, 0o000])
@pytest.mark.parametrize("workers", [1, 2])
def test_everybody_may_read_the_site_whatever_the_umask(tmp_path: Path, umask: int, workers: int) -> None:
    """A web server runs as another user."""
    before = os.umask(umask)
    try:
        with open_stage(tmp_path / "public/site") as stage:
            fill(stage, "new")
            work = partial(write_pages, stage.directory)
            list(map_batches(work, in_batches(range(4), 2), workers=workers))
            stage.publish()
        assert os.umask(umask) == umask
    finally:
        os.umask(before)
    entries = [tmp_path / "public", *(tmp_path / "public").rglob("*")]
    assert {entry.stat().st_mode & 0o777 for entry in entries if entry.is_dir()} == {0o755}
    assert {entry.stat().st_mode & 0o777 for entry in entries if entry.is_file()} == {0o644}


def write_pages(directory: Path, numbers: Sequence[int]) -> None:
    for number in numbers:
        write_file(directory, f"pl/offers/{number}/index.html", b"new")


def test_a_folder_that_cannot_be_made_is_no_other_build() -> None:
    if not Path("/proc/self").exists():
        pytest.skip("/proc is not mounted here")
    with (
        pytest.raises(PublishError, match=r"the folder /proc/\.x\.stage could not be made") as caught,
        open_stage(Path("/proc/x")),
    ):
        pass
    assert "another --output" in caught.value.remedy


@pytest.mark.parametrize("name", ["site", "site/inside"])
def test_an_output_that_may_not_be_read_is_refused(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        Path(folder, "site").mkdir()
        Path(folder, "site").chmod(0o000)
        with as_somebody(), pytest.raises(PublishError, match="Permission denied") as caught:
            open_stage(Path(folder, name)).__enter__()
        Path(folder, "site").chmod(0o755)
    assert caught.value.remedy


@pytest.mark.slow
def test_a_second_build_of_the_same_output_is_refused(output: Path) -> None:
    with open_stage(output) as stage:
        fill(stage, "new")
        with pytest.raises(PublishError, match="another build") as caught, open_stage(output):
            pass
        assert caught.value.remedy
        stage.publish()
    assert (output / "index.html").read_bytes() == b"new"


def test_a_stage_left_behind_is_emptied(output: Path) -> None:
    leftover = output.parent / ".site.stage/site/en/leftover.html"
    leftover.parent.mkdir(parents=True)
    leftover.write_text("half a page")
    with open_stage(output) as stage:
        assert list(stage.directory.iterdir()) == []


def test_two_outputs_in_one_folder_do_not_hinder_each_other(tmp_path: Path) -> None:
    with open_stage(tmp_path / "one"), open_stage(tmp_path / "two") as stage:
        stage.write("index.html", b"")


def test_a_link_in_the_place_of_the_stage_is_refused(output: Path, tmp_path: Path) -> None:
    thesis = tmp_path / "home/thesis"
    thesis.mkdir(parents=True)
    (tmp_path / ".site.stage").symlink_to("home")
    with pytest.raises(PublishError, match="symbolic link"), open_stage(output):
        pass
    assert thesis.exists()


def test_a_lock_removed_while_it_was_waited_for_is_not_taken(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, flock = ExitStack(), fcntl.flock
    first.enter_context(open_stage(output))

    def flock_after_the_first_build_ended(lock: int, operation: int) -> None:
        first.close()
        flock(lock, operation)

    monkeypatch.setattr(fcntl, "flock", flock_after_the_first_build_ended)
    with open_stage(output), pytest.raises(PublishError, match="another build"), open_stage(output):
        pass


@pytest.mark.slow
def test_of_many_builds_one_at_a_time_holds_the_stage(output: Path, tmp_path: Path) -> None:
    sign, stop = tmp_path / "sign", tmp_path / "stop"
    stop.write_text(str(float(subprocess.check_output(["date", "+%s"])) + 2))
    command = [sys.executable, "-c", CONTENDER, output, sign, stop]
    contenders = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(3)]
    entered = [int(contender.communicate(timeout=20)[0] or -1) for contender in contenders]
    assert min(entered) >= 0
    assert sum(entered) > 10
    assert names(tmp_path) == ["site", "stop"]


def run_build(folder: Path, last: int, native: bool) -> subprocess.CompletedProcess[str]:
    mark, environment = marked_environment()
    command = [sys.executable, "-c", BUILD, folder, str(last), str(native)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, timeout=60, check=False
    )
    assert left_alive(mark) == []
    return done


@pytest.mark.slow
@pytest.mark.parametrize("native", [True, False])
def test_a_build_killed_at_20_points_leaves_a_whole_site(tmp_path: Path, native: bool) -> None:
    done = run_build(tmp_path / "reference", 0, native)
    new, steps = content_of(tmp_path / "reference/site"), int(done.stdout)
    points = [1 + round(number * (steps - 1) / 19) for number in range(20)]
    left_behind = 0

    for point in points:
        output = tmp_path / str(point) / "site"
        publish(output, "old")
        old = content_of(output)

        assert run_build(output.parent, point, native).returncode == -signal.SIGKILL
        left_behind += (output.parent / ".site.stage").exists()
        if native:
            assert content_of(output) in (old, new)
        with open_stage(output):
            assert content_of(output) in (old, new)
        assert names(output.parent) == ["site"]

    assert left_behind >= 15


def test_a_build_killed_between_two_renames_is_recovered(output: Path, tmp_path: Path) -> None:
    old = content_of(output)
    killed = BUILD.replace("if seen == last:", 'if event == "os.rename" and str(arguments[1]) == str(folder / "site"):')
    command = [sys.executable, "-c", killed, tmp_path, "0", "False"]
    assert subprocess.run(command, cwd=ROOT, check=False, timeout=60).returncode == -signal.SIGKILL
    assert not output.exists()

    with open_stage(output):
        assert content_of(output) == old
    assert names(tmp_path) == ["site"]


def test_the_checksums_of_a_published_site_hold(tmp_path: Path) -> None:
    run_build(tmp_path, 0, True)
    site = tmp_path / "site"
    assert sha256sums(manifest_of(site)) == (site / "SHA256SUMS").read_bytes()
    assert subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=site, check=False).returncode == 0
