"""The list of what a site consists of: every file with its digest and its size.

It is published as manifest.json; it also is how a directory is known to be a site of ours. SHA256SUMS says
the same in the form that `sha256sum --check` reads. Neither names the search index: Pagefind orders it at random,
and both shall be the same whenever the records are. The index has its own pagefind/SHA256SUMS.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import orjson

from generator.errors import PublishError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MANIFEST = "manifest.json"
CHECKSUMS = "SHA256SUMS"
SEARCH_FOLDER = "pagefind"
SEARCH_CHECKSUMS = f"{SEARCH_FOLDER}/{CHECKSUMS}"

_KIND = "catalogue-site"
_VERSION = 1
# manifest.json is a usual name (web apps have one), and what is taken for a site will be deleted when the
# next one is published: so a site is known by how its manifest begins, which is cheap at a million files too.
_OPENING = b'{"kind":"%s",' % _KIND.encode()
# sha256sum marks a line with a backslash if the name in it is escaped.
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file: sha256 in hexadecimal digits, size in bytes."""

    sha256: str
    size: int


NONE_KNOWN: Mapping[str, FileEntry] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a site by their path inside it, without manifest.json, SHA256SUMS and the search index."""

    files: Mapping[str, FileEntry]

    @classmethod
    def of(cls, files: Mapping[str, FileEntry]) -> Manifest:
        """Return the manifest of a site with these files."""
        return cls({path: files[path] for path in sorted(files) if not _is_of_search(path)})

    def to_json(self) -> bytes:
        """Return the bytes of manifest.json; equal manifests give equal bytes."""
        files = {path: self.files[path] for path in sorted(self.files)}
        content = {"kind": _KIND, "version": _VERSION, "files": files}
        return orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE)


def manifest_of(directory: Path) -> Manifest:
    """Read every file below `directory` but the search index; raises PublishError as `files_of` does."""
    return Manifest.of(files_of(directory))


def files_of(directory: Path, known: Mapping[str, FileEntry] = NONE_KNOWN) -> dict[str, FileEntry]:
    """Return all files below `directory` by their paths, sorted, but for the lists; read those that are not `known`.

    Raises PublishError for what a static host cannot be trusted to carry: links, devices, names not in UTF-8.
    """
    lists = {MANIFEST, CHECKSUMS, SEARCH_CHECKSUMS}
    paths = sorted((path, file) for path, file in _files(directory, "") if path not in lists)
    return {path: known.get(path) or _entry(file) for path, file in paths}


def _entry(file: Path) -> FileEntry:
    content = file.read_bytes()
    return FileEntry(hashlib.sha256(content).hexdigest(), len(content))


def read_manifest(directory: Path) -> Manifest | None:
    """Return the manifest published with a site, None if the directory has none of ours.

    Raises PublishError if it is damaged.
    """
    if not is_site(directory):
        return None
    try:
        content = orjson.loads((directory / MANIFEST).read_bytes())
        return Manifest({path: FileEntry(**entry) for path, entry in content["files"].items()})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PublishError(f"{directory / MANIFEST} is damaged: {error}", remedy="build the catalogue again") from error


def published_checksums(directory: Path) -> dict[str, str]:
    """Return the checksums that a published site states of its files, by their paths; none if it is no site of ours.

    Raises PublishError if its manifest is damaged.
    """
    manifest = read_manifest(directory)
    if manifest is None:
        return {}
    found = {path: entry.sha256 for path, entry in manifest.files.items()}
    with suppress(OSError, ValueError):
        # Pagefind's names have no signs that would be escaped.
        for line in (directory / SEARCH_CHECKSUMS).read_text(encoding="utf-8").splitlines():
            digest, _, path = line.partition("  ")
            found[f"{SEARCH_FOLDER}/{path}"] = digest
    return found


def is_site(directory: Path) -> bool:
    """Tell whether `directory` was published by the catalogue, from the beginning of its manifest.json."""
    try:
        with (directory / MANIFEST).open("rb") as file:
            return file.read(len(_OPENING)) == _OPENING
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def sha256sums(manifest: Manifest) -> bytes:
    """Return SHA256SUMS for the files of the manifest and for manifest.json itself.

    So one signature on SHA256SUMS covers the site but for its search index, if manifest.json holds
    `manifest.to_json()`.
    """
    digests = {path: entry.sha256 for path, entry in manifest.files.items()}
    return _checksums({**digests, MANIFEST: hashlib.sha256(manifest.to_json()).hexdigest()})


def search_sha256sums(files: Mapping[str, FileEntry]) -> bytes:
    """Return pagefind/SHA256SUMS of a site with these files; the paths in it are relative to pagefind/."""
    found = {path: entry for path, entry in files.items() if _is_of_search(path)}
    return _checksums({path.removeprefix(f"{SEARCH_FOLDER}/"): entry.sha256 for path, entry in found.items()})


def _is_of_search(path: str) -> bool:
    return path.startswith(f"{SEARCH_FOLDER}/")


def _checksums(digests: Mapping[str, str]) -> bytes:
    return "".join(_checksum_line(path, digests[path]) for path in sorted(digests)).encode()


def _checksum_line(path: str, digest: str) -> str:
    escaped = path.translate(_ESCAPES)
    mark = "\\" if escaped != path else ""
    return f"{mark}{digest}  {escaped}\n"


def _files(directory: Path, prefix: str) -> Iterator[tuple[str, Path]]:
    with os.scandir(directory) as entries:
        for entry in entries:
            path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path), path + "/")
            elif entry.is_file(follow_symlinks=False) and _is_utf8(path):
                yield path, Path(entry.path)
            else:
                raise PublishError(
                    f"the site holds {path!r}, which is not a plain file with a name in UTF-8",
                    remedy="remove it from content/ or theme/, or replace a link by what it leads to",
                )


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:  # undecodable bytes arrive as lone surrogates
        return False
    return True
