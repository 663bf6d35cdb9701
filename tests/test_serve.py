"""The server that shows the catalogue on this machine: pages of records ahead of the build, findings, what is gone."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from functools import partial
from typing import TYPE_CHECKING

import pytest

from generator.checks import standing as checking
from generator.pages.render import Renderer
from generator.serving.server import SiteHandler, SiteServer
from tests.publish.registry import COMMAND, contents
from tests.served import FIRST_AID, Served, get, served, small_registry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.records.discover import RecordFile

OFFER = "river-college/offers/first-aid.yml"
OTHER = "en/offers/river-college/data-basics/"


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry whose frame was rendered once for all tests."""
    root = small_registry(tmp_path_factory.mktemp("registry"))
    with served(root) as shown:
        shown.preview.renew_frames()
    return root


@pytest.fixture
def opened(frames: Path, tmp_path: Path) -> Iterator[Served]:
    """A server that has just begun: no record is read, nothing is built."""
    root = tmp_path / "registry"
    shutil.copytree(frames, root, symlinks=True)
    with served(root) as shown:
        yield shown


@pytest.fixture
def shown(opened: Served) -> Served:
    """A server that has read all records."""
    opened.preview.read_everything()
    return opened


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read again, as they are."""
    files: list[str] = []
    before = checking.inspect_file

    def inspect_file(store: object, shared: object, file: RecordFile) -> object:
        files.append(file.shown)
        return before(store, shared, file)  # type: ignore[arg-type]

    monkeypatch.setattr(checking, "inspect_file", inspect_file)
    return files


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages that are rendered."""
    pages: list[str] = []
    before = Renderer.page

    def page(self: Renderer, template: str, view: object, *rest: object) -> bytes:
        pages.append(view.address)  # type: ignore[attr-defined]
        return before(self, template, view, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Renderer, "page", page)
    return pages


def bar(html: str) -> str:
    """Return the words of the bar."""
    found = re.search(r'<aside class="mc-serve".*?</aside>', html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


@pytest.mark.parametrize(
    ("raised", "told"), [(ConnectionResetError(), False), (BrokenPipeError(), False), (ValueError(), True)]
)
def test_a_reader_who_leaves_early_is_no_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], raised: Exception, told: bool
) -> None:
    with SiteServer(("127.0.0.1", 0), partial(SiteHandler, directory=str(tmp_path))) as server:
        try:
            raise raised
        except (OSError, ValueError):
            server.handle_error(None, ("127.0.0.1", 1))
    assert bool(capsys.readouterr().err) is told


def test_first_page_is_there_before_other_records_are_read(opened: Served, rendered: list[str]) -> None:
    status, html = opened.get(FIRST_AID)
    assert status == 200
    assert "<h1>First aid</h1>" in html
    assert "the others are still being read" in bar(html)
    assert rendered == [FIRST_AID]
    assert not opened.site.exists()


def test_page_in_a_plain_frame_until_mkdocs_has_rendered_the_sites_own(tmp_path: Path) -> None:
    with served(small_registry(tmp_path)) as shown:
        status, html = shown.get(FIRST_AID)
    assert status == 200
    assert "<h1>First aid</h1>" in html
    assert "mc-header" not in html


def test_pages_that_must_be_built_say_so_and_load_themselves(opened: Served) -> None:
    for address in ("", "en/", "en/fields/"):
        status, html = opened.get(address)
        assert (status, "The catalogue is being built" in html) == (503, True)
        assert "-/bar.js" in html
    waiting = opened.state("en/")["page"]
    (opened.site / "en").mkdir(parents=True)
    (opened.site / "index.html").write_text("<head></head><main></main>", encoding="utf-8")
    (opened.site / "en" / "index.html").write_text("<head></head><main>Built</main>", encoding="utf-8")
    assert opened.state("en/")["page"] != waiting
    assert "Built" in opened.get("en/")[1]


def test_saved_record_is_on_its_page_and_nothing_else_is_read_or_rendered(
    shown: Served, read: list[str], rendered: list[str]
) -> None:
    before = shown.state(FIRST_AID)
    shown.save(OFFER, "en: First aid", "en: Second aid")
    read.clear()
    rendered.clear()
    after = shown.state(FIRST_AID)
    assert "<h1>Second aid</h1>" in shown.get(FIRST_AID)[1]
    assert read == [f"providers/{OFFER}"]
    assert rendered == [FIRST_AID]
    assert after["page"] != before["page"]


def test_page_of_another_record_stays_as_it_is(shown: Served) -> None:
    before = shown.state(OTHER)["page"]
    shown.save(OFFER, "en: First aid", "en: Second aid")
    assert shown.state(FIRST_AID)["page"]
    assert shown.state(OTHER)["page"] == before


def test_record_that_was_only_touched_is_no_change(shown: Served, rendered: list[str]) -> None:
    before = shown.state(FIRST_AID)
    rendered.clear()
    os.utime(shown.file(OFFER), (1, 1))
    assert shown.state(FIRST_AID) == before
    assert rendered == []


