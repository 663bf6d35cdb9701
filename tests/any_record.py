"""Any record of any kind, made from the models: for property tests. New keys and kinds come along by themselves.

A record is made from one number, not from one draw of hypothesis for each of its hundred texts: that would take
seconds a record.
"""

from __future__ import annotations

import types
import typing
from random import Random
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.records.reader import MODELS

if TYPE_CHECKING:
    from generator.records.discover import RecordKind

CHARACTERS = "abcŁódźžéß ñ:#-'\"|>[]{}&*!%@`,.?0123456789\N{WOMAN}中ق"
LANGUAGES = ("pl", "en", "de", "fr-CA", "uk")
WORDS = ("true", "no", "null", "~", "012", "2.50", "2027-01-31", "on", "1e3", "=", "<<", "- a", "a: b", "# c", "'", '"')
TRIES = 500


def any_record(kind: RecordKind, seed: int) -> dict[str, Any]:
    """Return a record as it is written: every scalar is text."""
    return _record(MODELS[kind], Random(seed))  # noqa: S311 - nobody is to be kept from guessing it


def _record(model: type[BaseModel], random: Random) -> dict[str, Any]:
    """Make a record, or a part of one, that the model takes; some keys ask for others, so that it may need tries."""
    for _ in range(TRIES):
        likely = random.choice((0.0, 0.25, 0.6, 1.0))
        made = {
            name: _of(_whole(field), random)
            for name, field in model.model_fields.items()
            if field.is_required() or random.random() < likely
        }
        if "not_applicable" in made:
            made = {"not_applicable": made["not_applicable"]} if random.random() < 0.3 else _without(made)
        if _is_sound(model, made):
            return made
    raise AssertionError(f"no sound {model.__name__} in {TRIES} tries")


def _without(made: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in made.items() if name != "not_applicable"}


def _is_sound(model: type[BaseModel], value: dict[str, Any]) -> bool:
    try:
        model.model_validate(value)
    except ValidationError:
        return False
    return True


def _whole(field: Any) -> Any:
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


def _of(annotation: Any, random: Random) -> Any:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _record(annotation, random)
    if origin is Annotated and _is_made_of_parts(annotation.__origin__):
        return _of(annotation.__origin__, random)
    if origin in (typing.Union, types.UnionType):
        return _of(random.choice([one for one in arguments if one is not type(None)]), random)
    if origin is dict:
        return {language: _of(arguments[1], random) for language in random.sample(LANGUAGES, random.randint(1, 2))}
    if origin is tuple:
        return [_of(arguments[0], random) for _ in range(random.randint(1, 2))]
    return _literal(random.choice(arguments)) if origin is Literal else _scalar(annotation, random)


def _literal(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_made_of_parts(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return typing.get_origin(annotation) in (dict, tuple, typing.Union, types.UnionType, Literal)


FORMS = (
    ("true", "false"),
    ("0", "7", "100"),
    ("2027-01-31", "1999-12-01"),
    ("0b8f6a1e-52a7-4d5f-8b55-6f9d8f1b2c3d", "3f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c11"),
    ("https://example.org/a", "http://b.example/?q=1"),
    ("office@example.org",),
    ("P8W", "P1D"),
    ("720.00", "2.5"),
    ("51.747", "-0.5"),
    ("pl", "en"),
    ("a", "some-name-2"),
    ("logo.png", "a.webp"),
)
"""Texts of every form that a scalar may have; what takes any text is none of them."""


def _scalar(annotation: Any, random: Random) -> str:
    forms = _forms(annotation)
    if forms:
        return random.choice(forms)
    if random.random() < 0.2:
        return random.choice(WORDS)
    return "".join(random.choice(CHARACTERS) for _ in range(random.randint(1, 25))).strip() or "x"


def _forms(annotation: Any) -> tuple[str, ...]:
    """Return texts of the form that a scalar has, none for one that takes any text."""
    key = repr(annotation)
    if key not in _KNOWN:
        adapter = TypeAdapter(annotation)
        taken = [form for form in FORMS if all(_takes(adapter, text) for text in form)]
        _KNOWN[key] = () if _takes(adapter, "any text: really") else taken[0]
    return _KNOWN[key]


_KNOWN: dict[str, tuple[str, ...]] = {}


def _takes(adapter: TypeAdapter[Any], text: str) -> bool:
    try:
        adapter.validate_python(text)
    except ValidationError:
        return False
    return True
