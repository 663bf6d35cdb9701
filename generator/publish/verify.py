"""Verify a staged site: every internal link, script, style and image leads to a file that is there."""

from __future__ import annotations

import os
import posixpath
import re
from functools import cache, partial
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote, urlsplit

from lxml import etree

from generator.errors import VerificationError
from generator.workers import in_batches, map_batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

BATCH = 200
SHOWN = 20

_PLAIN = re.compile(r"(?:\.\./)*[a-z0-9][a-zA-Z0-9_./-]*")
"""A relative address without anything that would have to be taken apart, and without `..` but at its beginning."""


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
        tree = etree.fromstring(content, parser=etree.HTMLParser(encoding="utf-8"))
        folder, identifiers = posixpath.dirname(page), set(_IDENTIFIERS(tree))
        found += [
            (page, address)
            for address in sorted(_addresses(tree))
            if _is_broken(base_path, folder, address, identifiers, exists)
        ]
    return found


def _attributes(path: str) -> Callable[[etree._Element], list[str]]:
    """Return what finds attributes, compiled once and giving plain strings: a third of the time of `xpath`."""
    return cast("Callable[[etree._Element], list[str]]", etree.XPath(path, smart_strings=False))


_IDENTIFIERS = _attributes("//@id")
_REFRESH = _attributes("//meta[@http-equiv='refresh']/@content")
_LINKS = tuple(_attributes(f"//@{name}") for name in ("href", "src", "action", "data-base"))


def _addresses(tree: etree._Element) -> set[str]:
    addresses = {value for links in _LINKS for value in links(tree)}
    return addresses | {value.partition("url=")[2] for value in _REFRESH(tree)}


def _is_broken(base_path: str, folder: str, address: str, identifiers: set[str], exists: Callable[[str], bool]) -> bool:
    if _PLAIN.fullmatch(address):  # nearly all links within the site, told in a third of the time
        return _leads_nowhere(posixpath.join(folder, _file(address)), exists)
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
        return not path.startswith(base) or _leads_nowhere(_file(path).removeprefix(base), exists)
    return _leads_nowhere(posixpath.join(folder, _file(path)), exists)


def _file(path: str) -> str:
    return f"{path}index.html" if path.endswith("/") else path


def _leads_nowhere(target: str, exists: Callable[[str], bool]) -> bool:
    file = posixpath.normpath(target)
    return file.startswith("..") or not exists(file)


def _exists(directory: Path, target: str) -> bool:
    return (directory / target).is_file()
