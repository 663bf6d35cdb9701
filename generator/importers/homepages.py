"""Which homepage follows from the addresses of a provider's courses: a course may stand on somebody else's platform."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.importers.identifiers import slug

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHORTEST_LABEL = 4
"""A host label as short as `a42` or `web` may belong to anybody."""


@dataclass(frozen=True, slots=True)
class Homepage:
    """The homepage and domain of a provider, or the reason why none is stated."""

    address: str = ""
    domain: str = ""
    reason: str = ""


def find_homepages(addresses: Mapping[str, Sequence[str]]) -> dict[str, Homepage]:
    """Return for each provider (name → addresses of its courses) the homepage that follows from them.

    It follows only if all courses stand on one host, no other provider has courses there, and the host bears the
    provider's name. A provider without any usable address is left out.
    """
    hosts = {name: {host for one in given if (host := _host(one))} for name, given in addresses.items()}
    return {name: _homepage(name, found, hosts) for name, found in hosts.items() if found}


def _homepage(name: str, found: set[tuple[str, str]], hosts: Mapping[str, set[tuple[str, str]]]) -> Homepage:
    (scheme, host), *more = sorted(found)
    if more:
        return Homepage(reason="the courses stand on several hosts")
    if any(host == theirs for other, given in hosts.items() if other != name for _, theirs in given):
        return Homepage(reason="other providers have courses on the same host")
    if not _bears_name(host, name):
        return Homepage(reason="the host does not bear the provider's name and may be a platform")
    return Homepage(f"{scheme}://{host}/", host.removeprefix("www."))


def _host(address: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    return (parts.scheme, host) if host and parts.scheme in ("http", "https") else None


def _bears_name(host: str, name: str) -> bool:
    """Tell whether the name of a provider begins with the host's own label: koena.net, uxcontent.com."""
    label = max((one.replace("-", "") for one in host.split(".")[:-1]), key=len, default="")
    return len(label) >= SHORTEST_LABEL and slug(name).replace("-", "").startswith(label)
