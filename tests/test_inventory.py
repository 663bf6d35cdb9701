"""The site map names every page that shows something."""

from pathlib import Path

from generator.pages.engine import Prose
from generator.pages.inventory import sitemap_pages
from generator.pages.list_pages import PAGE_SIZE
from generator.pages.shell import Shell
from tests.builders import a_catalogue, an_offer, some_settings


def test_lists_of_offers_are_named_with_all_their_pages(tmp_path: Path) -> None:
    many = [an_offer(id=f"offer-{number}", field=["0688", "0541"]) for number in range(PAGE_SIZE + 1)]
    catalogue = a_catalogue([*many, an_offer(id="without", field=None)], tmp_path)
    settings = some_settings()
    prose = {language: Prose({}, Shell(language, ""), {}) for language in settings.languages}
    found = [page.addresses["pl"] for page in sitemap_pages(catalogue, settings, prose)]
    lists = [address for address in found if address.startswith("pl/fields/")]
    within = [address for address in lists if "/levels/" in address or "/participation/" in address]
    assert "pl/fields/05/participation/blended/2/" in within
    assert [address for address in lists if address not in within] == [
        "pl/fields/",
        "pl/fields/05/",
        "pl/fields/05/2/",
        "pl/fields/06/",
        "pl/fields/06/2/",
        "pl/fields/none/",
    ]
