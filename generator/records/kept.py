"""Records made from JSON that was written from records: nothing is checked again.

The store holds only what was read without an error, under a digest of its source and of the code that read it. To make
a record from that takes 0.08 ms where to validate it takes 0.43, and a build opens each record about ten times.
"""

from __future__ import annotations

import typing
from datetime import date
from functools import cache, partial
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, Union

import orjson
from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Callable

    Conversion = Callable[[Any], Any]

Model = TypeVar("Model", bound=BaseModel)

_set = object.__setattr__  # records are frozen


def from_kept(model: type[Model], content: bytes) -> Model:
    """Return the record behind the JSON of a record; whatever else the bytes are is not noticed."""
    return _made(model, orjson.loads(content))


def _made(model: type[Model], given: dict[str, Any]) -> Model:
    empty, conversions = _plan(model)
    values = {**empty, **given}
    for name, value in given.items():
        if name in conversions and value is not None:
            values[name] = conversions[name](value)
    # What `model_construct` does, without asking each field for an alias and a default: that took as long again.
    made = model.__new__(model)
    _set(made, "__dict__", values)
    _set(made, "__pydantic_fields_set__", set(given))
    _set(made, "__pydantic_extra__", None)
    _set(made, "__pydantic_private__", None)
    return made


@cache
def _plan(model: type[BaseModel]) -> tuple[dict[str, Any], dict[str, Conversion]]:
    """Return the fields of a model in their order with their defaults, and the conversions of those that need one."""
    fields = model.model_fields
    conversions = {name: _conversion(field.annotation) for name, field in fields.items()}
    empty = {name: None if field.is_required() else field.get_default() for name, field in fields.items()}
    return empty, {name: one for name, one in conversions.items() if one is not None}


def _conversion(annotation: Any) -> Conversion | None:
    """Return what makes a value of a type from its JSON; None if that is the value already.

    Raises TypeError for a type that records did not have before: it needs a line here.
    """
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return partial(_made, annotation)
    if origin is Annotated:
        return _conversion(arguments[0])
    if origin is tuple:
        within = _conversion(arguments[0])
        return tuple if within is None else partial(_tuple_of, within)
    if origin is dict:
        within = _conversion(arguments[1])
        return within and partial(_dict_of, within)
    return _conversion_of_choice(arguments) if origin in (Union, UnionType) else _conversion_of_scalar(annotation)


def _conversion_of_scalar(annotation: Any) -> Conversion | None:
    if annotation is not date and typing.get_origin(annotation) is not Literal and annotation not in (str, int, bool):
        raise TypeError(f"nobody has said how {annotation} is made from JSON")
    return date.fromisoformat if annotation is date else None


def _conversion_of_choice(types: tuple[Any, ...]) -> Conversion | None:
    others = [one for one in types if one is not NoneType]
    found = next(filter(None, map(_conversion, others)), None)
    return found if found is None or len(others) == 1 else partial(_unless_text, found)


def _tuple_of(within: Conversion, given: list[Any]) -> tuple[Any, ...]:
    return tuple([within(one) for one in given])


def _dict_of(within: Conversion, given: dict[str, Any]) -> dict[str, Any]:
    return {key: within(one) for key, one in given.items()}


def _unless_text(conversion: Conversion, given: Any) -> Any:
    """Convert what is not one of the words that may stand in its place."""
    return given if isinstance(given, str) else conversion(given)
