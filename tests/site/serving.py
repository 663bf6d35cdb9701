"""Build the sample catalogue and serve it as a static host would."""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from generator.progress import Progress
from generator.publish.build import build
from generator.publish.order import Order
from generator.serving.server import SiteHandler, SiteServer
from generator.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
HOST = "https://registry.example.org"
AS_OF = date(2026, 11, 20)
SUB_PATH = "/registry/"


@dataclass(frozen=True)
class Site:
    """A built site: its folder, the address it is served at, and the address its pages give as their own."""

    folder: Path
    address: str
    canonical: str = f"{HOST}/"


def copy_registry(folder: Path) -> Path:
    """Copy what a registry is made of, so that a build neither sees nor leaves anything beside the checkout's files."""
    for part in ("content", "providers", "theme"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def build_site(registry: Path, output: Path, path: str = "/") -> Path:
    """Build the registry for the given path of its host, unless that was done before."""
    if not output.exists():
        settings = replace(read_settings(registry), base_url=f"{HOST}{path}")
        outcome = build(settings, Order(output, AS_OF, "providers"), Progress(quiet=True))
        assert outcome.published, outcome.diagnostics
    return output


class BelowPath(SiteHandler):
    """Shows the site below a path only; whatever leaves that path is not found."""

    prefix: ClassVar[str] = SUB_PATH

    def translate_path(self, path: str) -> str:
        """Return the file behind an address."""
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "outside-of-the-site")
        return super().translate_path(f"/{path.removeprefix(self.prefix)}")


@contextmanager
def served(folder: Path, path: str = "/") -> Iterator[Site]:
    """Serve a built site on loopback at a path of its host."""
    handler = SiteHandler if path == "/" else BelowPath
    with SiteServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Site(folder, f"http://127.0.0.1:{server.server_port}{path}", f"{HOST}{path}")
        server.shutdown()
        thread.join()
