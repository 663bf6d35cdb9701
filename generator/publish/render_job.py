"""The work of one worker: open records, render their pages, or take over what is published."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from generator.catalogue.history import read_contents
from generator.catalogue.past import past_of
from generator.digests import digest_of
from generator.pages.credential_page import CredentialInPlace
from generator.pages.pathway_page import PathwayInPlace
from generator.pages.provider_page import Given
from generator.pages.record_pages import OfferInPlace, credential_pages, offer_pages, pathway_pages, provider_pages
from generator.pages.related import Related, StatementInPlace, SupportInPlace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.catalogue.past import Past
    from generator.catalogue.store import RecordStore
    from generator.catalogue.summary import CredentialSummary, OfferSummary
    from generator.pages.record_pages import PageFile
    from generator.pages.render import Renderer
    from generator.publish.ledger import Entry
    from generator.publish.plan import OwnRecords, RecordPages
    from generator.publish.press import Made, Press
    from generator.records.provider import Provider


@dataclass(frozen=True, slots=True)
class Order:
    """What all jobs of a build have in common: how to render, where to, and what is published so far.

    `made_by` is the digest of what all pages have in common.
    """

    renderer: Renderer
    store: RecordStore
    press: Press
    made_by: str = ""


def render_jobs(order: Order, jobs: Sequence[tuple[RecordPages, Entry | None]]) -> tuple[Made, ...]:
    """Render and write the pages of some jobs, each with its entry in the ledger of the published site."""
    keys = [job_key(order.made_by, order.renderer.settings.providers, job) for job, _ in jobs]
    carried = [order.press.carry(job.name, key, entry) for key, (job, entry) in zip(keys, jobs, strict=True)]
    fresh = [job for (job, _), one in zip(jobs, carried, strict=True) if one is None]
    contents = _contents(order.renderer.settings.providers, fresh)
    return tuple(
        one or _render(order, job, key, entry, contents)
        for one, key, (job, entry) in zip(carried, keys, jobs, strict=True)
    )


def job_key(made_by: str, providers: Path, job: RecordPages) -> str:
    """Return the key of a job: a digest of it, of the pictures that it names, and of what all pages have in common."""
    places = (job.provider.picture, job.offer.picture if job.offer is not None else None)
    pictures = [_picture(providers, place) for place in places]
    return digest_of(made_by, job, pictures)


def _picture(providers: Path, place: str | None) -> bytes:
    with suppress(OSError):
        return (providers / place).read_bytes() if place else b""
    return b""


def _render(
    order: Order, job: RecordPages, key: str, entry: Entry | None, contents: Mapping[str, bytes] | None
) -> Made:
    made = order.press.write(
        job.name, key, entry, chain.from_iterable(_pages(order.renderer, order.store, job, contents))
    )
    # Without an answer from git the pages say so; the next build may get one.
    return made if contents is not None or job.timeline is None else replace(made, lasting=False)


def job_pages(renderer: Renderer, store: RecordStore, job: RecordPages) -> Iterator[Iterable[PageFile]]:
    """Yield the pages of a job record by record; each page is rendered when it is asked for, and none is written."""
    return _pages(renderer, store, job, _contents(renderer.settings.providers, [job]))


def _pages(
    renderer: Renderer, store: RecordStore, job: RecordPages, contents: Mapping[str, bytes] | None
) -> Iterator[Iterable[PageFile]]:
    provider = store.open_provider(job.provider)
    if job.own is not None:
        yield from _own_pages(renderer, store, job, provider, job.own)
    if job.offer is not None:
        yield offer_pages(renderer, _in_place(store, job, job.offer, provider, contents))


def _in_place(
    store: RecordStore,
    job: RecordPages,
    summary: OfferSummary,
    provider: Provider,
    contents: Mapping[str, bytes] | None,
) -> OfferInPlace:
    """Open an offer and the records around it that its pages show."""
    successor = job.successors.get(summary.replaced_by or "")
    around, past = _around(store, job, summary), _past(job, summary, contents)
    offer = store.open_offer(summary)
    return OfferInPlace(offer, summary, provider, job.providers, successor, *around, past)


def _contents(providers: Path, jobs: Sequence[RecordPages]) -> Mapping[str, bytes] | None:
    """Ask git at once for everything that the offers of some jobs said before; None if it cannot be asked."""
    timelines = (job.timeline for job in jobs if job.timeline is not None)
    return read_contents(providers, list(dict.fromkeys(blob for one in timelines for blob in one.blobs)))


def _past(job: RecordPages, summary: OfferSummary, contents: Mapping[str, bytes] | None) -> Past | None:
    timeline = job.timeline
    return past_of(timeline, contents, summary) if timeline is not None and contents is not None else None


def _own_pages(
    renderer: Renderer, store: RecordStore, job: RecordPages, provider: Provider, own: OwnRecords
) -> Iterator[Iterable[PageFile]]:
    """Yield the pages of a provider, of its credentials and of its pathways."""
    yield provider_pages(renderer, provider, job.provider, job.providers, _given(store, own))
    for credential in own.credentials:
        versions = [store.open_credential(one) for one in credential.versions]
        related = _related(store, job, versions[-1].uuid)
        yield credential_pages(
            renderer, CredentialInPlace(versions, provider, job.providers, credential.offers, related)
        )
    for stack in own.pathways:
        replacing = own.replacing.get(stack.pathway.replaced_by or "")
        pathway = PathwayInPlace(store.open_pathway(stack.pathway), stack, provider, job.providers, replacing)
        yield pathway_pages(renderer, pathway)


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
