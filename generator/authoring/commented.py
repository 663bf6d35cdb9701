"""A record with every key of its model in order, each explained; keys that say nothing yet are comments.

A key that is switched off begins with `#` right before its name, a sentence for the reader with `# `. Taking one `#`
away from all lines of a key switches it on; keys within it may then be switched on in the same way.
"""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from generator.records.codes import CODES
from generator.records.mending import reads_as
from generator.records.schema import authored_schema, schema_address
from generator.vocabularies import vocabulary
from generator.wording import Wording, in_words, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.records.discover import RecordKind
    from generator.wording import Reader

    Schema = dict[str, Any]
    Path = tuple[str, ...]

NOT_APPLICABLE = "not_applicable"

MOST_NAMED = 24
"""So many codes of a vocabulary are written out in a comment."""

WIDTH = 110

_HOW_TO = say(
    "A line that begins with # is not read. Take the # away in front of a key that you want to state, and in front of "
    "the lines that belong to it; then change the example. Leave out what you do not know: it is shown as not stated."
)


def commented_record(
    kind: RecordKind,
    values: Mapping[str, Any],
    *,
    identifier_base: str,
    new_uuid: Callable[[], str],
    reader: Reader,
) -> str:
    """Return the text of a record that states some values and explains all other keys of its model.

    `new_uuid` makes the identifiers of keys that are switched off, so that they are nobody else's when switched on.
    """
    sheet = _Sheet(kind, reader, new_uuid)
    head = [f"# yaml-language-server: $schema={identifier_base}/{schema_address(kind.value)}"]
    head += sheet.sentences(sheet.schema["description"]) + sheet.sentences(_HOW_TO)
    blocks = sheet.keys(_id_first(sheet.schema), (), values)
    return "\n\n".join("\n".join(lines) for lines in (head, *blocks)) + "\n"


