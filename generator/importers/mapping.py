"""The mapping file: which column of somebody's table says what, in YAML that a person can write."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from generator.diagnostics import Diagnostic, Location, Severity, define_rule
from generator.importers.encodings import ENCODINGS
from generator.importers.evidence import KNOWN
from generator.importers.targets import Form, NoTargetError, Target, find_target
from generator.importers.values import tells_days
from generator.records.reader import read_as
from generator.records.scalars import (
    Address,
    Count,
    Flag,
    Identifier,
    Language,
    Line,
    LocalisedLine,
    Word,
    not_as_expected,
)
from generator.records.source import UNREADABLE, read_source
from generator.records.statement import Statement
from generator.vocabularies import names, vocabulary

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from generator.diagnostics import Rule
    from generator.importers.tables import Table
    from generator.records.yaml import Document, NodePath

WRONG_COLUMNS = define_rule(
    "IMP010",
    Severity.ERROR,
    "The mapping and the table do not fit together",
    reason="A column that nobody mapped would be lost without a word, and a name that is not there maps nothing.",
    remedy="Map every column of the table with `to:`, or leave it out with `ignore:` and the reason.",
)
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

NO_SUCH_PROVIDER = define_rule(
    "IMP013",
    Severity.ERROR,
    "A mapping to a provider that is not there",
    reason="Offers belong to a provider; `is` names one whose record stands in the folder already.",
    remedy="Name the folder of a provider below --to, or leave the line out to have the provider imported too.",
)

FOLDER = Path(__file__).parent / "mappings"
DETECT = "detect"


def _as_list(given: Any) -> Any:
    return [given] if isinstance(given, dict | str) else given


Separators = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=5)], ...], BeforeValidator(_as_list), Field(min_length=1)
]


class Placement(Statement):
    """Where the values of a column go and what happens to them on the way, or why they are left out."""

    to: Word | None = None
    ignore: Line | None = None
    split: Separators | None = None
    join: Annotated[str, Field(max_length=10)] = ", "
    entries: Flag = Field(False, description="Make each part an entry of its own, such as a learning outcome.")
    units: tuple[Word, ...] | None = Field(
        None, description="The value is a number, which may have one of these units."
    )
    also: dict[str, Word] = Field(default_factory=dict, description="Keys to fill wherever the cell is placed.")
    as_list: Flag = Field(False, description="Write the parts of a long text as a list.")
    values: dict[str, Word | LocalisedLine] | None = None
    unlisted: Literal["report", "skip"] = "report"
    vocabulary: Word | None = None
    date: Word | None = None
    language: Word | None = Field(None, description="A language tag, or `detect`.")
    like: Word | None = Field(None, description="The column whose language a text without evidence shares.")
    translation_in_brackets: Flag = False
    words: LocalisedLine | None = Field(None, description="A sentence around the value, which stands at {}.")
    otherwise: Placement | None = Field(None, description="Where a cell goes that cannot go to `to`.")

    @model_validator(mode="after")
    def _placed_or_ignored(self) -> Placement:
        if (self.to is None) == (self.ignore is None):
            got = "neither" if self.to is None else "both"
            raise not_as_expected("either `to` with a key or `ignore` with a reason", got)
        return self


Column = Annotated[tuple[Placement, ...], BeforeValidator(_as_list), Field(min_length=1)]
"""One placement, or several where a column says several things."""


class ProviderRule(Statement):
    """What identifies a provider: rows with the same text in this column have the same provider."""

    identified_by: Word
    is_: dict[str, Identifier] = Field(
        default_factory=dict,
        alias="is",
        description="Texts of that column, each with the folder of a provider.",
    )
    website: Word | None = Field(None, description="The column with addresses from which the homepage may follow.")
    awards: Flag = Field(False, description="The provider of a row also awards its credential.")


class Languages(Statement):
    """The languages that texts may be in."""

    expected: tuple[Language, ...] = Field(min_length=1)
    otherwise: Language | None = Field(None, description="The language of texts without evidence; else not placed.")
    teaching: Word | None = Field(None, description="The column of the languages of teaching, as support.")


class Origin(Statement):
    """Where the table comes from; the address makes the UUIDs."""

    name: Line
    address: Address | None = Field(None, description="Without it --source has to name one.")


class Mapping(Statement):
    """How the rows of a table become providers and offers."""

    kind: Literal["learning-opportunity", "derived"] = Field(
        description="`derived`: a micro-credential where outcomes and an assessment that counts are stated."
    )
    sheet: Word | None = Field(None, description="The sheet of a workbook; else the first with content.")
    header_row: Count | None = Field(None, description="The row of the column names; else the first with content.")
    encoding: Word | None = Field(None, description="The encoding of a CSV file that is not UTF-8.")
    source: Origin
    identity: tuple[Word, ...] = Field(min_length=1, description="The columns that say which offer a row is.")
    provider: ProviderRule
    languages: Languages
    markup: Literal["html"] | None = None
    constants: dict[str, Word] = Field(default_factory=dict)
    columns: dict[str, Column] = Field(min_length=1)


@dataclass(frozen=True)
class MappingFile:
    """A mapping as read, with the places of its keys for messages."""

    mapping: Mapping
    document: Document = field(repr=False)


def own_mappings() -> tuple[str, ...]:
    """Return the names of the mappings that come with the generator."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yml")))


