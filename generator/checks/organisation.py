"""Rules about the record of a provider, and about what it has in common with other organisations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.catalogue.hosts import hosts_of
from generator.checks.places import value_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.records.organisation import Organisation
from generator.records.provider import Provider
from generator.records.scalars import describe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.records.statement import Statement
    from generator.records.yaml import Document, NodePath

NO_HOST = define_rule(
    "PRV001",
    Severity.ERROR,
    "A domain that is not the plain name of a host",
    reason="Links of offers are compared with the domains; something else than a host name fits no link.",
    remedy="Write only the name, such as example.org, without https:// and without anything behind it.",
)
OTHER_COUNTRY = define_rule(
    "PRV002",
    Severity.WARNING,
    "A region of another country",
    reason="The region says where the issuer is; it begins with the code of its country.",
    remedy="Write the NUTS code of the region in the organisation's country, such as PL711.",
    source="CELEX 32022H0627(02), Annex I, element 3; NUTS 2024",
)

_HOST = re.compile(r"[a-z0-9](-?[a-z0-9])*(\.[a-z0-9](-*[a-z0-9])*)+")
# NUTS keeps codes of its own for two countries.
_NUTS_COUNTRY = {"GR": "EL", "GB": "UK"}


def domains(provider: Provider, document: Document) -> Iterator[Diagnostic]:
    """Domains are host names in small letters."""
    for index, domain in enumerate(provider.domains):
        if not _HOST.fullmatch(domain):
            message = f"expected the name of a host such as example.org, got {describe(domain)}"
            meant = hosts_of(domain if "//" in domain else f"https://{domain}")
            fix = f"Write `{meant[0]}`." if meant else ""
            yield Diagnostic(NO_HOST, value_at(document, ("domains", index)), message, fix)


def region(path: NodePath, part: Statement, document: Document) -> Iterator[Diagnostic]:
    """A NUTS code begins with its country."""
    if not isinstance(part, Provider | Organisation) or part.region is None or part.country is None:
        return
    country = _NUTS_COUNTRY.get(part.country, part.country)
    if not part.region.startswith(country):
        message = f"expected a region that begins with {country}, got {describe(part.region)}"
        yield Diagnostic(OTHER_COUNTRY, value_at(document, (*path, "region")), message)
