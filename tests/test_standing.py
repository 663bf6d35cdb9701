"""The records as they stand, from save to save: what is read again, and that the outcome is that of a first reading."""

import shutil
from pathlib import Path

import pytest

from generator.catalogue.store import RecordStore
from generator.checks import standing as standing_module
from generator.checks.standing import Standing, standing_of
from generator.records.discover import discover
from tests import record_cases

SAMPLES = Path(__file__).parents[1] / "providers"
VINEYARD = "providers/donauwinkel/credentials/vineyard-climate.yml"


@pytest.fixture
def providers(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLES / "donauwinkel", tmp_path / "providers" / "donauwinkel")
    shutil.copytree(record_cases.RECORDS / "base", tmp_path / "providers", dirs_exist_ok=True)
    return tmp_path / "providers"


def first(providers: Path) -> Standing:
    """Read everything, with a store of its own."""
    return standing_of(RecordStore(providers.parent / ".cache" / "records"), *discover(providers, "providers"))


def listed(standing: Standing, providers: Path) -> Standing:
    """List the files anew."""
    return standing.with_files(*discover(providers, "providers"))


def same(one: Standing, other: Standing) -> bool:
    """Tell whether two standings have the same records, findings and catalogue."""
    return (one.files, dict(one.inspected), one.found, one.catalogue) == (
        other.files,
        dict(other.inspected),
        other.found,
        other.catalogue,
    )


def replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_offers_of_a_credential_change_with_it(providers: Path) -> None:
    before = first(providers)
    assert before.catalogue
    replaced(providers.parent / VINEYARD, "en: ", "en: Changed ")
    after = before.read_again([VINEYARD])
    assert same(after, first(providers))
    changed = {shown for shown in after.files if after.inspected[shown] != before.inspected[shown]}
    assert changed == {
        VINEYARD,
        "providers/donauwinkel/offers/vineyard-climate-evenings.yml",
        "providers/donauwinkel/offers/vineyard-climate-online.yml",
    }


def test_offers_of_a_credential_that_breaks_goes_and_comes_back(providers: Path) -> None:
    whole = first(providers)
    file = providers.parent / VINEYARD
    text = file.read_text(encoding="utf-8")
    file.write_text("id: [", encoding="utf-8")
    broken = whole.read_again([VINEYARD])
    assert same(broken, first(providers))
    assert len(broken.broken) == 3
    file.unlink()
    gone = listed(broken, providers)
    assert same(gone, first(providers))
    file.write_text(text, encoding="utf-8")
    assert same(listed(gone, providers), whole)


def test_state_of_an_element_follows_the_provider(providers: Path) -> None:
    before = first(providers)
    assert before.catalogue
    replaced(providers / "river-college" / "provider.yml", "quality_assurance: [{framework: esg}]", "")
    after = before.read_again(["providers/river-college/provider.yml"])
    assert after.catalogue == first(providers).catalogue
    assert after.catalogue != before.catalogue


def test_credential_gets_a_page_with_its_second_offer_and_loses_it_again(providers: Path) -> None:
    before = first(providers)
    offer = providers / "donauwinkel" / "offers" / "vineyard-climate-online.yml"
    text = offer.read_text(encoding="utf-8")
    assert before.catalogue
    offer.unlink()
    without = listed(before, providers)
    assert without.catalogue == first(providers).catalogue
    offer.write_text(text, encoding="utf-8")
    assert listed(without, providers).catalogue == before.catalogue


def test_only_new_files_are_read(providers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = first(providers)
    read: list[str] = []
    inspect_file = standing_module.inspect_file
    monkeypatch.setattr(
        standing_module,
        "inspect_file",
        lambda store, shared, file: read.append(file.shown) or inspect_file(store, shared, file),
    )
    assert listed(before, providers).inspected == before.inspected
    assert read == []
    shutil.copytree(providers / "quay-alliance", providers / "second-alliance")
    listed(before, providers)
    assert read == ["providers/second-alliance/provider.yml"]


def test_nothing_has_changed_if_a_file_says_the_same(providers: Path) -> None:
    before = first(providers)
    assert before.read_again(list(before.files)[:3]) is before
