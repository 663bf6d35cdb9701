"""Short addresses and their QR codes, which people type, print and photograph."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from generator.catalogue import addresses
from generator.pages.qr_code import qr_code
from tests.pages.rendered import page, written
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"
UUID = "93112f31-a6c2-495b-8707-6a7143e1bb4e"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the pages of the records of the sample catalogue."""
    folder = tmp_path_factory.mktemp("short") / "providers"
    shutil.copytree(ROOT / "providers", folder)
    return written(folder)


@pytest.mark.slow
def test_short_address_leads_to_the_offer_in_the_first_language_and_offers_the_other(site: Path) -> None:
    html = page(site, addresses.short(UUID))
    assert 'href="../../pl/offers/nadwarcianska/python-for-measurements/"' in html
    assert 'href="../../en/offers/nadwarcianska/python-for-measurements/"' in html


def test_page_shows_the_permanent_short_address_and_its_code(site: Path) -> None:
    html = page(site, "en/offers/nadwarcianska/python-for-measurements/")
    assert "registry.example.org/o/jc8jycd6/" in html
    assert f'src="../../../../{addresses.qr_code(UUID)}"' in html
    assert (site / addresses.qr_code(UUID)).is_file()


def test_code_is_dark_on_white_with_the_quiet_zone_around_it() -> None:
    root = etree.fromstring(qr_code("https://registry.example.org/o/jc8jycd6/"))
    ground, modules = root.findall(f"{SVG}path")
    _x, _y, width, height = map(int, root.attrib["viewBox"].split())
    assert ground.attrib["fill"] == "#fff"
    assert modules.attrib["stroke"] == "#000"
    assert width == height == 29 + 2 * 4  # version 3 with four modules around it: ISO/IEC 18004, 6.3.8
    assert modules.attrib["d"].startswith("M4 4.5h7")  # the first finder pattern


def test_another_address_gives_another_code_and_the_same_one_the_same() -> None:
    one = "https://registry.example.org/o/jc8jycd6/"
    assert qr_code(one) == qr_code(one)
    assert qr_code(one) != qr_code(one.replace("jc8", "jc9"))
