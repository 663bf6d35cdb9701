"""Rules about the provider's own record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.catalogue.summary import hosts_of
from generator.checks.places import value_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.records.mending import respelt
from generator.records.scalars import describe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.records.provider import Provider
    from generator.records.yaml import Document

NO_HOST = define_rule(
    "PRV001",
    Severity.ERROR,
    "A domain that is not the plain name of a host",
    reason="Links of offers are compared with the domains; something else than a host name fits no link.",
    remedy="Write only the name, such as example.org, without https:// and without anything behind it.",
    fixable=True,
)
OTHER_COUNTRY = define_rule(
    "PRV002",
    Severity.WARNING,
    "A region of another country",
    reason="The region says where the issuer is; it begins with the code of its country.",
    remedy="Write the NUTS code of the region in the provider's country, such as PL711.",
    source="CELEX 32022H0627(02), Annex I, element 3; NUTS 2024",
)

_HOST = re.compile(r"[a-z0-9](-?[a-z0-9])*(\.[a-z0-9](-*[a-z0-9])*)+")
_ONLY_HOST = re.compile(r"(https?://)?[^/?#@:]+/?", re.IGNORECASE)
# NUTS keeps codes of its own for two countries.
_NUTS_COUNTRY = {"GR": "EL", "GB": "UK"}


def domains(provider: Provider, document: Document) -> Iterator[Diagnostic]:
    """Domains are host names in small letters."""
    for index, domain in enumerate(provider.domains):
        if not _HOST.fullmatch(domain):
            message = f"expected the name of a host such as example.org, got {describe(domain)}"
            meant = hosts_of(domain if "//" in domain else f"https://{domain}")
            fix = f"Write `{meant[0]}`." if meant else ""
            path = ("domains", index)
            edit = respelt(document, path, meant[0]) if meant and _ONLY_HOST.fullmatch(domain) else None
            yield Diagnostic(NO_HOST, value_at(document, path), message, fix, edit)


def region(provider: Provider, document: Document) -> Iterator[Diagnostic]:
    """A NUTS code begins with its country."""
    if provider.region is None or provider.country is None:
        return
    country = _NUTS_COUNTRY.get(provider.country, provider.country)
    if not provider.region.startswith(country):
        message = f"expected a region that begins with {country}, got {describe(provider.region)}"
        yield Diagnostic(OTHER_COUNTRY, value_at(document, ("region",)), message)
