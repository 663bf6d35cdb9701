"""What a record refers to exists, and successors lead somewhere."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from generator.catalogue.summary import successor
from generator.diagnostics import Severity, define_rule
from generator.records.reader import did_you_mean, limited
from generator.records.references import ORGANISATIONS
from generator.records.scalars import IDENTIFIER, describe
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from generator.checks.scope import Scope
    from generator.diagnostics import Diagnostic

NO_ORGANISATION = define_rule(
    "REF001",
    Severity.ERROR,
    "A reference to an organisation that does not exist",
    reason="The name on the page would lead nowhere, and nobody could tell who is meant.",
    remedy="Correct the id, or add the organisation: an entry in organisations.yml, or a folder of that name with "
    "provider.yml if it offers something here.",
)
NO_SUCCESSOR = define_rule(
    "REF002",
    Severity.ERROR,
    "A successor that does not exist",
    reason="Learners who come to the old offer are sent to the new one.",
    remedy="Write the id of the offer, or <provider>/<offer> for an offer of another provider.",
)
SUCCESSORS_IN_A_CIRCLE = define_rule(
    "REF003",
    Severity.ERROR,
    "Offers that replace each other in a circle",
    reason="A learner who follows the successors never arrives at an offer.",
    remedy="Delete `replaced_by` from the offer that is the newest.",
)
DRAFT_AS_SUCCESSOR = define_rule(
    "REF004",
    Severity.WARNING,
    "A successor that is only a draft",
    reason="A draft has no page that one could be sent to.",
    remedy="Publish the draft, or add `replaced_by` when it is published.",
)
NO_ALLIANCE = define_rule(
    "REF005",
    Severity.WARNING,
    "A membership in an organisation that is not an alliance",
    reason="The page lists memberships of alliances; another organisation there is mostly a slip.",
    remedy="Correct the id, or write `type: alliance` in the record of that organisation.",
)

_ID = re.compile(IDENTIFIER)

LONGEST = 160
"""No reference has more characters; longer texts take long to compare."""


def organisations(scope: Scope) -> Iterator[Diagnostic]:
    """Every organisation that a record names has a record of its own, or an entry in organisations.yml."""
    known = scope.known_organisations()
    with_missing = {one.shown for one in scope.offers if not known.issuperset(one.references)}
    with_missing |= {one.shown for one in scope.providers if not known.issuperset(one.references)}
    with_missing |= {one.shown for one in scope.credentials if not known.issuperset(one.references)}
    with_missing |= {one.shown for one in scope.records if not known.issuperset(one.references)}
    for shown in sorted(with_missing.union(scope.broken)):
        yield from limited(shown, _missing_organisations(scope, shown, known))


def _missing_organisations(scope: Scope, shown: str, known: Collection[str]) -> Iterator[Diagnostic]:
    for pattern in ORGANISATIONS[scope.by_path[shown].kind]:
        for path, named in scope.values(shown, pattern):
            # What has not the form of an id was refused already, and said to be so.
            if named not in known and _ID.fullmatch(named):
                message = say("expected the id of an organisation, got {found}", found=describe(named))
                yield scope.find(NO_ORGANISATION, shown, path, message, did_you_mean(closest(named, known)))


def alliances(scope: Scope) -> Iterator[Diagnostic]:
    """Memberships are of alliances."""
    by_id = scope.catalogue.organisation_by_id
    for provider in scope.providers:
        for index, alliance in enumerate(provider.alliances):
            if alliance in by_id and by_id[alliance].type != "alliance":
                kind = by_id[alliance].type
                message = say("expected an alliance, got `{id}` of the type `{type}`", id=alliance, type=kind)
                yield scope.find(NO_ALLIANCE, provider.shown, ("alliances", index), message)


def successors(scope: Scope) -> Iterator[Diagnostic]:
    """A successor exists and has a page."""
    known = scope.known_offers()
    for shown, named in _successors(scope):
        offer = scope.catalogue.offer_by_key.get(named)
        if named not in known:
            message = say("expected the id of an offer, got {found}", found=describe(named))
            yield scope.find(NO_SUCCESSOR, shown, ("replaced_by",), message, did_you_mean(closest(named, known)))
        elif offer is not None and not offer.has_page:
            message = say("expected an offer with a page, got the draft `{offer}`", offer=named)
            yield scope.find(DRAFT_AS_SUCCESSOR, shown, ("replaced_by",), message)


def _successors(scope: Scope) -> Iterator[tuple[str, str]]:
    """Yield the file of each offer with a successor, and the successor as `<provider>/<offer>`."""
    for offer in scope.offers:
        if offer.replaced_by is not None:
            yield offer.shown, offer.replaced_by
    for shown in sorted(scope.broken):
        for _, named in scope.values(shown, "replaced_by"):
            yield shown, successor(named, scope.by_path[shown].provider) or named


def circles(scope: Scope) -> Iterator[Diagnostic]:
    """Following the successors comes to an end; each circle is reported once, at its first offer."""
    following = {offer.key: offer.replaced_by for offer in scope.offers if offer.replaced_by}
    for key in sorted(following):
        circle = _circle(key, following)
        if circle and key == min(circle):
            message = say("expected a newest offer, got the circle {offers}", offers=" → ".join((*circle, key)))
            shown = scope.catalogue.offer_by_key[key].shown
            yield scope.find(SUCCESSORS_IN_A_CIRCLE, shown, ("replaced_by",), message)


def _circle(key: str, following: Mapping[str, str]) -> tuple[str, ...]:
    """Return the offers of the circle that leads from an offer back to itself, else nothing."""
    passed = [key]
    while (successor := following.get(passed[-1])) is not None and successor not in passed:
        passed.append(successor)
    return tuple(passed) if following.get(passed[-1]) == key else ()


def closest_key(key: str, known: Collection[str]) -> str | None:
    """Return the known `<provider>/<id>` that was most likely meant: of the same provider, if there is such a provider.

    What two keys have in common in their providers does not make them alike.
    """
    provider, _, name = key.partition("/")
    siblings = {one.partition("/")[2] for one in known if one.startswith(f"{provider}/")}
    if not siblings:
        return closest(key, known)
    found = closest(name, siblings)
    return f"{provider}/{found}" if found else None


def closest(name: str, known: Collection[str]) -> str | None:
    """Return the known identifier that was most likely meant, or None."""
    close = get_close_matches(name[:LONGEST], sorted(known), n=1, cutoff=0.7)
    return close[0] if close else None
