"""`catalogue remove`: the content goes, the address and the identifiers stay and say so, everywhere."""

from __future__ import annotations

import json
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from generator.checks.inspection import inspect_records
from generator.cli import catalogue
from generator.errors import UsageError
from tests.builders import catalogue_of_files
from tests.pages.rendered import page, written
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

OFFER = "lumikko/sauna-host"
FILE = "lumikko/offers/sauna-host.yml"
UUID = "c3ab72d3-1c46-44b1-846b-f572df4afe66"
CREDENTIAL = "e454bc8c-45a7-477f-8a41-f012f78e8b2f"


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """Return a registry with the sample records."""
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    for folder in ("providers", "theme"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def run(registry: Path, *arguments: str) -> str:
    result = CliRunner().invoke(catalogue, ["remove", "--root", str(registry), *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.slow
def test_nothing_of_the_content_is_left_in_file_page_and_identifiers(registry: Path) -> None:
    before = (registry / "providers" / FILE).read_text(encoding="utf-8")
    title = next(line.split('"')[1] for line in before.splitlines() if line.startswith('  en: "'))
    printed = run(
        registry, OFFER, "--ground", "court-order", "--on", "2026-10-05", "--source", "https://court.example/7"
    )
    assert "address stays" in printed
    after = (registry / "providers" / FILE).read_text(encoding="utf-8")
    assert title in before
    assert title not in after
    site = written(registry / "providers")
    html = page(site, f"en/offers/{OFFER}/")
    for told in ("5 October 2026", "Order of a court or an authority", "https://court.example/7", 'content="noindex"'):
        assert told in html
    for address in (f"id/offer/{UUID}/", f"id/credential/{CREDENTIAL}/1/", f"pl/offers/{OFFER}/"):
        assert title not in page(site, address)
    assert "5 października 2026" in page(site, f"pl/offers/{OFFER}/")


@pytest.mark.slow
def test_who_looks_at_the_provider_finds_no_trace_but_the_address(registry: Path) -> None:
    run(registry, OFFER, "--ground", "data-protection")
    html = page(written(registry / "providers"), "pl/providers/lumikko/")
    assert "Treść usunięta" in html
    assert f"pl/offers/{OFFER}/" in html


@pytest.mark.slow
def test_a_removed_record_is_sound_and_can_be_removed_again(registry: Path) -> None:
    run(registry, OFFER, "--ground", "fake-provider", "--on", "2026-10-05")
    once = (registry / "providers" / FILE).read_text(encoding="utf-8")
    result = CliRunner().invoke(catalogue, ["check", "--root", str(registry), "--format", "json"])
    found = json.loads(result.output)
    assert [one for one in found["findings"] if FILE in one["path"]] == []
    run(registry, OFFER, "--ground", "fake-provider", "--on", "2026-10-05")
    assert (registry / "providers" / FILE).read_text(encoding="utf-8") == once


@pytest.mark.parametrize("key", ["lumikko", "lumikko/unknown", "../x/y", "lumikko/"])
def test_what_is_no_offer_is_refused_and_nothing_is_written(registry: Path, key: str) -> None:
    with pytest.raises(UsageError, match="expected the key of an offer"):
        CliRunner().invoke(
            catalogue,
            ["remove", "--root", str(registry), key, "--ground", "court-order"],
            catch_exceptions=False,
            standalone_mode=False,
        )


def test_a_source_that_is_no_address_is_refused_and_nothing_is_written(registry: Path) -> None:
    before = (registry / "providers" / FILE).read_bytes()
    with pytest.raises(UsageError, match="expected"):
        CliRunner().invoke(
            catalogue,
            ["remove", "--root", str(registry), OFFER, "--ground", "court-order", "--source", "file 7"],
            catch_exceptions=False,
            standalone_mode=False,
        )
    assert (registry / "providers" / FILE).read_bytes() == before


def test_a_broken_record_is_mended_first(registry: Path) -> None:
    file = registry / "providers" / FILE
    file.write_text(file.read_text(encoding="utf-8") + "\nunknown: key\n", encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(UsageError, match="expected an offer that can be read"):
        CliRunner().invoke(
            catalogue,
            ["remove", "--root", str(registry), OFFER, "--ground", "court-order"],
            catch_exceptions=False,
            standalone_mode=False,
        )
    assert file.read_bytes() == before


def test_nothing_of_a_credential_with_a_file_of_its_own_is_told_by_the_removed_offer(registry: Path) -> None:
    printed = run(registry, "donauwinkel/vineyard-climate-evenings", "--ground", "court-order")
    assert "vineyard-climate" in printed.splitlines()[-1]
    catalogue_ = catalogue_of_files(registry / "providers", registry / "cache")
    summary = catalogue_.offer_by_key["donauwinkel/vineyard-climate-evenings"]
    offer = catalogue_.store.open_offer(summary)
    assert offer.credential is not None
    assert offer.credential.model_fields_set <= {"uuid", "version"}
    assert summary.level is None
    assert summary.modified == summary.removed_on


def test_a_removal_by_hand_with_content_beside_it_brings_no_earlier_version_back(registry: Path) -> None:
    settings = {"shown": "providers", "cache": registry / "cache", "as_of": date(2026, 11, 20), "stale_days": 730}
    before = inspect_records(registry / "providers", **settings)  # type: ignore[arg-type]
    file = registry / "providers" / FILE
    text = file.read_text(encoding="utf-8").replace("status: paused", "status: withdrawn\nwithdrawn_on: 2026-10-05")
    file.write_text(f"{text}\nremoval: {{removed_on: 2026-10-05, ground: court-order}}\n", encoding="utf-8")
    after = inspect_records(registry / "providers", **settings, last_good=before.digests)  # type: ignore[arg-type]
    assert "OFF015" in {one.rule.code for one in after.diagnostics}
    assert OFFER not in after.catalogue.offer_by_key


@pytest.mark.parametrize("arguments", [("--on", "2999-01-01"), ()])
def test_no_day_ahead_and_no_draft(registry: Path, arguments: tuple[str, ...]) -> None:
    file = registry / "providers" / FILE
    if not arguments:
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("status: paused", "status: draft"), encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(UsageError):
        CliRunner().invoke(
            catalogue,
            ["remove", "--root", str(registry), OFFER, "--ground", "court-order", *arguments],
            catch_exceptions=False,
            standalone_mode=False,
        )
    assert file.read_bytes() == before


def test_the_day_of_an_earlier_removal_stays(registry: Path) -> None:
    run(registry, OFFER, "--ground", "court-order", "--on", "2026-10-05")
    run(registry, OFFER, "--ground", "fake-provider")
    assert "removed_on: 2026-10-05" in (registry / "providers" / FILE).read_text(encoding="utf-8")
