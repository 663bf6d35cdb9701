"""A template for issuers: the claim of a European Digital Credential for each version of a micro-credential.

What the registry knows is filled in, as the application profile EDC of the European Learning Model 3.2 wants it; the
specification has the permanent identifier of the credential version. Learner, date and grade are placeholders. Issuer,
seal and display are the matter of the tool that issues.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal

from generator.catalogue import addresses
from generator.feeds.awarded import all_awarded
from generator.feeds.awarded import reasons as not_awarded
from generator.feeds.canonical_parts import to_json
from generator.feeds.elm_credential import describe_shared_specification, describe_specification
from generator.feeds.elm_opportunity import NO_COUNTRY
from generator.feeds.elm_organisation import can_be_described, describe_location
from generator.feeds.elm_terms import DCT, ELM_3_2, FOAF, RDF, ROV, Description, Term, find_term, part
from generator.feeds.elm_wording import supervision_code
from generator.feeds.feed import Feed, OutputFile, Reason
from generator.feeds.literals import local_name
from generator.languages import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import OfferSummary
    from generator.feeds.awarded import Awarded
    from generator.feeds.elm_terms import Statement
    from generator.settings import Settings

Json = dict[str, Any]

CONTEXT = ("https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap")

LEARNER = "urn:placeholder:learner"
GIVEN_NAME, FAMILY_NAME, GRADE = "[given name]", "[family name]", "[grade]"
DATE_OF_ISSUE = "9999-12-31T00:00:00Z"
"""A day that no credential is issued on, since the format wants a date."""

PLACEHOLDER_LANGUAGE = "en"

_OTHER_NAMES = {
    f"{ELM_3_2.namespace}EQFLevel": "eqfLevel",
    f"{ELM_3_2.namespace}NQFLevel": "nqfLevel",
    f"{ELM_3_2.namespace}ISCEDFCode": "thematicArea",
    f"{ELM_3_2.namespace}contentUrl": "contentURL",
    f"{DCT}type": "dcType",
}
"""Properties that the context of the profile calls otherwise than the model."""

_TYPE = f"{RDF}type"

NO_AWARDING_BODY = Reason(N_("The awarding body is not stated."), "awarded_by")


def address(uuid: str, version: int) -> str:
    """Return the address of the template of a version."""
    return f"feeds/edc/{uuid}/{version}.jsonld"


def reasons(offer: OfferSummary, provider: OrganisationSummary | None) -> tuple[Reason, ...]:
    """Say why there is no template of an offer's credential, as far as the offer and its provider show."""
    found = not_awarded(offer, provider)
    if found:
        return found
    if not offer.awarded_by:
        return (NO_AWARDING_BODY,)
    alone = offer.awarded_by == (offer.provider,)
    return (NO_COUNTRY,) if alone and not can_be_described(provider) else ()


def files(catalogue: Catalogue, settings: Settings) -> Iterator[OutputFile]:
    """Yield the templates of all micro-credentials."""
    for awarded in all_awarded(catalogue, settings):
        document = template(awarded, catalogue.organisation_by_id, settings)
        if document is not None:
            yield OutputFile(address(awarded.credential.uuid, awarded.credential.version), to_json(document))


def template(awarded: Awarded, organisations: Mapping[str, OrganisationSummary], settings: Settings) -> Json | None:
    """Return the template of a version, or None where no awarding body can be described: there is nobody to issue."""
    bodies = [
        body for one in awarded.credential.awarded_by if can_be_described(body := organisations.get(one)) and body
    ]
    if not bodies:
        return None
    about, base = Description(ELM_3_2), settings.identifier_base
    specification = _specification(about, awarded, organisations, base)
    for body in bodies:
        _organisation(about, body, base)
    learner = about.start(LEARNER, "Person")
    about.text(learner, f"{FOAF}givenName", {PLACEHOLDER_LANGUAGE: GIVEN_NAME})
    about.text(learner, f"{FOAF}familyName", {PLACEHOLDER_LANGUAGE: FAMILY_NAME})
    claim = about.start("urn:placeholder:achievement", "LearningAchievement")
    about.text(claim, f"{DCT}title", awarded.title)
    about.link(learner, "hasClaim", claim)
    about.link(claim, "specifiedBy", specification)
    about.link(claim, "awardedBy", _awarding(about, bodies, base))
    _assessment(about, claim, awarded, specification)
    return {"@context": list(CONTEXT), **_Nested(about).node(LEARNER)}


def _specification(
    about: Description, awarded: Awarded, organisations: Mapping[str, OrganisationSummary], base: str
) -> str:
    """Describe the specification as the feed for Europass does, without who awards it: the claim says that."""
    titled = awarded.credential.model_copy(update={"title": awarded.title})
    if awarded.offer is not None:
        offer = awarded.offer.model_copy(update={"credential": titled})
        iri = describe_specification(about, offer, organisations, base)
    else:
        iri = describe_shared_specification(about, titled, awarded.offers, organisations, base)
    dropped, specified = part(iri, "awarding"), part(iri, "assessment")
    types = [one for one in about.statements if one.subject == specified and one.predicate == f"{DCT}type"]
    for one in list(about.statements):
        # The profile has room for one kind of assessment; the title names all of them.
        if dropped in (one.subject, one.target) or one in types[1:]:
            del about.statements[one]
    return iri


