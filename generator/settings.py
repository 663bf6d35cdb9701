"""The settings of a registry, read from `mkdocs.yml` (`extra.catalogue`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import yaml
from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from generator.errors import SettingsError

PROFILES = Path(__file__).parent / "checks" / "profiles"
"""The folder with a file for each profile that a registry may choose."""

_ADDRESS = re.compile(
    r"""https?://(?:\[[0-9A-Fa-f:.]+\])?  # an IP address of version 6, or what follows
    (?:[^\s"'<>\\^`{|}\[\]%]|%[0-9A-Fa-f]{2})+""",
    re.VERBOSE,
)
_NO_BASE = re.compile(r"[?#]|(?<!:)//|/\.\.?(?=/|$)")
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}){1,2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


def _expected(what: str, got: str, meant: str = "") -> PydanticCustomError:
    context = {"what": what, "got": repr(got), "meant": meant}
    return PydanticCustomError("expectation", "expected {what}, got {got}{meant}", context)


def _is_web_address(text: str) -> bool:
    """Tell whether a text is an http(s) address with a host, a port that exists if any, and no user."""
    try:
        parts = urlsplit(text)
        known = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return known and "@" not in parts.netloc and text.isprintable() and _ADDRESS.fullmatch(text) is not None


def _is_base_address(text: str) -> bool:
    """Tell whether addresses of pages can be put behind a web address: a plain path and nothing behind it."""
    return _is_web_address(text) and _NO_BASE.search(text) is None


def _web_address(text: str) -> str:
    if not _is_web_address(text):
        raise _expected("a web address such as https://example.org/page", text)
    return text


def _base_address(text: str) -> str:
    if not _is_base_address(text):
        raise _expected("a base address such as https://registry.example.org/", text)
    return text


def _language(tag: str) -> str:
    try:
        if _LANGUAGE.fullmatch(tag):
            Locale.parse(tag, sep="-")
            return tag
    except (UnknownLocaleError, ValueError):
        pass
    raise _expected("the tag of a language (BCP 47) such as pl", tag)


def _each_once(languages: tuple[str, ...]) -> tuple[str, ...]:
    twice = [one for one in languages if languages.count(one) > 1]
    if twice:
        raise _expected("each language once", ", ".join(languages))
    return languages


def _profile_id(name: str) -> str:
    known = sorted(file.stem for file in PROFILES.glob("*.yml"))
    if name not in known:
        written = name[:80].casefold().replace("_", "-")
        begun = [one for one in known if written and one.startswith(written)]
        close = begun or get_close_matches(written, known, n=1, cutoff=0.5)
        meant = f"; did you mean {close[0]}?" if close else ""
        raise _expected(f"one of the profiles {', '.join(known)}", name, meant)
    return name


def _as_mapping(choice: object) -> object:
    """Let a profile be chosen by its name alone."""
    return {"id": choice} if isinstance(choice, str) else choice


def _colour(written: object) -> str:
    """Return a colour with six small digits. YAML takes an unquoted # for a comment, so nothing may stand there."""
    if not isinstance(written, str) or _COLOUR.fullmatch(written) is None:
        got = written if isinstance(written, str) else None if written is None else str(written)
        raise _expected("a colour in quotation marks such as '#1a4a8d'", str(got))
    digits = written[1:].lower()
    return f"#{digits if len(digits) == 6 else ''.join(one * 2 for one in digits)}"


def _file_below_root(written: object) -> str:
    """Return the path of a file inside the registry, as it is written in mkdocs.yml."""
    path = PurePosixPath(written) if isinstance(written, str) and "\\" not in written else None
    if path is None or path.is_absolute() or ".." in path.parts or not path.name:
        raise _expected("a file of this registry such as content/logo.svg", str(written))
    return path.as_posix()


WebAddress = Annotated[str, AfterValidator(_web_address)]
BaseAddress = Annotated[str, AfterValidator(_base_address)]
SiteLanguage = Annotated[str, AfterValidator(_language)]
Colour = Annotated[str | None, BeforeValidator(_colour)]
BrandFile = Annotated[str | None, BeforeValidator(_file_below_root)]


class _Options(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Publisher(_Options):
    """Who runs the registry."""

    name: dict[str, str]
    homepage: WebAddress | None = None
    country: str | None = None
    contact: str | None = None


class ProfileChoice(_Options):
    """A profile of rules by its id, and to whom it applies in this registry where the profile does not know it."""

    id: Annotated[str, AfterValidator(_profile_id)]
    alliance: str | None = None
    providers: tuple[str, ...] = ()


class BrandColours(_Options):
    """The colours that a registry may choose for one scheme, by the tokens at the top of frame.css."""

    link: Colour = None
    accent: Colour = None
    title: Colour = None
    button: Colour = None
    button_over: Colour = None
    on_button: Colour = None
    band: Colour = None
    on_band: Colour = None
    edge: Colour = None
    control: Colour = None
    focus: Colour = None


class BrandSchemes(_Options):
    """The colours of both schemes."""

    light: BrandColours = BrandColours()
    dark: BrandColours = BrandColours()


class BrandOptions(_Options):
    """The look of a registry: see `brand`, which checks that its colours can be read and its files be published."""

    colour: Colour = None
    colours: BrandSchemes = BrandSchemes()
    logo: BrandFile = None
    logo_dark: BrandFile = None
    name_beside_logo: bool = False
    card: BrandFile = None


class CatalogueOptions(_Options):
    """What `extra.catalogue` may say."""

    name: dict[str, str]
    lead: dict[str, str] = {}
    languages: Annotated[tuple[SiteLanguage, ...], Field(min_length=1), AfterValidator(_each_once)]
    identifier_base: BaseAddress
    base_url: BaseAddress
    licence: WebAddress
    publisher: Publisher
    sample: bool = False
    providers: str = "providers"
    fresh_days: int = 365
    stale_days: int = 730
    profiles: tuple[Annotated[ProfileChoice, BeforeValidator(_as_mapping)], ...] = (ProfileChoice(id="eu"),)
    gate: Literal["warning", "error"] = "warning"
    brand: BrandOptions = BrandOptions()


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
    """Return a base address with a slash at its end; raise SettingsError for anything but plain http(s)."""
    if not _is_base_address(text):
        message = f"expected a base address such as https://registry.example.org/, got {text!r}"
        raise SettingsError(message, remedy="Write it with https://, without user name and without ? or #.")
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
    except RecursionError:
        remedy = "Look for brackets that were never closed."
        raise SettingsError("mkdocs.yml cannot be read: it is nested too deeply", remedy=remedy) from None
    except Exception as error:  # PyYAML lets errors of many kinds through, for instance for `2026-02-30`
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
