"""Any mapping that is accepted, with any table: nothing crashes, no cell is lost without a word, and twice is once."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.importers.settling import Import
from generator.importers.spreadsheet import import_spreadsheet
from generator.importers.targets import find_target, wrong_value
from generator.records.layout import as_block
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

TARGETS = [
    "summary", "description", "keywords", "target_groups", "code", "field", "teaching_languages", "duration",
    "duration_text", "participation.mode", "participation.onsite_days", "participation.places.country", "checked",
    "participation.places.city", "runs.start", "runs.end", "runs.places", "price.category", "price.learning.amount",
    "price.learning.currency", "price.note", "links.page", "prerequisites.text", "prerequisites.none",
    "prerequisites.not_applicable", "provider.country", "provider.homepage", "provider.legal_name",
    "provider.contact.email",
    "credential.learning_outcomes.text", "credential.learning_outcomes.criteria", "credential.workload.credits.amount",
    "credential.workload.hours.total", "credential.level.level", "credential.level.framework",
    "credential.assessment.types", "credential.quality_assurance.framework", "credential.quality_assurance.statement",
    "credential.grading.not_applicable", "credential.grading.scheme", "credential.supervision.supervised",
    "credential.stackability.text", "credential.further_information", "credential.issuing.days",
    "validation.fee.amount",
]  # fmt: skip
OPTIONS: dict[str, st.SearchStrategy[Any]] = {
    "split": st.sampled_from([";", ["\n", ";"], ","]),
    "join": st.sampled_from([" / ", "; "]),
    "as_list": st.just("true"),
    "entries": st.just("true"),
    "units": st.sampled_from([[], ["ECTS", "h"]]),
    "values": st.sampled_from([{"yes": "true", "a": "b"}, {"a": {"en": "A", "pl": "Ą"}}, {"paid": "free"}]),
    "unlisted": st.sampled_from(["report", "skip"]),
    "vocabulary": st.sampled_from(["countries", "languages", "assessment-types", "price-categories"]),
    "date": st.sampled_from(["%d.%m.%Y", "%Y-%m-%d"]),
    "language": st.sampled_from(["pl", "detect"]),
    "like": st.just("x0"),
    "translation_in_brackets": st.just("true"),
    "words": st.just({"en": "It says {}.", "pl": "Mówi {}."}),
    "also": st.sampled_from([{"credential.workload.credits.system": "ects"}, {"price.learning.currency": "PLN"}]),
}
CELLS = st.sampled_from(
    ["", "a", "yes", "paid", "PL", "pl", "3 ECTS", "2,5", "12", "01.02.2027", "2027-02-01", "https://a.example/",
     "true", "Kurs i praca (A course and the work)", "- one\n- two",
     "a; b;c", "x@y.example", "project, quiz", "<b>c</b>",
     "# d",
     "8 weeks", "720.00", "ą" * 600]
) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)  # fmt: skip


def mend(placement: dict[str, Any], language: str) -> None:
    """Make a placement complete for its target, so that most mappings are accepted."""
    target = find_target(placement["to"])
    by_language = any(isinstance(value, dict) for value in placement.get("values", {}).values())
    if not target.form.has_language:
        for name in ("language", "words", "entries", *(["values"] if by_language else [])):
            placement.pop(name, None)
    elif not (placement.get("words") or by_language):
        placement["language"] = language
    if 0 not in target.steps:
        placement.pop("entries", None)
    elif placement.get("entries"):
        placement.setdefault("split", ";")
        placement.pop("values", None)
        placement.pop("words", None)
        placement["language"] = language
    if placement.get("vocabulary") and target.vocabulary:
        placement["vocabulary"] = target.vocabulary
    if placement.get("values"):
        placement.pop("vocabulary", None)
        if not target.form.has_language:
            known = [one.code for one in vocabulary(target.vocabulary)] if target.vocabulary else ["true", "12", "P8W"]
            codes = [code for code in [*placement["values"].values(), *known] if not wrong_value(target, code)]
            placement["values"] = dict(zip(placement["values"], codes, strict=False)) or {"no such value": "x"}


@st.composite
def placements(draw: st.DrawFn, *, nested: bool = True) -> dict[str, Any]:
    if draw(st.integers(0, 9)) == 0:
        return {"ignore": "not wanted"}
    names = draw(st.lists(st.sampled_from(sorted(OPTIONS)), max_size=3, unique=True))
    placement = {"to": draw(st.sampled_from(TARGETS)), **{name: draw(OPTIONS[name]) for name in names}}
    if draw(st.integers(0, 9)):
        mend(placement, draw(st.sampled_from(["pl", "detect"])))
    if nested and draw(st.booleans()):
        placement["otherwise"] = draw(placements(nested=False))
    return placement


@st.composite
def mappings(draw: st.DrawFn) -> dict[str, Any]:
    columns = {f"x{at}": draw(st.lists(placements(), min_size=1, max_size=2)) for at in range(draw(st.integers(1, 4)))}
    return {
        "kind": draw(st.sampled_from(["derived", "learning-opportunity"])),
        "source": {"name": "A list", "address": "https://list.example.org/"},
        "identity": ["what"],
        "provider": {"identified_by": "who", "awards": draw(st.sampled_from(["true", "false"]))},
        "languages": {"expected": ["en", "pl"], **draw(st.sampled_from([{}, {"otherwise": "en"}]))},
        **draw(st.sampled_from([{}, {"markup": "html"}])),
        "constants": {"provider.type": "other"},
        "columns": {
            "what": {"to": "title", "language": "en"},
            "who": {"to": "provider.name", "language": "en"},
            **columns,
        },
    }


def imported(folder: Path, names: Sequence[str], rows: Sequence[Sequence[str]]) -> Import | tuple[Any, ...]:
    stream = io.StringIO(newline="")
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([names, *rows])
    (folder / "table.csv").write_text(stream.getvalue(), encoding="utf-8", newline="")
    return import_spreadsheet(folder / "table.csv", folder / "providers", mapping=folder / "mapping.yml")


def outcome(mapping: Path, names: Sequence[str], rows: Sequence[Sequence[str]]) -> object:
    """Return everything that an import says and writes, in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "mapping.yml").write_bytes(mapping.read_bytes())
        done = imported(folder, names, rows)
        assert isinstance(done, Import)
        return sorted((one.path, one.text) for one in done.new), done.report.remarks, done.report.failures


