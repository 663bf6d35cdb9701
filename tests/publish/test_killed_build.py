"""A build that is killed, at whatever moment, leaves the published site whole and nothing running."""

import hashlib
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pytest

from tests.processes import left_alive, marked_environment
from tests.publish.registry import AS_OF, COMMAND, Registry, copy_registry, seen

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("killed builds")]


@dataclass(frozen=True)
class Workshop:
    """A registry whose builds keep temporary files in a folder of their own.

    `ends` are the seconds at which the stages of a build ended, the last one that of its process.
    """

    registry: Registry
    temporary: Path
    ends: tuple[float, ...]

    def moment(self, part: float) -> tuple[int, float]:
        """Return how many stages have ended after a part (0 to 1) of a build, and the seconds since then."""
        after = part * self.ends[-1]
        ended = [end for end in self.ends[:-1] if end <= after]
        return len(ended), after - (ended[-1] if ended else 0)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    folder = tmp_path_factory.mktemp("killed")
    temporary = folder / "tmp"
    temporary.mkdir()
    registry = copy_registry(folder / "registry").built("--workers", "2")
    workshop = Workshop(registry, temporary, ())
    # The quicker of two builds: if something else kept the machine busy, all moments would come too late.
    return min((replace(workshop, ends=measured(workshop)) for _ in range(2)), key=lambda one: one.ends[-1])


def measured(workshop: Workshop) -> tuple[float, ...]:
    """Return when each stage of a build ends, and the build itself, in seconds."""
    begun = time.monotonic()
    with running_build(workshop) as (build, _):
        ends = [time.monotonic() - begun for _ in lines(build)]
        build.wait()
    return (*ends, time.monotonic() - begun)


@contextmanager
def running_build(workshop: Workshop) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Start a build of everything in the background; give its process and the mark of everything it starts."""
    forget(workshop.registry)
    mark, environment = marked_environment()
    environment |= {"TMPDIR": str(workshop.temporary)}
    # Pytest in the background of a shell ignores SIGINT, and so would its children.
    build = subprocess.Popen(
        [COMMAND, "build", "--workers", "2", "--as-of", AS_OF],
        cwd=workshop.registry.root,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  nobody else runs here
    )
    with build:
        try:
            yield build, mark
        finally:
            build.kill()


def lines(build: subprocess.Popen[bytes]) -> Iterator[bytes]:
    """Yield what the build says: a line when a stage has ended."""
    assert build.stderr
    yield from iter(build.stderr.readline, b"")


def wait_for(build: subprocess.Popen[bytes], moment: tuple[int, float]) -> None:
    """Wait until so many stages have ended, then some seconds: so the load of the machine moves no point far."""
    stages, seconds = moment
    for _ in islice(lines(build), stages):
        pass
    time.sleep(seconds)


def expect_whole(site: Path) -> None:
    """Check that a site has exactly the files, with the bytes, that it was published with."""
    listed = 0
    for folder in (site, site / "pagefind"):
        check = ["sha256sum", "-c", "--quiet", "SHA256SUMS"]
        done = subprocess.run(check, cwd=folder, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout
        listed += len((folder / "SHA256SUMS").read_text().splitlines()) + 1
    assert sum(file.is_file() for file in site.rglob("*")) == listed


def beside(registry: Registry) -> set[str]:
    return {entry.name for entry in registry.root.iterdir()} - {"providers", "content", "theme", "mkdocs.yml", ".cache"}


def forget(registry: Registry) -> None:
    """Let the next build make every file anew, as if it knew nothing of the published site."""
    for folder in ("ledgers", "up-to-date", "prose"):
        shutil.rmtree(registry.root / ".cache" / folder, ignore_errors=True)


def was_exchanged(registry: Registry, before: int) -> bool:
    return registry.site.stat().st_ino != before


@pytest.mark.parametrize("points", [6, pytest.param(20, marks=pytest.mark.deep)])
def test_kill_at_any_moment_leaves_the_old_site_or_the_new_one(workshop: Workshop, points: int) -> None:
    registry, killed, exchanged = workshop.registry, 0, 0
    for point in range(1, points + 1):
        before = seen(registry.site)
        with running_build(workshop) as (build, mark):
            wait_for(build, workshop.moment(point / (points + 1)))
            build.kill()
            build.wait()
        killed += build.returncode == -signal.SIGKILL

        assert left_alive(mark) == [], f"point {point}"
        assert list(workshop.temporary.iterdir()) == [], f"point {point}"
        assert beside(registry) <= {"site", ".site.stage"}, f"point {point}"
        if was_exchanged(registry, before["."][2]):
            exchanged += 1
            expect_whole(registry.site)
        else:
            assert seen(registry.site) == before, f"point {point}"
        if point % 5 == 0 or point == points:
            registry.built("--workers", "2")
            assert beside(registry) == {"site"}
            expect_whole(registry.site)
    # The last builds reach the exchange before they are killed, or even their end.
    assert killed - exchanged >= points // 2


# Moments that a clock would hit by luck only.
AT_THE_EXCHANGE = """
import os, signal, sys
from generator import cli
from generator.publish import exchange, stage