def read_mapping(file: Path, shown: str = "") -> MappingFile | tuple[Diagnostic, ...]:
    """Read a mapping file and check that its keys exist; return the mapping, or everything wrong with it."""
    if not file.exists():
        message = f"expected a mapping file, or the name of one of ours ({', '.join(own_mappings())}), got no such file"
        return (Diagnostic(UNREADABLE, Location(shown or str(file)), message, "Correct the name after --mapping."),)
    source = read_source(file, shown or str(file))
    if isinstance(source, Diagnostic):
        return (source,)
    mapping, document, found = read_as(Mapping, source)
    if mapping is None or document is None or found:
        return found
    found = tuple(_problems(mapping, document))
    return found or MappingFile(mapping, document)


def with_source(file: MappingFile, address: str | None) -> MappingFile | tuple[Diagnostic, ...]:
    """Return a mapping whose source has an address: the one given, else its own; without one there are no UUIDs."""
    if address is None:
        if file.mapping.source.address is not None:
            return file
        message = "expected the web address where the table comes from, got none: the UUIDs of the records depend on it"
        fix = "Name it with --source, each time the same, such as `--source https://example.org/courses`."
        return (_at(file.document, ("source",), INCOMPLETE, message, fix),)
    source = file.mapping.source.model_copy(update={"address": address})
    return MappingFile(file.mapping.model_copy(update={"source": source}), file.document)


def own_mapping_for(table: Table) -> MappingFile | None:
    """Return the mapping of ours whose columns are exactly those of a table, or None."""
    for name in own_mappings():
        read = read_mapping(FOLDER / f"{name}.yml", f"{name}.yml")
        if isinstance(read, MappingFile) and set(read.mapping.columns) == set(table.columns):
            return read
    return None


def closest_own_mapping(table: Table) -> str | None:
    """Return the name of the mapping of ours that knows at least half of the columns of a table, or None."""
    shared: dict[str, int] = {}
    for name in own_mappings():
        read = read_mapping(FOLDER / f"{name}.yml", f"{name}.yml")
        if isinstance(read, MappingFile):
            shared[name] = len(set(read.mapping.columns) & set(table.columns))
    best = max(shared, key=lambda name: shared[name])
    return best if shared[best] * 2 >= len(table.columns) else None


def absent_providers(file: MappingFile, folders: Container[str], target: str) -> tuple[Diagnostic, ...]:
    """Name the providers that a mapping takes for present and that have no record in their folder."""
    return tuple(
        _at(
            file.document,
            ("provider", "is", text),
            NO_SUCH_PROVIDER,
            f"expected the record of a provider in {target}/{folder}/provider.yml, got none that can be read",
        )
        for text, folder in file.mapping.provider.is_.items()
        if folder not in folders
    )


def fit(file: MappingFile, table: Table) -> tuple[Diagnostic, ...]:
    """Compare the columns of a mapping and of a table, in both directions; return what is missing."""
    columns = file.mapping.columns
    absent = tuple(
        _at(
            file.document,
            path,
            WRONG_COLUMNS,
            f"expected a column of {table.name}, got `{name}`",
            _close(name, table.columns),
        )
        for path, name in _named_columns(file.mapping)
        if name not in table.columns
    )
    unmapped = tuple(
        _at(
            file.document,
            ("columns",),
            WRONG_COLUMNS,
            f"expected the column `{name}` (column {place}) of {table.name}, got no mapping",
        )
        for name, place in table.letters.items()
        if name not in columns
    )
    return (*absent, *unmapped)


def _named_columns(mapping: Mapping) -> Iterator[tuple[NodePath, str]]:
    for number, name in enumerate(mapping.identity):
        yield ("identity", number), name
    yield ("provider", "identified_by"), mapping.provider.identified_by
    if mapping.provider.website:
        yield ("provider", "website"), mapping.provider.website
    if mapping.languages.teaching:
        yield ("languages", "teaching"), mapping.languages.teaching
    for name, placements in mapping.columns.items():
        yield ("columns", name), name
        for placement in placements:
            if placement.like:
                yield ("columns", name, "like"), placement.like


