"""In which language a command speaks of findings and rules."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from generator.errors import UsageError
from generator.theme import find_theme
from generator.wording import ENGLISH
from generator.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.wording import Reader

SOURCE_LANGUAGE = "en"
"""The language of the messages in the program, which needs no translation."""

language_option = click.option(
    "--language",
    metavar="pl",
    help="Language of findings and rules.  [default: that of the environment, else English]",
)


def language_of(wanted: str | None, root: Path) -> str:
    """Return the language that was asked for, else the first of the environment that findings are translated into.

    Raises UsageError for a language without translation that was asked for by name.
    """
    known = [SOURCE_LANGUAGE, *sorted(one.name for one in find_theme(root).locale.glob("*/") if one.is_dir())]
    if wanted is None:
        return _first_known(_wished(os.environ), known) or SOURCE_LANGUAGE
    language = _first_known([wanted], known)
    if language is None:
        raise UsageError(f"expected one of the languages {', '.join(known)}, got {wanted}")
    return language


def reader_of(language: str, root: Path) -> Reader:
    """Return the reader of a language that `language_of` chose."""
    return ENGLISH if language == SOURCE_LANGUAGE else Words(language, find_theme(root).locale)


def _first_known(wishes: Sequence[str] | Iterator[str], known: Sequence[str]) -> str | None:
    for wish in wishes:
        tag = wish.partition(".")[0].partition("@")[0].replace("_", "-")
        for one in (tag, tag.partition("-")[0].casefold()):
            if one in known:
                return one
    return None


def _wished(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield the languages of an environment as gettext reads it: LANGUAGE counts unless the locale is C.

    Source: GNU gettext manual, "Locale Environment Variables" and "The LANGUAGE variable".
    """
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")
    if locale.partition(".")[0] in ("C", "POSIX"):
        return
    yield from filter(None, environment.get("LANGUAGE", "").split(":"))
    if locale:
        yield locale
