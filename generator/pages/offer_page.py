"""The transparency page of an offer: everything its template may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.freshness import Ages, RunState, freshness, next_run, run_state
from generator.catalogue.transparency import ELEMENTS, ElementState, states_of
from generator.feeds.deadlines import has_calendar
from generator.pages import statements
from generator.pages.alternates import Alternate, alternates
from generator.pages.asking import AskView, ask_view, open_questions, report_address, with_questions
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
from generator.pages.level_scale import LevelScale, level_scale
from generator.pages.parts import Chip, Crumb, Fact, Line, Picture, Section, line, long, picture, plain, short
from generator.pages.principles import PrincipleView, principle_views
from generator.pages.questions import ValidationView, good, join, recognised, understand, validation
from generator.pages.recognition import RecognitionView, recognition_views
from generator.pages.runs import RunView, run_view
from generator.pages.stacking import StackLink, stack_links
from generator.pages.told import organisations
from generator.pages.trust import trust
from generator.pages.ways import Way, way
from generator.pages.what_changed import HistoryView, history_view

if TYPE_CHECKING:
    from datetime import date

    from generator.catalogue.freshness import Freshness
    from generator.catalogue.past import Past
    from generator.catalogue.summary import OfferSummary
    from generator.pages.parts import Row
    from generator.pages.told import Told
    from generator.settings import Settings
    from generator.words import Words


_SILENT = ElementState.NOT_STATED
ON_SITE = frozenset({"on-site", "blended", "hybrid", "lab"})
"""Forms of participation for which one has to be somewhere."""


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
    has_credential: bool
    state: Chip | None
    age: Chip | None
    notice: Notice | None
    facts: tuple[Fact, ...]
    apply: str
    is_open: bool
    page: str
    description: tuple[Line, ...]
    outcomes: tuple[OutcomeView, ...]
    understand: Section
    join: Section
    validation: ValidationView
    good: Section
    claims: tuple[ClaimView, ...]
    trust: Section
    recognised: Section
    scale: LevelScale | None
    stacks: tuple[StackLink, ...]
    recognitions: tuple[RecognitionView, ...]
    runs: tuple[RunView, ...]
    ways: tuple[Way, ...]
    cost: Section
    elements: tuple[ElementView, ...]
    tally: tuple[Chip, ...]
    principles: tuple[PrincipleView, ...]
    guide: str
    ask: AskView | None
    next_title: str
    next_detail: str
    checked: str
    freshness: str
    identifier: str
    short_address: str
    qr_code: str
    report: str
    alternates: tuple[Alternate, ...]
    calendar: str
    json_address: str
    source: tuple[Line, ...]
    silence: str
    history: HistoryView


def offer_view(
    told: Told,
    settings: Settings,
    as_of: date,
    successor: OfferSummary | None,
    *,
    theirs: Words | None = None,
    guide: str = "",
    past: Past | None = None,
) -> OfferView:
    """Put an offer into words for its page.

    `theirs` are the words of the provider, to whom questions are written; `guide` is the address of the page that
    explains the principles, `past` what the record was before.
    """
    words, offer, summary = told.words, told.offer, told.summary
    title = words.text(offer.title)
    lead = words.text(offer.summary)
    assert title is not None  # noqa: S101 - the model demands a title
    available = offer.status == "published"
    links = offer.links
    fresh = freshness(offer.checked, as_of, Ages.of(settings))
    elements = element_views(told)
    facts = six_facts(summary, words, as_of)
    address = addresses.offer(words.language, summary.provider, summary.id)
    identifier = addresses.offer_identifier(settings.identifier_base, offer.uuid)
    sections = _Sections.of(told, fresh, as_of)
    stacks, recognitions = stack_links(told), recognition_views(told, as_of)
    claims = tuple(claim_view(one, words, imported=told.is_imported) for one in statements.quality_claims(told))
    outcomes = tuple(outcome_view(one, told) for one in told.credential.learning_outcomes) if told.credential else ()
    return OfferView(
        language=words.language,
        address=address,
        title=line(title, words),
        lead=line(lead, words) if lead else None,
        picture=picture(summary.picture, offer.image, words),
        provider=organisations(told, [summary.provider])[0],
        crumbs=_crumbs(told),
        kind=kind_chip(summary, words),
        is_micro_credential=offer.kind == MICRO_CREDENTIAL,
        has_credential=told.credential is not None,
        state=state_chip(summary, words, as_of),
        age=age_chip(summary, fresh, words) if summary.is_published else None,
        notice=_notice(told, successor),
        facts=facts,
        apply=(links.apply or "") if links and available else "",
        is_open=_is_open(summary, as_of),
        page=(links.page or "") if links else "",
        description=long(offer.description, words),
        outcomes=outcomes,
        understand=sections.understand,
        join=sections.join,
        validation=validation(told),
        good=sections.good,
        claims=claims,
        trust=sections.trust,
        recognised=sections.recognised,
        scale=level_scale(told),
        stacks=stacks,
        recognitions=recognitions,
        runs=tuple(run_view(one, told, as_of) for one in offer.runs),
        ways=tuple(way(one, words, as_of) for one in told.siblings),
        cost=with_questions(sections.cost, words) if available else sections.cost,
        elements=elements,
        tally=element_tally(elements, words),
        principles=principle_views(told, stacks, recognitions),
        guide=guide,
        ask=_ask(told, sections, settings, as_of, theirs or words) if available else None,
        next_title=_next_title(facts, words),
        next_detail=facts[NEXT_START].detail,
        checked=words.date(offer.checked) if offer.checked else "",
        freshness=fresh.value,
        identifier=identifier,
        short_address=f"{settings.identifier_base}/{addresses.short(offer.uuid)}",
        qr_code=addresses.qr_code(offer.uuid),
        report=report_address(identifier, settings, words),
        alternates=alternates(told, addresses.calendar_file(address) if has_calendar([summary]) else ""),
        calendar=_calendar(summary, words, as_of),
        json_address=addresses.offer_json(summary.provider, summary.id),
        source=_source(told),
        silence=_silence(told),
        history=history_view(told, past, as_of),
    )


@dataclass(frozen=True, slots=True)
class _Sections:
    """The learner's questions with what the record answers, in the order of the page."""

    understand: Section
    join: Section
    good: Section
    trust: Section
    recognised: Section
    cost: Section

    @classmethod
    def of(cls, told: Told, fresh: Freshness, as_of: date) -> _Sections:
        return cls(understand(told), join(told), good(told), trust(told, fresh), recognised(told), cost(told, as_of))

    def rows(self) -> tuple[Row, ...]:
        sections = (self.understand, self.join, self.good, self.trust, self.recognised, self.cost)
        return tuple(row for section in sections for row in section.rows)


