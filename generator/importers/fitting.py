"""Make a tree of values fit the model: what the model refuses is taken out, with a remark, until the rest fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from generator.importers.placing import look_up
from generator.importers.remarks import Fate, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.importers.placing import PlacedRow, Steps, Tree

Model = TypeVar("Model", bound=BaseModel)


def fit_model(
    model: type[Model], tree: Tree, placed: PlacedRow, remarks: list[Remark], *, of_provider: bool
) -> Model | str:
    """Return the record of a tree without what the model refuses, each with a remark; or why none is possible."""
    while True:
        try:
            return model.model_validate(tree)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
        steps = _existing(tree, first["loc"])
        if not steps or steps[0] in ("id", "uuid", "title", "name"):
            where = ".".join(map(str, first["loc"]))
            return f"`{where}`: {first['msg']}"
        missing = f"expected `{first['loc'][-1]}` beside it, got none" if first["type"] == "missing" else ""
        remarks.extend(_refused(tree, steps, missing or first["msg"], placed, of_provider))
        _remove(tree, steps)


def _refused(tree: Tree, steps: Steps, reason: str, placed: PlacedRow, of_provider: bool) -> Iterator[Remark]:
    """Yield a remark for each column whose value is in the part that goes."""
    columns: dict[str, Steps] = {}
    for (owner, at), name in placed.columns.items():
        if owner == of_provider and _related(at, steps):
            columns.setdefault(name, at if len(at) > len(steps) else steps)
    for column, at in (columns or {".".join(map(str, steps)): steps}).items():
        yield Remark(placed.number, column, shown(look_up(tree, at)), Fate.NOT_PLACED, reason)


def shown(value: Any) -> str:
    """Return a value as a report shows it."""
    if isinstance(value, dict):
        return " · ".join(map(shown, value.values()))
    return " · ".join(map(shown, value)) if isinstance(value, list | tuple) else str(value)


def _related(one: Steps, other: Steps) -> bool:
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]


def _existing(tree: Tree, location: tuple[int | str, ...]) -> Steps:
    """Return the steps of an error's location as far as they are in the tree."""
    here: Any = tree
    steps: list[str | int] = []
    for step in location:
        inside = isinstance(here, dict) and step in here
        if inside or (isinstance(here, list) and isinstance(step, int) and step < len(here)):
            here = here[step]
            steps.append(step)
    return tuple(steps)


def _remove(tree: Tree, steps: Steps) -> None:
    """Delete a value, and what is empty without it."""
    around: Any = look_up(tree, steps[:-1]) if len(steps) > 1 else tree
    del around[steps[-1]]
    if not around and len(steps) > 1:
        _remove(tree, steps[:-1])
