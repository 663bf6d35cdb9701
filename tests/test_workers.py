import gc
import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from generator.errors import PublishError, WorkerError
from generator.workers import in_batches, map_batches

LOCK = threading.Lock()
WORKERS = pytest.mark.parametrize("workers", [0, 1, 2])


def squares(batch: Sequence[int]) -> list[int]:
    time.sleep(0.02 if batch[0] == 0 else 0)  # the first batch ends last
    return [number * number for number in batch]


def takes_lock(batch: Sequence[int]) -> bool:
    if not LOCK.acquire(timeout=2):
        return False
    LOCK.release()
    return True


def hold_lock(held: threading.Event, done: threading.Event) -> None:
    with LOCK:
        held.set()
        done.wait()


def whoami(batch: Sequence[int]) -> int:
    return os.getpid()


def fail(batch: Sequence[int]) -> None:
    if 3 in batch:
        raise PublishError("the disk is full", remedy="make room")


class StubbornError(Exception):
    """Cannot be unpickled: it needs two arguments and passes one on."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


def fail_stubbornly(batch: Sequence[int]) -> None:
    raise StubbornError("neither here", "nor there")


def die(batch: Sequence[int]) -> None:
    if 5 in batch:
        os.kill(os.getpid(), signal.SIGKILL)


def write_slowly(batch: Sequence[Path]) -> None:
    for path in batch:
        time.sleep(0.05)
        path.write_text("written")


@WORKERS
def test_results_come_in_the_order_of_the_batches(workers: int) -> None:
    results = list(map_batches(squares, in_batches(range(50), 3), workers=workers))
    assert [number for result in results for number in result] == [number**2 for number in range(50)]


@WORKERS
def test_no_batches_give_no_results(workers: int) -> None:
    assert list(map_batches(squares, [], workers=workers)) == []


def test_one_worker_is_this_process() -> None:
    assert set(map_batches(whoami, in_batches(range(4), 1), workers=1)) == {os.getpid()}


def test_two_workers_are_other_processes() -> None:
    assert os.getpid() not in set(map_batches(whoami, in_batches(range(20), 1), workers=2))


@pytest.mark.slow
def test_a_lock_held_by_a_thread_is_free_in_the_workers() -> None:
    held, done = threading.Event(), threading.Event()
    thread = threading.Thread(target=hold_lock, args=(held, done))
    thread.start()
    try:
        assert held.wait(5)
        assert all(map_batches(takes_lock, [[1], [2]], workers=2))
    finally:
        done.set()
        thread.join()


@WORKERS
def test_progress_counts_items(workers: int) -> None:
    steps: list[int] = []
    list(map_batches(squares, in_batches(range(10), 4), workers=workers, progress=steps.append))
    assert steps == [4, 4, 2]


@WORKERS
def test_an_exception_carries_through_with_its_remedy(workers: int) -> None:
    with pytest.raises(PublishError, match="the disk is full") as caught:
        list(map_batches(fail, in_batches(range(10), 2), workers=workers))
    assert caught.value.remedy == "make room"


def test_an_exception_that_cannot_travel_is_told_as_text() -> None:
    with pytest.raises(WorkerError, match=r"(?s)fail_stubbornly.*neither here"):
        list(map_batches(fail_stubbornly, [[1]], workers=2))


def test_a_killed_worker_is_an_error_and_no_hang() -> None:
    with pytest.raises(WorkerError, match="killed") as caught:
        list(map_batches(die, in_batches(range(30), 1), workers=2))
    assert "--workers 1" in caught.value.remedy


@pytest.mark.slow
def test_batches_are_taken_as_they_are_needed() -> None:
    taken = 0

    def batches() -> Iterator[list[int]]:
        nonlocal taken
        for number in range(100_000):
            taken += 1
            yield [number]

    results = map_batches(squares, batches(), workers=2)
    assert [next(results) for _ in range(10)][-1] == [81]
    results.close()  # type: ignore[attr-defined]
    assert taken < 30


@pytest.mark.slow
def test_nobody_writes_after_an_interrupted_loop(tmp_path: Path) -> None:
    paths = in_batches((tmp_path / str(number) for number in range(100)), 1)
    with pytest.raises(KeyboardInterrupt):
        for _ in map_batches(write_slowly, paths, workers=2):
            raise KeyboardInterrupt
    written = len(list(tmp_path.iterdir()))
    time.sleep(0.2)
    assert len(list(tmp_path.iterdir())) == written < 20


def _thresholds(_batch: Sequence[int]) -> tuple[int, int, int]:
    return gc.get_threshold()


def test_workers_rarely_look_for_cycles() -> None:
    assert next(map_batches(_thresholds, [[1]], workers=2)) == (50_000, 20, 100)
