"""Organisations as QualityLink knows them: universities by one identifier, and by their address at DEQAR."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from generator.feeds.elm_terms import ADMS, ELM_3_2, SKOS, XSD, Statement, part
from generator.feeds.qualitylink_parts import TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.catalogue.organisation import OrganisationSummary

QL = "http://data.quality-link.eu/ontology/v1#"
DEQAR = "https://data.deqar.eu/institution/"
UNIVERSITY = "higher-education-institution"

_SCHEMES = {"schac": ("SchacIdentifier", "Schac"), "orgreg": ("OrgRegIdentifier", "OrgReg")}
_ORGREG = re.compile(r"(INT|[A-Z]{2})[0-9]{4}")
_DEQAR_NUMBER = re.compile(r"(?:DEQARINST)?0*([1-9][0-9]*)", re.IGNORECASE)


def register_identifier(organisation: OrganisationSummary) -> tuple[str, str] | None:
    """Return the one identifier by which the aggregator knows an organisation, its scheme first."""
    stated = dict(organisation.identifiers)
    if "schac" in stated:
        return "schac", stated["schac"]
    if _ORGREG.fullmatch(stated.get("orgreg", "")):
        return "orgreg", stated["orgreg"]
    return None


def is_known_university(organisation: OrganisationSummary) -> bool:
    """Tell whether the aggregator can know an organisation as a university."""
    return organisation.type == UNIVERSITY and register_identifier(organisation) is not None


def deqar_iri(organisation: OrganisationSummary) -> str | None:
    """Return the address of an organisation at DEQAR, if it is registered there."""
    found = _DEQAR_NUMBER.fullmatch(dict(organisation.identifiers).get("deqar", ""))
    return f"{DEQAR}{found[1]}" if found else None


def described(organisation: OrganisationSummary, iri: str, named: str) -> Iterator[Statement]:
    """Yield what is said of an organisation: of one that DEQAR describes only its class and its identifier."""
    yield Statement(named, TYPE, f"{ELM_3_2.namespace}Organisation")
    if named == iri:
        for language, text in organisation.name.items():
            yield Statement(named, f"{SKOS}prefLabel", Literal(text, language=language))
    known = register_identifier(organisation)
    if organisation.type != UNIVERSITY or known is None:
        return
    yield Statement(named, TYPE, f"{QL}HigherEducationInstitution")
    scheme, value = known
    kind, concept = _SCHEMES[scheme]
    node = part(iri, scheme)
    yield Statement(named, f"{ADMS}identifier", node)
    yield Statement(node, TYPE, f"{ELM_3_2.namespace}Identifier")
    yield Statement(node, TYPE, f"{QL}{kind}")
    yield Statement(node, f"{ELM_3_2.namespace}schemeId", f"{QL}{concept}")
    yield Statement(node, f"{SKOS}notation", Literal(value, datatype=NamedNode(f"{XSD}string")))
