"""Profiles: what Europe, a country or an alliance asks of micro-credentials, as data with sources (`profiles/*.yml`).

A profile gives numbers and names only where a source gives them; where none was found, its remarks say so.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from generator.catalogue.transparency import ELEMENTS
from generator.vocabularies import vocabulary
from generator.wording import Term

FOLDER = Path(__file__).parent / "profiles"
BEYOND_ANNEX = ("provider", "description", "teaching-languages", "link")
"""What a gate may ask for besides the elements of Annex I."""


class Force(StrEnum):
    """How binding a source is."""

    LAW = "law"
    """A law or a regulation."""
    CONDITION = "condition"
    """No law, but the condition for being published in the national catalogue."""
    POLICY = "policy"
    """A recommendation, an agreement or a pilot."""

    @property
    def binds(self) -> bool:
        """Tell whether what breaks it may not be published."""
        return self is not Force.POLICY


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Basis(_Part):
    """Where something is said: `address` of the text itself, `read_at` where it was read if that is another place."""

    title: str
    address: str | None = None
    read_at: str | None = None
    dated: str | None = None
    read: str | None = None
    force: Force


class Reach(_Part):
    """To whom a profile applies: everyone, or organisations with all the facts named here, or an alliance."""

    everyone: bool = False
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    alliance: str | None = None


class Size(_Part):
    """The least and the most that a micro-credential may have, or what it must stay below; in credits or in hours."""

    system: Literal["ects", "hours"]
    least: Decimal | None = None
    most: Decimal | None = None
    below: Decimal | None = None
    source: str

    def holds(self, amount: Decimal) -> bool:
        """Tell whether an amount is within the size."""
        large_enough = self.least is None or amount >= self.least
        return (
            large_enough and (self.most is None or amount <= self.most) and (self.below is None or amount < self.below)
        )


class HoursPerCredit(_Part):
    """How many hours of work a credit stands for."""

    least: Decimal
    most: Decimal
    source: str


class Gate(_Part):
    """What a published record of a kind must state."""

    kind: Literal["micro-credential", "learning-opportunity"]
    elements: Annotated[tuple[str, ...], Field(min_length=1)]
    source: str


class RegisteredLevels(_Part):
    """Frameworks whose levels belong to registered qualifications only."""

    frameworks: tuple[str, ...]
    source: str


class Profile(_Part):
    """One profile. `official_names` has, by language, what the country calls things itself."""

    id: str
    kind: Literal["european", "national", "alliance"]
    applies_to: Reach
    sources: dict[str, Basis]
    sizes: tuple[Size, ...] = ()
    hours_per_credit: HoursPerCredit | None = None
    gates: tuple[Gate, ...] = ()
    registered_levels: RegisteredLevels | None = None
    official_names: dict[str, dict[str, str]] = {}
    remarks: tuple[dict[str, str], ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Profile:
        stated = (*self.sizes, *self.gates, self.hours_per_credit, self.registered_levels)
        unknown = [one.source for one in stated if one is not None and one.source not in self.sources]
        unknown += [one for gate in self.gates for one in gate.elements if one not in (*ELEMENTS, *BEYOND_ANNEX)]
        if unknown:
            raise ValueError(f"profile {self.id} names what it does not have: {', '.join(unknown)}")
        return self

    @property
    def name(self) -> Term:
        """Return what readers call the profile."""
        return Term("profiles", self.id, vocabulary("profiles").label(self.id, "en"))

    def basis(self, part: Size | HoursPerCredit | Gate | RegisteredLevels) -> Basis:
        """Return the source of a part of this profile."""
        return self.sources[part.source]


def profile_ids() -> tuple[str, ...]:
    """Return the ids of all profiles, sorted."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yml")))


@cache
def profile(name: str) -> Profile:
    """Return a profile by its id; LookupError if there is none."""
    if name not in profile_ids():
        raise LookupError(f"there is no profile {name!r}; there are {', '.join(profile_ids())}")
    # The base loader makes nothing but text, lists and mappings.
    content = yaml.load((FOLDER / f"{name}.yml").read_bytes(), Loader=yaml.CBaseLoader)  # noqa: S506
    return Profile.model_validate(content)