def files(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in (folder / "providers").rglob("*") if file.is_file()}


def check(mapping: dict[str, Any], cells: list[list[str]]) -> None:
    names = list(mapping["columns"])
    rows = [[f"Course {at}", "Provider", *row[: len(names) - 2]] for at, row in enumerate(cells)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "mapping.yml").write_text(as_block(mapping), encoding="utf-8")
        done = imported(folder, names, rows)
        if not isinstance(done, Import):
            assert all(str(found.message) and str(found.remedy) for found in done)
            return
        report = done.report
        assert {one.row for one in report.results} | {one.row for one in report.failures} == set(
            range(2, len(rows) + 2)
        )
        before = files(folder)
        again = imported(folder, names, rows)
        assert isinstance(again, Import)
        assert (again.new, again.report.occupied, files(folder)) == ((), (), before)
        whole = outcome(folder / "mapping.yml", names, rows)
        for at, cell in enumerate(rows[0]):
            if "".join(cell.split()).isprintable() and cell.strip() and at > 1:
                # What a row says of its provider another row may say too: then it goes from all of them.
                shared = any(
                    one.get("to", "").startswith("provider.") for one in said_by(mapping["columns"][names[at]])
                )
                without = [[*row[:at], "" if row is rows[0] or shared else row[at], *row[at + 1 :]] for row in rows]
                assert outcome(folder / "mapping.yml", names, without) != whole, (names[at], cell)


def said_by(placements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the placements of a column with those that stand in for them."""
    return [*placements, *(one["otherwise"] for one in placements if "otherwise" in one)]


TABLES = st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=2)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(mappings(), TABLES)
def test_any_mapping_loses_nothing_without_a_word(mapping: dict[str, Any], cells: list[list[str]]) -> None:
    check(mapping, cells)


def test_two_columns_whose_text_is_refused_together_are_both_named() -> None:
    refused = {"to": "field", "otherwise": {"to": "credential.quality_assurance.statement", "language": "pl"}}
    columns = {
        "what": {"to": "title", "language": "en"},
        "who": {"to": "provider.name", "language": "en"},
        "x0": refused,
        "x1": refused,
    }
    mapping = {
        "kind": "derived",
        "source": {"name": "A list", "address": "https://list.example.org/"},
        "identity": ["what"],
        "provider": {"identified_by": "who"},
        "languages": {"expected": ["en", "pl"]},
        "constants": {"provider.type": "other"},
        "columns": {name: [one] for name, one in columns.items()},
    }
    check(mapping, [["a", "a"]])


@pytest.mark.deep
@settings(max_examples=2_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(mappings(), TABLES)
def test_very_many_mappings_lose_nothing_without_a_word(mapping: dict[str, Any], cells: list[list[str]]) -> None:
    check(mapping, cells)
