"""A credential moves from its offer into a file of its own: no identifier, page or feed changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.publish.registry import Registry, contents, copy_registry

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

OFFER = "nadwarcianska/python-for-measurements"
ABOUT_THE_FILES = ("manifest.json", "SHA256SUMS", "pagefind/")


def move_credential(registry: Registry) -> None:
    """Put the credential of an offer into a file of its own, as an editor would: the block, two columns to the left."""
    file = registry.offer(OFFER)
    text = file.read_text(encoding="utf-8")
    block = re.search(r"^credential:\n((?:[ \t]+.*\n|\n|#.*\n)+)", text, re.MULTILINE)
    assert block is not None
    lines = [line.removeprefix("  ") for line in block[1].splitlines(keepends=True)]
    titles = re.search(r"^title:\n(?:  .*\n)+", text, re.MULTILINE)
    assert titles is not None
    own = file.parent.parent / "credentials" / "measuring.yml"
    own.parent.mkdir(exist_ok=True)
    own.write_text("id: measuring\n" + titles[0] + "".join(lines), encoding="utf-8")
    file.write_text(text.replace(block[0], "credential: measuring\n"), encoding="utf-8")


def without_lists_of_files(site: dict[str, bytes]) -> dict[str, bytes]:
    return {path: held for path, held in site.items() if not path.startswith(ABOUT_THE_FILES)}


def test_moving_a_credential_changes_nothing_that_was_there(tmp_path: Path, published: Registry) -> None:
    before = without_lists_of_files(contents(published.site))
    registry = copy_registry(tmp_path / "moved")
    move_credential(registry)
    after = without_lists_of_files(contents(registry.built().site))
    assert before.keys() <= after.keys()
    assert [path for path in before if before[path] != after[path]] == []
    assert after.keys() - before.keys() == {
        "data/v1/credentials/nadwarcianska/measuring/2.json",
        "en/credentials/nadwarcianska/measuring/2/index.html",
        "pl/credentials/nadwarcianska/measuring/2/index.html",
    }
