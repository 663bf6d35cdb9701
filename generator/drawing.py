"""SVG files that a registry publishes: drawings, and nothing that runs, loads or moves.

Pages show them with <img>, where browsers run no script; but the file has an address of its own, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.picture_size import Size

_SPACES = {
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/elements/1.1/",
    "http://creativecommons.org/ns#",
    "http://www.inkscape.org/namespaces/inkscape",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
}
"""Drawings, and what drawing programs note about them; XHTML among them could lead readers away."""

_SVG = "{http://www.w3.org/2000/svg}svg"
_NO_DRAWING = {
    "script",
    "foreignobject",
    "handler",
    "listener",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "animate",
    "animatecolor",
    "animatemotion",
    "animatetransform",
    "set",
    "discard",
}
_INSIDE = re.compile(r"#[^\s]+|data:image/(?:png|jpeg|webp);base64,[A-Za-z0-9+/=\s]+")
_LOADED = re.compile(r"""(?:url|image-set|image|src)\(\s*["']?([^"')]*)|@import\s+["']?([^"';]*)""", re.IGNORECASE)
_NUMBER = re.compile(r"\s*([0-9]*\.?[0-9]+)(?:px)?\s*")


def drawing_size(content: bytes) -> Size | None:
    """Return width and height of an SVG drawing, rounded up; None for what is no SVG or does not say."""
    root = _root(content)
    if root is None or root.tag != _SVG:
        return None
    box = root.get("viewBox", "").replace(",", " ").split()
    sides = box[2:] if len(box) == 4 else [root.get("width", ""), root.get("height", "")]
    found = [_NUMBER.fullmatch(side) for side in sides]
    width, height = (-int(-float(one[1]) // 1) if one else 0 for one in found)
    return (width, height) if width and height else None


def faults_of_drawing(content: bytes) -> Iterator[str]:
    """Yield what an SVG holds that a drawing does not need: scripts, foreign content, movement, other files."""
    root = _root(content)
    if root is None:
        yield "what is not well-formed XML"
        return
    if root.tag != _SVG:
        return  # It is no drawing at all, as `drawing_size` says.
    if root.getroottree().docinfo.internalDTD is not None:
        yield "a document type"
    if any(isinstance(one, etree._ProcessingInstruction) for one in root.itersiblings(preceding=True)):
        yield "an instruction for another program"
    for element in root.iter(etree.Element):
        yield from _faults(element)


def _root(content: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _faults(element: etree._Element) -> Iterator[str]:
    name, space = etree.QName(element).localname, etree.QName(element).namespace or ""
    if space not in _SPACES:
        yield f"<{name}> of {space[:60] or 'no namespace'}"
    if name.lower() in _NO_DRAWING:
        yield f"<{name}>"
    for attribute, value in element.attrib.items():
        written = etree.QName(attribute).localname
        if written.lower().startswith("on"):
            yield f"{written}="
        elif written.lower() == "srcset":
            yield "srcset="
        elif written.lower() in {"href", "src"} and _INSIDE.fullmatch(str(value).strip()) is None:
            yield f"a link to {str(value)[:60]}"
        yield from _loaded(str(value))
    style = "".join(map(str, element.itertext())) if name.lower() == "style" else ""
    yield from _loaded(style)
    if "\\" in style + element.get("style", ""):
        yield "a style that writes letters as escapes"


def _loaded(style: str) -> Iterator[str]:
    for found in _LOADED.finditer(style):
        target = (found[1] or found[2] or "").strip()
        if _INSIDE.fullmatch(target) is None:
            yield f"a link to {target[:60]}"
