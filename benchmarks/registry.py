"""A registry of any size to be measured: this project's pages, theme and settings, synthetic records, a history."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from benchmarks.history import write_history
from benchmarks.synthetic import write_records

PROJECT = Path(__file__).parents[1]
PARTS = ("content", "theme", "mkdocs.yml")
OFFERS_OF_A_PROVIDER = 20


def lay_out(root: Path, *, offers: int) -> Path:
    """Write a registry with so many offers into a new folder, with commits behind them, and return it."""
    root.mkdir(parents=True)
    for part in PARTS:
        source = PROJECT / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / part)
    providers = max(12, offers // OFFERS_OF_A_PROVIDER)
    write_records(root / "providers", offers=offers, providers=providers, as_in_samples=True)
    write_history(root)
    return root


def first_offer(root: Path) -> Path:
    """Return the file of the offer that is changed."""
    return sorted(root.glob("providers/*/offers/*.yml"))[0]


def change_one(root: Path, mark: str = "+") -> Path:
    """Give an offer another title that ends in a mark, as an editor would; return its file."""
    file = first_offer(root)
    text = file.read_text(encoding="utf-8")
    record = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  texts only
    record["title"] = {language: f"{title} {mark}" for language, title in record["title"].items()}
    file.write_text(yaml.dump(record, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return file
