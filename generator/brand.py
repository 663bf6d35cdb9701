"""The look of a registry, from `extra.catalogue.brand`: its colours, its logo, and the picture of its pages elsewhere.

The files may come by pull request like everything else: what could do more than be looked at is refused.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from generator.brand_colours import brand_sheet, brand_tokens
from generator.drawing import drawing_size, faults_of_drawing
from generator.errors import SettingsError
from generator.picture_size import picture_size
from generator.theme import find_theme

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.picture_size import Size
    from generator.settings import Settings

SHEET = "assets/css/brand.css"
MAXIMUM_BYTES = 100_000
"""Everybody who opens a page loads the logo; a card is loaded by programs alone, but these give up as well."""

_LOGOS = {".svg": "SVG", ".png": "PNG", ".webp": "WebP"}
_CARDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
_BEGINNINGS = {"PNG": b"\x89PNG", "JPEG": b"\xff\xd8\xff", "WebP": b"RIFF"}
_KEYS = ("logo", "logo_dark", "card")


@dataclass(frozen=True, slots=True)
class BrandPicture:
    """A picture as pages name it: its address in the site, its width and height."""

    address: str
    width: int
    height: int


CARD_SIZE = (1200, 630)
STOCK_CARD = BrandPicture("assets/card.png", *CARD_SIZE)


@dataclass(frozen=True)
class Brand:
    """What the pages need to know of a registry's look, and the files that are published for it, by path."""

    light: Mapping[str, str] = field(default_factory=dict)
    dark: Mapping[str, str] = field(default_factory=dict)
    logo: BrandPicture | None = None
    logo_dark: BrandPicture | None = None
    name_beside_logo: bool = False
    card: BrandPicture | None = STOCK_CARD
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def sheet(self) -> str:
        """Return the address of the style sheet with the registry's colours, if there are any."""
        return SHEET if SHEET in self.files else ""


def read_brand(settings: Settings) -> Brand:
    """Return the look of a registry; raise SettingsError for colours nobody can read and files nobody should load."""
    options, assets = settings.options.brand, find_theme(settings.root).assets
    if options.logo_dark and not options.logo:
        raise SettingsError("mkdocs.yml: extra.catalogue.brand.logo_dark: expected logo beside it, got none")
    files: dict[str, bytes] = {}
    light, dark = brand_tokens(options, assets / "css/frame.css")
    if light or dark:
        files[SHEET] = brand_sheet(light, dark).encode()
    pictures: dict[str, BrandPicture] = {}
    for key in _KEYS:
        written = getattr(options, key)
        if written:
            content, kind, size = _read(settings.root, key, written)
            address = f"assets/brand/{key.replace('_', '-')}.{kind.lower().replace('jpeg', 'jpg')}"
            files[address], pictures[key] = content, BrandPicture(address, *size)
    stock = STOCK_CARD if (assets / "card.png").is_file() else None
    return Brand(
        light=light,
        dark=dark,
        logo=pictures.get("logo"),
        logo_dark=pictures.get("logo_dark"),
        name_beside_logo=options.name_beside_logo,
        card=pictures.get("card", stock),
        files=files,
    )


def _read(root: Path, key: str, written: str) -> tuple[bytes, str, Size]:
    """Return the bytes of a picture, its kind and its size."""
    kinds = _CARDS if key == "card" else _LOGOS
    path = root / written
    kind = kinds.get(path.suffix)
    if kind is None:
        raise _refused(key, f"a file that ends with {', '.join(kinds)}", written)
    if any(one.is_symlink() for one in (path, *path.parents) if one.is_relative_to(root)) or not path.is_file():
        raise _refused(key, "an ordinary file", f"none at {written}")
    size = path.stat().st_size
    if size > MAXIMUM_BYTES:
        raise _refused(key, "at most 100 kB", f"{-(-size // 1000)} kB in {written}")
    content = path.read_bytes()
    return content, kind, _size(key, written, kind, content)


def _size(key: str, written: str, kind: str, content: bytes) -> Size:
    if kind == "SVG":
        held = list(dict.fromkeys(faults_of_drawing(content)))
        if held:
            raise _refused(key, "a drawing and nothing else", f"{', '.join(held[:5])} in {written}")
        size = drawing_size(content)
        if size is None:
            raise _refused(key, "an SVG with a viewBox", f"none in {written}")
        return size
    size = picture_size(content) if content.startswith(_BEGINNINGS[kind]) else None
    if size is None or 0 in size:
        raise _refused(key, f"a {kind} picture as the ending says", f"something else in {written}")
    if key == "card" and size != CARD_SIZE:
        raise _refused(key, "1200×630 pixels", f"{size[0]}×{size[1]} in {written}")
    return size


_REMEDIES = {
    "logo": "Save the logo as a plain SVG, PNG or WebP file of at most 100 kB below the folder of the registry.",
    "card": "Save the picture as a PNG or JPEG file of 1200×630 pixels and at most 100 kB.",
}


def _refused(key: str, expected: str, got: str) -> SettingsError:
    remedy = _REMEDIES["card" if key == "card" else "logo"]
    return SettingsError(f"mkdocs.yml: extra.catalogue.brand.{key}: expected {expected}, got {got}", remedy=remedy)


def told_to_frame(brand: Brand) -> Mapping[str, object]:
    """Return what the templates of the frame see as `extra.chrome.brand`: plain values, for mkdocs reads them."""
    return {
        "sheet": brand.sheet,
        "band": brand.light.get("band", ""),
        "band_dark": brand.dark.get("band", ""),
        "logo": asdict(brand.logo) if brand.logo else None,
        "logo_dark": asdict(brand.logo_dark) if brand.logo_dark else None,
        "name_beside_logo": brand.name_beside_logo,
    }
