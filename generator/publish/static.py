"""Files that are published as they are, and those that tell a web server how to serve the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import PublishError
from generator.pages.shell import CONTENT_SECURITY_POLICY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def refuse_links(*folders: Path) -> None:
    """Raise PublishError for a symbolic link below folders whose files are published: it may lead to any file."""
    for folder in folders:
        for entry in sorted(folder.rglob("*")):
            if entry.is_symlink():
                shown = entry.relative_to(folder.parent).as_posix()
                message = f"{shown} is a symbolic link; what it leads to would be published"
                raise PublishError(message, remedy="remove it, or put a copy of the file in its place")


def static_files(assets: Path) -> Iterator[tuple[str, bytes]]:
    """Return the theme's assets below assets/, response headers for hosts that read `_headers`, and `.nojekyll`."""
    for file in sorted(assets.rglob("*")):
        if file.is_file() and not file.name.startswith("."):
            yield f"assets/{file.relative_to(assets).as_posix()}", file.read_bytes()
    yield ".nojekyll", b""
    yield "_headers", _headers().encode()


def _headers() -> str:
    lines = {
        "Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in lines.items())
