"""What no page may do while somebody reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

LEFT_BY_THE_READER = "net::ERR_ABORTED"


class Watch:
    """Notes console messages, failed requests and requests to other hosts of all pages of a browser context."""

    def __init__(self, context: BrowserContext, host: str, *, missing: str = "") -> None:
        """Watch a context; requests must begin with `host`, and only the page `missing` may not exist."""
        self.complaints: list[str] = []
        self._host, self._missing = host, missing
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.complaints.append(f"error in a script: {error.error}"))
        context.on("request", self._on_request)
        context.on("requestfailed", self._on_failure)
        context.on("response", self._on_response)

    def allow_missing(self, address: str) -> None:
        """Let the page at this address be absent from now on."""
        self._missing = address

    def take(self) -> list[str]:
        """Return what was noted since the last time."""
        noted, self.complaints = self.complaints, []
        return noted

    def _on_console(self, message: ConsoleMessage) -> None:
        # The browser itself reports the status of a page that is not found.
        if message.location["url"] != self._missing:
            self.complaints.append(f"console: {message.text}")

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self._host, "data:")):
            self.complaints.append(f"request to another place: {request.url}")

    def _on_failure(self, request: Request) -> None:
        if request.failure != LEFT_BY_THE_READER:
            self.complaints.append(f"{request.failure}: {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and response.url != self._missing:
            self.complaints.append(f"{response.status}: {response.url}")
