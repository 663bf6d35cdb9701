"""Spread batches over worker processes; the answers come in the order of the batches.

How workers start: by fork while this process has one thread, which costs milliseconds and shares what is
loaded already; otherwise (a progress display runs a thread of its own) by spawn, since a fork copies a lock
that another thread holds at that moment, for ever locked. The pool's own threads start after the forks and
end with the pool.
"""

import gc
import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from generator.children import die_with_parent
from generator.errors import WorkerError

Item = TypeVar("Item")
Result = TypeVar("Result")

# Batches per worker under way or answered but not yet asked for: more only costs memory.
_AHEAD = 3

# So many new objects before Python looks for cycles, and so many rounds before it looks through older objects too.
_OBJECTS, _ROUNDS, _OLD_ROUNDS = 50_000, 20, 100


def collect_rarely() -> None:
    """Look for objects that hold each other less often than Python does, and never among those that exist now.

    Records, summaries and YAML nodes are trees, freed without a search. The searches took 20 % of the CPU of checking
    records and 13 % of that of feeds; to make them rare costs no memory that can be measured.
    """
    gc.freeze()
    gc.set_threshold(_OBJECTS, _ROUNDS, _OLD_ROUNDS)


def map_batches(
    function: Callable[[Sequence[Item]], Result],
    batches: Iterable[Sequence[Item]],
    *,
    workers: int,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Result]:
    """Yield `function(batch)` for each batch, in order; `progress` gets the number of items of a batch done.

    With one worker or none the work happens in this process. Otherwise `function` must be a module's function
    (or a partial of one): workers that are not forked get it pickled. Batches and results are pickled; batches are
    taken from `batches` when needed. What `function` raises is raised here; a worker that was killed raises
    WorkerError. When the iteration ends, early or not, the workers are gone: loop over the call itself, a name would
    keep it open.
    """
    working = _in_this_process(function, batches) if workers <= 1 else _in_workers(function, batches, workers)
    with closing(working) as results:
        for size, result in results:
            if progress is not None:
                progress(size)
            yield result


def in_batches(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Cut `items` into tuples of `size`; the last may be shorter."""
    iterator = iter(items)
    while batch := tuple(islice(iterator, size)):
        yield batch


def _in_this_process(
    function: Callable[[Sequence[Item]], Result], batches: Iterable[Sequence[Item]]
) -> Generator[tuple[int, Result], None, None]:
    for batch in batches:
        yield len(batch), function(batch)


def _in_workers(
    function: Callable[[Sequence[Item]], Result], batches: Iterable[Sequence[Item]], workers: int
) -> Generator[tuple[int, Result], None, None]:
    waiting: deque[tuple[int, Future[Result]]] = deque()
    executor = _start_workers(workers, function)
    try:
        remaining = iter(batches)
        for batch in islice(remaining, workers * _AHEAD):
            waiting.append((len(batch), executor.submit(_do, batch)))
        while waiting:
            size, future = waiting.popleft()
            result = future.result()
            for batch in islice(remaining, 1):
                waiting.append((len(batch), executor.submit(_do, batch)))
            yield size, result
    except BrokenProcessPool as error:
        raise WorkerError(
            "a worker was killed, most likely because memory ran out",
            remedy="build again with fewer workers, for example --workers 1",
        ) from error
    finally:
        # Waits for batches under way: nobody writes to the stage after this.
        executor.shutdown(cancel_futures=True)


def _start_workers(workers: int, function: Callable[[Any], Any]) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("fork" if _has_one_thread() else "spawn"),
        initializer=_settle_in,
        initargs=(os.getpid(), function),
    )


_function: Callable[[Any], Any] | None = None
"""What this worker does with each batch. A forked worker finds it in its memory: a catalogue of 10,000 offers in it is
14 MB that were pickled and read again for each feed and each language, 0.8 s each time."""


def _settle_in(parent: int, function: Callable[[Any], Any]) -> None:
    global _function  # noqa: PLW0603 - a worker has no other place for what it is told at its start
    die_with_parent(parent)
    _function = function
    collect_rarely()
    # Ctrl-C reaches every process at the terminal; the main process alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(batch: Any) -> Any:
    """Do the work; replace an exception that cannot be pickled, which would break the whole pool."""
    assert _function is not None  # noqa: S101 - a worker begins with `_settle_in`
    try:
        return _function(batch)
    except Exception as error:
        try:
            pickle.loads(pickle.dumps(error))  # noqa: S301  our own bytes
        except Exception:
            text = "".join(traceback.format_exception(error)).rstrip()
            raise WorkerError(f"a worker failed:\n{text}") from None
        raise


def _has_one_thread() -> bool:
    """Count the threads of libraries too where the system shows them."""
    tasks = Path("/proc/self/task")
    count = len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()
    return count == 1
