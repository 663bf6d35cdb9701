"""A repository of git for a test, with records in it: nothing of this machine's settings, every commit on its day."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pages.render import Renderer
from generator.pages.shell import Shell
from generator.publish.plan import record_pages
from generator.publish.press import Press
from generator.publish.remembered import Remembered, remember
from generator.publish.render_job import Order, render_jobs
from generator.theme import Theme
from tests.builders import catalogue_of_files, some_settings
from tests.pages.rendered import TODAY, change
from tests.record_cases import RECORDS
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

ALONE = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
SOMEBODY = ("-c", "user.name=Somebody Secret", "-c", "user.email=somebody@secret.example")
BASICS = "river-college/offers/data-basics.yml"


@dataclass(frozen=True)
class Repository:
    """A work tree; the records lie in its folder `providers`, or deeper."""

    root: Path
    providers: Path

    def git(self, *arguments: str, day: str = "2026-01-01") -> str:
        """Run git, which must succeed; return what it wrote."""
        when = {"GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
        done = subprocess.run(
            ["git", *SOMEBODY, *arguments],
            cwd=self.root,
            env={**os.environ, **ALONE, **when},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def commit(self, day: str) -> None:
        """Commit everything on a day."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "Changes", day=day)

    def change(self, day: str, old: str, new: str, file: str = BASICS) -> None:
        """Replace a text of a record, and commit it."""
        change(self.providers / file, old, new)
        self.commit(day)

    def remembered(self) -> Remembered:
        """Ask for the timelines of all offers."""
        return remember(catalogue_of_files(self.providers, self.root / ".git" / "kept"), self.providers)

    def site(self) -> Path:
        """Render the pages of all records; return their folder."""
        shells = {language: Shell(language, "--mc:title-- --mc:head-- --mc:content--") for language in ("pl", "en")}
        settings = some_settings(self.providers.parent)
        assert settings.providers == self.providers
        renderer = Renderer(settings, Theme(ROOT / "theme"), shells, TODAY)
        cache, site = self.root / ".git" / "kept", self.root / ".git" / "site"
        shutil.rmtree(site, ignore_errors=True)
        catalogue = catalogue_of_files(self.providers, cache)
        timelines = remember(catalogue, self.providers).timelines
        order = Order(renderer, catalogue.store, Press(site, site))
        render_jobs(order, [(job, None) for job in record_pages(catalogue, timelines)])
        return site


def a_repository(root: Path, inside: str = "") -> Repository:
    """Return a repository with the base records, committed on 1 January 2026; `inside` is a folder around them."""
    around = root / inside
    shutil.copytree(RECORDS / "base", around / "providers")
    made = Repository(root, around / "providers")
    made.git("init", "--quiet", "--initial-branch", "main")
    made.commit("2026-01-01")
    return made
