"""A record with everything needed to put it into words for one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from generator.pages.organisation_names import organisation
from generator.pages.parts import Line, short
from generator.pages.related import NOTHING_RELATED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import CredentialSummary, OfferSummary
    from generator.pages.related import Related
    from generator.records.credential import Credential, Hours
    from generator.records.offer import Offer
    from generator.records.provider import Provider
    from generator.records.statement import Applicability
    from generator.words import Words

Lines = tuple[Line, ...]


class CredentialTold(Protocol):
    """What it takes to put a credential into words: an offer has it, and so has a credential alone."""

    @property
    def credential(self) -> Credential | None:
        """Return the credential, which a learning opportunity does not have."""

    @property
    def hours(self) -> Hours | None:
        """Return the hours of what has no credential, or none that states any."""

    @property
    def provider(self) -> Provider:
        """Return whose offer or credential it is."""

    @property
    def providers(self) -> Mapping[str, OrganisationSummary]:
        """Return the organisations that are named."""

    @property
    def related(self) -> Related:
        """Return what records of others say about it."""

    @property
    def words(self) -> Words:
        """Return the words of the reader's language."""


@dataclass(frozen=True)
class ToldAlone:
    """A credential with a file of its own and everything needed to put it into words for one language."""

    credential: Credential
    provider: Provider
    providers: Mapping[str, OrganisationSummary]
    words: Words
    hours: None = None
    related: Related = NOTHING_RELATED


@dataclass(frozen=True)
class Told:
    """An offer with everything needed to put it into words for one language.

    `own_page` is the credential's summary if it has a page, `siblings` are other offers that lead to it.
    """

    offer: Offer
    summary: OfferSummary
    provider: Provider
    providers: Mapping[str, OrganisationSummary]
    words: Words
    own_page: CredentialSummary | None = None
    siblings: tuple[OfferSummary, ...] = ()
    related: Related = NOTHING_RELATED

    @property
    def is_imported(self) -> bool:
        """Tell whether the record was taken over from a list, so that its silence is the list's."""
        return self.offer.source is not None and self.offer.source.type == "import"

    @property
    def credential(self) -> Credential | None:
        """Return the credential, which a learning opportunity does not have."""
        return self.offer.credential

    @property
    def hours(self) -> Hours | None:
        """Return the hours that the offer itself states."""
        return self.offer.hours


def why_not_applicable(statement: Applicability | None, told: CredentialTold) -> Lines:
    """Return the provider's reason why something does not apply."""
    return short(statement.not_applicable, told.words) if statement is not None else ()


def organisations(told: CredentialTold, identifiers: Sequence[str]) -> Lines:
    """Return the names of organisations with links to where more about them stands."""
    return tuple(organisation(identifier, told.providers, told.words) for identifier in identifiers)
