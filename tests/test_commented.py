"""A commented record explains every key of its model, and each key can be switched on by taking its # away."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.authoring.commented import commented_record
from generator.checks.record_rules import check_record
from generator.diagnostics import has_errors
from generator.records.discover import RecordFile, RecordKind
from generator.records.reader import MODELS, read_text
from generator.records.schema import authored_schema
from generator.records.source import Source
from generator.wording import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

UUID = "25d897bd-3b72-45af-b9a9-423ff67ad564"
SWITCHED_OFF = re.compile(r"^( *(?:- )?)#(?! \S)(.*)$")


def required(kind: RecordKind) -> dict[str, Any]:
    """Return the examples of the keys that a record must have."""
    schema = authored_schema(kind)
    draft = {"status": "draft"} if "status" in schema["properties"] else {}
    return {**{key: schema["properties"][key]["examples"][0] for key in schema["required"]}, **draft}


TEXTS = {
    kind: commented_record(
        kind,
        required(kind),
        identifier_base="https://registry.example.org",
        new_uuid=lambda: UUID,
        reader=ENGLISH,
    )
    for kind in RecordKind
}


def file_of(kind: RecordKind) -> RecordFile:
    return RecordFile(kind, "lodz-example", str(required(kind).get("id", "")), Path("record.yml"), "record.yml")


def problems(kind: RecordKind, text: str) -> list[str]:
    reading = read_text(file_of(kind), Source("record.yml", text))
    found = list(reading.diagnostics)
    if reading.record is not None and reading.document is not None:
        found += check_record(reading.file, reading.record, reading.document)
    assert (reading.record is None) == has_errors(reading.diagnostics)
    return [f"{one.location.line}: {one.message}" for one in found if has_errors([one])]


def switched_on(text: str, number: int) -> str:
    """Take the # away from the key that is switched off in a line, and from the lines that belong to it."""
    lines = text.split("\n")
    found = SWITCHED_OFF.match(lines[number])
    assert found is not None
    margin = found[1]
    for at in range(number, len(lines)):
        line = lines[at]
        belongs = line.startswith(f"{margin}#  ") or at == number
        if not belongs:
            break
        lines[at] = margin + line[len(margin) + 1 :]
    return "\n".join(lines)


def ways(text: str, numbers: Iterable[int], above: tuple[str, ...] = ()) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield a text with each key of some lines switched on that is off, and with the keys within it switched on too.

    Beside it come the key and those `above` it that were switched on for it.
    """
    for number in numbers:
        line = text.split("\n")[number]
        if (found := SWITCHED_OFF.match(line)) and not found[2].startswith("  "):
            changed = switched_on(text, number)
            keys = (*above, re.split("[ :]+", found[2])[0])
            yield f"{number + 1}: {found[2]}", changed, keys
            pairs = zip(text.split("\n"), changed.split("\n"), strict=True)
            yield from ways(changed, [at for at, (old, new) in enumerate(pairs) if old != new], keys)


@pytest.mark.parametrize("kind", RecordKind)
def test_it_reads_as_it_is(kind: RecordKind) -> None:
    assert problems(kind, TEXTS[kind]) == []


@pytest.mark.parametrize("kind", RecordKind)
def test_every_key_of_the_model_stands_there_in_its_order(kind: RecordKind) -> None:
    keys = re.findall(r"^#?([a-z_]+):", TEXTS[kind], re.MULTILINE)
    assert list(dict.fromkeys(keys)) == sorted(MODELS[kind].model_fields, key=lambda key: key != "id")


def bound(kind: RecordKind) -> set[str]:
    """Return the keys that, as the schema says, stand in place of another one, or only beside another one."""
    keys: set[str] = set()
    whole = authored_schema(kind)
    for schema in (whole, *whole.get("$defs", {}).values()):
        keys |= {one["required"][0] for one in schema.get("oneOf", ()) if "required" in one}
        keys |= set(schema.get("dependentRequired", ()))
    return keys


MANY_KEYS = (RecordKind.OFFER, RecordKind.CREDENTIAL)


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=[pytest.mark.slow] if kind in MANY_KEYS else []) for kind in RecordKind]
)
def test_every_key_can_be_switched_on(kind: RecordKind) -> None:
    wrong = {
        name: found
        for name, text, keys in ways(TEXTS[kind], range(TEXTS[kind].count("\n")))
        if bound(kind).isdisjoint(keys) and (found := problems(kind, text))
    }
    assert wrong == {}
