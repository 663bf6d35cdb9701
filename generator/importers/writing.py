"""Write records as commented YAML texts that read back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from generator.importers.cells import clean
from generator.importers.remarks import Fate
from generator.importers.targets import find_target
from generator.records.discover import RecordKind
from generator.records.layout import as_block
from generator.records.offer import Offer
from generator.records.reader import read_as
from generator.records.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as Values

    from generator.importers.mapping import Mapping, Placement
    from generator.importers.records import MadeRecord
    from generator.records.yaml import NodePath

SAMPLE_BASE = "https://registry.example.org"
"""Where records name their schema if they are imported outside a registry."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where imported records come from: a name for people, and a web address if there is one."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class RecordText:
    """A record as a file: its path below the providers folder, its text, and the rows that are in it.

    `values` are those of the text, `notes` its comment lines about values that could not be placed.
    `together` are the keys that one column fills, where there are several.
    """

    path: str
    kind: RecordKind
    text: str
    rows: tuple[int, ...]
    uuid: str
    source: str = ""
    values: Values[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    together: tuple[frozenset[NodePath], ...] = ()

    @property
    def folder(self) -> str:
        """Return the identifier of the provider, which is the name of its folder."""
        return self.path.split("/")[0]


def record_text(made: MadeRecord, mapping: Mapping, identifier_base: str) -> RecordText:
    """Return the file of a record that a mapping made; raises ValueError if it would not read back the same."""
    kind = RecordKind.OFFER if isinstance(made.record, Offer) else RecordKind.PROVIDER
    origin = Origin(mapping.source.name, mapping.source.address or "")
    return replace(text_of(made, origin, identifier_base), together=_together(mapping, kind))


def text_of(made: MadeRecord, origin: Origin, identifier_base: str) -> RecordText:
    """Return the file of a record; raises ValueError if it would not read back as the very same record."""
    path = made.path
    values = _yaml_values(made.record.model_dump(exclude_unset=True))
    lost = (remark.in_public for remark in made.remarks if remark.fate is Fate.NOT_PLACED)
    notes = tuple(_comment(f"Not placed: {one}") for one in dict.fromkeys(lost))
    head = "".join(f"{line}\n" for line in (*_header(made, origin, identifier_base), *notes))
    text = f"{head}\n{as_block(values)}"
    record, _, found = read_as(type(made.record), Source(path, text))
    if record != made.record:
        raise ValueError(f"its text does not read back: {found[0].message if found else path}")
    kind = RecordKind.OFFER if isinstance(made.record, Offer) else RecordKind.PROVIDER
    return RecordText(path, kind, text, made.rows, made.record.uuid, origin.address, values, notes)


def _together(mapping: Mapping, kind: RecordKind) -> tuple[frozenset[NodePath], ...]:
    groups = (frozenset(_keys(placements, kind)) for placements in mapping.columns.values())
    return tuple(group for group in groups if len(group) > 1)


def _keys(placements: Iterable[Placement], kind: RecordKind) -> Iterator[NodePath]:
    """Yield the keys of a kind of record that a column may fill, a list as a whole."""
    for placement in placements:
        for target in map(find_target, (*([placement.to] if placement.to else []), *placement.also)):
            if target.of_provider == (kind is RecordKind.PROVIDER):
                yield tuple(takewhile(lambda step: isinstance(step, str), target.steps))
        if placement.otherwise:
            yield from _keys([placement.otherwise], kind)


def _header(made: MadeRecord, origin: Origin, identifier_base: str) -> tuple[str, str]:
    schema = "offer" if isinstance(made.record, Offer) else "provider"
    return (
        _comment(f"yaml-language-server: $schema={identifier_base}/data/v1/schema/{schema}.json"),
        _comment(f"Imported from: {origin.name}. The provider has not confirmed it."),
    )


def _comment(line: str) -> str:
    return f"# {clean(line).text}"


def _yaml_values(value: Any) -> Any:
    """Return the values of a record as YAML has them: texts, truth values, whole numbers, days, lists and mappings."""
    if isinstance(value, dict):
        return {key: _yaml_values(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_yaml_values(inner) for inner in value]
    return value if isinstance(value, bool | int | date) else str(value)
