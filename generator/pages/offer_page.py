"""The transparency page of an offer: everything its template may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.freshness import Ages, freshness
from generator.pages import statements
from generator.pages.cost import cost
from generator.pages.evidence import (
    ClaimView,
    ElementView,
    OutcomeView,
    claim_view,
    element_tally,
    element_views,
    outcome_view,
)
from generator.pages.facts import MICRO_CREDENTIAL, NEXT_START, age_chip, kind_chip, six_facts, state_chip
from generator.pages.parts import Chip, Crumb, Fact, Line, Picture, Section, line, long, picture, plain, short
from generator.pages.questions import good, recognised, trust, understand
from generator.pages.recognition import RecognitionView, recognition_views
from generator.pages.runs import RunView, run_view
from generator.pages.stacking import StackLink, stack_links
from generator.pages.told import organisations
from generator.pages.ways import Way, way
from generator.pages.what_changed import HistoryView, history_view

if TYPE_CHECKING:
    from datetime import date

    from generator.catalogue.past import Past
    from generator.catalogue.summary import OfferSummary
    from generator.pages.told import Told
    from generator.settings import Settings
    from generator.words import Words


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened to an offer that can no longer be taken, and what to do instead."""

    style: str
    title: str
    lines: tuple[Line, ...]
    successor: Line | None


@dataclass(frozen=True, slots=True)
class OfferView:
    """The page of an offer in one language."""

    language: str
    address: str
    title: Line
    lead: Line | None
    picture: Picture | None
    provider: Line
    crumbs: tuple[Crumb, ...]
    kind: Chip
    is_micro_credential: bool
    state: Chip | None
    age: Chip | None
    notice: Notice | None
    facts: tuple[Fact, ...]
    apply: str
    page: str
    description: tuple[Line, ...]
    outcomes: tuple[OutcomeView, ...]
    understand: Section
    good: Section
    claims: tuple[ClaimView, ...]
    trust: Section
    recognised: Section
    stacks: tuple[StackLink, ...]
    recognitions: tuple[RecognitionView, ...]
    runs: tuple[RunView, ...]
    ways: tuple[Way, ...]
    cost: Section
    elements: tuple[ElementView, ...]
    tally: tuple[Chip, ...]
    next_title: str
    next_detail: str
    checked: str
    freshness: str
    identifier: str
    json_address: str
    calendar: str
    source: tuple[Line, ...]
    silence: str
    history: HistoryView


def offer_view(
    told: Told, settings: Settings, as_of: date, successor: OfferSummary | None, past: Past | None = None
) -> OfferView:
    """Put an offer into words for its page."""
    words, offer, summary = told.words, told.offer, told.summary
    title = words.text(offer.title)
    lead = words.text(offer.summary)
    assert title is not None  # noqa: S101 - the model demands a title
    available = offer.status == "published"
    links = offer.links
    fresh = freshness(offer.checked, as_of, Ages.of(settings))
    elements = element_views(told)
    facts = six_facts(summary, words, as_of)
    return OfferView(
        language=words.language,
        address=addresses.offer(words.language, summary.provider, summary.id),
        title=line(title, words),
        lead=line(lead, words) if lead else None,
        picture=picture(summary.picture, offer.image, words),
        provider=organisations(told, [summary.provider])[0],
        crumbs=_crumbs(told),
        kind=kind_chip(summary, words),
        is_micro_credential=offer.kind == MICRO_CREDENTIAL,
        state=state_chip(summary, words, as_of),
        age=age_chip(summary, fresh, words) if summary.is_published else None,
        notice=_notice(told, successor),
        facts=facts,
        apply=(links.apply or "") if links and available else "",
        page=(links.page or "") if links else "",
        description=long(offer.description, words),
        outcomes=tuple(outcome_view(one, told) for one in told.credential.learning_outcomes) if told.credential else (),
        understand=understand(told),
        good=good(told),
        claims=tuple(claim_view(one, words) for one in statements.quality_claims(told)),
        trust=trust(told, fresh),
        recognised=recognised(told),
        stacks=stack_links(told),
        recognitions=recognition_views(told, as_of),
        runs=tuple(run_view(one, told, as_of) for one in offer.runs),
        ways=tuple(way(one, words, as_of) for one in told.siblings),
        cost=cost(told, as_of),
        elements=elements,
        tally=element_tally(elements, words),
        next_title=_next_title(facts, words),
        next_detail=facts[NEXT_START].detail,
        checked=words.date(offer.checked) if offer.checked else "",
        freshness=fresh.value,
        identifier=addresses.offer_identifier(settings.identifier_base, offer.uuid),
        json_address=addresses.offer_json(summary.provider, summary.id),
        calendar=_calendar(summary, words, as_of),
        source=_source(told),
        silence=_silence(told),
        history=history_view(told, past),
    )


def _calendar(offer: OfferSummary, words: Words, as_of: date) -> str:
    """Return the address of the calendar of an offer while one can still apply: then it is of use."""
    coming = any(run.apply_by and run.apply_by >= as_of and run.status != "full" for run in offer.runs)
    return addresses.calendar_file(addresses.offer(words.language, offer.provider, offer.id)) if coming else ""


def _next_title(facts: tuple[Fact, ...], words: Words) -> str:
    """Repeat the next start where the way to apply stands."""
    fact = facts[NEXT_START]
    return words.gettext("{label}: {value}").format(label=fact.label, value=fact.value)


def _crumbs(told: Told) -> tuple[Crumb, ...]:
    words = told.words
    crumbs = [Crumb(addresses.home(words.language), words.gettext("Home"))]
    if told.summary.fields:
        code = told.summary.fields[0][:2]
        crumbs.append(Crumb(addresses.axis(words.language, "fields"), words.gettext("Fields")))
        crumbs.append(Crumb(addresses.shelf(words.language, "fields", code), words.term("fields", code)))
    return tuple(crumbs)


def _notice(told: Told, successor: OfferSummary | None) -> Notice | None:
    _, words, offer = told.words.gettext, told.words, told.offer
    if offer.status not in ("paused", "withdrawn"):
        return None
    paused = offer.status == "paused"
    when = _("Withdrawn on {date}").format(date=words.date(offer.withdrawn_on)) if offer.withdrawn_on else ""
    known = _("Below stands what the provider last stated. It is kept because people hold this credential.")
    heading = _("This offer is paused") if paused else _("This offer was withdrawn")
    return Notice(
        style=offer.status,
        title=heading,
        lines=(*plain(when), *short(offer.reason, words), *plain("" if paused else known)),
        successor=_successor(successor, told) if successor else None,
    )


def _successor(successor: OfferSummary, told: Told) -> Line | None:
    shown = told.words.text(successor.title)
    address = addresses.offer(told.words.language, successor.provider, successor.id)
    return line(shown, told.words, address=address) if shown else None


def _silence(told: Told) -> str:
    """Say who has not said anything: the provider, or the list that the record was taken from."""
    _ = told.words.gettext
    return _("The list does not say.") if told.is_imported else _("The provider has not said.")


def _source(told: Told) -> tuple[Line, ...]:
    source = told.offer.source
    if source is None or source.type == "provider":
        return ()
    _ = told.words.gettext
    said = _("Taken over from a list, not confirmed by the provider") if source.type == "import" else _("Harvested")
    dated = _("State of {date}").format(date=told.words.date(source.date)) if source.date else ""
    link = (Line(source.address, href=source.address),) if source.address else ()
    return (*plain(said, dated), *link)
