"""Serve a built site with a real nginx on loopback, set up as docs/hosting.md tells operators to."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPRESSED = (
    "text/css text/javascript application/javascript application/json application/ld+json application/xml "
    "application/atom+xml text/turtle text/calendar image/svg+xml application/wasm"
)
"""What nginx compresses beside HTML, which it always does."""

CONFIGURATION = """\
daemon off;
master_process off;
pid {work}/nginx.pid;
error_log {work}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {work}; proxy_temp_path {work}; fastcgi_temp_path {work};
    uwsgi_temp_path {work}; scgi_temp_path {work};
    include {types};
    types {{ text/turtle ttl; application/ld+json jsonld; text/javascript mjs; }}
    default_type application/octet-stream;
    charset utf-8;
    gzip on;
    gzip_comp_level 6;
    gzip_min_length 512;
    gzip_types {compressed};
    server {{
        listen 127.0.0.1:{port};
        root {site};
        location ~ ^/(?<language>[a-z][a-z])/ {{
            error_page 404 /$language/404.html;
            include {work}/catalogue-headers.conf;
        }}
        location / {{
            error_page 404 /404.html;
            include {work}/catalogue-headers.conf;
        }}
    }}
}}
"""


def free_port() -> int:
    """Return a port of loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


def headers(site: Path) -> str:
    """Return the lines of nginx for what the site's `_headers` says."""
    lines = (site / "_headers").read_text(encoding="utf-8").splitlines()[1:]
    named = (line.strip().split(": ", 1) for line in lines if line.strip())
    return "".join(f'add_header {name} "{value}" always;\n' for name, value in named)


@contextmanager
def behind_nginx(site: Path, work: Path, port: int) -> Iterator[str]:
    """Serve a built site until the block ends, and give its address; `work` is an empty folder for nginx's own files.

    The program is Debian's `nginx-light`; FileNotFoundError where it is missing.
    """
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if program is None:
        raise FileNotFoundError("nginx")
    work.mkdir(parents=True, exist_ok=True)
    (work / "catalogue-headers.conf").write_text(headers(site), encoding="utf-8")
    configuration = work / "nginx.conf"
    said = CONFIGURATION.format(
        work=work, site=site, port=port, types=Path("/etc/nginx/mime.types"), compressed=COMPRESSED
    )
    configuration.write_text(said, encoding="utf-8")
    server = subprocess.Popen([program, "-p", str(work), "-c", str(configuration)], stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, server, work)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=10)


def _wait_for(port: int, server: subprocess.Popen[bytes], work: Path) -> None:
    for _attempt in range(100):
        if server.poll() is not None:
            raise RuntimeError((work / "error.log").read_text(encoding="utf-8"))
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("nginx")
