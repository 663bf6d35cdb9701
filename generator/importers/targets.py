"""Where in a record a cell can go: the path of a key, and the form that its value must have."""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.checks.vocabulary import is_in_list, wrong_code
from generator.records.codes import OFFER_CODES, PROVIDER_CODES
from generator.records.offer import Offer
from generator.records.provider import Provider
from generator.records.reader import expectation, known_keys
from generator.records.scalars import Prose
from generator.wording import Wording, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic.fields import FieldInfo

OWN_KEYS = frozenset(
    {"id", "uuid", "kind", "provider.id", "provider.uuid", "source.type", "source.address", "source.row", "runs.id",
     "credential.uuid", "credential.version", "provider.source.type", "provider.source.address", "provider.source.date",
     "provider.source.row", "provider.source.note"}
)  # fmt: skip
"""Keys that the import fills itself."""


class Form(Enum):
    """The form of a value in a record."""

    ONE = say("one value")
    LIST = say("a list of values")
    LINE = say("a line of text in languages")
    PROSE = say("a long text in languages")
    LISTS = say("lists of words in languages")

    @property
    def has_language(self) -> bool:
        """Tell whether the value needs to say which language it is in."""
        return self in (Form.LINE, Form.PROSE, Form.LISTS)


@dataclass(frozen=True, slots=True)
class Target:
    """A key of the offer, or (`of_provider`) of its provider; `steps` lead there through keys and list indexes.

    `vocabulary` is the list that its values are taken from, or nothing.
    """

    path: str
    steps: tuple[str | int, ...]
    form: Form
    of_provider: bool
    vocabulary: str = ""


class NoTargetError(Exception):
    """A path that leads nowhere; the text says why, `name` does not exist, `known` are the keys that do there."""

    def __init__(self, message: Wording, name: str = "", known: Sequence[str] = ()) -> None:
        """Keep the keys for a suggestion."""
        super().__init__(str(message))
        self.message = message
        self.name = name
        self.known = known


@cache
def find_target(path: str) -> Target:
    """Return the place a path such as `price.category` or `provider.country` leads to; raise NoTargetError."""
    if path in OWN_KEYS:
        raise NoTargetError(say("expected a key to fill, got `{key}`, which the import fills itself", key=path))
    of_provider = path.startswith("provider.")
    model: type[BaseModel] = Provider if of_provider else Offer
    steps: list[str | int] = []
    annotation: Any = model
    for name in path.removeprefix("provider.").split("."):
        known = known_keys(model, tuple(steps))
        if name not in known:
            message = say("expected a key of an offer, got `{key}`", key=path)
            if of_provider:
                message = say("expected a key of a provider, got `{key}`", key=path)
            raise NoTargetError(message, name, _fillable(known, steps, of_provider=of_provider))
        annotation = _field(model, steps, name).annotation
        steps += [name, 0] if _is_list_of_models(annotation) else [name]
    form = _form(annotation)
    if form is None:
        inside = ", ".join(known_keys(model, tuple(steps)))
        raise NoTargetError(
            say("expected a key that holds a value, got `{key}`, which holds the keys {keys}", key=path, keys=inside)
        )
    table = PROVIDER_CODES if of_provider else OFFER_CODES
    return Target(path, tuple(steps), form, of_provider, _vocabulary(steps, form, table))


def all_targets() -> Iterator[Target]:
    """Yield every key that a mapping may fill, those of the offer and then those of its provider."""
    yield from _targets_below("", Offer, ())
    yield from _targets_below("provider.", Provider, ())


def _targets_below(prefix: str, model: type[BaseModel], steps: tuple[str, ...]) -> Iterator[Target]:
    for name in known_keys(model, steps):
        path = prefix + ".".join((*steps, name))
        if path in OWN_KEYS:
            continue
        try:
            yield find_target(path)
        except NoTargetError:  # it holds keys
            yield from _targets_below(prefix, model, (*steps, name))


def holds(target: Target) -> str:
    """Say what a key holds, in the words with which its model refuses anything else."""
    if target.form.has_language:
        return str(target.form.value)
    what = "a code" if target.vocabulary else "a short text in no language"
    wrong = None if target.vocabulary else wrong_value(target, "\N{WARNING SIGN}")
    if wrong is not None:
        what = str(wrong[0]).removeprefix("expected ").partition(", got ")[0]
    return f"a list: {what} each" if target.form is Form.LIST else what


def about(target: Target) -> str:
    """Return what the model says about a key, or nothing."""
    return _field_of(target).description or ""


def _fillable(known: Sequence[str], steps: Sequence[str | int], *, of_provider: bool) -> list[str]:
    """Return the keys that a mapping may fill; beside those of an offer stand those of its provider."""
    around = [*(["provider"] if of_provider else []), *(step for step in steps if isinstance(step, str))]
    kept = [one for one in known if ".".join((*around, one)) not in OWN_KEYS]
    return kept if around else [*kept, "provider"]


def _vocabulary(steps: Sequence[str | int], form: Form, table: Mapping[str, str]) -> str:
    """Return the vocabulary that the check wants at the end of steps."""
    pattern = ".".join("*" if step == 0 else str(step) for step in steps)
    return table.get(f"{pattern}.*" if form is Form.LIST else pattern, "")


def wrong_value(target: Target, value: str) -> tuple[Wording, Wording] | None:
    """Say what is wrong with a value that a mapping itself writes, and how to mend it; None if the record takes it."""
    if target.vocabulary and not is_in_list(target.vocabulary, value):
        return wrong_code(target.vocabulary, value)
    try:
        _adapter(target).validate_python([value] if target.form is Form.LIST else value)
    except ValidationError as error:
        return expectation(error.errors(include_url=False)[0], value)
    return None


@cache
def _adapter(target: Target) -> TypeAdapter[Any]:
    found = _field_of(target)
    bare: Any = found.annotation
    for one in found.metadata:  # what the model keeps apart of Annotated
        bare = Annotated[bare, one]
    return TypeAdapter(bare)


def _field_of(target: Target) -> FieldInfo:
    keys = [step for step in target.steps if isinstance(step, str)]
    return _field(Provider if target.of_provider else Offer, keys[:-1], keys[-1])


def _field(model: type[BaseModel], steps: Sequence[str | int], name: str) -> FieldInfo:
    current: Any = model
    for step in steps:
        if isinstance(step, str):
            current = _model_in(current.model_fields[step].annotation)
    found: FieldInfo = current.model_fields[name]
    return found


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