class _Sheet:
    """Lays out the keys of one kind of record; lines stand at the margin and are indented by what is around them."""

    def __init__(self, kind: RecordKind, reader: Reader, new_uuid: Callable[[], str]) -> None:
        self.schema = authored_schema(kind)
        self.codes = CODES[kind]
        self.reader = reader
        self.new_uuid = new_uuid

    def sentences(self, *parts: str | Wording) -> list[str]:
        """Return sentences for the reader as lines of comments."""
        said = " ".join(in_words(Wording(one) if isinstance(one, str) else one, self.reader) for one in parts if one)
        return [f"# {line}" for line in wrap(said, WIDTH, break_long_words=False, break_on_hyphens=False)]

    def keys(self, schema: Schema, path: Path, stated: Mapping[str, Any]) -> list[list[str]]:
        """Return the lines of each key of a mapping; those that are stated are switched on."""
        return [
            self.key(name, one, (*path, name), stated.get(name), on=name in stated)
            for name, one in schema["properties"].items()
        ]

    def key(self, name: str, schema: Schema, path: Path, value: Any, *, on: bool) -> list[str]:
        """Return a key with its explanation and its value, or its example."""
        lines = self.sentences(schema.get("description", ""), *self._choice(schema, path))
        forms = self._forms(schema)
        example = value if on else self._example(schema, forms[0])
        fitting = [form for form in forms if _fits(form, example)] if on else forms
        for number, form in enumerate(fitting):
            body = self.body(name, form, path, example if _fits(form, example) else self._example({}, form))
            if number:
                lines += self.sentences(say("Or:"))
            lines += body if on else [f"#{line}" for line in body]
        return lines

    def body(self, name: str, form: Schema, path: Path, value: Any) -> list[str]:
        """Return a key with its value, without explanation."""
        if "properties" in form:
            inside = self._within(form, path, value)
            return [f"{name}:", *_indented(inside)]
        if form.get("type") == "array":
            return [f"{name}:", *(line for one in value for line in _indented(self._entry(form["items"], path, one)))]
        if isinstance(value, dict):
            inner = next(iter(form["patternProperties"].values()))
            texts = (line for tag, one in value.items() for line in self.body(tag, inner, path, one))
            return [f"{name}:", *_indented(texts)]
        return [f"{name}: {self._scalar(form, path, value)}"]

    def _within(self, form: Schema, path: Path, value: Mapping[str, Any]) -> list[str]:
        return [line for lines in self.keys(form, path, value) for line in lines]

    def _entry(self, items: Schema, path: Path, value: Any) -> list[str]:
        """Return an entry of a list; what is switched on comes first, so that the dash stands before it."""
        form = self._forms(items)[0]
        inside = (*path, "*")
        if "properties" not in form:
            return [f"- {self._scalar(form, inside, value)}"]
        ordered = sorted(form["properties"].items(), key=lambda one: one[0] not in value)
        lines = self._within({**form, "properties": dict(ordered)}, inside, value)
        first = next(number for number, line in enumerate(lines) if not line.startswith("#"))
        return [*lines[:first], f"- {lines[first]}", *_indented(lines[first + 1 :])]

    # ------------------------------------------------------------------------------------------------------- schemas

    def _forms(self, schema: Schema) -> list[Schema]:
        """Return the forms that a value may have, references followed; that it does not apply is one of its own."""
        choices = schema.get("anyOf") or schema.get("oneOf") or [schema]
        forms = (self.schema["$defs"][one["$ref"].rpartition("/")[2]] if "$ref" in one else one for one in choices)
        return [part for form in forms for part in _applicable_or_not(form)]

    def _example(self, schema: Schema, form: Schema) -> Any:
        """Return an example of a value: the one of its key, else one with just what is required."""
        if form.get("format") == "uuid":
            return self.new_uuid()
        if schema.get("examples"):
            return schema["examples"][0]
        if "properties" in form:
            required = form.get("required") or list(form["properties"])[:1]
            properties = form["properties"]
            return {key: self._example(properties[key], self._forms(properties[key])[0]) for key in required}
        if form.get("type") == "array":
            return [self._example(form["items"], self._forms(form["items"])[0])]
        if "patternProperties" in form:
            return {"en": "…"}
        return form.get("const") or form.get("enum", ["…"])[0]

    def _choice(self, schema: Schema, path: Path) -> Iterator[str | Wording]:
        """Yield the codes or words among which one chooses."""
        words = [word for form in self._forms(schema) for word in form.get("enum", ())]
        name = self.codes.get(".".join(path)) or self.codes.get(".".join((*path, "*")))
        if name is not None:
            words = [concept.code for concept in vocabulary(name)]
        if len(words) > MOST_NAMED and name is not None:
            yield say("The codes are listed in {file}.", file=f"generator/vocabularies/{name}.yml")
        elif words:
            yield say("One of: {words}.", words=", ".join(words))

    def _scalar(self, form: Schema, path: Path, value: Any) -> str:
        text = str(value)
        plain = form.get("type") in ("boolean", ["integer", "string"]) or form.get("format") == "date"
        known = "pattern" in form or "const" in form or "enum" in form or ".".join(path) in self.codes
        if plain or (known and not _is_number(text) and reads_as(text, text)):
            return text
        return json.dumps(text, ensure_ascii=False)


def _id_first(schema: Schema) -> Schema:
    properties = schema["properties"]
    first = {"id": properties["id"]} if "id" in properties else {}
    return {**schema, "properties": {**first, **properties}}


def _applicable_or_not(form: Schema) -> Iterator[Schema]:
    properties = form.get("properties", {})
    reason = {key: one for key, one in properties.items() if key == NOT_APPLICABLE}
    if reason:
        yield {**form, "properties": {key: one for key, one in properties.items() if key != NOT_APPLICABLE}}
        yield {**form, "properties": reason, "required": [NOT_APPLICABLE]}
    else:
        yield form


def _fits(form: Schema, value: Any) -> bool:
    if isinstance(value, dict):
        return set(value) <= set(form.get("properties", ())) or "patternProperties" in form
    return isinstance(value, list) == (form.get("type") == "array") and "properties" not in form


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]
