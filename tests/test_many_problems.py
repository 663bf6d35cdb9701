"""All problems of all records come out of one run, however many there are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests import record_cases

if TYPE_CHECKING:
    from pathlib import Path

RUNS = "".join(f"  - {{id: run-{number}, start: {number}.13.2027, colour: red}}\n" for number in range(1, 11))
OUTCOMES = "".join(f"    - {{txt: {{en: Does {number}}}, kind: skil{number}}}\n" for number in range(10))
FIFTY = f"""\
id: first-aid
uuid: 22d2c3b4-4a59-4e68-8f77-000000000003
kind: learning-opportunity
title: {{pl: Pierwsza pomoc, en: First aid}}
runs:
{RUNS}credential:
  uuid: 44d2c3b4-4a59-4e68-8f77-000000000099
  awarded_by: [{", ".join(f"nobody-{number}" for number in range(10))}]
  learning_outcomes:
{OUTCOMES}"""
"""Ten wrong dates, ten unknown keys, ten misspelt ones, ten wrong codes and ten organisations that do not exist."""


def test_fifty_problems_are_fifty_findings(tmp_path: Path) -> None:
    providers = record_cases.lay_out("valid", "minimal", tmp_path)
    (providers / record_cases.FIRST_AID).write_text(FIFTY, encoding="utf-8")

    found = record_cases.inspect(providers).diagnostics

    of_the_record = [one for one in found if one.location.path.endswith(record_cases.FIRST_AID)]
    assert Counter(one.rule.code for one in of_the_record) == {"REC001": 20, "REC003": 10, "VOC001": 10, "REF001": 10}
    assert len({(one.location.line, one.location.column) for one in of_the_record}) == 50
