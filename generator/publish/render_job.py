"""The work of one worker: open records, render their pages, write them into the stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue.history import read_contents
from generator.catalogue.past import past_of
from generator.pages.credential_page import CredentialInPlace
from generator.pages.pathway_page import PathwayInPlace
from generator.pages.provider_page import Given
from generator.pages.record_pages import OfferInPlace, credential_pages, offer_pages, pathway_pages, provider_pages
from generator.pages.related import Related, StatementInPlace, SupportInPlace
from generator.publish.stage import write_file
from generator.search.records import search_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from generator.catalogue.past import Past
    from generator.catalogue.store import RecordStore
    from generator.catalogue.summary import CredentialSummary, OfferSummary, ProviderSummary
    from generator.pages.render import Renderer
    from generator.publish.plan import OwnRecords, RecordPages
    from generator.records.provider import Provider
    from generator.search.index import SearchRecord


@dataclass(frozen=True, slots=True)
class Written:
    """What a job wrote: the number of pages, and what search should find."""

    pages: int
    search: tuple[SearchRecord, ...]


def render_jobs(renderer: Renderer, store: RecordStore, directory: Path, jobs: Sequence[RecordPages]) -> Written:
    """Render and write the pages of some jobs below `directory`."""
    pages = 0
    search: list[SearchRecord] = []
    contents = _contents(renderer.settings.providers, jobs)
    for job in jobs:
        provider = store.open_provider(job.provider)
        if job.own is not None:
            pages += _render_own(renderer, store, directory, job, provider, job.own)
        for summary in job.offers:
            successor = job.successors.get(summary.replaced_by or "")
            around = _around(store, job, summary)
            past = _past(job, summary, contents)
            here = OfferInPlace(store.open_offer(summary), summary, provider, job.providers, successor, *around, past)
            pages += _write(directory, offer_pages(renderer, here))
            search += _search_records(renderer, here, job.provider)
    return Written(pages, tuple(search))


def _contents(providers: Path, jobs: Sequence[RecordPages]) -> Mapping[str, bytes] | None:
    """Ask git at once for everything that the offers of some jobs said before; None if it cannot be asked."""
    timelines = (one for job in jobs for one in job.timelines.values())
    return read_contents(providers, list(dict.fromkeys(blob for one in timelines for blob in one.blobs)))


def _past(job: RecordPages, summary: OfferSummary, contents: Mapping[str, bytes] | None) -> Past | None:
    timeline = job.timelines.get(summary.key)
    return past_of(timeline, contents, summary) if timeline is not None and contents is not None else None


def _render_own(
    renderer: Renderer, store: RecordStore, directory: Path, job: RecordPages, provider: Provider, own: OwnRecords
) -> int:
    """Render the pages of a provider, of its credentials and of its pathways; return their number."""
    pages = _write(directory, provider_pages(renderer, provider, job.provider, job.providers, _given(store, own)))
    for credential in own.credentials:
        versions = [store.open_credential(one) for one in credential.versions]
        related = _related(store, job, versions[-1].uuid)
        whole = CredentialInPlace(versions, provider, job.providers, credential.offers, related)
        pages += _write(directory, credential_pages(renderer, whole))
    for stack in own.pathways:
        replacing = own.replacing.get(stack.pathway.replaced_by or "")
        pathway = PathwayInPlace(store.open_pathway(stack.pathway), stack, provider, job.providers, replacing)
        pages += _write(directory, pathway_pages(renderer, pathway))
    return pages


def _given(store: RecordStore, own: OwnRecords) -> Given:
    """Open the records that a provider's own page shows."""
    return Given(
        offers=own.offers,
        credentials=tuple(one.versions[-1] for one in own.credentials),
        stacks=own.pathways,
        recognition=tuple(
            StatementInPlace(store.open_recognition(one.statement), one.statement, one.counted)
            for one in own.recognised
        ),
        support=tuple(SupportInPlace(store.open_support(one.support), one.support, one.offers) for one in own.granted),
    )


def _around(
    store: RecordStore, job: RecordPages, summary: OfferSummary
) -> tuple[CredentialSummary | None, tuple[OfferSummary, ...], Related]:
    """Return the credential of an offer if it has a page, the other published offers of it, and what is related."""
    named = tuple(job.support[key] for key in dict.fromkeys(summary.support) if key in job.support)
    support = tuple(SupportInPlace(store.open_support(one), one) for one in named)
    if summary.credential is None:
        return None, (), Related(support=support)
    leading = job.leading.get(summary.credential, ())
    siblings = tuple(one for one in leading if one.is_published and one.key != summary.key)
    related = _related(store, job, summary.credential[0], support)
    return job.own_pages.get(summary.credential), siblings, related


def _related(store: RecordStore, job: RecordPages, uuid: str, support: tuple[SupportInPlace, ...] = ()) -> Related:
    stated = tuple(StatementInPlace(store.open_recognition(one), one) for one in job.recognition.get(uuid, ()))
    return Related(job.stacks.get(uuid, ()), stated, support)


def _write(directory: Path, pages: Iterable[tuple[str, bytes]]) -> int:
    """Write pages below `directory` as they are rendered; return their number."""
    number = 0
    for path, content in pages:
        write_file(directory, path, content)
        number += 1
    return number


def _search_records(renderer: Renderer, here: OfferInPlace, provider: ProviderSummary) -> list[SearchRecord]:
    if not here.summary.is_published:
        return []
    words = (renderer.words(language) for language in renderer.settings.languages)
    return [search_record(here.offer, here.summary, provider, one, renderer.as_of, renderer.ages) for one in words]
