"""Links of a staged site are verified, whatever is written in them."""

from pathlib import Path

import pytest

from generator.errors import VerificationError
from generator.publish.verify import html_pages, verify_links


def site(folder: Path, **pages: str) -> Path:
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(f"<html><body>{text}</body></html>", encoding="utf-8")
    return folder


def verify(folder: Path, base_path: str = "/") -> int:
    return verify_links(folder, base_path, html_pages(folder))


@pytest.mark.parametrize("address", ["http://[half", "//[half/", "missing.html", "/other/", "#nowhere", "../up.html"])
def test_address_that_leads_nowhere_is_named_with_its_page(tmp_path: Path, address: str) -> None:
    with pytest.raises(VerificationError, match=r"about\.html") as raised:
        verify(site(tmp_path, about=f'<a href="{address}">x</a>'), "/site/")
    assert address in raised.value.message


@pytest.mark.parametrize("base_path", ["/my%20site/", "/my site/"])
def test_base_path_may_be_written_with_escapes(tmp_path: Path, base_path: str) -> None:
    assert verify(site(tmp_path, about='<a href="/my%20site/about.html">x</a>'), base_path) == 1


def test_page_added_after_a_broken_link_is_seen(tmp_path: Path) -> None:
    site(tmp_path, about='<a href="guide.html">x</a>')
    with pytest.raises(VerificationError):
        verify(tmp_path)
    assert verify(site(tmp_path, guide="")) == 2


def test_progress_counts_every_page(tmp_path: Path) -> None:
    counted: list[int] = []
    site(tmp_path, one="", two="")
    verify_links(tmp_path, "/", html_pages(tmp_path), progress=counted.append)
    assert sum(counted) == 2
