"""All pages of some records, rendered as a build renders them, in a shell that holds nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from generator.pages.render import Renderer
from generator.pages.shell import Shell
from generator.publish.plan import record_pages
from generator.publish.press import Press
from generator.publish.render_job import Order, render_jobs
from generator.theme import Theme
from tests.builders import catalogue_of_files, some_settings
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from generator.catalogue.graph import Catalogue

TODAY = date(2026, 11, 20)


def renderer(as_of: date = TODAY, providers: Path | None = None) -> Renderer:
    """Return what renders pages in the shell that holds nothing else."""
    settings = replace(some_settings(), providers=providers) if providers else some_settings()
    shells = {language: Shell(language, "--mc:title-- --mc:head-- --mc:content--") for language in ("pl", "en")}
    return Renderer(settings, Theme(ROOT / "theme"), shells, as_of)


def written(providers: Path, found: Catalogue | None = None, as_of: date = TODAY) -> Path:
    """Render the pages of all records; return their folder."""
    catalogue = found or catalogue_of_files(providers, providers.parent / "cache")
    site = providers.parent / "site"
    order = Order(renderer(as_of, providers), catalogue.store, Press(site, site))
    render_jobs(order, [(job, None) for job in record_pages(catalogue)])
    return site


def page(site: Path, address: str) -> str:
    """Return the text of a page."""
    return (site / address / "index.html").read_text(encoding="utf-8")


def change(file: Path, old: str, new: str) -> None:
    """Replace a text of a file that is there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
