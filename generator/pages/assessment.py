"""How outcomes are assessed, in words: elements 9, 13 and 14 of Annex I."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.pages.parts import long, plain, short
from generator.pages.told import why_not_applicable

if TYPE_CHECKING:
    from generator.pages.told import CredentialTold, Lines
    from generator.records.assessment import Supervision


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


def supervision(told: CredentialTold) -> Lines:
    """Element 13, in the words of Annex I."""
    stated = told.credential.supervision if told.credential else None
    if stated is None or stated.not_applicable:
        return why_not_applicable(stated, told)
    _ = told.words.gettext
    recorded = {True: _("The assessment is recorded"), False: _("Nothing is recorded"), None: ""}[stated.recorded]
    vendor = _("Program of {vendor}").format(vendor=stated.vendor) if stated.vendor else ""
    return (*plain(_supervised(stated, told), recorded), *long(stated.recording, told.words), *plain(vendor))


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
