"""For whom the findings of a command are, as far as settings, repository and terminal tell."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, TYPE_CHECKING

from generator.checks.reporters import Audience
from generator.commands.language import SOURCE_LANGUAGE, language_of, reader_of

if TYPE_CHECKING:
    from generator.settings import Settings


def audience_of(settings: Settings, language: str | None = None) -> Audience:
    """Return who reads findings about a registry's records, in the language asked for or that of the environment."""
    chosen = language_of(language, settings.root)
    pages = settings.languages
    page_language = next((one for one in (chosen, SOURCE_LANGUAGE) if one in pages), pages[0])
    repository = _repository(settings.root)

    def in_repository(shown: str) -> str:
        return Path(os.path.relpath(shown, repository)).as_posix()

    return Audience(
        reader=reader_of(chosen, settings.root),
        site=settings.base_url,
        page_language=page_language,
        in_repository=in_repository,
        content=_content,
    )


def is_for_colours(stream: IO[str]) -> bool:
    """Tell whether somebody sees colours there: on a terminal, unless NO_COLOR says otherwise (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def _repository(root: Path) -> Path:
    """Return the folder that a forge knows as the repository: the one with .git at or above the registry."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)


def _content(shown: str) -> bytes | None:
    try:
        return Path(shown).read_bytes()
    except (OSError, ValueError):
        return None
