"""The pages of offers as front matter for Hugo: the view that our template gets, and the head as it stands there.

Hugo so renders the same words without working out one of them: it reads no vocabulary, formats no date and compares
no versions. That favours the rival, and makes the comparison one of rendering.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from markupsafe import Markup

from generator.brand import read_brand
from generator.checks.inspection import inspect_records
from generator.checks.jurisdiction import jurisdiction_of
from generator.pages.render import Renderer
from generator.publish.editorial import prose_of
from generator.publish.plan import record_pages
from generator.publish.press import Press
from generator.publish.remembered import remember
from generator.publish.render_job import Order, render_jobs
from generator.theme import find_theme
from generator.workers import in_batches, map_batches

if TYPE_CHECKING:
    from datetime import date

    from generator.catalogue.graph import Catalogue
    from generator.pages.head import Head
    from generator.pages.shell import Shell
    from generator.settings import Settings

OFFER_TEMPLATE = "offer.html.j2"
JOBS_PER_BATCH = 25
IS_THERE = {"is_there": True}
"""What stands for an object without a value: Jinja takes it for true, as Go would not take an empty map."""


@dataclass(frozen=True)
class Exporter(Renderer):
    """Writes the view of each page of an offer as front matter below `content`, and renders nothing."""

    content_folder: Path = Path()

    def page(self, template: str, view: Any, head: Head, title: str) -> bytes:
        """Write the front matter of a page of an offer; other pages are left out. Returns an empty page."""
        if template == OFFER_TEMPLATE:
            _, kind, provider, offer = view.address.strip("/").split("/")
            file = self.content_folder / kind / provider / f"{offer}.{view.language}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(front_matter(view, self.head(head, title), title))
        return b""


def front_matter(view: Any, head: str, title: str) -> bytes:
    """Return a page of an offer as JSON front matter; `url` is where it stands."""
    told = {"title": title, "url": f"/{view.address}", "head": head, "page": plain(view)}
    return orjson.dumps(told) + b"\n"


def plain(value: Any) -> Any:
    """Return a value of a view as JSON has it; what is empty is left out of objects, as an author would."""
    if is_dataclass(value) and not isinstance(value, type):
        found = {name: plain(getattr(value, name)) for name in _names(type(value))}
        return {name: one for name, one in found.items() if not _is_empty(one)} or IS_THERE
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, enum.Enum):
        return value.value
    return str(value) if isinstance(value, Markup) else value


def _is_empty(value: Any) -> bool:
    return value is None or value is False or (isinstance(value, str | list) and not value)


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Return the names of what templates see of a view: its fields and its properties."""
    properties = (name for one in kind.__mro__ for name, found in vars(one).items() if isinstance(found, property))
    return tuple(dict.fromkeys((*(one.name for one in fields(kind)), *properties)))


def frames(settings: Settings, scratch: Path) -> Mapping[str, Shell]:
    """Return the frames of all languages; mkdocs works below `scratch`."""
    brand = read_brand(settings)
    return {one: prose_of(settings, one, brand, scratch / one).shell for one in settings.languages}


def renderer(settings: Settings, shells: Mapping[str, Shell], as_of: date) -> Renderer:
    """Return what renders the pages of a registry; like every registry of a benchmark it has all editorial pages."""
    guides = frozenset(f"{one}/advice/principles/" for one in settings.languages)
    return Renderer(settings, find_theme(settings.root), shells, as_of, read_brand(settings).card, guides)


def exporter(renderer: Renderer, content: Path) -> Exporter:
    """Return what writes front matter below `content` where `renderer` would render."""
    given = {one.name: getattr(renderer, one.name) for one in fields(renderer)}
    return Exporter(**given, content_folder=content)


def render(renderer: Renderer, directory: Path, workers: int) -> None:
    """Have all pages of records rendered, or exported, and write them below `directory`."""
    settings, catalogue = renderer.settings, _catalogue(renderer.settings, renderer.as_of, workers)
    jobs = [(job, None) for job in record_pages(catalogue, remember(catalogue, settings.providers).timelines)]
    work = partial(render_jobs, Order(renderer, catalogue.store, Press(directory, directory)))
    for _written in map_batches(work, in_batches(jobs, JOBS_PER_BATCH), workers=workers):
        pass


def _catalogue(settings: Settings, as_of: date, workers: int) -> Catalogue:
    return inspect_records(
        settings.providers,
        shown="providers",
        cache=settings.cache,
        as_of=as_of,
        workers=workers,
        stale_days=settings.options.stale_days,
        jurisdiction=jurisdiction_of(settings.options),
    ).catalogue
