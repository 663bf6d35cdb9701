"""A thousand offers in two languages: what is rendered by whom, how many files, how much memory. No test of speed."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest

from benchmarks.synthetic import write_records
from tests.publish.registry import AS_OF, Registry, copy_registry
from tests.shared import shared_folder

pytestmark = pytest.mark.slow

OFFERS, PROVIDERS, LANGUAGES = 1000, 20, ("pl", "en")
MAXIMUM_KILOBYTES = 300_000

# Runs a build and writes what it did: `catalogue build` itself could not be asked.
MEASURE = """
import datetime, json, pathlib, re, resource, sys
from generator.progress import Progress
from generator.publish import build as module
from generator.publish import editorial
from generator.settings import read_settings

root, as_of, report = sys.argv[1:]
commands, prose, verified = [], {}, []

def render_prose(**options):
    found = rendered(**options)
    pages = {path for path in found.pages}
    # Everything that mkdocs wrote, not only what was taken over.
    written = {file.relative_to(options["output"]).as_posix() for file in options["output"].rglob("*.html")}
    prose[options["language"]] = sorted(pages | written)
    return found

def verify_links(*arguments, **options):
    verified.append(verify(*arguments, **options))
    return verified[-1]

rendered, editorial.render_prose = editorial.render_prose, render_prose
verify, module.verify_links = module.verify_links, verify_links
progress = Progress(quiet=True)
settings = read_settings(pathlib.Path(root))
order = module.Order(settings.root / "site", datetime.date.fromisoformat(as_of), "providers", workers=2)
outcome = module.build(settings, order, progress)
status = pathlib.Path("/proc/self/status").read_text()
pathlib.Path(report).write_text(json.dumps({
    "main": int(re.search(r"VmHWM:\\\\s+(\\\\d+) kB", status)[1]),
    "children": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,
    "prose": prose, "verified": verified, "seconds": progress.seconds,
    "rendered": outcome.rendered, "files": outcome.files,
    "findings": sorted({one.rule.code for one in outcome.diagnostics}),
}))
""".replace("\\\\", "\\")


@dataclass(frozen=True)
class Measured:
    """A large site and what was noted while it was built; memory in kB."""

    registry: Registry
    noted: dict[str, Any]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """The large site, built once for all workers of a test run."""
    with shared_folder(tmp_path_factory, "scale") as folder:
        report = folder / "report.json"
        if not report.exists():
            measure(folder / "registry", report)
    return Measured(Registry(folder / "registry"), json.loads(report.read_text()))


def measure(root: Path, report: Path) -> None:
    registry = copy_registry(root, providers=())
    write_records(registry.providers, offers=OFFERS, providers=PROVIDERS)
    command = [sys.executable, "-c", MEASURE, root, AS_OF, report]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    noted = json.loads(report.read_text())
    for stage, seconds in noted["seconds"].items():
        print(f"{seconds:8.2f} s  {stage}")  # noqa: T201  for those who look with -s
    print(f"{noted['main'] / 1000:8.0f} MB main, {noted['children'] / 1000:.0f} MB the largest child")  # noqa: T201


def pages(registry: Registry, folder: str) -> int:
    return len(list((registry.site / folder).rglob("index.html")))


def test_no_page_of_a_record_goes_through_mkdocs(large: Measured) -> None:
    for language in LANGUAGES:
        written = large.noted["prose"][language]
        articles = len(list((large.registry.root / "content" / language).rglob("*.md")))
        assert len([path for path in written if path.startswith(f"{language}/")]) == articles
        assert len(written) <= articles + 3  # its 404 page, at most a home page and the other language's
        assert not [path for path in written if "/offers/" in path or "/providers/" in path]


def test_every_record_has_its_pages(large: Measured) -> None:
    # Some samples have dates that are closed or past, state no level, or are only begun in a language.
    assert set(large.noted["findings"]) <= {"DAT004", "DAT005", "PRF003", "TXT008"}
    for language in LANGUAGES:
        assert pages(large.registry, f"{language}/offers") == OFFERS
        # The list of all providers stands among them.
        assert pages(large.registry, f"{language}/providers") == PROVIDERS + 1
    assert pages(large.registry, "id/offer") == OFFERS
    organisations = json.loads((large.registry.site / "data/v1/organisations.json").read_bytes())["organisations"]
    assert pages(large.registry, "id/provider") == PROVIDERS + len(organisations)


def test_every_link_was_verified(large: Measured) -> None:
    assert large.noted["verified"] == [len(list(large.registry.site.rglob("*.html")))]


def test_feeds_have_every_offer(large: Measured) -> None:
    site = large.registry.site
    assert len(list((site / "data/v1/offers").rglob("*.json"))) == OFFERS
    index = (site / "data/v1/index.json").read_bytes()
    assert len(orjson.loads(index)["offers"]) == OFFERS
    turtle = "".join(file.read_text(encoding="utf-8") for file in (site / "feeds/elm").rglob("*.ttl"))
    documents = [orjson.loads(file.read_bytes()) for file in (site / "data/v1/offers").rglob("*.json")]
    # ELM asks for the field of a specification; an offer that states none is left out.
    missing = [one for one in documents if one["identifier"] not in turtle]
    assert len(missing) < OFFERS / 10
    assert not [one for one in missing if one.get("field")]
    sitemap = (site / "sitemap.xml").read_text()
    assert sum(f"/{language}/offers/" in line for line in sitemap.splitlines() for language in ("pl",)) >= OFFERS


def test_search_has_every_offer(large: Measured) -> None:
    for language in LANGUAGES:
        entry = orjson.loads((large.registry.site / "pagefind" / language / "pagefind-entry.json").read_bytes())
        assert sum(one["page_count"] for one in entry["languages"].values()) == OFFERS


def test_main_process_holds_summaries_only(large: Measured) -> None:
    assert large.noted["main"] < MAXIMUM_KILOBYTES


def test_synthetic_records_are_the_same_every_time(tmp_path: Path) -> None:
    one, other = (write_records(tmp_path / name, offers=40, providers=7) for name in ("one", "other"))
    files = sorted(file.relative_to(one) for file in one.rglob("*.yml"))
    assert len(files) == 40 + 7 + 1  # and the organisations that are only referred to
    assert all((one / file).read_bytes() == (other / file).read_bytes() for file in files)
    another = write_records(tmp_path / "another", offers=40, providers=7, seed=2)
    assert any((one / file).read_bytes() != (another / file).read_bytes() for file in files)
