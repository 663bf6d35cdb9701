import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from generator.children import run_child
from generator.errors import EngineError, SearchError
from tests.processes import alive, left_alive, marked_environment

ROOT = Path(__file__).parents[1]

# A build whose child starts a grandchild, which tells that it runs; then everybody waits.
BUILD = """
import sys
from pathlib import Path
from generator.errors import EngineError
from generator.children import run_child
script = "(sleep 60; true) & touch started; wait"
run_child(["sh", "-c", script], cwd=Path(sys.argv[1]), timeout=50, error=EngineError)
"""

# A build with workers that are in the middle of something.
WORKING = """
import sys, time
from pathlib import Path
from generator.workers import map_batches
def work(batch):
    Path(sys.argv[1], "started").touch()
    time.sleep(60)
list(map_batches(work, [[1], [2]], workers=2))
"""

# A parent that is gone before its child asks the kernel to die with it.
LATE = """
import os, sys, time
from pathlib import Path
from generator.children import die_with_parent
parent = os.getpid()
if os.fork():
    os._exit(0)
while os.getppid() == parent:
    time.sleep(0.01)
die_with_parent(parent)
Path(sys.argv[1], "survived").touch()
"""


def shell(script: str, cwd: Path, **options: object) -> subprocess.CompletedProcess[bytes]:
    settings = {"timeout": 20.0, "error": EngineError, **options}
    return run_child(["sh", "-c", script], cwd=cwd, **settings)  # type: ignore[arg-type]


def start(script: str, folder: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    # Tests that a shell runs in the background would hand on that interrupts are ignored.
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    command = [sys.executable, "-c", script, folder]
    return subprocess.Popen(command, cwd=ROOT, env=environment, preexec_fn=heed)  # noqa: PLW1509 - one thread


def wait_for(sign: Path) -> None:
    deadline = time.monotonic() + 20
    while not sign.exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_both_outputs_come_back(tmp_path: Path) -> None:
    done = shell("pwd; echo hint >&2", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{tmp_path}\n".encode(), b"hint\n")


def test_input_and_environment_reach_the_child(tmp_path: Path) -> None:
    done = shell('cat; echo "$WHO"', tmp_path, input=b"given\n", env={"WHO": "Ada", "PATH": os.environ["PATH"]})
    assert done.stdout == b"given\nAda\n"


def test_without_input_the_child_reads_the_end(tmp_path: Path) -> None:
    assert shell("cat", tmp_path).stdout == b""


def test_much_output_and_input_do_not_block(tmp_path: Path) -> None:
    content = b"x" * 3_000_000
    assert shell("cat; head -c 1000000 /dev/zero >&2", tmp_path, input=content).stdout == content


def test_a_failure_shows_the_last_lines(tmp_path: Path) -> None:
    with pytest.raises(SearchError) as caught:
        shell("seq 1 100; echo no index >&2; exit 3", tmp_path, error=SearchError, remedy="look at it")
    lines = caught.value.message.splitlines()
    assert lines[0] == "sh ended with exit code 3"
    assert [line.strip() for line in lines[-2:]] == ["100", "no index"]
    assert len(lines) < 20
    assert caught.value.remedy == "look at it"


def test_a_killed_child_is_named_so(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="killed by signal 9"):
        shell("kill -9 $$", tmp_path)


def test_a_missing_program_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="no-such-program cannot be started"):
        run_child(["no-such-program"], cwd=tmp_path, timeout=5, error=EngineError)


def test_a_slow_child_is_stopped_with_its_children(tmp_path: Path) -> None:
    mark, environment = marked_environment()
    with pytest.raises(EngineError, match=r"(?s)stopped after 0\.3 seconds.*begun"):
        shell("echo begun; (sleep 60; true) & sleep 60", tmp_path, timeout=0.3, env=environment)
    assert left_alive(mark) == []


def test_what_a_child_leaves_behind_is_stopped(tmp_path: Path) -> None:
    mark, environment = marked_environment()
    assert shell("sleep 60 & echo $!", tmp_path, env=environment).stdout
    assert left_alive(mark) == []


def test_an_interrupt_stops_the_child(tmp_path: Path) -> None:
    mark, environment = marked_environment()
    build = start(BUILD, tmp_path, environment)
    wait_for(tmp_path / "started")
    build.send_signal(signal.SIGINT)
    assert build.wait(20) != 0
    assert left_alive(mark) == []


@pytest.mark.parametrize(("script", "processes"), [(BUILD, 4), (WORKING, 3)])
def test_nothing_outlives_a_killed_build(tmp_path: Path, script: str, processes: int) -> None:
    mark, environment = marked_environment()
    build = start(script, tmp_path, environment)
    wait_for(tmp_path / "started")
    assert len(alive(mark)) >= processes
    build.kill()
    build.wait(20)
    assert left_alive(mark) == []


def test_a_child_that_comes_too_late_ends_at_once(tmp_path: Path) -> None:
    mark, environment = marked_environment()
    start(LATE, tmp_path, environment).wait(20)
    assert left_alive(mark) == []
    assert not (tmp_path / "survived").exists()
