"""Types that turn the text of a YAML scalar into a value, and say in plain words what they expected.

Scalars arrive as text (see `records.yaml`): `012` keeps its zero, `2.50` its cents and `no` is a country or language.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.records.hidden import shows_something
from generator.records.meaning import Form
from generator.wording import NOTHING, Wording, say

# The patterns go into the JSON Schemas as they are: they must mean the same in ECMAScript, where digits are ASCII and $
# is the end of the text. Python's $ stands before a line feed at the end too: use fullmatch.
IDENTIFIER = r"^[a-z0-9](-?[a-z0-9])*$"
_UUID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
_DAY = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
_DURATION = re.compile(r"^P[0-9]{1,3}[DWM]$")
_VALIDITY = re.compile(r"^(unlimited|P[0-9]{1,3}[DWMY])$")
FILE_NAME = r"^[a-z0-9](-?[a-z0-9])*\.(png|jpg|webp)$"
_FILE_NAME = re.compile(FILE_NAME)
_COORDINATE = re.compile(r"^-?[0-9]{1,3}(\.[0-9]{1,8})?$")
_AMOUNT = re.compile(r"^[0-9]{1,9}(\.[0-9]{1,4})?$")
_COUNT = re.compile(r"^[0-9]{1,6}$")
LANGUAGE = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
_ADDRESS = re.compile(r"""^https?://[^\s/?#@\\"'<>\[\]]+\.[^\s/?#@\\"'<>\[\].]+([/?#][^\s\\"'<>]*)?$""")
_EMAIL = re.compile(r"^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$")


def not_as_expected(
    expected: str | Wording,
    got: object = "",
    fix: Wording = NOTHING,
    *,
    words: str | Wording = NOTHING,
    form: Form | None = None,
) -> PydanticCustomError:
    """Return the error that the reader turns into "expected X, got Y" with a `fix:` line.

    `got` is the value as written; where there is none to show, `words` say what was found. `form` is the form that a
    text should have, so that somebody can tell what was meant.
    """
    context = {"expected": expected, "got": words or describe(got), "fix": fix, "form": form}
    return PydanticCustomError("expectation", "expected {expected}, got {got}", context)


def describe(value: object) -> str | Wording:
    """Say what a value is, short enough for one line of a message."""
    if isinstance(value, dict):
        return say("a mapping (key: value)")
    if isinstance(value, list):
        return say("a list") if value else say("an empty list")
    text = " ".join(str(value).split())
    quoted = f"`{text[:60]}…`" if len(text) > 60 else f"`{text}`"
    has_margin = text and str(value) != str(value).strip()
    return say("{value} with white space around it", value=quoted) if has_margin else quoted


def _text(expected: Wording, value: object) -> str:
    if not isinstance(value, str):
        raise not_as_expected(expected, value)
    return value


_A_TEXT = say("a text")


def _plain_text(value: object) -> str:
    text = _text(_A_TEXT, value).strip()
    if not shows_something(text):
        raise not_as_expected(_A_TEXT, fix=say("Write the text, or delete the key."), words=say("nothing"))
    return text


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        fix = say("Write true or false, without quotation marks.")
        raise not_as_expected(say("true or false"), value, fix, form=Form.FLAG)
    return value == "true"


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    expected = say("a date such as 2027-01-31")
    text = _text(expected, value)
    if not _DAY.fullmatch(text):
        fix = say("Write year-month-day with two digits each.")
        raise not_as_expected(expected, value, fix, form=Form.DAY)
    try:
        return date.fromisoformat(text)
    except ValueError:
        fix = say("Write a day that the month has.")
        raise not_as_expected(say("a day that exists in the calendar"), value, fix) from None