def test_file_renamed_into_its_place_is_a_change_though_time_and_size_are_the_same(shown: Served) -> None:
    file, other = shown.file(OFFER), shown.root / "new.yml"
    other.write_text(file.read_text(encoding="utf-8").replace("en: First aid", "en: Third aid"), encoding="utf-8")
    os.utime(other, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    other.replace(file)
    assert "<h1>Third aid</h1>" in shown.get(FIRST_AID)[1]


def test_two_saves_in_a_burst_end_with_the_second(shown: Served) -> None:
    shown.save(OFFER, "en: First aid", "en: Fifth aid")
    shown.get(FIRST_AID)
    shown.save(OFFER, "en: Fifth aid", "en: Sixth aid")
    assert "<h1>Sixth aid</h1>" in shown.get(FIRST_AID)[1]


def test_findings_of_a_record_stand_on_its_page_with_the_way_to_the_rule(shown: Served) -> None:
    shown.save(OFFER, "participation:", "checked: 2020-01-01\nparticipation:")
    html = shown.get(FIRST_AID)[1]
    found = bar(html)
    assert "finding" in found
    assert f"providers/{OFFER}:" in found
    assert re.search(r'<a href="\.\./\.\./\.\./\.\./en/rules/[A-Z]{3}\d{3}/"', html)


def test_broken_record_shows_its_findings_until_it_is_mended(shown: Served) -> None:
    text = shown.file(OFFER).read_text(encoding="utf-8")
    sound = shown.state(FIRST_AID)["page"]
    shown.file(OFFER).write_text(f"{text}\nfoo: [", encoding="utf-8")
    status, html = shown.get(FIRST_AID)
    assert status == 500
    assert "This record has errors" in html
    assert "YML" in html
    assert f"providers/{OFFER}:" in html
    assert "1 other file" not in bar(html)
    assert shown.get(OTHER)[0] == 200
    assert "1 other file has errors" in bar(shown.get(OTHER)[1])
    shown.file(OFFER).write_text(text, encoding="utf-8")
    assert shown.get(FIRST_AID)[0] == 200
    assert shown.state(FIRST_AID)["page"] == sound


def test_error_that_only_all_records_show_takes_the_place_of_the_page_too(shown: Served) -> None:
    shown.save(OFFER, "participation:", "replaced_by: nowhere\nparticipation:")
    status, html = shown.get(FIRST_AID)
    assert status == 500
    assert "nowhere" in html


def test_offers_of_a_broken_provider_say_what_is_wrong_with_it(shown: Served) -> None:
    shown.save("river-college/provider.yml", "type: higher", "type: lower")
    status, html = shown.get(FIRST_AID)
    assert status == 500
    assert "providers/river-college/provider.yml:" in html


def test_deleted_record_says_so_and_comes_back(shown: Served) -> None:
    shown.get(FIRST_AID)
    text = shown.file(OFFER).read_text(encoding="utf-8")
    shown.file(OFFER).unlink()
    status, html = shown.get(FIRST_AID)
    assert (status, "This record has been deleted" in html) == (404, True)
    shown.file(OFFER).write_text(text, encoding="utf-8")
    assert shown.get(FIRST_AID)[0] == 200


def test_new_record_has_a_page_at_once(shown: Served) -> None:
    text = shown.file(OFFER).read_text(encoding="utf-8")
    new = text.replace("id: first-aid", "id: last-aid").replace("22d2c3b4", "77d2c3b4").replace("First aid", "Last aid")
    shown.file("river-college/offers/last-aid.yml").write_text(new, encoding="utf-8")
    assert "<h1>Last aid</h1>" in shown.get("en/offers/river-college/last-aid/")[1]


def test_removed_folder_of_a_provider_is_no_trouble(shown: Served) -> None:
    shown.get(FIRST_AID)
    shutil.rmtree(shown.file("river-college"))
    assert "This record has been deleted" in shown.get(FIRST_AID)[1]
    shown.preview.look_everywhere()
    assert shown.get(OTHER)[0] == 503


def test_draft_says_that_it_has_no_page(shown: Served) -> None:
    shown.save(OFFER, "participation:", "status: draft\nparticipation:")
    status, html = shown.get(FIRST_AID)
    assert (status, "It is a draft" in html) == (404, True)


def test_mistake_in_a_template_is_shown_in_place_of_the_page(shown: Served) -> None:
    template = shown.root / "theme" / "templates" / "offer.html.j2"
    text = template.read_text(encoding="utf-8")
    template.write_text(f"{text}{{% if %}}", encoding="utf-8")
    shown.preview.renew_frames()
    status, html = shown.get(FIRST_AID)
    assert (status, "This page cannot be rendered" in html) == (500, True)
    assert "offer.html.j2:" in html
    template.write_text(text, encoding="utf-8")
    shown.preview.renew_frames()
    assert shown.get(FIRST_AID)[0] == 200


def test_settings_that_cannot_be_read_are_told_and_the_page_stays(shown: Served) -> None:
    (shown.root / "mkdocs.yml").write_text("extra: [", encoding="utf-8")
    shown.preview.renew_frames()
    status, html = shown.get(FIRST_AID)
    assert status == 200
    assert "mkdocs.yml cannot be read" in bar(html)


@pytest.mark.parametrize(
    "address",
    [
        "%00", "%ff", "en/offers/%2e%2e/%2e%2e/mkdocs.yml", "pictures/../../mkdocs.yml", "assets/../mkdocs.yml",
        "pictures/river-college/provider.yml", "en/offers//", "-/../bar.js", "-/nothing",
    ],
)  # fmt: skip
def test_odd_addresses_lead_nowhere(shown: Served, address: str) -> None:
    status, content = shown.get(address)
    assert status in (200, 404, 503)
    assert "INHERIT" not in content
    assert "identifier_base" not in content
    assert "homepage:" not in content


@pytest.mark.parametrize(
    "climbing", ["%2F{}", "%2F%2F{}", "%2e%2e/%2e%2e/{}", "-/state?page=//{}", "-/state?page=/../{}"]
)
def test_no_address_leads_to_another_file_of_the_machine(shown: Served, tmp_path: Path, climbing: str) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("<head></head><body>Nobody may read this.</body>")
    status, content = shown.get(climbing.format(str(secret).removeprefix("/")))
    assert (status, content) == (200, '{"page":""}') if "state" in climbing else status == 404
    assert "Nobody" not in content


def test_theme_is_shown_as_it_is_now(shown: Served) -> None:
    (shown.root / "theme" / "assets" / "css" / "frame.css").write_text("/* new */", encoding="utf-8")
    assert shown.get("assets/css/frame.css") == (200, "/* new */")


def test_permanent_and_short_addresses_lead_on_before_any_build(shown: Served) -> None:
    assert "en/offers/river-college/first-aid/" in shown.get("id/offer/22d2c3b4-4a59-4e68-8f77-000000000003/")[1]
    assert "en/providers/river-college/" in shown.get("id/provider/6f1d2c3b-4a59-4e68-8f77-000000000001/")[1]


def test_address_without_its_slash_leads_to_the_page(shown: Served) -> None:
    assert "<h1>First aid</h1>" in shown.get(FIRST_AID.rstrip("/"))[1]


@pytest.fixture
def running(frames: Path, tmp_path: Path) -> Iterator[tuple[Path, subprocess.Popen[str], str]]:
    """The command itself."""
    root = tmp_path / "registry"
    shutil.copytree(frames, root)
    command = [COMMAND, "serve", "--port", "0", "--languages", "en", "--as-of", "2026-12-01"]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as child:
        assert child.stdout is not None
        address = re.search(r"http://\S+/", child.stdout.readline())
        assert address is not None
        yield root, child, address[0]
        child.kill()


@pytest.mark.slow
def test_site_is_built_behind_byte_for_byte_and_again_after_a_save(
    running: tuple[Path, subprocess.Popen[str], str],
) -> None:
    root, child, address = running
    assert child.stdout is not None
    assert get(f"{address}en/")[0] == 503
    assert get(address + FIRST_AID)[0] == 200
    assert "Built: " in _line(child, "Built: ")
    status, html = get(f"{address}en/")
    assert (status, "This page is as it was built" in bar(html)) == (200, True)
    assert "This page is the same in the built site" in bar(get(address + FIRST_AID)[1])
    options = ["--base-url", address, "--languages", "en", "--as-of", "2026-12-01", "--output", "site", "--quiet"]
    subprocess.run([COMMAND, "build", *options], cwd=root, check=True, timeout=60)
    assert _without_search(root / "site") == _without_search(root / ".cache" / "serve" / "site")

    file = root / "providers" / OFFER
    sound = file.read_text(encoding="utf-8")
    file.write_text(sound.replace("en: First aid", "en: Second aid") + "foo: 1\n", encoding="utf-8")
    assert "REC001" in _line(child, "REC001")
    assert "Built: " in _line(child, "Built: ")
    file.write_text(sound.replace("en: First aid", "en: Second aid"), encoding="utf-8")
    assert _line(child, "No record has errors")
    assert "This page is ahead of the built site" in bar(get(address + FIRST_AID)[1])
    assert _line(child, "Built: ")
    assert "This page is the same in the built site" in bar(get(address + FIRST_AID)[1])
    child.send_signal(signal.SIGINT)
    assert child.wait(30) == 0
    assert "Traceback" not in child.stdout.read()


def _line(child: subprocess.Popen[str], part: str) -> str:
    """Return the next line of the terminal that has a part."""
    assert child.stdout is not None
    return next(line for line in child.stdout if part in line)


def _without_search(site: Path) -> dict[str, bytes]:
    """Return the files of a site without the index, whose filters Pagefind writes in random order."""
    return {path: held for path, held in contents(site).items() if "pagefind" not in path and "search-" not in path}
