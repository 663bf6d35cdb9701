"""The keys of records as they were released, and as the models have them now.

`python -m tests.released_keys > tests/released/keys.txt` makes the list anew; do that with each release, and only then.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.records.discover import RecordKind
from generator.records.schema import model_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

RELEASED = Path(__file__).parent / "released" / "keys.txt"


def present_keys() -> dict[str, str]:
    """Return `<kind> <path>` of every key of records with the form of its value; `*` is a place in a list."""
    found: dict[str, str] = {}
    for kind in RecordKind:
        schema = model_schema(kind)
        found |= {f"{kind} {path}": form for path, form in _keys(schema, schema.get("$defs", {}), ())}
    return found


def released_keys() -> dict[str, str]:
    """Return the keys of the last release in the same form."""
    lines = RELEASED.read_text(encoding="utf-8").splitlines()
    return {f"{kind} {path}": form for kind, path, form in (line.split(" ", 2) for line in lines)}


def _keys(schema: dict[str, Any], parts: dict[str, Any], path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for one in _alternatives(schema, parts):
        required = one.get("required", ())
        for name, inner in one.get("properties", {}).items():
            here = (*path, name)
            yield ".".join(here), _form(inner, parts) + ("!" if name in required else "")
            yield from _keys(inner, parts, here)
        if "items" in one:
            yield from _keys(one["items"], parts, (*path, "*"))


def _alternatives(schema: dict[str, Any], parts: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what a schema stands for: itself, what it refers to, and its alternatives."""
    if "$ref" in schema:
        yield from _alternatives(parts[schema["$ref"].rpartition("/")[2]], parts)
    for one in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from _alternatives(one, parts)
    if "type" in schema or "properties" in schema or "const" in schema or "enum" in schema:
        yield schema


def _form(schema: dict[str, Any], parts: dict[str, Any]) -> str:
    """Say in a word what form a value has: its types, a pattern by its text, the words to choose from."""
    forms = []
    for one in _alternatives(schema, parts):
        words = one.get("enum") or ([one["const"]] if "const" in one else [])
        kind = one.get("type", "")
        said = "|".join(map(str, words)) or one.get("format") or one.get("pattern") or ""
        if one.get("patternProperties"):
            said = "by-language"
        forms.append(f"{'/'.join(kind) if isinstance(kind, list) else kind}:{said}".rstrip(":").replace(" ", "_"))
    return ",".join(sorted(set(forms)))


if __name__ == "__main__":
    for key, form in sorted(present_keys().items()):
        print(key, form)  # noqa: T201 - what this module is run for
