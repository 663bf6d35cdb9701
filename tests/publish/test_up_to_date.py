"""A site that nobody touched is not built again; whatever is touched is seen."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.publish import up_to_date
from generator.publish.order import Tally
from generator.publish.settled import is_settled
from generator.publish.up_to_date import keep_tally, marks_of_inputs, read_tally
from generator.settings import read_settings
from generator.wording import say
from tests.repository import Repository
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2026, 11, 20)
TALLY = Tally(3, 2, 7, 5, 1, say("Pages do not say what changed: {reason}.", reason=say("{n} commits", n=2)))
OFFER = "providers/one/offers/first.yml"


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A registry that was written some time ago, as far as its marks tell."""
    monkeypatch.setattr(up_to_date, "_TOO_NEW", 0)
    for path in (
        OFFER,
        "providers/one/provider.yml",
        "content/en/about.md",
        "theme/templates/a.html.j2",
        "site/a.html",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(f"text of {path}")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    Repository(tmp_path, tmp_path / "providers").git("init", "--quiet")
    return tmp_path


def marks(root: Path, day: date = DAY) -> str:
    return marks_of_inputs(read_settings(root), day)


def same_size_same_time(root: Path) -> None:
    """Write as many other bytes and give the file the time back that it had."""
    file = root / OFFER
    before = file.stat()
    file.write_text(file.read_text()[::-1])
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced(root: Path) -> None:
    other = (root / OFFER).with_suffix(".new")
    shutil.copy2(root / OFFER, other)
    other.rename(root / OFFER)


def committed(root: Path) -> None:
    Repository(root, root / "providers").commit("2026-11-01")


def led_elsewhere(root: Path) -> None:
    """Change what a link in the folder of the records leads to."""
    (root / "elsewhere.yml").write_text("changed")


TOUCHES: tuple[Callable[[Path], object], ...] = (
    same_size_same_time,
    replaced,
    committed,
    led_elsewhere,
    lambda root: (root / OFFER).unlink(),
    lambda root: (root / OFFER).chmod(0o600),
    lambda root: (root / "providers/one/offers/second.yml").write_text("more"),
    lambda root: (root / "providers/two").mkdir(),
    lambda root: (root / "content/en/about.md").write_text("other"),
    lambda root: (root / "theme/templates/a.html.j2").write_text("other"),
    lambda root: (root / "mkdocs.yml").open("a").write("\n# other\n"),
)


@pytest.mark.parametrize("touch", TOUCHES)
def test_each_touch_of_what_is_read_is_seen(registry: Path, touch: Callable[[Path], object]) -> None:
    (registry / "elsewhere.yml").write_text("first")
    (registry / "providers/link.yml").symlink_to(registry / "elsewhere.yml")
    before = marks(registry)
    assert marks(registry) == before != ""
    touch(registry)
    assert marks(registry) != before


def test_another_day_is_another_site(registry: Path) -> None:
    assert marks(registry) != marks(registry, date(2026, 11, 21))


def test_what_changed_just_now_may_change_again_in_the_same_tick(
    registry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(up_to_date, "_TOO_NEW", 10**12)
    (registry / OFFER).write_text("now")
    assert marks(registry) == ""
    keep_tally(registry / ".cache", registry / "site", "", TALLY)
    assert read_tally(registry / ".cache", registry / "site", "") is None


@pytest.mark.parametrize(
    "touch",
    [
        lambda site: (site / "a.html").write_text("tampered"),
        lambda site: (site / "a.html").unlink(),
        lambda site: (site / "left-behind.html").write_text("new"),
        lambda site: (site / "empty").mkdir(),
        shutil.rmtree,
    ],
)
def test_each_touch_of_the_site_is_seen(registry: Path, touch: Callable[[Path], object]) -> None:
    cache, site = registry / ".cache", registry / "site"
    keep_tally(cache, site, "marks", TALLY)
    assert read_tally(cache, site, "marks") == TALLY
    assert read_tally(cache, site, "other marks") is None
    touch(site)
    assert read_tally(cache, site, "marks") is None


def test_a_site_is_the_same_however_its_folder_is_named(registry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_tally(registry / ".cache", registry / "site", "marks", TALLY)
    monkeypatch.chdir(registry)
    assert read_tally(Path(".cache"), Path("site"), "marks") == TALLY


def test_a_damaged_note_counts_for_nothing(registry: Path) -> None:
    cache, site = registry / ".cache", registry / "site"
    keep_tally(cache, site, "marks", TALLY)
    (file,) = (cache / "up-to-date").iterdir()
    for content in (b"", b"[]", b'{"inputs": "marks"}', file.read_bytes()[:-9]):
        file.write_bytes(content)
        assert read_tally(cache, site, "marks") is None


SETTLED = "plugins: []\nmarkdown_extensions: {tables: {}}\n"


@pytest.mark.parametrize(
    ("config", "settled"),
    [
        (SETTLED, True),
        ((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), True),
        ("markdown_extensions: [tables]\n", False),  # without a list of plugins mkdocs takes its own
        (SETTLED + "hooks: [a.py]\n", False),
        (SETTLED + "INHERIT: base.yml\n", False),
        (SETTLED + "site_author: !ENV [WHO, nobody]\n", False),
        ("plugins: [search]\n", False),
        ("plugins: []\nmarkdown_extensions: [tables, pymdownx.snippets]\n", False),
        ("plugins: [", False),
        ("- a list\n", False),
    ],
)
def test_only_what_depends_on_nothing_else_is_kept(tmp_path: Path, config: str, settled: bool) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text(config, encoding="utf-8")
    assert is_settled(file) is settled
