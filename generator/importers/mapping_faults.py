"""What is wrong with a mapping that has the right form: keys, codes and languages that records do not know."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from generator.checks.vocabulary import is_in_list, wrong_code
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.importers.encodings import ENCODINGS
from generator.importers.evidence import DETECT, KNOWN
from generator.importers.targets import Form, NoTargetError, Target, find_target, wrong_value
from generator.importers.values import tells_days
from generator.records.reader import did_you_mean, known_here
from generator.vocabularies import names
from generator.wording import NOTHING, Wording, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.diagnostics import Rule
    from generator.importers.mapping import Mapping, Placement
    from generator.records.yaml import Document, NodePath

NO_SUCH_KEY = define_rule(
    "IMP011",
    Severity.ERROR,
    "A mapping to a key that records do not have",
    reason="The values of the column would stand nowhere.",
    remedy="Name a key of the offer such as price.category, or of the provider such as provider.country.",
)
INCOMPLETE = define_rule(
    "IMP012",
    Severity.ERROR,
    "A mapping that leaves something open",
    reason="The import never guesses: languages, separators and codes are named in the mapping.",
    remedy="Add what is missing, as the message says.",
)
WRONG_CODE = define_rule(
    "IMP013",
    Severity.ERROR,
    "A mapping that writes what records do not take",
    reason="What a mapping writes stands in every record that it makes.",
    remedy="Write a value that the key can hold; docs/import-keys.md names it.",
)


def find_faults(mapping: Mapping, document: Document) -> Iterator[Diagnostic]:
    """Yield everything that is wrong with a mapping, each with its place in the file."""
    if mapping.encoding is not None and mapping.encoding not in ENCODINGS:
        message = say(
            "expected an encoding ({encodings}), got `{encoding}`",
            encodings=", ".join(ENCODINGS),
            encoding=mapping.encoding,
        )
        yield at(document, ("encoding",), INCOMPLETE, message, close(mapping.encoding, ENCODINGS))
    for number, language in enumerate(mapping.languages.expected):
        if language not in KNOWN:
            message = say(
                "expected a language that can be told from words ({languages}), got `{language}`",
                languages=", ".join(KNOWN),
                language=language,
            )
            yield at(document, ("languages", "expected", number), INCOMPLETE, message)
    if mapping.languages.otherwise:
        yield from _unknown_languages([mapping.languages.otherwise], ("languages", "otherwise"), document)
    for name, values in mapping.constants.items():
        yield from _constant_faults(name, values, document, ("constants", name))
    for name, placements in mapping.columns.items():
        columns = document.value.get("columns") if isinstance(document.value, dict) else None
        written = columns.get(name) if isinstance(columns, dict) else None
        for number, placement in enumerate(placements):
            path: NodePath = ("columns", name, number) if isinstance(written, list) else ("columns", name)
            yield from _placement_faults(placement, path, document)


def _constant_faults(name: str, values: Sequence[str], document: Document, path: NodePath) -> Iterator[Diagnostic]:
    try:
        target = find_target(name)
    except NoTargetError as error:
        yield _no_target(error, document, path)
        return
    if target.form is not Form.LIST and (target.form is not Form.ONE or len(values) > 1):
        found = target.form.value if target.form is not Form.ONE else say("{number} values", number=len(values))
        message = say("expected a key with one value, got `{key}` with {found}", key=name, found=found)
        yield at(document, path, INCOMPLETE, message)
        return
    yield from _wrong_values(target, ((value, path) for value in values), document)


def _wrong_values(target: Target, values: Iterable[tuple[str, NodePath]], document: Document) -> Iterator[Diagnostic]:
    for value, path in values:
        wrong = wrong_value(target, value)
        if wrong is not None:
            yield Diagnostic(WRONG_CODE, document.source.location(document.nearest(path)), *wrong)


def _unknown_languages(languages: Iterable[str], path: NodePath, document: Document) -> Iterator[Diagnostic]:
    for language in languages:
        if not is_in_list("languages", language):
            place = document.source.location(document.nearest(path))
            yield Diagnostic(WRONG_CODE, place, *wrong_code("languages", language))


def _placement_faults(placement: Placement, path: NodePath, document: Document) -> Iterator[Diagnostic]:
    if placement.to is None:
        return
    try:
        target = find_target(placement.to)
    except NoTargetError as error:
        yield _no_target(error, document, (*path, "to"))
    else:
        for message in _gaps(placement, target):
            yield at(document, path, INCOMPLETE, message)
        if not target.form.has_language:
            given = (placement.values or {}).items()
            codes = ((code, (*path, "values", theirs)) for theirs, code in given if isinstance(code, str))
            yield from _wrong_values(target, codes, document)
    yield from _language_faults(placement, path, document)
    for name, values in placement.also.items():
        yield from _constant_faults(name, values, document, (*path, "also", name))
    if placement.otherwise:
        yield from _placement_faults(placement.otherwise, (*path, "otherwise"), document)


def _language_faults(placement: Placement, path: NodePath, document: Document) -> Iterator[Diagnostic]:
    if placement.language not in (None, DETECT):
        yield from _unknown_languages([placement.language or ""], (*path, "language"), document)
    yield from _unknown_languages(placement.words or (), (*path, "words"), document)
    for theirs, value in (placement.values or {}).items():
        if isinstance(value, dict):
            yield from _unknown_languages(value, (*path, "values", theirs), document)


def _gaps(placement: Placement, target: Target) -> Iterator[Wording]:
    """Say what a placement leaves open for the form of its target."""
    form, key = target.form, placement.to or ""
    if placement.entries and not (placement.split and 0 in target.steps and form in (Form.LINE, Form.PROSE)):
        yield say(
            "expected `split` and a text in a list, such as credential.learning_outcomes.text, got `{key}`", key=key
        )
    if placement.entries and (placement.values or placement.words):
        yield say("expected no `values` and no `words` beside `entries`, got some")
    kinds = {isinstance(value, dict) for value in (placement.values or {}).values()}
    by_language = True in kinds
    if len(kinds) == 2:
        yield say("expected texts by language for all of `values` or for none, got both")
    languages = {tuple(value) for value in (placement.values or {}).values() if isinstance(value, dict)}
    if len(languages) > 1:
        yield say("expected the same languages, in the same order, for all of `values`, got different ones")
    told = placement.language or placement.words or by_language
    if form.has_language and not told:
        yield say(
            "expected the language of `{key}` (`language: detect`, a tag, or texts by language), got none", key=key
        )
    if not form.has_language and (placement.language or placement.words or by_language):
        yield say("expected a value without language for `{key}`, got a language or texts by language", key=key)
    if placement.date is not None and not tells_days(placement.date):
        yield say(
            "expected a form of dates with day, month and year (no time) such as %d.%m.%Y, got `{form}`",
            form=placement.date,
        )
    if placement.words and any("{}" not in text for text in placement.words.values()):
        yield say(
            "expected {sign} in each sentence of `words`, where the value stands, got a sentence without it", sign="{}"
        )
    yield from _vocabulary_gaps(placement, target)


def _vocabulary_gaps(placement: Placement, target: Target) -> Iterator[Wording]:
    name = placement.vocabulary
    if name is None:
        return
    if name not in names():
        yield say("expected a vocabulary ({vocabularies}), got `{name}`", vocabularies=", ".join(names()), name=name)
    elif target.vocabulary and name != target.vocabulary:
        yield say(
            "expected the vocabulary {vocabulary}, from which `{key}` is taken, got {name}",
            vocabulary=target.vocabulary,
            key=placement.to or "",
            name=name,
        )
    elif not target.vocabulary:
        codes = (value for value in (placement.values or {}).values() if isinstance(value, str))
        unknown = [code for code in codes if not is_in_list(name, code)]
        if unknown:
            found = ", ".join(f"`{code}`" for code in unknown)
            yield say("expected codes of the vocabulary {name}, got {found}", name=name, found=found)


def _no_target(error: NoTargetError, document: Document, path: NodePath) -> Diagnostic:
    suggested = close(error.name, error.known)
    fix = suggested
    if error.known:
        fix = known_here(error.known)
        if suggested:
            fix = say("{one} {other}", one=suggested, other=fix)
    return at(document, path, NO_SUCH_KEY, error.message, fix)


def at(document: Document, path: NodePath, rule: Rule, message: Wording, fix: Wording = NOTHING) -> Diagnostic:
    """Return a finding at a key of the mapping, or at what is around it."""
    return Diagnostic(rule, document.source.location(document.key_or_node(path)), message, fix)


def close(name: str, known: Sequence[str]) -> Wording:
    """Name what a misspelt word most likely means, or nothing."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return did_you_mean(near[0] if near else None)
