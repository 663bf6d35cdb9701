"""What a feed is: a named set of files that programs harvest, and what it cannot carry."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath
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


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an offer is left out of a feed: an English sentence that pages pass through gettext.

    `key` is the key of the record that would change it; without one the offer is not what the feed is about.
    """

    text: str
    key: str = ""


DRAFT = Reason(N_("The record is a draft."))


def _carries_all(offer: OfferSummary, _provider: OrganisationSummary | None) -> tuple[Reason, ...]:
    return () if offer.has_page else (DRAFT,)


def no_files(_catalogue: Catalogue, _settings: Settings) -> Iterator[OutputFile]:
    """Yield nothing: the files of the feed come with those of another one, or with pages."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Measured:
    """Size in bytes and SHA-256 of a file that was written."""

    size: int
    sha256: str

    @classmethod
    def of(cls, content: bytes) -> Measured:
        """Measure the content of a file."""
        return cls(len(content), hashlib.sha256(content).hexdigest())


@dataclass(frozen=True)
class Feed:
    """One format in which the catalogue is published.

    `cannot_carry` maps the key of an Annex I element (see `transparency.ELEMENTS`) to the reason why this format
    loses it, wholly or in part, in English sentences that pages pass through gettext. `reasons` says why one offer is
    left out of the feed (no reason: it is in); `of_offers` whether it carries offers at all; `with_pages` whether its
    files can only be made with the pages of the site. `address` names the file
    for the whole catalogue; `language_address` does so for a feed that each language has of its own. The addresses
    `provider_address`, `list_address`, `offer_address` and `credential_address` hold the fields {provider}, {axis},
    {value}, {offer}, {credential} and {version}, and like `language_address` {language}; empty means there is none.
    `other_addresses` are those of files for other kinds of records.
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
    reasons: Callable[[OfferSummary, OrganisationSummary | None], tuple[Reason, ...]] = _carries_all
    of_offers: bool = True
    with_pages: bool = False
    cannot_carry: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def whole_files(feed: Feed, settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield the address of each file for the whole catalogue, and what its title adds to that of the feed."""
    if feed.address:
        yield feed.address, ""
    for language in settings.languages if feed.language_address else ():
        yield feed.language_address.format(language=language), f" ({language})"
    for address in feed.other_addresses:
        if "{" not in address:
            yield address, f": {PurePosixPath(address).name}"


ONLY_ON_CREDENTIAL = N_("It exists only on the credential that a learner is issued.")


def all_but_title(reason: str, *, awarding_body: str) -> Mapping[str, str]:
    """Return the table of a format that is a list of titles: the rest of Annex I is lost, mostly for one reason."""
    lost = dict.fromkeys(ELEMENTS, reason)
    del lost["title"]
    only_there = dict.fromkeys(("learner", "date-of-issue"), ONLY_ON_CREDENTIAL)
    return MappingProxyType({**lost, **only_there, "awarding-body": awarding_body})
