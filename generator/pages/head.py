"""What stands in the <head> of a page: description, canonical address, the same page in other languages, data.

What programs show when somebody passes the address on (https://ogp.me/) is text and one picture of this site.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from babel import Locale
from babel.core import get_global

from generator.languages import in_language
from generator.pages.shell import root

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.brand import BrandPicture
    from generator.settings import Settings


@dataclass(frozen=True, slots=True)
class HeadPicture:
    """A picture that stands for a page elsewhere, with what can be seen on it."""

    address: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about itself; `data` is JSON-LD, safe inside a script element.

    `is_described` tells that the description stands on the page already.
    """

    address: str
    description: str = ""
    json_address: str = ""
    data: str = ""
    indexed: bool = True
    feed: str = ""
    calendar: str = ""
    languages: Sequence[str] = ()
    picture: HeadPicture | None = None
    is_described: bool = False


def head_html(head: Head, title: str, settings: Settings, card: BrandPicture | None) -> str:
    """Return the elements for <head>; `card` is the picture for pages without one of their own."""
    base = root(head.address)
    parts = [f'<link rel="canonical" href="{escape(settings.absolute(head.address))}">']
    if head.description and not head.is_described:
        parts.append(f'<meta name="description" content="{escape(_one_line(head.description))}">')
    if not head.indexed:
        parts.append('<meta name="robots" content="noindex">')
    parts.extend(_alternates(head, settings))
    if head.json_address:
        href = escape(base + head.json_address)
        parts.append(f'<link rel="alternate" type="application/json" href="{href}">')
    for address, media_type in ((head.feed, "application/atom+xml"), (head.calendar, "text/calendar")):
        if address:
            parts.append(f'<link rel="alternate" type="{media_type}" href="{escape(base + address)}">')
    parts.extend(f'<meta property="{name}" content="{escape(text)}">' for name, text in _shared(head, title, settings))
    parts.extend(f'<meta property="{name}" content="{escape(text)}">' for name, text in _shown(head, settings, card))
    if head.data:
        parts.append(f'<script type="application/ld+json">{head.data}</script>')
    return "\n".join(parts)


def _alternates(head: Head, settings: Settings) -> list[str]:
    language, _slash, rest = head.address.partition("/")
    languages = head.languages or settings.languages
    if len(languages) < 2 or not language:
        return []
    links = [(language, f"{language}/{rest}") for language in languages]
    links.append(("x-default", f"{languages[0]}/{rest}"))
    return [
        f'<link rel="alternate" hreflang="{language}" href="{escape(settings.absolute(address))}">'
        for language, address in links
    ]


def _shared(head: Head, title: str, settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield what a page says of itself where its address is passed on."""
    language = _language(head, settings)
    yield "og:type", "website"
    yield "og:title", title
    if head.description:
        yield "og:description", _one_line(head.description)
    yield "og:url", settings.absolute(head.address)
    yield "og:site_name", _site_name(language, settings)
    yield "og:locale", territorial(language)
    for other in head.languages or settings.languages:
        if other != language:
            yield "og:locale:alternate", territorial(other)


def _shown(head: Head, settings: Settings, card: BrandPicture | None) -> Iterator[tuple[str, str]]:
    """Yield the picture of a page: its own, or that of the registry, which is named by the registry's name."""
    name = _site_name(_language(head, settings), settings)
    picture = head.picture or (HeadPicture(card.address, card.width, card.height, name) if card else None)
    if picture is not None:
        yield "og:image", settings.absolute(picture.address)
        yield "og:image:width", str(picture.width)
        yield "og:image:height", str(picture.height)
        yield "og:image:alt", picture.alt


def territorial(language: str) -> str:
    """Return a language with a country, as Open Graph wants it: `pl_PL`, by CLDR where the registry names none."""
    locale = Locale.parse(language, sep="-")
    if locale.territory is None:
        likely = get_global("likely_subtags").get(str(locale)) or get_global("likely_subtags").get(locale.language, "")
        territory = likely.rpartition("_")[2]
        return f"{locale.language}_{territory}" if territory else locale.language
    return f"{locale.language}_{locale.territory}"


def _language(head: Head, settings: Settings) -> str:
    return head.address.partition("/")[0] or settings.languages[0]


def _site_name(language: str, settings: Settings) -> str:
    return str(in_language(settings.options.name, language) or "")


def _one_line(text: str) -> str:
    """Return a description short enough for a list of search results."""
    line = " ".join(text.split())
    return line if len(line) <= 200 else f"{line[:199].rsplit(' ', 1)[0]}…"
