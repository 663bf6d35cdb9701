"""Read a record file into the model, or say everything that is wrong with it."""

from __future__ import annotations

import difflib
import re
import types
import typing
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from generator.diagnostics import Diagnostic, Location, Severity, define_rule
from generator.records.credential import CredentialRecord
from generator.records.discover import RecordFile, RecordKind
from generator.records.mending import Refusal, mended
from generator.records.offer import Offer
from generator.records.organisation import Organisations
from generator.records.pathway import Pathway
from generator.records.provider import Provider
from generator.records.recognition import RecognitionStatement
from generator.records.scalars import describe
from generator.records.source import read_source
from generator.records.statement import NOT_STATED
from generator.records.support import LearnerSupport
from generator.records.yaml import Document, parse
from generator.wording import NOTHING, Part, Wording, either, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pydantic_core import ErrorDetails

    from generator.diagnostics import Edit
    from generator.records.source import Source
    from generator.records.yaml import NodePath, Value

UNKNOWN_KEY = define_rule(
    "REC001",
    Severity.ERROR,
    "A key that records do not know",
    reason="What stands under an unknown key would be published nowhere, and nobody would notice.",
    remedy="Correct the spelling, or remove the key; the sample records show the known ones.",
    fixable=True,
)
MISSING_KEY = define_rule(
    "REC002",
    Severity.ERROR,
    "A required key is missing",
    reason="Without it the record cannot be identified or shown.",
    remedy="Add the key; the sample records show what it looks like.",
    fixable=True,
)
WRONG_VALUE = define_rule(
    "REC003",
    Severity.ERROR,
    "A value of the wrong kind",
    reason="Pages, filters and feeds rely on every value having one form.",
    remedy="Write the value in the form that is expected.",
    fixable=True,
)

Model = TypeVar("Model", bound=BaseModel)

TOO_MANY = define_rule(
    "REC004",
    Severity.ERROR,
    "Very many problems in one file",
    reason="A file with so many problems was mostly not written as a record; nobody reads them all.",
    remedy="Mend the first problems and check again, or begin anew from a sample record.",
)

MOST_FINDINGS = 100
"""So many problems of one file are reported by one step of the check."""

MOST_NAMED = 17
"""So many keys are named in a message at most."""

Record = Provider | Offer | CredentialRecord | Pathway | RecognitionStatement | LearnerSupport | Organisations

MODELS: dict[RecordKind, type[BaseModel]] = {
    RecordKind.PROVIDER: Provider,
    RecordKind.OFFER: Offer,
    RecordKind.CREDENTIAL: CredentialRecord,
    RecordKind.PATHWAY: Pathway,
    RecordKind.RECOGNITION: RecognitionStatement,
    RecordKind.SUPPORT: LearnerSupport,
    RecordKind.ORGANISATIONS: Organisations,
}

_EXPECTED = {
    "tuple_type": say("a list, one entry a line beginning with `- `"),
    "list_type": say("a list, one entry a line beginning with `- `"),
    "dict_type": say("texts by language, such as `en: …`"),
    "model_type": say("keys and values below this key"),
    "too_short": say("at least one entry"),
}


_FIXES = {
    "tuple_type": say("Put each entry on a line of its own below the key, beginning with `- `."),
    "dict_type": say("Put the code of the language before the text: `en: …`."),
    "literal_error": say("Write one of these words."),
    "too_short": say("Add an entry, or delete the key."),
}


@dataclass(frozen=True)
class Reading:
    """What reading one file gave: a valid record, or findings, or both (warnings).

    `credential` is the key of the credential that an offer names; the record itself is then without one, until
    somebody who knows all credentials puts it in.
    """

    file: RecordFile
    record: Record | None
    document: Document | None
    diagnostics: tuple[Diagnostic, ...]
    credential: str | None = None


def read_record(file: RecordFile) -> Reading:
    """Read one record file; every problem of the file is reported, not only the first."""
    source = read_source(file.path, file.shown)
    if isinstance(source, Diagnostic):
        return Reading(file, None, None, (source,))
    return read_text(file, source)


def read_text(file: RecordFile, source: Source) -> Reading:
    """Read a record from text that was loaded before (see `read_record`)."""
    document, found = parse(source)
    if document is None:
        return Reading(file, None, None, limited(source.path, found))
    named = named_credential(document) if file.kind is RecordKind.OFFER else None
    value = document.value
    if named is not None and isinstance(value, dict):
        value = {key: one for key, one in value.items() if key != "credential"}
    record, found = _validated(MODELS[file.kind], document, value, found, file.id)
    assert record is None or isinstance(record, Record)  # noqa: S101 - MODELS holds just these
    return Reading(file, record, document, found, credential_key(named, file.provider))


