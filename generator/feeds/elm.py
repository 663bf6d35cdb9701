"""Learning opportunities for Europass: the European Learning Model 3.2 and 3.3 in its profile LOQ, as Turtle.

One file for the whole catalogue and one per provider; each file is complete in itself (organisations, concepts). The
two editions differ in the namespace alone, which stands in the head of a file: each statement is made once for both.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.feeds import qdr
from generator.feeds.elm_credential import describe_shared_specification
from generator.feeds.elm_json import json_ld, json_nodes
from generator.feeds.elm_opportunity import describe_offer, left_out
from generator.feeds.elm_organisation import can_be_described, describe_organisation
from generator.feeds.elm_terms import (
    ELM_3_2,
    ELM_3_3,
    Description,
    ElmVersion,
    Term,
    describe_terms,
    turtle,
    turtle_head,
)
from generator.feeds.feed import DRAFT, ONLY_ON_CREDENTIAL, Feed, OutputFile, no_files
from generator.languages import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import OfferSummary
    from generator.feeds.feed import Reason
    from generator.feeds.qdr import Entry
    from generator.records.credential import Credential
    from generator.records.offer import Offer
    from generator.records.organisation import OrganisationRecord
    from generator.records.provider import Provider
    from generator.settings import Settings

EDITIONS = (ELM_3_2, ELM_3_3)


@dataclass(frozen=True)
class Piece:
    """What is stated of one record, for the files of all formats that follow the model.

    `turtle` has no prefixes, `nodes` no context; both need the terms described beside them. `entries` are for the
    documents of `qdr`. All is bytes so that a catalogue of any size is held as text, never as millions of triples.
    """

    turtle: bytes
    nodes: bytes
    terms: frozenset[Term]
    entries: tuple[Entry, ...]


def reasons(offer: OfferSummary, provider: OrganisationSummary | None) -> tuple[Reason, ...]:
    """Say why an offer is left out of the feed; nothing when it is in."""
    return (() if offer.has_page else (DRAFT,)) + left_out(offer, provider)


def offer_piece(
    offer: Offer,
    summary: OfferSummary,
    providers: Mapping[str, OrganisationSummary],
    settings: Settings,
) -> Piece | None:
    """Return the statements about one offer, or None when the feed cannot carry it.

    A credential with a file of its own is a piece apart (see `credential_piece`).
    """
    if reasons(summary, providers.get(summary.provider)):
        return None
    about = Description(ELM_3_2)
    describe_offer(about, offer, summary, providers, settings)
    return _piece(about)


def credential_piece(
    credential: Credential,
    offers: Sequence[OfferSummary],
    providers: Mapping[str, OrganisationSummary],
    settings: Settings,
) -> Piece:
    """Return the statements about a credential to which several offers may lead."""
    about = Description(ELM_3_2)
    describe_shared_specification(about, credential, offers, providers, settings.identifier_base)
    return _piece(about)


def organisation_piece(organisation: Provider | OrganisationRecord, settings: Settings) -> Piece:
    """Return the statements about one organisation, whose country must be stated."""
    about = Description(ELM_3_2)
    describe_organisation(about, organisation, settings.identifier_base)
    return _piece(about)


def joined_pieces(pieces: Iterable[Piece], version: ElmVersion = ELM_3_2) -> bytes:
    """Put pieces together into one file that describes the terms they use."""
    bodies = []
    terms: set[Term] = set()
    for piece in pieces:
        bodies.append(piece.turtle)
        terms |= piece.terms
    return b"".join((turtle_head(version), *bodies, turtle(describe_terms(terms, version).statements, version)))


def joined_nodes(pieces: Iterable[Piece], version: ElmVersion = ELM_3_2) -> bytes:
    """Put pieces together into one JSON-LD document that describes the terms they use."""
    made = list(pieces)
    terms = {term for piece in made for term in piece.terms}
    return json_ld((*(piece.nodes for piece in made), json_nodes(describe_terms(terms, version))), version)


def catalogue_address(version: ElmVersion = ELM_3_2) -> str:
    """Return the address of the file for the whole catalogue."""
    return f"feeds/elm/{version.number}/catalogue.ttl"


def provider_address(provider: str, version: ElmVersion = ELM_3_2, ending: str = "ttl") -> str:
    """Return the address of the file of one provider, as Turtle or as JSON-LD (ending `jsonld`)."""
    return f"feeds/elm/{version.number}/providers/{provider}.{ending}"


def files(catalogue: Catalogue, settings: Settings) -> Iterator[OutputFile]:
    """Yield the files of each provider that can be described, then those of the whole catalogue, in all editions."""
    providers = {
        one.id: organisation_piece(catalogue.store.open_provider(one), settings)
        for one in catalogue.providers
        if can_be_described(one)
    }
    organisations = {**_only_referred_to(catalogue, settings), **providers}
    everything = list(organisations.values())
    shared: dict[tuple[str, int], Piece] = {}
    for provider_id in providers:
        offers = list(_offers(catalogue, provider_id, settings))
        named = {provider_id, *(body for offer, _ in offers for body in offer.awarded_by)}
        described = [organisations[one] for one in sorted(named) if one in organisations]
        pieces = [piece for _, piece in offers]
        own = {one.credential: None for one, _ in offers if one.credential and one.credential_has_page}
        shared |= {one: _shared(catalogue, one, settings) for one in own if one not in shared}
        whole = (*described, *pieces, *(shared[one] for one in own))
        for version in EDITIONS:
            yield OutputFile(provider_address(provider_id, version), joined_pieces(whole, version))
            yield OutputFile(provider_address(provider_id, version, "jsonld"), joined_nodes(whole, version))
        everything += pieces
    everything += shared.values()
    for version in EDITIONS:
        yield OutputFile(catalogue_address(version), joined_pieces(everything, version))
    entries = [entry for piece in everything for entry in piece.entries]
    yield OutputFile(qdr.OPPORTUNITIES, qdr.opportunities(entries))
    yield OutputFile(qdr.QUALIFICATIONS, qdr.qualifications(entries))


def _only_referred_to(catalogue: Catalogue, settings: Settings) -> dict[str, Piece]:
    """Return the pieces of the organisations without a folder that can be described, by id."""
    known = {one.id: one for one in catalogue.organisations if can_be_described(one)}
    opened = (catalogue.store.open_organisations(digest) for digest in sorted({one.digest for one in known.values()}))
    entries = (one for file in opened for one in file.organisations if one.id in known)
    return {one.id: organisation_piece(one, settings) for one in sorted(entries, key=lambda one: one.id)}


def _shared(catalogue: Catalogue, identity: tuple[str, int], settings: Settings) -> Piece:
    """Return the piece of a credential that offers name; its record stands in each of them."""
    offers = catalogue.offers_by_credential[identity]
    credential = catalogue.store.open_offer(offers[0]).credential
    assert credential is not None  # noqa: S101 - the offers were grouped by it
    return credential_piece(credential, offers, catalogue.organisation_by_id, settings)


def _offers(catalogue: Catalogue, provider_id: str, settings: Settings) -> Iterator[tuple[OfferSummary, Piece]]:
    for summary in catalogue.offers_by_provider.get(provider_id, ()):
        offer = catalogue.store.open_offer(summary)
        piece = offer_piece(offer, summary, catalogue.organisation_by_id, settings)
        if piece is not None:
            yield summary, piece


def _piece(about: Description) -> Piece:
    """Return statements as text without the head that gives the model's own names their meaning."""
    statements = turtle(about.statements, about.version)
    return Piece(statements, json_nodes(about), frozenset(about.terms), qdr.entries(about))


