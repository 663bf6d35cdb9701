"""Pictures are there, are pictures, and are small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, Location, Severity, define_rule
from generator.records.pictures import MAXIMUM_BYTES, is_what_it_says, pictures_beside
from generator.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.catalogue.summary import OfferSummary, ProviderSummary
    from generator.checks.scope import Scope
    from generator.wording import Wording

NO_PICTURE = define_rule(
    "IMG001",
    Severity.ERROR,
    "A picture that is not there",
    reason="The page would show a gap where the record promises a picture.",
    remedy="Put the picture into the folder of the record, or delete the key.",
)
NOT_A_PICTURE = define_rule(
    "IMG002",
    Severity.ERROR,
    "A picture that cannot be published",
    reason="Everybody who opens the page loads the picture; other files, links and large files do not belong there.",
    remedy="Save it as a PNG, JPEG or WebP file of at most 100 kB, 800 pixels wide at most, with the ending that fits.",
)
UNUSED_PICTURE = define_rule(
    "IMG003",
    Severity.WARNING,
    "A picture that no record names",
    reason="It is published nowhere, and nobody will remember what it was for.",
    remedy="Name it under `logo:` of the provider or `image:` of an offer, or delete it.",
)

KEYS = {True: ("image", "file"), False: ("logo", "file")}


def pictures(scope: Scope) -> Iterator[Diagnostic]:
    """What records name is there and can be published; what is there is named."""
    there = dict(pictures_beside(scope.by_path.values()))
    records: tuple[ProviderSummary | OfferSummary, ...] = (*scope.providers, *scope.offers)
    named = {record.picture for record in records}
    for record in records:
        if record.picture is None:
            continue
        key = KEYS["/offers/" in record.picture]
        path = there.get(record.picture)
        name = record.picture.rpartition("/")[2]
        if path is None:
            message = say("expected the file {name} beside the record, got none", name=name)
            yield scope.find(NO_PICTURE, record.shown, key, message)
        elif (fault := _fault(path)) is not None:
            yield scope.find(NOT_A_PICTURE, record.shown, key, fault)
    yield from _unused(scope, [path for place, path in there.items() if place not in named])


def _fault(path: Path) -> Wording | None:
    """Say why a file cannot be published as a picture."""
    if path.is_symlink() or not path.is_file():
        return say("expected an ordinary file, got a link or a folder")
    size = path.stat().st_size
    if size > MAXIMUM_BYTES:
        return say("expected at most {limit} kB, got {size} kB", limit=MAXIMUM_BYTES // 1024, size=-(-size // 1024))
    if not is_what_it_says(path):
        return say("expected a picture as its ending {ending} says, got something else", ending=path.suffix)
    return None


def _unused(scope: Scope, left: list[Path]) -> Iterator[Diagnostic]:
    keys = ("logo.file", "image.file")
    named_by_broken = {name for shown in scope.broken for key in keys for _, name in scope.values(shown, key)}
    folder_of = {file.path.parent: file.shown.rpartition("/")[0] for file in scope.by_path.values()}
    for path in left:
        if path.name not in named_by_broken:
            where = Location(f"{folder_of[path.parent]}/{path.name}")
            yield Diagnostic(UNUSED_PICTURE, where, say("expected a record that names this picture, got none"))
