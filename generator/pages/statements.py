"""What a record states about each element of Annex I, as lines a person can read.

The offer page shows the same lines under the learner's questions and in the transparency statement, so that the two
can never disagree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.record_summary import full_key
from generator.pages.assessment import assessment, grade, supervision
from generator.pages.parts import Line, long, plain, short
from generator.pages.told import organisations, why_not_applicable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.catalogue.pathways import PathwaySummary
    from generator.catalogue.summary import CredentialSummary
    from generator.pages.told import CredentialTold, Lines, Told
    from generator.records.credential import Credential, Credits, Hours, Level
    from generator.records.delivery import Condition
    from generator.records.statement import Claim, Place
    from generator.words import Words


def title(told: Told) -> Lines:
    """Element 2."""
    return short(told.offer.title, told.words)


def country(told: CredentialTold) -> Lines:
    """Element 3: the countries of the awarding bodies, and the region where the provider itself awards."""
    awarding = told.credential.awarded_by if told.credential else ()
    codes = [found.country for one in awarding if (found := told.providers.get(one)) and found.country]
    names = [told.words.country_name(code) for code in dict.fromkeys(codes)]
    region = told.provider.region if told.provider.id in awarding and told.provider.region else ""
    return plain(*names, told.words.gettext("Region (NUTS): {code}").format(code=region) if region else "")


def awarding_body(told: CredentialTold) -> Lines:
    """Element 4."""
    return organisations(told, told.credential.awarded_by) if told.credential else ()


def learning_outcomes(told: CredentialTold) -> Lines:
    """Element 6."""
    if told.credential is None:
        return ()
    each = tuple(one for outcome in told.credential.learning_outcomes for one in short(outcome.text, told.words))
    return (*long(told.credential.outcomes_summary, told.words), *each)


def workload(told: CredentialTold) -> Lines:
    """Element 7: credits and whether they are awarded, hours and how they divide."""
    stated = told.credential.workload if told.credential else None
    if stated is None:
        return _hours(told.hours, told.words)
    if stated.not_applicable:
        return why_not_applicable(stated, told)
    return (
        *(_credits(stated.credits, told) if stated.credits else ()),
        *_hours(stated.hours or told.hours, told.words),
    )


def _credits(stated: Credits, told: CredentialTold) -> Lines:
    _, words = told.words.gettext, told.words
    if stated.counted is None:
        return plain(_("No credits are awarded"))
    by = organisations(told, [stated.recommended_by]) if stated.recommended_by else ()
    ratio = (
        _("{hours} for a credit").format(hours=words.hours(stated.hours_per_credit)) if stated.hours_per_credit else ""
    )
    return (
        *plain(words.credits(*stated.counted), words.term("credit-statuses", stated.status)),
        *by,
        *short(stated.condition, words),
        *((Line(ratio, href=stated.source or ""),) if ratio else ()),
    )


def _hours(stated: Hours | None, words: Words) -> Lines:
    if stated is None:
        return ()
    _ = words.gettext
    patterns = (
        (stated.total, _("{hours} in all")),
        (stated.contact, _("{hours} with teachers")),
        (stated.self_study, _("{hours} of self-study")),
        (stated.per_week, _("{hours} a week")),
    )
    return plain(*(pattern.format(hours=words.hours(hours)) for hours, pattern in patterns if hours))


def level(told: CredentialTold) -> Lines:
    """Element 8: the level, and honestly on what it rests."""
    stated = told.credential.level if told.credential else None
    return level_lines(stated, told.words) if stated else ()


def level_lines(stated: Level, words: Words) -> Lines:
    """Return a level and on what it rests, or why none applies."""
    if stated.not_applicable:
        return short(stated.not_applicable, words)
    framework = words.term("national-frameworks", stated.framework or "")
    pattern = words.gettext("{framework}, level {level}")
    named = framework
    if stated.level is not None:
        named = pattern.format(framework=framework, level=words.number(stated.level))
    basis = words.term("level-bases", stated.basis or "")
    code = words.gettext("register code {code}").format(code=stated.register_code) if stated.register_code else ""
    source = code or (words.gettext("Source") if stated.source else "")
    checked = words.gettext("checked on {date}").format(date=words.date(stated.checked)) if stated.checked else ""
    cycle = words.term("qf-ehea-cycles", stated.cycle) if stated.cycle else ""
    return (
        *plain(named, basis, cycle),
        *((Line(source, href=stated.source or ""),) if source else ()),
        *plain(checked),
    )


def participation(told: Told) -> Lines:
    """Element 10."""
    stated = told.offer.participation
    if stated is None or stated.not_applicable:
        return why_not_applicable(stated, told)
    words = told.words
    mode = words.term("participation-modes", stated.mode) if stated.mode else ""
    pace = words.term("paces", stated.pace) if stated.pace else ""
    days = (
        words.ngettext("{number} day on site", "{number} days on site", stated.onsite_days)
        if stated.onsite_days
        else ""
    )
    live = words.gettext("{percent} % of the teaching is live").format(percent=words.number(stated.live_percent or 0))
    return (
        *plain(
            mode,
            pace,
            words.term("learning-schedules", stated.schedule) if stated.schedule else "",
            *(words.term("learning-activity-types", one) for one in stated.activities),
            live if stated.live_percent is not None else "",
            days,
            *(place_name(place, words) for place in stated.places),
        ),
        *long(stated.description, words),
    )


def place_name(place: Place, words: Words) -> str:
    """Return address, city and country of a place."""
    texts = (str(words.text(text) or "") for text in (place.address, place.city))
    return ", ".join(filter(None, (*texts, words.country_name(place.country))))


def quality_assurance(told: CredentialTold) -> Lines:
    """Element 11: who decided what under which framework; the page shows the claims in full under "Is it good?"."""
    words = told.words
    return tuple(
        one
        for claim in quality_claims(told)
        for one in (
            Line(words.term("quality-frameworks", claim.framework), href=claim.source or ""),
            *short(claim.body, words),
            *short(claim.decision, words),
        )
    )


def quality_claims(told: CredentialTold) -> tuple[Claim, ...]:
    """Return the claims about quality that hold for this offer: its own, then those about its provider.

    What was examined from outside must not vanish behind what a single offer adds to it.
    """
    if told.credential is None or told.credential.quality_assurance is None:
        return ()
    own = told.credential.quality_assurance
    of_provider = told.provider.quality_assurance
    return of_provider if own == "inherited" else (*own, *(one for one in of_provider if one not in own))


def prerequisites(told: Told) -> Lines:
    """Element 12."""
    stated = told.offer.prerequisites
    if stated is None or stated.not_applicable:
        return why_not_applicable(stated, told)
    words = told.words
    none = plain(words.gettext("No prerequisites")) if stated.none else ()
    conditions = (line for one in stated.conditions for line in _condition(one, told))
    return (*none, *long(stated.text, words), *conditions)


def _condition(condition: Condition, told: CredentialTold) -> Lines:
    """Put a structured condition into words: `Polish B2`, else its type with what it asks for."""
    words = told.words
    language = words.language_name(condition.language) if condition.language else ""
    countries = words.listed([words.country_name(one) for one in condition.countries])
    named = " ".join(filter(None, (language, condition.level, condition.value, countries)))
    if condition.type == "age" and condition.value:
        return plain(words.gettext("Age: {years} or older").format(years=condition.value))
    kind = words.term("condition-types", condition.type)
    said = named if condition.type == "cefr" and language else ": ".join(filter(None, (kind, named)))
    return (*plain(said), *organisations(told, condition.organisations))


def stackability(told: CredentialTold) -> Lines:
    """Element 15."""
    stated = told.credential.stackability if told.credential else None
    if stated is None or stated.not_applicable:
        return why_not_applicable(stated, told)
    words = told.words
    kind = words.term("stackability-types", stated.type) if stated.type else ""
    stacks = {one.pathway.key: one.pathway for one in told.related.stacks}
    keys = (full_key(one, told.provider.id) for one in stated.towards)
    named = tuple(_towards(stacks.get(one), words) for one in keys)
    return (*plain(kind), *dict.fromkeys(named), *long(stated.text, words))


def _towards(pathway: PathwaySummary | None, words: Words) -> Line:
    """Name a pathway with a link to its page; what has no page here has no name that would tell a reader anything."""
    if pathway is None:
        return Line(words.gettext("Counts towards a pathway that is not described here"))
    title = str(words.text(pathway.title) or pathway.key)
    address = addresses.pathway(words.language, pathway.provider, pathway.id)
    return Line(words.gettext("Counts towards: {pathway}").format(pathway=title), address=address)


def further_information(told: CredentialTold) -> Lines:
    """Element 16."""
    return long(told.credential.further_information, told.words) if told.credential else ()


def version(credential: Credential | CredentialSummary, words: Words) -> str:
    """Say which version of a credential it is and when it is issued."""
    _ = words.gettext
    first, last = credential.valid_from, credential.valid_until
    pattern = {
        (True, True): _("Version {number}, valid from {first} until {last}"),
        (True, False): _("Version {number}, valid from {first}"),
        (False, True): _("Version {number}, valid until {last}"),
        (False, False): _("Version {number}"),
    }[first is not None, last is not None]
    return pattern.format(
        number=words.number(credential.version),
        first=words.date(first) if first else "",
        last=words.date(last) if last else "",
    )


LINES_OF_ELEMENT: Mapping[str, Callable[[Told], Lines]] = {
    "learner": lambda _: (),
    "title": title,
    "issuer-country": country,
    "awarding-body": awarding_body,
    "date-of-issue": lambda _: (),
    "learning-outcomes": learning_outcomes,
    "workload": workload,
    "level": level,
    "assessment": assessment,
    "participation": participation,
    "quality-assurance": quality_assurance,
    "prerequisites": prerequisites,
    "supervision": supervision,
    "grade": grade,
    "stackability": stackability,
    "further-information": further_information,
}