def named_credential(document: Document) -> str | None:
    """Return the name of the credential in an offer that does not hold the credential itself."""
    value = document.value.get("credential") if isinstance(document.value, dict) else None
    return value.strip() if isinstance(value, str) and value.strip() and value != NOT_STATED else None


def credential_key(named: str | None, provider: str) -> str | None:
    """Return the name of a credential as `<provider>/<credential>`; a bare id means the same provider."""
    return f"{provider}/{named}" if named and "/" not in named else named


def read_as(model: type[Model], source: Source) -> tuple[Model | None, Document | None, tuple[Diagnostic, ...]]:
    """Read YAML text into any model (a record, a mapping of an import): value, document, and what is wrong."""
    document, found = parse(source)
    if document is None:
        return None, None, limited(source.path, found)
    record, found = _validated(model, document, document.value, found)
    return record, document, found


def _validated(
    model: type[Model], document: Document, value: Value, found: tuple[Diagnostic, ...], own_id: str | None = None
) -> tuple[Model | None, tuple[Diagnostic, ...]]:
    shown = document.source.path
    try:
        return model.model_validate(value), limited(shown, found)
    except ValidationError as error:
        news = _news(document, model, error.errors(include_url=False))
        explained = (replace(_explain(document, model, one), edit=_edit(document, model, one, own_id)) for one in news)
        return None, limited(shown, chain(found, explained))


