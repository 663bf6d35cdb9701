"""The scale of levels shows a level as honestly as it is stated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.pages.level_scale import level_scale
from tests.builders import a_credential
from tests.pages.test_statements import told

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("level", "marked", "basis", "said"),
    [
        ({"level": "6", "basis": "registered", "register_code": "1"}, ["6"], "registered", "by an entry in a register"),
        ({"level": "6", "basis": "claimed"}, ["6"], "claimed", "No register of qualifications confirms it"),
        ({"level": "4", "basis": "descriptors-only"}, ["4"], "descriptors-only", "No level has been awarded"),
    ],
)
def test_level_is_marked_and_told_with_its_basis(
    tmp_path: Path, level: dict[str, str], marked: list[str], basis: str, said: str
) -> None:
    scale = level_scale(told(tmp_path, credential=a_credential(level={"framework": "prk", **level})))
    assert scale is not None
    assert [step.level for step in scale.steps] == list("12345678")
    assert [step.level for step in scale.steps if step.is_marked] == marked
    assert scale.basis == basis
    assert said in scale.text
    assert f"level {marked[0]} of 8" in scale.text.lower()


def test_an_irish_level_stands_where_it_is_referenced_to(tmp_path: Path) -> None:
    level = {"framework": "nfq", "level": "8", "basis": "claimed"}
    scale = level_scale(told(tmp_path, credential=a_credential(level=level)))
    assert scale is not None
    assert [step.level for step in scale.steps if step.is_marked] == ["6"]


@pytest.mark.parametrize(
    "changes",
    [
        {"credential": None, "kind": "learning-opportunity"},
        {"credential": a_credential(level=None)},
        {"credential": a_credential(level={"not_applicable": {"en": "No framework."}})},
        {"credential": a_credential(level={"framework": "prk", "basis": "descriptors-only"})},
    ],
)
def test_no_level_no_scale(tmp_path: Path, changes: dict[str, Any]) -> None:
    assert level_scale(told(tmp_path, **changes)) is None
