"""`catalogue serve`: show the site on this machine, and build it again when something changes."""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.audience import audience_of
from generator.commands.build import report_outcome
from generator.commands.options import build_options, default_workers, settings_of, shown_path, today
from generator.errors import CatalogueError, UsageError
from generator.pages.shell import CONTENT_SECURITY_POLICY
from generator.progress import Progress
from generator.publish.build import Order
from generator.publish.build import build as build_site

if TYPE_CHECKING:
    import os
    from datetime import date
    from io import BytesIO
    from typing import BinaryIO

    from generator.settings import Settings

SECONDS_BETWEEN_LOOKS = 0.5
LOOPBACK = "127.0.0.1"

Snapshot = frozenset[tuple[str, int, int]]


class SiteServer(ThreadingHTTPServer):
    """A server on this machine that is not upset by browsers that leave early."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a reader who closed the connection; report everything else."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # the base class says Any of these


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves a built site as a good static host would: its 404 page, its security headers."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".ttl": "text/turtle; charset=utf-8",
        ".atom": "application/atom+xml; charset=utf-8",
        ".ics": "text/calendar; charset=utf-8",
        ".jsonld": "application/ld+json",
        ".js": "text/javascript; charset=utf-8",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
        ".woff2": "font/woff2",
    }

    def end_headers(self) -> None:
        """Add the headers of every answer."""
        self.send_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Open the file behind the address; no file has a NUL or half a character in its name."""
        try:
            return super().send_head()
        except ValueError:
            self.send_error(404)
            return None

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's own 404 page, in the language of the address."""
        page = self._not_found_page() if code == 404 else None
        if page is None:
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def list_directory(self, path: str | os.PathLike[str]) -> None:  # noqa: ARG002 - the name of the base class
        """Show no folder that has no page."""
        self.send_error(404)

    def _not_found_page(self) -> Path | None:
        """Return the 404 page nearest to what was asked for: each language has one below its folder."""
        site, asked = Path(self.directory), Path(self.translate_path(self.path))
        pages = (folder / "404.html" for folder in asked.parents if folder.is_relative_to(site))
        return next((page for page in pages if page.is_file()), None)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Keep the terminal for findings."""


@dataclass(frozen=True)
class Wish:
    """What `serve` was asked for; settings and day are read anew for each build."""

    root: Path
    providers: Path | None
    base_url: str
    languages: str | None
    as_of: date | None
    workers: int

    @property
    def output(self) -> Path:
        """Return where the site is built."""
        return self.root / ".cache" / "serve" / "site"

    def settings(self) -> Settings:
        """Read the settings; raise SettingsError or UsageError if they cannot be used."""
        return settings_of(self.root, self.providers, self.base_url, self.languages)

    def order(self, settings: Settings) -> Order:
        """Return what to build."""
        return Order(self.output, self.as_of or today(), shown_path(settings.providers), self.workers)


@click.command()
@build_options
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port on this machine.")
@click.option("--once", is_flag=True, help="Do not build again when something changes.")
def serve(
    root: Path,
    providers: Path | None,
    base_url: str | None,
    languages: str | None,
    as_of: date | None,
    workers: int | None,
    port: int,
    once: bool,
) -> None:
    """Build the site, show it on this machine, and build again after each change."""
    server = open_server(root / ".cache" / "serve" / "site", port)
    address = f"http://{LOOPBACK}:{server.server_port}/"
    wish = Wish(root, providers, base_url or address, languages, as_of, workers or default_workers())
    settings = wish.settings()  # a mistake on the command line ends the command here
    before = snapshot(settings)
    build_once(wish)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    click.echo(f"The catalogue is shown at {address} (stop with Ctrl-C)")
    with suppress(KeyboardInterrupt):
        watch(wish, settings, before, once=once)
    server.shutdown()


def open_server(directory: Path, port: int) -> SiteServer:
    """Return a server on loopback; raise UsageError if the port is taken."""
    handler = partial(SiteHandler, directory=str(directory))
    try:
        return SiteServer((LOOPBACK, port), handler)
    except OSError as error:
        message = f"port {port} cannot be used: {error.strerror}"
        raise UsageError(message, remedy="stop the other program, or choose another port with --port") from None


def build_once(wish: Wish) -> Settings | None:
    """Build and say what was found; a failed build leaves the last good site in place.

    Returns the settings of this build, None if they cannot be used.
    """
    settings = None
    try:
        settings = wish.settings()
        order = wish.order(settings)
        outcome = build_site(settings, order, Progress(quiet=True))
        report_outcome(outcome, order, audience_of(settings), quiet=False)
    except CatalogueError as error:
        click.echo(str(error), err=True)
    return settings


def watch(wish: Wish, settings: Settings, before: Snapshot, *, once: bool) -> None:
    """Build again whenever a record, a page, a template or a setting changes, until interrupted.

    `settings` say where to look, `before` is what the site shown was built from.
    """
    waiting = threading.Event()
    while not waiting.wait(SECONDS_BETWEEN_LOOKS):
        now = snapshot(settings)
        if now != before and not once:
            before = now
            settings = build_once(wish) or settings


def snapshot(settings: Settings) -> Snapshot:
    """Return path, time and size of every file that the site is made from."""
    folders = (settings.providers, settings.root / "content", settings.root / "theme")
    files = [file for folder in folders if folder.is_dir() for file in folder.rglob("*") if file.is_file()]
    return frozenset(
        (str(file), status.st_mtime_ns, status.st_size)
        for file in (*files, settings.config_file)
        if (status := _status(file)) is not None
    )


def _status(file: Path) -> os.stat_result | None:
    with suppress(OSError):
        return file.stat()
    return None
