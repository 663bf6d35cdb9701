"""Importing into a folder that holds something: what is there, what somebody took out, and who is meant by a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.importers.updates import FIRST, SECOND, changed, offer, report, rewrite, run

if TYPE_CHECKING:
    from pathlib import Path

OFFERS = "providers/szkola/offers"


def test_an_offer_may_be_called_like_the_file_of_a_provider(tmp_path: Path) -> None:
    rows = [changed(FIRST, title="Provider"), SECOND]
    run(tmp_path, rows)
    file = tmp_path / OFFERS / "provider.yml"

    again = run(tmp_path, rows)
    updated = run(tmp_path, [changed(FIRST, title="Provider", cost="free"), SECOND], "--update")

    assert (again.exit_code, updated.exit_code) == (0, 0)
    made = offer(file)
    assert made.price and made.price.category == "free"
    file.write_text(file.read_text("utf-8").replace("category: free", "category: subscription"), encoding="utf-8")
    kept_out = run(tmp_path, rows)
    assert kept_out.exit_code == 1
    assert "row 2\n  not written: szkola/offers/provider.yml: the file exists and says" in kept_out.output


def test_a_provider_that_was_kept_out_ends_with_exit_code_one(tmp_path: Path) -> None:
    run(tmp_path, [FIRST])
    rewrite(tmp_path / "providers/szkola/provider.yml", ("type: other", "type: company"))

    assert run(tmp_path, [FIRST]).exit_code == 1
    assert not report(tmp_path)["whole"]
