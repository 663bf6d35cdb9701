"""The sitemap: every page with its other languages, for crawlers. Source: sitemaps.org protocol 0.9."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from generator.catalogue.transparency import ELEMENTS
from generator.feeds.feed import ONLY_ON_CREDENTIAL, Feed, OutputFile
from generator.languages import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from generator.settings import Settings

MAXIMUM_URLS = 50_000
MAXIMUM_BYTES = 45 * 1000 * 1000
"""The protocol allows 50 MB; some crawlers count differently."""

SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = f'{_XML}<urlset xmlns="{_NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'.encode()
_FOOT = b"</urlset>\n"
_INDEX_HEAD = f'{_XML}<sitemapindex xmlns="{_NAMESPACE}">\n'
_INDEX_FOOT = "</sitemapindex>\n"


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """A page in all its languages: the address per language, and when what it tells last changed."""

    addresses: Mapping[str, str]
    lastmod: date | None = None


def sitemap(
    pages: Iterable[SitemapPage],
    settings: Settings,
    data: Iterable[str] = (),
    *,
    maximum_urls: int = MAXIMUM_URLS,
    maximum_bytes: int = MAXIMUM_BYTES,
) -> Iterator[OutputFile]:
    """Yield sitemap.xml (an index and numbered parts where one file would be too large) and robots.txt.

    Each language of a page is a URL of its own that names all others; `x-default` is the registry's first
    language that the page has, as on the pages themselves. robots.txt names
    the addresses of `data` for programs that look there.
    """
    entries = (entry for page in pages for entry in _entries(page, settings))
    parts = list(_parts(entries, maximum_urls, maximum_bytes))
    if len(parts) == 1:
        yield OutputFile(SITEMAP, parts[0])
    elif parts:
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        yield from map(OutputFile, names, parts)
        yield OutputFile(SITEMAP, _index(names, settings))
    yield OutputFile(ROBOTS, _robots(settings, data))


def _parts(entries: Iterable[bytes], maximum_urls: int, maximum_bytes: int) -> Iterator[bytes]:
    part: list[bytes] = []
    size = len(_HEAD) + len(_FOOT)
    for entry in entries:
        if part and (len(part) == maximum_urls or size + len(entry) > maximum_bytes):
            yield b"".join((_HEAD, *part, _FOOT))
            part, size = [], len(_HEAD) + len(_FOOT)
        part.append(entry)
        size += len(entry)
    if part:
        yield b"".join((_HEAD, *part, _FOOT))


def _entries(page: SitemapPage, settings: Settings) -> Iterator[bytes]:
    absolute = {language: settings.absolute(page.addresses[language]) for language in _ordered(page, settings)}
    links = "".join(_link(language, address) for language, address in {**absolute, **_default(absolute)}.items())
    lastmod = f"<lastmod>{page.lastmod.isoformat()}</lastmod>" if page.lastmod else ""
    for address in absolute.values():
        yield f"<url><loc>{escape(address)}</loc>{lastmod}{links if len(absolute) > 1 else ''}</url>\n".encode()


def _ordered(page: SitemapPage, settings: Settings) -> list[str]:
    known = [language for language in settings.languages if language in page.addresses]
    return known + sorted(set(page.addresses) - set(known))


def _default(absolute: Mapping[str, str]) -> dict[str, str]:
    first = next(iter(absolute.values()), None)
    return {"x-default": first} if first else {}


def _link(language: str, address: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(address)}/>'


def _index(names: Iterable[str], settings: Settings) -> bytes:
    lines = (f"<sitemap><loc>{escape(settings.absolute(name))}</loc></sitemap>\n" for name in names)
    return "".join((_INDEX_HEAD, *lines, _INDEX_FOOT)).encode()


def _robots(settings: Settings, data: Iterable[str]) -> bytes:
    lines = "".join(f"# {settings.absolute(address)}\n" for address in data)
    told = f"\n# Whoever wants the data need not read the pages:\n{lines}" if lines else ""
    return f"User-agent: *\nAllow: /\n\nSitemap: {settings.absolute(SITEMAP)}\n{told}".encode()


_NO_OFFERS = MappingProxyType(
    {
        **dict.fromkeys(ELEMENTS, N_("It lists files, not what they say.")),
        **dict.fromkeys(("learner", "date-of-issue"), ONLY_ON_CREDENTIAL),
    }
)

FEED = Feed(
    name="sitemap",
    title=N_("Site map"),
    media_type="application/xml",
    profile=_NAMESPACE,
    version="0.9",
    address=SITEMAP,
    other_addresses=(ROBOTS,),
    with_pages=True,
    of_offers=False,
    cannot_carry=_NO_OFFERS,
)
"""Its files are made of the pages of the site (see `sitemap`)."""

CHECKSUMS_FEED = Feed(
    name="checksums",
    title=N_("Checksums of all files"),
    media_type="text/plain",
    profile="",
    version="",
    address="SHA256SUMS",
    other_addresses=("manifest.json",),
    with_pages=True,
    of_offers=False,
    cannot_carry=_NO_OFFERS,
)
"""Its files are made last, of all others (see `publish.manifest`)."""
