"""Texts of others, which may be HTML, as the small Markdown of records, and as lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

from generator.importers.cells import clean, escaped_list_signs, escaped_words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|u|s|sub|sup|small|abbr|ul|ol|li|h[1-6]|img|table|thead|tbody|tr|td|th|"
    r"section|article|blockquote|pre|code|script|style|iframe|font|hr)\b[^<>]*>",
    re.IGNORECASE,
)
_SILENT = ("script", "style", "head", "template", "noscript")
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_BLOCKS = frozenset(
    (
        *("p", "div", "section", "article", "header", "footer", "main", "blockquote", "pre", "hr", "table", "tr"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"),
    )
)
_BREAK = "\u2028"
"""Stands for a break of lines while white space is put together."""


def has_markup(text: str) -> bool:
    """Tell whether a text holds HTML tags."""
    return _TAG.search(text) is not None


def line_of(text: str) -> str:
    """Return a text as one line without markup."""
    root = parse_html(text) if has_markup(text) else None
    return clean(text if root is None else str(root.text_content())).text


def prose_of(text: str) -> str:
    """Return a text in paragraphs: HTML as Markdown; what only looks like HTML stands in ‹ ›."""
    told = html_to_prose(text) if has_markup(text) else text
    return told if clean(told).text == " ".join(told.split()) else _harmless(told)


def _harmless(text: str) -> str:
    return "\n\n".join("\n".join(clean(line).text for line in part.split("\n")) for part in text.split("\n\n"))


def html_to_prose(content: str) -> str:
    """Return HTML as Markdown: paragraphs, lists, emphasis and links to https; of all else the words."""
    root = parse_html(content)
    return "" if root is None else prose_of_element(root)


def parse_html(content: str) -> HtmlElement | None:
    """Return a fragment of HTML below one element, or None if there is none."""
    try:
        return html.fragment_fromstring(content, create_parent="div") if content.strip() else None
    except (etree.ParserError, ValueError):
        return None


def prose_of_element(root: HtmlElement) -> str:
    """Return the content of an element as Markdown."""
    return "\n\n".join(_blocks(root))


def _blocks(element: HtmlElement) -> list[str]:
    """Return the blocks of an element; words between blocks are blocks of their own."""
    found: list[str] = []
    words = _words(element.text)
    for child in element:
        is_block = isinstance(child.tag, str) and child.tag in _BLOCKS
        if is_block:
            found += [_shaped(words), *_block(child)]
            words = ""
        else:
            words += _inline(child)
        words += _words(child.tail)
    return [one for one in (*found, _shaped(words)) if one]


def _block(element: HtmlElement) -> list[str]:
    if element.tag in ("ul", "ol"):
        return [_list(element)]
    return _blocks(element)


def _list(element: HtmlElement) -> str:
    items = [one for one in element if one.tag == "li"]
    lines = []
    for number, item in enumerate(items, start=1):
        sign = "- " if element.tag == "ul" else f"{number}. "
        blocks = _blocks(item)
        lines.append(sign + "\n".join(blocks).replace("\n", "\n" + " " * len(sign)))
    return "\n".join(lines)


def _inline(element: HtmlElement) -> str:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return ""
    if element.tag == "br":
        return _BREAK
    if element.tag == "img":
        return _words(element.get("alt"))
    inner = _words(element.text) + "".join(_inline(child) + _words(child.tail) for child in element)
    mark = _MARKS.get(element.tag, "")
    if mark and inner.strip():
        before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
        return f"{before}{mark}{inner.strip()}{mark}{after}"
    return _link(inner, element.get("href")) if element.tag == "a" else inner


def _link(inner: str, address: str | None) -> str:
    """Return a link; of an address that records do not link to, the words and the address."""
    if not address or not inner.strip():
        return inner
    if address.startswith("https://") and not re.search(r"[\s()<>]", address):
        return f"[{inner.strip()}]({address})"
    told = address.removeprefix("mailto:")
    shown = told if re.match(r"[a-z][a-z0-9+.-]*:", told, re.IGNORECASE) is None or told.startswith("http") else ""
    return f"{inner.strip()} ({escaped_words(shown)})" if shown and shown not in inner else inner


def _words(text: str | None) -> str:
    return escaped_words(text) if text else ""


def _shaped(text: str) -> str:
    lines = (" ".join(line.split()) for line in re.sub(r"[^\S\u2028]+", " ", text).split(_BREAK))
    return escaped_list_signs("\n".join(lines).strip())
