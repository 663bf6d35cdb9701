"""A record that is made from what was kept is the record that was read."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from generator.records.discover import RecordFile, RecordKind, discover
from generator.records.kept import _plan, from_kept
from generator.records.reader import MODELS, read_record

ROOT = Path(__file__).parents[1]
FILES = discover(ROOT / "providers", "providers")[0]


def test_samples_are_of_every_kind() -> None:
    assert {file.kind for file in FILES} == set(RecordKind)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.shown)
def test_a_kept_record_is_the_one_that_was_read(file: RecordFile) -> None:
    record, model = read_record(file).record, MODELS[file.kind]
    assert record is not None
    content = record.model_dump_json(exclude_unset=True, by_alias=True).encode()
    made, validated = from_kept(model, content), model.model_validate_json(content)
    # Their texts have the order of the keys too, which the files of feeds show.
    assert (made, repr(made)) == (validated, repr(validated))
    assert made.model_dump_json(exclude_unset=True, by_alias=True).encode() == content
    assert all(type(value) is type(validated.__dict__[name]) for name, value in made.__dict__.items())


@pytest.mark.parametrize("kind", RecordKind)
def test_every_type_of_a_model_is_known(kind: RecordKind) -> None:
    seen: set[type[BaseModel]] = set()
    found = [MODELS[kind]]
    while found:
        model = found.pop()
        assert list(_plan(model)[0]) == list(model.model_fields)
        seen.add(model)
        found += [one for one in _models_in(_plan(model)[1].values()) if one not in seen]
    assert len(seen) > 1


def _models_in(conversions: Iterable[Any]) -> Iterator[type[BaseModel]]:
    """Yield the models that conversions make; those of lists and texts by language hold others."""
    for one in conversions:
        for argument in getattr(one, "args", ()):
            if isinstance(argument, type) and issubclass(argument, BaseModel):
                yield argument
            else:
                yield from _models_in([argument])
