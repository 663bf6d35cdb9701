"""The server on this machine: pages with their bar, everything else as a good static host would give it."""

from __future__ import annotations

import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, unquote, urlsplit

import orjson

from generator.errors import UsageError
from generator.pages.shell import CONTENT_SECURITY_POLICY
from generator.serving.bar import FILES, FOLDER, HERE
from generator.serving.showing import is_inside

if TYPE_CHECKING:
    import os
    from typing import BinaryIO

    from generator.serving.showing import Showing

LOOPBACK = "127.0.0.1"


class SiteServer(ThreadingHTTPServer):
    """A server on this machine that is not upset by browsers that leave early.

    With `showing` it answers with more than the files of a built site.
    """

    showing: Showing | None = None

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a reader who closed the connection; report everything else."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # the base class says Any of these


class SiteHandler(SimpleHTTPRequestHandler):
    """Answers with the pages of `showing`, and serves a built site: its files, its 404 page, its security headers."""

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

    @property
    def showing(self) -> Showing | None:
        """Return who answers for pages."""
        return self.server.showing if isinstance(self.server, SiteServer) else None

    def end_headers(self) -> None:
        """Add the headers of every answer."""
        self.send_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Open what is behind the address; no file has a NUL or half a character in its name."""
        try:
            shown = self._shown(self.showing) if self.showing is not None else None
            return shown or super().send_head()
        except ValueError:
            self.send_error(404)
            return None

    def _shown(self, showing: Showing) -> BytesIO | None:
        """Return what is answered by more than a file of the built site."""
        address = unquote(urlsplit(self.path).path, errors="strict").removeprefix("/")
        if not is_inside(address):
            return None
        if address.startswith(FOLDER):
            return self._of_server(showing, address.removeprefix(FOLDER))
        if address.endswith("index.html"):
            address = address.removesuffix("index.html")
        if address and not address.endswith("/") and showing.asked(f"{address}/"):
            return self._sent(HTTPStatus.MOVED_PERMANENTLY, "text/plain", b"", Location=quote(f"/{address}/"))
        source = showing.source(address)
        if source is not None:
            return self._sent(HTTPStatus.OK, self.guess_type(address), source.read_bytes())
        answer = showing.answer(address)
        return self._sent(answer.status, "text/html; charset=utf-8", answer.html) if answer else None

    def _of_server(self, showing: Showing, name: str) -> BytesIO:
        if name in FILES:
            return self._sent(HTTPStatus.OK, FILES[name], (HERE / name).read_bytes())
        page = parse_qs(urlsplit(self.path).query).get("page", ["/"])[0]
        address = unquote(page).removeprefix("/").removesuffix("index.html")
        answer = showing.answer(address) if name == "state" else None
        said = {"page": answer.page, "bar": answer.bar, "html": answer.bar_html} if answer else {"page": ""}
        return self._sent(HTTPStatus.OK, "application/json", orjson.dumps(said))

    def _sent(self, status: HTTPStatus, media_type: str, content: bytes, **headers: str) -> BytesIO:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)

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


def open_server(directory: Path, port: int) -> SiteServer:
    """Return a server on loopback; raise UsageError if the port is taken."""
    handler = partial(SiteHandler, directory=str(directory))
    try:
        return SiteServer((LOOPBACK, port), handler)
    except OSError as error:
        message = f"port {port} cannot be used: {error.strerror}"
        raise UsageError(message, remedy="stop the other program, or choose another port with --port") from None
