"""Edits for what the model refuses: how the text of a record must change where it is certain what was meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import yaml
from pydantic import TypeAdapter, ValidationError

from generator.records import scalars
from generator.records.edit import EditError, edited
from generator.records.meaning import Form, meant, units_of
from generator.records.statement import NOT_STATED
from generator.vocabularies.suggestions import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.diagnostics import Edit
    from generator.records.yaml import Document, NodePath, Value

MIGRATIONS: Mapping[str, str] = {}
"""Keys that an earlier release had, and what they are called now; they are renamed wherever the new one is known."""

_ADAPTERS: Mapping[Form, TypeAdapter[Any]] = {
    Form.DAY: TypeAdapter(scalars.Day),
    Form.FLAG: TypeAdapter(scalars.Flag),
    Form.COUNT: TypeAdapter(scalars.Count),
    Form.AMOUNT: TypeAdapter(scalars.Amount),
    Form.DURATION: TypeAdapter(scalars.Duration),
    Form.UUID: TypeAdapter(scalars.Uuid),
    Form.LANGUAGE: TypeAdapter(scalars.Language),
    Form.IDENTIFIER: TypeAdapter(scalars.Identifier),
    Form.ADDRESS: TypeAdapter(scalars.Address),
    Form.EMAIL: TypeAdapter(scalars.Email),
}
_KEY_WITHOUT_SPACE = re.compile(r"^(\s*[a-z][a-z_-]*:)(?=[^\s/])", re.MULTILINE)
_SEVERAL = re.compile(r"[,;\[\]{}]")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the model refused: the kind of the error and its context, and the value with its path in the document.

    `name` is the last step of the error's own location, `known` are the keys that may stand beside it, `within` those
    that may stand below it.
    """

    kind: str
    context: Mapping[str, Any]
    path: NodePath
    value: Value
    name: str
    known: Sequence[str]
    within: Sequence[str] = ()


def mended(document: Document, refusal: Refusal, own_id: str | None = None) -> Edit | None:
    """Return the edit that mends what was refused, or None; `own_id` is the id that follows from the file's name."""
    if refusal.kind == "extra_forbidden":
        name = same_key(refusal.name, refusal.known)
        return rekeyed(document, refusal.path, name) if name else None
    if refusal.kind == "missing":
        return _missing(document, refusal, own_id)
    if refusal.name == "[key]":
        text = _meant(document, refusal, str(refusal.path[-1]))
        return rekeyed(document, refusal.path, text) if text else None
    if isinstance(refusal.value, str):
        return _refused_text(document, refusal, refusal.value)
    return None


def same_key(name: str, known: Sequence[str]) -> str | None:
    """Return the known key of which a name is another spelling (capitals, hyphens), or which it is called now."""
    spelt = folded(name).replace(" ", "_")
    key = MIGRATIONS.get(name, spelt)
    return key if key in known and key != name else None


def rekeyed(document: Document, path: NodePath, name: str) -> Edit | None:
    """Return the edit that gives a key another name, unless that name is taken beside it."""
    span = document.keys.get(path)
    return span.replaced_by(name) if span is not None and (*path[:-1], name) not in document.keys else None


def respelt(document: Document, path: NodePath, text: str, *, quote: bool = False) -> Edit | None:
    """Return the edit that writes another word in the place of a value of one line, in quotation marks if it was.

    With `quote` it stands in quotation marks anyway.
    """
    span = document.spans.get(path)
    if span is None or span.line != span.end_line:
        return None
    mark = document.source.text[span.start : span.start + 1]
    if mark in "|>":
        return None
    mark = mark if mark in "'\"" else '"' if quote else ""
    quoted = f"{mark}{text}{mark}"
    return span.replaced_by(quoted) if reads_as(quoted, text) else None


def new_uuid() -> str:
    """Return a new UUID for a record that has none yet."""
    return str(uuid4())