def limited(shown: str, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings of one file, and only the first of very many: to explain each takes time."""
    first = tuple(islice(found, MOST_FINDINGS + 1))
    if len(first) <= MOST_FINDINGS:
        return first
    message = say("expected at most {number} problems in one file, got more", number=MOST_FINDINGS)
    return (*first[:MOST_FINDINGS], Diagnostic(TOO_MANY, Location(shown), message))


def _news(document: Document, model: type[BaseModel], errors: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Leave out errors that only follow from another one.

    That a key without value is of the wrong kind too is no news, nor that the right spelling of a misspelt key is
    missing, nor that a list is too short whose entries are all unsound.
    """
    misspelt = {
        (*one["loc"][:-1], meant(str(one["loc"][-1]), known_keys(model, one["loc"][:-1])))
        for one in islice((one for one in errors if one["type"] == "extra_forbidden"), MOST_FINDINGS)
    }
    for one in errors:
        path, value = _locate(document.value, one["loc"])
        misspelling = one["type"] == "missing" and one["loc"] in misspelt
        unsound_entries = one["type"] == "too_short" and bool(value)
        if not misspelling and not unsound_entries and path not in document.empty:
            yield one


def _explain(document: Document, model: type[BaseModel], error: ErrorDetails) -> Diagnostic:
    path, value = _locate(document.value, error["loc"])
    source = document.source
    name = str(error["loc"][-1]) if error["loc"] else "record"
    kind = error["type"]
    if kind == "extra_forbidden":
        span = document.key_or_node(path)
        known = known_keys(model, error["loc"][:-1])
        message = say("expected a known key, got {found}", found=describe(name))
        return Diagnostic(
            UNKNOWN_KEY, source.location(span), message, did_you_mean(meant(name, known)) or _listed(known)
        )
    if kind == "missing":
        span = document.key_or_node(path)
        fix = say("Add a line `{key}: …`; the sample records show what it looks like.", key=name)
        return Diagnostic(MISSING_KEY, source.location(span), _missing(name, path), fix)
    span = document.key_or_node(path) if name == "[key]" else document.nearest(path)
    if kind == "model_type" and not path:
        message = say("expected keys and values such as `id: …`, got {found}", found=describe(value))
        return Diagnostic(WRONG_VALUE, source.location(span), message, say("Begin from a sample record."))
    message, fix = expectation(error, value)
    shape = _shape(model, error["loc"]) if kind == "model_type" else NOTHING
    return Diagnostic(WRONG_VALUE, source.location(span), message, fix or shape)


def _shape(model: type[BaseModel], location: tuple[int | str, ...]) -> Wording:
    """Show how keys and values are written where they are expected: the required ones, else name all known ones."""
    wanted = _model_at(model, location)
    required = {name: field for name, field in wanted.model_fields.items() if field.is_required()} if wanted else {}
    examples = {name: (field.examples or [None])[0] for name, field in required.items()}
    if not required or not all(isinstance(one, str) for one in examples.values()):
        return _listed(known_keys(model, location))
    inside = ", ".join(f"{name}: {_quoted(str(example))}" for name, example in examples.items())
    return say("Write keys and values, such as {example}.", example=f"`{{{inside}}}`")


def _quoted(example: str) -> str:
    return f'"{example}"' if example[:1].isdigit() or not example.replace("-", "").isalnum() else example


def _edit(document: Document, model: type[BaseModel], error: ErrorDetails, own_id: str | None) -> Edit | None:
    location = error["loc"]
    path, value = _locate(document.value, location)
    name = str(location[-1]) if location else ""
    known, within = known_keys(model, location[:-1]), known_keys(model, location)
    return mended(document, Refusal(error["type"], error.get("ctx") or {}, path, value, name, known, within), own_id)


def expectation(error: ErrorDetails, value: object) -> tuple[Wording, Wording]:
    """Say in plain words what the model expected of a value, and how to mend it."""
    context: dict[str, Any] = error.get("ctx") or {}
    if error["type"] == "expectation":
        return _expected_and_found(context["expected"], context["got"]), context["fix"]
    expected = _EXPECTED.get(error["type"]) or _alternatives(context) or error["msg"]
    return _expected_and_found(expected, describe(value)), _FIXES.get(error["type"], NOTHING)


def _expected_and_found(expected: Part, found: Part) -> Wording:
    return say("expected {expected}, got {found}", expected=expected, found=found)


def _alternatives(context: dict[str, Any]) -> Part:
    """Return the words of which pydantic expected one: it writes 'a', 'b' or 'c'."""
    words = re.findall("'([^']*)'", str(context.get("expected", "")))
    return either([f"`{word}`" for word in words]) if words else ""


def _missing(key: str, path: NodePath) -> Wording:
    if not path:
        return say("expected the key `{key}`, got nothing", key=key)
    if isinstance(path[-1], int):
        number, around = path[-1] + 1, path[-2]
        return say(
            "expected the key `{key}` in entry {number} of `{around}`, got nothing",
            key=key,
            number=number,
            around=around,
        )
    return say("expected the key `{key}` in `{around}`, got nothing", key=key, around=path[-1])


def _locate(value: Value, location: tuple[int | str, ...]) -> tuple[NodePath, Value]:
    """Follow an error's location through the document; steps that are not in it (names of alternatives) fall away."""
    path: list[str | int] = []
    for step in location:
        if isinstance(value, dict) and step == "[key]":
            continue
        if (isinstance(value, dict) and step in value) or (
            isinstance(value, list) and isinstance(step, int) and step < len(value)
        ):
            value = value[step]  # type: ignore[index]  # checked in the condition
            path.append(step)
    return tuple(path), value


def known_keys(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """Return the keys that a record may have at a location, following the model's annotations."""
    current = _model_at(model, location)
    return list(current.model_fields) if current else []


def _model_at(model: type[BaseModel], location: tuple[int | str, ...]) -> type[BaseModel] | None:
    current: Any = model
    for step in location:
        if isinstance(current, type) and issubclass(current, BaseModel) and step in current.model_fields:
            current = _model_within(current.model_fields[str(step)].annotation)
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _model_within(annotation: Any) -> Any:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation if issubclass(annotation, BaseModel) else None
    for argument in typing.get_args(annotation):
        inner = _model_within(argument)
        if inner is not None:
            return inner
    return None


def meant(name: str, known: list[str]) -> str | None:
    """Return the known key that a misspelt one most likely stands for."""
    close = difflib.get_close_matches(name[:80].casefold().replace("-", "_"), known, n=1, cutoff=0.6)
    return close[0] if close else None


def _listed(known: list[str]) -> Wording:
    """Name the known keys if they are few enough to choose from."""
    return known_here(known) if 0 < len(known) <= MOST_NAMED else NOTHING


def known_here(keys: Sequence[str]) -> Wording:
    """Name the keys that are known at a place."""
    return say("Known keys here: {keys}.", keys=", ".join(keys))


def did_you_mean(word: str | None) -> Wording:
    """Ask whether a word was meant; None asks nothing."""
    return say("Did you mean `{word}`?", word=word) if word else NOTHING
