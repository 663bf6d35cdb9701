"""Every rule finds what it should and says it well; what is right passes without a word."""

import os
import re
from pathlib import Path

import pytest

from generator.diagnostics import all_rules, has_errors
from generator.rulebook import rulebook
from tests import record_cases

# Rules over tables have tests of their own (tests/importers).
WITHOUT_CASES = ("IMP",)
WORD_FOR_WORD = [name for name in record_cases.cases("invalid") if name != record_cases.VERY_MANY]
CODE = re.compile(r"^[^ ]+:\d+:\d+: (?:error|warning|note) ([A-Z]{3}\d{3}) ", re.MULTILINE)


@pytest.mark.parametrize("name", WORD_FOR_WORD)
def test_report_of_an_invalid_case_is_word_for_word_as_expected(name: str, tmp_path: Path) -> None:
    found = record_cases.report(record_cases.inspect(record_cases.lay_out("invalid", name, tmp_path)))
    expected = record_cases.expected_file(name)
    if os.environ.get("UPDATE_EXPECTED"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", WORD_FOR_WORD)
def test_case_is_named_after_the_rule_it_breaks(name: str) -> None:
    report = record_cases.expected_file(name).read_text(encoding="utf-8")
    assert name[:6] in CODE.findall(report)


@pytest.mark.parametrize("name", record_cases.cases("valid"))
def test_valid_case_has_no_findings(name: str, tmp_path: Path) -> None:
    inspection = record_cases.inspect(record_cases.lay_out("valid", name, tmp_path))
    assert record_cases.report(inspection).startswith("No problems in ")
    assert len(inspection.catalogue.offers) >= 2


def test_every_rule_has_a_case() -> None:
    defined = {code for code in rulebook() if not code.startswith(WITHOUT_CASES)}
    shown = {name[:6] for name in record_cases.cases("invalid")}
    assert defined == shown


@pytest.mark.slow
def test_of_very_many_problems_the_first_are_reported(tmp_path: Path) -> None:
    providers = record_cases.lay_out("invalid", record_cases.VERY_MANY, tmp_path)
    first, *others = record_cases.inspect(providers).diagnostics
    assert first.rule.code == "REC004"
    assert [found.location.line for found in others] == list(range(9, 109))


def test_what_depends_on_the_day_is_never_an_error() -> None:
    by_day = {"DAT004", "DAT005", "DAT006", "DAT007", "RCG005", "RCG008", "SUP004"}
    assert not [rule.code for rule in all_rules() if rule.code in by_day and rule.severity == "error"]


def test_second_check_of_unchanged_files_finds_the_same(tmp_path: Path) -> None:
    """Sound records come out of the store the second time, those with warnings are checked again."""
    providers = record_cases.lay_out("invalid", "TXT005-link-to-another-site", tmp_path)
    first, second = record_cases.inspect(providers), record_cases.inspect(providers)
    assert first.diagnostics == second.diagnostics
    assert not has_errors(first.diagnostics)
    assert first.catalogue.offers == second.catalogue.offers