def die(*arguments, **options):
    os.kill(os.getpid(), signal.SIGKILL)

def between_two_renames(staged, output, **options):
    output.rename(exchange.parking_place(staged))
    die()

def after(staged, output, **options):
    exchange.exchange_directories(staged, output)
    die()

moments = {"before": die, "between two renames": between_two_renames, "after": after}
stage.exchange_directories = moments[sys.argv.pop(1)]
cli.main()
"""


@pytest.mark.parametrize("whole", [True, False], ids=["everything anew", "most of it taken over"])
@pytest.mark.parametrize("moment", ["before", "between two renames", "after"])
def test_kill_around_the_exchange_is_mended_by_the_next_build(workshop: Workshop, moment: str, whole: bool) -> None:
    registry = workshop.registry
    if whole:
        forget(registry)
    else:
        offer = registry.offer("spichlerz/heat-pumps")
        offer.write_text(offer.read_text(encoding="utf-8").replace('en: "', 'en: "New: ', 1), encoding="utf-8")
    before = seen(registry.site)
    mark, environment = marked_environment()

    command = [sys.executable, "-c", AT_THE_EXCHANGE, moment, "build", "--as-of", AS_OF, "--workers", "2"]
    done = subprocess.run(command, cwd=registry.root, env=environment, capture_output=True, check=False)

    assert done.returncode == -signal.SIGKILL, done.stderr
    assert left_alive(mark) == []
    if moment == "before":
        assert seen(registry.site) == before
    elif moment == "after":
        assert was_exchanged(registry, before["."][2])
        expect_whole(registry.site)
    registry.built("--workers", "2")
    assert beside(registry) == {"site"}
    expect_whole(registry.site)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)])
def test_stopped_build_changes_nothing(workshop: Workshop, number: int, code: int) -> None:
    registry = workshop.registry
    before = seen(registry.site)
    with running_build(workshop) as (build, mark):
        wait_for(build, (2, 0.3))  # in the middle of the pages of records
        build.send_signal(number)
        said = b"".join(lines(build)).decode()

    assert build.returncode == code, said
    assert "Traceback" not in said
    assert left_alive(mark) == []
    assert seen(registry.site) == before
    if number == signal.SIGINT:
        assert "nothing was published" in said
        assert beside(registry) == {"site"}
        assert list(workshop.temporary.iterdir()) == []


# Reads the files again and again until told to stop; says how many reads there were and what went wrong.
READER = """
import hashlib, json, pathlib, sys, time
site, stop, ready, wanted = sys.argv[1:]
reads, wrong = 0, []
while not pathlib.Path(stop).exists():
    for file, digest in json.loads(wanted).items():
        try:
            if hashlib.sha256(pathlib.Path(site, file).read_bytes()).hexdigest() != digest:
                wrong.append(f"{file} has changed")
        except OSError as error:
            wrong.append(repr(error))
        reads += 1
    time.sleep(0.002)  # leave the processors to the builds
    pathlib.Path(ready).touch()
print(json.dumps([reads, wrong[:5]]))
"""
READ = ("index.html", "en/index.html", "pl/offers/spichlerz/heat-pumps/index.html", "sitemap.xml", "assets/icon.svg")


def test_readers_miss_nothing_while_whole_sites_are_built(workshop: Workshop, tmp_path: Path) -> None:
    registry, stop = workshop.registry, tmp_path / "stop"
    wanted = json.dumps({path: hashlib.sha256((registry.site / path).read_bytes()).hexdigest() for path in READ})
    ready = [tmp_path / f"ready{number}" for number in range(2)]
    readers = [
        subprocess.Popen(
            [sys.executable, "-S", "-c", READER, registry.site, stop, sign, wanted], stdout=subprocess.PIPE
        )
        for sign in ready
    ]
    try:
        while not all(sign.exists() for sign in ready):
            time.sleep(0.01)
        inodes = set()
        for _ in range(3):
            forget(registry)
            registry.built("--workers", "2")
            inodes.add(registry.site.stat().st_ino)
    finally:
        stop.touch()
        reports = [json.loads(reader.communicate(timeout=20)[0]) for reader in readers]
    assert len(inodes) > 1
    for reads, wrong in reports:
        assert wrong == []
        assert reads > 100
