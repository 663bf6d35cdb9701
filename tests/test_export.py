"""`catalogue export` writes what the site would publish, and nothing else, to standard output."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from generator.commands.export import export
from generator.errors import UsageError
from generator.feeds.registry import FEEDS, feed_files
from generator.settings import read_settings
from tests import record_cases
from tests.builders import catalogue_of_files
from tests.site.serving import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DAY = record_cases.AS_OF.isoformat()


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    record_cases.lay_out("valid", "level-and-workload", tmp_path)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def run(registry: Path, *arguments: str) -> Result:
    return CliRunner().invoke(export, [*arguments, "--root", str(registry), "--workers", "1", "--as-of", DAY])


def published(registry: Path) -> dict[str, bytes]:
    catalogue = catalogue_of_files(registry / "providers", registry / "cache")
    return {file.path: file.content for file in feed_files(catalogue, read_settings(registry))}


@pytest.mark.slow
def test_each_format_with_a_file_is_written_as_it_is_published(registry: Path) -> None:
    expected = published(registry)
    for feed in FEEDS:
        address = feed.address or feed.language_address.format(language="pl")
        if address and not feed.with_pages:
            result = run(registry, feed.name)
            assert result.exit_code == 0, (feed.name, result.exception)
            assert result.stdout_bytes == expected[address]


def test_one_provider_one_language_or_one_file(registry: Path) -> None:
    expected = published(registry)
    college = run(registry, "canonical", "--provider", "river-college")
    assert college.stdout_bytes == expected["data/v1/providers/river-college.json"]
    assert run(registry, "atom", "--language", "en").stdout_bytes == expected["en/feed.atom"]
    assert run(registry, "data/v1/runs.csv").stdout_bytes == expected["data/v1/runs.csv"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["moohub"], "Did you mean moochub?"),
        (["qqqqqq"], "Choose one of: canonical"),
        (["canonical", "--provider", "river-collage"], "Did you mean river-college?"),
        (["moochub", "--provider", "river-college"], "Leave out --provider."),
        (["atom", "--language", "fr"], "Choose one of: pl, en."),
        (["schema.org"], "it stands inside each page"),
        (["sitemap"], "`catalogue build` writes it."),
        (["qualitylink"], "Name one with --provider."),
        (["edc-template"], "feeds/edc/{uuid}/{version}.jsonld"),
        (["qualitylink", "--provider", "river-college"], "No register awards the level."),
        (["data/v1/nothing.csv"], "lists the addresses"),
    ],
)
def test_what_cannot_be_written_is_explained(registry: Path, arguments: list[str], said: str) -> None:
    result = run(registry, *arguments)
    assert isinstance(result.exception, UsageError)
    assert said in str(result.exception)
    assert result.stdout_bytes == b""


def test_broken_records_are_named(registry: Path) -> None:
    (registry / "providers/river-college/offers/first-aid.yml").write_text("id: first-aid\n", encoding="utf-8")
    result = run(registry, "canonical")
    assert "first-aid.yml" in str(result.exception)
    assert "`catalogue check` explains them." in str(result.exception)
