"""What a part of a cell says: a code, a number, a day, a duration; or the reason why it says none."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from generator.checks.vocabulary import is_in_list
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

_DURATION = re.compile(r"([0-9]{1,3}) (day|week|month)s?")
_NUMBER = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,2}))?")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_ZONE = re.compile("%[zZ]")
_DAYS_COUNTED = re.compile(r"[2-7][0-9]{4}")


class UnplacedError(Exception):
    """A value cannot go where it was sent; the text says why."""


def code_of(name: str, part: str) -> str:
    """Return the code of a vocabulary that a text is, without regard to case."""
    concepts = vocabulary(name)
    for code in (part, part.upper(), part.lower()):
        if code in concepts:
            return code
    if is_in_list(name, part):
        return part
    raise UnplacedError(f"no code of the vocabulary {name}")


def number_of(part: str, units: Sequence[str]) -> str:
    """Return a number without its units; a comma or point with one or two digits behind it sets off decimals.

    The Roman numerals to VIII are numbers too, as levels are often written.
    """
    whole = "".join(part.split())
    text = _without_units(whole.casefold(), ["".join(unit.casefold().split()) for unit in units])
    if text.upper() in _ROMAN and text.upper() in whole:
        return str(_ROMAN.index(text.upper()) + 1)
    found = _NUMBER.fullmatch(text)
    if not found:
        allowed = f", alone or with a unit such as {units[0]}" if units else ""
        raise UnplacedError(f"no plain number{allowed}")
    decimals = (found[2] or "").rstrip("0")  # a workbook has none at the end either
    return f"{int(found[1])}.{decimals}" if decimals else str(int(found[1]))


def _without_units(text: str, units: Sequence[str]) -> str:
    """Take a unit from the beginning and one from the end: “poziom 6 PRK”; with a word “6.” is a number too."""
    longest_first = sorted(units, key=len, reverse=True)
    bare = text.removeprefix(next((unit for unit in longest_first if text.startswith(unit)), ""))
    bare = bare.removesuffix(next((unit for unit in longest_first if bare.endswith(unit)), ""))
    return bare.removesuffix(".") if bare != text else bare


def day_of(part: str, form: str, *, is_date: bool) -> str:
    """Return a day in ISO form; a cell that is a date of the spreadsheet program has it already."""
    if is_date and len(part) > len("2027-01-31"):
        raise UnplacedError("a date with a time of day, and a record has only the day")
    written = "%Y-%m-%d" if is_date else form
    try:
        return datetime.strptime(part, written).date().isoformat()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        raise UnplacedError(_no_day(part, form)) from None


def tells_days(form: str) -> bool:
    """Tell whether dates written in a form can be read back: it names day, month and year, each once, and no time."""
    day, moment = datetime(2027, 1, 31), datetime(2027, 1, 31, 13, 45, 59, 123456)  # noqa: DTZ001 - only their texts count
    if moment.strftime(form) != day.strftime(form) or _ZONE.search(form):
        return False
    try:
        return datetime.strptime(date(2027, 1, 31).strftime(form), form).date() == date(2027, 1, 31)  # noqa: DTZ007
    except (ValueError, re.error):
        return False


def _no_day(part: str, form: str) -> str:
    """Say why a text is no day; a bare number may be a date that the spreadsheet program counts in days."""
    if not _DAYS_COUNTED.fullmatch(part):
        return f"no date of the form {form}"
    day = date(1899, 12, 30) + timedelta(days=int(part))
    return f"no date but a number, which may stand for {day.isoformat()}; format the column as dates"


def duration_of(part: str) -> str:
    """Return an ISO 8601 duration for a plain number of days, weeks or months in English."""
    found = _DURATION.fullmatch(part.casefold())
    if not found:
        raise UnplacedError("no plain number of days, weeks or months")
    return f"P{int(found[1])}{found[2][0].upper()}"
