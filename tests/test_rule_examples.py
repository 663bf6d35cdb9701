"""Each rule over records has an example, which is what the check finds in a case of its own.

`UPDATE_EXPECTED=1 pytest tests/test_rule_examples.py` makes generator/rule_examples.json anew.
"""

import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.diagnostics import Diagnostic
from generator.rule_examples import FILE, rule_examples, to_json
from generator.rulebook import rulebook
from tests import record_cases


@cache
def found_in_cases() -> dict[str, Diagnostic]:
    """Return the first finding of each rule in the first case that is named after it."""
    examples: dict[str, Diagnostic] = {}
    for name in record_cases.cases("invalid"):
        code = name[:6]
        if code not in examples:
            with TemporaryDirectory() as folder:
                providers = record_cases.lay_out("invalid", name, Path(folder))
                found = record_cases.inspect(providers).diagnostics
            examples[code] = next(one for one in found if one.rule.code == code)
    return examples


def test_examples_are_what_the_check_finds() -> None:
    content = to_json(found_in_cases().values())
    if os.environ.get("UPDATE_EXPECTED"):
        FILE.write_bytes(content)
    assert FILE.read_bytes() == content, "make it anew with UPDATE_EXPECTED=1 pytest tests/test_rule_examples.py"


def test_examples_are_read_as_they_were_written() -> None:
    read = rule_examples()
    for code, example in found_in_cases().items():
        found = read[code]
        assert (found.rule, found.message, found.fix) == (example.rule, example.message, example.fix)
        assert replace(found.location, excerpt="") == replace(example.location, excerpt="")
        assert example.location.excerpt.startswith(found.location.excerpt)
        assert found.location.column <= len(found.location.excerpt) or not example.location.excerpt


def test_only_imports_have_no_example() -> None:
    assert {code[:3] for code in rulebook() if code not in rule_examples()} == {"IMP"}