def _problems(mapping: Mapping, document: Document) -> Iterator[Diagnostic]:
    if mapping.encoding is not None and mapping.encoding not in ENCODINGS:
        message = f"expected an encoding ({', '.join(ENCODINGS)}), got `{mapping.encoding}`"
        yield _at(document, ("encoding",), INCOMPLETE, message, _close(mapping.encoding, ENCODINGS))
    for number, language in enumerate(mapping.languages.expected):
        if language not in KNOWN:
            message = f"expected a language that can be told from words ({', '.join(KNOWN)}), got `{language}`"
            yield _at(document, ("languages", "expected", number), INCOMPLETE, message)
    for name in mapping.constants:
        yield from _constant_problems(name, document, ("constants", name))
    for name, placements in mapping.columns.items():
        written = document.value["columns"][name]  # type: ignore[call-overload,index]  # it fits the model
        for number, placement in enumerate(placements):
            path: NodePath = ("columns", name, number) if isinstance(written, list) else ("columns", name)
            yield from _placement_problems(placement, path, document)


def _constant_problems(name: str, document: Document, path: NodePath) -> Iterator[Diagnostic]:
    try:
        target = find_target(name)
    except NoTargetError as error:
        yield _at(document, path, NO_SUCH_KEY, str(error), _close(name, error.known))
        return
    if target.form is not Form.ONE:
        yield _at(document, path, INCOMPLETE, f"expected a key with one value, got `{name}` with {target.form.value}")


def _placement_problems(placement: Placement, path: NodePath, document: Document) -> Iterator[Diagnostic]:
    if placement.to is None:
        return
    try:
        target = find_target(placement.to)
    except NoTargetError as error:
        yield _at(document, (*path, "to"), NO_SUCH_KEY, str(error), _close(placement.to.split(".")[-1], error.known))
        return
    for message in _gaps(placement, target):
        yield _at(document, path, INCOMPLETE, message)
    for name in placement.also:
        yield from _constant_problems(name, document, (*path, "also", name))
    if placement.otherwise:
        yield from _placement_problems(placement.otherwise, (*path, "otherwise"), document)


def _gaps(placement: Placement, target: Target) -> Iterator[str]:
    """Say what a placement leaves open for the form of its target."""
    form = target.form
    if placement.entries and not (placement.split and 0 in target.steps and form in (Form.LINE, Form.PROSE)):
        yield f"expected `split` and a text in a list, such as credential.learning_outcomes.text, got `{placement.to}`"
    if placement.entries and (placement.values or placement.words):
        yield "expected no `values` and no `words` beside `entries`, got some"
    kinds = {isinstance(value, dict) for value in (placement.values or {}).values()}
    by_language = True in kinds
    if len(kinds) == 2:
        yield "expected texts by language for all of `values` or for none, got both"
    languages = {tuple(value) for value in (placement.values or {}).values() if isinstance(value, dict)}
    if len(languages) > 1:
        yield "expected the same languages, in the same order, for all of `values`, got different ones"
    told = placement.language or placement.words or by_language
    if form.has_language and not told:
        yield f"expected the language of `{placement.to}` (`language: detect`, a tag, or texts by language), got none"
    if not form.has_language and (placement.language or placement.words or by_language):
        yield f"expected a value without language for `{placement.to}`, got a language or texts by language"
    if placement.date is not None and not tells_days(placement.date):
        yield f"expected a form of dates with day, month and year such as %d.%m.%Y, got `{placement.date}`"
    if placement.words and any("{}" not in text for text in placement.words.values()):
        yield "expected {} in each sentence of `words`, where the value stands, got a sentence without it"
    if placement.vocabulary and placement.vocabulary not in names():
        yield f"expected a vocabulary ({', '.join(names())}), got `{placement.vocabulary}`"
    elif placement.vocabulary:
        codes = vocabulary(placement.vocabulary)
        unknown = [code for code in (placement.values or {}).values() if isinstance(code, str) and code not in codes]
        if unknown:
            yield f"expected codes of the vocabulary {placement.vocabulary}, got `{'`, `'.join(unknown)}`"


def _at(document: Document, path: NodePath, rule: Rule, message: str, fix: str = "") -> Diagnostic:
    return Diagnostic(rule, document.source.location(document.key_or_node(path)), message, fix)


def _close(name: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f"Did you mean `{close[0]}`?" if close else ""
