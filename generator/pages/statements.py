"""What a record states about each element of Annex I, as lines a person can read.

The offer page shows the same lines under the learner's questions and in the transparency statement, so that the two
can never disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from generator.pages.organisation_names import organisation
from generator.pages.parts import Line, long, plain, short

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import CredentialSummary, OfferSummary
    from generator.records.assessment import Supervision
    from generator.records.credential import Credential
    from generator.records.delivery import Condition
    from generator.records.offer import Offer
    from generator.records.provider import Provider
    from generator.records.statement import Applicability, Claim, Place
    from generator.words import Words

Lines = tuple[Line, ...]


class CredentialTold(Protocol):
    """What it takes to put a credential into words: an offer has it, and so has a credential alone."""

    @property
    def credential(self) -> Credential | None:
        """Return the credential, which a learning opportunity does not have."""

    @property
    def provider(self) -> Provider:
        """Return whose offer or credential it is."""

    @property
    def providers(self) -> Mapping[str, OrganisationSummary]:
        """Return the organisations that are named."""

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

    @property
    def is_imported(self) -> bool:
        """Tell whether the record was taken over from a list, so that its silence is the list's."""
        return self.offer.source is not None and self.offer.source.type == "import"

    @property
    def credential(self) -> Credential | None:
        """Return the credential, which a learning opportunity does not have."""
        return self.offer.credential


def why_not_applicable(statement: Applicability | None, told: CredentialTold) -> Lines:
    """Return the provider's reason why something does not apply."""
    return short(statement.not_applicable, told.words) if statement is not None else ()


def organisations(told: CredentialTold, identifiers: Sequence[str]) -> Lines:
    """Return the names of organisations with links to where more about them stands."""
    return tuple(organisation(identifier, told.providers, told.words) for identifier in identifiers)


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
    if stated is None or stated.not_applicable:
        return why_not_applicable(stated, told)
    _, words = told.words.gettext, told.words
    lines: list[Line] = []
    if stated.credits and stated.credits.counted is None:
        lines += plain(_("No credits are awarded"))
    elif stated.credits and stated.credits.counted:
        amount = words.credits(*stated.credits.counted)
        lines += plain(amount, words.term("credit-statuses", stated.credits.status))
        lines += short(stated.credits.condition, words)
    if stated.hours:
        patterns = (
            (stated.hours.total, _("{hours} in all")),
            (stated.hours.contact, _("{hours} with teachers")),
            (stated.hours.self_study, _("{hours} of self-study")),
            (stated.hours.per_week, _("{hours} a week")),
        )
        lines += plain(*(pattern.format(hours=words.hours(hours)) for hours, pattern in patterns if hours))
    return tuple(lines)


def level(told: CredentialTold) -> Lines:
    """Element 8: the level, and honestly on what it rests."""
    stated = told.credential.level if told.credential else None
    if stated is None or stated.not_applicable:
        return why_not_applicable(stated, told)
    words = told.words
    framework = words.term("national-frameworks", stated.framework or "")
    pattern = words.gettext("{framework}, level {level}")
    named = framework
    if stated.level is not None:
        named = pattern.format(framework=framework, level=words.number(stated.level))
    basis = words.term("level-bases", stated.basis or "")
    code = words.gettext("register code {code}").format(code=stated.register_code) if stated.register_code else ""
    cycle = words.term("qf-ehea-cycles", stated.cycle) if stated.cycle else ""
    return (*plain(named, basis, cycle), *((Line(code, href=stated.source or ""),) if code else ()))


def assessment(told: CredentialTold) -> Lines:
    """Element 9."""
    stated = told.credential.assessment if told.credential else None
    if stated is None or stated.not_applicable:
        return why_not_applicable(stated, told)
    _, words = told.words.gettext, told.words
    types = words.listed([words.term("assessment-types", one) for one in stated.types])
    languages = words.listed([words.language_name(one) for one in stated.languages])
    return (
        *plain(types),
        *long(stated.description, words),
        *plain(
            _("Language of assessment: {languages}").format(languages=languages) if languages else "",
            _("Pass mark: {mark}").format(mark=stated.pass_mark) if stated.pass_mark else "",
            words.ngettext("{number} attempt", "{number} attempts", stated.attempts) if stated.attempts else "",
            _in_the_price(stated.included_in_price, told),
        ),
    )


