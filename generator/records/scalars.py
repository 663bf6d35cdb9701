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

# The patterns go into the JSON Schemas as they are: they must mean the same in ECMAScript, where digits are ASCII and $
# is the end of the text. Python's $ stands before a line feed at the end too: use fullmatch.
IDENTIFIER = r"^[a-z0-9](-?[a-z0-9])*$"
_UUID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
_DAY = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
_DURATION = re.compile(r"^P[0-9]{1,3}[DWM]$")
_AMOUNT = re.compile(r"^[0-9]{1,9}(\.[0-9]{1,4})?$")
_COUNT = re.compile(r"^[0-9]{1,6}$")
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$")
_ADDRESS = re.compile(r"""^https?://[^\s/?#@\\"'<>\[\]]+\.[^\s/?#@\\"'<>\[\].]+([/?#][^\s\\"'<>]*)?$""")
_EMAIL = re.compile(r"^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$")


def not_as_expected(
    expected: str, got: object = "", fix: str = "", *, words: str = "", form: Form | None = None
) -> PydanticCustomError:
    """Return the error that the reader turns into "expected X, got Y" with a `fix:` line.

    `got` is the value as written; where there is none to show, `words` say what was found. `form` is the form that a
    text should have, so that somebody can tell what was meant.
    """
    context = {"expected": expected, "got": words or describe(got), "fix": fix, "form": form}
    return PydanticCustomError("expectation", "expected {expected}, got {got}", context)


def describe(value: object) -> str:
    """Say what a value is, short enough for one line of a message."""
    if isinstance(value, dict):
        return "a mapping (key: value)"
    if isinstance(value, list):
        return "a list"
    text = " ".join(str(value).split())
    around = " with white space around it" if text and str(value) != str(value).strip() else ""
    return f"`{text[:60]}…`{around}" if len(text) > 60 else f"`{text}`{around}"


def _text(expected: str, value: object) -> str:
    if not isinstance(value, str):
        raise not_as_expected(expected, value)
    return value


def _plain_text(value: object) -> str:
    text = _text("a text", value).strip()
    if not shows_something(text):
        raise not_as_expected("a text", fix="Write the text, or delete the key.", words="nothing")
    return text


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        fix = "Write true or false, without quotation marks."
        raise not_as_expected("true or false", value, fix, form=Form.FLAG)
    return value == "true"


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    text = _text("a date such as 2027-01-31", value)
    if not _DAY.fullmatch(text):
        fix = "Write year-month-day with two digits each."
        raise not_as_expected("a date such as 2027-01-31", value, fix, form=Form.DAY)
    try:
        return date.fromisoformat(text)
    except ValueError:
        fix = "Write a day that the month has."
        raise not_as_expected("a day that exists in the calendar", value, fix) from None


def _count(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = _text("a whole number", value)
    if not _COUNT.fullmatch(text):
        fix = "Write digits only, without unit or separator."
        raise not_as_expected("a whole number", value, fix, form=Form.COUNT)
    return int(text)


def _amount(value: object) -> str:
    text = _text("an amount such as 720.00", value)
    if not _AMOUNT.fullmatch(text):
        fix = "Write digits with a point before the decimals; the currency has a key of its own."
        raise not_as_expected("an amount such as 720.00", value, fix, form=Form.AMOUNT)
    return text


def _matching(pattern: re.Pattern[str], form: Form, expected: str, fix: str) -> Any:
    def check(value: object) -> str:
        text = _text(expected, value)
        if not pattern.fullmatch(text):
            raise not_as_expected(expected, value, fix, form=form)
        return text

    return check


def _address(value: object) -> str:
    expected, fix = "a web address such as https://example.org/page", "Copy the address from the browser."
    text = _text(expected, value).strip()
    if not _ADDRESS.fullmatch(text) or not _has_host(text):
        raise not_as_expected(expected, value, fix, form=Form.ADDRESS)
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
            raise not_as_expected(f"at most {limit} characters", fix="Shorten the text.", words=str(len(value)))
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
            Form.IDENTIFIER,
            "an identifier of small letters a-z, digits and single hyphens",
            "Write it without accents, capitals, spaces and underscores; never change it afterwards.",
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
            Form.UUID,
            "a UUID in small letters such as 3f0c1a52-6d0e-4c53-9a53-0f5d1d3b7c11",
            "Make a new one; `uuidgen` and many web pages do.",
        )
    ),
    _schema("string", _UUID.pattern, format="uuid"),
]

Language = Annotated[
    str,
    BeforeValidator(
        _matching(
            _LANGUAGE,
            Form.LANGUAGE,
            "a language tag such as pl or en",
            "Use the two-letter code of the language (BCP 47).",
        )
    ),
    _schema("string", _LANGUAGE.pattern),
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
        _matching(_EMAIL, Form.EMAIL, "a mail address such as office@example.org", "Give the address of an office.")
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
            Form.DURATION,
            "a duration in days, weeks or months such as P8W",
            "Write P, up to three digits, and D (days), W (weeks) or M (months); `duration_text` takes other words.",
        )
    ),
    _schema("string", _DURATION.pattern),
]

Amount = Annotated[str, BeforeValidator(_amount), _schema(["number", "string"], _AMOUNT.pattern, minimum=0)]
"""A decimal number kept as the text that was written, so that 2.50 stays 2.50."""

LocalisedLine = Annotated[dict[Language, Line], Field(min_length=1)]
LocalisedProse = Annotated[dict[Language, Prose], Field(min_length=1)]
