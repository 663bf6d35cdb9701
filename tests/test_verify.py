"""`catalogue verify` finds what a consumer would refuse, and says why."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from benchmarks.synthetic import write_records
from generator.cli import catalogue
from generator.errors import UsageError
from generator.progress import Progress
from generator.publish.build import build
from generator.publish.order import Order
from generator.settings import read_settings
from generator.verification.checks import CHECKS, run_checks
from tests.oracles import oracle
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.verification.checks import Verdict

AS_OF = date(2026, 12, 1)
OF_ONE_SITE = pytest.mark.xdist_group("verified site")
"""Its tests damage the site, and mend it again."""


def built(into: Path, providers: Path | None = None) -> Path:
    settings = read_settings(ROOT)
    settings = replace(settings, providers=providers) if providers else settings
    order = Order(output=into / "site", as_of=AS_OF, shown="providers")
    assert build(settings, order, Progress(quiet=True)).published
    return order.output


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("samples"))


def oracles() -> Path:
    return oracle("SOURCES.md").parent


def verdicts(site: Path, output: str = "") -> list[Verdict]:
    chosen = [one for one in CHECKS if output in ("", one.output)]
    assert chosen
    return list(run_checks(site, oracles(), checks=chosen))


@pytest.mark.slow
@OF_ONE_SITE
def test_the_samples_hold_before_every_oracle(site: Path) -> None:
    found = verdicts(site)
    assert {one.check.output: one.faults for one in found if not one.holds} == {}
    assert all(one.counted for one in found)
    assert len(found) == len(CHECKS)


@pytest.mark.slow
@pytest.mark.parametrize("offers", [100, pytest.param(1000, marks=pytest.mark.deep)])
def test_many_offers_hold_before_every_oracle(tmp_path: Path, offers: int) -> None:
    providers = write_records(tmp_path / "providers", offers=offers, providers=40)
    found = verdicts(built(tmp_path, providers))
    assert {one.check.output: (one.missing, one.faults) for one in found if not one.holds} == {}
    counted = {one.check.output: one.counted for one in found}
    assert counted["ELM 3.2, shapes"] == counted["ELM 3.3, shapes"] > 20 * offers
    assert counted["QDR XML"] > 3 * offers
    assert counted["canonical JSON"] > offers


def _replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        assert old.encode() in content, old
        return content.replace(old.encode(), new.encode())

    return change


ELM = "http://data.europa.eu/snb/model/elm/"
PROVIDER = "feeds/elm/3.2/providers/slievebawn.ttl"
DAMAGES: dict[str, tuple[str, str, Callable[[bytes], bytes], str]] = {
    "a byte more": ("checksums", "robots.txt", lambda content: content + b"\n", "expected the checksum"),
    "another document": ("changes", "feeds/changes.jsonl", _replaced('"sha256":"', '"sha256":"0'), "another one"),
    "half a line": ("changes", "feeds/changes.jsonl", lambda content: content[:-40], "expected a record with"),
    "a key too many": (
        "canonical JSON",
        "data/v1/providers/slievebawn.json",
        _replaced('"type":', '"kind_of":'),
        "'type' is a required property",
    ),
    "a foreign schema": (
        "canonical JSON",
        "data/v1/providers/slievebawn.json",
        _replaced("/data/v1/schema/", "/other/"),
        "expected a `$schema` of this site",
    ),
    "a table without its column": ("tables", "data/v1/offers.csv", _replaced("title_en", "titles"), "title_en"),
    "JSON that ends early": ("JSON", "feeds/moochub/v3/free.json", lambda content: content[:-9], "JSONDecodeError"),
    "a record cut in two": ("JSON lines", "data/v1/offers.jsonl", lambda content: content[:-40], "expected JSON"),
    "Turtle without its end": ("Turtle", PROVIDER, lambda content: content[:-9], "expected Turtle"),
    "a description cut in two": ("Turtle", "feeds/dcat/catalogue.ttl", lambda content: content[:-9], "expected Turtle"),
    "a feed that ends early": (
        "XML",
        "en/feed.atom",
        lambda content: content[:-9],
        "could not be read: XMLSyntaxError",
    ),
    "a feed that leads nowhere": (
        "links between feeds",
        "feeds/dcat/catalogue.ttl",
        _replaced("feeds/elm/3.2/catalogue.ttl", "feeds/elm/3.2/gone.ttl"),
        "feeds/elm/3.2/gone.ttl, found none",
    ),
    "a namespace that nobody looks for": (
        "ELM 3.2, shapes",
        PROVIDER,
        _replaced(ELM, "http://example.org/elm/"),
        f"expected something called Organisation in the namespace {ELM}",
    ),
    "weeks in a duration": (
        "ELM 3.2, shapes",
        PROVIDER,
        _replaced('"P84D"', '"P12W"'),
        "expected an xsd:duration, got P12W",
    ),
    "an identifier in other words": (
        "ELM, JSON-LD",
        "feeds/elm/3.2/providers/slievebawn.jsonld",
        _replaced("Slievebawn University College", "Another College"),
        "expected the same statements",
    ),
    "an element out of place": (
        "QDR XML",
        "feeds/qdr/learning-opportunities.xml",
        _replaced("<duration>", "<mode/><duration>"),
        "This element is not expected",
    ),
    "XML that ends early": (
        "QDR XML",
        "feeds/qdr/learning-opportunities.xml",
        lambda content: content[:-30],
        "could not be read: XMLSyntaxError",
    ),
    "no level": (
        "QualityLink",
        "feeds/qualitylink/slievebawn.ttl",
        _replaced("elm33:EQFLevel", "elm33:level"),
        "EQFLevel: MinCount",
    ),
    "a manifest without sources": (
        "QualityLink, manifests",
        ".well-known/quality-link-manifest.json",
        _replaced('"sources"', '"source"'),
        "'sources' is a required property",
    ),
    "a manifest to nowhere": (
        "QualityLink, manifests",
        "feeds/qualitylink/slievebawn.json",
        _replaced("slievebawn.ttl", "gone.ttl"),
        "expected the address of a file of this site",
    ),
    "no courses": ("MOOChub", "feeds/moochub/v3/free.json", lambda _: b"{}", "expected a list of courses"),
    "a nameless course": (
        "MOOChub",
        "feeds/moochub/v3/free.json",
        _replaced('"name":"', '"names":"'),
        "'name' is a req",
    ),
    "nobody publishes": (
        "DCAT-AP",
        "feeds/dcat/catalogue.ttl",
        _replaced("dct:publisher", "dct:creator"),
        "publisher: MinCount",
    ),
    "a feed without an identifier": ("Atom", "en/feed.atom", _replaced("<id>", "<ident>"), "could not be read"),
    "an entry without title": ("Atom", "en/feed.atom", _replaced("title>", "name>"), "line"),
    "a calendar cut in two": ("calendars", "en/deadlines.ics", lambda content: content[:400], "could not be read"),
    "an event without day": ("calendars", "en/deadlines.ics", _replaced("DTSTART", "X-START"), "expected DTSTART"),
    "an address that is none": ("site map", "sitemap.xml", _replaced("<loc>https", "<loc>x y"), "line"),
}


@pytest.mark.slow
@OF_ONE_SITE
@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_found_and_named(name: str, site: Path) -> None:
    output, file, change, expected = DAMAGES[name]
    path = site / file
    content = path.read_bytes()
    try:
        path.write_bytes(change(content))
        (verdict,) = verdicts(site, output)
    finally:
        path.write_bytes(content)
    assert not verdict.holds
    assert any(expected in fault for _, fault in verdict.faults), verdict.faults


@pytest.mark.slow
@OF_ONE_SITE
def test_a_feed_that_is_not_there_is_missed(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    shutil.rmtree(copy / "feeds/qdr")
    (verdict,) = verdicts(copy, "QDR XML")
    assert verdict.faults == (("feeds/qdr/*.xml", "expected such a file, found none"),)


@pytest.mark.slow
@OF_ONE_SITE
def test_the_command_shows_a_table_and_fails_on_faults(site: Path, tmp_path: Path) -> None:
    sound = CliRunner().invoke(catalogue, ["verify", str(site), "--workers", "1"])
    assert sound.exit_code == 0, sound.output
    assert "checksums" in sound.stdout
    assert "QDR XML" not in sound.stdout  # it needs the oracles
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (copy / "robots.txt").write_text("changed", encoding="utf-8")
    broken = CliRunner().invoke(catalogue, ["verify", str(copy), "--workers", "1"])
    assert broken.exit_code == 1
    assert "checksums: SHA256SUMS: robots.txt: expected the checksum" in broken.stderr


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    """Return a folder that passes for a built site: an index, a page, a table and a calendar with a folded line."""
    base = "https://registry.example.org"
    files = {
        "SHA256SUMS": "",
        "data/v1/index.json": f'{{"$schema": "{base}/data/v1/schema/index.json", "page": "{base}/en/#top"}}',
        "data/v1/schema/index.json": f'{{"example": "{base}/nowhere"}}',
        "data/v1/offers.csv": f"{base}/id/offer/1,title",
        "en/index.html": "",
        "en/deadlines.ics": f"DESCRIPTION:See {base}/e\r\n n/.\r\n",
        "id/offer/1/index.html": "",
    }
    for name, content in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8", newline="")
    return tmp_path


def _links(site: Path) -> Verdict:
    (check,) = (one for one in CHECKS if one.output == "links between feeds")
    (verdict,) = run_checks(site, None, checks=[check])
    return verdict


def test_links_of_feeds_lead_to_pages_and_files(small_site: Path) -> None:
    verdict = _links(small_site)
    assert verdict.faults == ()
    assert verdict.counted == 4


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ("id/offer/1/index.html", "data/v1/offers.csv: expected a file for https://registry.example.org/id/offer/1,"),
        ("en/index.html", "en/deadlines.ics: expected a file for https://registry.example.org/en/,"),
        ("data/v1/schema/index.json", "expected a file for https://registry.example.org/data/v1/schema/index.json,"),
    ],
)
def test_a_link_of_a_feed_to_nowhere_is_named(small_site: Path, gone: str, told: str) -> None:
    (small_site / gone).unlink()
    assert any(told in fault for _, fault in _links(small_site).faults)


def test_links_are_not_looked_at_without_the_address_of_the_site(small_site: Path) -> None:
    (small_site / "data/v1/index.json").write_text('{"$schema": "elsewhere"}', encoding="utf-8")
    assert "expected a `$schema` that ends with" in _links(small_site).faults[0][1]
    (small_site / "data/v1/index.json").unlink()
    assert _links(small_site).faults == (("data/v1/index.json", "expected such a file, found none"),)


def _verified(site: Path, monkeypatch: pytest.MonkeyPatch, *outputs: str, installed: bool, oracles: Path | None) -> int:
    """Return the exit code of the command with some of the checks."""
    chosen = tuple(one for one in CHECKS if one.output in outputs)
    monkeypatch.setattr("generator.verification.checks.run_checks", partial(run_checks, checks=chosen))
    monkeypatch.setattr("generator.verification.checks._importable", lambda _: installed)
    named = ["--oracles", str(oracles)] if oracles else []
    done = CliRunner().invoke(catalogue, ["verify", str(site), "--workers", "1", *named])
    if isinstance(done.exception, UsageError):
        assert "microcredential-catalogue[oracles]" in done.exception.remedy
        return done.exception.exit_code
    if not installed:
        assert "microcredential-catalogue[oracles]" in done.stderr
    return done.exit_code


def test_a_missing_library_is_told_apart_from_a_fault(
    small_site: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path_factory.mktemp("oracles")
    verified = partial(_verified, small_site, monkeypatch, "links between feeds")
    assert verified(installed=True, oracles=None) == 0
    assert verified("own schemas", installed=False, oracles=None) == 2
    assert verified("own schemas", "QDR XML", installed=False, oracles=empty) == 1
    (small_site / "en/index.html").unlink()
    assert verified("own schemas", installed=False, oracles=None) == 1


@pytest.mark.slow
@OF_ONE_SITE
def test_oracles_that_are_missing_are_named(site: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(catalogue, ["verify", str(site), "--oracles", str(tmp_path), "--workers", "1"])
    assert done.exit_code == 1
    assert "not looked at: elm/xsd-3.3.1/loq.xsd" in done.stdout


def test_what_is_no_site_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(catalogue, ["verify", str(tmp_path)])
    assert "expected the folder of a built site" in str(done.exception)
    (tmp_path / "SHA256SUMS").write_text("", encoding="utf-8")
    done = CliRunner().invoke(catalogue, ["verify", str(tmp_path), "--oracles", str(tmp_path / "none")])
    assert "expected the folder of the oracles" in str(done.exception)
