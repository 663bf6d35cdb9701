"""What a provider states about itself, as rows of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from generator.catalogue import addresses
from generator.pages.admission import admission_lines
from generator.pages.evidence import asserter
from generator.pages.organisation_names import organisation
from generator.pages.parts import Line, Row, contact_lines, line, long, plain, short, stated
from generator.pages.registers import register_entry
from generator.pages.trust import licence, translations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.catalogue.organisation import OrganisationSummary
    from generator.records.provider import Accreditation, Provider, ProviderIdentifier, SubUnit
    from generator.words import Words

Entry = TypeVar("Entry")


def provider_rows(provider: Provider, providers: Mapping[str, OrganisationSummary], words: Words) -> tuple[Row, ...]:
    """Return what a provider states about itself; rows without lines are those that one would expect and misses."""
    _ = words.gettext
    country = words.country_name(provider.country) if provider.country else ""
    alliances = tuple(organisation(one, providers, words) for one in provider.alliances)
    statement = provider.accessibility_statement
    accessibility = (Line(statement, href=statement),) if statement else ()
    homepage = (Line(provider.homepage, href=provider.homepage),) if provider.homepage else ()
    return (
        Row(_("Legal name"), short(provider.legal_name, words)),
        Row(_("Country"), plain(country)),
        *stated(Row(_("Region (NUTS)"), plain(provider.region or ""))),
        Row(_("Address"), short(provider.address, words)),
        *stated(Row(_("On the map"), _on_the_map(provider))),
        *stated(Row(_("Time zone"), plain(provider.time_zone or ""))),
        Row(_("Website"), homepage),
        Row(_("Contact"), contact_lines(provider.contact, words)),
        Row(_("Alliances"), alliances),
        *stated(
            Row(_("Faculties and centres"), tuple(line for one in provider.sub_units for line in _unit(one, words)))
        ),
        Row(_("Registers"), tuple(register_entry(one, words) for one in provider.identifiers)),
        *stated(
            Row(_("Accreditations"), tuple(line for one in provider.accreditations for line in _decision(one, words)))
        ),
        *stated(Row(_("How quality is looked after"), _quality_statement(provider, words))),
        *_feedback(provider, words),
        Row(_("Recognition of prior learning"), long(provider.recognition_of_prior_learning, words)),
        Row(_("Complaints and appeals"), (*long(provider.complaints, words), *long(provider.appeals, words))),
        *stated(Row(_("Accessibility statement"), accessibility)),
        *stated(Row(_("Admission to this registry"), _admission(provider, providers, words))),
        *stated(Row(_("Translations"), translations(provider.translations, words))),
        *stated(Row(_("Licence of this record"), licence(provider.licence))),
    )


def _each(entries: Iterable[Entry], tell: Callable[[Entry, Words], tuple[Line, ...]], words: Words) -> tuple[Line, ...]:
    return tuple(one for entry in entries for one in tell(entry, words))


def _on_the_map(provider: Provider) -> tuple[Line, ...]:
    """Return the place with a link to a map; nothing is fetched from there before somebody follows it."""
    place = provider.location
    if place is None:
        return ()
    at = f"{place.latitude}/{place.longitude}"
    return (Line(at, href=f"https://www.openstreetmap.org/#map=16/{at}"),)


def _unit(unit: SubUnit, words: Words) -> tuple[Line, ...]:
    shown = words.text(unit.name)
    named = (line(shown, words, href=unit.homepage or ""),) if shown else ()
    return (*named, *contact_lines(unit.contact, words))


def _decision(decision: Accreditation, words: Words) -> tuple[Line, ...]:
    """Return a decision of an authority: what it is called, who decided what and when, and who says so."""
    _ = words.gettext
    shown = words.text(decision.title)
    named = (line(shown, words, href=decision.source or ""),) if shown else ()
    return (
        *named,
        *plain(words.term("accreditation-types", decision.type) if decision.type else ""),
        *short(decision.body, words),
        *plain(
            _("Number {number}").format(number=decision.number) if decision.number else "",
            _("Decided on {date}").format(date=words.date(decision.issued)) if decision.issued else "",
            _("Valid until {date}").format(date=words.date(decision.valid_until)) if decision.valid_until else "",
            asserter(decision.asserted_by, words) if decision.asserted_by != "provider" else "",
            _("checked on {date}").format(date=words.date(decision.checked)) if decision.checked else "",
        ),
    )


def _quality_statement(provider: Provider, words: Words) -> tuple[Line, ...]:
    """Return what a provider outside the frameworks of quality assurance says about itself."""
    said = provider.quality_statement
    if said is None:
        return ()
    _ = words.gettext
    return (
        *long(said.text, words),
        *plain(
            _("Reviewed every {duration}").format(duration=words.duration(said.review_cycle))
            if said.review_cycle
            else "",
            _("last on {date}").format(date=words.date(said.reviewed)) if said.reviewed else "",
        ),
    )


def _feedback(provider: Provider, words: Words) -> tuple[Row, ...]:
    """Return how those concerned are heard (Annex II, principles 1 and 8)."""
    said = provider.feedback
    if said is None:
        return ()
    _ = words.gettext
    when = _("Summary of {date}").format(date=words.date(said.issued)) if said.issued else _("Latest summary")
    rows = (
        Row(_("Feedback of learners"), long(said.learners, words)),
        Row(_("Feedback of peers"), long(said.peers, words)),
        Row(_("Feedback of employers and others"), long(said.stakeholders, words)),
        Row(_("What they said"), (Line(when, href=said.report),) if said.report else ()),
    )
    return tuple(row for row in rows if row.lines)


def _admission(provider: Provider, providers: Mapping[str, OrganisationSummary], words: Words) -> tuple[Line, ...]:
    """Return the decision of the registry to list the provider, and the way to all of them."""
    decided = provider.admission
    if decided is None:
        return ()
    all_of_them = Line(words.gettext("All decisions on admission"), address=addresses.decisions(words.language))
    return (*admission_lines(decided, providers, words), all_of_them)


def _identifier(identifier: ProviderIdentifier, words: Words) -> Line:
    scheme = words.term("identifier-schemes", identifier.scheme)
    return Line(f"{scheme}: {identifier.value}", href=identifier.source or "")
