"""Where in a record a cell can go: the path of a key, and the form that its value must have."""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from pydantic import BaseModel

from generator.records.offer import Offer
from generator.records.provider import Provider
from generator.records.reader import known_keys
from generator.records.scalars import Prose

OWN_KEYS = frozenset(
    {"id", "uuid", "kind", "provider.id", "provider.uuid", "source.type", "source.address", "source.row", "runs.id",
     "credential.uuid", "credential.version"}
)  # fmt: skip
"""Keys that the import fills itself."""


class Form(Enum):
    """The form of a value in a record."""

    ONE = "one value"
    LIST = "a list of values"
    LINE = "a line of text in languages"
    PROSE = "a long text in languages"
    LISTS = "lists of words in languages"

    @property
    def has_language(self) -> bool:
        """Tell whether the value needs to say which language it is in."""
        return self in (Form.LINE, Form.PROSE, Form.LISTS)


@dataclass(frozen=True, slots=True)
class Target:
    """A key of the offer, or (`of_provider`) of its provider; `steps` lead there through keys and list indexes."""

    path: str
    steps: tuple[str | int, ...]
    form: Form
    of_provider: bool


class NoTargetError(Exception):
    """A path that leads nowhere; the text says why, `known` holds the keys that exist at that place."""

    def __init__(self, message: str, known: list[str] | None = None) -> None:
        """Keep the keys for a suggestion."""
        super().__init__(message)
        self.known = known or []


@cache
def find_target(path: str) -> Target:
    """Return the place a path such as `price.category` or `provider.country` leads to; raise NoTargetError."""
    if path in OWN_KEYS:
        raise NoTargetError(f"expected a key to fill, got `{path}`, which the import fills itself")
    of_provider = path.startswith("provider.")
    model: Any = Provider if of_provider else Offer
    steps: list[str | int] = []
    annotation: Any = model
    for name in path.removeprefix("provider.").split("."):
        known = known_keys(model, tuple(steps))
        if name not in known:
            raise NoTargetError(f"expected a key of {'a provider' if of_provider else 'an offer'}, got `{path}`", known)
        annotation = _field(model, steps, name)
        steps += [name, 0] if _is_list_of_models(annotation) else [name]
    form = _form(annotation)
    if form is None:
        inside = ", ".join(known_keys(model, tuple(steps)))
        raise NoTargetError(f"expected a key that holds a value, got `{path}`, which holds the keys {inside}")
    return Target(path, tuple(steps), form, of_provider)


def _field(model: type[BaseModel], steps: list[str | int], name: str) -> Any:
    current: Any = model
    for step in steps:
        if isinstance(step, str):
            current = _model_in(current.model_fields[step].annotation)
    return current.model_fields[name].annotation


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in typing.get_args(annotation) if (found := _model_in(part))), None)


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    """Return what an annotation may be, without Annotated and without None."""
    if hasattr(annotation, "__metadata__") and typing.get_origin(annotation.__origin__) is not None:
        return _alternatives(annotation.__origin__)
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        parts = typing.get_args(annotation)
        return tuple(each for part in parts if part is not type(None) for each in _alternatives(part))
    return (annotation,)


def _chosen(annotation: Any) -> Any:
    """Return the alternative that a table can fill: keys of its own rather than a reference or a fixed word."""
    alternatives = _alternatives(annotation)
    return next((one for one in alternatives if _model_in(one) is not None), alternatives[0])


def _is_list_of_models(annotation: Any) -> bool:
    chosen = _chosen(annotation)
    return typing.get_origin(chosen) is tuple and _model_in(chosen) is not None


def _form(annotation: Any) -> Form | None:
    only = _chosen(annotation)
    origin = typing.get_origin(only)
    if origin is dict:
        value = typing.get_args(only)[1]
        if typing.get_origin(value) is tuple:
            return Form.LISTS
        return Form.PROSE if value is Prose else Form.LINE
    if _model_in(only) is not None:
        return None
    return Form.LIST if origin is tuple else Form.ONE
