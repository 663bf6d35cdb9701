"""The frames around pages, which change more seldom than records."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from generator.pages.shell import Shell
from generator.publish.editorial import prose_of
from generator.publish.sources import refuse_missing_folders
from generator.publish.static import refuse_links
from generator.theme import find_theme

if TYPE_CHECKING:
    from generator.brand import Brand
    from generator.settings import Settings

PLAIN = Path(__file__).with_name("plain-frame.html")


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one language, and the addresses of the editorial pages in it."""

    shell: Shell
    editorial: tuple[str, ...]


def plain_shell(language: str) -> Shell:
    """Return a frame without header and footer, for the seconds until mkdocs has rendered the site's own."""
    return Shell(language, PLAIN.read_text(encoding="utf-8").replace("--mc:language--", language))


def frame_of(settings: Settings, language: str, brand: Brand) -> Frame:
    """Return the frame of a language; mkdocs renders it if something has changed that it is made from.

    Raises EngineError, PublishError or SettingsError if content or theme cannot be used.
    """
    refuse_missing_folders(settings)
    refuse_links(settings.root / "content", find_theme(settings.root).folder)
    scratch = settings.cache / "serve"
    scratch.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{language}-", dir=scratch) as folder:
        prose = prose_of(settings, language, brand, Path(folder) / "prose")
    return Frame(prose.shell, tuple(path.removesuffix("index.html") for path in prose.pages))
