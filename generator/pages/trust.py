"""Whether a credential can be trusted: who does what for it, how it is issued and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.catalogue.freshness import Freshness
from generator.pages import statements
from generator.pages.admission import admission_line
from generator.pages.parts import Line, Row, Section, contact_lines, long, plain, short, stated
from generator.pages.told import organisations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.pages.told import CredentialTold, Told
    from generator.words import Words


def trust(told: Told, fresh: Freshness) -> Section:
    _, words = told.words.gettext, told.words
    rows = (
        Row(_("Awarded by"), _awarded_by(told), asks="awarding-body"),
        Row(_("Offered by"), organisations(told, [told.summary.provider])),
        Row(_("Provider in this registry"), (admission_line(told.provider.admission, words),)),
        *stated(Row(_("Who answers"), contact_lines(told.provider.contact, words))),
        *roles(told),
        *stated(Row(_("Taught by"), organisations(told, told.offer.delivered_by))),
        *stated(Row(_("Made together with"), _co_creators(told))),
        *((Row(_("Version of the credential"), _version(told)),) if told.credential else ()),
        *(_issued(told) if told.credential else ()),
        *stated(Row(_("Renewal"), renewal(told))),
        *stated(Row(_("Code at the provider"), plain(told.offer.code or ""))),
        Row(_("Record confirmed by the provider"), _confirmed(told, fresh), asks="confirmed"),
        *stated(Row(_("Translations"), translations(told.offer.translations, words))),
        *stated(Row(_("Licence of this record"), licence(told.offer.licence))),
    )
    return Section("trust", words.gettext("Can I trust it?"), rows)


def _awarded_by(told: Told) -> tuple[Line, ...]:
    if told.credential is None:
        return plain(told.words.gettext("No micro-credential is issued"))
    return statements.awarding_body(told)


def _issued(told: Told) -> tuple[Row, ...]:
    _ = told.words.gettext
    return (
        Row(_("Issued as"), issuing(told), asks="issuing"),
        Row(_("How to check a credential"), verify(told), asks="verify"),
    )


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
