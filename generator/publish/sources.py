"""What a site is made from besides records: editorial pages in every language, and a theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import SettingsError
from generator.theme import find_theme

if TYPE_CHECKING:
    from generator.settings import Settings


def refuse_missing_folders(settings: Settings) -> None:
    """Raise SettingsError unless there are editorial pages in each language, and a whole theme."""
    for language in settings.languages:
        if not (settings.root / "content" / language).is_dir():
            message = f"expected the folder content/{language}/ with the editorial pages in this language, got none"
            remedy = "Write the pages, or take the language out of extra.catalogue.languages in mkdocs.yml."
            raise SettingsError(message, remedy=remedy)
    theme = find_theme(settings.root)
    for folder in (theme.chrome, theme.templates, theme.assets):
        if not folder.is_dir():
            message = f"expected the folder theme/{folder.name}/ in {settings.root}, got none"
            raise SettingsError(message, remedy="Copy the folder theme/ of the project into the registry.")
