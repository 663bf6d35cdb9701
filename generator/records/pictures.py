"""Pictures that lie beside records: logos of providers and pictures of offers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.records.discover import RecordKind, is_picture_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.records.discover import RecordFile

MAXIMUM_BYTES = 100 * 1024

_SIGNATURES = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
_FOLDERS = {RecordKind.PROVIDER: "", RecordKind.OFFER: "offers/"}


def pictures_beside(files: Iterable[RecordFile]) -> Iterator[tuple[str, Path]]:
    """Yield every picture beside the records of providers and offers: its place, and its path.

    The place is `<provider>/<file>` for a picture of the provider, `<provider>/offers/<file>` for one of an offer.
    """
    places = {file.path.parent: f"{file.provider}/{_FOLDERS[file.kind]}" for file in files if file.kind in _FOLDERS}
    for folder, place in sorted(places.items()):
        for entry in sorted(folder.iterdir()):
            if is_picture_name(entry.name):
                yield f"{place}{entry.name}", entry


def is_what_it_says(path: Path) -> bool:
    """Tell whether a file begins as pictures of its ending do."""
    with path.open("rb") as stream:
        return _SIGNATURES[path.suffix].match(stream.read(16)) is not None
