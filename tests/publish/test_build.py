"""The same inputs give the same site, whatever the folder, the number of workers or the state of the cache."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.publish.registry import FEW, Registry, contents, copy_registry
from tests.search.samples import served
from tests.shared import shared_folder

pytestmark = pytest.mark.slow

SEARCH = "pagefind/"
# Whoever collects feeds sees a change only where a record has changed.
FEEDS = ("data/", "feeds/", "sitemap", "robots.txt")
BESIDE_PAGES = (".atom", ".ics")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """The same registry in a longer path, built by two workers with other hash seeds, time zone and locale."""
    with shared_folder(tmp_path_factory, "elsewhere") as folder:
        registry = Registry(folder / "with a longer path" / "żółw")
        if not registry.site.exists():
            copy_registry(registry.root)
            registry.built("--workers", "2", PYTHONHASHSEED="2", TZ="Pacific/Kiritimati", LC_ALL="C")
    return registry


def outside_search(site: dict[str, bytes]) -> dict[str, bytes]:
    return {path: held for path, held in site.items() if not path.startswith(SEARCH)}


def expect_same(one: Path, other: Path) -> None:
    ours, theirs = outside_search(contents(one)), outside_search(contents(other))
    assert {"manifest.json", "SHA256SUMS"} <= ours.keys()
    assert ours.keys() == theirs.keys()
    assert [path for path in ours if ours[path] != theirs[path]] == []


def test_folder_workers_hash_seed_time_zone_and_locale_change_no_byte(published: Registry, elsewhere: Registry) -> None:
    expect_same(published.site, elsewhere.site)


def test_warm_cache_changes_no_byte(published: Registry, tmp_path: Path) -> None:
    assert (published.root / ".cache/records").is_dir()
    published.built("--workers", "2", "--output", tmp_path / "warm")
    expect_same(published.site, tmp_path / "warm")


def test_next_day_changes_no_feed(elsewhere: Registry, tmp_path: Path) -> None:
    elsewhere.built("--output", tmp_path / "tomorrow", as_of="2026-11-21")
    today, tomorrow = contents(elsewhere.site), contents(tmp_path / "tomorrow")
    assert len([path for path in today if path.startswith(FEEDS)]) > 12
    assert all(len([path for path in today if path.endswith(one)]) > 12 for one in BESIDE_PAGES)
    for path in today.keys() | tomorrow.keys():
        if path.startswith(FEEDS) or path.endswith(BESIDE_PAGES):
            assert today.get(path) == tomorrow.get(path), path


# Asks an index everything: words, filters, both, and what each facet counts.
ASK = """async ([folder, questions]) => {
    const pagefind = await import(folder + "pagefind.js");
    await pagefind.options({ noWorker: true, basePath: folder });
    await pagefind.init();
    const answers = [];
    for (const { words, sort } of questions) {
        const found = await pagefind.search(words, { sort });
        const pages = await Promise.all(found.results.map((one) => one.data()));
        answers.push({
            pages: pages.map((page) => [page.raw_url, page.meta]),
            scores: found.results.map((one) => one.score),
        });
    }
    return answers;
}"""
EVERY_OFFER = "qzxoffer"
QUESTIONS: list[dict[str, Any]] = [
    {"words": EVERY_OFFER, "sort": {"row": "asc"}},
    *({"words": words} for words in ("python", "pomiar", "water", "dane", "data", "naprawa", "zażółć")),
]


def answers(page: Page, site: Path, language: str) -> list[dict[str, Any]]:
    with served(site) as host:
        page.goto(f"{host}/{language}/search/")
        return page.evaluate(ASK, [f"{host}/pagefind/{language}/", QUESTIONS])  # type: ignore[no-any-return]


@pytest.mark.browser
@pytest.mark.parametrize("language", ["pl", "en"])
def test_search_gives_the_same_answers(page: Page, published: Registry, elsewhere: Registry, language: str) -> None:
    ours, theirs = answers(page, published.site, language), answers(page, elsewhere.site, language)
    offers = [file.read_text(encoding="utf-8") for file in published.providers.glob("*/offers/*.yml")]
    listed = sum("\nstatus: published\n" in offer for offer in offers)
    assert len(ours[0]["pages"]) == listed
    assert any(one["pages"] for one in ours[1:])
    assert ours == theirs


def test_checksums_hold(published: Registry) -> None:
    named: set[str] = set()
    for folder in ("", "pagefind/"):
        command = ["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"]
        done = subprocess.run(command, cwd=published.site / folder, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        lines = (published.site / folder / "SHA256SUMS").read_text().splitlines()
        named |= {folder + line.partition("  ")[2] for line in lines}
    assert named == contents(published.site).keys() - {"SHA256SUMS", "pagefind/SHA256SUMS"}


def test_same_records_keep_the_published_search_index(published: Registry, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(published.site, site)
    published.built("--output", site)
    assert contents(site) == contents(published.site)


def test_host_finds_its_settings(published: Registry) -> None:
    assert (published.site / ".nojekyll").read_bytes() == b""
    headers = (published.site / "_headers").read_text()
    assert headers.startswith("/*\n  Content-Security-Policy: default-src 'none'; ")
    assert "frame-ancestors 'none'" in headers


def test_nothing_of_the_work_is_published(published: Registry) -> None:
    paths = contents(published.site).keys()
    hidden = [path for path in paths if any(part.startswith(".") for part in path.split("/"))]
    assert hidden == [".nojekyll", ".well-known/quality-link-manifest.json"]
    assert not [path for path in paths if path.endswith((".tmp", ".new", ".md", ".po", ".j2", ".yml", ".map"))]
    assert not (published.root / ".site.stage").exists()


def test_sub_path_reaches_the_404_pages_and_the_addresses(published: Registry, tmp_path: Path) -> None:
    site = tmp_path / "preview"
    published.built("--output", site, "--base-url", "https://preview.example/pull/7")
    for path in ("404.html", "pl/404.html", "en/404.html"):
        page = (site / path).read_text(encoding="utf-8")
        own = [link for link in re.findall(r'(?:href|src|data-base)="([^"#]*)"', page) if ":" not in link]
        assert own, path
        assert {link for link in own if not link.startswith("/pull/7/")} == set(), path
    assert "https://preview.example/pull/7/en/" in (site / "sitemap.xml").read_text()
    # A preview must not hand out identifiers of its own.
    files = [file for file in (site / "feeds").rglob("*") if file.is_file()]
    feeds = {file: file.read_text(encoding="utf-8") for file in files}
    assert "https://registry.example.org/id/offer/" in feeds[site / "feeds/elm/3.2/catalogue.ttl"]
    assert [file for file, text in feeds.items() if "https://preview.example/pull/7/id/" in text] == []


def test_former_addresses_lead_on(tmp_path: Path) -> None:
    registry = copy_registry(tmp_path / "registry", providers=FEW)
    file = registry.offer("spichlerz/heat-pumps")
    file.write_text(file.read_text(encoding="utf-8") + "formerly:\n  - pumps-course\n", encoding="utf-8")

    registry.built()

    for language in ("pl", "en"):
        moved = registry.page("spichlerz/pumps-course", language).read_text(encoding="utf-8")
        assert f'url=../../../../{language}/offers/spichlerz/heat-pumps/"' in moved
    data = registry.site / "data/v1/offers/spichlerz"
    assert (data / "pumps-course.json").read_bytes() == (data / "heat-pumps.json").read_bytes()
