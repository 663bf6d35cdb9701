"""The search index of one language, made by Pagefind through its service protocol.

`pagefind --service` reads requests from its standard input and answers each one on its standard output; a
message is JSON in base64 with a comma at its end. When its input ends, Pagefind ends at once, whatever it is
doing: the input stays open until the last answer, and closes with the build, however that ends.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from threading import Timer
from typing import IO, TYPE_CHECKING, Any

import orjson
from pagefind_bin import get_executable  # type: ignore[import-untyped]  # it ships no types

from generator.children import die_with_parent
from generator.errors import SearchError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_Message = dict[str, Any]

_USED = ("pagefind.js", "pagefind-entry.json", "index/", "fragment/")
_REMEDY = "Install the dependencies anew: Pagefind comes with the package pagefind-bin."
_ORIGIN = "made-from.sha256"
"""Published with the index: the digest of the index and of all that Pagefind was told for it."""
_AT_ONCE = 1 << 20
_NO_STEMMER = "unknown"
"""Stands in the name of the program that searches languages for which Pagefind knows no word stems."""


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """What Pagefind is told of one page.

    `url` comes back with every hit and is not searched. `content` and every text of `meta` are searched; words
    of `title` weigh more.
    """

    url: str
    title: str
    content: str
    language: str
    meta: Mapping[str, str]

    @property
    def address(self) -> str:
        """Return the address of the page, without what comes back with it."""
        return self.url.partition("#")[0]


def write_index(
    records: Iterable[SearchRecord],
    output: Path,
    *,
    language: str,
    published: Path | None = None,
    timeout: float = 600.0,
    executable: Path | None = None,
) -> int:
    """Write the index of `records` into `output`, whose former content is removed; return their number.

    Hits that are sorted by `row` come in the order of `records`: so scripts learn which hit stands in which row.
    Files that are hard-linked from `output` elsewhere stay as they are.
    Pagefind writes in random order: the same records give the same answers, not the same bytes. So the
    index in `published` is taken over as it is if the same Pagefind made it from the same records.
    Raises SearchError if Pagefind refuses a record, ends early or takes longer than `timeout` seconds.
    """
    with tempfile.TemporaryFile() as spool:
        number, told = _write_requests(spool, records, language)
        files = _sound_index(published, told) if published else None
        if files is None:
            try:
                files = _used(_converse(executable or get_executable(), spool, timeout))
            except OSError as reason:
                raise SearchError(f"Pagefind cannot be started: {reason}", remedy=_REMEDY) from reason
    shutil.rmtree(output, ignore_errors=True)
    for path, content in {**files, _ORIGIN: _origin(files, told)}.items():
        file = output / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return number


def _write_requests(spool: IO[bytes], records: Iterable[SearchRecord], language: str) -> tuple[int, bytes]:
    """Write what Pagefind is told, so that no more than one record is in memory; return their number and a digest."""
    digest, number = hashlib.sha256(version("pagefind-bin").encode()), -1
    for number, payload in enumerate(_requests(records, language)):
        message = orjson.dumps({"message_id": number, "payload": payload})
        spool.write(base64.b64encode(message) + b",")
        digest.update(message)
    spool.flush()
    # The first request makes the index, the last one asks for it.
    return number - 1, digest.digest()


def _origin(files: Mapping[str, bytes], told: bytes) -> bytes:
    digest = hashlib.sha256(told)
    for path in sorted(files):
        digest.update(b"%s\0%s" % (path.encode(), hashlib.sha256(files[path]).digest()))
    return digest.hexdigest().encode()


def _sound_index(folder: Path, told: bytes) -> Mapping[str, bytes] | None:
    """Return the files of an index if it was made from what Pagefind would be told now, and nobody changed it."""
    try:
        files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    except OSError:
        return None
    origin = files.pop(_ORIGIN, None)
    return files if origin is not None and origin == _origin(files, told) else None


def _requests(records: Iterable[SearchRecord], language: str) -> Iterator[_Message]:
    yield {"type": "NewIndex", "config": {"force_language": language, "keep_index_url": True}}
    for row, record in enumerate(records):
        yield {
            "type": "AddRecord",
            "index_id": 0,
            "url": record.url,
            "content": record.content,
            "language": language,
            "meta": {"title": record.title, **record.meta},
            "filters": {},
            "sort": {"row": str(row)},
        }
    # Not WriteFiles: its answer comes before the files are whole.
    yield {"type": "GetFiles", "index_id": 0}


def _converse(executable: Path, requests: IO[bytes], timeout: float) -> Mapping[str, bytes]:
    """Send all requests, then read the answers, which Pagefind queues; return the files of the last one by path."""
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            [executable, "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            # A worker that is forked now holds the input open, too.
            preexec_fn=partial(die_with_parent, os.getpid()),  # noqa: PLW1509  it makes system calls only
        ) as child,
    ):
        assert child.stdin and child.stdout  # noqa: S101  for the type checker
        limit = Timer(timeout, child.kill)
        limit.start()
        try:
            files = _ask(child.stdin, child.stdout, requests)
            out_of_time = not limit.is_alive()
        finally:
            limit.cancel()
            limit.join()  # worker pools fork only while this process has one thread
            child.kill()
            with suppress(BrokenPipeError):
                child.stdin.close()
        if files is None:
            raise _failure(said, f"was stopped after {timeout:g} seconds" if out_of_time else "ended early")
        return files


def _ask(requests_to: IO[bytes], answers_from: IO[bytes], requests: IO[bytes]) -> dict[str, bytes] | None:
    """Return the files of the index, None if Pagefind went away; raise SearchError if it refused something."""
    try:
        requests.seek(0)
        shutil.copyfileobj(requests, requests_to, _AT_ONCE)
        requests_to.flush()
    except BrokenPipeError:
        return None
    for answer in _answers(answers_from):
        if answer["type"] == "Error":
            raise SearchError(f"Pagefind refused a record: {answer['message']}")
        if answer["type"] == "GetFiles":
            return {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}
    return None


def _answers(answers_from: IO[bytes]) -> Iterator[_Message]:
    parts: list[bytes] = []
    while read := answers_from.read1(1 << 20):  # type: ignore[attr-defined]  # a pipe is a BufferedReader
        *ends, rest = read.split(b",")
        for end in ends:
            yield orjson.loads(base64.b64decode(b"".join((*parts, end))))["payload"]
            parts.clear()
        parts.append(rest)


def _failure(said: IO[bytes], what: str) -> SearchError:
    said.seek(0)
    lines = said.read().decode(errors="replace").strip().splitlines()
    return SearchError("\n  ".join([f"Pagefind {what}", *lines[-10:]]))


def _used(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Leave out Pagefind's own user interfaces and whatever else the search script never asks for."""
    languages = orjson.loads(files["pagefind-entry.json"])["languages"].values()
    programs = {f"wasm.{language['wasm'] or _NO_STEMMER}.pagefind" for language in languages}
    return {
        path: content
        for path, content in files.items()
        if path in programs or path.startswith(_USED) or path.endswith(".pf_meta")
    }
