"""The page of a provider: who they are, what stands behind their quality, their offers, what their records lack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.freshness import Ages, freshness
from generator.catalogue.transparency import ElementState
from generator.feeds import qualitylink
from generator.feeds.coverage import coverage
from generator.feeds.deadlines import has_calendar
from generator.pages.asking import report_address
from generator.pages.data_page import carried
from generator.pages.evidence import ClaimView, claim_view
from generator.pages.facts import age_chip, card
from generator.pages.list_pages import PAGE_SIZE, in_order
from generator.pages.marks import Mark, ages_told, keeps_current, marks, state_chips
from generator.pages.parts import Card, Chip, Crumb, Line, Picture, Row, line, long, picture
from generator.pages.provider_facts import provider_rows
from generator.pages.recognition import StatementView, statement_view
from generator.pages.stacking import pathway_chip, pathway_line
from generator.pages.statements import version
from generator.pages.support import SupportView, support_view

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.pathways import PathwaySummary, Stack
    from generator.catalogue.summary import CredentialSummary, OfferSummary, ProviderSummary
    from generator.feeds.coverage import Coverage
    from generator.pages.related import StatementInPlace, SupportInPlace
    from generator.records.provider import Provider
    from generator.settings import Settings
    from generator.words import Words


NAMED = 12
"""So many offers are named under each reason why a feed leaves them out."""

OTHER = "other"
"""A type of organisation that tells a reader nothing, such as that of providers taken from a list."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """What a record states of Annex I, what is missing, and how old it is: facts, no score."""

    title: Line
    marks: tuple[Mark, ...]
    missing: tuple[str, ...]
    checked: str
    age: Chip | None


@dataclass(frozen=True, slots=True)
class CredentialLink:
    """A credential with a page of its own: its title leads to the present version."""

    title: Line
    version: str


@dataclass(frozen=True, slots=True)
class Given:
    """The records of a provider that its page shows, those without a page of their own included.

    Offers come whether published or not; of credentials with files of their own comes the present version.
    """

    offers: tuple[OfferSummary, ...] = ()
    credentials: tuple[CredentialSummary, ...] = ()
    stacks: tuple[Stack, ...] = ()
    recognition: tuple[StatementInPlace, ...] = ()
    support: tuple[SupportInPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class PathwayLink:
    """A pathway of the provider: its title leads to its page."""

    title: Line
    state: Chip | None
    steps: str


@dataclass(frozen=True, slots=True)
class FeedShare:
    """Feeds that leave out offers of the provider: how many they carry, and the offers that each reason keeps out."""

    feeds: tuple[Line, ...]
    carried: str
    reasons: tuple[tuple[str, tuple[Line, ...]], ...]


@dataclass(frozen=True, slots=True)
class ProviderView:
    """The page of a provider in one language; further pages (`page` from 2) only go on with its offers.

    `ages` says how many of all its offers are fresh or not, `grid` leads to them in the grid of the registry.
    """

    language: str
    address: str
    name: Line
    type: str
    picture: Picture | None
    crumbs: tuple[Crumb, ...]
    description: tuple[Line, ...]
    rows: tuple[Row, ...]
    unknown: str
    claims: tuple[ClaimView, ...]
    cards: tuple[Card, ...]
    former: tuple[Line, ...]
    credentials: tuple[CredentialLink, ...]
    pathways: tuple[PathwayLink, ...]
    recognition: tuple[StatementView, ...]
    support: tuple[SupportView, ...]
    completeness: tuple[Completeness, ...]
    states: tuple[Chip, ...]
    ages: str
    grid: str
    feeds: tuple[FeedShare, ...]
    dns_text: str
    identifier: str
    report: str
    json_address: str
    feed: str
    calendar: str
    page: int
    pages: tuple[tuple[int, str], ...]


def provider_view(
    provider: Provider,
    summary: ProviderSummary,
    given: Given,
    providers: Mapping[str, OrganisationSummary],
    words: Words,
    settings: Settings,
    as_of: date,
    page: int = 1,
) -> ProviderView:
    """Put a provider and its offers into words, a hundred offers a page."""
    name, offers = words.text(provider.name), given.offers
    assert name is not None  # noqa: S101 - the model demands a name
    listed = in_order([offer for offer in offers if offer.is_published], words, as_of)
    shown = listed[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    ages = Ages.of(settings)
    address = addresses.provider(words.language, provider.id)
    rows = provider_rows(provider, providers, words)
    current = [offer for offer in offers if keeps_current(offer)]
    paused = [offer for offer in current if not offer.is_published] if page == 1 else []
    identifier = addresses.provider_identifier(settings.identifier_base, provider.uuid)
    covered = coverage(offers, {provider.id: summary}) if page == 1 else ()
    return ProviderView(
        language=words.language,
        address=addresses.provider(words.language, provider.id, page),
        name=line(name, words),
        picture=picture(summary.picture, provider.logo, words),
        type="" if provider.type == OTHER else words.term("provider-types", provider.type),
        crumbs=(
            Crumb(addresses.home(words.language), words.gettext("Home")),
            Crumb(addresses.providers(words.language), words.gettext("Providers")),
        ),
        description=long(provider.description, words),
        rows=tuple(row for row in rows if row.lines),
        unknown=words.listed([row.label for row in rows if not row.lines]),
        claims=tuple(claim_view(one, words) for one in provider.quality_assurance),
        cards=tuple(card(one, summary, words, as_of, ages) for one in shown),
        former=tuple(_titled(one, words) for one in offers if not one.is_published),
        credentials=tuple(_credential(one, words) for one in given.credentials),
        pathways=tuple(
            _pathway(one.pathway, words) for one in sorted(given.stacks, key=lambda one: not one.pathway.is_published)
        ),
        recognition=tuple(statement_view(one, providers, words, settings, as_of) for one in given.recognition),
        support=tuple(support_view(one, providers, words, settings, as_of) for one in given.support),
        completeness=tuple(_completeness(one, words, as_of, ages) for one in (*shown, *paused)),
        states=state_chips(words),
        ages=ages_told(current, as_of, ages, words),
        grid=addresses.quality_of(words.language, provider=provider.id) if current else "",
        feeds=tuple(_share(one, words) for one in covered if one.left_out),
        dns_text=qualitylink.dns_text(provider.id, settings) if _is_harvested(covered) else "",
        identifier=identifier,
        report=report_address(identifier, settings, words),
        json_address=addresses.provider_json(provider.id),
        feed=addresses.feed_file(address),
        calendar=addresses.calendar_file(address) if has_calendar(offers) else "",
        page=page,
        pages=tuple(
            (number, addresses.provider(words.language, provider.id, number))
            for number in range(1, number_of_pages(offers) + 1)
        ),
    )


def number_of_pages(offers: Sequence[OfferSummary]) -> int:
    """Return how many pages the published offers of a provider take; one at least."""
    return max(1, -(-sum(offer.is_published for offer in offers) // PAGE_SIZE))


def _address(offer: OfferSummary, words: Words) -> str:
    return addresses.offer(words.language, offer.provider, offer.id)


def _titled(offer: OfferSummary, words: Words) -> Line:
    shown = words.text(offer.title)
    assert shown is not None  # noqa: S101 - the model demands a title
    return line(shown, words, address=_address(offer, words))


def _credential(credential: CredentialSummary, words: Words) -> CredentialLink:
    shown = words.text(credential.title)
    assert shown is not None  # noqa: S101 - the model demands a title
    address = addresses.credential(words.language, credential.provider, credential.id, credential.version)
    return CredentialLink(line(shown, words, address=address), version(credential, words))


def _pathway(pathway: PathwaySummary, words: Words) -> PathwayLink:
    steps = words.ngettext("{number} step", "{number} steps", len(pathway.tiers))
    return PathwayLink(pathway_line(pathway, words), pathway_chip(pathway, words), steps)


def _share(share: Coverage, words: Words) -> FeedShare:
    total = len({one.key for offers in share.left_out.values() for one in offers}) + share.carried
    outright = [reason for reason, offers in share.left_out.items() if not reason.key and len(offers) == total]
    # Where the feed is about other things altogether, it does not matter what else the records lack.
    told = {reason: share.left_out[reason] for reason in outright[:1]} or share.left_out
    reasons = ((words.gettext(reason.text), tuple(_some(offers, total, words))) for reason, offers in told.items())
    page = addresses.data_page(words.language)
    feeds = tuple(Line(feed.name, address=f"{page}#feed-{feed.name}") for feed in share.feeds)
    return FeedShare(feeds, carried(share, words), tuple(reasons))


def _some(offers: Sequence[OfferSummary], total: int, words: Words) -> Iterator[Line]:
    """Yield links to offers, unless it is all of them; of very many the first ones and the number of the others."""
    if len(offers) == total > 1:
        yield Line(words.gettext("all offers"))
        return
    for one in offers[:NAMED]:
        yield _titled(one, words)
    if len(offers) > NAMED:
        yield Line(words.ngettext("and {number} more", "and {number} more", len(offers) - NAMED))


def _is_harvested(covered: Sequence[Coverage]) -> bool:
    """Tell whether there is a file that the line in the DNS would lead to."""
    return any(one.carried and qualitylink.FEED in one.feeds for one in covered)


def _completeness(offer: OfferSummary, words: Words, as_of: date, ages: Ages) -> Completeness:
    found = marks(offer.states, words)
    return Completeness(
        title=_titled(offer, words),
        marks=found,
        missing=tuple(mark.name for mark in found if mark.state == ElementState.NOT_STATED.value),
        checked=words.date(offer.checked) if offer.checked else "",
        age=age_chip(offer, freshness(offer.checked, as_of, ages), words),
    )