_CANNOT_CARRY = MappingProxyType(
    {
        "learner": ONLY_ON_CREDENTIAL,
        "date-of-issue": ONLY_ON_CREDENTIAL,
        "level": N_("Only a level entered in a register has properties of its own; a claimed one comes with a note."),
        "assessment": N_("Kinds of assessment outside the European list are carried by name only."),
        "quality-assurance": N_("Only as text: the format asks for the country of the body that decided."),
        "prerequisites": N_("Only as text."),
        "supervision": N_("Only as text."),
        "grade": N_("Only the grading scheme; the grade exists on the credential that a learner is issued."),
        "stackability": N_("Only as text."),
    }
)


def _feed(version: ElmVersion, title: str, make: Callable[[Catalogue, Settings], Iterator[OutputFile]]) -> Feed:
    return Feed(
        name=f"elm-{version.number}",
        title=title,
        media_type="text/turtle",
        profile="http://data.europa.eu/snb/model/ap/loq-constraints/",
        version=version.number,
        address=catalogue_address(version),
        provider_address=provider_address("{provider}", version),
        other_addresses=(provider_address("{provider}", version, "jsonld"),),
        files=make,
        reasons=reasons,
        cannot_carry=_CANNOT_CARRY,
    )


FEED = _feed(ELM_3_2, N_("European Learning Model 3.2"), files)
FEED_3_3 = _feed(ELM_3_3, N_("European Learning Model 3.3"), no_files)
"""Its files come with those of 3.2."""

FEED_QDR = Feed(
    name="qdr",
    title=N_("Europass: learning opportunities and qualifications (QDR XML)"),
    media_type="application/xml",
    profile=qdr.NAMESPACE,
    version=qdr.XSD_VERSION,
    address=qdr.OPPORTUNITIES,
    other_addresses=(qdr.QUALIFICATIONS,),
    reasons=reasons,
    cannot_carry=MappingProxyType(
        {
            **_CANNOT_CARRY,
            "issuer-country": N_("The region is carried as text only."),
            "participation": N_("A kind that is younger than the schema is carried by name only."),
        }
    ),
)
"""Its files come with those of ELM 3.2, of which it says the same."""
