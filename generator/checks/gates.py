"""The gate: what a published record must state. What is missing is named once a record, in the order of Annex I."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.catalogue.transparency import ELEMENTS, ElementState, state_of
from generator.checks.awarded import offers_by_credential
from generator.checks.kind import MICRO_CREDENTIAL
from generator.checks.profile import BEYOND_ANNEX
from generator.diagnostics import Severity, define_rule
from generator.wording import Series, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from generator.catalogue.summary import OfferSummary
    from generator.checks.profile import Gate
    from generator.checks.scope import Scope
    from generator.diagnostics import Diagnostic
    from generator.records.yaml import NodePath
    from generator.wording import Wording

MISSING = define_rule(
    "PRF003",
    Severity.WARNING,
    "A published record that lacks what should be stated",
    reason="People decide by these facts before they enrol. The page says of each that it is not stated.",
    remedy="Add the keys; where something does not apply, write `not_applicable` with the reason.",
    source="CELEX 32022H0627(02), Annex I",
)
MISSING_BY_FORCE = define_rule(
    "PRF004",
    Severity.ERROR,
    "A published record that lacks what must be stated",
    reason="This registry, or the profile of the country, publishes no record without these facts.",
    remedy="Add the keys, or write `status: draft` until they are known; where something does not apply, write "
    "`not_applicable` with the reason.",
    source="The profile of the country or alliance (docs/profiles.md)",
    waivable=True,
)

ORDER = (*ELEMENTS, *BEYOND_ANNEX)
KEYS: Mapping[str, str] = {
    "title": "title",
    "awarding-body": "awarded_by",
    "learning-outcomes": "learning_outcomes",
    "workload": "workload",
    "level": "level",
    "assessment": "assessment",
    "participation": "participation",
    "quality-assurance": "quality_assurance",
    "prerequisites": "prerequisites",
    "supervision": "supervision",
    "grade": "grading",
    "stackability": "stackability",
    "further-information": "further_information",
    "description": "description",
    "teaching-languages": "teaching_languages",
    "link": "links",
}
"""The key under which an element is stated in an offer or its credential."""

NAMES: Mapping[str, Wording] = {
    "title": say("title"),
    "provider": say("provider"),
    "issuer-country": say("country of the awarding body"),
    "awarding-body": say("awarding body"),
    "learning-outcomes": say("learning outcomes"),
    "workload": say("workload"),
    "level": say("level"),
    "assessment": say("assessment"),
    "participation": say("form of participation"),
    "quality-assurance": say("quality assurance"),
    "prerequisites": say("prerequisites"),
    "supervision": say("supervision"),
    "grade": say("grading"),
    "stackability": say("stackability"),
    "further-information": say("further information"),
    "description": say("description"),
    "teaching-languages": say("teaching language"),
    "link": say("a link to its page"),
}
"""What messages call an element, shorter than Annex I does."""

OF_THE_OFFER = frozenset({"title", "participation", "prerequisites", *BEYOND_ANNEX})
"""What the offer states; everything else is said of the credential."""

REPORTED_ELSEWHERE = frozenset({"learning-outcomes", "assessment"})
"""What a credential with a file of its own cannot be without: OFF001 and OFF002 say so."""

_BEYOND: Mapping[str, Callable[[OfferSummary], object]] = {
    "provider": lambda offer: offer.provider,
    "description": lambda offer: offer.summary or offer.beginning,
    "teaching-languages": lambda offer: offer.teaching_languages,
    "link": lambda offer: offer.link_hosts,
}


def gate(scope: Scope) -> Iterator[Diagnostic]:
    """A published record states what the gates of the profiles ask for."""
    for offer in scope.offers:
        if offer.is_published:
            wanted = _wanted(scope, offer)
            if offer.credential_key is not None:
                wanted = {element: forced for element, forced in wanted.items() if element in OF_THE_OFFER}
            yield from _missing(scope, offer, wanted, offer.shown, ("kind",))
    yield from _of_credentials(scope)


def _of_credentials(scope: Scope) -> Iterator[Diagnostic]:
    """What a credential lacks is said in its file, however many offers name it."""
    leading = offers_by_credential(scope)
    for credential in scope.credentials:
        offers = leading.get(credential.key, ()) if credential.is_present else ()
        published = [one for one in offers if one.is_published and one.kind == MICRO_CREDENTIAL]
        if published:
            # An offer of the same provider knows best: quality assurance is inherited from the provider.
            offer = min(published, key=lambda one: one.provider != credential.provider)
            foreign = {"quality-assurance"} if offer.provider != credential.provider else set()
            others = OF_THE_OFFER | REPORTED_ELSEWHERE | foreign
            wanted = {element: forced for element, forced in _wanted(scope, offer).items() if element not in others}
            yield from _missing(scope, offer, wanted, credential.shown, ("id",))


def _wanted(scope: Scope, offer: OfferSummary) -> Mapping[str, bool]:
    """Return what the gates ask of an offer in the order of Annex I, and whether it must be there by force."""
    wanted: dict[str, bool] = {}
    for profile in scope.profiles_of(offer):
        for one in profile.gates:
            if one.kind == offer.kind:
                binds = scope.jurisdiction.gate == "error" or profile.basis(one).force.binds
                wanted |= _strictest(one, wanted, binds=binds)
    return {element: wanted[element] for element in ORDER if element in wanted}


def _strictest(gate_: Gate, wanted: Mapping[str, bool], *, binds: bool) -> dict[str, bool]:
    return {element: binds or wanted.get(element, False) for element in gate_.elements}


def _missing(
    scope: Scope, offer: OfferSummary, wanted: Mapping[str, bool], shown: str, path: NodePath
) -> Iterator[Diagnostic]:
    unknown = _unknown(scope, offer)
    missing = [element for element in wanted if element not in unknown and not is_said(offer, element)]
    for rule, elements in (
        (MISSING_BY_FORCE, [one for one in missing if wanted[one]]),
        (MISSING, [one for one in missing if not wanted[one]]),
    ):
        if elements:
            message = say(
                "expected to be stated: {elements}; got nothing", elements=Series(tuple(NAMES[one] for one in elements))
            )
            yield scope.find(rule, shown, path, message, _fix(elements, inside=path == ("kind",)))


def _unknown(scope: Scope, offer: OfferSummary) -> frozenset[str]:
    """Return what nobody can tell while the record of another organisation is broken or not there."""
    known = scope.catalogue.organisation_by_id
    country = {"issuer-country"} if not known.keys() >= set(offer.awarded_by) else set()
    return frozenset(country | ({"quality-assurance"} if offer.provider not in known else set()))


def _fix(elements: Sequence[str], *, inside: bool) -> Wording:
    """Say which keys to add where; `inside` tells that the credential stands inside the offer."""
    of_the_offer = [one for one in elements if one in OF_THE_OFFER or not inside]
    sentences = []
    if keys := _keys(of_the_offer):
        sentences.append(say("Add {keys}.", keys=keys))
    if keys := _keys([one for one in elements if one not in of_the_offer]):
        sentences.append(say("Add below `credential`: {keys}.", keys=keys))
    if "issuer-country" in elements:
        sentences.append(say("Add `country` to the record of the awarding body."))
    if "quality-assurance" in elements:
        sentences.append(say("`quality_assurance: inherited` counts once provider.yml states it."))
    return say("{sentences}", sentences=Series(tuple(sentences), " "))


def _keys(elements: Sequence[str]) -> Series | None:
    keys = tuple(f"`{KEYS[one]}`" for one in elements if one in KEYS)
    return Series(keys) if keys else None


def is_said(offer: OfferSummary, element: str) -> bool:
    """Tell whether an offer states an element, or says that it does not apply."""
    if element in _BEYOND:
        return bool(_BEYOND[element](offer))
    return state_of(offer.states, element) is not ElementState.NOT_STATED
