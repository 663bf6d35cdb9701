"""Hosts of web addresses, by which one tells whose page it is."""

from __future__ import annotations

from urllib.parse import urlsplit


def hosts_of(*addresses: str | None) -> tuple[str, ...]:
    """Return the hosts of web addresses, each once and in small letters, without `www.`."""
    hosts = {_host(address).removeprefix("www.") for address in addresses if address}
    return tuple(sorted(host for host in hosts if host))


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # brackets that hold no IPv6 address
        return ""
