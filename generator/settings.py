"""The settings of a registry, read from `mkdocs.yml` (`extra.catalogue`)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from generator.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path


class _Options(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Publisher(_Options):
    """Who runs the registry."""

    name: dict[str, str]
    homepage: str | None = None
    country: str | None = None
    contact: str | None = None


class CatalogueOptions(_Options):
    """What `extra.catalogue` may say."""

    name: dict[str, str]
    lead: dict[str, str] = {}
    languages: tuple[str, ...] = Field(min_length=1)
    identifier_base: str
    base_url: str
    licence: str
    publisher: Publisher
    sample: bool = False
    providers: str = "providers"
    fresh_days: int = 365
    stale_days: int = 730


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a build needs to know that is not in a record.

    `base_url` is where this build will be shown (a preview has its own); `identifier_base` never changes.
    """

    root: Path
    providers: Path
    base_url: str
    languages: tuple[str, ...]
    options: CatalogueOptions

    @property
    def config_file(self) -> Path:
        """Return the path of mkdocs.yml."""
        return self.root / "mkdocs.yml"

    @property
    def cache(self) -> Path:
        """Return the folder whose loss never changes a result."""
        return self.root / ".cache"

    @property
    def base_path(self) -> str:
        """Return the path under which the site is served: `/` or `/name/`."""
        return f"{urlsplit(self.base_url).path.rstrip('/')}/"

    @property
    def identifier_base(self) -> str:
        """Return the start of every permanent identifier, without a slash at the end."""
        return self.options.identifier_base.rstrip("/")

    def absolute(self, address: str) -> str:
        """Return the full address of a page or file of this build."""
        return f"{self.base_url}{address}"


class _SettingsLoader(yaml.SafeLoader):
    """Reads mkdocs.yml, whose tags (`!ENV`, `!!python/name`) only mkdocs itself understands."""


def _ignore_tag(loader: yaml.SafeLoader, _suffix: str, node: yaml.Node) -> object:
    return loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else None


_SettingsLoader.add_multi_constructor("!", _ignore_tag)
_SettingsLoader.add_multi_constructor("tag:yaml.org,2002:python/", _ignore_tag)


def read_settings(root: Path) -> Settings:
    """Read the settings of the registry in `root`; raise SettingsError with the remedy if they cannot be used."""
    options = _options(_extra(root / "mkdocs.yml"))
    base_url = checked_base_url(options.base_url)
    return Settings(root.resolve(), (root / options.providers).resolve(), base_url, options.languages, options)


def checked_base_url(text: str) -> str:
    """Return a base address with a slash at its end; raise SettingsError for anything but http(s)."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        message = f"expected a base address such as https://registry.example.org/, got {text!r}"
        raise SettingsError(message, remedy="Write it with https:// and without ? or #.")
    return text.rstrip("/") + "/"


def with_languages(settings: Settings, languages: tuple[str, ...]) -> Settings:
    """Return settings for some of the registry's languages; raise SettingsError for others."""
    unknown = [language for language in languages if language not in settings.options.languages]
    if unknown or not languages:
        known = ", ".join(settings.options.languages)
        raise SettingsError(f"expected languages out of {known}, got {', '.join(unknown) or 'none'}")
    return replace(settings, languages=languages)


def _extra(config: Path) -> Any:
    try:
        loaded = yaml.load(config.read_text(encoding="utf-8"), Loader=_SettingsLoader)  # noqa: S506 - a SafeLoader
    except FileNotFoundError:
        remedy = "Run the command in the folder of the registry, or name it with --root."
        raise SettingsError(
            f"expected a registry with mkdocs.yml, got none in {config.parent}", remedy=remedy
        ) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsError(f"mkdocs.yml cannot be read: {' '.join(str(error).split())}") from None
    extra = loaded.get("extra") if isinstance(loaded, dict) else None
    catalogue = extra.get("catalogue") if isinstance(extra, dict) else None
    if not isinstance(catalogue, dict):
        raise SettingsError("expected `extra: catalogue:` in mkdocs.yml, got nothing there")
    return catalogue


def _options(given: dict[str, Any]) -> CatalogueOptions:
    try:
        return CatalogueOptions.model_validate(given)
    except ValidationError as error:
        lines = [f"extra.catalogue.{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
        raise SettingsError("mkdocs.yml: " + "; ".join(lines)) from None
