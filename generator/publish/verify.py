"""Verify a staged site: every internal link, script, style and image leads to a file that is there."""

from __future__ import annotations

import os
import posixpath
from functools import cache, partial
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote, urlsplit

from lxml import html

from generator.errors import VerificationError
from generator.workers import in_batches, map_batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

BATCH = 200
SHOWN = 20

_ATTRIBUTES = ("href", "src", "action", "data-base")


def verify_links(
    directory: Path,
    base_path: str,
    pages: Sequence[str],
    *,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Return the number of pages verified; raise VerificationError that lists the broken links.

    `pages` are those of `html_pages`. `base_path` is the path under which the site is served; absolute links
    (on 404 pages) begin with it.
    """
    batches = in_batches(pages, BATCH)
    results = map_batches(partial(broken_links, directory, base_path), batches, workers=workers, progress=progress)
    broken = [one for batch in results for one in batch]
    if broken:
        listed = "\n".join(f"  {page}: {target}" for page, target in broken[:SHOWN])
        more = f"\n  and {len(broken) - SHOWN} more" if len(broken) > SHOWN else ""
        raise VerificationError(
            f"{len(broken)} links lead nowhere:\n{listed}{more}",
            remedy="correct the links in content/ or theme/; links of records come from the generator",
        )
    return len(pages)


def html_pages(directory: Path) -> list[str]:
    """Return the paths of all pages of a site, sorted."""
    return sorted(_pages(directory))


def _pages(directory: Path) -> Iterator[str]:
    for folder, _folders, files in os.walk(directory):
        relative = os.path.relpath(folder, directory)
        for name in files:
            if name.endswith(".html"):
                yield posixpath.normpath(posixpath.join(relative.replace(os.sep, "/"), name))


def broken_links(directory: Path, base_path: str, pages: Sequence[str]) -> list[tuple[str, str]]:
    """Return (page, address) for each internal address on some pages that leads to no file."""
    # Within one call nothing changes; a cache that lived longer would miss pages added between two builds.
    exists = cache(partial(_exists, directory))
    found = []
    for page in pages:
        content = (directory / page).read_bytes()
        if not content.strip():
            found.append((page, "(the page is empty)"))
            continue
        tree = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
        identifiers = set(_attributes(tree, "//@id"))
        found += [
            (page, address)
            for address in sorted(_addresses(tree))
            if _is_broken(base_path, page, address, identifiers, exists)
        ]
    return found


def _addresses(tree: html.HtmlElement) -> set[str]:
    addresses = {value for name in _ATTRIBUTES for value in _attributes(tree, f"//@{name}")}
    refresh = _attributes(tree, "//meta[@http-equiv='refresh']/@content")
    return addresses | {value.partition("url=")[2] for value in refresh}


def _attributes(tree: html.HtmlElement, path: str) -> list[str]:
    return cast("list[str]", tree.xpath(path))


def _is_broken(base_path: str, page: str, address: str, identifiers: set[str], exists: Callable[[str], bool]) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:  # such as http://[half, which no browser can follow either
        return True
    if parts.scheme or parts.netloc:
        return False
    if not parts.path:
        return bool(parts.fragment) and unquote(parts.fragment) not in identifiers
    path, base = unquote(parts.path), unquote(base_path)
    if path.startswith("/"):
        target = path.removeprefix(base) if path.startswith(base) else ".."
    else:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    if target.startswith(".."):
        return True
    return not exists(f"{target.rstrip('/')}/index.html" if path.endswith("/") else target)


def _exists(directory: Path, target: str) -> bool:
    file = directory / posixpath.normpath(target)
    return file.is_file()
