"""Make a tree of values fit the model: what the model refuses is taken out, with a remark, until the rest fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from generator.importers.placing import look_up
from generator.importers.remarks import Fate, Remark
from generator.importers.soundness import Fault, first_error
from generator.records.offer import Offer
from generator.records.provider import Provider
from generator.records.reader import expectation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.importers.placing import PlacedRow, Steps, Tree

Model = TypeVar("Model", Offer, Provider)


def fit_model(
    model: type[Model], tree: Tree, placed: PlacedRow, remarks: list[Remark], *, of_provider: bool
) -> Model | str:
    """Return the record of a tree without what the model refuses, each with a remark; or why none is possible."""
    while True:
        _leave_alone(tree, placed, of_provider=of_provider)
        found = _read(model, tree)
        fault = found if isinstance(found, Fault) else first_error(found, tree)
        if fault is None and not isinstance(found, Fault):
            return found
        assert fault is not None  # noqa: S101 - one of both is a fault
        steps = _existing(tree, fault.path)
        if not steps or steps[0] in ("id", "uuid", "title", "name"):
            return f"`{'.'.join(map(str, fault.path))}`: {fault.reason}"
        remarks.extend(_refused(tree, steps, fault.reason, placed, of_provider))
        _remove(tree, steps)


def _read(model: type[Model], tree: Tree) -> Model | Fault:
    try:
        return model.model_validate(tree)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
    if first["type"] == "missing":
        return Fault(first["loc"], f"expected `{first['loc'][-1]}` beside it, got none")
    return Fault(first["loc"], str(expectation(first, first["input"])[0]))


def _leave_alone(tree: Tree, placed: PlacedRow, *, of_provider: bool) -> None:
    """Take out what the mapping says beside a value (`also`) where the value itself is not there."""
    for (owner, steps), beside in placed.beside.items():
        alone = all(of == of_provider and look_up(tree, at) is None for of, at in beside)
        if owner == of_provider and alone and look_up(tree, steps) is not None:
            _remove(tree, steps)


def _refused(tree: Tree, steps: Steps, reason: str, placed: PlacedRow, of_provider: bool) -> Iterator[Remark]:
    """Yield a remark for each column whose value is in the part that goes."""
    columns: dict[str, Steps] = {}
    for (owner, at), names in placed.columns.items():
        if owner == of_provider and _related(at, steps):
            for name in names:
                columns.setdefault(name, at if len(at) > len(steps) else steps)
    for column, at in (columns or {".".join(map(str, steps)): steps}).items():
        value = look_up(tree, at)
        if value is None and columns:  # it went before, with a remark of its own
            continue
        is_whole = isinstance(value, str) and isinstance(at[-1], str)
        written = " ".join(placed.cells.get(column, "").split()) if is_whole else ""
        yield Remark(placed.number, column, written or shown(value), Fate.NOT_PLACED, _without_value(reason, value))


def _without_value(reason: str, value: Any) -> str:
    """Leave out of a reason the value itself: it stands beside it, as it is written in the table."""
    expected, _, got = reason.partition(", got ")
    return expected if got.startswith("`") or got == value else reason


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
    only_named = steps[0] == "runs" and isinstance(around, dict) and set(around) == {"id"}
    if (not around or only_named) and len(steps) > 1:
        _remove(tree, steps[:-1])
