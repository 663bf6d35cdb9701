"""What stands in the <head> of a page: description, canonical address, the same page in other languages, data."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.settings import Settings


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about itself; `data` is JSON-LD, safe inside a script element."""

    address: str
    description: str = ""
    json_address: str = ""
    data: str = ""
    indexed: bool = True
    feed: str = ""
    calendar: str = ""
    languages: Sequence[str] = ()


def head_html(head: Head, settings: Settings, root: str) -> str:
    """Return the elements for <head>; `root` leads from the page to the root of the site."""
    parts = [f'<link rel="canonical" href="{escape(settings.absolute(head.address))}">']
    if head.description:
        parts.append(f'<meta name="description" content="{escape(_one_line(head.description))}">')
    if not head.indexed:
        parts.append('<meta name="robots" content="noindex">')
    parts.extend(_alternates(head, settings))
    if head.json_address:
        href = escape(root + head.json_address)
        parts.append(f'<link rel="alternate" type="application/json" href="{href}">')
    for address, media_type in ((head.feed, "application/atom+xml"), (head.calendar, "text/calendar")):
        if address:
            parts.append(f'<link rel="alternate" type="{media_type}" href="{escape(root + address)}">')
    if head.data:
        parts.append(f'<script type="application/ld+json">{head.data}</script>')
    return "\n    ".join(parts)


def _alternates(head: Head, settings: Settings) -> list[str]:
    _language, _slash, rest = head.address.partition("/")
    languages = head.languages or settings.languages
    if len(languages) < 2:
        return []
    links = [(language, f"{language}/{rest}") for language in languages]
    links.append(("x-default", f"{languages[0]}/{rest}"))
    return [
        f'<link rel="alternate" hreflang="{language}" href="{escape(settings.absolute(address))}">'
        for language, address in links
    ]


def _one_line(text: str) -> str:
    """Return a description short enough for a list of search results."""
    line = " ".join(text.split())
    return line if len(line) <= 200 else f"{line[:199].rsplit(' ', 1)[0]}…"
