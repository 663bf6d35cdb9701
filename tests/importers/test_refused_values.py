"""A value that records refuse is named once, in the words of the table, whatever else goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.importers.remarks import Fate
from generator.importers.settling import Import
from generator.importers.spreadsheet import import_spreadsheet

if TYPE_CHECKING:
    from pathlib import Path

MAPPING = """\
kind: learning-opportunity
source: {name: Courses, address: "https://harbour.example/list"}
identity: [who, what]
provider: {identified_by: who}
languages: {expected: [en], otherwise: en}
constants: {provider.type: vet-provider, price.learning.currency: EUR}
columns:
  what: {to: title, language: en}
  who: {to: provider.name, language: en}
  fee: {to: price.learning.amount}
"""


def imported(folder: Path, *rows: str) -> Import:
    (folder / "mapping.yml").write_text(MAPPING, encoding="utf-8")
    (folder / "courses.csv").write_text("\n".join(("what;who;fee", *rows)), encoding="utf-8")
    done = import_spreadsheet(folder / "courses.csv", folder / "to", mapping=folder / "mapping.yml")
    assert isinstance(done, Import)
    return done


def test_a_refused_amount_is_named_once_and_what_stood_beside_it_goes(tmp_path: Path) -> None:
    done = imported(tmp_path, "Knots;Harbour College;about 12")
    lost = [(one.column, one.value) for one in done.report.remarks if one.fate is Fate.NOT_PLACED]
    assert lost == [("fee", "about 12"), ("constants", "EUR")]
    assert (
        "price" not in (tmp_path / "to/harbour-college/offers/knots.yml").read_text(encoding="utf-8").split("\n\n")[1]
    )


def test_another_spelling_of_a_name_is_told_with_the_one_that_stays(tmp_path: Path) -> None:
    done = imported(tmp_path, "Knots;Harbour College;12", "Ropes;Harbour College;14", "Sails;HARBOUR COLLEGE;9")
    (lost,) = [one for one in done.report.remarks if one.fate is Fate.NOT_PLACED]
    assert (lost.row, lost.value) == (4, "HARBOUR COLLEGE")
    assert lost.reason == "the name of the provider is spelt otherwise in its record: Harbour College"
    assert (done.report.offers, done.report.providers) == (3, 1)
