"""Somebody writes a record while its page is open: the page changes by itself, and the reader stays where they were."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.publish.registry import copy_registry
from tests.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.served import Served

PLACE = "nadwarcianska/offers/python-for-measurements.yml"
ADDRESS = "en/offers/nadwarcianska/python-for-measurements/"


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Served]:
    """The sample catalogue, with nothing built."""
    with served(copy_registry(tmp_path / "registry").root) as found:
        found.preview.renew_frames()
        found.preview.read_everything()
        yield found


@pytest.mark.browser
def test_save_changes_the_open_page_and_keeps_the_place(shown: Served, page: Page) -> None:
    page.goto(shown.address + ADDRESS)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_be_visible()
    before = heading.inner_text()
    shown_bar = page.get_by_role("complementary", name="Preview")
    expect(shown_bar.get_by_role("status")).to_contain_text("ahead of the built site")
    page.evaluate("window.scrollTo(0, 900)")
    place = page.evaluate("window.scrollY")
    assert place > 500

    text = shown.file(PLACE).read_text(encoding="utf-8")
    shown.save(PLACE, before, f"{before} again")
    expect(heading).to_have_text(f"{before} again")
    page.wait_for_function("place => Math.abs(window.scrollY - place) < 2", arg=place)

    shown.file(PLACE).write_text(f"{text}\nfoo: 1\n", encoding="utf-8")
    expect(heading).to_have_text("This record has errors")
    link = page.get_by_role("main").get_by_role("link", name="REC001")
    expect(link).to_have_attribute("href", re.compile("en/rules/REC001/"))
    shown.file(PLACE).write_text(text, encoding="utf-8")
    expect(heading).to_have_text(before)
    shown.file(PLACE).unlink()
    expect(heading).to_have_text("This record has been deleted")
