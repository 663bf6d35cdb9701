"""Pagefind writes an index, says what it refuses, and ends with whoever started it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.errors import SearchError
from generator.search.index import SearchRecord, write_index
from tests.processes import alive, left_alive, marked_environment

ROOT = Path(__file__).parents[2]

# A build that is in the middle of indexing.
BUILD = """
import sys, time
from pathlib import Path
from generator.search.index import SearchRecord, write_index
def records():
    for n in range(200_000):
        yield SearchRecord(f"{n:06}", f"Offer {n}", f"word{n} " * 5, "en", {})
Path(sys.argv[1]).touch()
write_index(list(records()), Path(sys.argv[1] + ".out"), language="en")
"""


def record(name: str, content: str = "text") -> SearchRecord:
    return SearchRecord(name, f"Title of {name}", content, "en", {"hidden": "word"})


def program(folder: Path, script: str) -> Path:
    """Return an executable in the place of Pagefind."""
    file = folder / "pagefind"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


def test_index_holds_the_records_and_nothing_of_pagefinds_own_pages(tmp_path: Path) -> None:
    number = write_index([record("b"), record("a")], tmp_path / "pagefind" / "en", language="en")
    folder = tmp_path / "pagefind" / "en"
    entry = json.loads((folder / "pagefind-entry.json").read_bytes())
    assert number == entry["languages"]["en"]["page_count"] == 2
    names = {path.name.split(".")[0] for path in folder.iterdir()}
    assert names == {"pagefind", "pagefind-entry", "wasm", "index", "fragment", "made-from"}
    assert [path.name for path in folder.glob("wasm.*")] == ["wasm.en.pagefind"]


def test_language_without_word_stems_keeps_the_program_it_needs(tmp_path: Path) -> None:
    write_index([record("a")], tmp_path / "cs", language="cs")
    assert [path.name for path in (tmp_path / "cs").glob("wasm.*")] == ["wasm.unknown.pagefind"]


def test_former_index_goes_and_files_linked_to_it_stay_as_they_were(tmp_path: Path) -> None:
    output = tmp_path / "en"
    write_index([record("a", "first")], output, language="en")
    published = tmp_path / "published.json"
    published.hardlink_to(output / "pagefind-entry.json")
    before = published.read_bytes()
    write_index([record("a", "second"), record("b")], output, language="en")
    assert published.read_bytes() == before
    assert len(list((output / "fragment").iterdir())) == 2


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_published_index_of_the_same_records_is_taken_over(tmp_path: Path) -> None:
    published = tmp_path / "published"
    records = [record("a"), record("b")]
    write_index(records, published, language="en")
    missing = tmp_path / "no-pagefind"
    write_index(records, tmp_path / "en", language="en", published=published, executable=missing)
    assert files(tmp_path / "en") == files(published)


@pytest.mark.parametrize("change", ["record", "order", "language", "file", "missing file", "no index"])
def test_published_index_of_something_else_is_not_taken_over(tmp_path: Path, change: str) -> None:
    published = tmp_path / "published"
    if change != "no index":
        write_index([record("a"), record("b")], published, language="en")
    if change == "file":
        (published / "pagefind.js").write_bytes(b"broken")
    if change == "missing file":
        next((published / "index").iterdir()).unlink()
    records = [record("a", "other text" if change == "record" else "text"), record("b")]
    if change == "order":
        records.reverse()
    language = "pl" if change == "language" else "en"
    with pytest.raises(SearchError, match="cannot be started"):
        write_index(
            records, tmp_path / "new", language=language, published=published, executable=tmp_path / "no-pagefind"
        )


def test_empty_catalogue_has_an_index(tmp_path: Path) -> None:
    assert write_index([], tmp_path / "en", language="en") == 0
    assert (tmp_path / "en" / "pagefind.js").is_file()


def test_more_than_pipes_hold_goes_through(tmp_path: Path) -> None:
    records = [record(f"page-{number}", f"word{number} " * 400) for number in range(300)]
    assert write_index(records, tmp_path / "en", language="en") == 300


def test_pagefind_that_ends_early_is_an_error_with_its_last_words(tmp_path: Path) -> None:
    broken = program(tmp_path, "echo 'no space left' >&2; exit 3")
    with pytest.raises(SearchError, match=r"ended early\n  no space left"):
        write_index([record("a")], tmp_path / "en", language="en", executable=broken)


def test_pagefind_that_hangs_is_stopped(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(SearchError, match=r"stopped after 0\.3 seconds"):
        hanging = program(tmp_path, "exec sleep 60")
        write_index([record("a")], tmp_path / "en", language="en", timeout=0.3, executable=hanging)
    assert time.monotonic() - began < 10


def test_refused_record_is_an_error(tmp_path: Path) -> None:
    answer = "eyJtZXNzYWdlX2lkIjoxLCJwYXlsb2FkIjp7InR5cGUiOiJFcnJvciIsIm1lc3NhZ2UiOiJiYWQgc29ydCJ9fQ=="
    refusing = program(tmp_path, f"printf '{answer},'; exec sleep 60")
    with pytest.raises(SearchError, match="bad sort"):
        write_index([record("a")], tmp_path / "en", language="en", executable=refusing)


def test_missing_program_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match="cannot be started"):
        write_index([record("a")], tmp_path / "en", language="en", executable=tmp_path / "nothing")


@pytest.mark.slow
def test_pagefind_ends_when_the_build_is_killed(tmp_path: Path) -> None:
    mark, environment = marked_environment()
    started = tmp_path / "started"
    build = subprocess.Popen([sys.executable, "-c", BUILD, started], cwd=ROOT, env=environment)
    try:
        deadline = time.monotonic() + 30
        while not any("--service" in line for line in alive(mark)) and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.3)
        assert any("--service" in line for line in alive(mark))
    finally:
        os.kill(build.pid, signal.SIGKILL)
        build.wait()
    assert left_alive(mark) == []
