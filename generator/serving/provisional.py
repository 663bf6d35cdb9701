"""The few records that a page is made from, until all have been read: the first page must not wait for the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue.store import RecordStore
from generator.catalogue.summary import OfferSummary
from generator.checks.standing import standing_of
from generator.records.discover import RecordFile, RecordKind, record_place, records_of_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.checks.standing import Standing
    from generator.serving.asked import Asked
    from generator.serving.scene import Scene


def provisional(scene: Scene, asked: Asked) -> Standing:
    """Read the records of a provider, without its other offers if one is asked for, and those that they name."""
    store = RecordStore(scene.settings.cache / "records")
    files = [file for file in _below(scene, asked.provider) if _is_wanted(file, asked)]
    files += _below(scene, "organisations.yml")
    standing = standing_of(store, files)
    named = [file for file in _named(scene, standing) if file.shown not in standing.files]
    return standing.with_files((*standing.files.values(), *named), ()) if named else standing


def _is_wanted(file: RecordFile, asked: Asked) -> bool:
    return file.kind is not RecordKind.OFFER or asked.kind is not RecordKind.OFFER or file.id == asked.id


def _below(scene: Scene, name: str) -> Iterable[RecordFile]:
    entry = scene.settings.providers / name
    shown = name if scene.shown == "." else f"{scene.shown}/{name}"
    if not entry.exists():
        return ()
    return (one for one in records_of_entry(entry, shown) if isinstance(one, RecordFile))


def _named(scene: Scene, standing: Standing) -> Iterator[RecordFile]:
    """Yield the files of what the records name and that has an id of its own, if there are such files."""
    summaries = [one.summary for one in standing.inspected.values()]
    offers = [one for one in summaries if isinstance(one, OfferSummary)]
    keys = [(RecordKind.PROVIDER, f"{one}/{one}") for each in summaries for one in getattr(each, "references", ())]
    keys += [(RecordKind.CREDENTIAL, one.credential) for one in standing.inspected.values() if one.credential]
    keys += [(RecordKind.SUPPORT, key) for offer in offers for key in offer.support]
    keys += [(RecordKind.PATHWAY, key) for offer in offers for key in offer.towards]
    keys += [(RecordKind.OFFER, offer.replaced_by) for offer in offers if offer.replaced_by]
    for kind, key in dict.fromkeys(keys):
        provider, _, name = key.partition("/")
        place = record_place(kind, provider, name) or ""
        path = scene.settings.providers / place
        if path.is_file():
            yield RecordFile(kind, provider, name, path, place if scene.shown == "." else f"{scene.shown}/{place}")
