"""The graph that QualityLink harvests of a provider: instances and specifications under the rules of its code.

Its running code reads the namespace of ELM 3.2, its published shapes ask for that of 3.3; a statement stands here in
both. No record refers to another one but through a reference node, or the whole file is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.catalogue import addresses
from generator.feeds.elm_credential import describe_shared_specification, describe_specification, eqf_level
from generator.feeds.elm_opportunity import describe_offer
from generator.feeds.elm_terms import (
    ADMS,
    DCT,
    ELM_3_2,
    ELM_3_3,
    FOAF,
    SKOS,
    Description,
    ElmVersion,
    Statement,
    Term,
    find_term,
    part,
    turtle,
    turtle_head,
)
from generator.feeds.qualitylink_organisation import QL, deqar_iri, described, is_known_university
from generator.feeds.qualitylink_parts import TYPE, parts_named_by_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.catalogue.graph import Catalogue
    from generator.catalogue.organisation import OrganisationSummary
    from generator.catalogue.summary import CredentialSummary, OfferSummary, ProviderSummary
    from generator.records.credential import Credential
    from generator.settings import Settings

ENGLISH = "en"
"""Only texts in this language are indexed."""

ENOUGH_OUTCOMES = 2
"""With fewer, the aggregator's enrichment may invent some."""

SHORT_LEARNING_PROGRAMME = "short-learning-programme"
"""What a specification is unless its record says more: without a type it would be listed as a course."""


def provider_file(
    provider: ProviderSummary,
    offers: Iterable[OfferSummary],
    catalogue: Catalogue,
    organisations: Mapping[str, OrganisationSummary],
    settings: Settings,
) -> bytes:
    """Return the offers of a provider with their specifications, each record under the rules of the aggregator.

    `organisations` are all that are known, by UUID.
    """
    harvest = _Harvest(catalogue, settings, organisations)
    leading: dict[tuple[str, int], list[OfferSummary]] = {}
    for summary in offers:
        assert summary.credential is not None  # noqa: S101 - a register awards its level
        leading.setdefault(summary.credential, []).append(summary)
        harvest.offer(summary, provider)
    for those in leading.values():
        harvest.specification(those, provider)
    for version, those in _retired(leading, catalogue, provider):
        harvest.retired(version, those, provider)
    return harvest.turtle()


def _retired(
    leading: Mapping[tuple[str, int], list[OfferSummary]], catalogue: Catalogue, provider: ProviderSummary
) -> Iterator[tuple[CredentialSummary, list[OfferSummary]]]:
    """Yield the versions to which no offer leads any more, with the offers of a later version."""
    for versions in catalogue.versions_by_provider.get(provider.id, ()):
        present = [one for one in versions if one.identity in leading]
        for one in versions if present else ():
            if one.identity not in leading and one.version < present[0].version and _was_carried(one):
                yield one, leading[present[0].identity]


def _was_carried(version: CredentialSummary) -> bool:
    framework, level, basis = version.level or ("", None, "")
    return basis == "registered" and eqf_level(framework, level) is not None and ENGLISH in version.title


