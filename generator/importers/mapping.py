"""The mapping file: which column of somebody's table says what, in YAML that a person can write."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from generator.diagnostics import Diagnostic, Location, Severity, define_rule
from generator.importers.mapping_faults import INCOMPLETE, at, close, find_faults
from generator.records.reader import known_keys, limited, meant, read_as
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
from generator.wording import NOTHING, say

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from generator.importers.tables import Table
    from generator.records.yaml import Document, NodePath

WRONG_COLUMNS = define_rule(
    "IMP010",
    Severity.ERROR,
    "The mapping and the table do not fit together",
    reason="A column that nobody mapped would be lost without a word, and a name that is not there maps nothing.",
    remedy="Map every column of the table with `to:`, or leave it out with `ignore:` and the reason.",
)
NO_SUCH_PROVIDER = define_rule(
    "IMP014",
    Severity.ERROR,
    "A mapping to a provider that is not there",
    reason="Offers belong to a provider; `is` names one whose record stands in the folder already.",
    remedy="Name the folder of a provider below --to, or leave the line out to have the provider imported too.",
)

FOLDER = Path(__file__).parent / "mappings"
LONGEST_SIGN = 5
LONGEST_JOINT = 10


def _as_list(given: Any) -> Any:
    return [given] if isinstance(given, dict | str) else given


def _sign(given: Any) -> Any:
    """Return a separator as it is: white space separates too."""
    if not isinstance(given, str) or not 0 < len(given) <= LONGEST_SIGN:
        expected = say("a separator of 1 to {limit} characters", limit=LONGEST_SIGN)
        fix = say('Write it in quotation marks, such as ";".')
        raise not_as_expected(expected, given, fix, words=NOTHING if given else say("nothing"))
    return given


def _joint(given: Any) -> Any:
    if not isinstance(given, str) or len(given) > LONGEST_JOINT:
        expected = say("a text of at most {limit} characters between values", limit=LONGEST_JOINT)
        raise not_as_expected(expected, given)
    return given


Separators = Annotated[
    tuple[Annotated[str, BeforeValidator(_sign)], ...], BeforeValidator(_as_list), Field(min_length=1)
]
Codes = Annotated[tuple[Word, ...], BeforeValidator(_as_list), Field(min_length=1)]
"""One value, or several for a key that holds a list."""


class Placement(Statement):
    """Where the values of a column go and what happens to them on the way, or why they are left out."""

    to: Word | None = None
    ignore: Line | None = None
    split: Separators | None = None
    join: Annotated[str, BeforeValidator(_joint)] = ", "
    entries: Flag = Field(False, description="Make each part an entry of its own, such as a learning outcome.")
    units: tuple[Word, ...] | None = Field(
        None, description="The value is a number, which may have one of these units."
    )
    also: dict[str, Codes] = Field(default_factory=dict, description="Keys to fill wherever the cell is placed.")
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
            raise not_as_expected(say("either `to` with a key or `ignore` with a reason"), got)
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
    constants: dict[str, Codes] = Field(default_factory=dict)
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
        message = say(
            "expected a mapping file, or the name of one of ours ({names}), got no such file",
            names=", ".join(own_mappings()),
        )
        fix = say("Correct the name after --mapping.")
        return (Diagnostic(UNREADABLE, Location(shown or str(file)), message, fix),)
    source = read_source(file, shown or str(file))
    if isinstance(source, Diagnostic):
        return (source,)
    mapping, document, found = read_as(Mapping, source)
    if document is None:
        return found
    if mapping is None or found:
        rest = _rest(document)
        return limited(source.path, dict.fromkeys((*found, *(find_faults(rest, document) if rest else ()))))
    found = tuple(find_faults(mapping, document))
    return found or MappingFile(mapping, document)


_LEAST: dict[str, Any] = {
    "kind": "derived",
    "source": {"name": "?"},
    "identity": ["?"],
    "provider": {"identified_by": "?"},
    "languages": {"expected": ["en"]},
    "columns": {"?": {"ignore": "?"}},
}
"""What stands in for keys that are missing or unusable."""


def _rest(document: Document) -> Mapping | None:
    """Return a mapping without what its form is wrong in, so that the same run says what is wrong with the rest."""
    if not isinstance(document.value, dict):
        return None
    given: dict[str, Any] = deepcopy(document.value)
    for least in ({}, {}, _LEAST):  # what is left without an unknown key may be wrong in turn
        try:
            return Mapping.model_validate({**least, **given})
        except ValidationError as error:
            for one in error.errors(include_url=False):
                _leave_out(given, one["loc"], unknown_key=one["type"] == "extra_forbidden")
    return None


def _leave_out(given: dict[str, Any], location: tuple[int | str, ...], *, unknown_key: bool) -> None:
    """Take out an unknown key (or write it right), else the column or the key of the mapping that is wrong."""
    if unknown_key:
        around: Any = given
        for step in location[:-1]:
            inside = isinstance(around, dict) and step in around
            if inside or (isinstance(around, list) and isinstance(step, int) and step < len(around)):
                around = around[step]
        if isinstance(around, dict) and location[-1] in around:
            value = around.pop(location[-1])
            right = meant(str(location[-1]), known_keys(Mapping, location[:1]))
            if right and right not in around:
                around[right] = value
    elif len(location) > 1 and location[0] in ("columns", "constants"):
        around = given.get(str(location[0]))
        if isinstance(around, dict):
            around.pop(location[1], None)
        if not around:
            given.pop(str(location[0]), None)
    elif location:
        given.pop(str(location[0]), None)


def with_source(file: MappingFile, address: str | None) -> MappingFile | tuple[Diagnostic, ...]:
    """Return a mapping whose source has an address: the one given, else its own; without one there are no UUIDs."""
    if address is None:
        if file.mapping.source.address is not None:
            return file
        message = say(
            "expected the web address where the table comes from, got none: the UUIDs of the records depend on it"
        )
        fix = say("Name it with --source, each time the same, such as `--source https://example.org/courses`.")
        return (at(file.document, ("source",), INCOMPLETE, message, fix),)
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
        at(
            file.document,
            ("provider", "is", text),
            NO_SUCH_PROVIDER,
            say(
                "expected the record of a provider in {file}, got none that can be read",
                file=f"{target}/{folder}/provider.yml",
            ),
        )
        for text, folder in file.mapping.provider.is_.items()
        if folder not in folders
    )


def fit(file: MappingFile, table: Table) -> tuple[Diagnostic, ...]:
    """Compare the columns of a mapping and of a table, in both directions; return what is missing."""
    columns = file.mapping.columns
    absent = tuple(
        at(
            file.document,
            path,
            WRONG_COLUMNS,
            say("expected a column of {table}, got `{name}`", table=table.name, name=name),
            close(name, table.columns),
        )
        for path, name in _named_columns(file.mapping)
        if name not in table.columns
    )
    unmapped = tuple(
        at(
            file.document,
            ("columns",),
            WRONG_COLUMNS,
            say(
                "expected the column `{name}` (column {place}) of {table}, got no mapping",
                name=name,
                place=place,
                table=table.name,
            ),
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
