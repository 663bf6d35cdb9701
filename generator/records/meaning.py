"""What a value means that is written in another form than records have, where no other reading is possible.

`31.01.2027` is one day and `01/02/2027` may be two; nobody can tell whether `1,200` is a little or much.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from babel.numbers import get_currency_symbol
from babel.units import format_unit

from generator.vocabularies import SUGGESTION_LANGUAGES, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


class Form(StrEnum):
    """The form that a value has in a record; whoever refuses a value names it."""

    DAY = "day"
    FLAG = "flag"
    COUNT = "count"
    AMOUNT = "amount"
    DURATION = "duration"
    UUID = "uuid"
    LANGUAGE = "language"
    IDENTIFIER = "identifier"
    ADDRESS = "address"
    EMAIL = "email"


_YEAR_FIRST = re.compile(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})")
_FLAGS = {"true": "true yes y on tak t prawda", "false": "false no n off nie f fałsz"}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_GAPS = " '\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}’"
# Thousands apart by gaps and decimals by a comma or point; three digits behind a comma could be either.
_WITH_GAPS = re.compile(rf"([0-9]{{1,3}}(?:[{_GAPS}][0-9]{{3}})+|[0-9]+)(?:[.,]([0-9]{{1,2}}|[0-9]{{4}}))?")
_WITH_BOTH = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+),([0-9]{1,2})|([0-9]{1,3}(?:,[0-9]{3})+)\.([0-9]{1,2})")
_NO_CENTS = re.compile(r"[.,][-–—]+$")
_WITH_UNIT = re.compile(r"([0-9]{1,3})\s*(\D+)")
_UNITS = {"D": "duration-day", "W": "duration-week", "M": "duration-month"}


def meant(form: Form, text: str, units: tuple[str, ...] = ()) -> str | None:
    """Return a value in its proper form, or None if it is not certain what it means.

    `units` are words that may stand beside an amount, because the record says elsewhere what is counted.
    """
    return _amount(text.strip(), units) if form is Form.AMOUNT else _MEANINGS[form](text.strip())


def units_of(path: tuple[str | int, ...], beside: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the units that an amount at a path may carry: those of the keys beside it, and hours among hours."""
    return tuple(_units(path, beside))


def _units(path: tuple[str | int, ...], beside: Mapping[str, Any]) -> Iterator[str]:
    for key in ("currency", "system"):
        if isinstance(beside.get(key), str):
            yield beside[key]
    if isinstance(beside.get("currency"), str):
        yield from (get_currency_symbol(beside["currency"].upper(), locale=tag) for tag in SUGGESTION_LANGUAGES)
    if "hours" in path:
        yield from (way for number in (1, 2, 5) for way in _ways_to_write(number, "duration-hour"))
        yield "h"


def _day(text: str) -> str | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return _existing(found[1], found[3], found[4])
    if found := _YEAR_LAST.fullmatch(text):
        first, second = int(found[1]), int(found[3])
        # Points stand between day and month in this order; slashes and hyphens in either.
        if found[2] == "." or first > 12 or first == second:
            return _existing(found[4], found[3], found[1])
    return None


def _existing(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _flag(text: str) -> str | None:
    return next((flag for flag, words in _FLAGS.items() if text.casefold() in words.split()), None)


def _count(text: str) -> str | None:
    if text in _ROMAN:
        return str(_ROMAN.index(text) + 1)
    amount = _amount(text)
    whole, _, decimals = (amount or "").partition(".")
    return str(int(whole)) if whole and not decimals.strip("0") else None


def _amount(text: str, units: tuple[str, ...] = ()) -> str | None:
    text = _NO_CENTS.sub("", _without_unit(text, units))
    if found := _WITH_BOTH.fullmatch(text):
        whole, decimals = (found[1], found[2]) if found[1] else (found[3], found[4])
    elif found := _WITH_GAPS.fullmatch(text):
        whole, decimals = found[1], found[2]
    else:
        return None
    digits = re.sub("[^0-9]", "", whole)
    return f"{digits}.{decimals}" if decimals else digits


def _without_unit(text: str, units: tuple[str, ...]) -> str:
    for unit in filter(None, units):
        for cut in (text.casefold().removesuffix(unit.casefold()), text.casefold().removeprefix(unit.casefold())):
            if cut != text.casefold():
                return cut.strip()
    return text


def _duration(text: str) -> str | None:
    if not (found := _WITH_UNIT.fullmatch(text)):
        return text.upper()
    number = int(found[1])
    written = f"{number} {found[2].strip().casefold()}"
    return next((f"P{number}{code}" for code, unit in _UNITS.items() if written in _in_full(number, unit)), None)


def _in_full(number: int, unit: str) -> set[str]:
    return {f"{number} {way}" for way in _ways_to_write(number, unit)}


def _ways_to_write(number: int, unit: str) -> Iterator[str]:
    """Yield the words for a unit of time beside a number, as CLDR has them: weeks, wks, tygodni, tyg."""
    for tag in SUGGESTION_LANGUAGES:
        for length in ("long", "short"):
            written = " ".join(format_unit(number, unit, length, locale=tag).split()).casefold()
            yield written.removeprefix(str(number)).strip()


def _uuid(text: str) -> str | None:
    try:
        return str(UUID(text))
    except ValueError:
        return None


def _language(text: str) -> str | None:
    language, *rest = re.split("[-_]", text)
    tag = "-".join((language.lower(), *(one.title() if len(one) == 4 else one.upper() for one in rest)))
    return tag if tag.partition("-")[0] in vocabulary("languages") else vocabulary("languages").equal(text)


def _identifier(text: str) -> str | None:
    return re.sub(r"[\s_]+", "-", text.lower()) if text.isascii() else None


def _address(text: str) -> str | None:
    bare = text.removeprefix("<").removesuffix(">")
    scheme, separator, rest = bare.partition("://")
    if separator:
        return f"{scheme.lower()}://{rest}"
    return f"https://{bare}" if bare.startswith("www.") else None


def _email(text: str) -> str | None:
    return text.removeprefix("<").removesuffix(">").removeprefix("mailto:")


_MEANINGS: Mapping[Form, Callable[[str], str | None]] = {
    Form.DAY: _day,
    Form.FLAG: _flag,
    Form.COUNT: _count,
    Form.DURATION: _duration,
    Form.UUID: _uuid,
    Form.LANGUAGE: _language,
    Form.IDENTIFIER: _identifier,
    Form.ADDRESS: _address,
    Form.EMAIL: _email,
}
