"""Key names are an interface: hundreds of people write them for years. A change takes four steps, named here."""

from __future__ import annotations

import pytest

from generator.records.mending import MIGRATIONS
from tests.released_keys import present_keys, released_keys
from tests.site.serving import ROOT

HOW_TO_CHANGE = """
A released key is gone or has another form: {keys}.
Put it back; or, if it must change:
1. write an ADR in docs/decisions that names the key in backticks and says why;
2. let `catalogue fix` carry records over: an entry in MIGRATIONS (generator/records/mending.py);
3. tell users in CHANGELOG.md, below "Published data", with the key in backticks;
4. make the list anew with the release: python -m tests.released_keys > tests/released/keys.txt.
"""
PRESENT = present_keys()
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
DECISIONS = "\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "docs/decisions").glob("*.md")))


def name_of(key: str) -> str:
    return key.rpartition(".")[2].rpartition(" ")[2]


def is_announced(key: str) -> bool:
    """Tell whether a changed key has its migration, its reason and its news."""
    named = f"`{name_of(key)}`"
    return name_of(key) in MIGRATIONS and named in CHANGELOG and named in DECISIONS


def test_no_released_key_has_changed_unannounced() -> None:
    changed = [key for key, form in released_keys().items() if PRESENT.get(key) != form and not is_announced(key)]
    assert changed == [], HOW_TO_CHANGE.format(keys=", ".join(changed))


def _parent(key: str) -> str:
    """Return the key around a key; of an outermost one, the kind of record."""
    return key.rpartition(".")[0] or key.partition(" ")[0]


def test_no_key_has_become_required() -> None:
    """A record that was sound with the last release stays sound: what is new may be left out."""
    released = released_keys()
    new = {key: form for key, form in PRESENT.items() if key not in released}
    parents = {_parent(key) for key in released}
    required = [key for key, form in new.items() if form.endswith("!") and _parent(key) in parents]
    assert required == [], HOW_TO_CHANGE.format(keys=", ".join(required))


@pytest.mark.parametrize(("key", "form"), [("offer colour", "string"), ("offer title", "string")])
def test_a_change_would_be_seen(key: str, form: str) -> None:
    released = {**released_keys(), key: form}
    assert len(released) > 400
    assert [one for one, kept in released.items() if PRESENT.get(one) != kept] == [key]
