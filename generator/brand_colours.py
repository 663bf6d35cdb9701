"""The colours of a registry: what follows from those it names, whether they can be read, and the style sheet.

`colour` alone gives a whole look. What it gives for the dark scheme is mixed with white until it can be read there;
so is what `colours: light:` names, unless `dark:` names something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.contrast import BLACK, PART, TEXT, WHITE, contrast, mixed
from generator.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.settings import BrandColours, BrandOptions

Tokens = dict[str, str]
"""Colours by the name of their token without `--mc-`."""

_BLOCK = re.compile(r":root[^{]*\{(?=[^}]*--mc-paper)([^}]*)\}")
_TOKEN = re.compile(r"--mc-([a-z-]+):\s*(#[0-9a-f]{6});")

_PAPERS = ("paper", "surface")
_GROUNDS = (*_PAPERS, "sunken", "info-tint", "unknown-tint", "no-tint", "neutral-tint")
STANDS_ON: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("link", _GROUNDS, TEXT),
    ("title", _GROUNDS, TEXT),
    ("accent", _PAPERS, TEXT),
    ("on-button", ("button", "button-over"), TEXT),
    ("on-band", ("band",), TEXT),
    ("button", _PAPERS, PART),
    ("control", _PAPERS, PART),
    ("focus", _PAPERS, PART),
)
"""What stands on what in the style sheets, and the contrast that it needs there."""

_LIFTED = ("link", "accent", "button")
"""The tokens of the dark scheme that follow from those of the light one."""


@dataclass(frozen=True)
class _Scheme:
    """One scheme: all its colours, and under which key of mkdocs.yml the changed ones were named."""

    name: str
    tokens: Tokens
    places: Mapping[str, str]

    @property
    def changed(self) -> Tokens:
        return {token: self.tokens[token] for token in self.places}

    def changed_to(self, colours: Mapping[str, str], place: str = "") -> _Scheme:
        places = {token: place or f"colours.{self.name}.{token.replace('-', '_')}" for token in colours}
        return replace(self, tokens={**self.tokens, **colours}, places={**self.places, **places})


@dataclass(frozen=True)
class _Fault:
    """A colour that cannot be read where it stands."""

    token: str
    ground: str
    needed: float
    found: float


def brand_tokens(options: BrandOptions, frame: Path) -> tuple[Tokens, Tokens]:
    """Return the colours that differ from those of the style sheet `frame`, for the light and the dark scheme.

    Raises SettingsError with every key whose colour cannot be read.
    """
    if not options.colour and options.colours == type(options.colours)():
        return {}, {}
    stock_light, stock_dark = _stock(frame)
    light = _light(options, _Scheme("light", stock_light, {}))
    dark = _dark(options, light, _Scheme("dark", stock_dark, {}))
    _refuse_unreadable(light, dark)
    return light.changed, dark.changed


def _stock(frame: Path) -> tuple[Tokens, Tokens]:
    """Return the colours of the theme in the light and the dark scheme, of which the last block tells the choice."""
    blocks = [dict(_TOKEN.findall(block)) for block in _BLOCK.findall(frame.read_text(encoding="utf-8"))]
    needed = {one for token, grounds, _ in STANDS_ON for one in (token, *grounds)}
    if len(blocks) < 2 or any(needed - block.keys() for block in (blocks[0], blocks[-1])):
        message = "extra.catalogue.brand: expected the tokens of the project's theme in frame.css, got others"
        raise SettingsError(message, remedy="Write the colours into the style sheets of your own theme instead.")
    return blocks[0], blocks[-1]


def brand_sheet(light: Tokens, dark: Tokens) -> str:
    """Return the style sheet: the dark colours twice, for the system's wish and for the reader's choice."""
    wish = _block(':root:not([data-scheme="light"])', dark, "  ")
    choice = _block(':root[data-scheme="dark"]', dark)
    return f"{_block(':root', light)}\n@media (prefers-color-scheme: dark) {{\n{wish}}}\n\n{choice}"


def _block(selector: str, tokens: Tokens, indent: str = "") -> str:
    lines = (f"{indent}  --mc-{token}: {colour};\n" for token, colour in tokens.items())
    return f"{indent}{selector} {{\n{''.join(lines)}{indent}}}\n"


def _named(colours: BrandColours) -> Tokens:
    return {name.replace("_", "-"): colour for name, colour in colours.model_dump(exclude_none=True).items()}


def _light(options: BrandOptions, scheme: _Scheme) -> _Scheme:
    colour = options.colour
    if colour:
        same = dict.fromkeys(("link", "accent", "button", "focus"), colour)
        deep = dict.fromkeys(("title", "band", "edge"), mixed(colour, BLACK, 0.4))
        scheme = scheme.changed_to({**same, **deep}, "colour")
    return _with_button_over(scheme.changed_to(_named(options.colours.light)), BLACK)


def _dark(options: BrandOptions, light: _Scheme, scheme: _Scheme) -> _Scheme:
    own = _named(options.colours.dark)
    for token in _LIFTED:
        given = light.changed.get(token)
        if given and token not in own:
            lifted = _until_readable(scheme.changed_to({token: given}), (token,), (WHITE,)) or given
            scheme = scheme.changed_to({token: lifted}, light.places[token])
    if "accent" in scheme.places:
        scheme = scheme.changed_to({"edge": scheme.tokens["accent"]}, scheme.places["accent"])
    if "band" in light.changed and "band" not in own:
        scheme = scheme.changed_to({"band": mixed(light.changed["band"], BLACK, 0.5)}, light.places["band"])
    return _with_button_over(scheme.changed_to(own), WHITE)


def _with_button_over(scheme: _Scheme, towards: str) -> _Scheme:
    """Let a button that was given a colour change it under the pointer."""
    if "button" not in scheme.places or "button-over" in scheme.places:
        return scheme
    return scheme.changed_to({"button-over": mixed(scheme.tokens["button"], towards, 0.3)}, scheme.places["button"])


def _faults(scheme: _Scheme, tokens: Sequence[str] = ()) -> Iterator[_Fault]:
    """Yield what cannot be read: of the given tokens, or of all that were changed."""
    chosen = set(tokens) or set(scheme.places)
    for token, grounds, needed in STANDS_ON:
        for ground in grounds:
            if chosen & {token, ground}:
                found = contrast(scheme.tokens[token], scheme.tokens[ground])
                if found < needed:
                    yield _Fault(token, ground, needed, found)


def _until_readable(scheme: _Scheme, tokens: Sequence[str], towards: Sequence[str]) -> str | None:
    """Return the colour of tokens with as little as possible mixed in until all is readable; None if nothing helps."""
    colour = scheme.tokens[tokens[0]]
    for share in range(101):
        for other in towards:
            tried = mixed(colour, other, share / 100)
            if not any(_faults(scheme.changed_to(dict.fromkeys(tokens, tried)), tokens)):
                return tried
    return None


def _refuse_unreadable(*schemes: _Scheme) -> None:
    lines: list[str] = []
    remedies: list[str] = []
    for scheme in schemes:
        for place, fault in _worst_by_place(scheme).items():
            lines.append(_told(scheme, place, fault))
            colour = _until_readable(scheme, _tokens_of(scheme, place, fault), (BLACK, WHITE))
            if colour:
                remedies.append(f"{colour!r} would do for {place}")
    if lines:
        ways = "; ".join(dict.fromkeys(remedies)) or "Choose colours that differ more in lightness"
        raise SettingsError("mkdocs.yml: " + "; ".join(lines), remedy=f"{ways}.")


def _worst_by_place(scheme: _Scheme) -> Mapping[str, _Fault]:
    worst: dict[str, _Fault] = {}
    for fault in _faults(scheme):
        place = scheme.places.get(fault.token) or scheme.places[fault.ground]
        if place not in worst or fault.found / fault.needed < worst[place].found / worst[place].needed:
            worst[place] = fault
    return worst


def _tokens_of(scheme: _Scheme, place: str, fault: _Fault) -> Sequence[str]:
    """Return the tokens that take the colour of a place as it is, the one at fault among them."""
    token = fault.token if scheme.places.get(fault.token) == place else fault.ground
    return [token, *(one for one, at in scheme.places.items() if at == place and one != token)]


def _told(scheme: _Scheme, place: str, fault: _Fault) -> str:
    on, below = scheme.tokens[fault.token], scheme.tokens[fault.ground]
    return (
        f"extra.catalogue.brand.{place}: expected a contrast of at least {fault.needed:g}:1 between "
        f"{fault.token} ({on}) and {fault.ground} ({below}) in the {scheme.name} scheme, "
        f"got {int(fault.found * 100) / 100:.2f}:1"
    )