def _in_the_price(included: bool | None, told: CredentialTold) -> str:
    _ = told.words.gettext
    if included is None:
        return ""
    return _("Assessment is included in the price") if included else _("Assessment costs extra")


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
    places = [place_name(place, words) for place in stated.places]
    return plain(mode, pace, days, *places)


def place_name(place: Place, words: Words) -> str:
    """Return city and country of a place."""
    return ", ".join(filter(None, (str(words.text(place.city) or ""), words.country_name(place.country))))


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
    """Return the claims about quality that hold for this offer: its own, or those of the provider."""
    if told.credential is None or told.credential.quality_assurance is None:
        return ()
    own = told.credential.quality_assurance
    return told.provider.quality_assurance if own == "inherited" else tuple(own)


def prerequisites(told: Told) -> Lines:
    """Element 12."""
    stated = told.offer.prerequisites
    if stated is None or stated.not_applicable:
        return why_not_applicable(stated, told)
    words = told.words
    none = plain(words.gettext("No prerequisites")) if stated.none else ()
    return (*none, *long(stated.text, words), *plain(*(_condition(one, words) for one in stated.conditions)))


def _condition(condition: Condition, words: Words) -> str:
    """Put a structured condition into words: `Polish B2`, else its type with what it asks for."""
    language = words.language_name(condition.language) if condition.language else ""
    named = " ".join(filter(None, (language, condition.level, condition.value)))
    if condition.type == "age" and condition.value:
        return words.gettext("Age: {years} or older").format(years=condition.value)
    return named if condition.type == "cefr" else ": ".join(filter(None, (condition.type, named)))


def supervision(told: CredentialTold) -> Lines:
    """Element 13, in the words of Annex I."""
    stated = told.credential.supervision if told.credential else None
    if stated is None or stated.not_applicable:
        return why_not_applicable(stated, told)
    _ = told.words.gettext
    recorded = {True: _("The assessment is recorded"), False: _("Nothing is recorded"), None: ""}[stated.recorded]
    return (*plain(_supervised(stated, told), recorded), *long(stated.recording, told.words))


def _supervised(stated: Supervision, told: CredentialTold) -> str:
    """Return the words of Annex I, element 13, where both facts are stated; else just what is."""
    _ = told.words.gettext
    where = {"online": _("Online"), "on-site": _("On site"), "either": _("Online or on site")}.get(
        stated.where or "", ""
    )
    told_apart = {
        (True, None): _("Supervised; identity verification not stated"),
        (False, None): _("Unsupervised; identity verification not stated"),
        (None, True): _("With identity verification; supervision not stated"),
        (None, False): _("Without identity verification; supervision not stated"),
        (False, True): _("Unsupervised with identity verification"),
        (False, False): _("Unsupervised with no identity verification"),
        (True, False): _("Supervised with no identity verification"),
    }
    if (stated.supervised, stated.identity_verified) == (True, True):
        return {
            "online": _("Supervised online, with identity verification"),
            "on-site": _("Supervised on site, with identity verification"),
            "either": _("Supervised online or on site, with identity verification"),
        }.get(stated.where or "", _("Supervised, with identity verification"))
    said = told_apart.get((stated.supervised, stated.identity_verified), "")
    return ". ".join(filter(None, (said, where)))


def grade(told: CredentialTold) -> Lines:
    """Element 14: the grading scheme; the grade achieved stands on the credential."""
    stated = told.credential.grading if told.credential else None
    if stated is None or stated.not_applicable:
        return why_not_applicable(stated, told)
    return short(stated.scheme, told.words)


def stackability(told: CredentialTold) -> Lines:
    """Element 15."""
    stated = told.credential.stackability if told.credential else None
    if stated is None or stated.not_applicable:
        return why_not_applicable(stated, told)
    words = told.words
    kind = words.term("stackability-types", stated.type) if stated.type else ""
    towards = words.listed(list(stated.towards))
    counts = words.gettext("Counts towards: {pathways}").format(pathways=towards) if towards else ""
    return (*plain(kind, counts), *long(stated.text, words))


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
