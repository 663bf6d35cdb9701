"""The small Markdown of long texts: paragraphs, lists, emphasis and links to https."""

from __future__ import annotations

from functools import cache, lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br"}


@cache
def _markdown() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True})
    return reader.disable(["heading", "lheading", "image", "code", "fence", "blockquote", "hr", "html_block"])


@lru_cache(maxsize=1000)
def to_html(text: str) -> Markup:
    """Return a long text of a record as safe HTML. It is remembered: most versions of a record have the same texts."""
    rendered = _markdown().render(text)
    safe = nh3.clean(
        rendered, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"https"}, link_rel="nofollow noopener"
    )
    return Markup(safe)  # noqa: S704 - cleaned in the line before


def beginning(text: str, longest: int) -> str:
    """Return the first paragraph of a long text in plain words, cut after a whole word; lists are no beginning."""
    paragraph = next(
        (one for one in text.split("\n\n") if one.strip() and not one.lstrip().startswith(("- ", "* "))), ""
    )
    line = " ".join(to_html(paragraph).striptags().split())
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', 1)[0].rstrip(' ,;:–-')} …"
