"""The page of a record, rendered when it is asked for and as its record is now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.publish.render_job import job_pages
from generator.records.discover import RecordKind

if TYPE_CHECKING:
    from generator.catalogue.store import RecordStore
    from generator.pages.render import Renderer
    from generator.publish.plan import RecordPages
    from generator.serving.asked import Asked


def record_page(renderer: Renderer, store: RecordStore, job: RecordPages, asked: Asked) -> bytes | None:
    """Render the page asked for and as few others of its job as can be; None if the job has no such page."""
    wanted = addresses.page_file(asked.address)
    groups = list(job_pages(renderer, store, _narrowed(job, asked)))
    # Pages of the provider, which may be many, come first; pages are rendered as they are asked for.
    ordered = groups if asked.kind is RecordKind.PROVIDER else reversed(groups)
    return next((content for pages in ordered for path, content in pages if path == wanted), None)


def _narrowed(job: RecordPages, asked: Asked) -> RecordPages:
    """Leave out of a provider's job what has another page than the one asked for."""
    if job.own is None or asked.kind is RecordKind.PROVIDER:
        return job
    credentials = tuple(one for one in job.own.credentials if one.versions[0].id == asked.id)
    pathways = tuple(one for one in job.own.pathways if one.pathway.id == asked.id)
    if asked.kind is RecordKind.CREDENTIAL:
        return replace(job, own=replace(job.own, credentials=credentials, pathways=()))
    return replace(job, own=replace(job.own, credentials=(), pathways=pathways))
