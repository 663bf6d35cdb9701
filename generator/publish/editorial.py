"""The editorial pages and the frame of each language: rendered by mkdocs, or kept since nothing of theirs has changed.

mkdocs takes a second and more for each build, whatever there is to do. What it made is kept in .cache as long as it
depends on nothing but the files of the registry and on the program (docs/decisions/0071).
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any

import orjson

from generator.brand import told_to_frame
from generator.cache import write_cached
from generator.digests import digest_of
from generator.pages.chrome import chrome_words
from generator.pages.engine import Prose, ProsePage, render_prose
from generator.pages.shell import Shell
from generator.publish.keys import files_digest, program_digest
from generator.publish.settled import is_settled
from generator.theme import find_theme
from generator.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from generator.brand import Brand
    from generator.settings import Settings

PROSE_SECONDS = 120.0
_CHECKSUM = 32
_FOLDER = "prose"


def prose_of(settings: Settings, language: str, brand: Brand, scratch: Path) -> Prose:
    """Return the editorial pages and the frame of a language; if need be, mkdocs renders them below `scratch`.

    Raises EngineError if it fails.
    """
    key = _key(settings, language, brand)
    file = settings.cache / _FOLDER / f"{language}.json"
    found = _read(file, key) if key else None
    if found is None:
        found = _rendered(settings, language, brand, scratch)
        if key:
            _keep(file, key, found)
    return found


def _rendered(settings: Settings, language: str, brand: Brand, scratch: Path) -> Prose:
    theme = find_theme(settings.root)
    return render_prose(
        config_file=settings.config_file,
        content=settings.root / "content",
        chrome=theme.chrome,
        language=language,
        languages=settings.languages,
        words=chrome_words(Words(language, theme.locale).gettext),
        sample=settings.options.sample,
        output=scratch,
        brand=told_to_frame(brand),
        timeout=PROSE_SECONDS,
    )


def _key(settings: Settings, language: str, brand: Brand) -> str:
    """Return the digest of all that mkdocs sees; nothing if it may see more than that."""
    if not is_settled(settings.config_file):
        return ""
    theme = find_theme(settings.root)
    folders = (settings.root / "content", theme.chrome, theme.locale)
    files = [settings.config_file, *(file for folder in folders for file in sorted(folder.rglob("*")))]
    told = settings.languages, language, settings.options.sample, told_to_frame(brand)
    return digest_of(program_digest(), files_digest(files), told)


def _read(file: Path, key: str) -> Prose | None:
    """Return what was kept under a key; what is damaged counts as absent."""
    try:
        content = file.read_bytes()
        if content[:_CHECKSUM] != _checksum(content[_CHECKSUM:]):
            return None
        kept = orjson.loads(content[_CHECKSUM:])
    except (OSError, ValueError):
        return None
    return _prose(kept["prose"]) if kept["key"] == key else None


def _prose(kept: dict[str, Any]) -> Prose:
    pages = {page["path"]: ProsePage(**page) for page in kept["pages"]}
    assets = {path: base64.b64decode(held) for path, held in kept["assets"].items()}
    return Prose(pages, Shell(**kept["shell"]), assets)


def _keep(file: Path, key: str, prose: Prose) -> None:
    assets = {path: base64.b64encode(held).decode() for path, held in prose.assets.items()}
    shell = {"language": prose.shell.language, "html": prose.shell.html}
    kept = {"key": key, "prose": {"pages": list(prose.pages.values()), "shell": shell, "assets": assets}}
    content = orjson.dumps(kept)
    write_cached(file, _checksum(content) + content)


def _checksum(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
