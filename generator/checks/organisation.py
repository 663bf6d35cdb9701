"""Rules about the record of a provider, and about what it has in common with other organisations."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from babel.core import get_global

from generator.catalogue.hosts import hosts_of
from generator.checks.places import value_at
from generator.diagnostics import Diagnostic, Severity, define_rule
from generator.records.mending import respelt
from generator.records.organisation import OrganisationRecord
from generator.records.provider import Provider
from generator.records.reader import did_you_mean
from generator.records.scalars import describe
from generator.wording import NOTHING, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.checks.statements import StatedPart
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
    remedy="Write the NUTS code of the region in the organisation's country, such as PL711.",
    source="CELEX 32022H0627(02), Annex I, element 3; NUTS 2024",
)

UNKNOWN_TIME_ZONE = define_rule(
    "PRV003",
    Severity.ERROR,
    "A time zone that is not in the list",
    reason="A deadline ends when the day ends where the provider is; programs know time zones by these names.",
    remedy="Write the name as continent and city, such as Europe/Warsaw.",
    source="IANA time zone database",
)

LONGEST = 80
"""No name of a time zone has more characters; longer texts take long to compare."""

_HOST = re.compile(r"[a-z0-9](-?[a-z0-9])*(\.[a-z0-9](-*[a-z0-9])*)+")
_ONLY_HOST = re.compile(r"(https?://)?[^/?#@:]+/?", re.IGNORECASE)
# NUTS keeps codes of its own for two countries.
_NUTS_COUNTRY = {"GR": "EL", "GB": "UK"}


@cache
def _time_zones() -> frozenset[str]:
    """Return the names that CLDR lists, which are the same on every machine, and one that it does not have yet."""
    return frozenset((*get_global("zone_territories"), *get_global("zone_aliases"), "Europe/Kyiv"))


def domains(provider: Provider, document: Document) -> Iterator[Diagnostic]:
    """Domains are host names in small letters."""
    for index, domain in enumerate(provider.domains):
        if not _HOST.fullmatch(domain):
            message = say("expected the name of a host such as example.org, got {found}", found=describe(domain))
            meant = hosts_of(domain if "//" in domain else f"https://{domain}")
            fix = say("Write `{text}`.", text=meant[0]) if meant else NOTHING
            path = ("domains", index)
            edit = respelt(document, path, meant[0]) if meant and _ONLY_HOST.fullmatch(domain) else None
            yield Diagnostic(NO_HOST, value_at(document, path), message, fix, edit)


def time_zone(provider: Provider, document: Document) -> Iterator[Diagnostic]:
    """The time zone has a name that programs know."""
    zone = provider.time_zone
    if zone is not None and zone not in _time_zones():
        close = get_close_matches(zone[:LONGEST], _time_zones(), n=1)
        fix = did_you_mean(close[0] if close else None)
        message = say("expected the name of a time zone such as Europe/Warsaw, got {found}", found=describe(zone))
        yield Diagnostic(UNKNOWN_TIME_ZONE, value_at(document, ("time_zone",)), message, fix)


def region(stated: Sequence[StatedPart], document: Document) -> Iterator[Diagnostic]:
    """A NUTS code begins with its country."""
    for path, part in stated:
        if not isinstance(part, Provider | OrganisationRecord) or part.region is None or part.country is None:
            continue
        country = _NUTS_COUNTRY.get(part.country, part.country)
        if not part.region.startswith(country):
            found = describe(part.region)
            message = say("expected a region that begins with {country}, got {found}", country=country, found=found)
            yield Diagnostic(OTHER_COUNTRY, value_at(document, (*path, "region")), message)
