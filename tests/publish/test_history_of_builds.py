"""A build reads the history of a registry in git, and says once why there is none."""

from __future__ import annotations

import gzip
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.publish.registry import Registry, copy_registry
from tests.repository import ALONE, Repository

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("history of builds")]

LIMIT = 12_000
USUAL = "slievebawn/numbers-in-the-news"
"""An offer of usual length, which stays within the bytes of a page with ten changes."""

MOST = 1_200
"""So many compressed bytes may ten changes of nearly every text add to the page of the fullest sample."""

OFFER = "donauwinkel/vineyard-climate-evenings"
NOT_KNOWN = "The history of this offer is not available."


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return copy_registry(tmp_path_factory.mktemp("registry") / "inside")


def test_a_build_says_once_why_there_is_no_history(registry: Registry) -> None:
    done = registry.build(GIT_CEILING_DIRECTORIES=str(registry.root.parent))
    assert done.returncode == 0, done.stderr
    said = "Pages of offers do not say what changed: the folder of the records is not in a repository of git."
    assert done.stderr.count(said) == 1
    assert NOT_KNOWN in registry.page(OFFER).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rewritten(registry: Registry) -> tuple[Registry, dict[str, int]]:
    """The registry after ten commits to two of its offers, and the size of a page before, by language."""
    without = registry.build(GIT_CEILING_DIRECTORIES=str(registry.root.parent))
    assert without.returncode == 0, without.stderr
    before = {one: len(gzip.compress(registry.page(OFFER, one).read_bytes())) for one in ("en", "pl")}
    repository = Repository(registry.root, registry.providers)
    (registry.root / ".gitignore").write_text(".cache\nsite\n", encoding="utf-8")
    repository.git("init", "--quiet")
    repository.commit("2026-01-01")
    for number in range(1, 11):
        rewrite(registry.offer(OFFER), number)
        rewrite(registry.offer(USUAL), number)
        repository.commit(f"2026-02-{number:02d}")
    return registry, before


def test_a_page_with_ten_changes_stays_small(rewritten: tuple[Registry, dict[str, int]]) -> None:
    registry, before = rewritten
    done = registry.build(**ALONE)
    assert done.returncode == 0, done.stderr
    assert "what changed" not in done.stderr
    for language in ("en", "pl"):
        html = registry.page(OFFER, language).read_bytes()
        assert html.count(b'<p class="mc-changes__day">') == 10
        assert len(gzip.compress(html)) - before[language] <= MOST
        usual = registry.page(USUAL, language).read_bytes()
        assert usual.count(b'<p class="mc-changes__day">') == 10
        assert len(gzip.compress(usual)) <= LIMIT


def rewrite(file: Path, number: int) -> None:
    """Put other words in the place of many texts of a record, as a provider does who writes it anew each term."""
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(_rewritten(one, number) for one in lines) + "\n", encoding="utf-8")


def _rewritten(line: str, number: int) -> str:
    key, colon, text = line.partition(': "')
    if colon and key.strip() in ("en", "pl", "de"):
        words = text.rstrip('"').split(" ")
        return f'{key}{colon}{" ".join([*words[1:], words[0], str(number)])}"'
    return line


def test_a_shallow_clone_builds_the_same_site_but_for_the_history(
    rewritten: tuple[Registry, dict[str, int]], tmp_path: Path
) -> None:
    registry, shallow = rewritten[0], tmp_path / "shallow"
    address = f"file://{registry.root}"
    clone = ["git", "clone", "--quiet", "--depth", "1", address, str(shallow)]
    subprocess.run(clone, env={**os.environ, **ALONE}, check=True)
    done = Registry(shallow).build(**ALONE)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("this clone has only the newest commits") == 1
    assert NOT_KNOWN in Registry(shallow).page(OFFER).read_text(encoding="utf-8")