@dataclass
class _Harvest:
    """The statements of one file, made record by record; `organisations` are all that are known, by UUID."""

    catalogue: Catalogue
    settings: Settings
    organisations: Mapping[str, OrganisationSummary]
    statements: dict[Statement, None] = field(default_factory=dict)
    terms: set[Term] = field(default_factory=set)

    def offer(self, summary: OfferSummary, provider: ProviderSummary) -> None:
        """State an offer as an instance; what it leads to is a specification, which several may share."""
        offer = self.catalogue.store.open_offer(summary)
        about = Description(ELM_3_2)
        iri = describe_offer(about, offer, summary, self.catalogue.organisation_by_id, self.settings)
        about.start(iri, f"{QL}LearningOpportunityInstance")
        about.link(iri, f"{DCT}publisher", self._identifier(provider))
        # The type belongs to the specification; an instance with one would be listed under both.
        self._take(about, iri, without=f"{DCT}type")

    def specification(self, offers: Sequence[OfferSummary], provider: ProviderSummary) -> None:
        """State the version of a credential to which offers lead; it is active while one of them can be had."""
        active = any(one.is_published for one in offers)
        about, iri = self._of_one(offers[0]) if len(offers) == 1 else self._of_several(offers)
        self._publish(about, iri, offers, provider, active=active)
        for other in () if active else self._successors(offers):
            self._supersede(about, iri, other.title[ENGLISH], other.credential or ("", 0), other.provider)
        self._take(about, iri)

    def retired(self, version: CredentialSummary, offers: Sequence[OfferSummary], provider: ProviderSummary) -> None:
        """State a version that a later one has replaced; the fields are those of the offers of the later one."""
        credential = self.catalogue.store.open_credential(version)
        if sum(ENGLISH in one.text for one in credential.learning_outcomes) < ENOUGH_OUTCOMES:
            return
        about, known = Description(ELM_3_2), self.catalogue.organisation_by_id
        iri = describe_shared_specification(about, credential, offers, known, self.settings.identifier_base)
        self._publish(about, iri, offers, provider, active=False)
        later = offers[0]
        self._supersede(about, iri, later.title[ENGLISH], later.credential or ("", 0), later.provider)
        self._take(about, iri)

    def _of_one(self, summary: OfferSummary) -> tuple[Description, str]:
        """Describe the specification of an offer that alone leads to it, with what one needs to enrol."""
        offer = self.catalogue.store.open_offer(summary)
        assert offer.credential is not None  # noqa: S101 - a register awards its level
        offer = offer.model_copy(update={"credential": _titled(offer.credential, summary)})
        about, known = Description(ELM_3_2), self.catalogue.organisation_by_id
        iri = describe_specification(about, offer, known, self.settings.identifier_base)
        about.term(iri, f"{DCT}type", find_term("learning-opportunity-types", offer.type))
        return about, iri

    def _of_several(self, offers: Sequence[OfferSummary]) -> tuple[Description, str]:
        """Describe the specification that offers share; what differs between them stands with each."""
        credential = self.catalogue.store.open_offer(offers[0]).credential
        assert credential is not None  # noqa: S101 - a register awards its level
        about, known = Description(ELM_3_2), self.catalogue.organisation_by_id
        titled = _titled(credential, offers[0])
        return about, describe_shared_specification(about, titled, offers, known, self.settings.identifier_base)

    def _publish(
        self,
        about: Description,
        iri: str,
        offers: Sequence[OfferSummary],
        provider: ProviderSummary,
        *,
        active: bool,
    ) -> None:
        """State what the aggregator needs of every specification besides what ELM says of it."""
        about.start(iri, f"{QL}LearningOpportunitySpecification")
        about.value(iri, f"{QL}isActive", str(active).lower(), "boolean")
        if not any(one.subject == iri and one.predicate == f"{DCT}type" for one in about.statements):
            about.term(iri, f"{DCT}type", find_term("learning-opportunity-types", SHORT_LEARNING_PROGRAMME))
        about.day(iri, f"{DCT}modified", max((one.modified for one in offers if one.modified), default=None))
        about.link(iri, f"{DCT}publisher", self._identifier(provider))
        self._number(about, iri)

    def _number(self, about: Description, iri: str) -> None:
        """Number the specification so that the number tells it apart from all others of the provider."""
        node = part(iri, "version")
        about.statements = {one: None for one in about.statements if node not in (one.subject, one.target)}
        about.start(node, "Identifier")
        about.value(node, f"{SKOS}notation", "/".join(iri.rsplit("/", 2)[1:]))
        about.link(iri, f"{ADMS}identifier", node)

    def _successors(self, offers: Sequence[OfferSummary]) -> Iterator[OfferSummary]:
        """Yield the offers that replace others, if the aggregator can know them."""
        found = (self.catalogue.offer_with_page.get(one.replaced_by or "") for one in offers)
        for one in {one.key: one for one in found if one is not None}.values():
            if (
                one.credential
                and ENGLISH in one.title
                and is_known_university(self.catalogue.provider_by_id[one.provider])
            ):
                yield one

    def _supersede(self, about: Description, iri: str, title: str, credential: tuple[str, int], provider: str) -> None:
        """Lead to what replaces a specification through a reference: a link between records would be refused."""
        uuid, version = credential
        node = about.start(part(iri, f"successor-{uuid}"), f"{QL}LearningOpportunitySpecificationReference")
        about.text(node, f"{SKOS}prefLabel", {ENGLISH: title})
        page = addresses.credential_identifier(self.settings.identifier_base, uuid, version)
        about.value(node, f"{FOAF}page", page)
        about.link(node, "providedBy", self._identifier(self.catalogue.provider_by_id[provider]))
        number = about.start(part(node, "number"), "Identifier")
        about.value(number, f"{SKOS}notation", f"{uuid}/{version}")
        about.link(node, f"{ADMS}identifier", number)
        about.link(iri, f"{QL}supersededBy", node)

    def _identifier(self, organisation: OrganisationSummary) -> str:
        return addresses.provider_identifier(self.settings.identifier_base, organisation.uuid)

    def _take(self, about: Description, record: str, without: str = "") -> None:
        """Keep the statements about one record and its parts, and describe the organisations that it names."""
        self.terms |= about.terms
        for one in parts_named_by_content(about.statements, record):
            if one.subject != record or one.predicate != without:
                target = self._organisation(one.target) if isinstance(one.target, str) else one.target
                self.statements[one._replace(target=target)] = None

    def _organisation(self, iri: str) -> str:
        """Return the IRI at DEQAR for the IRI of a university that is registered there; others stay as they are."""
        base = addresses.provider_identifier(self.settings.identifier_base, "")
        found = self.organisations.get(iri.removeprefix(base)) if iri.startswith(base) else None
        if found is None:
            return iri
        named = deqar_iri(found) or iri
        self.statements.update(dict.fromkeys(described(found, iri, named)))
        return named

    def turtle(self) -> bytes:
        """Return the file: every statement in both namespaces, and the terms that are used with their schemes."""
        about = Description(ELM_3_2, dict(self.statements))
        used = {one.target for one in self.statements}
        for term in sorted(one for one in self.terms if one.iri in used):
            about.start(term.iri, f"{SKOS}Concept")
            if term.scheme:
                about.start(term.scheme, f"{SKOS}ConceptScheme")
                about.link(term.iri, f"{SKOS}inScheme", term.scheme)
        both = {*about.statements, *map(_of_3_3, about.statements)}
        return turtle_head(_BOTH) + turtle(both, _BOTH)


def _titled(credential: Credential, offer: OfferSummary) -> Credential:
    """Return a credential with the title of its offer where it has none in English, which alone is indexed."""
    return credential if ENGLISH in (credential.title or {}) else credential.model_copy(update={"title": offer.title})


class _BothEditions(ElmVersion):
    """The prefixes of a file in both namespaces."""

    @property
    def prefixes(self) -> dict[str, str]:
        """Return the prefixes of the files, sorted by name."""
        return dict(sorted({**super().prefixes, "elm33": ELM_3_3.namespace, "ql": QL}.items()))


_BOTH = _BothEditions(ELM_3_2.number, ELM_3_2.namespace)


def _of_3_3(one: Statement) -> Statement:
    """Return a statement in the namespace of the other edition, where it names the model at all."""
    old, new = ELM_3_2.namespace, ELM_3_3.namespace
    target = one.target.replace(old, new) if isinstance(one.target, str) and one.predicate == TYPE else one.target
    return Statement(one.subject, one.predicate.replace(old, new), target)