def _ask(told: Told, sections: _Sections, settings: Settings, as_of: date, theirs: Words) -> AskView:
    """Return what the page leaves open, with the mail that asks the provider for it."""
    language = theirs.language if theirs.language in settings.languages else settings.languages[0]
    page = settings.absolute(addresses.offer(language, told.summary.provider, told.summary.id))
    keys = open_questions(sections.rows(), _open_elsewhere(told, as_of))
    return ask_view(keys, told.offer.title, told.provider, page, words=told.words, theirs=theirs)


def _open_elsewhere(told: Told, as_of: date) -> tuple[str, ...]:
    """Return the keys of the questions that the page leaves open outside its rows."""
    offer, summary, credential = told.offer, told.summary, told.credential
    run = next_run(summary.runs, as_of)
    begins = run is not None or summary.begins_any_time(as_of)
    silent = {key for key, state in zip(ELEMENTS, states_of(summary.states), strict=True) if state is _SILENT}
    is_open = {
        "description": not offer.description,
        "place": summary.mode in ON_SITE and not summary.places and not any(run.place for run in offer.runs),
        "dates": not begins and not summary.has_no_course,
        "deadline": run is not None and run.apply_by is None and not run.rolling,
        "validation": credential is not None and (offer.validation is None or offer.validation.available is None),
        "recognition": credential is not None and not offer.recognition and not told.related.recognition,
        "way-to-apply": offer.links is None or not (offer.links.apply or offer.links.page),
    }
    return (*silent, *(key for key, open_ in is_open.items() if open_))


def _is_open(offer: OfferSummary, as_of: date) -> bool:
    """Tell whether one may apply today as far as is known: not where all that is stated lies ahead or is over."""
    run = next_run(offer.runs, as_of)
    return run is None or run_state(run, as_of) in (RunState.OPEN, RunState.RUNNING) or offer.begins_any_time(as_of)


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
        successor=successor_line(successor, told),
    )


def successor_line(successor: OfferSummary | None, told: Told) -> Line | None:
    """Return the way to the offer that took the place of this one, unless its content was removed."""
    if successor is None or successor.removed_on is not None:
        return None
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
    return (*plain(said, dated), *link, *long(source.note, told.words))
