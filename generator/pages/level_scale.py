"""The eight European levels as a drawn scale, with the level of a credential marked on it as honestly as it is stated.

Source of the eight levels: Council Recommendation on the European Qualifications Framework, CELEX 32017H0615(01),
Annex II.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.catalogue.axes import european_level

if TYPE_CHECKING:
    from generator.pages.told import CredentialTold
    from generator.records.credential import Level
    from generator.words import Words

LEVELS = range(1, 9)
STEP, GAP, LOWEST, RISE = 36, 4, 12, 6
"""Width of a step, space between two, height of the lowest, and how much higher each next one is, in SVG units."""


@dataclass(frozen=True, slots=True)
class Step:
    """A level on the scale: where it stands, and whether it is the one."""

    level: str
    x: int
    y: int
    height: int
    middle: int
    is_marked: bool


@dataclass(frozen=True, slots=True)
class LevelScale:
    """The drawn scale; `text` says in words what it shows, `basis` tells a registered level from a claimed one."""

    steps: tuple[Step, ...]
    width: int
    height: int
    basis: str
    text: str


def level_scale(told: CredentialTold) -> LevelScale | None:
    """Draw the scale for a stated level that is referenced to a European one; nothing for any other."""
    stated = told.credential.level if told.credential else None
    if stated is None or stated.framework is None or stated.level is None:
        return None
    european = european_level(stated.framework, stated.level)
    if european is None:
        return None
    height = LOWEST + RISE * len(LEVELS)
    return LevelScale(
        steps=tuple(_step(number, height, european, told.words) for number in LEVELS),
        width=len(LEVELS) * (STEP + GAP) - GAP,
        height=height,
        basis=stated.basis or "claimed",
        text=_text(stated, european, told.words, imported=getattr(told, "is_imported", False)),
    )


def _step(number: int, whole: int, european: str, words: Words) -> Step:
    height = LOWEST + RISE * number
    left = (number - 1) * (STEP + GAP)
    return Step(words.number(number), left, whole - height, height, left + STEP // 2, str(number) == european)


def _text(stated: Level, european: str, words: Words, *, imported: bool) -> str:
    """Say what the scale shows: only a registered level is a level, everything else is somebody's word."""
    _ = words.gettext
    of_provider = _("The provider places it at level {level} of 8 on the European scale (EQF).")
    of_list = _("The list places it at level {level} of 8 on the European scale (EQF).")
    unconfirmed = _("No register of qualifications confirms it.")
    pattern = {
        "registered": _("Level {level} of 8 on the European scale (EQF), by an entry in a register."),
        "descriptors-only": _(
            "The outcomes refer to level {level} of 8 on the European scale (EQF). No level has been awarded."
        ),
    }.get(
        stated.basis or "",
        f"{of_list if imported else of_provider} {unconfirmed}",
    )
    return pattern.format(level=words.number(european))
