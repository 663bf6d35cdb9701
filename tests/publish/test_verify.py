"""Links of a staged site are verified, whatever is written in them."""

from pathlib import Path

import pytest

from generator.errors import VerificationError
from generator.publish.verify import verify_links


def site(folder: Path, **pages: str) -> Path:
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(f"<html><body>{text}</body></html>", encoding="utf-8")
    return folder


def pages(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.html"))


def verify(folder: Path, base_path: str = "/") -> int:
    return verify_links(folder, base_path, pages(folder))


@pytest.mark.parametrize("address", ["http://[half", "//[half/", "missing.html", "/other/", "#nowhere", "../up.html"])
def test_address_that_leads_nowhere_is_named_with_its_page(tmp_path: Path, address: str) -> None:
    with pytest.raises(VerificationError, match=r"about\.html") as raised:
        verify(site(tmp_path, about=f'<a href="{address}">x</a>'), "/site/")
    assert address in raised.value.message


def test_a_file_beside_the_site_is_not_in_it(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "beside.html").write_text("<p>x</p>")
    with pytest.raises(VerificationError, match="beside"):
        verify(site(tmp_path / "site", about='<a href="../beside.html">x</a>'))


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
    verify_links(tmp_path, "/", pages(tmp_path), progress=counted.append)
    assert sum(counted) == 2


@pytest.mark.parametrize(
    "written",
    [
        '<a HREF="{}">x</a>',
        "<a href='{}'>x</a>",
        "<a href={}>x</a>",
        '<a href = "{}">x</a>',
        '<a class="b"href="{}">x</a>',
        '<img alt="" src="{}">',
        '<form action="{}"></form>',
        '<script data-base="{}"></script>',
        '<meta http-equiv="refresh" content="0; url={}">',
        '<p title=">">href=</p><a href="{}">x</a>',
    ],
)
def test_a_link_is_found_in_whatever_way_it_is_written(tmp_path: Path, written: str) -> None:
    assert verify(site(tmp_path, about=written.format("about.html"))) == 1
    with pytest.raises(VerificationError, match=r"about\.html: missing\.html"):
        verify(site(tmp_path, about=written.format("missing.html")))


@pytest.mark.parametrize(
    "written",
    [
        '<!-- <a href="missing.html">x</a> -->',
        '<script>"href=\\"missing.html\\""</script>',
        "<p>href=&#34;missing.html&#34; and action = none</p>",
        '<a href="a&amp;b.html#c">x</a>',
        '<a href="#caf%C3%A9">x</a><p id="café">x</p>',
        '<a href="#a&amp;b">x</a><p id="a&amp;b">x</p>',
        "<a href='#one'>x</a><p id='one'>x</p>",
        '<a href="#one">x</a><p id=one>x</p>',
    ],
)
def test_what_only_looks_like_a_link_breaks_nothing(tmp_path: Path, written: str) -> None:
    (tmp_path / "a&b.html").write_text("<p>x</p>")
    assert verify(site(tmp_path, about=written)) == 2


@pytest.mark.parametrize("written", ['<p data-id="one">x</p>', '<p class=" id=&#34;one&#34;">x</p>', "<p> id= one</p>"])
def test_what_only_looks_like_a_place_is_none(tmp_path: Path, written: str) -> None:
    with pytest.raises(VerificationError, match="#one"):
        verify(site(tmp_path, about=f'<a href="#one">x</a>{written}'))
