"""The list of checksums can be signed with minisign, and whoever has the public key can tell."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from generator.errors import PublishError, UsageError
from generator.publish.signature import refuse_missing_signer, sign

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, Path]:
    secret, public = tmp_path / "secret.key", tmp_path / "public.key"
    subprocess.run(["minisign", "-G", "-W", "-s", secret, "-p", public], check=True, capture_output=True)
    return secret, public


def verified(site: Path, public: Path) -> subprocess.CompletedProcess[str]:
    command = ["minisign", "-V", "-m", "SHA256SUMS", "-p", public]
    return subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)


def test_a_signature_holds_until_a_byte_changes_and_is_the_same_again(tmp_path: Path, keys: tuple[Path, Path]) -> None:
    secret, public = keys
    site = tmp_path / "site"
    site.mkdir()
    (site / "SHA256SUMS").write_text("0  index.html\n", encoding="ascii")
    sign(site, secret, "SHA256SUMS of https://registry.example.org/")
    first = (site / "SHA256SUMS.minisig").read_bytes()
    told = verified(site, public)
    assert told.returncode == 0
    assert "SHA256SUMS of https://registry.example.org/" in told.stdout
    sign(site, secret, "SHA256SUMS of https://registry.example.org/")
    assert (site / "SHA256SUMS.minisig").read_bytes() == first
    (site / "SHA256SUMS").write_text("1  index.html\n", encoding="ascii")
    assert verified(site, public).returncode != 0


def test_what_is_no_key_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="expected the file of a secret key"):
        refuse_missing_signer(tmp_path / "missing.key")
    other = tmp_path / "other.key"
    other.write_text("no key\n", encoding="ascii")
    (tmp_path / "SHA256SUMS").write_text("", encoding="ascii")
    with pytest.raises(PublishError, match="minisign"):
        sign(tmp_path, other, "")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match="expected the program minisign"):
        refuse_missing_signer(other)
