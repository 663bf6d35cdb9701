"""The records as they stand while people work on them: what each file gave is kept, only what changed is read again.

`inspection` reads everything once and reports; here one file is saved after another, and the answer must come at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from generator.checks.inspection import Inspected, catalogue_from, inspect_file, inspect_files, shared_digests
from generator.records.discover import RecordKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.store import RecordStore
    from generator.diagnostics import Diagnostic
    from generator.records.discover import RecordFile


@dataclass(frozen=True)
class Standing:
    """The records of a registry: their files and what each gave, by the path that messages show.

    `found` is what does not belong into the folder, `before` the catalogue of an earlier moment, most of which is the
    same. Make it with `standing_of`, and from it the next one.
    """

    store: RecordStore
    files: Mapping[str, RecordFile]
    found: tuple[Diagnostic, ...]
    inspected: Mapping[str, Inspected]
    before: Catalogue | None = None

    @cached_property
    def catalogue(self) -> Catalogue:
        """Return the catalogue of all sound records."""
        return catalogue_from([one.summary for one in self.inspected.values() if one.summary], self.store, self.before)

    @property
    def broken(self) -> frozenset[str]:
        """Return the files that cannot be published as they are."""
        return frozenset(shown for shown, one in self.inspected.items() if one.summary is None)

    def findings(self) -> Iterator[Diagnostic]:
        """Yield what is wrong with the files one by one; what only all records together show is left to others."""
        yield from self.found
        for one in self.inspected.values():
            yield from one.diagnostics

    def read_again(self, changed: Collection[str]) -> Standing:
        """Return how things stand after some files were saved; this very one if they say what they said before."""
        credentials = sorted(one for one in changed if self.files[one].kind is RecordKind.CREDENTIAL)
        inspected = {**self.inspected}
        for shown in credentials:
            inspected[shown] = inspect_file(self.store, {}, self.files[shown])
        others = {*changed, *self._naming(credentials)}.difference(credentials)
        shared = shared_digests(one.summary for one in inspected.values()) if others else {}
        for shown in sorted(others):
            inspected[shown] = inspect_file(self.store, shared, self.files[shown])
        # Those that are the same are the same objects, so that comparing 10,000 of them takes a millisecond.
        return self if inspected == self.inspected else replace(self, inspected=inspected, before=self._newest())

    def with_files(self, files: Iterable[RecordFile], found: Iterable[Diagnostic]) -> Standing:
        """Return how things stand after files came or went; what is new is read."""
        by_path = {file.shown: file for file in files}
        kept = {one: each for one, each in self.inspected.items() if by_path.get(one) == self.files[one]}
        gone = [one for one in self.files if one not in kept]
        there = replace(self, files=by_path, found=tuple(found), inspected=kept, before=self._newest())
        naming = (one for one in self._naming(gone) if one in by_path)
        return there.read_again({*(one for one in by_path if one not in kept), *naming})

    def _newest(self) -> Catalogue | None:
        """Return the catalogue if somebody asked for it, else the earlier one."""
        return self.__dict__.get("catalogue", self.before)

    def _naming(self, credentials: Collection[str]) -> Iterator[str]:
        """Yield the offers that name one of the credentials in these files: they are kept together with it."""
        files = (self.files[one] for one in credentials)
        keys = {one.key for one in files if one.kind is RecordKind.CREDENTIAL}
        if keys:
            yield from (shown for shown, one in self.inspected.items() if one.credential in keys)


def standing_of(
    store: RecordStore,
    files: Iterable[RecordFile],
    found: Iterable[Diagnostic] = (),
    *,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Standing:
    """Read and check all files."""
    by_path = {file.shown: file for file in files}
    inspected = inspect_files(store, list(by_path.values()), workers=workers, progress=progress)
    return Standing(store, by_path, tuple(found), {one.shown: one for one in inspected})
