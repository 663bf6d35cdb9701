"""The page of a pathway: what it takes, step by step, who decides, and what one holds on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.record_summary import full_key
from generator.pages import statements
from generator.pages.asking import report_address
from generator.pages.offer_page import Notice
from generator.pages.organisation_names import organisation
from generator.pages.parts import Chip, Crumb, Fact, Line, Row, line, long, plain, short
from generator.pages.stacking import counted_line, pathway_chip, pathway_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.pathways import Counted, PathwaySummary, Stack
    from generator.records.pathway import CreditPoints, Destination, Pathway, Requirement, Tier
    from generator.records.provider import Provider
    from generator.settings import Settings
    from generator.words import Words


@dataclass(frozen=True)
class PathwayInPlace:
    """A pathway with the records around it that its page shows."""

    pathway: Pathway
    stack: Stack
    provider: Provider
    organisations: Mapping[str, OrganisationSummary]
    successor: PathwaySummary | None = None


@dataclass(frozen=True, slots=True)
class StackItem:
    """A credential that one may collect."""

    title: Line
    provider: Line | None
    credits: str
    state: Chip | None


@dataclass(frozen=True, slots=True)
class RequirementView:
    """One requirement: what is asked for, and the credentials to choose from."""

    lines: tuple[Line, ...]
    items: tuple[StackItem, ...]


@dataclass(frozen=True, slots=True)
class TierView:
    """One step, from the first one on."""

    id: str
    number: str
    title: Line
    description: tuple[Line, ...]
    requirements: tuple[RequirementView, ...]
    award: tuple[Line, ...]
    credits: str


@dataclass(frozen=True, slots=True)
class DestinationView:
    """What the last step leads to."""

    title: Line
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PathwayView:
    """The page of a pathway in one language."""

    language: str
    address: str
    title: Line
    lead: Line | None
    provider: Line
    crumbs: tuple[Crumb, ...]
    state: Chip | None
    notice: Notice | None
    facts: tuple[Fact, ...]
    description: tuple[Line, ...]
    tiers: tuple[TierView, ...]
    leads_to: DestinationView | None
    rows: tuple[Row, ...]
    identifier: str
    report: str
    json_address: str


def pathway_view(here: PathwayInPlace, words: Words, settings: Settings, as_of: date) -> PathwayView:
    """Put a pathway into words for its page."""
    pathway, summary = here.pathway, here.stack.pathway
    title, lead = words.text(pathway.title), words.text(pathway.summary)
    assert title is not None  # noqa: S101 - the model demands a title
    identifier = addresses.pathway_identifier(settings.identifier_base, pathway.uuid)
    return PathwayView(
        language=words.language,
        address=addresses.pathway(words.language, summary.provider, summary.id),
        title=line(title, words),
        lead=line(lead, words) if lead else None,
        provider=organisation(summary.provider, here.organisations, words),
        crumbs=_crumbs(here, words),
        state=_state(here, words, as_of),
        notice=_notice(here, words),
        facts=_facts(here, words),
        description=long(pathway.description, words),
        tiers=tuple(_tier(one, number, here, words) for number, one in enumerate(pathway.tiers, start=1)),
        leads_to=_destination(pathway.leads_to, here, words) if pathway.leads_to else None,
        rows=_rows(here, words),
        identifier=identifier,
        report=report_address(identifier, settings, words),
        json_address=addresses.pathway_json(summary.provider, summary.id),
    )


def _crumbs(here: PathwayInPlace, words: Words) -> tuple[Crumb, ...]:
    name = words.text(here.provider.name)
    assert name is not None  # noqa: S101 - the model demands a name
    language = "" if name.language == words.language else name.language
    return (
        Crumb(addresses.home(words.language), words.gettext("Home")),
        Crumb(addresses.providers(words.language), words.gettext("Providers")),
        Crumb(addresses.provider(words.language, here.provider.id), name.text, language),
    )


def _state(here: PathwayInPlace, words: Words, as_of: date) -> Chip | None:
    until = here.pathway.valid_until
    if here.stack.pathway.is_published and until is not None and until < as_of:
        return Chip("past", "past", words.gettext("Valid until {date}").format(date=words.date(until)))
    return pathway_chip(here.stack.pathway, words)


def _notice(here: PathwayInPlace, words: Words) -> Notice | None:
    _, pathway = words.gettext, here.pathway
    if pathway.status != "withdrawn":
        return None
    when = _("Withdrawn on {date}").format(date=words.date(pathway.withdrawn_on)) if pathway.withdrawn_on else ""
    kept = _("Below stands what was last stated. It is kept because people are on the way.")
    return Notice(
        style="withdrawn",
        title=_("This pathway was withdrawn"),
        lines=(*plain(when), *short(pathway.reason, words), *plain(kept)),
        successor=pathway_line(here.successor, words) if here.successor else None,
    )


def _facts(here: PathwayInPlace, words: Words) -> tuple[Fact, ...]:
    _, pathway = words.gettext, here.pathway
    goal = words.text(pathway.leads_to.title) if pathway.leads_to else None
    decides = organisation(here.stack.pathway.receiver, here.organisations, words)
    return (
        Fact("pathway", _("Steps"), words.number(len(pathway.tiers))),
        Fact("arrow", _("Leads to"), str(goal or _("not stated")), stated=goal is not None),
        Fact("receiver", _("Who decides"), decides.text),
    )


def _tier(tier: Tier, number: int, here: PathwayInPlace, words: Words) -> TierView:
    title = words.text(tier.title)
    assert title is not None  # noqa: S101 - the model demands a title
    return TierView(
        id=f"step-{tier.id}",
        number=words.gettext("Step {number}").format(number=words.number(number)),
        title=line(title, words),
        description=long(tier.description, words),
        requirements=tuple(_requirement(one, here, words) for one in tier.requires),
        award=_award(tier, here, words),
        credits=points(tier.credits, words) if tier.credits else "",
    )


def _award(tier: Tier, here: PathwayInPlace, words: Words) -> tuple[Line, ...]:
    if tier.award is None:
        return ()
    named = (_credential(tier.award.credential, here, words)[0],) if tier.award.credential else ()
    return (*named, *short(tier.award.text, words))


def _requirement(requirement: Requirement, here: PathwayInPlace, words: Words) -> RequirementView:
    """Say what is asked for; the credentials to choose from stand below it."""
    _ = words.gettext
    if requirement.text is not None:
        return RequirementView(long(requirement.text, words), ())
    if requirement.tier is not None:
        title = next((words.text(one.title) for one in here.pathway.tiers if one.id == requirement.tier), None)
        said = _("The earlier step: {title}").format(title=str(title or requirement.tier))
        own = addresses.pathway(words.language, here.provider.id, here.pathway.id)
        return RequirementView((Line(said, address=f"{own}#step-{requirement.tier}"),), ())
    items = tuple(_item(one, here, words) for one in requirement.of)
    return RequirementView(plain(_choice(requirement, words)), items)


def _choice(requirement: Requirement, words: Words) -> str:
    _, ngettext, number = words.gettext, words.ngettext, len(requirement.of)
    if requirement.credits is not None:
        return _("At least {credits} out of these:").format(credits=points(requirement.credits, words))
    if requirement.choose is None or requirement.choose == number:
        return ngettext("This credential:", "All of these:", number)
    if requirement.choose == 1:
        return _("Choose one of these {number}:").format(number=words.number(number))
    return _("Choose {chosen} of these {number}:").format(
        chosen=words.number(requirement.choose), number=words.number(number)
    )


def _item(named: str, here: PathwayInPlace, words: Words) -> StackItem:
    found = _found(named, here)
    if found is None:
        return StackItem(Line(named), None, "", None)
    title, whose = _credential(named, here, words)
    return StackItem(
        title=title,
        provider=whose,
        credits=words.credits(found.credits[1], found.credits[0]) if found.credits else "",
        state=None if found.is_offered else Chip("paused", "paused", words.gettext("No course at present")),
    )


def _credential(named: str, here: PathwayInPlace, words: Words) -> tuple[Line, Line | None]:
    return counted_line(_key(named, here), here.provider.id, here.stack.counted, here.organisations, words)


def _found(named: str, here: PathwayInPlace) -> Counted | None:
    return here.stack.counted.get(_key(named, here))


def _key(named: str, here: PathwayInPlace) -> str:
    return full_key(named, here.provider.id)


def points(credits_: CreditPoints, words: Words) -> str:
    """Return credits of a system in words."""
    return words.credits(credits_.amount, credits_.system)


def _destination(goal: Destination, here: PathwayInPlace, words: Words) -> DestinationView:
    title = words.text(goal.title)
    assert title is not None  # noqa: S101 - the model demands a title
    whose = (organisation(goal.organisation, here.organisations, words),) if goal.organisation else ()
    kind = words.term("destination-types", goal.type) if goal.type else ""
    return DestinationView(
        title=line(title, words, href=goal.page or ""),
        lines=(*plain(kind), *whose, *(statements.level_lines(goal.level, words) if goal.level else ())),
    )


def _rows(here: PathwayInPlace, words: Words) -> tuple[Row, ...]:
    _, pathway = words.gettext, here.pathway
    valid = _("From {date}").format(date=words.date(pathway.valid_from)) if pathway.valid_from else ""
    until = _("Until {date}").format(date=words.date(pathway.valid_until)) if pathway.valid_until else ""
    return (
        Row(_("Who decides"), (organisation(here.stack.pathway.receiver, here.organisations, words),)),
        Row(_("Who says that it counts"), _asserted(here, words)),
        Row(_("Conditions"), long(pathway.conditions, words)),
        Row(_("Valid"), plain(valid, until)),
        Row(_("Confirmed by the provider"), plain(words.date(pathway.checked) if pathway.checked else "")),
    )


def _asserted(here: PathwayInPlace, words: Words) -> tuple[Line, ...]:
    """Say who stands behind the pathway: the receiver itself, or only who wrote the record."""
    _, pathway = words.gettext, here.pathway
    own = here.stack.pathway.receiver == here.provider.id
    said = {
        "provider": _("Only the provider; the receiver has not confirmed it here."),
        "register": _("A register"),
        "receiver": _("The receiver"),
    }
    who = _("The receiver itself, who publishes this pathway") if own else said[pathway.asserted_by]
    return (*plain(who), *((Line(_("Source"), href=pathway.source),) if pathway.source else ()))