def _refused_text(document: Document, refusal: Refusal, value: str) -> Edit | None:
    if value != NOT_STATED and folded(value) == folded(NOT_STATED):
        return respelt(document, refusal.path, NOT_STATED)
    if refusal.kind == "tuple_type":
        return _as_list(document, refusal)
    if refusal.kind in ("dict_type", "model_type"):
        return _with_spaces(document, refusal.path)
    text = _meant(document, refusal, value)
    return respelt(document, refusal.path, text) if text is not None and text != value else None


def _meant(document: Document, refusal: Refusal, value: str) -> str | None:
    if refusal.kind == "literal_error":
        words = re.findall("'([^']*)'", str(refusal.context.get("expected", "")))
        return next((word for word in words if folded(word) == folded(value)), None)
    form = refusal.context.get("form")
    if not isinstance(form, Form):
        return None
    text = meant(form, value, units_of(refusal.path, _beside(document.value, refusal.path)))
    return text if text is not None and _is_sound(form, text) else None


def _is_sound(form: Form, text: str) -> bool:
    try:
        _ADAPTERS[form].validate_python(text)
    except ValidationError:
        return False
    return True


def _beside(value: Value, path: NodePath) -> Mapping[str, Value]:
    for step in path[:-1]:
        value = value[step]  # type: ignore[index]  # the path was followed before
    return value if isinstance(value, dict) else {}


# ------------------------------------------------------------------------------------------------------- structure


def _as_list(document: Document, refusal: Refusal) -> Edit | None:
    """Put brackets around the only value of a list of values."""
    span = document.spans.get(refusal.path)
    if refusal.within or span is None or span.line != span.end_line or _SEVERAL.search(str(refusal.value)):
        return None
    written = document.source.text[span.start : span.end]
    return None if written[:1] in "|>" else span.replaced_by(f"[{written}]")


def _with_spaces(document: Document, path: NodePath) -> Edit | None:
    """Put the space behind `en:` that makes it a key, if each line of a text begins like that."""
    span = document.spans.get(path)
    written = document.source.text[span.start : span.end] if span is not None else ""
    if span is None or len(_KEY_WITHOUT_SPACE.findall(written)) != len(written.splitlines()):
        return None
    changed = _KEY_WITHOUT_SPACE.sub(r"\1 ", written)
    source = document.source
    after = source.text[: span.start] + changed + source.text[span.end :]
    return span.replaced_by(changed) if _parses(after) else None


def _missing(document: Document, refusal: Refusal, own_id: str | None) -> Edit | None:
    # A required key that is `not_stated` is missing too, and there.
    around = refusal.path[:-1] if refusal.path[-1:] == (refusal.name,) else refusal.path
    if refusal.name == "uuid":
        return _inserted(document, around, "uuid", new_uuid)
    if refusal.name == "id" and not around and own_id is not None:
        return _inserted(document, (), "id", lambda: own_id)
    return None


def _inserted(document: Document, path: NodePath, key: str, value: Callable[[], str]) -> Edit | None:
    """Put a key first into a mapping, a UUID behind the id."""
    if document.empty or not isinstance(document.value, dict):
        return None
    try:
        changed = edited(document, _with_key(document.value, path, key, value()))
    except EditError:
        return None
    return document.source.edit_to(changed)


def _with_key(value: Any, path: NodePath, key: str, text: str) -> Any:
    if path:
        inner = _with_key(value[path[0]], path[1:], key, text)
        if isinstance(value, list):
            return [inner if at == path[0] else one for at, one in enumerate(value)]
        return {**value, path[0]: inner}
    first = {"id": value["id"]} if "id" in value and key != "id" else {}
    return {**first, key: text, **{name: one for name, one in value.items() if name not in ("id", key)}}


def _parses(text: str) -> bool:
    try:
        return all(True for _ in yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError:
        return False


def reads_as(written: str, text: str) -> bool:
    """Tell whether a scalar says a text wherever it stands, between brackets too."""
    try:
        # The base loader makes nothing but text, lists and mappings.
        return bool(yaml.load(f"[{written}]", Loader=yaml.CBaseLoader) == [text])  # noqa: S506
    except yaml.YAMLError:
        return False
