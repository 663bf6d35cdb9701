"""Links from feeds into the site itself: whatever a feed says is at an address of the site must be there."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

import orjson

from generator.verification.verdict import Found, Place, some

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INDEX = "data/v1/index.json"
_INDEX_SCHEMA = "data/v1/schema/index.json"
_SUFFIXES = frozenset((".atom", ".csv", ".ics", ".json", ".jsonl", ".jsonld", ".ttl", ".xml"))
_ELSEWHERE = ("pagefind/", "data/v1/schema/")
"""What is not read: no feed, and schemas, whose examples are addresses of nothing."""

_FOLD = re.compile(rb"\r\n[ \t]")
_END_OF_SENTENCE = ".:!?"


def between_feeds(place: Place) -> Found:
    """Look up every address of the site in its feeds, whose beginning the index of the data tells; count addresses."""
    base = _base(orjson.loads(place.path.read_bytes()))
    if not base:
        return Found(0, (f"expected a `$schema` that ends with {_INDEX_SCHEMA}, found none",))
    address = re.compile(re.escape(base.encode()) + rb"[^\s\"'<>\\(){}|,;]*")
    exists = cache(lambda path: _exists(place.site, path))
    faults, counted = [], 0
    for file in sorted(_feeds(place.site)):
        content = _FOLD.sub(b"", (place.site / file).read_bytes())
        found = {_path(one.decode(errors="replace"), base) for one in address.findall(content)}
        counted += len(found)
        faults += [
            f"{file}: expected a file for {base}{path}, found none" for path in sorted(found) if not exists(path)
        ]
    return some(counted, faults, "addresses of the site")


def _base(index: object) -> str:
    schema = str(index.get("$schema", "")) if isinstance(index, dict) else ""
    return schema.removesuffix(_INDEX_SCHEMA) if schema.endswith(f"/{_INDEX_SCHEMA}") else ""


def _feeds(site: Path) -> Iterator[str]:
    for folder, _folders, names in os.walk(site):
        for name in names:
            file = os.path.relpath(f"{folder}/{name}", site).replace(os.sep, "/")
            if PurePosixPath(file).suffix in _SUFFIXES and not file.startswith(_ELSEWHERE):
                yield file


def _path(address: str, base: str) -> str:
    """Return the path of an address; a full stop after it belongs to a sentence."""
    path = address.removeprefix(base).partition("#")[0].partition("?")[0]
    return unquote(path.rstrip(_END_OF_SENTENCE))


def _exists(site: Path, path: str) -> bool:
    """Tell whether a static host has an answer: a file, or a folder with a page, with or without its last slash."""
    if ".." in PurePosixPath(path).parts:
        return False
    return (site / path / "index.html").is_file() or (not path.endswith("/") and (site / path).is_file())
