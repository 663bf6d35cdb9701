"""The end of every import: compare records with what is there, write them, and report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.importers.comparing import compare
from generator.importers.elements import missing_elements
from generator.importers.present import find_gone
from generator.importers.report import ImportReport, KeptValue, OutdatedText, RowResult
from generator.importers.stage import write
from generator.records.offer import Offer
from generator.records.provider import Provider

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.importers.present import Present
    from generator.importers.records import Conversion, MadeRecord
    from generator.importers.stage import FileChange
    from generator.importers.writing import RecordText


@dataclass(frozen=True)
class Import:
    """What an import did, or would do: the report, and the files that are new or changed."""

    report: ImportReport
    new: tuple[FileChange, ...]
    changed: tuple[FileChange, ...] = ()


@dataclass(frozen=True)
class Sourced:
    """What a report says of the file that was imported. `address` is where it comes from on the web, or nothing."""

    name: str
    address: str
    rows: int
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    letters: Mapping[str, str] | None = None
    empty_rows: int = 0
    without_column: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def settle(
    texts: Sequence[RecordText],
    conversion: Conversion,
    sourced: Sourced,
    target: Path,
    present: Present,
    placed: Callable[[MadeRecord], tuple[str, ...]],
    *,
    update: bool,
    dry_run: bool,
    recovered: bool,
) -> Import:
    """Write records below `target`, unless it is a dry run, and say what became of them.

    `placed` returns the columns of a record's row whose cells it holds as a whole.
    """
    compared = compare(texts, target, present, update=update)
    if not dry_run:
        write(compared.files, target)
    gone = find_gone(conversion.seen, present, sourced.address)
    report = ImportReport(
        table=sourced.name,
        sheet=sourced.sheet,
        other_sheets=sourced.other_sheets,
        letters=dict(sourced.letters or {}),
        target=str(target),
        dry_run=dry_run,
        recovered=recovered,
        rows=sourced.rows,
        empty_rows=sourced.empty_rows,
        offers=len(conversion.offers),
        providers=len(conversion.providers),
        cells=conversion.cells,
        remarks=conversion.remarks,
        failures=tuple(conversion.failures),
        results=tuple(_results(conversion, placed)),
        without_column=sourced.without_column,
        new=tuple(one.path for one in compared.new),
        changed=tuple(one.path for one in compared.changed),
        unchanged=tuple(compared.unchanged),
        kept=tuple(KeptValue(path, one.key, one.table, one.reason) for path, one in compared.kept),
        occupied=tuple(compared.occupied),
        outdated=tuple(OutdatedText(path, one.key, one.changed) for path, one in compared.outdated),
        deleted=tuple(compared.deleted),
        gone=gone.paths,
        elsewhere=gone.elsewhere,
        notes=tuple(one.path for one in compared.notes),
        beside=sourced.beside,
    )
    return Import(report, tuple(compared.new), tuple(compared.changed))


def _results(conversion: Conversion, placed: Callable[[MadeRecord], tuple[str, ...]]) -> Iterator[RowResult]:
    providers = {made.folder: made.record for made in conversion.providers}
    for made in sorted(conversion.offers, key=lambda one: one.rows):
        provider = providers.get(made.folder)
        if isinstance(made.record, Offer) and isinstance(provider, Provider):
            missing = missing_elements(made.record, provider)
            yield RowResult(made.rows[0], made.path, made.record.kind, made.modest, missing, placed(made))
