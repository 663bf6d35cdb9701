"""`catalogue serve`: show the site on this machine, and build it again when something changes."""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.build import _report
from generator.commands.options import build_options, default_workers, settings_of, shown_path, today
from generator.errors import CatalogueError, UsageError
from generator.pages.shell import CONTENT_SECURITY_POLICY
from generator.progress import Progress
from generator.publish.build import Order
from generator.publish.build import build as build_site

if TYPE_CHECKING:
    import os
    from datetime import date

    from generator.settings import Settings

SECONDS_BETWEEN_LOOKS = 0.5
LOOPBACK = "127.0.0.1"


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves a built site as a good static host would: its 404 page, its security headers."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".ttl": "text/turtle; charset=utf-8",
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
    settings = settings_of(root, providers, base_url or address, languages)
    order = Order(
        root / ".cache" / "serve" / "site",
        as_of or today(),
        shown_path(settings.providers),
        workers or default_workers(),
    )
    build_once(settings, order)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    click.echo(f"The catalogue is shown at {address} (stop with Ctrl-C)")
    with suppress(KeyboardInterrupt):
        watch(settings, order, once=once)
    server.shutdown()


def open_server(directory: Path, port: int) -> ThreadingHTTPServer:
    """Return a server on loopback; raise UsageError if the port is taken."""
    handler = partial(SiteHandler, directory=str(directory))
    try:
        return ThreadingHTTPServer((LOOPBACK, port), handler)
    except OSError as error:
        message = f"port {port} cannot be used: {error.strerror}"
        raise UsageError(message, remedy="stop the other program, or choose another port with --port") from None


def build_once(settings: Settings, order: Order) -> None:
    """Build and say what was found; a failed build leaves the last good site in place."""
    try:
        _report(build_site(settings, order, Progress(quiet=True)), order, quiet=False)
    except CatalogueError as error:
        click.echo(str(error), err=True)


def watch(settings: Settings, order: Order, *, once: bool) -> None:
    """Build again whenever a record, a page, a template or a setting changes, until interrupted."""
    waiting = threading.Event()
    before = snapshot(settings)
    while not waiting.wait(SECONDS_BETWEEN_LOOKS):
        now = snapshot(settings)
        if now != before and not once:
            before = now
            build_once(settings, order)


def snapshot(settings: Settings) -> frozenset[tuple[str, int, int]]:
    """Return path, time and size of every file that the site is made from."""
    folders = (settings.providers, settings.root / "content", settings.root / "theme")
    files = [file for folder in folders if folder.is_dir() for file in folder.rglob("*") if file.is_file()]
    return frozenset(
        (str(file), status.st_mtime_ns, status.st_size)
        for file in (*files, settings.config_file)
        if (status := _status(file)) is not None
    )


def _status(file: Path):  # type: ignore[no-untyped-def]
    with suppress(OSError):
        return file.stat()
    return None
