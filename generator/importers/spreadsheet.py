"""Import a spreadsheet: table and mapping in, record files and a report out."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.diagnostics import Diagnostic, Location
from generator.importers.elements import elements_without_column
from generator.importers.mapping import (
    FOLDER,
    WRONG_COLUMNS,
    MappingFile,
    absent_providers,
    closest_own_mapping,
    fit,
    own_mapping_for,
    own_mappings,
    read_mapping,
    with_source,
)
from generator.importers.present import find_gone, find_present
from generator.importers.records import convert
from generator.importers.remarks import Failure, Fate, Remark
from generator.importers.settling import Import, Sourced, settle
from generator.importers.sheets import NO_SUCH_SHEET
from generator.importers.stage import recover
from generator.importers.tables import Reading, Table, read_table
from generator.importers.writing import SAMPLE_BASE, record_text
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Mapping as Values

    from generator.importers.mapping import Mapping
    from generator.importers.present import Present
    from generator.importers.records import Conversion, MadeRecord
    from generator.importers.writing import RecordText


def import_spreadsheet(
    file: Path,
    target: Path,
    *,
    mapping: Path | str | None = None,
    how: Reading | None = None,
    source: str | None = None,
    update: bool = False,
    dry_run: bool = False,
    identifier_base: str = SAMPLE_BASE,
) -> Import | tuple[Diagnostic, ...]:
    """Turn the rows of a CSV or XLSX file into records below `target`; return what happened, or why nothing could.

    `mapping` is a mapping file or the name of one of ours; without it ours with just these columns is taken.
    `how` says how to read the table where neither the file nor the mapping does.
    `source` is the web address of the table, instead of the one in the mapping.
    With `update` records that are there take over what the table changed.
    `identifier_base` is that of the registry, where editors find the schema that each record names.
    Raises UsageError if the folder cannot be written to. An unusable table or mapping writes nothing.
    """
    named = _named_mapping(mapping)
    if isinstance(named, tuple):
        return named
    table = _read_table(file, how or Reading(), named)
    if not isinstance(table, Table):
        return table
    chosen = _chosen_mapping(table, named, source)
    if not isinstance(chosen, MappingFile):
        return chosen
    recovered = recover(target, dry_run=dry_run)
    present = find_present(target)
    absent = absent_providers(chosen, present.providers, str(target))
    if absent:
        return absent
    conversion = convert(table, chosen.mapping, present)
    _name_renamed_rows(conversion, present, chosen.mapping)
    texts = _texts(conversion, chosen, identifier_base)
    sourced = Sourced(
        name=table.name,
        address=chosen.mapping.source.address or "",
        rows=len(table.rows) + len(table.faults),
        sheet=table.sheet,
        other_sheets=table.other_sheets,
        letters=table.letters,
        empty_rows=table.empty_rows,
        without_column=elements_without_column(chosen.mapping),
    )
    placed = _placed_columns(conversion)
    return settle(
        texts, conversion, sourced, target, present, placed, update=update, dry_run=dry_run, recovered=recovered
    )


# ----------------------------------------------------------------------------------------------- table and mapping


def _named_mapping(wanted: Path | str | None) -> MappingFile | tuple[Diagnostic, ...] | None:
    if wanted is None:
        return None
    return read_mapping(FOLDER / f"{wanted}.yml") if str(wanted) in own_mappings() else read_mapping(Path(wanted))


def _read_table(file: Path, asked: Reading, named: MappingFile | None) -> Table | tuple[Diagnostic, ...]:
    """Read a table as asked for on the command line, else as the mapping says."""
    said = named.mapping if named is not None else None
    how = asked
    if said is not None:
        how = Reading(asked.sheet or said.sheet, asked.encoding or said.encoding, asked.header_row or said.header_row)
    table = read_table(file, str(file), how)
    if isinstance(table, Table) and asked.sheet is not None and not table.sheet:
        message = say(
            "expected a workbook with the sheet `{sheet}`, got a CSV file, which has no sheets", sheet=asked.sheet
        )
        return (Diagnostic(NO_SUCH_SHEET, Location(table.name), message, say("Leave --sheet out.")),)
    return table


def _chosen_mapping(
    table: Table, named: MappingFile | None, source: str | None
) -> MappingFile | tuple[Diagnostic, ...]:
    found = named or own_mapping_for(table)
    if found is None:
        return (_no_mapping(table),)
    chosen = with_source(found, source)
    return (fit(chosen, table) or chosen) if isinstance(chosen, MappingFile) else chosen


def _no_mapping(table: Table) -> Diagnostic:
    columns = ", ".join(f"`{name}`" for name in table.columns)
    message = say("expected columns that a known mapping describes, got {columns}", columns=columns)
    close = closest_own_mapping(table)
    fix = say("Write a mapping file for this table and name it with --mapping; docs/import.md shows how.")
    if close is not None:
        fix = say("`--mapping {name}` comes close and says which columns differ; begin with a copy of it.", name=close)
    return Diagnostic(WRONG_COLUMNS, Location(table.name), message, fix)


# ------------------------------------------------------------------------------------------------------------ outcome


def _name_renamed_rows(conversion: Conversion, present: Present, mapping: Mapping) -> None:
    """Remark on each new row with the link of just one record whose row is gone: mostly only its title changed."""
    gone = set(find_gone(conversion.seen, present, mapping.source.address or "").paths)
    if not gone:
        return
    before: dict[str, list[str]] = defaultdict(list)
    for uuid, noted in present.base.items():
        if present.paths.get(uuid) in gone:
            before[_page(noted.values)].append(present.paths[uuid])
    pages = [_page(made.record.model_dump(include={"links"})) for made in conversion.offers]
    links = Counter(pages)
    for at, (made, page) in enumerate(zip(conversion.offers, pages, strict=True)):
        same = before.get(page, [])
        if page and made.record.uuid not in present.paths and len(same) == links[page] == 1:
            reason = f"it looks like a renamed row: {same[0]} is no longer in the table and has the same link"
            remark = Remark(made.rows[0], mapping.identity[-1], made.path, Fate.LEFT_OPEN, reason)
            conversion.offers[at] = replace(made, remarks=(*made.remarks, remark))


def _page(values: Values[str, Any]) -> str:
    """Return the address of an offer's page, or nothing."""
    links = values.get("links")
    return str(links.get("page") or "") if isinstance(links, dict) else ""


def _placed_columns(conversion: Conversion) -> Callable[[MadeRecord], tuple[str, ...]]:
    fates = (Fate.NOT_PLACED, Fate.LEFT_OUT)
    lost = {(remark.row, remark.column) for remark in conversion.remarks if remark.fate in fates}
    return lambda made: tuple(column for column in made.columns if (made.rows[0], column) not in lost)


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
    return [*(record_text(made, chosen.mapping, base) for made in conversion.providers if not made.is_there), *texts]
