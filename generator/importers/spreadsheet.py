"""Import a spreadsheet: table and mapping in, record files and a report out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Location
from generator.importers.mapping import (
    FOLDER,
    WRONG_COLUMNS,
    MappingFile,
    fit,
    own_mapping_for,
    own_mappings,
    read_mapping,
)
from generator.importers.records import convert
from generator.importers.remarks import Failure
from generator.importers.report import ImportReport
from generator.importers.tables import Table, read_table
from generator.importers.writing import SAMPLE_BASE, compare, record_text, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.importers.records import Conversion, MadeRecord
    from generator.importers.writing import RecordText


@dataclass(frozen=True)
class Import:
    """What an import did, or would do: the report, and the files that are new."""

    report: ImportReport
    new: tuple[RecordText, ...]


def import_spreadsheet(
    file: Path,
    target: Path,
    *,
    mapping: Path | str | None = None,
    dry_run: bool = False,
    identifier_base: str = SAMPLE_BASE,
) -> Import | tuple[Diagnostic, ...]:
    """Turn the rows of a CSV file into records below `target`; return what happened, or why nothing could.

    `mapping` is a mapping file or the name of one of ours; without it ours with just these columns is taken.
    `identifier_base` is that of the registry, where editors find the schema that each record names.
    Raises UsageError if the folder cannot be written to. An unusable table or mapping writes nothing.
    """
    table = read_table(file, str(file))
    if not isinstance(table, Table):
        return table
    chosen = _choose_mapping(mapping, table)
    if not isinstance(chosen, MappingFile):
        return chosen
    conversion = convert(table, chosen.mapping)
    texts = _texts(conversion, chosen, identifier_base)
    compared = compare(texts, target)
    if not dry_run:
        write(compared.new, target)
    report = ImportReport(
        table=table.name,
        target=str(target),
        dry_run=dry_run,
        rows=len(table.rows) + len(table.faults),
        empty_rows=table.empty_rows,
        offers=len(conversion.offers),
        providers=len(conversion.providers),
        cells=conversion.cells,
        remarks=conversion.remarks,
        failures=tuple(conversion.failures),
        new=tuple(text.path for text in compared.new),
        unchanged=tuple(text.path for text in compared.unchanged),
        occupied=tuple((text.path, text.rows, reason) for text, reason in compared.occupied),
    )
    return Import(report, compared.new)


def _choose_mapping(wanted: Path | str | None, table: Table) -> MappingFile | tuple[Diagnostic, ...]:
    if wanted is None:
        found = own_mapping_for(table)
        return found or (_no_mapping(table),)
    read = read_mapping(FOLDER / f"{wanted}.yml") if str(wanted) in own_mappings() else read_mapping(Path(wanted))
    if not isinstance(read, MappingFile):
        return read
    return fit(read, table) or read


def _no_mapping(table: Table) -> Diagnostic:
    message = f"expected columns that a known mapping describes, got {', '.join(f'`{name}`' for name in table.columns)}"
    fix = "Write a mapping file for this table and name it with --mapping; docs/import.md shows how."
    return Diagnostic(WRONG_COLUMNS, Location(table.name), message, fix)


def _texts(conversion: Conversion, chosen: MappingFile, base: str) -> Sequence[RecordText]:
    """Return the files of all records; a record that cannot be written is taken out, and its row fails."""
    texts: list[RecordText] = []
    sound: list[MadeRecord] = []
    for made in conversion.offers:
        try:
            texts.append(record_text(made, chosen.mapping, base))
            sound.append(made)
        except ValueError as error:
            conversion.failures += [Failure(row, str(error)) for row in made.rows]
    conversion.offers[:] = sound
    return [*(record_text(made, chosen.mapping, base) for made in conversion.providers), *texts]
