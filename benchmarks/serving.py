"""How long it takes until `catalogue serve` shows a saved record, while it builds the whole site behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.registry import change_one, first_offer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SAVES = 5
PAUSE, PATIENCE = 0.02, 600.0  # seconds
PROVISIONAL = "the others are still being read"


def seconds_to_the_page(root: Path, day: str, environment: Mapping[str, str]) -> float:
    """Save an offer some times and return the longest time until its page showed it.

    The page is asked for again and again, so that half a pause and one answer are in the figure.
    """
    file = first_offer(root)
    address = f"en/offers/{file.parts[-3]}/{file.stem}/"
    with _served(root, day, environment) as host:
        _wait_for(f"{host}{address}", "", without=PROVISIONAL)
        return max(_saved(root, f"{host}{address}", f"saved{number}") for number in range(SAVES))


def _saved(root: Path, address: str, mark: str) -> float:
    change_one(root, mark)
    begun = time.perf_counter()
    _wait_for(address, mark)
    return time.perf_counter() - begun


def _wait_for(address: str, mark: str, without: str = "") -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(URLError, TimeoutError), urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310  loopback
            page = answer.read().decode()
            if mark in page and (not without or without not in page):
                return
        time.sleep(PAUSE)
    raise SystemExit(f"{address} did not show {mark!r} within {PATIENCE:g} seconds")


@contextmanager
def _served(root: Path, day: str, environment: Mapping[str, str]) -> Iterator[str]:
    """Run `catalogue serve` and give the address that it names."""
    command = [sys.executable, "-m", "generator.cli", "serve", "--port", "0", "--as-of", day]
    with (
        (root / "serve.txt").open("wb") as said,
        subprocess.Popen(
            command, cwd=root, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=said
        ) as child,
    ):
        try:
            assert child.stdout is not None  # noqa: S101  for the type checker
            found = re.search(rb"http://\S+", child.stdout.readline())
            if found is None:
                raise SystemExit("catalogue serve did not start; serve.txt in the folder of the registry says why")
            yield found[0].decode()
        finally:
            child.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                child.wait(60)
            child.kill()
