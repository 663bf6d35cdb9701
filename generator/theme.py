"""Where templates, style sheets, scripts and translations are: in the registry's own folder or in the package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Theme:
    """Where templates, assets and translations are."""

    folder: Path

    @property
    def chrome(self) -> Path:
        """Return the folder with the overrides for mkdocs."""
        return self.folder / "chrome"

    @property
    def templates(self) -> Path:
        """Return the folder with the templates of record pages."""
        return self.folder / "templates"

    @property
    def assets(self) -> Path:
        """Return the folder that is published as assets/."""
        return self.folder / "assets"

    @property
    def locale(self) -> Path:
        """Return the folder with the translations."""
        return self.folder / "locale"


def find_theme(root_folder: Path) -> Theme:
    """Return the registry's own theme, else the one that came with the installed package."""
    own = root_folder / "theme"
    return Theme(own if own.is_dir() else Path(__file__).parent / "_theme")
