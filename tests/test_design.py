"""The colours of both schemes are readable, and the style sheets keep the rules of the design."""

import itertools
import re
from pathlib import Path

import pytest

from generator.brand_colours import STANDS_ON
from generator.catalogue.freshness import NEAR
from generator.contrast import TEXT

ASSETS = Path(__file__).parent.parent / "theme" / "assets"
FRAME = (ASSETS / "css" / "frame.css").read_text(encoding="utf-8")
TOKEN = re.compile(r"(--mc-[a-z-]+): (#[0-9a-f]{6});")

LIGHT, DARK_BY_SYSTEM, DARK_BY_CHOICE = (
    dict(TOKEN.findall(block)) for block in re.findall(r":root[^{]*\{(?=[^}]*--mc-paper)([^}]*)\}", FRAME)
)

GROUNDS = ["paper", "surface"]
PAIRS = [
    *itertools.product(["ink", "soft", "title", "link", "accent", "unknown"], GROUNDS),
    ("on-button", "button"),
    ("on-button", "button-over"),
    ("on-band", "band"),
    *((state, f"{state}-tint") for state in ("yes", "unknown", "neutral", "issued", "no", "info")),
    *(("ink", f"{state}-tint") for state in ("yes", "unknown", "no", "info")),
    ("link", "info-tint"),
    ("link", "no-tint"),
    *((token, ground) for token, grounds, needed in STANDS_ON for ground in grounds if needed == TEXT),
    ("link", "unknown-tint"),
]


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK_BY_CHOICE], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_readable_on_its_ground(scheme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(scheme[f"--mc-{text}"], scheme[f"--mc-{ground}"]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK_BY_CHOICE], ids=["light", "dark"])
@pytest.mark.parametrize("part", ["control", "focus"])
def test_borders_of_controls_and_focus_are_visible(scheme: dict[str, str], part: str) -> None:
    assert all(contrast(scheme[f"--mc-{part}"], scheme[f"--mc-{ground}"]) >= 3 for ground in GROUNDS)


def test_dark_scheme_is_the_same_by_wish_and_by_choice() -> None:
    assert DARK_BY_SYSTEM == DARK_BY_CHOICE
    assert DARK_BY_CHOICE.keys() == LIGHT.keys()


@pytest.mark.parametrize("sheet", sorted((ASSETS / "css").glob("*.css")), ids=lambda path: path.name)
def test_style_sheets_use_logical_directions_and_known_tokens_only(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    physical = r"(?:margin|padding|border)-(?:left|right|top|bottom)|^\s*(?:left|right|top|bottom|width|height):"
    assert re.findall(physical, text, re.MULTILINE) == []
    assert set(re.findall(r"var\((--mc-[a-z-]+)", text)) <= set(re.findall(r"(--mc-[a-z-]+):", FRAME))
    assert re.findall(r"https?://|@import", text) == []


@pytest.mark.parametrize("sheet", sorted((ASSETS / "css").glob("*.css")), ids=lambda path: path.name)
def test_every_block_of_a_style_sheet_is_closed(sheet: Path) -> None:
    """A brace that lacks takes all that follows into its block, and no browser says so."""
    depth, deepest = 0, 0
    for mark in re.findall(r"[{}]", re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)):
        depth += 1 if mark == "{" else -1
        deepest = max(deepest, depth)
        assert depth >= 0
    assert depth == 0
    assert deepest <= 2


def test_search_page_asks_for_every_module_at_once() -> None:
    template = (ASSETS.parent / "templates/search.html.j2").read_text(encoding="utf-8")
    (modules,) = re.findall(r"for module in \(([^)]+)\)", template)
    scripts = sorted(path.stem.removeprefix("search-") for path in (ASSETS / "js").glob("search-*.js"))
    assert re.findall(r'"(\w+)"', modules) == scripts


def test_fonts_stay_within_their_budget() -> None:
    sizes = [path.stat().st_size for path in (ASSETS / "fonts").glob("*.woff2")]
    assert sizes
    assert max(sizes) <= 40_000


def test_script_and_pages_agree_on_what_is_near() -> None:
    (near,) = re.findall(r"export const NEAR = (\d+);", (ASSETS / "js/deadlines.js").read_text(encoding="utf-8"))
    assert int(near) == NEAR
