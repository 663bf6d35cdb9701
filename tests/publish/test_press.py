"""What is made anew and says the same is a link to the published file; what somebody touched is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.publish.ledger import Entry, note_of
from generator.publish.press import Press

if TYPE_CHECKING:
    from pathlib import Path

FILES = {"a/index.html": b"first", "b.json": b"second"}


@pytest.fixture
def press(tmp_path: Path) -> Press:
    """A press with a published site of two files."""
    press = Press(tmp_path / "stage", tmp_path / "site")
    for path, content in FILES.items():
        (press.published / path).parent.mkdir(parents=True, exist_ok=True)
        (press.published / path).write_bytes(content)
    press.directory.mkdir()
    return press


@pytest.fixture
def entry(press: Press) -> Entry:
    sha256 = {
        path: made.sha256
        for path, made in Press(press.directory, press.published).write("probe", "", None, FILES.items()).fresh.items()
    }
    return Entry("key", {path: note_of(press.published / path, sha256[path]) for path in FILES})


def is_linked(press: Press, path: str) -> bool:
    return (press.directory / path).samefile(press.published / path)


def refuse() -> list[tuple[str, bytes]]:
    raise AssertionError("nothing had to be made")


def test_the_same_key_takes_all_files_over(press: Press, entry: Entry) -> None:
    made = press.make("name", "key", entry, refuse)
    assert set(made.carried) == set(FILES)
    assert not made.fresh
    assert all(is_linked(press, path) for path in FILES)


def test_another_key_writes_only_what_says_something_else(press: Press, entry: Entry) -> None:
    made = press.make("name", "other", entry, lambda: [("a/index.html", b"first"), ("b.json", b"changed")])
    assert (set(made.carried), set(made.fresh)) == ({"a/index.html"}, {"b.json"})
    assert is_linked(press, "a/index.html")
    assert (press.directory / "b.json").read_bytes() == b"changed"
    assert (press.published / "b.json").read_bytes() == b"second"


@pytest.mark.parametrize("key", ["key", "other"])
def test_a_touched_file_is_written_anew(press: Press, entry: Entry, key: str) -> None:
    (press.published / "b.json").write_bytes(b"tampered")
    made = press.make("name", key, entry, FILES.items)
    assert "b.json" in made.fresh
    assert (press.directory / "b.json").read_bytes() == b"second"


def test_what_has_no_key_is_always_made(press: Press, entry: Entry) -> None:
    assert press.carry("name", "", Entry("", entry.files)) is None


def test_of_two_files_at_one_path_the_later_one_counts(press: Press, entry: Entry) -> None:
    made = press.write("name", "other", entry, [("b.json", b"changed"), ("b.json", b"second")])
    assert (set(made.carried), set(made.fresh)) == ({"b.json"}, set())
    made = press.write("name", "other", entry, [("b.json", b"second"), ("b.json", b"changed")])
    assert (set(made.carried), set(made.fresh)) == (set(), {"b.json"})
    assert (press.published / "b.json").read_bytes() == b"second"


def test_what_another_program_wrote_is_taken_over_where_it_says_the_same(press: Press, entry: Entry) -> None:
    for path, content in (("index/a", b"first"), ("index/b", b"new")):
        (press.directory / path).parent.mkdir(exist_ok=True)
        (press.directory / path).write_bytes(content)
        (press.published / path).parent.mkdir(exist_ok=True)
        (press.published / path).write_bytes(b"first")
    (sha256,) = {note.sha256 for path, note in entry.files.items() if path == "a/index.html"}
    noted = {path: note_of(press.published / path, sha256) for path in ("index/a", "index/b")}
    made = press.adopt("index", "key", Entry("old", noted), "index")
    assert (set(made.carried), set(made.fresh)) == ({"index/a"}, {"index/b"})
    assert is_linked(press, "index/a")
    assert (press.published / "index/b").read_bytes() == b"first"
