"""Every page of the built site as a document: its tags, names, headings and links to other languages."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.site.documents import Document

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.site.serving import Site

DATA = ("application/ld+json", "application/json")


@cache
def pages(folder: Path) -> dict[str, Document]:
    """Return all pages of a site by the path of their file."""
    files = sorted(folder.rglob("*.html"))
    return {file.relative_to(folder).as_posix(): Document(file.read_text(encoding="utf-8")) for file in files}


def shown(folder: Path) -> dict[str, Document]:
    """Return the pages that people read: not those that only lead on to another address."""
    return {path: page for path, page in pages(folder).items() if "refresh" not in page.values("http-equiv")}


def file_of(address: str) -> str:
    return f"{address}index.html" if address.endswith("/") or not address else address


def test_there_are_pages_to_check(site: Site) -> None:
    assert len(shown(site.folder)) > 60
    assert len(pages(site.folder)) > len(shown(site.folder))


def test_tags_match(site: Site) -> None:
    assert {path: page.faults for path, page in pages(site.folder).items() if page.faults} == {}


@pytest.mark.browser
def test_browser_understands_the_tags_as_written(site: Site, page: Page) -> None:
    """The parser of HTML 5 neither adds, drops nor moves an element: nesting is as the standard has it."""
    walk = """html => {
        const found = [];
        const walk = (node, depth) => {
            for (const child of (node instanceof HTMLTemplateElement ? node.content : node).children) {
                found.push(`${depth} ${child.localName}`);
                walk(child, depth + 1);
            }
        };
        walk(new DOMParser().parseFromString(html, "text/html"), 0);
        return found;
    }"""
    for path, document in pages(site.folder).items():
        written = [f"{element.depth} {element.name}" for element in document.elements]
        understood = page.evaluate(walk, document.text)
        differing = next((pair for pair in zip(written, understood, strict=False) if pair[0] != pair[1].lower()), None)
        assert differing is None, f"{path}: written {differing}"
        assert len(written) == len(understood), path


def test_nothing_is_styled_or_scripted_inline(site: Site) -> None:
    for path, page in pages(site.folder).items():
        assert page.values("style") == [], path
        assert page.named("style") == [], path
        inline = [script.get("type") for script in page.named("script") if script.get("src") is None]
        assert [kind for kind in inline if kind not in DATA] == [], path
        handlers = [name for element in page.elements for name, _value in element.attributes if name.startswith("on")]
        assert handlers == [], path
        assert [value for value in page.values("href") if value.startswith("javascript:")] == [], path


def test_pages_load_nothing_from_elsewhere(site: Site) -> None:
    for path, page in pages(site.folder).items():
        loaded = page.values("src") + [
            link.get("href") or ""
            for link in page.named("link")
            if link.get("rel") in ("stylesheet", "icon", "preload", "modulepreload")
        ]
        assert [address for address in loaded if re.match("[a-z]+:|//", address)] == [], path


def test_pictures_have_a_text(site: Site) -> None:
    for path, page in pages(site.folder).items():
        assert [image for image in page.named("img") if image.get("alt") is None] == [], path
        graphics = [one for one in page.named("svg") if one.get("aria-hidden") != "true" and one.get("role") != "img"]
        assert graphics == [], path


def test_names_inside_a_page_are_unique_and_known(site: Site) -> None:
    for path, page in pages(site.folder).items():
        names = page.values("id")
        assert len(names) == len(set(names)), path
        pointers = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "form")
        wanted = {name for attribute in pointers for value in page.values(attribute) for name in value.split()}
        fragments = {value[1:] for value in page.values("href") if value.startswith("#")}
        assert (wanted | fragments) <= set(names), path


def test_headings_skip_no_level(site: Site) -> None:
    for path, page in pages(site.folder).items():
        levels = [int(heading.name[1]) for heading in page.named("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        skipped = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        assert skipped == [], path


def test_pages_say_what_they_are(site: Site) -> None:
    for path, page in shown(site.folder).items():
        language = path[:2] if path[:3] in ("pl/", "en/") else "pl"
        assert page.elements[0].get("lang") == language, path
        assert len(page.named("title")) == 1, path
        assert len(page.named("main")) == 1, path
        policies = [meta for meta in page.named("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
        assert len(policies) == 1, path


def test_titles_tell_pages_apart(site: Site) -> None:
    titles: dict[str, str] = {}
    for path, page in shown(site.folder).items():
        found = re.search("<title>(.*?)</title>", page.text, re.DOTALL)
        assert found, path
        if "404" not in path and path != "index.html":
            assert titles.setdefault(found[1], path) == path


def test_each_page_gives_its_own_address(any_site: Site) -> None:
    for path, page in shown(any_site.folder).items():
        canonical = [link.get("href") for link in page.named("link") if link.get("rel") == "canonical"]
        own = any_site.canonical + path.removesuffix("index.html")
        assert canonical == ([] if path.endswith("404.html") else [own]), path


def alternates(site: Site, page: Document) -> dict[str, str]:
    """Return the files in other languages that a page names."""
    links = [link for link in page.named("link") if link.get("rel") == "alternate" and link.get("hreflang")]
    return {str(link.get("hreflang")): file_of(str(link.get("href")).removeprefix(site.canonical)) for link in links}


def test_languages_of_a_page_know_each_other(any_site: Site) -> None:
    found = shown(any_site.folder)
    named = {path: alternates(any_site, page) for path, page in found.items()}
    for path, others in named.items():
        if path.endswith("404.html") or path == "index.html":
            continue
        assert set(others) == {"pl", "en", "x-default"}, path
        assert others[path[:2]] == path
        for other in others.values():
            assert named[other] == others, f"{path} and {other}"
