"""Whether mkdocs.yml lets mkdocs depend on files of the registry alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from pathlib import Path

SETTLED_EXTENSIONS = frozenset(
    ("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "md_in_html")
) | frozenset(("meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks"))
"""Extensions of Python-Markdown itself; others may read files that nobody here knows of."""

_ELSEWHERE = ("INHERIT", "!ENV", "!!", "!relative")
"""What lets mkdocs.yml depend on other files, or on the environment."""


def is_settled(config_file: Path) -> bool:
    """Tell whether what mkdocs makes depends on files of the registry alone: no plugins, no hooks, no other files."""
    try:
        text = config_file.read_text(encoding="utf-8")
        config = yaml.safe_load(text)
    except (OSError, ValueError, yaml.YAMLError, RecursionError):
        return False
    if not isinstance(config, dict) or any(one in text for one in _ELSEWHERE):
        return False
    extensions = config.get("markdown_extensions") or []
    named = {name for one in extensions for name in (one if isinstance(one, dict) else (one,))}
    return config.get("plugins") == [] and not config.get("hooks") and named <= SETTLED_EXTENSIONS
