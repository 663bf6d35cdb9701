import hashlib
import os
import subprocess
from pathlib import Path

import pytest

from generator.errors import PublishError
from generator.publish.manifest import (
    FileEntry,
    files_of,
    is_site,
    manifest_of,
    read_manifest,
    search_sha256sums,
    sha256sums,
)

FILES = {
    "index.html": b"home",
    "en/offers/uni/dane/index.html": "Łódź".encode(),
    ".nojekyll": b"",
    ".well-known/security.txt": b"Contact: mailto:office@example.org",
    "data/v1/manifest.json": b"somebody else's manifest, deeper",
}


def make_site(directory: Path, files: dict[str, bytes]) -> Path:
    for path, content in files.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_bytes(content)
    return directory


def publish_manifest(site: Path) -> None:
    manifest = manifest_of(site)
    (site / "manifest.json").write_bytes(manifest.to_json())
    (site / "SHA256SUMS").write_bytes(sha256sums(manifest))


def check_sums(site: Path) -> subprocess.CompletedProcess[str]:
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    return subprocess.run(
        command,
        cwd=site,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )


def test_every_file_is_listed_with_digest_and_size(tmp_path: Path) -> None:
    files = manifest_of(make_site(tmp_path, FILES)).files

    assert list(files) == sorted(FILES)
    assert files["index.html"] == FileEntry(hashlib.sha256(b"home").hexdigest(), 4)
    assert files["en/offers/uni/dane/index.html"].size == 7


def test_the_manifest_does_not_list_itself(tmp_path: Path) -> None:
    make_site(tmp_path, FILES)
    before = manifest_of(tmp_path)
    publish_manifest(tmp_path)
    assert manifest_of(tmp_path) == before


def test_the_order_of_writing_does_not_change_a_byte(tmp_path: Path) -> None:
    one = make_site(tmp_path / "one", FILES)
    two = make_site(tmp_path / "two", dict(reversed(FILES.items())))
    assert manifest_of(one).to_json() == manifest_of(two).to_json()


def test_a_published_manifest_reads_back(tmp_path: Path) -> None:
    manifest = manifest_of(make_site(tmp_path, FILES))
    (tmp_path / "manifest.json").write_bytes(manifest.to_json())
    assert read_manifest(tmp_path) == manifest
    assert is_site(tmp_path)


def test_a_directory_without_our_manifest_is_no_site(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) is None
    (tmp_path / "manifest.json").write_text('{"name": "a web app"}')
    assert read_manifest(tmp_path) is None


def test_a_damaged_manifest_is_an_error(tmp_path: Path) -> None:
    publish_manifest(make_site(tmp_path, FILES))
    content = (tmp_path / "manifest.json").read_bytes()
    (tmp_path / "manifest.json").write_bytes(content[: len(content) // 2])
    with pytest.raises(PublishError, match="damaged"):
        read_manifest(tmp_path)


def test_sha256sum_accepts_the_site_and_its_manifest(tmp_path: Path) -> None:
    odd = {"back\\slash.txt": b"1", "two\nlines.txt": b"2", " space.txt": b"3", "łódź.txt": b"4"}
    publish_manifest(make_site(tmp_path, FILES | odd))

    outcome = check_sums(tmp_path)

    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stdout.count(": OK") == len(FILES) + len(odd) + 1
    assert "manifest.json: OK" in outcome.stdout.splitlines()


@pytest.mark.parametrize("path", ["index.html", "manifest.json"])
def test_sha256sum_notices_a_changed_file(tmp_path: Path, path: str) -> None:
    publish_manifest(make_site(tmp_path, FILES))
    with (tmp_path / path).open("ab") as file:
        file.write(b" ")
    assert f"{path}: FAILED" in check_sums(tmp_path).stdout


def test_a_link_in_the_site_is_refused(tmp_path: Path) -> None:
    make_site(tmp_path, FILES)
    (tmp_path / "en/passwords").symlink_to("/etc/passwd")
    with pytest.raises(PublishError, match="en/passwords"):
        manifest_of(tmp_path)


def test_a_name_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"")
    with pytest.raises(PublishError, match="UTF-8"):
        manifest_of(tmp_path)


def test_the_search_index_has_a_list_of_its_own(tmp_path: Path) -> None:
    make_site(tmp_path, FILES)
    without = manifest_of(tmp_path)
    make_site(tmp_path, {"pagefind/pl/pagefind.js": b"1", "pagefind/en/index/a": b"2"})
    assert manifest_of(tmp_path) == without
    (tmp_path / "pagefind/SHA256SUMS").write_bytes(search_sha256sums(files_of(tmp_path)))
    done = check_sums(tmp_path / "pagefind")
    assert done.stdout.splitlines() == ["en/index/a: OK", "pl/pagefind.js: OK"]
    assert search_sha256sums(files_of(tmp_path)) == (tmp_path / "pagefind/SHA256SUMS").read_bytes()