def _count(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    expected = say("a whole number")
    text = _text(expected, value)
    if not _COUNT.fullmatch(text):
        fix = say("Write digits only, without unit or separator.")
        raise not_as_expected(expected, value, fix, form=Form.COUNT)
    return int(text)


def _amount(value: object) -> str:
    expected = say("an amount such as 720.00")
    text = _text(expected, value)
    if not _AMOUNT.fullmatch(text):
        fix = say("Write digits with a point before the decimals; the currency has a key of its own.")
        raise not_as_expected(expected, value, fix, form=Form.AMOUNT)
    return text


def _matching(pattern: re.Pattern[str], expected: Wording, fix: Wording, form: Form | None = None) -> Any:
    def check(value: object) -> str:
        text = _text(expected, value)
        if not pattern.fullmatch(text):
            raise not_as_expected(expected, value, fix, form=form)
        return text

    return check


def _address(value: object) -> str:
    expected = say("a web address such as https://example.org/page")
    text = _text(expected, value).strip()
    if not _ADDRESS.fullmatch(text) or not _has_host(text):
        raise not_as_expected(expected, value, say("Copy the address from the browser."), form=Form.ADDRESS)
    return text


def _has_host(address: str) -> bool:
    """Tell whether programs can take an address apart: a host as IDNA allows it, a port that exists."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def _at_most(limit: int) -> Any:
    def check(value: str) -> str:
        if len(value) > limit:
            expected = say("at most {limit} characters", limit=limit)
            raise not_as_expected(expected, fix=say("Shorten the text."), words=str(len(value)))
        return value

    return check


def _up_to(limit: int) -> Any:
    def check(value: int) -> int:
        if value > limit:
            raise not_as_expected(say("a number up to {limit}", limit=limit), value, say("Write a smaller number."))
        return value

    return check


def _schema(kind: str | list[str], pattern: str = "", **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": kind, **({"pattern": pattern} if pattern else {}), **more})


Word = Annotated[str, BeforeValidator(_plain_text), AfterValidator(_at_most(300)), _schema("string", maxLength=300)]
"""A short text in no particular language: a code, a number, a name."""

Line = Annotated[str, BeforeValidator(_plain_text), AfterValidator(_at_most(500)), _schema("string", maxLength=500)]
"""A text of one line in one language."""

Prose = Annotated[
    str, BeforeValidator(_plain_text), AfterValidator(_at_most(10_000)), _schema("string", maxLength=10_000)
]
"""A longer text in one language: paragraphs, lists, emphasis and https links in Markdown."""

Identifier = Annotated[
    str,
    BeforeValidator(
        _matching(
            re.compile(IDENTIFIER),
            say("an identifier of small letters a-z, digits and single hyphens"),
            say("Write it without accents, capitals, spaces and underscores; never change it afterwards."),
            Form.IDENTIFIER,
        )
    ),
    AfterValidator(_at_most(80)),
    _schema("string", IDENTIFIER, maxLength=80),
]

Uuid = Annotated[
    str,
    BeforeValidator(
        _matching(
            _UUID,
            say("a UUID in small letters such as 3f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c11"),
            say("Make a new one; `uuidgen` and many web pages do."),
            Form.UUID,
        )
    ),
    _schema("string", _UUID.pattern, format="uuid"),
]

Language = Annotated[
    str,
    BeforeValidator(
        _matching(
            re.compile(LANGUAGE),
            say("a language tag such as pl or en"),
            say("Use the two-letter code of the language (BCP 47)."),
            Form.LANGUAGE,
        )
    ),
    _schema("string", LANGUAGE),
]

Address = Annotated[
    str,
    BeforeValidator(_address),
    AfterValidator(_at_most(2000)),
    _schema("string", _ADDRESS.pattern, format="uri", maxLength=2000),
]

Email = Annotated[
    str,
    BeforeValidator(
        _matching(
            _EMAIL, say("a mail address such as office@example.org"), say("Give the address of an office."), Form.EMAIL
        )
    ),
    _schema("string", _EMAIL.pattern, format="email"),
]

Flag = Annotated[bool, BeforeValidator(_flag), _schema("boolean")]
Day = Annotated[date, BeforeValidator(_day), _schema("string", _DAY.pattern, format="date")]
Count = Annotated[int, BeforeValidator(_count), _schema(["integer", "string"], _COUNT.pattern, minimum=0)]
Duration = Annotated[
    str,
    BeforeValidator(
        _matching(
            _DURATION,
            say("a duration in days, weeks or months such as P8W"),
            say(
                "Write P, up to three digits, and D (days), W (weeks) or M (months); `duration_text` takes other words."
            ),
            Form.DURATION,
        )
    ),
    _schema("string", _DURATION.pattern),
]

Validity = Annotated[
    str,
    BeforeValidator(
        _matching(
            _VALIDITY,
            say("`unlimited`, or a duration in days, weeks, months or years such as P3Y"),
            say("Write `unlimited`, or P, up to three digits, and D (days), W (weeks), M (months) or Y (years)."),
        )
    ),
    _schema("string", _VALIDITY.pattern),
]
"""How long something holds."""

FileName = Annotated[
    str,
    BeforeValidator(
        _matching(
            _FILE_NAME,
            say("the name of a picture beside the record such as logo.png"),
            say("Write small letters a-z, digits and single hyphens, and .png, .jpg or .webp; no folders."),
        )
    ),
    AfterValidator(_at_most(80)),
    _schema("string", _FILE_NAME.pattern, maxLength=80),
]

Coordinate = Annotated[
    str,
    BeforeValidator(
        _matching(
            _COORDINATE,
            say("degrees as a decimal number such as 51.747"),
            say("Write digits with a point; - for south and west."),
        )
    ),
    _schema(["number", "string"], _COORDINATE.pattern),
]
"""Degrees of latitude or longitude, kept as written."""

Percent = Annotated[
    int,
    BeforeValidator(_count),
    AfterValidator(_up_to(100)),
    _schema(["integer", "string"], _COUNT.pattern, maximum=100),
]

Amount = Annotated[str, BeforeValidator(_amount), _schema(["number", "string"], _AMOUNT.pattern, minimum=0)]
"""A decimal number kept as the text that was written, so that 2.50 stays 2.50."""

LocalisedLine = Annotated[dict[Language, Line], Field(min_length=1)]
LocalisedProse = Annotated[dict[Language, Prose], Field(min_length=1)]
