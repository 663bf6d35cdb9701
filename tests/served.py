"""A small registry shown by the server of `catalogue serve`, in the process of the test and without any build."""

from __future__ import annotations

import json
import shutil
import threading
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from generator.commands.options import settings_of
from generator.serving.preview import Preview, Wanted
from generator.serving.server import open_server
from generator.serving.showing import Showing, Work
from tests import record_cases
from tests.publish.registry import copy_registry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST_AID = "en/offers/river-college/first-aid/"


def small_registry(root: Path) -> Path:
    """Lay out the records of the cases with the project's pages and theme; return the folder."""
    copy_registry(root, providers=())
    shutil.copytree(record_cases.RECORDS / "base", root / "providers")
    return root


@dataclass(frozen=True)
class Served:
    """A registry and the server that shows it."""

    root: Path
    preview: Preview
    work: Work
    address: str

    @property
    def site(self) -> Path:
        """Return where the built site would be."""
        return self.root / "site"

    def file(self, place: str) -> Path:
        """Return the file of a record."""
        return self.root / "providers" / place

    def save(self, place: str, old: str, new: str) -> None:
        """Change a record as an editor does."""
        file = self.file(place)
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def get(self, address: str) -> tuple[int, str]:
        """Return status and content of what is at an address."""
        return get(self.address + address)

    def state(self, address: str) -> dict[str, Any]:
        """Return what an open page is told when it asks whether it has changed."""
        return json.loads(self.get(f"-/state?page=/{address}")[1])


def get(url: str) -> tuple[int, str]:
    """Return status and content of what is at a URL, whatever the status is."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own server
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@contextmanager
def served(root: Path, *, languages: str = "en") -> Iterator[Served]:
    """Show a registry whose records are not read yet, and whose frames are not rendered."""
    settings = partial(settings_of, root, None, "https://registry.example.org/", languages)
    wanted = Wanted(root / "site", settings, lambda _: "providers", lambda: record_cases.AS_OF)
    preview, work = Preview(wanted), Work()
    with open_server(root / "site", 0) as server:
        server.showing = Showing(preview, root / "site", work)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Served(root, preview, work, f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()
        thread.join()
