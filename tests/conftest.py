"""The browser of all tests marked `browser`: the system's Chromium, driven through pytest-playwright."""

import os
import shutil
import sys
from typing import Any

import pytest

# Commands speak the language of the environment; tests and what they start speak English unless they ask for more.
os.environ.pop("LANGUAGE", None)
os.environ["LC_ALL"] = "C.UTF-8"

# Where Python is told to write no bytecode, each of some hundred commands would compile the generator anew (2 s of a
# build of 11 s), and each worker the tests (10 s).
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

QUIET = (
    *(("--no-sandbox",) if os.geteuid() == 0 else ()),  # Chromium refuses its sandbox to root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    chromium = shutil.which("chromium")
    if chromium is None:
        reason = "Chromium is not on this machine: run tests/browser.sh"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return {"executable_path": chromium, "args": list(QUIET)}
