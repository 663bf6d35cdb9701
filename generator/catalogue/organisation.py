"""What every organisation has that a record may name, be it a provider or one of organisations.yml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue.hosts import hosts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from generator.records.organisation import Organisations


@dataclass(frozen=True, slots=True)
class OrganisationSummary:
    """What names, links and references need to know of an organisation; a provider is one that has a page.

    `hosts` are those that belong to it, `identifiers` scheme and value. Organisations of organisations.yml share the
    digest and the path of the file.
    """

    id: str
    uuid: str
    name: Mapping[str, str]
    type: str
    country: str | None
    homepage: str | None
    identifiers: tuple[tuple[str, str], ...]
    hosts: tuple[str, ...]
    checked: date | None
    digest: str
    shown: str


@dataclass(frozen=True, slots=True)
class OrganisationsSummary:
    """The organisations of organisations.yml in the order of the file, and where the file is kept."""

    entries: tuple[OrganisationSummary, ...]
    digest: str
    shown: str


def summarise_organisations(record: Organisations, digest: str, shown: str) -> OrganisationsSummary:
    """Summarise the file of the organisations that are only referred to."""
    return OrganisationsSummary(tuple(_entries(record, digest, shown)), digest, shown)


def _entries(record: Organisations, digest: str, shown: str) -> Iterator[OrganisationSummary]:
    for one in record.organisations:
        yield OrganisationSummary(
            id=one.id,
            uuid=one.uuid,
            name=one.name,
            type=one.type,
            country=one.country,
            homepage=one.homepage,
            identifiers=tuple((each.scheme, each.value) for each in one.identifiers),
            hosts=hosts_of(one.homepage),
            checked=one.checked,
            digest=digest,
            shown=shown,
        )
