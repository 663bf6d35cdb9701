"""The learner's questions, and what the record answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.freshness import Freshness
from generator.pages import statements
from generator.pages.assessment import assessment, grade, supervision
from generator.pages.cost import amount
from generator.pages.parts import Line, Row, Section, long, plain, short
from generator.pages.told import organisations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.pages.told import CredentialTold, Told
    from generator.records.offer import ValidationStage
    from generator.words import Words


def understand(told: Told) -> Section:
    _, words, offer = told.words.gettext, told.words, told.offer
    rows = (
        *stated(Row(_("In other words"), short(offer.market_title, words))),
        *stated(Row(_("Kind of learning"), _kind_of_learning(told))),
        Row(_("Workload"), statements.workload(told)),
        *_of_the_course(told),
        Row(_("Form of participation"), statements.participation(told)),
        Row(_("Prerequisites"), statements.prerequisites(told)),
        Row(_("Who can join"), _who_can_join(told)),
        Row(_("Meant for"), _meant_for(told)),
        Row(_("Accessibility of the course"), _accessibility(told), enumerated=len(offer.accessibility) > 2),
        *stated(Row(_("Help with access"), long(offer.accessibility_note, words))),
        Row(_("Technical requirements"), long(offer.technical_requirements, words)),
    )
    return Section("understand", _("Do I understand it?"), rows)


def stated(row: Row) -> tuple[Row, ...]:
    """Return a row that is left out where nothing is stated: few records say such a thing, and none has to."""
    return (row,) if row.lines else ()


def _kind_of_learning(told: Told) -> tuple[Line, ...]:
    offer, words = told.offer, told.words
    return plain(
        words.term("learning-opportunity-types", offer.type) if offer.type else "",
        words.term("learning-settings", offer.learning_setting) if offer.learning_setting else "",
    )


def _meant_for(told: Told) -> tuple[Line, ...]:
    offer, words = told.offer, told.words
    groups = (words.term("target-groups", one) for one in offer.target_group_types)
    occupations = tuple(
        Line(str(words.text(one.label) or one.id), href=one.id if one.id.startswith("http") else "")
        for one in offer.occupations
    )
    return (*long(offer.target_groups, words), *plain(*groups), *occupations)


def _of_the_course(told: Told) -> tuple[Row, ...]:
    """Return what only a course has; where there is none, nothing of it is missing unless it is stated all the same."""
    _, words, offer = told.words.gettext, told.words, told.offer
    languages = plain(words.listed([words.language_name(one) for one in offer.teaching_languages]))
    duration = short(offer.duration_text, words) or plain(words.duration(offer.duration) if offer.duration else "")
    rows = (Row(_("Duration"), duration), Row(_("Language of teaching"), languages))
    no_course = offer.participation is not None and offer.participation.not_applicable is not None
    return tuple(row for row in rows if row.lines or not no_course)


def _accessibility(told: Told) -> tuple[Line, ...]:
    return plain(*(told.words.term("accessibility-features", one) for one in told.offer.accessibility))


def _who_can_join(told: Told) -> tuple[Line, ...]:
    admission = told.offer.who_can_join
    if admission is None:
        return ()
    _ = told.words.gettext
    everyone = plain({True: _("Everyone"), False: _("Certain people only"), None: ""}[admission.everyone])
    return (*everyone, *long(admission.text, told.words), *organisations(told, admission.partners))


def good(told: CredentialTold) -> Section:
    _ = told.words.gettext
    rows = (
        Row(_("Assessment"), assessment(told)),
        Row(_("Supervision and identity check"), supervision(told)),
        Row(_("Grading"), grade(told)),
        *stated(Row(_("If you disagree with the result"), _appeal(told))),
        *stated(Row(_("Who needs it"), _need(told))),
        *stated(Row(_("Review of the content"), _review(told))),
    )
    return Section("good", _("Is it good?"), rows)


def _appeal(told: CredentialTold) -> tuple[Line, ...]:
    assessed = told.credential.assessment if told.credential else None
    return long(assessed.appeal, told.words) if assessed else ()


def _need(told: CredentialTold) -> tuple[Line, ...]:
    relevance = told.credential.relevance if told.credential else None
    if relevance is None:
        return ()
    evidence = (Line(told.words.gettext("Evidence"), href=relevance.source),) if relevance.source else ()
    return (*long(relevance.need, told.words), *evidence)


def _review(told: CredentialTold) -> tuple[Line, ...]:
    """Return when the content was and will be reviewed (Annex II, principle 3)."""
    relevance = told.credential.relevance if told.credential else None
    if relevance is None:
        return ()
    _, words = told.words.gettext, told.words
    return plain(
        _("last on {date}").format(date=words.date(relevance.reviewed)) if relevance.reviewed else "",
        _("next on {date}").format(date=words.date(relevance.next_review)) if relevance.next_review else "",
    )


def trust(told: Told, fresh: Freshness) -> Section:
    _, words = told.words.gettext, told.words
    rows = (
        Row(_("Awarded by"), statements.awarding_body(told)),
        Row(_("Offered by"), organisations(told, [told.summary.provider])),
        *roles(told),
        *stated(Row(_("Taught by"), organisations(told, told.offer.delivered_by))),
        *stated(Row(_("Made together with"), _co_creators(told))),
        *((Row(_("Version of the credential"), _version(told)),) if told.credential else ()),
        Row(_("Issued as"), issuing(told)),
        Row(_("How to check a credential"), verify(told)),
        *stated(Row(_("Renewal"), renewal(told))),
        *stated(Row(_("Code at the provider"), plain(told.offer.code or ""))),
        Row(_("Record confirmed by the provider"), _confirmed(told, fresh)),
        *stated(Row(_("Translations"), translations(told.offer.translations, words))),
        *stated(Row(_("Licence of this record"), licence(told.offer.licence))),
    )
    return Section("trust", words.gettext("Can I trust it?"), rows)


def roles(told: CredentialTold) -> tuple[Row, ...]:
    """Return who does what else for a credential, where it is stated."""
    credential = told.credential
    if credential is None:
        return ()
    _, issuing = told.words.gettext, credential.issuing
    issuer = (issuing.issuer,) if issuing and issuing.issuer else ()
    sealed_by = (issuing.sealed_by,) if issuing and issuing.sealed_by else ()
    rows = (
        Row(_("Assessed by"), organisations(told, credential.assessed_by)),
        Row(_("Validated by"), organisations(told, credential.validated_by)),
        Row(_("Certified by"), organisations(told, credential.certified_by)),
        Row(_("Issued by"), organisations(told, issuer)),
        Row(_("Sealed by"), organisations(told, sealed_by)),
    )
    return tuple(row for row in rows if row.lines)


def _co_creators(told: Told) -> tuple[Line, ...]:
    lines: list[Line] = []
    for one in told.offer.co_creators:
        named = organisations(told, [one.organisation]) if one.organisation else short(one.name, told.words)
        lines += (*named, *short(one.role, told.words))
    return tuple(lines)


def translations(stated_origins: Mapping[str, str] | None, words: Words) -> tuple[Line, ...]:
    """Say of each language how its texts came to be."""
    _ = words.gettext
    said = {
        "original": _("{language}: written in this language"),
        "human": _("{language}: translated by people"),
        "machine": _("{language}: translated by a machine, not checked"),
    }
    return plain(*(said[how].format(language=words.language_name(tag)) for tag, how in (stated_origins or {}).items()))


def licence(address: str | None) -> tuple[Line, ...]:
    """Return the licence of a record that has another one than the registry."""
    return (Line(address, href=address),) if address else ()


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
        {True: _("The grade stands on it"), False: _("The grade does not stand on it"), None: ""}[issuing.grade_shown],
    )


def _validity(validity: str, told: CredentialTold) -> str:
    """Put how long a credential is valid into words."""
    return told.words.gettext("unlimited") if validity == "unlimited" else told.words.duration(validity)


def verify(told: CredentialTold) -> tuple[Line, ...]:
    """Return how one can check a credential, and what one looks like."""
    issuing = told.credential.issuing if told.credential else None
    if issuing is None:
        return ()
    sample = (Line(told.words.gettext("A sample"), href=issuing.sample),) if issuing.sample else ()
    return (*long(issuing.verify, told.words), *sample)


def renewal(told: CredentialTold) -> tuple[Line, ...]:
    """Return how a credential is renewed."""
    issuing = told.credential.issuing if told.credential else None
    return long(issuing.renewal, told.words) if issuing else ()


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
    stages = tuple(one for stage in stated.stages for one in _stage(stage, told))
    takes = _("It takes {duration}").format(duration=words.duration(stated.duration)) if stated.duration else ""
    return (*plain(answer), *long(stated.text, words), *stages, *plain(takes, fee), *contact)


def _stage(stage: ValidationStage, told: Told) -> tuple[Line, ...]:
    """Return a stage of validation: its name, and what happens in it."""
    name = told.words.term("validation-stages", stage.stage)
    return (Line(told.words.gettext("Stage: {name}").format(name=name)), *long(stage.text, told.words))
