"""A registry gives its site colours and a logo; what nobody can read or should load is refused with a way out."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from generator.brand import MAXIMUM_BYTES, read_brand
from generator.brand_colours import STANDS_ON
from generator.errors import SettingsError
from generator.settings import BrandColours, BrandOptions, read_settings
from tests.site.serving import ROOT
from tests.test_design import DARK_BY_CHOICE, LIGHT, contrast
from tests.test_settings import write

if TYPE_CHECKING:
    from pathlib import Path

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><path d="M0 0h120v40H0z"/>{}</svg>'


def brand_of(root: Path, **brand: Any) -> Any:
    if not (root / "theme").exists():
        (root / "theme").symlink_to(ROOT / "theme")
    return read_brand(read_settings(write(root, brand=brand)))


def refusal(root: Path, **brand: Any) -> str:
    with pytest.raises(SettingsError) as caught:
        brand_of(root, **brand)
    return str(caught.value)


def png(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


def jpeg(width: int, height: int) -> bytes:
    """Return the beginning of a JPEG file whose frame comes behind a table with 0xC4, which is no frame."""
    table = b"\xff\xc4" + struct.pack(">H", 5) + b"\0\0\0"
    return (
        b"\xff\xd8\xff\xe0" + struct.pack(">H", 2) + table + b"\xff\xc2\0\x0b\x08" + struct.pack(">HH", height, width)
    )


# ------------------------------------------------------------------------------------------------------ colours


def test_without_a_brand_nothing_is_written(tmp_path: Path) -> None:
    brand = brand_of(tmp_path)
    assert (brand.files, brand.sheet, brand.logo) == ({}, "", None)


@pytest.mark.parametrize("colour", ["#1a4a8d", "#0A6B3D", "#000", "#7b1fa2", "#8a1538", "#5d4037", "#4a148c"])
def test_one_colour_is_enough_for_two_readable_schemes(tmp_path: Path, colour: str) -> None:
    brand = brand_of(tmp_path, colour=colour)
    for stock, chosen in ((LIGHT, brand.light), (DARK_BY_CHOICE, brand.dark)):
        tokens = {**stock, **{f"--mc-{token}": value for token, value in chosen.items()}}
        for token, grounds, needed in STANDS_ON:
            assert all(contrast(tokens[f"--mc-{token}"], tokens[f"--mc-{one}"]) >= needed for one in grounds), token
    assert brand.light["link"] == brand.light["button"]
    assert brand.dark["link"] != brand.light["link"]


def test_the_dark_colour_is_mixed_with_no_more_white_than_it_needs(tmp_path: Path) -> None:
    link = brand_of(tmp_path, colour="#0a6b3d").dark["link"]
    grounds = STANDS_ON[0][1]
    worst = min(contrast(link, DARK_BY_CHOICE[f"--mc-{ground}"]) for ground in grounds)
    assert 4.5 <= worst < 4.7


def test_named_colours_go_before_those_that_follow(tmp_path: Path) -> None:
    colours = {"light": {"band": "#2b2b2b"}, "dark": {"link": "#ffd9a0"}}
    brand = brand_of(tmp_path, colour="#0a6b3d", colours=colours)
    assert (brand.light["band"], brand.dark["link"]) == ("#2b2b2b", "#ffd9a0")
    assert brand.light["link"] == "#0a6b3d"


def test_the_sheet_says_the_dark_colours_twice_and_nothing_else(tmp_path: Path) -> None:
    brand = brand_of(tmp_path, colours={"light": {"link": "#0a6b3d"}, "dark": {"link": "#9fdcbc"}})
    assert brand.files[brand.sheet].decode() == (
        ":root {\n  --mc-link: #0a6b3d;\n}\n"
        '\n@media (prefers-color-scheme: dark) {\n  :root:not([data-scheme="light"]) {\n'
        "    --mc-link: #9fdcbc;\n  }\n}\n"
        '\n:root[data-scheme="dark"] {\n  --mc-link: #9fdcbc;\n}\n'
    )


def test_a_pale_colour_is_refused_with_its_contrast_and_one_that_would_do(tmp_path: Path) -> None:
    told = refusal(tmp_path, colour="#ff9900")
    assert "mkdocs.yml: extra.catalogue.brand.colour: expected a contrast of at least 4.5:1 between link" in told
    assert f"got {int(contrast('#ff9900', LIGHT['--mc-neutral-tint']) * 100) / 100:.2f}:1" in told
    assert told.count("expected") == 1
    _, _, remedy = told.partition("fix: ")
    assert brand_of(tmp_path, colour=remedy.split("'")[1])


@pytest.mark.parametrize(
    ("scheme", "token", "colour", "said"),
    [
        ("light", "link", "#888888", "4.5:1 between link (#888888) and"),
        ("dark", "link", "#1a4a8d", "in the dark scheme"),
        ("light", "on_button", "#777777", "4.5:1 between on-button (#777777) and button"),
        ("light", "button", "#dddd00", "4.5:1 between on-button (#ffffff) and button"),
        ("dark", "band", "#cccccc", "4.5:1 between on-band"),
        ("light", "control", "#cccccc", "3:1 between control (#cccccc) and paper (#faf7f1)"),
        ("dark", "focus", "#333333", "3:1 between focus"),
        ("light", "accent", "#ff9900", "4.5:1 between accent"),
        ("light", "title", "#ff9900", "4.5:1 between title"),
    ],
)
def test_every_colour_is_measured_where_it_stands(
    tmp_path: Path, scheme: str, token: str, colour: str, said: str
) -> None:
    told = refusal(tmp_path, colours={scheme: {token: colour}})
    assert f"extra.catalogue.brand.colours.{scheme}.{token}: expected a contrast of at least" in told
    assert said in told
    suggested = told.partition("fix: ")[2].split("'")[1]
    brand_of(tmp_path, colours={scheme: {token: suggested}})


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    told = refusal(tmp_path, colours={"light": {"link": "#cccccc"}, "dark": {"accent": "#333333"}})
    assert "colours.light.link:" in told
    assert "colours.dark.accent:" in told


def test_three_to_one_is_enough_for_the_border_of_a_control(tmp_path: Path) -> None:
    assert contrast("#8a8a8a", LIGHT["--mc-paper"]) < 4.5
    assert brand_of(tmp_path, colours={"light": {"control": "#8a8a8a"}}).light == {"control": "#8a8a8a"}


@pytest.mark.parametrize("written", [None, 123456, "red", "#12345", "#1a4a8dff", "url(x)", "#1a4a8d;}", ["#1a4a8d"]])
def test_what_is_no_colour_is_refused(tmp_path: Path, written: object) -> None:
    for brand, place in (
        ({"colour": written}, "colour"),
        ({"colours": {"dark": {"link": written}}}, "colours.dark.link"),
    ):
        told = refusal(tmp_path, **brand)
        assert f"extra.catalogue.brand.{place}: expected a colour in quotation marks such as '#1a4a8d', got" in told


@pytest.mark.parametrize("brand", [{"color": "#1a4a8d"}, {"colours": {"light": {"paper": "#ffffff"}}}])
def test_unknown_keys_are_refused(tmp_path: Path, brand: dict[str, Any]) -> None:
    assert "extra.catalogue.brand." in refusal(tmp_path, **brand)


# -------------------------------------------------------------------------------------------------------- files


def put(root: Path, name: str, content: str | bytes) -> str:
    file = root / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


@pytest.mark.parametrize(
    ("name", "content", "size"),
    [
        ("logo.svg", SVG.format(""), (120, 40)),
        ("logo.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="30.5px" height="10"/>', (31, 10)),
        ("logo.svg", SVG.format('<defs><g id="a"/></defs><use href="#a" fill="url(#b)"/>'), (120, 40)),
        ("content/logo.png", png(300, 90), (300, 90)),
        ("logo.webp", b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + b"\x2b\x01\0\x63\0\0", (300, 100)),
        ("logo.webp", b"RIFF\0\0\0\0WEBPVP8L" + bytes(4) + b"\x2f" + struct.pack("<I", 299 | 99 << 14), (300, 100)),
        ("logo.webp", b"RIFF\0\0\0\0WEBPVP8 " + bytes(4) + bytes(6) + struct.pack("<HH", 300, 100), (300, 100)),
    ],
)
def test_a_logo_is_published_with_its_size(
    tmp_path: Path, name: str, content: str | bytes, size: tuple[int, int]
) -> None:
    brand = brand_of(tmp_path, logo=put(tmp_path, name, content))
    assert brand.logo is not None
    assert (brand.logo.width, brand.logo.height) == size
    assert brand.files[brand.logo.address] == (tmp_path / name).read_bytes()


@pytest.mark.parametrize(
    "held",
    [
        "<script>alert(1)</script>",
        "<x:script xmlns:x='http://www.w3.org/1999/xhtml'/>",
        "<foreignObject/>",
        '<g onload="alert(1)"/>',
        '<a href="javascript:alert(1)"/>',
        '<image href="https://elsewhere.example/x.png"/>',
        '<image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="other.png"/>',
        '<use href="data:image/svg+xml;base64,AAAA"/>',
        "<style>@import 'https://elsewhere.example/x.css';</style>",
        "<style>g { fill: url(https://elsewhere.example/x.svg#a) }</style>",
        r"<style>g { fill: \75rl(x.svg) }</style>",
        '<g style="background: url(//elsewhere.example/x.png)"/>',
        '<animate attributeName="x"/>',
        '<set attributeName="href" to="javascript:alert(1)"/>',
        '<h:meta xmlns:h="http://www.w3.org/1999/xhtml" http-equiv="refresh" content="0;https://elsewhere.example"/>',
        '<h:form xmlns:h="http://www.w3.org/1999/xhtml" action="https://elsewhere.example"/>',
        """<style>g { fill: image-set("https://elsewhere.example/x.png" 1x) }</style>""",
        '<image srcset="https://elsewhere.example/x.png 2x"/>',
    ],
)
def test_an_svg_that_could_run_load_or_move_is_refused(tmp_path: Path, held: str) -> None:
    told = refusal(tmp_path, logo=put(tmp_path, "logo.svg", SVG.format(held)))
    assert "extra.catalogue.brand.logo: expected a drawing and nothing else, got" in told
    assert "fix: " in told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_svg_with_entities_or_instructions_is_refused(tmp_path: Path, encoding: str) -> None:
    for before in ('<!DOCTYPE svg [<!ENTITY a "b">]>', '<?xml-stylesheet href="https://elsewhere.example/x.css"?>'):
        text = f'<?xml version="1.0" encoding="{encoding}"?>{before}{SVG.format("")}'
        assert "a drawing and nothing else" in refusal(tmp_path, logo=put(tmp_path, "logo.svg", text.encode(encoding)))


@pytest.mark.parametrize(
    ("key", "name", "content", "expected"),
    [
        ("logo", "logo.svg", "<html><body/></html>", "an SVG with a viewBox"),
        ("logo", "logo.svg", "<svg", "well-formed"),
        ("logo", "logo.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="100%"/>', "an SVG with a viewBox"),
        ("logo", "logo.png", jpeg(200, 50), "a PNG picture as the ending says"),
        ("logo", "logo.gif", b"GIF89a", "a file that ends with .svg, .png, .webp"),
        ("logo", "logo.png", png(10, 10) + bytes(MAXIMUM_BYTES), "at most 100 kB"),
        ("card", "card.webp", b"RIFF", "a file that ends with .png, .jpg, .jpeg"),
        ("card", "card.png", png(1200, 600), "1200×630 pixels, got 1200×600"),
        ("card", "card.jpg", jpeg(630, 1200), "1200×630 pixels, got 630×1200"),
        ("card", "card.jpg", b"\xff\xd8\xff\xe0", "a JPEG picture as the ending says"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, key: str, name: str, content: str | bytes, expected: str) -> None:
    told = refusal(tmp_path, **{key: put(tmp_path, name, content)})
    assert f"extra.catalogue.brand.{key}: expected " in told
    assert expected in told


@pytest.mark.parametrize("written", ["../logo.svg", "/etc/logo.svg", "a/../../logo.svg", "", ".", 5, None, "a\\b.svg"])
def test_files_elsewhere_are_refused(tmp_path: Path, written: object) -> None:
    assert "brand.logo: expected a file of this registry" in refusal(tmp_path, logo=written)


def test_a_missing_file_and_a_link_are_refused(tmp_path: Path) -> None:
    assert "expected an ordinary file, got none at logo.svg" in refusal(tmp_path, logo="logo.svg")
    put(tmp_path, "real.svg", SVG.format(""))
    (tmp_path / "logo.svg").symlink_to("real.svg")
    assert "expected an ordinary file" in refusal(tmp_path, logo="logo.svg")


def test_a_logo_for_the_dark_scheme_wants_one_for_the_light_one(tmp_path: Path) -> None:
    assert "brand.logo_dark: expected logo beside it" in refusal(
        tmp_path, logo_dark=put(tmp_path, "l.svg", SVG.format(""))
    )


@pytest.mark.parametrize(("name", "content"), [("card.png", png(1200, 630)), ("card.jpeg", jpeg(1200, 630))])
def test_a_card_of_the_registry_goes_before_the_stock_one(tmp_path: Path, name: str, content: bytes) -> None:
    stock = brand_of(tmp_path).card
    own = brand_of(tmp_path, card=put(tmp_path, name, content)).card
    assert own != stock
    assert (own.width, own.height) == (1200, 630)


# --------------------------------------------------------------------------------------------------------- words


def test_the_keys_in_mkdocs_yml_are_those_that_exist() -> None:
    lines = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    start = lines.index("    # brand:")
    given = yaml.safe_load("\n".join(line.removeprefix("    # ") for line in lines[start:]))["brand"]
    read = BrandOptions.model_validate(given)
    assert set(given) == set(BrandOptions.model_fields)
    assert read.colour == "#0a6b3d"


def test_the_guide_names_every_key_and_shows_a_true_message(tmp_path: Path) -> None:
    guide = (ROOT / "docs/branding.md").read_text(encoding="utf-8")
    for key in (*BrandOptions.model_fields, *BrandColours.model_fields):
        assert f"{key}:" in guide or f"`{key}`" in guide, key
    shown = guide.split("```text\n")[1].split("```")[0].removeprefix("error: ")
    assert shown.split() == refusal(tmp_path, colour="#ff9900").split()
