"""Read QDR XML (learning opportunities for Europass) into resources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from generator.checks.reporters import visible
from generator.errors import UsageError
from generator.feeds.qdr import NAMESPACE
from generator.importers.resources import Link, Resource, Resources, Text

if TYPE_CHECKING:
    from lxml.etree import _Element

OLD_NAMESPACE = "http://data.europa.eu/snb/model/ap/loq-constraints/"
_INLINE = {
    "identifier": "Identifier",
    "additionalNote": "Note",
    "homepage": "WebResource",
    "priceDetail": "PriceDetail",
    "amount": "Amount",
    "temporal": "PeriodOfTime",
    "creditPoint": "CreditPoint",
    "awardingOpportunity": "AwardingOpportunity",
}


_ELEMENT = re.compile(rb"<[A-Za-z_]")
_DOCUMENT_TYPE = b"<!DOCTYPE"
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_PLAIN = frozenset((b"utf-8", b"utf8", b"us-ascii", b"ascii"))


def read_xml(content: bytes, name: str) -> _Element:
    """Return the root of an XML file. Raises UsageError for what is none, and for one with a document type.

    A document type can name other files, and entities that grow without end: no published format needs one.
    """
    encoding = _ENCODING.match(content)
    if encoding and encoding[1].lower() not in _PLAIN:
        raise UsageError(
            f"{name}: expected XML in UTF-8, found the encoding {encoding[1].decode('ascii', 'replace')}; "
            "nothing was written",
            remedy="Export the file again as UTF-8.",
        )
    first = _ELEMENT.search(content)
    if _DOCUMENT_TYPE in content[: first.start() if first else None]:
        raise _document_type(name)
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        line = f" in line {error.lineno}" if error.lineno else ""
        raise UsageError(
            f"{name}: expected XML, found a mistake{line}: {visible(str(error.msg))}; nothing was written",
            remedy="Export the file again; it may have been cut off.",
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _document_type(name)
    return root


def _document_type(name: str) -> UsageError:
    return UsageError(
        f"{name}: expected XML without a document type, found one (<!DOCTYPE …>); nothing was written",
        remedy="Take it out: it can define entities, which no format of learning opportunities needs.",
    )


def read_qdr(root: _Element, name: str) -> Resources:
    """Return the resources of a document. Raises UsageError for one in another namespace."""
    if root.tag not in (f"{{{NAMESPACE}}}Courses", f"{{{OLD_NAMESPACE}}}Courses"):
        raise UsageError(
            f"{name}: expected the root Courses of {NAMESPACE}, found {visible(_shown(root))}; nothing was written",
            remedy="Export learning opportunities as QDR XML, as RDF/XML, or as a table.",
        )
    resources = Resources()
    for section in root:
        for number, record in enumerate(section):
            if isinstance(record.tag, str):
                kind = _local(record)
                iri = record.get("id") or f"_:{kind}-{number}"
                _fill(resources, resources.at(iri), record, kind[0].upper() + kind[1:])
    return resources


def _fill(resources: Resources, resource: Resource, element: _Element, kind: str) -> None:
    if kind != "QualificationReference":
        resource.kinds.add(kind)
    for number, child in enumerate(element):
        if isinstance(child.tag, str):
            _take(resources, resource, child, number)


def _take(resources: Resources, resource: Resource, child: _Element, number: int) -> None:
    name = _local(child)
    resources.statements += 1
    target = child.get("idref") or child.get("uri")
    if target is not None:
        resource.add(name, Link(target))
        if len(child):
            resources.at(target).kinds.add("Concept")
        for label in child:
            resources.at(target).add(_local(label), Text(label.text or "", label.get("language", "")))
    elif len(child):
        part = resources.at(f"{resource.iri}#{name}-{number}")
        resource.add(name, Link(part.iri))
        _fill(resources, part, child, _INLINE.get(name, "Note"))
    else:
        resource.add(name, Text((child.text or "").strip(), child.get("language", "")))


def _local(element: _Element) -> str:
    return str(etree.QName(element).localname)


def _shown(root: _Element) -> str:
    found = etree.QName(root)
    return f"{found.localname} of {found.namespace}" if found.namespace else f"{found.localname} without a namespace"
