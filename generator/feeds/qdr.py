"""Learning opportunities and qualifications for Europass, as a national authority hands them on: QDR XML 3.3.1.

It says what the ELM feed says, in the order that the schema wants. Europass keeps one dataset for each type: the
qualifications that registers award have a file of their own, to which the file of opportunities refers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape as escape_all

from pyoxigraph import Literal

from generator.feeds.elm_terms import RDF, SKOS, Term
from generator.feeds.literals import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.feeds.elm_terms import Description

OPPORTUNITIES, QUALIFICATIONS = "feeds/qdr/learning-opportunities.xml", "feeds/qdr/qualifications.xml"
NAMESPACE = "http://data.europa.eu/snb/model/application-profile/loq-constraints/"
XSD_VERSION = "3.3.1"

SECTIONS = {
    "LearningOpportunity": "learningOpportunity",
    "LearningAchievementSpecification": "learningAchievementSpecification",
    "Qualification": "learningAchievementSpecification",
    "LearningOutcome": "learningOutcome",
    "LearningActivitySpecification": "learningActivitySpecification",
    "LearningAssessmentSpecification": "learningAssessmentSpecification",
    "Organisation": "agent",
    "GradingScheme": "gradingScheme",
    "Location": "location",
}
"""Classes whose resources stand in a section of the document, in its order; others refer to them by their IRI."""

_ORDER = tuple(dict.fromkeys(SECTIONS.values()))

_SPECIFICATION = "identifier title additionalNote homepage supplementaryDocument category status modified"
_ACHIEVEMENT = (
    f"{_SPECIFICATION} learningOutcomeSummary ISCEDFCode volumeOfLearning creditPoint educationLevel language mode "
    "entryRequirement learningOutcome provenBy awardingOpportunity"
)
LAYOUTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        name: tuple(elements.split())
        for name, elements in {
            "LearningOpportunity": "identifier title description type additionalNote homepage supplementaryDocument "
            "temporal duration mode learningSchedule scheduleInformation applicationDeadline priceDetail providedBy "
            "location learningAchievementSpecification learningActivitySpecification defaultLanguage status modified",
            "LearningAchievementSpecification": _ACHIEVEMENT,
            "Qualification": f"{_ACHIEVEMENT} EQFLevel NQFLevel",
            "LearningOutcome": "identifier title type additionalNote relatedESCOSkill",
            "LearningActivitySpecification": f"{_SPECIFICATION} contactHour volumeOfLearning language",
            "LearningAssessmentSpecification": "identifier title description additionalNote type language "
            "gradingScheme",
            "Organisation": "altLabel legalName identifier eidasLegalIdentifier vatIdentifier homepage additionalNote "
            "location contactPoint modified",
            "GradingScheme": "title",
            "Location": "geographicName description address",
            "Identifier": "notation schemeName",
            "LegalIdentifier": "notation schemeName spatial",
            "Note": "noteLiteral",
            "WebResource": "language contentUrl",
            "PeriodOfTime": "startDate endDate",
            "PriceDetail": "amount prefLabel description",
            "Amount": "unit value",
            "AwardingOpportunity": "awardingBody learningAchievementSpecification",
            "CreditPoint": "framework point",
            "Address": "fullAddress countryCode",
            "ContactPoint": "description phone emailAddress contactForm",
            "Phone": "phoneNumber",
        }.items()
    }
)
"""The elements that we state of each class, in the order of the schema."""

_OF_SKOS = frozenset(("altLabel", "notation", "prefLabel"))
_WITH_LABELS = frozenset(("educationLevel", "relatedESCOSkill"))
"""Elements in which any concept may stand, so that its labels come along."""

NEWER_TERMS = frozenset(
    (
        "http://data.europa.eu/snb/learning-assessment/c_3a90b26d",
        "http://data.europa.eu/snb/learning-opportunity/c_170b037d",
        "http://data.europa.eu/snb/assessment/c_04b30a72",
        "http://data.europa.eu/snb/assessment/c_2b3bd410",
        "http://data.europa.eu/snb/assessment/c_4f874951",
    )
)
"""Concepts of the European lists that are younger than the schema, which refuses them: they are carried as notes."""

_VERSION = "version"
"""The scheme of identifiers that number the versions of a credential: its IRI says the same."""

_QUOTED = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_REFERENCE = re.compile(rb'<awardingBody idref="([^"]*)"/>')


@dataclass(frozen=True, slots=True)
class Entry:
    """A record of a section: its IRI, its XML, and the qualification that it is or is a part of, if any.

    `identifiers` has the value and the XML of each identifier inside it: the schema wants every value only once.
    """

    section: str
    iri: str
    content: bytes
    identifiers: tuple[tuple[str, bytes], ...]
    of_qualification: bool


Resource = dict[str, list[str | Literal]]


def entries(about: Description) -> tuple[Entry, ...]:
    """Return the records that a description holds, in its order."""
    document = _Document(about)
    return tuple(document.entry(iri, kind) for iri, kind in document.kinds.items() if kind in SECTIONS)


def opportunities(records: Sequence[Entry]) -> bytes:
    """Return the document of learning opportunities; a qualification is referred to, with its parts elsewhere."""
    return _joined([_reference(one) if one.of_qualification else one for one in records if _is_referred_to(one)])


def qualifications(records: Sequence[Entry]) -> bytes:
    """Return the document of qualifications with their parts and the bodies that award them."""
    own = [one for one in records if one.of_qualification]
    bodies = {iri.decode() for one in own for iri in _REFERENCE.findall(one.content)}
    named = [one for one in records if one.iri.partition("#")[0] in bodies and one.section in ("agent", "location")]
    return _joined([*own, *named])


def _is_referred_to(entry: Entry) -> bool:
    return not entry.of_qualification or entry.section == SECTIONS["Qualification"]


def _reference(entry: Entry) -> Entry:
    iri = entry.iri
    identifier = f"<identifier><skos:notation>{escape(iri)}</skos:notation></identifier>"
    content = f"<qualificationReference id={quoteattr(iri)}>{identifier}</qualificationReference>\n"
    return replace(entry, content=content.encode(), identifiers=())


def _joined(records: Iterable[Entry]) -> bytes:
    """Put records into their sections; of identifiers with the same value only the first is stated."""
    sections: dict[str, list[bytes]] = {name: [] for name in _ORDER}
    stated: set[str] = set()
    for one in records:
        content = one.content
        for value, written in one.identifiers:
            if value in stated:
                content = content.replace(written, b"", 1)
            stated.add(value)
        sections[one.section].append(content)
    parts = [
        b"".join((f"<{name}References>\n".encode(), *found, f"</{name}References>\n".encode()))
        for name, found in sections.items()
        if found
    ]
    return b"".join((_HEAD, *parts, b"</Courses>\n"))


_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<Courses xmlns="{NAMESPACE}" xmlns:skos="{SKOS}" xsdVersion="{XSD_VERSION}">\n'
).encode()


class _Document:
    """The resources of a description, to be written as elements."""

    def __init__(self, about: Description) -> None:
        self.kinds: dict[str, str] = {}
        self.resources: dict[str, Resource] = {}
        self.terms: dict[str, Term] = {term.iri: term for term in sorted(about.terms)}
        self.identifiers: list[tuple[str, bytes]] = []
        for subject, predicate, target in about.statements:
            if predicate == f"{RDF}type":
                self.kinds[subject] = _property(str(target))
            else:
                self.resources.setdefault(subject, {}).setdefault(_property(predicate), []).append(target)

    def entry(self, iri: str, kind: str) -> Entry:
        """Write a resource as a record of its section."""
        tag = kind[0].lower() + kind[1:]
        self.identifiers = []
        body = "".join(self.elements(iri, kind))
        content = f"<{tag} id={quoteattr(iri)}>{body}</{tag}>\n".encode()
        of_qualification = self.kinds.get(iri.partition("#")[0]) == "Qualification"
        return Entry(SECTIONS[kind], iri, content, tuple(self.identifiers), of_qualification)

    def elements(self, iri: str, kind: str) -> Iterator[str]:
        """Yield what is stated of a resource, in the order of the schema."""
        resource = self.resources.get(iri, {})
        for name in LAYOUTS[kind]:
            if name == "additionalNote":
                yield from self._younger_terms(resource)
            if name == "description" and kind == "Location":
                yield from self._regions(resource)
            for value in resource.get(name, ()):
                yield self._identifier(value) if name == "identifier" else self._element(name, value)

    def _identifier(self, value: str | Literal) -> str:
        resource = self.resources[str(value)]
        if any(_text(one) == _VERSION for one in resource.get("schemeName", ())):
            return ""
        written = self._element("identifier", value)
        self.identifiers += [(_text(one), written.encode()) for one in resource["notation"]]
        return written

    def _regions(self, resource: Resource) -> Iterator[str]:
        """Yield the region as text: the schema's list of regions is of another edition than the records may use."""
        for value in resource.get("spatialCode", ()):
            yield f'<description language="en">NUTS {escape(local_name(_text(value)))}</description>'

    def _element(self, name: str, value: str | Literal) -> str:
        tag = f"skos:{name}" if name in _OF_SKOS else name
        if isinstance(value, Literal):
            language = f" language={quoteattr(value.language)}" if value.language else ""
            return f"<{tag}{language}>{escape(value.value)}</{tag}>"
        if value in self.terms:
            return self._concept(tag, self.terms[value])
        kind = self.kinds.get(value)
        if kind == "Mailbox":
            return f"<{tag}>{escape(value)}</{tag}>"
        if kind is None or kind in SECTIONS:
            return f"<{tag} idref={quoteattr(value)}/>"
        return f"<{tag}>{''.join(self.elements(value, kind))}</{tag}>"

    def _concept(self, tag: str, term: Term) -> str:
        if term.iri in NEWER_TERMS:
            return ""
        if tag not in _WITH_LABELS or not term.labels:
            return f"<{tag} uri={quoteattr(term.iri)}/>"
        return f"<{tag} uri={quoteattr(term.iri)}>{_texts('skos:prefLabel', term)}</{tag}>"

    def _younger_terms(self, resource: Resource) -> Iterator[str]:
        """Yield a note for each concept that the schema is too old for."""
        for name in ("mode", "type"):
            for iri in sorted(NEWER_TERMS.intersection(map(_text, resource.get(name, ())))):
                yield f"<additionalNote>{_texts('noteLiteral', self.terms[iri])}</additionalNote>"


def _texts(tag: str, term: Term) -> str:
    return "".join(f"<{tag} language={quoteattr(language)}>{escape(text)}</{tag}>" for language, text in term.labels)


_MARKUP = re.compile(r'[&<>"\t\n\r]')


def escape(text: str) -> str:
    """Return a text as XML; most have nothing in them that means something there."""
    return escape_all(text) if _MARKUP.search(text) else text


def quoteattr(text: str) -> str:
    """Return the value of an attribute in quotation marks."""
    return f'"{escape_all(text, _QUOTED)}"' if _MARKUP.search(text) else f'"{text}"'


def _text(value: str | Literal) -> str:
    return value if isinstance(value, str) else value.value


@cache
def _property(iri: str) -> str:
    """Return the local name of a property or class; there are few."""
    return local_name(iri)
