"""The frame around a page: mkdocs renders it once per language, this module fills it for every address.

mkdocs gives its 404 page absolute addresses below `/--base--/`. For a page at depth n that prefix becomes
n times `../`, so the site works at any address, below any path. The frame's other gaps are the markers
`--mc:<name>--`; editorial pages, which mkdocs renders whole, carry the same markers where only the
generator knows the answer.

marker             filled with
title              the page's title (shell only)
head               the page's own elements in <head>: description, canonical, hreflang, alternates
content            what stands in <main> (shell only)
here-<language>    the page's address inside that language, or nothing if it does not exist there
current-<section>  aria-current on the entry of the main menu that leads to, or stands above, the page

Any other marker stays as it is.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from generator.catalogue.addresses import BROWSED

BASE = "/--base--/"
"""The path below which mkdocs places the addresses of the shell."""

SITE_URL = f"https://base.invalid{BASE}"
"""The `site_url` that mkdocs is given; `.invalid` never resolves."""

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
"""What pages may load: the site's own files, nothing inline, nothing from elsewhere. The word for
WebAssembly is for the search index."""

_MARKER = re.compile(r"--mc:([a-z0-9-]+?)--(?!-)", re.IGNORECASE)


@dataclass(frozen=True)
class Shell:
    """The frame of one language, with its markers still in place."""

    language: str
    html: str

    def page(
        self,
        *,
        path: str,
        title: str,
        head: str,
        content: str,
        languages: Collection[str] | None = None,
    ) -> str:
        """Return the whole page at the address `path` (`en/offers/a/b/`; the site's root is an empty text).

        `title` is plain text; `head` and `content` are HTML that already fits the address. `languages`
        are those in which the page exists, all of them if it is None: elsewhere the switch leads home.
        """
        texts = {"title": escape(title, quote=False), "head": head, "content": content}
        return _fill(_pieces(self.html, root(path)), path, texts, languages)

    def page_absolute(self, prefix: str, *, title: str, head: str, content: str) -> str:
        """Return a page that is shown at any address, such as a 404 page.

        `prefix` is the absolute address of the site's root with a slash at its end: `/` or `/registry/`.
        """
        texts = {"title": escape(title, quote=False), "head": head, "content": content}
        return _fill(_pieces(self.html, prefix), "", texts, ())


def complete(html: str, *, path: str, head: str, languages: Collection[str] | None = None) -> str:
    """Return an editorial page with the markers filled that mkdocs left open; see `Shell.page`."""
    return _fill(_pieces(html, root(path)), path, {"head": head}, languages)


def root(path: str) -> str:
    """Return how a page at the address `path` writes the site's root: `../` per level, `./` at the top."""
    return "../" * path.count("/") or "./"


@lru_cache(maxsize=256)
def _pieces(html: str, base: str) -> tuple[str, ...]:
    """Cut the frame at its markers: even pieces are HTML, odd pieces are names.

    Only the frame is cut, so a record that contains a marker's text stays as it is.
    """
    return tuple(_MARKER.split(html.replace(BASE, base)))


def _fill(pieces: tuple[str, ...], path: str, texts: Mapping[str, str], languages: Collection[str] | None) -> str:
    here = path.split("/", 1)[1] if "/" in path else ""
    filled = list(pieces)
    for index in range(1, len(pieces), 2):
        filled[index] = _answer(pieces[index], here, path, texts, languages)
    return "".join(filled)


def _answer(name: str, here: str, path: str, texts: Mapping[str, str], languages: Collection[str] | None) -> str:
    kind, _, detail = name.partition("-")
    if kind == "here":
        return here if languages is None or detail in languages else ""
    if kind == "current":
        return _current(detail, here, path)
    # A marker nobody defined is somebody's text on an editorial page.
    return texts.get(name, f"--mc:{name}--")


def _current(section: str, here: str, path: str) -> str:
    """Return the attribute for a menu entry: `page` on the page itself, `true` on pages below it."""
    target = "" if section == "home" else f"{section}/"
    if here == target:
        return ' aria-current="page"' if path else ""
    first = here.partition("/")[0]
    below = first in BROWSED if section == "browse" else bool(target) and here.startswith(target)
    return ' aria-current="true"' if below else ""
