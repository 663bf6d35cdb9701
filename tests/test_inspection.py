"""The store of records and the files themselves may be damaged, forbidden or changing; the check goes on or says so."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.catalogue.graph import Catalogue
from generator.checks import inspection as checking
from generator.errors import CacheError
from generator.publish.last_good import remember_last_good
from generator.records.source import read_content
from tests import record_cases
from tests.rights import as_somebody


@pytest.fixture
def providers(tmp_path: Path) -> Path:
    shutil.copytree(record_cases.RECORDS / "base", tmp_path / "providers")
    return tmp_path / "providers"


def kept_files(providers: Path) -> list[Path]:
    return sorted((providers.parent / ".cache/records").rglob("*.record"))


@pytest.mark.parametrize(
    "damage", [lambda content: content[:40], lambda _: b"", lambda _: b"\xff\0garbage", lambda _: b"{}"]
)
def test_damaged_record_of_the_store_is_read_anew(providers: Path, damage: Callable[[bytes], bytes]) -> None:
    sound = record_cases.inspect(providers)
    before = {file: file.read_bytes() for file in kept_files(providers)}
    assert len(before) == 4
    for file, content in before.items():
        file.write_bytes(damage(content))
    again = record_cases.inspect(providers)
    assert again == sound
    assert {file: file.read_bytes() for file in kept_files(providers)} == before


def test_damaged_last_good_version_counts_as_absent(providers: Path, tmp_path: Path) -> None:
    last_good = record_cases.inspect(providers).digests
    for file in kept_files(providers):
        file.write_bytes(file.read_bytes()[:40])
    (providers / record_cases.FIRST_AID).write_text("id: [", encoding="utf-8")
    again = checking.inspect_records(
        providers, shown="providers", cache=tmp_path / ".cache", as_of=record_cases.AS_OF, last_good=last_good
    )
    assert [offer.id for offer in again.catalogue.offers] == ["data-basics"]


def test_file_that_changes_meanwhile_is_not_kept_as_its_old_version(
    providers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever saves a file between two looks at it must not find the new text under the old text's digest."""
    file = providers / record_cases.FIRST_AID
    old = file.read_text(encoding="utf-8")
    new = old.replace("First aid", "Second aid")

    def read_and_change(path: Path, shown: str) -> object:
        content = read_content(path, shown)
        if path == file:
            file.write_text(new, encoding="utf-8")
        return content

    monkeypatch.setattr(checking, "read_content", read_and_change)
    record_cases.inspect(providers)
    monkeypatch.undo()
    assert titles(providers) == {"Data basics", "Second aid"}
    file.write_text(old, encoding="utf-8")
    assert titles(providers) == {"Data basics", "First aid"}


def titles(providers: Path) -> set[str]:
    return {offer.title["en"] for offer in record_cases.inspect(providers).catalogue.offers}


# ------------------------------------------------------------------------------- credentials that several offers name


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """Two offers that lead to the same credential, of which there is an earlier version."""
    return record_cases.lay_out("valid", "credential-of-two-offers", tmp_path)


def outcomes(catalogue: Catalogue) -> set[str]:
    """Return what the credentials of the offers say that one learns."""
    offers = [catalogue.store.open_offer(offer) for offer in catalogue.offers if offer.credential_key]
    assert len(offers) == 2
    return {one.text["en"] for offer in offers if offer.credential for one in offer.credential.learning_outcomes}


def test_offers_hold_the_credential_they_name(shared: Path) -> None:
    catalogue = record_cases.inspect(shared).catalogue
    assert outcomes(catalogue) == {"Tidies data"}
    assert {offer.credential_key for offer in catalogue.offers} == {None, "river-college/tidy-data"}
    assert [(one.version, one.is_present) for one in catalogue.credentials] == [(1, False), (2, True)]
    assert record_cases.inspect(shared).catalogue == catalogue


def test_offers_follow_a_change_of_the_credential_they_name(shared: Path) -> None:
    before = record_cases.inspect(shared)
    file = shared / "river-college/credentials/tidy-data.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Tidies data", "Tidies and stores data"), encoding="utf-8")
    assert outcomes(record_cases.inspect(shared).catalogue) == {"Tidies and stores data"}
    file.write_text(text, encoding="utf-8")
    assert record_cases.inspect(shared) == before


