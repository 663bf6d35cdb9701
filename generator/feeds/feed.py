"""What a feed is: a named set of files that programs harvest, and what it cannot carry."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.catalogue.transparency import ELEMENTS
from generator.languages import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import OfferSummary
    from generator.settings import Settings


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file of the site: its path from the root of the site, and its bytes."""

    path: str
    content: bytes


def _carries_all(_offer: OfferSummary, _provider: OrganisationSummary | None) -> tuple[str, ...]:
    return ()


def no_files(_catalogue: Catalogue, _settings: Settings) -> Iterator[OutputFile]:
    """Yield nothing: the files of the feed come with those of another one, or with pages."""
    return iter(())


@dataclass(frozen=True)
class Feed:
    """One format in which the catalogue is published.

    `cannot_carry` maps the key of an Annex I element (see `transparency.ELEMENTS`) to the reason why this format
    loses it, wholly or in part. `reasons` says why one offer is left out of the feed (no reason: it is in).
    Both are English sentences that pages pass through gettext. `address` names the file for the whole catalogue;
    `language_address` does so for a feed that each language has of its own. The addresses `provider_address`,
    `list_address`, `offer_address` and `credential_address` hold the fields {provider}, {axis}, {value}, {offer},
    {credential} and {version}, and like `language_address` {language}; empty means there is none. `other_addresses`
    are those of files for other kinds of records.
    """

    name: str
    title: str
    media_type: str
    profile: str
    version: str
    address: str = ""
    language_address: str = ""
    provider_address: str = ""
    list_address: str = ""
    offer_address: str = ""
    credential_address: str = ""
    other_addresses: tuple[str, ...] = ()
    files: Callable[[Catalogue, Settings], Iterator[OutputFile]] = no_files
    reasons: Callable[[OfferSummary, OrganisationSummary | None], tuple[str, ...]] = _carries_all
    cannot_carry: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


ONLY_ON_CREDENTIAL = N_("It exists only on the credential that a learner is issued.")


def all_but_title(reason: str, *, awarding_body: str) -> Mapping[str, str]:
    """Return the table of a format that is a list of titles: the rest of Annex I is lost, mostly for one reason."""
    lost = dict.fromkeys(ELEMENTS, reason)
    del lost["title"]
    only_there = dict.fromkeys(("learner", "date-of-issue"), ONLY_ON_CREDENTIAL)
    return MappingProxyType({**lost, **only_there, "awarding-body": awarding_body})
