"""Values that several formats write alike: durations, plain texts, and what can stand as an IRI."""

from __future__ import annotations

import re
from decimal import Decimal

_DURATION = re.compile(r"P(?=[0-9])(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)W)?(?:([0-9]+)D)?")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def is_iri(text: str) -> bool:
    """Tell whether a text can stand as an IRI of the web."""
    return _IRI.fullmatch(text) is not None


def local_name(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]


def plain_text(text: str) -> str:
    """Return a text without the characters that XML 1.0, iCalendar or UTF-8 cannot hold; line ends are line feeds.

    The reader of records refuses them; settings and what else gets here may still hold one.
    """
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def hours_duration(hours: str) -> str:
    """Return hours as xsd:duration: `7.5` becomes PT7H30M."""
    whole, rest = divmod(Decimal(hours) * 60, 60)
    minutes = round(rest)
    return f"PT{whole}H{minutes}M" if minutes else f"PT{whole}H"


def days_duration(text: str) -> str | None:
    """Return an ISO 8601 duration as xsd:duration, which knows no weeks (P8W becomes P56D); None for other texts."""
    found = _DURATION.fullmatch(text)
    if found is None:
        return None
    years, months, weeks, days = (int(part or 0) for part in found.groups())
    parts = ((years, "Y"), (months, "M"), (weeks * 7 + days, "D"))
    return "P" + ("".join(f"{number}{unit}" for number, unit in parts if number) or "0D")