@pytest.mark.parametrize("broken", ["id: [", "awarded_by: [nobody]\n"])
def test_offers_of_a_broken_credential_stay_as_they_were(shared: Path, tmp_path: Path, broken: str) -> None:
    last_good = record_cases.inspect(shared).digests
    file = shared / "river-college/credentials/tidy-data.yml"
    text = file.read_text(encoding="utf-8").replace("awarded_by: [river-college]\n", "").replace("Tidies", "Loses")
    file.write_text(text + broken, encoding="utf-8")
    again = checking.inspect_records(
        shared, shown="providers", cache=tmp_path / ".cache", as_of=record_cases.AS_OF, last_good=last_good
    )
    assert {one.location.path for one in again.diagnostics} == {"providers/river-college/credentials/tidy-data.yml"}
    assert outcomes(again.catalogue) == {"Tidies data"}
    assert {offer.credential_key for offer in again.catalogue.offers} == {None, "river-college/tidy-data"}
    assert len(again.catalogue.credentials) == 2


# ------------------------------------------------------------------------------------ what one may not read or write


@pytest.fixture
def open_providers() -> Iterator[Path]:
    """Records in a folder that everybody may enter, with a store that everybody may write."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(record_cases.RECORDS / "base", folder / "providers")
        for entry in (folder, folder / "providers", *(folder / "providers").rglob("*")):
            entry.chmod(0o755 if entry.is_dir() else 0o644)
        record_cases.inspect(folder / "providers")  # loads what is loaded late
        shutil.rmtree(folder / ".cache")
        (folder / ".cache").mkdir()
        (folder / ".cache").chmod(0o777)
        yield folder / "providers"
        for entry in (folder / "providers").rglob("*"):
            entry.chmod(0o755)


@pytest.mark.parametrize(
    ("forbidden", "mode"),
    [
        ("river-college", 0o000),
        ("river-college", 0o444),
        ("river-college", 0o711),
        ("river-college/offers", 0o000),
        ("river-college/offers", 0o444),
        ("river-college/provider.yml", 0o000),
        ("river-college/offers/first-aid.yml", 0o000),
        ("", 0o711),
    ],
)
def test_what_may_not_be_read_is_found(open_providers: Path, forbidden: str, mode: int) -> None:
    (open_providers / forbidden).chmod(mode)
    try:
        with as_somebody():
            found = [one for one in record_cases.inspect(open_providers).diagnostics if one.rule.code == "FIL004"]
    finally:
        (open_providers / forbidden).chmod(0o755)
    assert [one.location.path for one in found] == [f"providers/{forbidden}".rstrip("/")]
    assert "Permission denied" in str(found[0].message)
    assert str(found[0].remedy)


def test_store_that_may_not_be_written_is_explained(open_providers: Path) -> None:
    cache = open_providers.parent / ".cache"
    cache.chmod(0o555)
    with as_somebody(), pytest.raises(CacheError, match=r"\.cache/records.*Permission denied") as caught:
        record_cases.inspect(open_providers)
    assert caught.value.remedy


def test_store_that_may_not_be_entered_is_explained(open_providers: Path) -> None:
    (open_providers.parent / ".cache").chmod(0o000)
    with as_somebody(), pytest.raises(CacheError, match="Permission denied"):
        record_cases.inspect(open_providers)


def test_file_in_the_place_of_the_store_is_explained(providers: Path, tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("mine", encoding="utf-8")
    with pytest.raises(CacheError, match="cache"):
        record_cases.inspect(providers)
    with pytest.raises(CacheError, match="cache"):
        remember_last_good(tmp_path / ".cache", tmp_path / "site", "providers", {})
    assert (tmp_path / ".cache").read_text(encoding="utf-8") == "mine"


def test_nothing_is_left_of_a_record_that_cannot_be_kept(providers: Path) -> None:
    record_cases.inspect(providers)
    (file, *_) = kept_files(providers)
    file.unlink()
    file.mkdir()
    with pytest.raises(CacheError):
        record_cases.inspect(providers)
    assert list(file.parent.glob("*.new")) == []
