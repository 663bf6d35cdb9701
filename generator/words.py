"""Everything that depends on the reader's language: gettext, names, dates, numbers and money (CLDR)."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_timedelta
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal
from babel.units import format_unit

from generator.languages import Shown, in_language
from generator.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

_REGIONAL = {"en": "en-IE"}

REMEMBERED = 4096
"""So many written numbers, days, amounts and names of languages are remembered of each."""


def read_translations(file: Path) -> NullTranslations:
    """Read the translations of one language from its .po file; a language without file shows the source text."""
    return _read_translations(file, translations_stamp(file))


@cache
def translations_file(locale_folder: Path, language: str) -> Path:
    """Return the file with the translations of a language."""
    return locale_folder / language / "LC_MESSAGES" / "catalogue.po"


def translations_stamp(file: Path) -> int:
    """Return a number that is another one when the file has changed; 0 for no file."""
    # Asked for each page and for each card: with one call to the system it takes a fifth of the time of two.
    try:
        return os.stat(file).st_mtime_ns  # noqa: PTH116
    except OSError:
        return 0


@lru_cache(maxsize=65_536)
def _sort_key(text: str) -> tuple[str, str]:
    """Fold a text; the titles of offers are asked for by each list that shows them, a tenth of the time of lists."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    return "".join(one for one in folded if not unicodedata.combining(one)), text.casefold()


@cache
def _read_translations(file: Path, stamp: int) -> NullTranslations:
    if not stamp:
        return NullTranslations()
    with file.open("rb") as stream:
        catalog = read_po(stream)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(_REGIONAL.get(language, language), sep="-")


# Babel wrote fifty numbers and thirty days for an offer and language, mostly the same small numbers and the same days,
# and a hundred numbers with a history: a tenth of a profile of the stage.
@lru_cache(maxsize=REMEMBERED)
def _number(number: int | str, language: str) -> str:
    return format_decimal(Decimal(number), locale=_locale(language), decimal_quantization=False)


@lru_cache(maxsize=REMEMBERED)
def _date(day: date, language: str) -> str:
    return format_date(day, "long", locale=_locale(language))


@lru_cache(maxsize=REMEMBERED)
def _money(amount: str, currency: str, language: str) -> str:
    locale, value = _locale(language), Decimal(amount)
    decimals = "" if value == value.to_integral() else "." + "0" * max(2, -int(value.as_tuple().exponent))
    pattern = str(locale.currency_formats["standard"].pattern).replace(".00", decimals)
    written = format_currency(value, currency, pattern, locale=locale, currency_digits=False)
    # A code in letters, such as PLN, does not touch the figures.
    return re.sub(r"(?<=[A-Z])(?=\d)", "\N{NO-BREAK SPACE}", written)


@lru_cache(maxsize=REMEMBERED)
def _language_name(code: str, language: str) -> str:
    try:
        return Locale.parse(code, sep="-").get_display_name(_locale(language)) or code
    except (ValueError, UnknownLocaleError):
        return code


@dataclass(frozen=True)
class Words:
    """The words and forms of one language of the pages."""

    language: str
    locale_folder: Path

    @cached_property
    def translations(self) -> NullTranslations:
        """Return the gettext translations."""
        return read_translations(translations_file(self.locale_folder, self.language))

    @property
    def locale(self) -> Locale:
        """Return the CLDR locale; English is written as in Europe, with the day before the month."""
        return _locale(self.language)

    def gettext(self, message: str) -> str:
        """Translate a message."""
        return self.translations.gettext(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Translate a message that counts, and put the number in."""
        return self.translations.ngettext(one, many, number).format(number=self.number(number))

    def plural_forms(self, one: str, many: str) -> dict[str, str]:
        """Return a message that counts in every form the language has, by CLDR category, for scripts."""
        numbers = (1_000_000, *range(100, -1, -1))  # the smallest number of a category decides its form
        forms = {self.locale.plural_form(n): self.translations.ngettext(one, many, n) for n in numbers}
        return {"other": self.translations.ngettext(one, many, 0), **forms}

    def text(self, texts: Mapping[str, str] | None) -> Shown | None:
        """Choose the text to show, with the language it is in."""
        return in_language(texts, self.language)

    def month(self, day: date) -> str:
        """Write the month of a day with its year: March 2027, marzec 2027."""
        return format_skeleton("yMMMM", day, locale=self.locale)

    def date(self, day: date) -> str:
        """Write a date in full."""
        return _date(day, self.language)

    def in_days(self, days: int) -> str:
        """Write how far ahead a day is, never in weeks: in 25 days, za 25 dni."""
        return format_timedelta(
            timedelta(days=days), granularity="day", threshold=days + 1, add_direction=True, locale=self.locale
        )

    def capitalised(self, text: str) -> str:
        """Return a name as it stands at the beginning of a line; only the first letter changes."""
        return text[:1].upper() + text[1:]

    def sort_key(self, text: str) -> tuple[str, str]:
        """Return a key that sorts texts as readers expect: letters with marks beside those without."""
        return _sort_key(text)

    def number(self, number: int | str) -> str:
        """Write a number that is an integer or the text of a decimal."""
        return _number(number, self.language)

    def money(self, amount: str, currency: str) -> str:
        """Write an amount of money: no cents where there are none, and never fewer decimals than were stated."""
        return _money(amount, currency, self.language)

    def size(self, number: int) -> str:
        """Write a number of bytes: 12 kB."""
        if number < 1000:
            return self.ngettext("{number} byte", "{number} bytes", number)
        value, unit = (number / 1e6, "digital-megabyte") if number >= 1e6 else (number / 1000, "digital-kilobyte")
        return format_unit(round(value, 1 if value < 10 else 0), unit, "short", locale=self.locale)

    def hours(self, hours: str) -> str:
        """Write a number of hours, which may be a decimal: 1.5 hours."""
        value = Decimal(hours)
        if value == value.to_integral():
            return self.ngettext("{number} hour", "{number} hours", int(value))
        return self.gettext("{number} hours").format(number=self.number(hours))

    def duration(self, duration: str) -> str:
        """Write an ISO 8601 duration of one unit: 8 weeks; what is none is returned as it is."""
        if not re.fullmatch(r"P[0-9]+[DWMY]", duration):
            return duration
        number = int(duration[1:-1])
        return {
            "D": self.ngettext("{number} day", "{number} days", number),
            "W": self.ngettext("{number} week", "{number} weeks", number),
            "M": self.ngettext("{number} month", "{number} months", number),
            "Y": self.ngettext("{number} year", "{number} years", number),
        }[duration[-1]]

    def points(self, amount: str) -> str:
        """Write a number of credits of whatever system the receiver uses."""
        value = Decimal(amount)
        if value == value.to_integral():
            return self.ngettext("{number} credit", "{number} credits", int(value))
        return self.gettext("{number} credits").format(number=self.number(amount))

    def credits(self, amount: str, system: str) -> str:
        """Write an amount of credits with the short name of their system: 3 ECTS."""
        short = {"ects": "ECTS", "ecvet": "ECVET"}
        return f"{self.number(amount)} {short.get(system) or self.term('credit-systems', system)}"

    def language_name(self, code: str) -> str:
        """Return the name of a language in this language."""
        return _language_name(code, self.language)

    def country_name(self, code: str) -> str:
        """Return the name of a country in this language."""
        return str(self.locale.territories.get(code.upper(), code))

    def term(self, name: str, code: str) -> str:
        """Return the label of a concept of a vocabulary."""
        return vocabulary(name).label(code, self.language)

    def listed(self, parts: list[str]) -> str:
        """Join parts as an enumeration."""
        return ", ".join(parts)
