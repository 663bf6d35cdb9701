"""A registry of its own for a test, and the real `catalogue` command to build it with."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PROJECT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).with_name("catalogue")
AS_OF = "2026-11-20"
FEW = ("spichlerz", "passe-cable")
"""Providers whose records name nobody else; a build of their eight offers is half the work of that of all samples."""
PARTS = ("content", "theme", "mkdocs.yml")

Seen = dict[str, tuple[str, int, int]]


@dataclass(frozen=True)
class Registry:
    """A copy of the project's records, pages, theme and settings."""

    root: Path

    @property
    def providers(self) -> Path:
        return self.root / "providers"

    @property
    def site(self) -> Path:
        return self.root / "site"

    def run(self, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `catalogue` in the folder of the registry; it must end by itself."""
        return subprocess.run(
            [COMMAND, *arguments],
            cwd=self.root,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=180,  # three builds share two processors at times
            check=False,
        )

    def build(self, *options: str | Path, as_of: str = AS_OF, **environment: str) -> subprocess.CompletedProcess[str]:
        """Build the site on the day of the tests, in one process: to start two more takes a second and a half."""
        workers = () if "--workers" in options else ("--workers", "1")
        return self.run("build", "--as-of", as_of, *workers, *options, **environment)

    def built(self, *options: str | Path, as_of: str = AS_OF, **environment: str) -> Registry:
        """Build the site, which must succeed."""
        done = self.build(*options, as_of=as_of, **environment)
        assert done.returncode == 0, done.stderr
        return self

    def offer(self, key: str) -> Path:
        """Return the file of the offer `<provider>/<offer>`."""
        provider, _, offer = key.partition("/")
        return self.providers / provider / "offers" / f"{offer}.yml"

    def page(self, key: str, language: str = "en") -> Path:
        """Return the file of an offer's page."""
        return self.site / language / "offers" / key / "index.html"


def copy_registry(root: Path, *, providers: Sequence[str] = (".",)) -> Registry:
    """Copy what a registry consists of into a new folder, with the records of all providers, of some, or of none."""
    root.mkdir(parents=True, exist_ok=True)
    for part in (*(f"providers/{one}" for one in providers), *PARTS):
        source = PROJECT / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / part)
    return Registry(root)


def contents(site: Path) -> dict[str, bytes]:
    """Return every file of a site by its path."""
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def seen(site: Path) -> Seen:
    """Return digest, time and inode of every file and folder, to tell whether anything was touched."""
    found = {}
    for entry in (site, *site.rglob("*")):
        digest = hashlib.sha256(entry.read_bytes()).hexdigest() if entry.is_file() else "folder"
        status = entry.stat()
        found[entry.relative_to(site).as_posix()] = digest, status.st_mtime_ns, status.st_ino
    return found
