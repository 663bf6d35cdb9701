"""The page of the decisions on admission: who is listed, suspended or listed no longer, since when and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.languages import N_
from generator.pages.admission import DECISIONS, grounds
from generator.pages.browse_pages import crumbs_of
from generator.pages.parts import Chip, Crumb, Line, line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.catalogue.organisation import OrganisationSummary
    from generator.records.provider import Provider, RegistryAdmission
    from generator.words import Words

MEANINGS = {
    "admitted": N_(
        "It met the conditions on that day, and its offers are listed. That is no judgement of their quality."
    ),
    "suspended": N_(
        "It may add no offers, and has to pause those it has. Credentials already issued are not affected."
    ),
    "ended": N_("It lists no offers any more. Its pages stay at their address; credentials issued are not affected."),
}
"""What each decision means for learners."""

_STYLES = {"admitted": ("stated", "stated"), "suspended": ("paused", "paused"), "ended": ("withdrawn", "withdrawn")}


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What was decided about one provider; `source` is where the decision can be read."""

    provider: Line
    decision: Chip
    date: str
    grounds: tuple[Line, ...]
    meaning: str
    source: str


@dataclass(frozen=True, slots=True)
class DecisionsView:
    """The page in one language; `about` leads to how decisions are made, where the registry says so."""

    language: str
    address: str
    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    decisions: tuple[DecisionView, ...]
    undecided: tuple[Line, ...]
    about: Line | None


def decisions_view(
    providers: Iterable[Provider], known: Mapping[str, OrganisationSummary], words: Words, about: str = ""
) -> DecisionsView:
    """Put the decisions into words, the newest first; `about` is the address of the page on the registry."""
    _ = words.gettext
    by_name = sorted(providers, key=lambda one: words.sort_key(_named(one, words).text))
    decided = [(one, one.admission) for one in by_name if one.admission is not None]
    newest_first = sorted(decided, key=lambda one: one[1].decided.toordinal() if one[1].decided else 0, reverse=True)
    return DecisionsView(
        language=words.language,
        address=addresses.decisions(words.language),
        title=_("Decisions on admission"),
        lead=_(
            "Which providers the registry has admitted or suspended, or lists no longer: when, and on what grounds."
        ),
        crumbs=(*crumbs_of(words), *((Crumb(about, _("About this registry")),) if about else ())),
        decisions=tuple(_decision(one, admission, known, words) for one, admission in newest_first),
        undecided=tuple(_named(one, words) for one in by_name if one.admission is None),
        about=Line(_("How decisions are made, and how to appeal"), address=about) if about else None,
    )


def _decision(
    provider: Provider, decided: RegistryAdmission, known: Mapping[str, OrganisationSummary], words: Words
) -> DecisionView:
    style, icon = _STYLES[decided.decision]
    return DecisionView(
        provider=_named(provider, words),
        decision=Chip(style, icon, words.gettext(DECISIONS[decided.decision])),
        date=words.date(decided.decided) if decided.decided else "",
        grounds=grounds(decided, known, words),
        meaning=words.gettext(MEANINGS[decided.decision]),
        source=decided.source or "",
    )


def _named(provider: Provider, words: Words) -> Line:
    name = words.text(provider.name)
    assert name is not None  # noqa: S101 - the model demands a name
    return line(name, words, address=addresses.provider(words.language, provider.id))
