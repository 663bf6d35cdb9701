"""What an editorial page may be called and may hold.

Pages in content/ come by pull request like records. What browsers refuse under the Content-Security-Policy is
refused here with a reason, and so is what would take readers, or news of them, elsewhere without their asking.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from generator.catalogue.addresses import BROWSED
from generator.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

_MARKDOWN = {".md", ".markdown", ".mdown", ".mkdn", ".mkd"}
_FOLDERS = "|".join(("offers", "credentials", "browse", "search", "data", "quality", "decisions", *BROWSED))
_OF_THE_GENERATOR = re.compile(rf"index\.html|404(/index)?\.html|({_FOLDERS})/.*")
"""Paths inside a language that `catalogue.addresses` gives to other pages."""

_NEVER_SHOWN = {"iframe", "frame", "object", "embed", "applet", "video", "audio"}
_ADDRESSES = {"src", "srcset", "href", "xlink:href", "data", "poster", "background", "action", "formaction", "ping"}
_LINKS = {"a", "area"}
_SAYING = {"canonical", "alternate", "license", "author", "help", "next", "prev"}
"""What a <link> may be for if it leads elsewhere: the browser loads nothing for these."""

_IGNORED = re.compile(r"[\x00-\x20]+")
_ELSEWHERE = re.compile(r"(^|,)([a-z]+:)?[/\\]{2}|(^|,)https?:", re.IGNORECASE)
_PROGRAM = re.compile(r"(javascript|vbscript):", re.IGNORECASE)


def refuse_taken_addresses(content: Path, language: str) -> None:
    """Raise EngineError for an editorial page of a language that would stand where the generator puts another."""
    for file in sorted((content / language).rglob("*")):
        source = PurePosixPath(file.relative_to(content / language).as_posix())
        if (source.suffix in _MARKDOWN or source.suffix == ".html") and _OF_THE_GENERATOR.fullmatch(_path(source)):
            message = f"content/{language}/{source}: the catalogue itself makes the page at this address"
            raise EngineError(message, remedy="give the file another name or folder")


def addresses_of(content: Path, language: str) -> list[str]:
    """Return where the editorial pages of a language will stand inside it, such as `advice/choose/`."""
    files = (file.relative_to(content / language) for file in sorted((content / language).rglob("*")))
    sources = (PurePosixPath(file.as_posix()) for file in files if file.suffix in _MARKDOWN)
    return [_path(source).removesuffix("index.html") for source in sources]


def refuse_foreign(path: str, tree: HtmlElement) -> None:
    """Raise EngineError for what a page must not hold; `path` is the page's, for the message."""
    for element in tree.iter("*"):
        for message, remedy in _faults(element):
            raise EngineError(f"{path}: {message}", remedy=remedy)


def _path(source: PurePosixPath) -> str:
    """Return where mkdocs puts a file, with `use_directory_urls`."""
    if source.suffix not in _MARKDOWN:
        return source.as_posix()
    folder = source.parent if source.stem in {"index", "README"} else source.parent / source.stem
    return (folder / "index.html").as_posix()


def _faults(element: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an element, and the remedy."""
    tag = str(element.tag)
    handlers = any(str(name).startswith("on") or name == "style" for name in element.attrib)
    inline = tag == "style" or (tag == "script" and "src" not in element.attrib)
    if handlers or inline:
        words = " ".join(str(element.xpath("string()")).split())[:60]
        yield f"inline style or script on <{tag}>: “{words}”", "remove it; in Markdown tables write --- without colons"
    if tag in _NEVER_SHOWN:
        yield f"<{tag}>, which browsers do not show here", "link to it instead"
    if tag == "base" or (tag == "meta" and element.get("http-equiv", "").strip().lower() == "refresh"):
        yield f"<{tag}> that leads readers elsewhere by itself", "remove it; write a link instead"
    yield from _faulty_addresses(tag, element)


def _faulty_addresses(tag: str, element: HtmlElement) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        address = _IGNORED.sub("", str(value))
        if name not in _ADDRESSES or address.lower().startswith("data:"):
            continue
        if _PROGRAM.match(address):
            yield f"<{tag}> with a program as its address: {address[:60]}", "write the address of a page"
        elif _ELSEWHERE.search(address) and not _may_lead_elsewhere(tag, str(name), element):
            remedy = "put the file into content/ and write its address relative to the page"
            yield f"<{tag}> that loads from elsewhere: {address[:80]}", remedy


def _may_lead_elsewhere(tag: str, name: str, element: HtmlElement) -> bool:
    if tag == "link":
        return set(element.get("rel", "").lower().split()) <= _SAYING
    return tag in _LINKS and name in {"href", "xlink:href"}
