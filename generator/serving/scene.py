"""Everything that decides what a page of a record looks like at one moment. A change makes another scene."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from generator.brand import STOCK_CARD
from generator.diagnostics import Severity
from generator.pages.render import Renderer
from generator.publish.keys import made_by
from generator.publish.plan import offer_job, provider_job
from generator.publish.render_job import job_key
from generator.records.discover import RecordKind, record_place
from generator.serving.asked import ways_on
from generator.serving.frames import plain_shell
from generator.theme import find_theme

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from generator.brand import Brand
    from generator.catalogue.history import Timeline
    from generator.checks.standing import Standing
    from generator.diagnostics import Diagnostic
    from generator.publish.plan import RecordPages
    from generator.serving.asked import Asked
    from generator.serving.frames import Frame
    from generator.settings import Settings


@dataclass(frozen=True)
class Scene:
    """The records and the settings, what was found, and what is built.

    `standing` is None until all records are read. `findings` are those of all records; where `is_checked` is not set,
    those that only all records together show are of an earlier moment. `frames` are those that are there yet, `built`
    has the keys of the jobs of the built site, `timelines` what git remembers, as soon as it was asked.
    """

    settings: Settings
    shown: str
    as_of: date
    standing: Standing | None = None
    findings: tuple[Diagnostic, ...] = ()
    is_checked: bool = False
    frames: Mapping[str, Frame] = field(default_factory=dict)
    brand: Brand | None = None
    built: Mapping[str, str] = field(default_factory=dict)
    timelines: Mapping[str, Timeline] | None = None

    @cached_property
    def renderer(self) -> Renderer:
        """Return what renders pages; in a language whose frame is not there yet they have a plain one."""
        shells = {
            one: self.frames[one].shell if one in self.frames else plain_shell(one) for one in self.settings.languages
        }
        editorial = frozenset(page for frame in self.frames.values() for page in frame.editorial)
        card = self.brand.card if self.brand else STOCK_CARD
        return Renderer(self.settings, find_theme(self.settings.root), shells, self.as_of, card, editorial)

    @cached_property
    def made_by(self) -> str:
        """Return what the keys of built pages begin with; empty while a frame is missing."""
        return made_by(self.renderer) if self.frames.keys() >= set(self.settings.languages) else ""

    @cached_property
    def ways(self) -> Mapping[str, Asked]:
        """Return which record an address without language leads to."""
        return ways_on(self.standing.catalogue, self.settings.languages[0]) if self.standing else {}

    def file_of(self, asked: Asked) -> str:
        """Return the path, as messages show it, of the file of the record that is asked for."""
        place = record_place(asked.kind, asked.provider, asked.id) or ""
        return place if self.shown == "." else f"{self.shown}/{place}"

    def path_of(self, asked: Asked) -> Path:
        """Return where the file of the record that is asked for is, or would be."""
        return self.settings.providers / (record_place(asked.kind, asked.provider, asked.id) or "")

    def is_ahead(self, job: RecordPages) -> bool | None:
        """Tell whether the pages of a job are others than those of the built site; None if that cannot be told."""
        if not self.made_by or not self.built or self.timelines is None:
            return None
        return job_key(self.made_by, self.settings.providers, job) != self.built.get(job.name)


def sources(standing: Standing, scene: Scene, asked: Asked) -> tuple[str, ...]:
    """Return the files that a page stands or falls with: of the record, its credential and its provider."""
    own = scene.file_of(asked)
    inspected = standing.inspected.get(own)
    prefix = own[: len(own) - len(record_place(asked.kind, asked.provider, asked.id) or "")]
    named = inspected.credential if inspected else None
    provider, _, credential = (named or "").partition("/")
    places = (
        record_place(RecordKind.CREDENTIAL, provider, credential) if named else None,
        record_place(RecordKind.PROVIDER, asked.provider, asked.provider),
    )
    return tuple(dict.fromkeys((own, *(f"{prefix}{one}" for one in places if one))))


def findings_on(scene: Scene, standing: Standing, asked: Asked) -> tuple[Diagnostic, ...]:
    """Return what was found in the files that a page is made from, the heaviest first."""
    paths = set(sources(standing, scene, asked))
    if asked.kind is RecordKind.PROVIDER:
        # Its page tells what these say; offers and credentials have pages of their own.
        folder = scene.file_of(asked).removesuffix("provider.yml")
        paths |= {one for one in standing.files if one.startswith((f"{folder}recognition/", f"{folder}support/"))}
    weights = list(Severity)
    found = (one for one in scene.findings if one.location.path in paths)
    return tuple(sorted(found, key=lambda one: weights.index(one.severity)))


def faults(found: tuple[Diagnostic, ...], paths: tuple[str, ...]) -> tuple[Diagnostic, ...]:
    """Return the errors in some files: with one of them there is no page."""
    return tuple(one for one in found if one.severity is Severity.ERROR and one.location.path in paths)


def job_of(scene: Scene, standing: Standing, asked: Asked) -> RecordPages | None:
    """Return the job that makes the page asked for; None if there is no such page."""
    catalogue = standing.catalogue
    provider = catalogue.provider_by_id.get(asked.provider)
    if provider is None:
        return None
    if asked.kind is not RecordKind.OFFER:
        return provider_job(catalogue, provider)
    offer = catalogue.offer_with_page.get(asked.key)
    return offer_job(catalogue, provider, offer, (scene.timelines or {}).get(asked.key)) if offer else None
