"""Exceptions from rules: what they cover, until when, and what may never be excepted."""

from datetime import date
from pathlib import Path

import pytest

from generator.checks.inspection import Inspection, inspect_records
from generator.checks.jurisdiction import Chosen, Jurisdiction
from generator.checks.profile import profile
from generator.checks.waivers import NEVER
from generator.diagnostics import Severity, has_errors
from generator.rulebook import rulebook
from tests import record_cases

ESTONIA = Jurisdiction((Chosen(profile("eu")), Chosen(profile("ee"))))
LAST_DAY, NEXT_DAY = date(2027, 11, 25), date(2027, 11, 26)


@pytest.fixture
def providers(tmp_path: Path) -> Path:
    """An Estonian micro-credential that is too small, and an exception that holds until the last day."""
    return record_cases.lay_out("valid", "exception-that-holds", tmp_path)


def inspect(providers: Path, day: date, last_good: dict[str, str] | None = None) -> Inspection:
    return inspect_records(
        providers,
        shown="providers",
        cache=providers.parent / ".cache",
        as_of=day,
        jurisdiction=ESTONIA,
        last_good=last_good,
    )


def found(inspection: Inspection) -> list[str]:
    return [f"{one.severity} {one.rule.code}" for one in inspection.diagnostics]


def change(providers: Path, old: str, new: str) -> None:
    file = providers / "waivers.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_excepted_finding_counts_for_nothing_and_is_kept_apart(providers: Path) -> None:
    inspection = inspect(providers, LAST_DAY)
    assert found(inspection) == []
    assert [(one.rule.code, one.severity) for one in inspection.waived] == [("PRF001", Severity.ERROR)]


def test_day_after_the_last_makes_no_error_but_two_warnings(providers: Path) -> None:
    inspection = inspect(providers, NEXT_DAY)
    assert found(inspection) == ["warning PRF001", "warning WVR001"]
    assert inspection.waived == ()
    assert "river-college/data-basics" in inspection.catalogue.offer_by_key


def test_without_the_exception_it_is_an_error(providers: Path) -> None:
    (providers / "waivers.yml").unlink()
    assert found(inspect(providers, LAST_DAY)) == ["error PRF001"]


@pytest.mark.parametrize(
    "name",
    [
        "river-college/data-basics",
        "river-college/offers/data-basics.yml",
        "providers/river-college/offers/data-basics.yml",
    ],
)
def test_record_is_named_by_its_key_or_its_path(providers: Path, name: str) -> None:
    change(providers, "river-college/data-basics", name)
    assert found(inspect(providers, LAST_DAY)) == []


@pytest.mark.parametrize(
    ("old", "new"), [("PRF001", "PRF002"), ("river-college/data-basics", "river-college/first-aid")]
)
def test_exception_covers_nothing_else(providers: Path, old: str, new: str) -> None:
    change(providers, old, new)
    assert found(inspect(providers, LAST_DAY)) == ["error PRF001", "note WVR002"]


def test_of_two_exceptions_the_longer_one_holds(providers: Path) -> None:
    file = providers / "waivers.yml"
    text = file.read_text(encoding="utf-8")
    shorter = text.removeprefix("waivers:\n").replace("until: 2027-11-25", "until: 2027-01-31")
    file.write_text(text + shorter, encoding="utf-8")
    assert found(inspect(providers, LAST_DAY)) == ["note WVR002"]


def test_excepted_record_is_published_as_it_is_while_others_are_broken(providers: Path) -> None:
    last_good = dict(inspect(providers, LAST_DAY).digests)
    offer = providers / "river-college/offers/data-basics.yml"
    offer.write_text(offer.read_text(encoding="utf-8").replace("Data basics", "Basics of data"), encoding="utf-8")
    (providers / record_cases.FIRST_AID).write_text("id: [", encoding="utf-8")
    inspection = inspect(providers, LAST_DAY, last_good)
    assert found(inspection) == ["error YML001"]
    assert {one.title["en"] for one in inspection.catalogue.offers} == {"Basics of data", "First aid"}


@pytest.mark.parametrize(
    "text", ["waivers: [", "", "waivers: none\n", "- rule: PRF001\n", "waivers:\n  - PRF001\n", "\0"]
)
def test_file_that_cannot_be_read_excepts_nothing(providers: Path, text: str) -> None:
    (providers / "waivers.yml").write_text(text, encoding="utf-8")
    inspection = inspect(providers, LAST_DAY)
    assert has_errors(one for one in inspection.diagnostics if one.location.path == "providers/waivers.yml")
    assert "error PRF001" in found(inspection)


def test_link_to_a_file_elsewhere_is_not_followed(providers: Path) -> None:
    file = providers / "waivers.yml"
    file.rename(providers.parent / "elsewhere.yml")
    file.symlink_to(providers.parent / "elsewhere.yml")
    assert found(inspect(providers, LAST_DAY)) == ["error PRF001", "error FIL004"]


def test_only_rules_over_the_catalogue_may_be_excepted_where_they_are_errors() -> None:
    """A record with an error of its own is not read at all; no exception could help it."""
    waivable = {rule.code for rule in rulebook().values() if rule.waivable}
    assert waivable == {"PRF001", "PRF004"}
    assert not [code for code in waivable if code.startswith(NEVER)]
