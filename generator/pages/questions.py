"""The learner's questions, and what the record answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.freshness import Freshness
from generator.pages import statements
from generator.pages.cost import amount
from generator.pages.parts import Line, Row, Section, long, plain, short

if TYPE_CHECKING:
    from generator.pages.statements import CredentialTold, Told


def understand(told: Told) -> Section:
    _, words, offer = told.words.gettext, told.words, told.offer
    rows = (
        Row(_("Workload"), statements.workload(told)),
        *_of_the_course(told),
        Row(_("Form of participation"), statements.participation(told)),
        Row(_("Prerequisites"), statements.prerequisites(told)),
        Row(_("Who can join"), _who_can_join(told)),
        Row(_("Meant for"), long(offer.target_groups, words)),
        Row(_("Accessibility of the course"), _accessibility(told), enumerated=len(told.offer.accessibility) > 2),
        Row(_("Technical requirements"), long(offer.technical_requirements, words)),
    )
    return Section("understand", _("Do I understand it?"), rows)


def _of_the_course(told: Told) -> tuple[Row, ...]:
    """Return what only a course has; where there is none, nothing of it is missing unless it is stated all the same."""
    _, words, offer = told.words.gettext, told.words, told.offer
    languages = plain(words.listed([words.language_name(one) for one in offer.teaching_languages]))
    duration = short(offer.duration_text, words) or plain(_duration(offer.duration, told))
    rows = (Row(_("Duration"), duration), Row(_("Language of teaching"), languages))
    no_course = offer.participation is not None and offer.participation.not_applicable is not None
    return tuple(row for row in rows if row.lines or not no_course)


def _accessibility(told: Told) -> tuple[Line, ...]:
    return plain(*(told.words.term("accessibility-features", one) for one in told.offer.accessibility))


def _duration(duration: str | None, told: CredentialTold) -> str:
    """Put an ISO 8601 duration of one unit into words."""
    ngettext = told.words.ngettext
    if not duration or not duration[1:-1].isdigit():
        return ""
    number = int(duration[1:-1])
    return {
        "D": ngettext("{number} day", "{number} days", number),
        "W": ngettext("{number} week", "{number} weeks", number),
        "M": ngettext("{number} month", "{number} months", number),
        "Y": ngettext("{number} year", "{number} years", number),
    }.get(duration[-1], "")


def _who_can_join(told: Told) -> tuple[Line, ...]:
    admission = told.offer.who_can_join
    if admission is None:
        return ()
    _ = told.words.gettext
    everyone = plain({True: _("Everyone"), False: _("Certain people only"), None: ""}[admission.everyone])
    return (*everyone, *long(admission.text, told.words), *statements.organisations(told, admission.partners))


def good(told: CredentialTold) -> Section:
    _ = told.words.gettext
    rows = (
        Row(_("Assessment"), statements.assessment(told)),
        Row(_("Supervision and identity check"), statements.supervision(told)),
        Row(_("Grading"), statements.grade(told)),
    )
    return Section("good", _("Is it good?"), rows)


def trust(told: Told, fresh: Freshness) -> Section:
    _, words = told.words.gettext, told.words
    rows = (
        Row(_("Awarded by"), statements.awarding_body(told)),
        Row(_("Offered by"), statements.organisations(told, [told.summary.provider])),
        *((Row(_("Version of the credential"), _version(told)),) if told.credential else ()),
        Row(_("Issued as"), issuing(told)),
        Row(_("How to check a credential"), verify(told)),
        Row(_("Record confirmed by the provider"), _confirmed(told, fresh)),
    )
    return Section("trust", words.gettext("Can I trust it?"), rows)


def _version(told: Told) -> tuple[Line, ...]:
    """Return the version that one gets, with a link to its page if it has one."""
    page = told.own_page
    link = addresses.credential(told.words.language, page.provider, page.id, page.version) if page else ""
    return (Line(statements.version(told.credential, told.words), address=link),) if told.credential else ()


def issuing(told: CredentialTold) -> tuple[Line, ...]:
    """Return in which form the credential is issued, and how soon."""
    issuing = told.credential.issuing if told.credential else None
    if issuing is None:
        return ()
    _, words = told.words.gettext, told.words
    formats = words.listed([words.term("issuing-formats", one) for one in issuing.formats])
    days = (
        words.ngettext("issued within {number} day", "issued within {number} days", issuing.days)
        if issuing.days
        else ""
    )
    seal = words.term("seals", issuing.seal) if issuing.seal else ""
    languages = words.listed([words.language_name(one) for one in told.credential.languages]) if told.credential else ""
    return plain(
        words.term("credential-forms", issuing.form) if issuing.form else "",
        formats,
        seal,
        words.term("wallets", issuing.wallet) if issuing.wallet else "",
        days,
        _("Language of the credential: {languages}").format(languages=languages) if languages else "",
        _("Validity: {validity}").format(validity=_validity(issuing.validity, told)) if issuing.validity else "",
    )


def _validity(validity: str, told: CredentialTold) -> str:
    """Put how long a credential is valid into words; what is neither `unlimited` nor a duration stays as it is."""
    if validity == "unlimited":
        return told.words.gettext("unlimited")
    return _duration(validity, told) or validity


def verify(told: CredentialTold) -> tuple[Line, ...]:
    """Return how one can check a credential."""
    issuing = told.credential.issuing if told.credential else None
    return long(issuing.verify, told.words) if issuing else ()


def _confirmed(told: Told, fresh: Freshness) -> tuple[Line, ...]:
    _ = told.words.gettext
    if told.offer.checked is None:
        return ()
    age = {
        Freshness.AGEING: _("more than a year ago"),
        Freshness.STALE: _("long ago: ask the provider before you rely on it"),
    }
    return plain(told.words.date(told.offer.checked), age.get(fresh, ""))


def recognised(told: Told) -> Section:
    _ = told.words.gettext
    rows = (
        Row(_("Level"), statements.level(told)),
        Row(_("Combining it with other credentials"), statements.stackability(told)),
        Row(_("Can I get it without the course?"), _validation(told)),
    )
    return Section("recognised", _("Will it be recognised?"), rows)


def _validation(told: Told) -> tuple[Line, ...]:
    stated = told.offer.validation
    if stated is None:
        return ()
    _, words = told.words.gettext, told.words
    answers = {True: _("Yes, by validation of what you already know and can do"), False: _("No"), None: ""}
    answer = answers[stated.available]
    fee = _("Fee: {amount}").format(amount=amount(stated.fee, told)) if stated.fee else ""
    contact = (Line(stated.contact, href=f"mailto:{stated.contact}"),) if stated.contact else ()
    return (*plain(answer), *long(stated.text, words), *plain(fee), *contact)
