"""Official schemas and shapes that outputs are validated with; the environment variable ORACLES says where they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def oracle(name: str) -> Path:
    """Return a file of the oracles; without them skip the test, or fail it where CI=true."""
    folder = os.environ.get("ORACLES")
    if folder and (Path(folder) / name).exists():
        return Path(folder) / name
    reason = f"needs {name} in the folder that ORACLES names (it is {folder or 'not set'})"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
