"""What `serve` adds to a page: a bar that says how it stands, and pages in place of those that cannot be shown."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.catalogue import addresses
from generator.diagnostics import has_errors
from generator.pages.render import environment_of
from generator.pages.rule_page import example_view, severity_chip, told
from generator.pages.shell import root
from generator.words import translations_file, translations_stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.diagnostics import Diagnostic
    from generator.pages.parts import Chip, Line
    from generator.pages.render import Renderer
    from generator.pages.rule_page import ExampleView
    from generator.words import Words

FOLDER = "-/"
"""The address below which the server has files of its own; no language is called so."""

HERE = Path(__file__).parent
FILES = {"bar.css": "text/css; charset=utf-8", "bar.js": "text/javascript; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding on a page."""

    code: str
    address: str
    title: Line
    severity: Chip
    example: ExampleView


@dataclass(frozen=True, slots=True)
class Bar:
    """What the bar of a page says: how the page stands, what is being done, what was found in its record."""

    state: str
    work: str = ""
    failure: str = ""
    elsewhere: str = ""
    findings: Sequence[Diagnostic] = ()


def finding_views(found: Sequence[Diagnostic], words: Words) -> list[FindingView]:
    """Return findings as a page shows them."""
    return [
        FindingView(
            code=one.rule.code,
            address=addresses.rule(words.language, one.rule.code),
            title=told(one.rule.title, words),
            severity=severity_chip(one.severity, words),
            example=example_view(one, words),
        )
        for one in found
    ]


def bar_html(renderer: Renderer, language: str, base: str, bar: Bar) -> str:
    """Return what stands in the bar."""
    words, found = renderer.words(language), bar.findings
    count = words.ngettext(
        "{number} finding in the records of this page", "{number} findings in the records of this page", len(found)
    )
    return content(
        renderer,
        "bar-body.html.j2",
        language,
        base=base,
        state=bar.state,
        work=bar.work,
        failure=bar.failure,
        elsewhere=bar.elsewhere,
        count=count,
        findings=finding_views(found, words),
        is_open=has_errors(found),
    )


def with_bar(html: bytes, page: str, body: str, base: str, renderer: Renderer, language: str) -> bytes:
    """Put the bar, its style and its script into a page; `page` is the digest of the page without them."""
    bar = content(renderer, "bar.html.j2", language, page=page, bar=digest(body.encode()), body=Markup(body))  # noqa: S704
    own = f"{base}{FOLDER}"
    head = f'<link rel="stylesheet" href="{own}bar.css"><script type="module" src="{own}bar.js"></script>'
    return html.replace(b"</head>", f"{head}</head>".encode(), 1).replace(b"<main", f"{bar}<main".encode(), 1)


def in_place(
    renderer: Renderer,
    language: str,
    address: str,
    *,
    title: str,
    lead: str,
    kicker: str = "",
    detail: str = "",
    found: Sequence[Diagnostic] = (),
) -> bytes:
    """Return a page in place of one that cannot be shown."""
    base, words = root(address), renderer.words(language)
    views = finding_views(found, words)
    main = content(
        renderer,
        "in-place.html.j2",
        language,
        base=base,
        title=title,
        lead=lead,
        kicker=kicker,
        detail=detail,
        findings=views,
    )
    head = '<meta name="robots" content="noindex">'
    return renderer.shells[language].page(path=address, title=title, head=head, content=main).encode()


def content(renderer: Renderer, template: str, language: str, /, **view: object) -> str:
    """Render one of the templates of this folder."""
    locale = renderer.theme.locale
    stamp = translations_stamp(translations_file(locale, language))
    return environment_of(HERE, locale, language, stamp).get_template(template).render(**view)


def digest(content: bytes) -> str:
    """Return a short digest, to tell whether something has changed."""
    return hashlib.sha256(content).hexdigest()[:16]