def _organisation(about: Description, body: OrganisationSummary, base: str) -> None:
    """Describe an awarding body by its name, homepage and country: whom to write to is not on a credential."""
    iri = about.start(addresses.provider_identifier(base, body.uuid), "Organisation")
    about.text(iri, f"{ROV}legalName", body.name)
    about.web(iri, f"{FOAF}homepage", "homepage", body.homepage)
    about.link(iri, "location", describe_location(about, part(iri, "location"), body.country or "", None))


def _awarding(about: Description, bodies: list[OrganisationSummary], base: str) -> str:
    process = about.start("urn:placeholder:awarding", "AwardingProcess")
    for body in bodies:
        about.link(process, "awardingBody", addresses.provider_identifier(base, body.uuid))
    about.value(process, "awardingDate", DATE_OF_ISSUE, "dateTime")
    return process


def _assessment(about: Description, claim: str, awarded: Awarded, specification: str) -> None:
    """State the assessment with a placeholder for the grade, and how the learner's identity is verified."""
    specified = part(specification, "assessment")
    title = {
        str(one.target.language): one.target.value
        for one in about.statements
        if one.subject == specified and one.predicate == f"{DCT}title" and isinstance(one.target, Literal)
    }
    if not title:
        return
    node = about.start("urn:placeholder:assessment", "LearningAssessment")
    about.text(node, f"{DCT}title", title)
    about.note(node, "grade", "grade", {PLACEHOLDER_LANGUAGE: GRADE})
    about.link(node, "awardedBy", "urn:placeholder:awarding")
    about.link(node, "specifiedBy", specified)
    if awarded.credential.supervision:
        code = supervision_code(awarded.credential.supervision)
        about.term(node, "idVerification", find_term("supervision", code))
    about.link(claim, "provenBy", node)


class _Nested:
    """A description as one object with the others inside, in the words of the profile's context."""

    def __init__(self, about: Description) -> None:
        self.terms = {term.iri: term for term in sorted(about.terms)}
        self.told: set[str] = set()
        self.statements: dict[str, list[Statement]] = {}
        for one in about.statements:
            self.statements.setdefault(one.subject, []).append(one)

    def node(self, iri: str) -> Json:
        """Return a resource with all that is said of it; what was told before is only named."""
        self.told.add(iri)
        node: Json = {"id": iri}
        for one in self.statements[iri]:
            if one.predicate == _TYPE:
                node["type"] = local_name(str(one.target))
            elif isinstance(one.target, Literal):
                _add_literal(node, _name(one.predicate), one.target)
            else:
                _add(node, _name(one.predicate), self._target(one.target))
        return node

    def _target(self, iri: str) -> Json | str:
        if iri in self.terms:
            return _concept(self.terms[iri])
        return iri if iri in self.told or iri not in self.statements else self.node(iri)


def _concept(term: Term) -> Json:
    concept: Json = {"id": term.iri, "type": "Concept"}
    if term.scheme:
        concept["inScheme"] = {"id": term.scheme, "type": "ConceptScheme"}
    return {**concept, "prefLabel": dict(term.labels)} if term.labels else concept


def _add_literal(node: Json, name: str, literal: Literal) -> None:
    if literal.language:
        node.setdefault(name, {})[literal.language] = literal.value
    else:
        _add(node, name, literal.value)


def _add(node: Json, name: str, value: Json | str) -> None:
    """Add a value: one stands alone, several in a list."""
    if name not in node:
        node[name] = value
    elif isinstance(node[name], list):
        node[name].append(value)
    else:
        node[name] = [node[name], value]


@cache
def _name(predicate: str) -> str:
    """Return the name of a property in the context of the profile; there are few."""
    return _OTHER_NAMES.get(predicate) or local_name(predicate)


FEED = Feed(
    name="edc-template",
    title=N_("European Digital Credentials: templates for issuers"),
    media_type="application/ld+json",
    profile="http://data.europa.eu/snb/model/ap/edc-generic-full",
    version="3.2",
    other_addresses=(address("{uuid}", 1).replace("/1.", "/{version}."),),
    files=files,
    reasons=reasons,
    cannot_carry=MappingProxyType(
        {
            "learner": N_("A placeholder that the issuer fills."),
            "date-of-issue": N_("A placeholder that the issuer fills."),
            "grade": N_("A placeholder that the issuer fills."),
            "level": N_(
                "Only a level entered in a register has properties of its own; a claimed one comes with a note."
            ),
            "assessment": N_("The title names all kinds of assessment; there is room for one of the European list."),
            "quality-assurance": N_("Only as text: the format asks for the country of the body that decided."),
            "participation": N_("Not for a credential that several offers lead to: each offer states its own."),
            "prerequisites": N_(
                "Only as text, and not for a credential that several offers lead to: each offer states its own."
            ),
            "stackability": N_("Only as text."),
        }
    ),
)
