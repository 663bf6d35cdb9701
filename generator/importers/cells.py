"""The text of a cell: white space, hidden characters and the few HTML tags that people paste into spreadsheets."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

from generator.records.hidden import HIDDEN

# A tag that marks up text. Anything else in angle brackets (<button>) is what the text talks about and stays.
_TAG = re.compile(r"<(/?)(span|a|b|i|em|strong|p|br|abbr|small|sup|sub|u)((?:\s[^<>]*)?)/?>", re.IGNORECASE)
_LANGUAGE = re.compile(r"""\blang\s*=\s*["']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)""")
_ADDRESS = re.compile(r"""\bhref\s*=\s*["'](https://[^"'\s<>()]+)["']""")
# What the check takes for HTML (TXT001); an address in angle brackets is not.
_LIKE_HTML = re.compile(r"<(?!https://)(/?[A-Za-z!?][^<>]*)(>?)")
_SPECIAL = re.compile(r"([\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;))")
_LIST_SIGN = re.compile(r"^(\d{1,9})?([-+.)])(?=\s|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cleaned cell: its text, the parts whose language its markup told, and what was taken out of it."""

    text: str
    marked: tuple[tuple[str, str], ...] = ()
    changes: tuple[str, ...] = ()


def clean(raw: str, *, markup: bool = False, prose: bool = False) -> Cell:
    """Return the text of a cell in one line, or (prose) in paragraphs with Markdown signs escaped.

    With `markup` HTML tags for words are taken out; a `lang` attribute is kept as evidence of the language,
    and in prose a link to an https address becomes a Markdown link.
    """
    raw = unicodedata.normalize("NFC", raw)
    seen = visible(raw)
    changes = ["hidden characters were removed"] if seen != raw else []
    marked: tuple[tuple[str, str], ...] = ()
    if markup and _TAG.search(seen):
        marked = tuple((_line(inner), language) for inner, language in _in_languages(seen))
        changes.append("HTML markup was removed")
        if not prose and _ADDRESS.search(seen):
            changes.append("the address of a link was removed with its markup")
        text = visible(_without_tags(seen, prose))
    else:
        text = escaped(seen) if prose else seen
    harmless = _LIKE_HTML.sub(lambda found: f"‹{found[1]}{'›' if found[2] else ''}", text)
    if harmless != text:
        changes.append("what looks like HTML stands in ‹ ›, since records hold no HTML")
    return Cell(_shape(harmless, prose), marked, tuple(changes))


def _line(inner: str) -> str:
    return _shape(visible(html.unescape(_TAG.sub("", inner))), False)


def visible(text: str) -> str:
    """Leave out what the reader of records refuses (YML008), and what no text can contain; keep white space."""
    seen = HIDDEN.sub(lambda found: found[0] if found[0].isspace() else "", text)
    if "".join(seen.split()).isprintable():  # nearly every text, told quickly
        return seen
    return "".join(one for one in seen if one.isspace() or unicodedata.category(one) not in ("Cc", "Cs", "Cn"))


def _shape(text: str, prose: bool) -> str:
    """Collapse white space; prose keeps its paragraphs."""
    if not prose:
        return " ".join(text.split())
    paragraphs = re.split(r"(?:\r\n|\r|\n)\s*(?:\r\n|\r|\n)", text)
    lines = ("\n".join(" ".join(line.split()) for line in one.splitlines()) for one in paragraphs)
    return "\n\n".join(shaped for one in lines if (shaped := one.strip()))


def escaped(text: str) -> str:
    """Write signs that Markdown would take as markup so that they show as they are."""
    return escaped_list_signs(escaped_words(text))


def escaped_words(text: str) -> str:
    """Escape the signs that mean something anywhere in a line."""
    return _SPECIAL.sub(r"\\\1", text)


def escaped_list_signs(text: str) -> str:
    """Escape the signs that begin a list where a line begins with them."""
    return _LIST_SIGN.sub(lambda found: f"{found[1] or ''}\\{found[2]}", text)


def _in_languages(text: str) -> list[tuple[str, str]]:
    found = re.finditer(r"<span(\s[^<>]*)>(.*?)</span>", text, re.IGNORECASE | re.DOTALL)
    return [(one[2], language[1]) for one in found if (language := _LANGUAGE.search(one[1]))]


def _without_tags(text: str, prose: bool) -> str:
    out: list[str] = []
    link: str | None = None
    position = 0
    for tag in _TAG.finditer(text):
        words = html.unescape(text[position : tag.start()])
        out.append(escaped(words) if prose else words)
        position = tag.end()
        name = tag[2].lower()
        if name == "br" or (name == "p" and not tag[1]):
            out.append("\n\n" if name == "p" else "\n")
        elif name == "a" and prose:
            address = _ADDRESS.search(tag[3]) if not tag[1] else None
            if tag[1] and link:
                out.append(f"]({link})")
            elif address:
                out.append("[")
            link = html.unescape(address[1]) if address else None
    rest = html.unescape(text[position:])
    out.append(escaped(rest) if prose else rest)
    if link:
        out.append(f"]({link})")
    return "".join(out)
