"""What rules over the whole catalogue look at, and how they point into files."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from generator.checks.jurisdiction import EUROPE
from generator.checks.places import parsed, place_of, quick_place
from generator.checks.statements import texts_under
from generator.diagnostics import Diagnostic, Location
from generator.records.discover import RecordKind
from generator.records.source import Source, read_source
from generator.wording import NOTHING, Wording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.pathways import PathwaySummary
    from generator.catalogue.recognition import RecognitionSummary
    from generator.catalogue.record_summary import RecordSummary
    from generator.catalogue.summary import CredentialSummary, OfferSummary, ProviderSummary
    from generator.catalogue.support import SupportSummary
    from generator.checks.jurisdiction import Jurisdiction
    from generator.checks.profile import Profile
    from generator.diagnostics import Rule
    from generator.records.discover import RecordFile
    from generator.records.yaml import Document, NodePath
    from generator.wording import Wording


@dataclass(frozen=True, slots=True)
class OrganisationEntry:
    """An entry of organisations.yml: the file, the place in it, what is written as its id and its UUID."""

    shown: str
    path: NodePath
    id: str
    uuid: str


@dataclass(frozen=True)
class Scope:
    """The catalogue under check, the files it was read from, the day, and whose rules apply.

    `broken` holds the paths of files whose own errors were reported already; the catalogue may hold an earlier
    version of them, whose findings would point to the wrong lines. What such a file says is read from the file.
    """

    catalogue: Catalogue
    by_path: Mapping[str, RecordFile]
    broken: Collection[str]
    as_of: date
    stale_days: int
    jurisdiction: Jurisdiction = EUROPE
    _last_read: dict[str, Document | None] = field(default_factory=dict, init=False)

    @property
    def providers(self) -> Iterator[ProviderSummary]:
        """Return the providers whose files are sound."""
        return (one for one in self.catalogue.providers if one.shown not in self.broken)

    @property
    def offers(self) -> Iterator[OfferSummary]:
        """Return the offers whose files are sound."""
        return (one for one in self.catalogue.offers if one.shown not in self.broken)

    @property
    def credentials(self) -> Iterator[CredentialSummary]:
        """Return the versions of credentials whose files are sound."""
        return (one for one in self.catalogue.credentials if one.shown not in self.broken)

    def profiles_of(self, record: OfferSummary | CredentialSummary) -> tuple[Profile, ...]:
        """Return the profiles that apply to a record."""
        return self.jurisdiction.profiles_of(record, self.catalogue.organisation_by_id)

    @property
    def pathways(self) -> Iterator[PathwaySummary]:
        """Return the pathways whose files are sound."""
        return (one for one in self.catalogue.pathways if one.shown not in self.broken)

    @property
    def recognition(self) -> Iterator[RecognitionSummary]:
        """Return the statements of recognition whose files are sound."""
        return (one for one in self.catalogue.recognition if one.shown not in self.broken)

    @property
    def support(self) -> Iterator[SupportSummary]:
        """Return the support for learners whose files are sound."""
        return (one for one in self.catalogue.support if one.shown not in self.broken)

    @property
    def records(self) -> Iterator[RecordSummary]:
        """Return the sound records of the kinds that have neither runs nor versions."""
        return chain(self.pathways, self.recognition, self.support)

    @cached_property
    def organisations(self) -> tuple[OrganisationEntry, ...]:
        """Return the organisations that are only referred to, as they stand in the file, be it sound or not."""
        files = [file.shown for file in self.by_path.values() if file.kind is RecordKind.ORGANISATIONS]
        return tuple(entry for shown in files for entry in self._entries(shown))

    def _entries(self, shown: str) -> Iterator[OrganisationEntry]:
        uuids = {path[:-1]: uuid for path, uuid in self.values(shown, "organisations.*.uuid")}
        for path, named in self.values(shown, "organisations.*.id"):
            yield OrganisationEntry(shown, path[:-1], named, uuids.get(path[:-1], ""))

    def known_providers(self) -> frozenset[str]:
        """Return the ids of all providers that exist, broken ones and folders without provider.yml included."""
        folders = (file.provider for file in self.by_path.values() if file.provider)
        return frozenset((*self.catalogue.provider_by_id, *folders))

    def known_organisations(self) -> frozenset[str]:
        """Return what records may name as an organisation: the ids of providers and of those only referred to."""
        return frozenset((*self.known_providers(), *(one.id for one in self.organisations)))

    def known_pathways(self) -> frozenset[str]:
        """Return `<provider>/<pathway>` of all pathways that exist, broken ones included."""
        return self._keys(RecordKind.PATHWAY)

    def known_recognition(self) -> frozenset[str]:
        """Return `<receiver>/<statement>` of all statements of recognition that exist, broken ones included."""
        return self._keys(RecordKind.RECOGNITION)

    def known_support(self) -> frozenset[str]:
        """Return `<provider>/<support>` of all support for learners that exists, broken records included."""
        return self._keys(RecordKind.SUPPORT)

    def known_to_count(self) -> frozenset[str]:
        """Return by which keys a credential can be named: its own, or that of an offer; broken ones included."""
        return self.known_offers() | self.known_credentials()

    def _keys(self, kind: RecordKind) -> frozenset[str]:
        return frozenset(file.key for file in self.by_path.values() if file.kind is kind)

    def known_offers(self) -> frozenset[str]:
        """Return `<provider>/<offer>` of all offers that exist, broken ones included."""
        files = (file for file in self.by_path.values() if file.kind is RecordKind.OFFER)
        return frozenset((*self.catalogue.offer_by_key, *(f"{file.provider}/{file.id}" for file in files)))

    def known_credentials(self) -> frozenset[str]:
        """Return `<provider>/<credential>` of all credentials with a file of their own, broken ones included."""
        files = (file for file in self.by_path.values() if file.kind is RecordKind.CREDENTIAL)
        return frozenset(file.key for file in files if file.version is None)

    def document(self, shown: str) -> Document | None:
        """Read the file known by its path anew, unless it was the last one read; None if that cannot be done."""
        if shown not in self._last_read:
            self._last_read.clear()
            file = self.by_path.get(shown)
            self._last_read[shown] = parsed(file) if file is not None else None
        return self._last_read[shown]

    def find(self, rule: Rule, shown: str, path: NodePath, message: Wording, fix: Wording = NOTHING) -> Diagnostic:
        """Make a finding at a key of a file; without the file it points to its beginning."""
        return Diagnostic(rule, self._place(shown, path), message, fix)

    def _place(self, shown: str, path: NodePath) -> Location:
        # NOTE: a catalogue that begins has a finding in nearly every file; to parse them all again takes as long as
        # the whole check.
        if len(path) == 1 and shown in self.by_path and shown not in self._last_read:
            source = read_source(self.by_path[shown].path, shown)
            where = quick_place(source, str(path[0])) if isinstance(source, Source) else None
            if where is not None:
                return where
        document = self.document(shown)
        return place_of(document, path) if document is not None else Location(shown)

    def values(self, shown: str, pattern: str) -> Iterator[tuple[NodePath, str]]:
        """Yield the texts of a file that stand under a path (`*`: any place in a list)."""
        document = self.document(shown)
        if document is not None:
            yield from texts_under(document.value, tuple(pattern.split(".")))
