"""An import that cannot write, is killed or meets another one: nothing stays half-written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.importers import stage
from generator.importers.settling import Import
from generator.importers.spreadsheet import import_spreadsheet
from tests.importers.updates import COURSE, FIRST, MAPPING, SECOND, changed, contents, rewrite, run, table

pytestmark = pytest.mark.slow

BEFORE = [FIRST, SECOND]
AFTER = [changed(FIRST, cost="free", about="Nowy opis."), changed(SECOND, code="K3", title="Trzeci", who="Akademia")]

# Kills a process before each step of its work on files in turn, and imports once more after each kill.
DRIVER = """
import itertools, json, os, shutil, signal, sys
from pathlib import Path
from generator.importers.spreadsheet import import_spreadsheet

folder, start = Path(sys.argv[1]), Path(sys.argv[2])
STEPS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir"}

def files(where):
    return {str(one.relative_to(where)): one.read_text("utf-8") for one in where.rglob("*") if one.is_file()}

def run(kill_at):
    child = os.fork()
    if child == 0:
        steps = itertools.count()
        def hook(event, arguments):
            writes = event == "open" and str(arguments[0]).startswith(str(folder)) and arguments[2] & os.O_CREAT
            if (event in STEPS or writes) and next(steps) == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(hook)
        import_spreadsheet(folder / "table.csv", folder / "providers", mapping=folder / "mapping.yml", update=True)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

def fresh():
    shutil.rmtree(folder / "providers", ignore_errors=True)
    if start.exists():
        shutil.copytree(start, folder / "providers")

fresh()
assert run(None) == 0
whole = files(folder / "providers")
seen = []
for point in itertools.count():
    fresh()
    code = run(point)
    half = files(folder / "providers") if (folder / "providers").exists() else {}
    records = {name: text for name, text in half.items() if not name.startswith(".import/")}
    assert run(None) == 0
    seen.append([code, records != whole and records != (files(start) if start.exists() else {}),
                 files(folder / "providers") == whole, (folder / "providers" / ".import").exists()])
    if code == 0:
        break
print(json.dumps(seen))
"""


@pytest.mark.parametrize("first", [False, True])
def test_a_killed_import_is_taken_back_by_the_next_one(tmp_path: Path, first: bool) -> None:
    run(tmp_path, BEFORE)
    start = (tmp_path / "providers").rename(tmp_path / "start")
    (tmp_path / "table.csv").write_text(table(*AFTER), encoding="utf-8", newline="")

    command = [sys.executable, "-c", DRIVER, str(tmp_path), str(tmp_path / "none" if first else start)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert [code for code, *_ in seen] == [-9] * (len(seen) - 1) + [0]
    assert sum(half_written for _, half_written, *_ in seen) >= 5
    assert all(whole and not stage_is_left for _, _, whole, stage_is_left in seen), seen


@pytest.fixture
def interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with an import that was stopped after its first file, without a chance to clear up."""
    run(tmp_path, BEFORE)
    (tmp_path / "table.csv").write_text(table(*AFTER), encoding="utf-8", newline="")
    command = [sys.executable, "-c", STOPPED, str(tmp_path)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == -9
    assert (tmp_path / "providers/.import/journal").exists()
    return tmp_path


STOPPED = """
import os, signal, sys
from pathlib import Path
from generator.importers.spreadsheet import import_spreadsheet

folder, rename, moved = Path(sys.argv[1]), Path.rename, []

def stopped(self, target):
    if len(moved) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    moved.append(target)
    return rename(self, target)

Path.rename = stopped
import_spreadsheet(folder / "table.csv", folder / "providers", mapping=folder / "mapping.yml", update=True)
"""


def test_what_somebody_changed_after_a_kill_stays(interrupted: Path) -> None:
    text = rewrite(interrupted / COURSE, ("Nowy opis.", "Opis od nas."))

    result = run(interrupted, BEFORE, "--update")

    assert (interrupted / COURSE).read_text("utf-8") == text
    assert "an earlier import was interrupted: what it had written was taken back first" in result.output
    assert "`description.pl`: changed by hand" in result.output


def test_a_dry_run_does_not_tidy_up(interrupted: Path) -> None:
    before = contents(interrupted / "providers")

    with pytest.raises(UsageError, match="one was interrupted"):
        imported(interrupted, dry_run=True)
    assert contents(interrupted / "providers") == before


def test_a_damaged_journal_is_named(interrupted: Path) -> None:
    (interrupted / "providers/.import/journal").write_bytes(b"{")

    with pytest.raises(UsageError, match="got a damaged file"):
        imported(interrupted)


def test_an_import_waits_for_no_other_and_disturbs_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, BEFORE)
    before = contents(tmp_path / "providers")
    move = stage._move

    def meanwhile(*arguments: object) -> None:
        monkeypatch.setattr(stage, "_move", move)
        with pytest.raises(UsageError, match="no other import is writing into"):
            imported(tmp_path)
        raise KeyboardInterrupt

    monkeypatch.setattr(stage, "_move", meanwhile)
    (tmp_path / "table.csv").write_text(table(*AFTER), encoding="utf-8", newline="")
    with pytest.raises(KeyboardInterrupt):
        imported(tmp_path)
    assert contents(tmp_path / "providers") == before


