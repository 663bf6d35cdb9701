"""A small table of courses, and what tests do with it: import it, change it, look at what stands there."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner, Result

from generator.cli import catalogue
from generator.records.offer import Offer
from generator.records.reader import read_as
from generator.records.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MAPPING = """\
kind: derived
source: {name: A list, address: "https://list.example.org/"}
identity: [code]
provider: {identified_by: who}
languages: {expected: [pl], otherwise: pl}
constants: {provider.type: other}
columns:
  code: {to: code}
  who: {to: provider.name, language: pl}
  title: {to: title, language: pl}
  about: {to: description, language: pl}
  cost: {to: price.category, vocabulary: price-categories}
  start: {to: runs.start, date: "%Y-%m-%d"}
  outcomes: {to: credential.learning_outcomes.text, split: ["|"], entries: true, language: pl}
  exam: {to: credential.assessment.types, split: ",", vocabulary: assessment-types}
"""
NAMES = ("code", "who", "title", "about", "cost", "start", "outcomes", "exam")
FIRST = ("K1", "Szkoła", "Kurs", "O kursie.", "paid", "2027-01-11", "Umie.|Wie.", "project")
SECOND = ("K2", "Szkoła", "Drugi kurs", "", "free", "", "", "")
COURSE = "providers/szkola/offers/kurs.yml"


def table(*rows: Sequence[str]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([NAMES, *rows])
    return stream.getvalue()


def run(folder: Path, rows: Sequence[Sequence[str]], *options: str, mapping: str = MAPPING) -> Result:
    folder.mkdir(exist_ok=True)
    (folder / "mapping.yml").write_text(mapping, encoding="utf-8")
    (folder / "table.csv").write_text(table(*rows), encoding="utf-8", newline="")
    arguments = [folder / "table.csv", "--to", folder / "providers", "--mapping", folder / "mapping.yml"]
    result = CliRunner().invoke(
        catalogue, ["import", *map(str, arguments), "--report", str(folder / "r.json"), *options]
    )
    assert result.exit_code in (0, 1), result.output
    return result


def report(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "r.json").read_bytes())  # type: ignore[no-any-return]


def changed(row: Sequence[str], **cells: str) -> list[str]:
    return [cells.get(name, cell) for name, cell in zip(NAMES, row, strict=True)]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def rewrite(file: Path, *changes: tuple[str, str]) -> str:
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    return text


def offer(file: Path) -> Offer:
    record, _, found = read_as(Offer, Source(str(file), file.read_text("utf-8")))
    assert record is not None, found
    return record