# ------------------------------------------------------------------------------------------------ where it is written


def imported(folder: Path, *, dry_run: bool = False) -> Import:
    (folder / "mapping.yml").write_text(MAPPING, encoding="utf-8")
    if not (folder / "table.csv").exists():
        (folder / "table.csv").write_text(table(*BEFORE), encoding="utf-8", newline="")
    done = import_spreadsheet(
        folder / "table.csv", folder / "providers", mapping=folder / "mapping.yml", update=True, dry_run=dry_run
    )
    assert isinstance(done, Import)
    return done


def test_the_folder_may_be_a_link_to_another_file_system(tmp_path: Path) -> None:
    memory = Path("/dev/shm")  # noqa: S108 - only as another file system
    if not os.access(memory, os.W_OK) or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second file system here")
    with tempfile.TemporaryDirectory(dir=memory) as elsewhere:
        (tmp_path / "providers").symlink_to(elsewhere)
        run(tmp_path, BEFORE)
        run(tmp_path, AFTER, "--update")
        assert sorted(one.name for one in Path(elsewhere).iterdir()) == ["akademia", "szkola"]


def test_nothing_is_written_beside_the_folder(tmp_path: Path) -> None:
    (tmp_path / "providers").mkdir()
    (tmp_path / "mapping.yml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "table.csv").write_text(table(*BEFORE), encoding="utf-8", newline="")
    os.utime(tmp_path, ns=(1, 1))

    import_spreadsheet(tmp_path / "table.csv", tmp_path / "providers", mapping=tmp_path / "mapping.yml")

    assert tmp_path.stat().st_mtime_ns == 1
    assert [one.name for one in (tmp_path / "providers").iterdir()] == ["szkola"]


@pytest.mark.parametrize("file", ["szkola", "szkola/offers"])
def test_a_file_in_the_place_of_a_folder_is_named_and_nothing_is_written(tmp_path: Path, file: str) -> None:
    other = changed(SECOND, code="K3", who="Akademia")
    (tmp_path / "table.csv").write_text(table(other, FIRST), encoding="utf-8", newline="")
    (tmp_path / "providers" / file).parent.mkdir(parents=True)
    (tmp_path / "providers" / file).write_text("ours", encoding="utf-8")

    with pytest.raises(UsageError) as refused:
        imported(tmp_path)

    assert (
        refused.value.message == f"expected a folder, got the file {tmp_path / 'providers' / file}; nothing was written"
    )
    assert contents(tmp_path / "providers") == {file: b"ours"}
    assert [str(one.relative_to(tmp_path / "providers")) for one in (tmp_path / "providers").rglob("*")] == (
        ["szkola"] if file == "szkola" else ["szkola", "szkola/offers"]
    )


def test_a_rename_that_fails_leaves_no_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device", None, None, str(target))

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(UsageError, match=f"{tmp_path}: No space left on device; nothing was written"):
        imported(tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["mapping.yml", "table.csv"]


def test_the_folder_that_may_not_be_written_to_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse one folder, as its rights would; they bind no administrator, who may run the tests."""
    make = Path.mkdir

    def refused(self: Path, *arguments: int, **options: bool) -> None:
        if self.parent == tmp_path / "providers/szkola":
            raise PermissionError(13, "Permission denied", str(self))
        make(self, *arguments, **options)

    monkeypatch.setattr(Path, "mkdir", refused)
    (tmp_path / "providers/szkola").mkdir(parents=True)
    with pytest.raises(UsageError, match=f"got: {tmp_path}/providers/szkola: Permission denied"):
        imported(tmp_path)
    assert [one.name for one in (tmp_path / "providers").rglob("*")] == ["szkola"]
